"""Whose terms hold in the sale, and why; or that nobody's do."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk_core import Client, Finding, Sentence, Severity, Verdict, counted
from kiosk_core.tui import Words, say


class ClientBand(Vertical):
    """On top of the till."""

    def __init__(self) -> None:
        super().__init__(id="client")

    def compose(self) -> ComposeResult:
        yield Words(id="who")
        yield Words(id="terms")

    def show(self, client: Client | None, asked: Verdict | None, refused: Finding | None, *, named: bool) -> None:
        """`refused`: why nothing can be sold. `named`: with the first name, which leaves the screen after a while."""
        who, why = say(self, Sentence("Scan a client's card, or sell without one.")), ""
        if asked is not None and client is not None:
            size = counted("{n} person", "{n} persons", client.size)
            name = f"{client.display} · {client.number}" if named and client.display != client.number else client.number
            who = say(self, Sentence("{who} · {size}", {"who": name, "size": size}))
            why = self._refusal(refused) if refused is not None else self._findings(asked)
        elif refused is not None:
            who, why = say(self, refused.text), say(self, refused.next_step or "")
        self.query_one("#who", Words).put(who)
        self.query_one("#terms", Words).put(why)
        self.query_one("#terms", Words).display = bool(why)

    def _refusal(self, refused: Finding) -> str:
        return " ".join(say(self, text) for text in (refused.text, refused.next_step or ""))

    def _findings(self, asked: Verdict) -> str:
        """What holds; or why it does not, and then nothing of what would have held."""
        if asked.outcome != "refused":
            return " ".join(say(self, finding.text) for finding in asked.findings)
        why = [finding.text for finding in asked.findings if finding.severity is Severity.STOP]
        return " ".join(say(self, text) for text in (*why, Sentence("The sale goes on at the usual prices.")))
