"""Who came to a session, for the coordinator; and who misses lessons without saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Sentence, Shift
from kiosk_core.tui import Hint

from .. import agreement, attendance, phone
from ..attendance import Line, Pattern
from ..sessions import Session
from ..vocabulary import read
from .listing import ListScreen


class CameScreen(ListScreen[Line]):
    needs = "dossier"
    HEADING: ClassVar[Sentence] = Sentence("Who came")
    EMPTY: ClassVar[Sentence] = Sentence("Nobody came.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Who came, by the clock; below, who was expected. Only a coordinator sees this. F9 prints the list."
    )

    def __init__(self, shift: Shift, session: Session) -> None:
        super().__init__(shift)
        self._session = session

    def head(self) -> str:
        said = {"name": self._session.name, "day": self._session.day, "hour": self._session.begins}
        return self.say(Sentence("{name}, {day} at {hour}", said))

    def found(self) -> Sequence[Line]:
        return attendance.of_session(self.shift, self._session.id)[1]

    def line(self, one: Line) -> str:
        who = self.say(agreement.who(one.client))
        return f"{one.hour:<6} {who:<40.40} {self.say(read(one.mark))}"

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f9", Sentence("Print the list"), self.print_list, main=True)

    def print_list(self) -> None:
        file = agreement.save(self.shift, agreement.who_came(self.shift, self._session.id), Sentence("attendance"))
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))


class AbsentScreen(ListScreen[Pattern]):
    needs = "dossier"
    HEADING: ClassVar[Sentence] = Sentence("Who misses lessons")
    EMPTY: ClassVar[Sentence] = Sentence("Nobody follows a course now.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Of the courses that are not over, who missed most lessons in a row without notice first. Call, and ask whether the "
        "hour suits. Only a coordinator sees this."
    )

    def head(self) -> str:
        titles = (Sentence("in a row"), Sentence("missed"), Sentence("excused"), Sentence("came"))
        heads = " ".join(f"{self.say(title):>10.10}" for title in titles)
        return f"{'':<29} {heads}" if self._found else ""

    def found(self) -> Sequence[Pattern]:
        return attendance.patterns(self.shift)

    def line(self, one: Pattern) -> str:
        who = f"{one.client.display} {one.client.number}"
        counts = " ".join(f"{n:>10}" for n in (one.in_a_row, one.missed, one.excused, one.came))
        return f"{who:<28.28} {counts}"

    def hints(self) -> Iterable[Hint]:
        if self.marked is not None:
            yield self.hint("enter", Sentence("A number to call"), self.number, main=True)

    def number(self) -> None:
        assert self.marked is not None
        one = self.marked
        said = {"who": one.client.display, "phone": phone.to_call(self.shift, one.client) or "-", "title": one.title}
        self.tell(Sentence("{title} · {who}: {phone}", said))
