"""The same person was registered twice, in this household or in another: under which other number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client, Member
from kiosk_core.shift import Shift

from ...widgets.form import Question
from ...widgets.words import Words
from .whom import AsksWhom


class OnePersonScreen(AsksWhom):
    WHOM: ClassVar[str] = "other"
    HEADING: ClassVar[Sentence] = Sentence("Registered twice")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the other number of the same person, A1042.3, or scan the other card. Nothing happens yet: first you read what "
        "changes, and F8 once more makes them one.\n\n"
        "Name and birth of the person that you came with hold; what only the other registration knew is added. It can be "
        "taken apart again, also later."
    )

    def __init__(self, shift: Shift, number: str, member: Member) -> None:
        super().__init__(shift, number)
        self._member = member

    def above(self) -> ComposeResult:
        name = {"who": self._member.first_name or "-", "number": self._member.number}
        yield Words(self.say(Sentence("{who} ({number}) is also known under:", name)), classes="about")

    def questions(self) -> Iterable[Question]:
        yield Question("other", Sentence("The other number"), Sentence("Of the person, or scan the card."))

    def look(self) -> Sequence[Finding]:
        changes = self.shift.look_at_merge(self._one(), self._other())
        return [Finding(Severity.ASK, "core.one_person", text) for text in changes]

    def keep(self) -> None:
        one = self._one()
        self.shift.merge_members(one, self._other())
        self.end(Sentence("✓ {one} and {other} are one person now.", {"one": one.number, "other": self.said["other"]}))

    def _one(self) -> Client:
        return self.numbered(self._member.number)

    def _other(self) -> Client:
        return self.numbered(self.said["other"])
