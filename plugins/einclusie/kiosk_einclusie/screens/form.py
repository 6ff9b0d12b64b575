"""A screen that is one form: Enter goes on, F8 saves, a scan in between is not lost silently."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets import Input

from kiosk_core import Sentence
from kiosk_core.tui import Form, Hint, Place

SAVE_FIRST = Sentence("Save this form first (F8), or leave it (Esc).")


class FormScreen(Place):
    """Its body yields one Form, which may ask nothing. `save` reads the answers and dismisses."""

    CSS_PATH = "forms.tcss"

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.focus()
            break

    def hints(self) -> Iterable[Hint]:
        if self.query(Input):
            yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield from self.saving()
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def saving(self) -> Iterable[Hint]:
        """The key that saves; a screen with more than one way to save says so."""
        yield self.hint("f8", Sentence("Save"), self.save, main=True)

    def save(self) -> None:
        """Records what was typed."""

    def scanned(self, keys: str) -> None:
        self.tell(SAVE_FIRST)
