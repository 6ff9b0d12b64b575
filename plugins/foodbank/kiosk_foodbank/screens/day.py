"""The distribution's day: open it, see how it stands, close it with what lies in the box and a backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from kiosk_core import Cents, Money, Sentence, counted, read_amount
from kiosk_core.tui import Hint, Place, Words

from .. import calendar
from ..afterwards import since
from ..day import Day, close_day, entered_late, open_day, show, still_to_come
from ..day_list import at_closing
from ..weekdays import WEEKDAYS
from ..words import difference_said, hours
from .enter import EnterScreen
from .expected import ExpectedScreen
from .paper_list import ListsScreen


class DayScreen(Place):
    CSS_PATH = "day.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Distribution day")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Open the day when the distribution begins, close it when everybody was here.\n\n"
        "Closing asks what lies in the box: count it and type it, for instance 12,50. Leave it empty when there is "
        "no box. A backup is made where the settings say so.\n"
        "F6 shows who is still to come, by the hour.\n"
        "F7 makes the list on paper for the next time: if the PC stops, the afternoon goes on with it. F9 enters it afterwards.\n"
        "Closed too early? F4 opens the day again."
    )
    _closes = False
    _waiting = False
    _listed: Sentence | None = None
    """What became of the paper list at closing."""

    def body(self) -> ComposeResult:
        with Horizontal(id="day"):
            with Vertical(id="standing"):
                yield Words(id="day-state")
                yield Words(id="day-served", classes="part")
                yield Words(id="day-money", classes="part")
            with VerticalScroll(id="awaited", can_focus=False):
                yield Words(id="awaited-title")
                yield Words(id="awaited-list")
        with Horizontal(id="counting"):
            yield Words(self.say(Sentence("In the box")), id="counted-label")
            # disabled while nothing is counted: a hidden field would take what is typed on this screen
            yield Input(
                id="counted", placeholder=self.say(Sentence("for instance 12,50; empty: no box")), disabled=True
            )

    def on_mount(self) -> None:
        self.query_one("#counting").display = False
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        day = self._day()
        if self._waiting:
            return
        if self._closes:
            yield self.hint("enter", Sentence("Close the day"), self.close, main=True)
            yield self.hint("escape", Sentence("Not yet"), self.stop)
        elif self._none_planned(day):
            yield self.hint("f8", Sentence("Open it all the same"), self.open)
        elif not day.opened:
            yield self.hint("f8", Sentence("Open the day"), self.open, main=True)
        elif not day.closed:
            yield self.hint("f8", Sentence("Close the day"), self.begin_closing, main=True)
        else:
            yield self.hint("f4", Sentence("Open it again"), self.reopen)
        if self._closes:
            return
        if not day.closed and not self._none_planned(day):
            yield self.hint("f6", Sentence("Who is still to come"), self.who)
        yield self.hint("f7", Sentence("Lists"), self.lists)
        yield self.hint("f9", Sentence("Enter a paper list"), self.enter)

    def _day(self) -> Day:
        return show(self.shift.house, self.shift.counter, self.shift.here().day)

    def _none_planned(self, day: Day) -> bool:
        """A day of another sort, on which nobody is expected: unless it was opened all the same."""
        plan = calendar.read(self.shift.house, day.day)
        return plan.known and not plan.held(day.day) and not day.opened and not day.closed

    def read(self) -> None:
        """Shows how it stands now."""
        day = self._day()
        self.query_one("#day-state", Words).put(self.say(self._state(day)))
        self.query_one("#day-served", Words).put("\n".join(self._served(day)))
        self.query_one("#day-money", Words).put("\n".join(self._money(day)))
        awaited = [] if day.closed or self._none_planned(day) else still_to_come(self.shift.house, day.day)
        self.query_one("#awaited-title", Words).put(self.say(Sentence("Still to come")) if awaited else "")
        slots = Counter(hours(one.group) if one.group else "" for one in awaited if not one.excused)
        lines = [f"{hour or self.say(Sentence('without an hour')):<18} {n:>4}" for hour, n in slots.items()]
        self.query_one("#awaited-list", Words).put("\n".join(lines))

    def on_data(self) -> None:
        self.read()

    def _state(self, day: Day) -> Sentence:
        if self._none_planned(day):
            return self._none_today(day)
        if day.closed:
            return Sentence("The distribution of {day} is closed.", {"day": day.day})
        if day.opened:
            return Sentence("The distribution of {day} is open.", {"day": day.day})
        return Sentence("The distribution of {day} is not open yet.", {"day": day.day})

    def _none_today(self, day: Day) -> Sentence:
        today = {"weekday": WEEKDAYS[day.day.weekday()], "day": day.day}
        none = Sentence("Today, {weekday} {day}, there is no distribution.", today)
        next_ = calendar.read(self.shift.house, day.day).next(day.day)
        if next_ is None:
            return none
        return Sentence("{none} The next is on {weekday} {day}.", {
            "none": none, "weekday": WEEKDAYS[next_.weekday()], "day": next_,
        })  # fmt: skip

    def _served(self, day: Day) -> Iterable[str]:
        totals = day.totals
        here = {"served": day.served, "expected": day.expected}
        if not self._none_planned(day):
            yield self.say(Sentence("{served} of {expected} households were here", here))
        yield self.say(counted("{n} parcel", "{n} parcels", totals.regular))
        yield self.say(counted("{n} emergency parcel", "{n} emergency parcels", totals.emergency))
        yield self.say(counted("{n} baby parcel", "{n} baby parcels", totals.baby))
        yield self.say(counted("for {n} person", "for {n} persons", totals.persons))
        if changed := since(day):
            yield from map(self.say, changed)
        elif late := entered_late(self.shift.house, day.day):
            yield self.say(counted("{n} parcel entered from paper", "{n} parcels entered from paper", late))

    def _money(self, day: Day) -> Iterable[str]:
        totals = day.totals
        if not self.shift.has_drawer:
            yield self.say(Sentence("In cash: {amount}", {"amount": Money(totals.cash)}))
        elif totals.cash:
            yield self.say(Sentence("In cash, not in the till: {amount}", {"amount": Money(totals.cash)}))
        if totals.till or (self.shift.has_drawer and not totals.cash):
            yield self.say(Sentence("In the till: {amount}", {"amount": Money(totals.till)}))
        yield self.say(Sentence("Still to pay: {amount}", {"amount": Money(totals.owed)}))
        if day.counted is not None and day.difference is not None:
            yield self.say(Sentence("Counted: {amount}", {"amount": Money(day.counted)}))
            yield self.say(difference_said(day.difference))

    # ---- doing ----

    def who(self) -> None:
        """Names stand behind a key: who passes the screen reads none."""
        self.app.push_screen(ExpectedScreen(self.shift), self._back)

    def open(self) -> None:
        open_day(self.shift)
        self.read()
        self.tell(Sentence("✓ The day is open."))

    def lists(self) -> None:
        """For the next time: if the PC stops then, the afternoon goes on with it. And for a spreadsheet program."""
        self.app.push_screen(ListsScreen(self.shift), self._back)

    def enter(self) -> None:
        self.app.push_screen(EnterScreen(self.shift), self._back)

    def _back(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)

    def begin_closing(self) -> None:
        """First what lies in the box; where the counter has a drawer, all cash lies in that, and it is asked once more: the
        key is the one that opened the day."""
        self._closes = True
        if self.shift.has_drawer and not self._day().totals.cash:
            self.tell(Sentence("There is no cash to count here. Enter closes the day."))
            return
        self.query_one("#counting").display = True
        counted = self.query_one("#counted", Input)
        counted.disabled = False
        counted.focus()

    def stop(self) -> None:
        self._closes = False
        self.tell("")
        self.query_one("#counting").display = False
        counted = self.query_one("#counted", Input)
        counted.value, counted.disabled = "", True

    def close(self) -> None:
        """Totals are kept, then the backup is made beside the screen."""
        typed = self.query_one("#counted", Input).value.strip()
        cents: Cents | None = read_amount(typed) if typed else None
        close_day(self.shift, cents)
        self.stop()
        self.read()
        self._listed = self._list()
        copy = self.shift.backing_up()
        if copy is None:
            self._say_closed(Sentence("✓ The day is closed. No backup: choose a folder in Office, Settings."))
            return
        self._waiting = True
        self.tell(Sentence("✓ The day is closed. A backup is being made."))
        self.run_worker(lambda: self.app.call_from_thread(self._copied, copy()), thread=True)

    def _copied(self, made: Path | Sentence) -> None:
        self._waiting = False
        if isinstance(made, Path):
            self.attempt(lambda: self.shift.note_backup(self.shift.here().at))
            self._say_closed(Sentence("✓ The day is closed, and the backup is good: {file}", {"file": made.name}))
        else:
            self._say_closed(Sentence("✓ The day is closed. No backup: {why}", {"why": made}))
        self.desk.read_state()

    def _list(self) -> Sentence | None:
        """The paper list of the next time, where the settings say so. The day is closed whatever becomes of it."""
        try:
            made = at_closing(self.shift)
        except FileNotFoundError:
            return Sentence("The paper list was not written: its folder is not there. Is the stick plugged in?")
        except OSError:
            return Sentence("The paper list could not be written: look at its folder in the settings.")
        return (
            Sentence("The list of {day} is in {file}: print it.", {"day": made.day, "file": str(made.file)})
            if made
            else None
        )

    def _say_closed(self, said: Sentence) -> None:
        self.tell(Sentence("{said} {list}", {"said": said, "list": self._listed}) if self._listed else said)

    def reopen(self) -> None:
        """Closed too early: the closing is taken back."""
        query = "SELECT event FROM foodbank_closed WHERE day=? AND counter=? ORDER BY event DESC LIMIT 1"
        found = self.shift.house.one(query, str(self.shift.here().day), self.shift.counter)
        if found is not None:
            self.shift.undo(self.shift.kiosk.event_id(found[0]), "mistake")
        self.read()
        self.tell(Sentence("✓ The day is open again."))

    def scanned(self, keys: str) -> None:
        """The next client stands here already."""
        if self._closes:
            self.turn_away(Sentence("Close the day first, or press Esc."))
        else:
            self.desk.to_counter(keys, self.shift.project)
