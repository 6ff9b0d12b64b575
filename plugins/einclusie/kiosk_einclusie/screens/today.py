"""Sessions: those of today at this counter first, one key opens one; then what comes in the next month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Client, Sentence, counted
from kiosk_core.tui import Hint, Place, Words

from .. import sessions
from ..events.sessions import SIGN_IN
from ..sessions import Session
from .appointment import AppointmentScreen
from .came import CameScreen
from .export import ExportScreen
from .plan import PlanScreen
from .who import WhoScreen

CONDITIONS = {
    "planned": Sentence("planned"), "open": Sentence("open"), "closed": Sentence("closed"),
    "cancelled": Sentence("cancelled"),
}  # fmt: skip


class TodayScreen(Place):
    CSS_PATH = "today.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Digital help: sessions")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Today's sessions at this counter are on top. Enter opens the one that is marked, F8 closes it.\n\n"
        "A session need not be opened: the first scan opens the help desk of today.\n"
        "F3 makes an appointment for one visitor; Del cancels it.\n"
        "The coordinator plans sessions with F5 and cancels one with Del; F2 shows who came, F9 writes spreadsheets."
    )

    def body(self) -> ComposeResult:
        with Vertical(id="sessions"):
            yield OptionList(markup=False)
            yield Words(self.say(Sentence("Nothing is planned. The first scan opens a help desk.")), id="none")

    def on_mount(self) -> None:
        self.attempt(self.read)
        self.query_one(OptionList).focus()

    def read(self) -> None:
        """Shows what is on disk now."""
        here = self.shift.here()
        self._sessions = sessions.between(self.shift.house, here.day, here.day + sessions.AROUND)
        self._sessions.sort(key=lambda one: (one.day > here.day, one.counter != here.counter, one.day, one.start))
        listed = self.query_one(OptionList)
        marked = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(self._line(one)) for one in self._sessions])
        listed.highlighted = min(marked, len(self._sessions) - 1) if self._sessions else None
        listed.display = bool(self._sessions)
        self.query_one("#none").display = not self._sessions

    def on_data(self) -> None:
        self.read()

    def _line(self, one: Session) -> str:
        here = self.shift.here()
        day = self.say(Sentence("today")) if one.day == here.day else f"{one.day:%d/%m/%Y}"
        where = "" if one.counter == here.counter else f" ({one.counter})"
        seats = f"{one.here}/{one.capacity}" if one.capacity else str(one.here)
        guest = self.shift.house.client(one.guest, one.day) if one.guest else None
        name = self.say(one.name) + (f": {guest.display}" if guest else "") + where
        return f" {day:<11}{one.begins}  {name:<36.36} {self.say(CONDITIONS[one.condition]):<12} {seats:>6}"

    @property
    def _marked(self) -> Session | None:
        at = self.query_one(OptionList).highlighted
        return self._sessions[at] if at is not None and at < len(self._sessions) else None

    def hints(self) -> Iterable[Hint]:
        marked, here = self._marked, self.shift.here()
        mine = marked is not None and marked.day == here.day and marked.counter == here.counter
        if marked and mine and marked.condition in ("planned", "closed"):
            yield self.hint("enter", Sentence("Open it"), self.open, main=True)
        elif marked and mine and marked.condition == "open":
            yield self.hint("enter", Sentence("To the counter"), self.to_counter, main=True)
            yield self.hint("f8", Sentence("Close it"), self.close)
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

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.refresh_if_shown()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.press("enter")

    # ---- doing ----

    def open(self) -> None:
        assert self._marked is not None
        session = self._marked
        sessions.open_session(self.shift, session.id)
        self.read()
        self.tell(Sentence("✓ Open: {name}", {"name": session.name}))

    def close(self) -> None:
        assert self._marked is not None
        session = self._marked
        sessions.close_session(self.shift, session.id)
        self.read()
        self.tell(counted("✓ Closed. {n} visitor came.", "✓ Closed. {n} visitors came.", session.came))

    def cancel(self) -> None:
        assert self._marked is not None
        session = self._marked
        sessions.cancel_session(self.shift, session.id)
        self.read()
        self.tell(Sentence("✓ Cancelled: {name}, {day}", {"name": session.name, "day": session.day}))

    def plan(self) -> None:
        self.desk.push_screen(PlanScreen(self.shift), self._planned)

    def _planned(self, said: object) -> None:
        self.read()
        if isinstance(said, str):
            self.tell(said)

    def came(self) -> None:
        assert self._marked is not None
        self.desk.push_screen(CameScreen(self.shift, self._marked))

    def export(self) -> None:
        self.desk.push_screen(ExportScreen(self.shift))

    def appointment(self) -> None:
        self.desk.push_screen(WhoScreen(self.shift, SIGN_IN, anybody=True), self._appointment_of)

    def _appointment_of(self, client: object) -> None:
        if isinstance(client, Client):
            self.desk.push_screen(AppointmentScreen(self.shift, client), self._planned)

    def to_counter(self) -> None:
        self.desk.to_counter(project=self.shift.project)
