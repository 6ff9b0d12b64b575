"""Somebody no longer belongs to a household: since which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Member
from kiosk_core.registry.households import Ending
from kiosk_core.registry.left_behind import next_step
from kiosk_core.shift import Shift

from ...form_place import FormPlace
from ...widgets.form import Question
from ...widgets.words import Words
from .done import AboutHousehold

ENDINGS: Mapping[Ending, Sentence] = {
    "left": Sentence("Left this household"),
    "moved": Sentence("Moved away"),
    "deceased": Sentence("Died"),
}
"""A couple that parts has a screen of its own."""
FOLLOWS: Mapping[Ending, Sentence] = {
    "left": Sentence("Cards and decisions of this person stay. The household counts one person less."),
    "moved": Sentence("Cards and decisions of this person stay. The household counts one person less."),
    "deceased": Sentence(
        "The cards of this person stop, and what was decided for this person ends. The household counts one person less."
    ),
}


class LeaveScreen(FormPlace, AboutHousehold):
    HEADING: ClassVar[Sentence] = Sentence("Somebody no longer lives here")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The first day on which this person no longer lived here. Help, call lists and proxies change at once; what was "
        "handed over before stays as it was."
    )

    def __init__(self, shift: Shift, number: str, member: Member, ending: Ending) -> None:
        super().__init__(shift, number)
        self._member, self._ending = member, ending

    def above(self) -> ComposeResult:
        who = f"{self._member.first_name} ({self._member.number})" if self._member.first_name else self._member.number
        said = {"who": who, "what": ENDINGS[self._ending]}
        yield Words(self.say(Sentence("{who}: {what}", said)), classes="about")
        yield Words(self.say(FOLLOWS[self._ending]), classes="follows")
        today, gone = self.shift.here().day, [self._member.person]
        if step := next_step(self.shift.house, self.client().household or "", today, without=gone):
            yield Words(self.say(step), classes="follows")

    def questions(self) -> Iterable[Question]:
        today = self.shift.here().day
        yield Question("since", Sentence("Since"), Sentence("For instance 31/12/2027."), value=f"{today:%d/%m/%Y}")

    def save(self) -> None:
        self.shift.leave(self.client(), [self._member.person], self._ending, since=self.day("since"))
        self.end(Sentence("✓ {number} no longer belongs to the household.", {"number": self._member.number}))
