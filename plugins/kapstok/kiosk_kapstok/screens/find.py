"""A client without a card, found by the name they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList

from kiosk_core import Sentence
from kiosk_core.tui import Hint, Matches, Place, Words

from .. import terms


class FindScreen(Place):
    """Dismissed with the verdict on the client's terms, or None."""

    CSS_PATH = Path(__file__).with_name("find.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Client by name")
    GUIDE: ClassVar[Sentence] = Sentence("Type the beginning of the name, or the number. Enter takes the marked one.")

    def body(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Words(self.say(Sentence("Search")), id="search-label")
            yield Input(id="search", placeholder=self.say(Sentence("name or number")))
        with Vertical(id="found"):
            yield Matches()

    def on_mount(self) -> None:
        self.query_one("#search").focus()

    def hints(self) -> Iterable[Hint]:
        matches = self.query_one(Matches)
        if matches.found:
            yield self.hint("enter", Sentence("This one"), self.choose, main=True)
            yield Hint("down", "", matches.action_cursor_down)
            yield Hint("up", "", matches.action_cursor_up)

    def on_input_changed(self, event: Input.Changed) -> None:
        found = self.shift.find(event.value) if len(event.value.strip()) > 1 else []
        self.query_one(Matches).show(found)
        self.refresh_hints()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.choose)

    def choose(self) -> None:
        found = self.query_one(Matches).marked
        if found is not None:
            self.dismiss(self.shift.chosen(found.person, terms.TERMS))

    def scanned(self, keys: str) -> None:
        """They have a card after all."""
        self.dismiss(self.shift.scan(keys, terms.TERMS))
