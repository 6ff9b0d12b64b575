"""Another PIN for a volunteer who forgot it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..asked import Asked
from ..pin_typed import PIN_QUESTIONS, same_pin
from ..widgets.form import Question


class NewPinScreen(Asked):
    """Dismissed with what was done, in the volunteer's language."""

    HEADING: ClassVar[Sentence] = Sentence("New PIN")
    GUIDE: ClassVar[Sentence] = Sentence("A PIN is 4 to 12 digits: let the volunteer type it, twice.")

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift)
        self._whose = name

    def questions(self) -> Iterable[Question]:
        yield from PIN_QUESTIONS

    def on_mount(self) -> None:
        super().on_mount()
        self.tell(Sentence("For {name}", {"name": self._whose}))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        self.shift.change_pin(self._whose, same_pin(self.form))
        self.dismiss(self.say(Sentence("✓ {name} has another PIN.", {"name": self._whose})))
