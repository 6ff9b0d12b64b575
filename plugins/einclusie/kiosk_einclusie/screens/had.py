"""Which devices somebody had, and has. The coordinator's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from kiosk_core import Client, Sentence, Shift
from kiosk_core.tui import Place, Rows, Words

from .. import loans
from ..loans import Past
from ..vocabulary import read, read_all


class HadScreen(Place):
    CSS_PATH = "device.tcss"
    HEADING: ClassVar[Sentence] = Sentence("What this person had")
    GUIDE: ClassVar[Sentence] = Sentence("The newest first. Only a coordinator sees this.")

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client

    def body(self) -> ComposeResult:
        yield Words(f"{self._client.display} · {self._client.number}", id="what")
        yield Words(self.say(Sentence("Never borrowed a device.")), id="none")
        yield Rows()

    def on_mount(self) -> None:
        self.attempt(self.read)

    def on_data(self) -> None:
        self.read()

    def read(self) -> None:
        past = loans.history(self.shift, person=self._client.person)
        self.query_one(Rows).show([line(one, f"{one.device} {one.title}", self.say) for one in past])
        self.query_one("#none").display = not past


def line(one: Past, who: str, say: Callable[[Any], str]) -> str:
    """One loan in a list: from when until when, `who` or what, how it ended, and what was not in order."""
    ended = f"{one.ended:%d/%m/%Y}" if one.ended else ""
    marks = ", ".join(say(text) for text in [*read_all(",".join(one.marks)), *read_all(",".join(one.missing))])
    return f"{one.since:%d/%m/%Y} - {ended:<10}  {who:<24.24} {say(read(one.how)):<12.12} {marks:.14}"
