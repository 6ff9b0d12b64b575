"""A form: questions one below the other. Enter goes on, F8 saves, and a card that is scanned meanwhile waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.typed_times import read_day

from .place import Place
from .widgets.form import Form, Question
from .widgets.key_bar import Hint


class FormPlace(Place):
    """Says its `questions`, which may be none, and how to `save`. Usually dismissed with what was done, in the volunteer's language."""

    DEFAULT_CSS = """
    FormPlace Form { height: 1fr; padding: 1 2 0 2; }
    FormPlace .about { height: auto; width: 1fr; padding: 1 2 0 2; text-style: bold; }
    FormPlace .follows { height: auto; width: 1fr; padding: 0 2; }
    FormPlace #findings { height: auto; max-height: 6; padding: 0 2; width: 1fr; }
    """
    SAVES: ClassVar[Sentence] = Sentence("Save")
    """What F8 is called."""

    def questions(self) -> Iterable[Question]:
        raise NotImplementedError

    def save(self) -> None:
        raise NotImplementedError

    def above(self) -> ComposeResult:
        """What stands above the questions."""
        yield from ()

    def body(self) -> ComposeResult:
        yield from self.above()
        yield Form(*self.questions())

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.focus()
            break

    def hints(self) -> Iterable[Hint]:
        if self.query(Input):
            yield self.hint("enter", Sentence("Next"), self.form.to_next_empty)
        yield from self.saving()
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def saving(self) -> Iterable[Hint]:
        yield self.hint("f8", self.SAVES, self.save, main=True)

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    @property
    def said(self) -> dict[str, str]:
        """What was typed, by the questions' names."""
        return self.form.answers()

    def day(self, name: str) -> date:
        """The day that was typed there. Raises NotUnderstood."""
        with self.form.reading(name) as typed:
            return read_day(typed)

    def failed(self, error: KioskError) -> None:
        """The cursor stands where the mistake is."""
        super().failed(error)
        if mistaken := self.form.mistaken(error):
            self.set_focus(mistaken)

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Save this form first (F8), or leave it (Esc)."))
