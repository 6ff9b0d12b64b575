"""Tests of kiosk_core.reports."""
