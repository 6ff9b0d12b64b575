"""A title and a list of which one line is marked: what the coordinator's lists here have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core import Sentence
from kiosk_core.tui import Place, Rows, Words


class ListPlace(Place):
    """A subclass says in `lines` what stands there. Enter or a finger only marks, unless it has a key for Enter."""

    CSS_PATH = Path(__file__).with_name("listed.tcss")

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list-rows")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def lines(self) -> Sequence[str]:
        """Reads, and answers every line."""
        raise NotImplementedError

    def above(self) -> Sentence:
        """What stands above them, after reading."""
        raise NotImplementedError

    def read(self) -> None:
        lines = self.lines()
        self.query_one("#list-title", Words).put(self.say(self.above()))
        self.query_one(Rows).show(lines)
        self.refresh_if_shown()

    def on_data(self) -> None:
        self.read()

    @property
    def marked(self) -> int:
        return self.query_one(Rows).highlighted or 0

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.press("enter")

    def back(self, said: object) -> None:
        """From a form: what it did, in a sentence."""
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)
