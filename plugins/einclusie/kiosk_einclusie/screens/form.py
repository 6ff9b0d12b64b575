"""A form in the look of this project."""

from __future__ import annotations

from kiosk_core.tui import FormPlace


class FormScreen(FormPlace):
    """Its body yields one Form. `save` reads the answers and dismisses."""

    CSS_PATH = "forms.tcss"
