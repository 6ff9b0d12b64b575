"""Who is it? By card, or by a name that is typed and chosen; then what the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList

from kiosk_core import Sentence, Shift, Verdict
from kiosk_core.tui import Hint, Place, Rows, Words


class AskWho(Place):
    """A screen that begins with somebody. `known` goes on with the verdict, once it is no refusal."""

    CSS_PATH = "who.tcss"
    QUESTION: ClassVar[Sentence] = Sentence("Who is it?")

    def __init__(self, shift: Shift, service: str) -> None:
        super().__init__(shift)
        self._service = service
        self._found: list[Any] = []

    def asking(self) -> ComposeResult:
        """The line to type in, the names that fit, and what the rules say."""
        with Horizontal(id="finding"):
            yield Words(self.say(self.QUESTION), id="search-label")
            hint = self.say(Sentence("scan the card, or type a name or number"))
            yield Input(id="search", placeholder=hint, select_on_focus=False)
        yield Rows()
        yield Words(id="why")

    def on_mount(self) -> None:
        self.query_one(Rows).display = False
        self.query_one("#search", Input).focus()

    def finding(self) -> Iterable[Hint]:
        """The keys while somebody is looked for."""
        if self._found:
            yield self.hint("enter", Sentence("This one"), self.choose, main=True)
            yield Hint("down", "", self.query_one(Rows).action_cursor_down)
            yield Hint("up", "", self.query_one(Rows).action_cursor_up)

    @on(Input.Changed, "#search")
    def typed(self, event: Input.Changed) -> None:
        if not self.query_one("#finding").display:
            # Letters of the card itself that reached the line before the scan was whole: the screen has gone on since.
            return
        self._found = self.shift.find(event.value) if len(event.value.strip()) > 1 else []
        self.query_one(Rows).show([f"{one.display:<40.40} {one.number}" for one in self._found])
        self.query_one("#search", Input).focus()
        self.refresh_hints()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.choose)

    def choose(self) -> None:
        at = self.query_one(Rows).highlighted
        if at is not None:
            found = self._found[at]
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
        self.query_one(Rows).display = False
        if client is None or not self.serves(verdict):
            self._found = []
            self.query_one("#search", Input).value = ""
        else:
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
