"""What changes in a household: one list, and behind each entry one small form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.domain.visits import Member

from ...listed import Entry, Listed
from ...people import aged
from ...widgets.key_bar import Hint
from ...widgets.words import Words
from .done import AboutHousehold, Done
from .leave import ENDINGS


class FamilyScreen(Listed, AboutHousehold):
    """Dismissed with Done as soon as one thing was done."""

    CSS_PATH = "family.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Something changes")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the digit of what changes in this household. It holds from today, and F4 on the page before takes it back.\n\n"
        "Somebody new (a baby, a partner) is added with F8 there."
    )

    def body(self) -> ComposeResult:
        names = ", ".join(member.first_name or member.number for member in self.client().members)
        yield Words(f"{self.number} · {names}" if names else self.number, id="family-title")
        yield OptionList(markup=False, id="menu")

    def entries(self) -> Sequence[Entry]:
        found: list[Entry] = []
        if self.shift.may("register"):
            some = [
                Entry(Sentence("Somebody who is known already comes to live here"), self._opener("join:JoinScreen")),
                Entry(Sentence("Somebody leaves, moves or died"), self.somebody_leaves),
                Entry(Sentence("A couple parts"), self._opener("split:SplitScreen")),
                Entry(Sentence("Address or phone"), self._opener("known:HouseholdScreen")),
                Entry(Sentence("Name, nickname or birth of somebody"), self.person),
                Entry(Sentence("Who else may collect"), self._opener("collect:ProxiesScreen")),
                Entry(Sentence("Protected, or no longer"), self._opener("protect:ProtectScreen")),
            ]
            found += some
        if self.shift.may("enrol") and self.shift.projects_with_decision(self.client()):
            found.append(Entry(Sentence("A decision ends earlier"), self.decision))
        if self.shift.may("merge"):
            found.append(Entry(Sentence("This household was registered twice"), self._opener("twice:TwiceScreen")))
            found.append(Entry(Sentence("Somebody of this household was registered twice"), self.same_person))
            if self.shift.merges_of(self.client()):
                found.append(Entry(Sentence("Two were taken for one: take them apart"), self.apart))
        return found

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()

    def _opener(self, name: str) -> Callable[[], None]:
        return lambda: self._open(name)

    def _open(self, name: str, *more: Any) -> None:
        self.desk.open(f"family.{name}", self.shift, self.number, *more, done=self._done)

    def _done(self, said: object) -> None:
        if isinstance(said, Done):
            self.dismiss(said)

    def _ask(self, question: Sentence, choices: Mapping[Any, Text], then: Callable[[str], None]) -> None:
        def told(chosen: object) -> None:
            if isinstance(chosen, str):
                self.attempt(lambda: then(chosen))

        self.desk.open("choose:ChooseScreen", self.shift, question, choices, done=told)

    def _ask_whom(self, question: Sentence, then: Callable[[Member], None]) -> None:
        members: dict[str, Member] = {member.person: member for member in self.client().members}
        today = self.shift.here().day
        said: dict[str, Text] = {
            person: f"{one.number}  {one.first_name or '-'}  {self.say(aged(one.birth, today))}"
            for person, one in members.items()
        }
        self._ask(question, said, lambda person: then(members[person]))

    def somebody_leaves(self) -> None:
        """Who, why, from which day: one question at a time."""

        def why(member: Member) -> None:
            self._ask(
                Sentence("What happened?"), ENDINGS, lambda ending: self._open("leave:LeaveScreen", member, ending)
            )

        self._ask_whom(Sentence("Who no longer lives here?"), why)

    def decision(self) -> None:
        """Of several projects it is asked which."""
        found = self.shift.projects_with_decision(self.client())
        if len(found) == 1:
            self._open("ends:EndsScreen", next(iter(found)))
        else:
            self._ask(Sentence("For which project?"), found, lambda project: self._open("ends:EndsScreen", project))

    def person(self) -> None:
        self._ask_whom(Sentence("About whom?"), lambda member: self._open("known:PersonScreen", member))

    def same_person(self) -> None:
        self._ask_whom(Sentence("About whom?"), lambda member: self._open("one_person:OnePersonScreen", member))

    def apart(self) -> None:
        merges = {merge.act: merge for merge in self.shift.merges_of(self.client())}
        said: dict[str, Text] = {
            act: Sentence("{numbers}, one since {day}", {"numbers": ", ".join(merge.numbers), "day": merge.day})
            for act, merge in merges.items()
        }

        def undone(act: str) -> None:
            self.shift.undo(act, "mistake")
            self.end(Sentence("✓ They are two again."))

        self._ask(
            Sentence(
                "Which ones are not the same after all? What was noted since they were one stays with whom was registered first."
            ),
            said,
            undone,
        )
