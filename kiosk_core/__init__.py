"""The plugin API. Screens import kiosk_core.tui, tests import kiosk_core.testing; nothing else is promised."""

__version__ = "0.1.0"
