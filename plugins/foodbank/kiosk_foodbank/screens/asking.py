"""A short form in front of a list: F8 does what it says, and the list says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import Sentence, Shift
from kiosk_core.tui import Form, Hint, Place, Question


class AskPlace(Place):
    """Dismissed with the sentence that `keep` answers, in the volunteer's language; None when it was left."""

    CSS_PATH = Path(__file__).with_name("listed.tcss")
    SAVES: ClassVar[Sentence] = Sentence("Save")
    """What F8 is called."""

    def __init__(
        self, shift: Shift, heading: Sentence, guide: Sentence, questions: Sequence[Question],
        keep: Callable[[dict[str, str]], Sentence],
    ) -> None:  # fmt: skip
        super().__init__(shift)
        self.HEADING, self.GUIDE = heading, guide  # type: ignore[misc] # of this one form, where a class has one for all
        self._questions, self._keep = questions, keep

    def body(self) -> ComposeResult:
        yield Form(*self._questions)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", self.SAVES, self.save, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def save(self) -> None:
        self.dismiss(self.say(self._keep(self.query_one(Form).answers())))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Save this form first (F8), or leave it (Esc)."))
