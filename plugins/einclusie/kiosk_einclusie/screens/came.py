"""Who came to a session, for the coordinator; and who misses lessons without saying so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Sentence, Shift
from kiosk_core.tui import Hint, Place, Rows, Words

from .. import agreement, attendance, phone
from ..sessions import Session
from ..vocabulary import read


class CameScreen(Place):
    CSS_PATH = "came.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who came")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Who came, by the clock; below, who was expected. Only a coordinator sees this. F9 prints the list."
    )

    def __init__(self, shift: Shift, session: Session) -> None:
        super().__init__(shift)
        self._session = session

    def body(self) -> ComposeResult:
        yield Words(id="what")
        yield Words(self.say(Sentence("Nobody came.")), id="none")
        yield Rows()

    def on_mount(self) -> None:
        self.attempt(self.read)

    def on_data(self) -> None:
        self.read()

    def read(self) -> None:
        session, lines = attendance.of_session(self.shift, self._session.id)
        head = {"name": session.name, "day": session.day, "hour": session.begins}
        self.query_one("#what", Words).put(self.say(Sentence("{name}, {day} at {hour}", head)))
        self.query_one(Rows).show([self._line(one) for one in lines])
        self.query_one("#none").display = not lines

    def _line(self, one: attendance.Line) -> str:
        who = self.say(agreement.who(one.client))
        return f"{one.hour:<6} {who:<40.40} {self.say(read(one.mark))}"

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f9", Sentence("Print the list"), self.print_list, main=True)

    def print_list(self) -> None:
        file = agreement.save(self.shift, agreement.who_came(self.shift, self._session.id), "aanwezigheden")
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))


class AbsentScreen(Place):
    CSS_PATH = "came.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who misses lessons")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Of the courses that are not over, who missed most lessons in a row without notice first. Call, and ask whether the "
        "hour suits. Only a coordinator sees this."
    )

    def body(self) -> ComposeResult:
        yield Words(self.say(Sentence("Nobody follows a course now.")), id="none")
        yield Words(id="what")
        yield Rows()

    def on_mount(self) -> None:
        self.attempt(self.read)

    def on_data(self) -> None:
        self.read()

    def read(self) -> None:
        found = attendance.patterns(self.shift)
        titles = (Sentence("in a row"), Sentence("missed"), Sentence("excused"), Sentence("came"))
        heads = " ".join(f"{self.say(title):>10.10}" for title in titles)
        self.query_one("#what", Words).put(f"{'':<31}{heads}" if found else "")
        self.query_one(Rows).show([self._line(one) for one in found])
        self.query_one("#none").display = not found

    def _line(self, one: attendance.Pattern) -> str:
        who = f"{one.client.display} {one.client.number}"
        counts = " ".join(f"{n:>10}" for n in (one.in_a_row, one.missed, one.excused, one.came))
        return f"{who:<28.28} {counts}"

    def hints(self) -> Iterable[Hint]:
        if self.query_one(Rows).highlighted is not None:
            yield self.hint("enter", Sentence("A number to call"), self.number, main=True)

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        event.stop()
        self.press("enter")

    def number(self) -> None:
        one = attendance.patterns(self.shift)[self.query_one(Rows).highlighted or 0]
        said = {"who": one.client.display, "phone": phone.to_call(self.shift, one.client) or "-", "title": one.title}
        self.tell(Sentence("{title} · {who}: {phone}", said))
