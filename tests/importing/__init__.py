"""Tests of kiosk_core.importing: spreadsheets that nobody prepared for us."""
