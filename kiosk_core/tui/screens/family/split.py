"""A couple parts: who stays, who leaves, which children live in both; then how those who leave can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.ids import PersonId
from kiosk_core.domain.texts import Money, Sentence, counted
from kiosk_core.domain.visits import Member
from kiosk_core.shift import Shift
from kiosk_core.shift.families import Away

from ...people import aged
from ...turned import Turned
from ...widgets.form import Question
from ...widgets.key_bar import Hint
from ...widgets.rows import Rows
from ...widgets.words import Words
from .done import AboutHousehold, Done

Where = Literal["stays", "leaves", "both"]
WHERE: dict[Where, Sentence] = {
    "stays": Sentence("stays"), "leaves": Sentence("leaves"), "both": Sentence("lives in both"),
}  # fmt: skip


class SplitScreen(AboutHousehold):
    CSS_PATH = "family.tcss"
    HEADING: ClassVar[Sentence] = Sentence("A couple parts")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Enter changes what the marked one does: stays, leaves; a child may live in both. F8 goes on.\n\n"
        "It becomes two new households with new numbers and new cards. The old cards stop. What was decided stays until its "
        "last day, for both. Neither household sees the other, and the old number finds nobody any more."
    )

    def body(self) -> ComposeResult:
        self._members = self.client().members
        self._where: dict[PersonId, Where] = {member.person: "stays" for member in self._members}
        yield Words(self.say(Sentence("Who stays, and who leaves?")), id="family-title")
        yield Rows()

    def on_mount(self) -> None:
        self.paint()

    def paint(self) -> None:
        self.query_one(Rows).show([self._line(member) for member in self._members])

    def _line(self, member: Member) -> str:
        age = self.say(aged(member.birth, self.shift.here().day))
        where = self.say(WHERE[self._where[member.person]])
        return f"{member.number:<10} {member.first_name or '-':<24.24} {age:<16} {where}"

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Stays, leaves, both"), self.turn)
        yield self.hint("f8", Sentence("Next"), self.next, main=True)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.turn)

    def turn(self) -> None:
        member = self._members[self.query_one(Rows).highlighted or 0]
        grown = member.birth is not None and not member.is_minor(self.shift.here().day)
        can: list[Where] = ["stays", "leaves"] if grown else ["stays", "leaves", "both"]
        self._where[member.person] = can[(can.index(self._where[member.person]) + 1) % len(can)]
        self.paint()

    def next(self) -> None:
        away, both = self._who("leaves"), self._who("both")
        if not away or not self._who("stays"):
            raise NotUnderstood(why=Sentence("in each of the two households lives somebody who is not in the other."))
        self.desk.open("family.split:AwayScreen", self.shift, self.number, away, both, done=self._done)

    def _who(self, where: Where) -> list[PersonId]:
        return [person for person, there in self._where.items() if there == where]

    def _done(self, said: object) -> None:
        if isinstance(said, Done):
            self.dismiss(said)

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish this first (F8), or leave it (Esc)."))


class AwayScreen(Turned, AboutHousehold):
    """The last step: it parts them."""

    HEADING: ClassVar[Sentence] = Sentence("Those who leave")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Where those who leave can be reached; everything may stay empty. Who stays keeps address and phone.\n\n"
        "F6: protected. Their address is then for the coordinator only, and they are found by whole name and whole birth "
        "date only."
    )
    SO: ClassVar[Sentence] = Sentence("Not protected")
    OTHERWISE: ClassVar[Sentence] = Sentence("Protected")

    def __init__(self, shift: Shift, number: str, away: Sequence[PersonId], both: Sequence[PersonId]) -> None:
        super().__init__(shift, number)
        self._away, self._both = away, both

    def questions(self) -> Iterable[Question]:
        yield Question("address", Sentence("Address"), Sentence("Of those who leave."), optional=True)
        yield Question("phone", Sentence("Phone"), Sentence("Of those who leave."), optional=True)

    def hints(self) -> Iterable[Hint]:
        yield self.turning()
        yield from super().hints()

    def save(self) -> None:
        away = Away(
            self._away, self._both, self.said["address"] or None, self.said["phone"] or None, protected=self.turned
        )
        parted = self.shift.split(self.client(), away)
        stayed, left = (one.number.partition(".")[0] for one in (parted.stayed, parted.away))
        names = {"stayed": stayed, "away": left}
        cards = counted("{n} new card to print", "{n} new cards to print", len(parted.cards))
        said = [Sentence("✓ {stayed} stays, {away} leaves: {cards}.", {**names, "cards": cards})]
        if parted.owed:
            owed = {"number": self.number, "amount": Money(parted.owed)}
            said.append(Sentence("Under {number} is still to pay: {amount}.", owed))
        if parted.arranged:
            titles = [title for title, _ in parted.arranged]
            once = tuple(title for n, title in enumerate(titles) if title not in titles[:n])
            said.append(Sentence("Arrange anew with each: {projects}.", {"projects": once}))
        said += parted.collect_no_longer()
        self.end(" ".join(map(self.say, said)), stayed)
