"""A client without a card, found by the name they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk_core import Sentence
from kiosk_core.tui import Hint, Matches, Searching

from .. import terms


class FindScreen(Searching):
    """Dismissed with the verdict on the client's terms, or None."""

    CSS_PATH = Path(__file__).with_name("find.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Client by name")
    GUIDE: ClassVar[Sentence] = Sentence("Type the beginning of the name, or the number. Enter takes the marked one.")

    def body(self) -> ComposeResult:
        yield from self.search_line()
        with Vertical(id="found"):
            yield Matches()

    def on_mount(self) -> None:
        self.query_one("#search").focus()

    def hints(self) -> Iterable[Hint]:
        return self.match_hints(Sentence("This one"))

    def choose(self) -> None:
        found = self.matches.marked
        if found is not None:
            self.dismiss(self.shift.chosen(found.person, terms.TERMS, found.household))

    def scanned(self, keys: str) -> None:
        """They have a card after all."""
        self.dismiss(self.shift.scan(keys, terms.TERMS))
