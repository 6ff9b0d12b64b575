"""Textual app and screens; the only floor, with kiosk_core.testing, that imports textual."""
