"""Sessions: those of today at this counter first, one key opens one; then what comes in the next month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Client, Sentence, counted
from kiosk_core.tui import Hint

from .. import courses, sessions
from ..events.sessions import SIGN_IN
from ..sessions import Session
from ..vocabulary import read
from .appointment import AppointmentScreen
from .came import CameScreen
from .export import ExportScreen
from .listing import ListScreen
from .plan import PlanScreen
from .who import WhoScreen

NAME, BESIDE = 38, 43
"""Columns of a session's name at 80 wide, and of what stands beside it."""


class TodayScreen(ListScreen[Session]):
    HEADING: ClassVar[Sentence] = Sentence("Digital help: sessions")
    EMPTY: ClassVar[Sentence] = Sentence("Nothing is planned. The first scan opens a help desk.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Today's sessions at this counter are on top. Enter opens the one that is marked, F8 closes it.\n\n"
        "A session need not be opened: the first scan opens the help desk of today.\n"
        "F3 makes an appointment for one visitor; Del cancels it. F4 takes back what you did last here.\n"
        "The coordinator plans sessions with F5 and cancels one with Del; F2 shows who came, F9 writes spreadsheets."
    )

    def found(self) -> Sequence[Session]:
        here = self.shift.here()
        found = sessions.between(self.shift.house, here.day, here.day + sessions.AROUND)
        return sorted(found, key=lambda one: (one.day > here.day, one.counter != here.counter, one.day, one.start))

    def line(self, one: Session) -> str:
        here = self.shift.here()
        day = self.say(Sentence("today")) if one.day == here.day else f"{one.day:%d/%m/%Y}"
        where = "" if one.counter == here.counter else f" ({one.counter})"
        seats = f"{one.here}/{one.capacity}" if one.capacity else str(one.here)
        guest = self.shift.house.client(one.guest, one.day) if one.guest else None
        name = self.say(one.name) + (f": {guest.display}" if guest else "") + where
        room = max(NAME, self.size.width - BESIDE)
        return f"{day:<12}{one.begins}  {name:<{room}.{room}} {self.say(read(one.condition)):<11} {seats:>5}"

    def hints(self) -> Iterable[Hint]:
        marked, here = self.marked, self.shift.here()
        mine = marked is not None and marked.day == here.day and marked.counter == here.counter
        if marked and mine and marked.condition in ("planned", "closed"):
            yield self.hint("enter", Sentence("Open it"), self.open, main=True)
        elif marked and mine and marked.condition == "open":
            yield self.hint("enter", Sentence("To the counter"), self.to_counter, main=True)
            yield self.hint("f8", Sentence("Close it"), self.close)
        if marked and marked.guest and marked.condition == "planned":
            told = self._told(marked)
            yield self.hint("f7", Sentence("Comes after all") if told else Sentence("Excused"), self.excuse)
        yield self.hint("f3", Sentence("Appointment"), self.appointment)
        if self.shift.may("dossier"):
            if marked:
                yield self.hint("f2", Sentence("Who came"), self.came)
            yield self.hint("f9", Sentence("Spreadsheets"), self.export)
        if self.shift.may("lead"):
            yield self.hint("f5", Sentence("Plan"), self.plan)
        may = self.shift.may("lead") or (marked is not None and marked.sort == "appointment")
        if marked and may and marked.condition == "planned":
            yield self.hint("delete", Sentence("Cancel it"), self.cancel)
        yield from self.undoing()

    # ---- doing ----

    def open(self) -> None:
        assert self.marked is not None
        session = self.marked
        act = sessions.open_session(self.shift, session.id)
        self.did(act.id, Sentence("✓ Open: {name}", {"name": session.name}))

    def close(self) -> None:
        assert self.marked is not None
        session = self.marked
        act = sessions.close_session(self.shift, session.id)
        self.did(act.id, counted("✓ Closed. {n} visitor came.", "✓ Closed. {n} visitors came.", session.came))

    def cancel(self) -> None:
        assert self.marked is not None
        session = self.marked
        act = sessions.cancel_session(self.shift, session.id)
        self.did(act.id, Sentence("✓ Cancelled: {name}, {day}", {"name": session.name, "day": session.day}))

    def plan(self) -> None:
        self.desk.push_screen(PlanScreen(self.shift), self._planned)

    def _planned(self, said: object) -> None:
        """(act, sentence) of a screen above, or nothing."""
        if isinstance(said, tuple):
            self.did(*said)
        else:
            self.read()

    def came(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(CameScreen(self.shift, self.marked))

    def export(self) -> None:
        self.desk.push_screen(ExportScreen(self.shift))

    def _told(self, session: Session) -> bool:
        """Whether whoever has the appointment said beforehand that they cannot come."""
        return session.guest in courses.excused_from(self.shift.house, session.id)

    def excuse(self) -> None:
        """They say so, or that they come after all."""
        assert self.marked is not None and self.marked.guest is not None
        session, told = self.marked, self._told(self.marked)
        act = courses.excuse(self.shift, self.marked.guest, session.id, not told)
        said = {"day": session.day}
        self.did(act.id, Sentence("✓ Comes on {day}.", said) if told else Sentence("✓ Excused for {day}.", said))

    def appointment(self) -> None:
        self.desk.push_screen(WhoScreen(self.shift, SIGN_IN, anybody=True), self._appointment_of)

    def _appointment_of(self, client: object) -> None:
        if isinstance(client, Client):
            self.desk.push_screen(AppointmentScreen(self.shift, client), self._planned)

    def to_counter(self) -> None:
        self.desk.to_counter(project=self.shift.project)
