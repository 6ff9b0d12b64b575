"""The till: how the drawer stands, cash in and out, opening and closing it. What lies in it is counted on `coins`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from kiosk_core.cash.drawers import Session
from kiosk_core.domain.texts import Money, Sentence

from ..listed import Entry, Listed
from ..widgets.key_bar import Hint
from ..widgets.slip_paper import SlipPaper
from ..widgets.words import Words

CARRIED: Sequence[tuple[str, Sentence]] = (
    ("in", Sentence("Put cash in")),
    ("out", Sentence("Take cash out")),
    ("change", Sentence("Buy change")),
    ("unsold", Sentence("Open the drawer")),
)


class TillScreen(Listed):
    CSS_PATH = "till.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Till")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Open the till in the morning: count what lies in the drawer. Close it in the evening: count it again. On the right "
        "stands what should lie in it; F6 shows the rest of it, F5 prints it.\n"
        "What goes to the finance service is noted before the closing or after it, until the till is opened again.\n\n"
        "Cash that goes in or out without a sale is noted here, with what it was for. F4 takes the last one back.\n"
        "Was the float typed wrongly in the morning? Put it right here: the closing says so, and why.\n"
        "A till that was not closed yesterday is closed first, with its own day."
    )

    def body(self) -> ComposeResult:
        with Horizontal(id="till"):
            with Vertical(id="doing"):
                yield Words(id="till-state")
                yield OptionList(markup=False, id="menu")
            yield SlipPaper()

    def refresh_place(self) -> None:
        super().refresh_place()
        self.attempt(self.read)

    def on_data(self) -> None:
        self.refresh_place()

    def read(self) -> None:
        """How it stands now."""
        session = self.shift.drawer()
        self.query_one("#till-state", Words).put(self.say(self._state(session)))
        closing = self.shift.x() if session else next(iter(self.shift.last_closings(1)), None)
        paper = self.query_one(SlipPaper)
        paper.display = closing is not None
        if closing is not None:
            paper.show(self.shift.closing_slip(closing), self.desk.words)
            self.call_after_refresh(self.refresh_if_shown)

    def _state(self, session: Session | None) -> Sentence:
        if session is None:
            left = self.shift.left_in_drawer()
            if left is None:
                return Sentence("The till is closed. Count what lies in the drawer, and open it.")
            return Sentence(
                "The till is closed. {amount} should lie in it. Count it, and open it.", {"amount": Money(left)}
            )
        if self._is_old(session):
            return Sentence("The till of {day} was not closed. Count it and close it first.", {"day": session.day})
        return Sentence("The till is open.")

    def _is_old(self, session: Session) -> bool:
        return session.day < self.shift.here().day

    def entries(self) -> Sequence[Entry]:
        session = self.shift.drawer()
        found = []
        if session is not None and not self._is_old(session):
            found += [Entry(title, partial(self._open, sort)) for sort, title in CARRIED]
        lies_there = self.shift.left_in_drawer() if session is None else not self._is_old(session)
        if lies_there and self.shift.may("hand_over"):
            found.append(Entry(Sentence("Hand over to finance"), lambda: self._open("hand_over")))
        if session is not None:
            found.append(Entry(Sentence("Put the float right"), lambda: self._open("float")))
        return [*found, Entry(Sentence("Earlier closings"), self._closings)]

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()
        if self.shift.drawer() is None:
            yield self.hint("f8", Sentence("Open the till"), lambda: self._count(closes=False), main=True)
        else:
            yield self.hint("f8", Sentence("Close the till"), self.close, main=True)
            yield self.hint("f5", Sentence("Print this"), self.print_x)
        if self.shift.last_carried() is not None:
            yield self.hint("f4", Sentence("Take back the last one"), self.take_back)
        if self.query_one(SlipPaper).is_longer:
            yield self.hint("f6", Sentence("Read on"), self.query_one(SlipPaper).turn)

    def close(self) -> None:
        """What was put aside is looked at first."""
        if self.shift.aside():
            self.desk.open("aside:AsideScreen", self.shift, done=self._decided)
        else:
            self._count(closes=True)

    def _decided(self, count: object) -> None:
        self.refresh_place()
        if count:
            self._count(closes=True)

    def print_x(self) -> None:
        self.shift.print_x()
        self._done(self.say(Sentence("✓ It is being printed.")))

    def take_back(self) -> None:
        """What was noted last beside sales."""
        last = self.shift.last_carried()
        if last is not None:
            self.shift.undo(last, "mistake")
            self._done(self.say(Sentence("✓ It is taken back.")))

    def _open(self, sort: str) -> None:
        self.desk.open("till_form:TillFormScreen", self.shift, sort, done=self._done)

    def _count(self, closes: bool) -> None:
        self.desk.open("coins:CoinsScreen", self.shift, closes, done=self._done)

    def _closings(self) -> None:
        self.desk.open("closings:ClosingsScreen", self.shift)

    def _done(self, said: object) -> None:
        self.refresh_place()
        self.desk.paper.wake()
        if isinstance(said, str):
            self.tell(said)
