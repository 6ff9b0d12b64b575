"""Finding a client for the office: name or number, then the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList

from kiosk_core.domain.texts import Sentence

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.matches import Matches
from ..widgets.words import Words


class ClientsScreen(Place):
    CSS_PATH = "clients.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Clients")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the beginning of the name, or the number, or scan the card.\n"
        "At most five are shown: type more of the name when the right one is not among them.\n"
        "Opening a page leaves a trace of who looked."
    )

    def body(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Words(self.say(Sentence("Search")), id="search-label")
            yield Input(id="search", placeholder=self.say(Sentence("name or number")), select_on_focus=False)
        with Vertical(id="found"):
            yield Matches()

    def on_mount(self) -> None:
        self.query_one("#search", Input).focus()

    def hints(self) -> Iterable[Hint]:
        matches = self.query_one(Matches)
        if matches.found:
            yield self.hint("enter", Sentence("Open the page"), self.open, main=True)
            yield Hint("down", "", matches.action_cursor_down)
            yield Hint("up", "", matches.action_cursor_up)
        yield self.hint("f5", Sentence("Register a household"), self.register)

    @on(Input.Changed, "#search")
    def typed(self, event: Input.Changed) -> None:
        self.tell("")
        found = self.shift.find(event.value) if len(event.value.strip()) > 1 else []
        self.query_one(Matches).show(found)
        self.refresh_hints()

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.open)

    def open(self) -> None:
        found = self.query_one(Matches).marked
        if found is not None:
            self._open(found.number)

    def _open(self, number: str) -> None:
        self.desk.open("client:ClientScreen", self.shift, number.partition(".")[0])

    def register(self) -> None:
        self.desk.open("register:RegisterScreen", self.shift)

    def scanned(self, keys: str) -> None:
        """The card of the client whose page is wanted."""
        code = self.desk.kiosk.resolve(keys)
        live = code.kind == "card" and code.state == "live"
        client = self.shift.house.client(code.id, self.shift.here().day) if live else None
        if client is None:
            self.tell(Sentence("This card is not known any more. Search by name."))
        else:
            self._open(client.number)
