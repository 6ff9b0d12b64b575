"""Who is it? By card, or by a name that is typed and chosen; then what the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import Sentence, Shift, Verdict
from kiosk_core.tui import Hint, Matches, Searching, Words


class AskWho(Searching):
    """A screen that begins with somebody. `known` goes on with the verdict, once it is no refusal."""

    CSS_PATH = "who.tcss"
    ASKS: ClassVar[Sentence] = Sentence("Who is it?")
    HOW: ClassVar[Sentence] = Sentence("scan the card, or type a name or number")
    NOBODY: ClassVar[Sentence] = Sentence("Nobody is found. Not registered yet? The coordinator does that first.")

    def __init__(self, shift: Shift, service: str) -> None:
        super().__init__(shift)
        self._service = service

    def asking(self) -> ComposeResult:
        """The line to type in, the names that fit, and what the rules say."""
        yield from self.search_line()
        yield Matches()
        yield Words(id="why")

    def on_mount(self) -> None:
        self.query_one("#search", Input).focus()

    def finding(self) -> Iterable[Hint]:
        """The keys while somebody is looked for."""
        return self.match_hints(Sentence("This one"))

    def choose(self) -> None:
        if found := self.matches.marked:
            self._ask(self.shift.chosen(found.person, self._service, found.household))

    def scanned(self, keys: str) -> None:
        self._ask(self.shift.scan(keys, self._service))

    def _ask(self, verdict: Verdict) -> None:
        client = verdict.visit.client if verdict.visit else None
        lines = [f"{client.display} · {client.number}"] if client else []
        for finding in verdict.findings:
            step = f" {self.say(finding.next_step)}" if finding.next_step else ""
            lines.append(self.say(finding.text) + step)
        self.query_one("#why", Words).put("\n".join(lines))
        self.search_off()
        if client is not None and self.serves(verdict):
            self.known(verdict)

    def serves(self, verdict: Verdict) -> bool:
        """Whether it goes on with whom the verdict is about."""
        return verdict.outcome != "refused"

    def known(self, verdict: Verdict) -> None:
        """Who it is, and nothing stands in the way."""


class WhoScreen(AskWho):
    """Dismissed with the client, or None. `anybody`: also whom the service would refuse now."""

    HEADING: ClassVar[Sentence] = Sentence("Who is it?")
    GUIDE: ClassVar[Sentence] = Sentence("Scan the card, or type a name or number and choose with Enter.")

    def __init__(self, shift: Shift, service: str, *, anybody: bool = False) -> None:
        super().__init__(shift, service)
        self._anybody = anybody

    def body(self) -> ComposeResult:
        yield from self.asking()

    def hints(self) -> Iterable[Hint]:
        return self.finding()

    def serves(self, verdict: Verdict) -> bool:
        return self._anybody or super().serves(verdict)

    def known(self, verdict: Verdict) -> None:
        assert verdict.visit is not None
        self.dismiss(verdict.visit.client)
