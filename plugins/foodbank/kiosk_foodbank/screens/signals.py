"""Who got a slip for the social service and was not taken up yet: the coordinator's list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core import Sentence, Shift, counted
from kiosk_core.tui import Hint, Place, Rows, Words

from ..emergency import Signal, follow, open_signals


class SignalsScreen(Place):
    CSS_PATH = Path(__file__).with_name("signals.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Emergency slips to take up")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Everybody who got an emergency parcel got a slip for the social service. Call back who left a number.\n\n"
        "F8: taken up, off the list. F4 puts the last one back."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._signals: list[Signal] = []
        self._taken: str | None = None
        """The act of the last one taken up."""

    def body(self) -> ComposeResult:
        yield Words(id="signals-title")
        yield Rows(id="signals")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if self._signals:
            yield self.hint("f8", Sentence("Taken up"), self.take_up, main=True)
        if self._taken:
            yield self.hint("f4", Sentence("Back on the list"), self.put_back)

    def read(self) -> None:
        self._signals = open_signals(self.shift.house)
        title = counted("{n} slip waits", "{n} slips wait", len(self._signals))
        self.query_one("#signals-title", Words).put(self.say(title))
        self.query_one(Rows).show([self._line(one) for one in self._signals])

    def _line(self, one: Signal) -> str:
        who = one.number or self.say(Sentence("without a card"))
        phone = one.call_back or self.say(Sentence("no phone number"))
        return f"{one.day:%d/%m/%Y}   {who:<16} {phone}"

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """Enter or a finger only marks: what is taken up has its own key."""
        event.stop()

    def take_up(self) -> None:
        marked = self._signals[self.query_one(Rows).highlighted or 0]
        self._taken = follow(self.shift, marked.event).id
        self.read()
        self.tell(Sentence("✓ Taken up."))

    def put_back(self) -> None:
        assert self._taken is not None
        self.shift.undo(self._taken, "mistake")
        self._taken = None
        self.read()
        self.tell(Sentence("✓ It is on the list again."))
