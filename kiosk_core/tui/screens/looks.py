"""Who looked at whom, day by day: for the coordinator, who answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from kiosk_core.domain.errors import NotFound
from kiosk_core.domain.moments import Period
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.looks import Look
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words

LENGTHS = (7, 31, 366)
"""days that can be shown at once."""


class LooksScreen(Place):
    CSS_PATH = "looks.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who looked")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Each time somebody opens a client page, finds a client by name, or writes a list of everybody or a sheet of cards, a line stands here. It cannot be taken away.\n\n"
        "Type the number of a client or the name of a volunteer and press Enter: only those lines stay. Empty and Enter: all.\n"
        "F5 goes to earlier days, F6 to later ones. F7 shows a week, a month or a year."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._length, self._last = LENGTHS[0], shift.here().day
        self._of = ""

    def body(self) -> ComposeResult:
        yield Words(id="looks-days")
        with Horizontal(id="finding"):
            yield Words(self.say(Sentence("Only")), id="search-label")
            yield Input(id="search", placeholder=self.say(Sentence("client number, or name of a volunteer")))
        yield Rows(id="looks")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        rows = self.query_one(Rows)
        yield self.hint("enter", Sentence("Only these"), self.only, main=True)
        yield self.hint("f5", Sentence("Earlier"), lambda: self._move(-1))
        if self._last < self.shift.here().day:
            yield self.hint("f6", Sentence("Later"), lambda: self._move(1))
        yield self.hint(
            "f7", Sentence("More days") if self._length < LENGTHS[-1] else Sentence("A week"), self.lengthen
        )
        yield Hint("down", "", rows.action_cursor_down)
        yield Hint("up", "", rows.action_cursor_up)

    def only(self) -> None:
        """Those of a client or a volunteer."""
        self._of = self.query_one("#search", Input).value.strip()
        self.read()

    def lengthen(self) -> None:
        self._length = LENGTHS[(LENGTHS.index(self._length) + 1) % len(LENGTHS)]
        self.read()

    def _move(self, way: int) -> None:
        self._last = min(self._last + way * timedelta(days=self._length), self.shift.here().day)
        self.read()

    def read(self) -> None:
        """Shows the lines of these days."""
        period = Period(self._last - timedelta(days=self._length - 1), self._last)
        days = Sentence("From {first} until {last}", {"first": period.first, "last": period.last})
        self.query_one("#looks-days", Words).put(self.say(days))
        found = self._found(period)
        self.query_one(Rows).show([self._line(one) for one in found])
        self.query_one("#search", Input).focus()
        self.tell("" if found else Sentence("Nobody looked in these days."))

    def _found(self, period: Period) -> list[Look]:
        if not self._of:
            return self.shift.looks(period)
        try:
            return self.shift.looks(period, client=self._of)
        except NotFound:
            return self.shift.looks(period, volunteer=self._of)

    def _line(self, one: Look) -> str:
        at = one.at.astimezone(ZoneInfo(self.shift.settings().zone))
        part = self.say(one.said())
        return f"{at:%d/%m/%Y %H:%M}  {one.volunteer:<22.22} {one.number or '-':<9} {part}"

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))
