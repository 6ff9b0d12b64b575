"""Finding a client for the office: name or number, then the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from kiosk_core.domain.texts import Sentence

from ..searching import Searching
from ..widgets.key_bar import Hint
from ..widgets.matches import Matches


class ClientsScreen(Searching):
    CSS_PATH = "clients.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Clients")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the beginning of the name, or the number, or scan the card.\n"
        "At most five are shown: type more of the name when the right one is not among them.\n"
        "After a moment those follow whose name sounds like it: an arrow marks one.\n"
        "Opening a page leaves a trace of who looked."
    )

    def body(self) -> ComposeResult:
        yield from self.search_line()
        with Vertical(id="found"):
            yield Matches()

    def on_mount(self) -> None:
        self.query_one("#search", Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield from self.match_hints(Sentence("Open the page"))
        yield self.hint("f5", Sentence("Register a household"), self.register)

    def choose(self) -> None:
        found = self.matches.marked
        if found is not None:
            self._open(found.number)

    def _open(self, number: str) -> None:
        self.desk.open("client:ClientScreen", self.shift, number.partition(".")[0], done=self._again)

    def _again(self, _: object) -> None:
        """Back from a page: those found stand there still, as they are now, and what is typed now looks for somebody else."""
        self.query_one("#search", Input).select_all()
        self.leave_out_forgotten()
        self.attempt(self._as_now)

    def _as_now(self) -> None:
        now, more = self.fitting(self.searched_for.strip())
        if list(now) != list(self.matches.exact):
            self.matches.show(now, more)
            self.searched()

    def register(self) -> None:
        self.desk.open("register:RegisterScreen", self.shift)

    def scanned(self, keys: str) -> None:
        """The card of the client whose page is wanted."""
        code = self.desk.kiosk.resolve(keys)
        live = code.kind == "card" and code.state == "live"
        client = self.shift.house.client(code.id, self.shift.here().day) if live else None
        if client is None:
            self.turn_away(Sentence("This card is not known any more. Search by name."))
        else:
            self._open(client.number)
