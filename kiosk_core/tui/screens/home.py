"""Home: where to go, and how today stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.texts import Sentence

from ..counting import Counting
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class HomeScreen(Counting):
    CSS_PATH = "home.tcss"
    GUIDE: ClassVar[Sentence] = Sentence("Press Enter for the counter, or scan a card: the counter opens by itself.")

    def body(self) -> ComposeResult:
        yield Words(id="glances")

    def hints(self) -> Iterable[Hint]:
        if self.shift.project.services:
            yield self.hint("enter", Sentence("Counter"), self.desk.to_counter, main=True)
        yield self.hint("f11", Sentence("Lock"), self.desk.lock)
        yield self.hint("f12", Sentence("Other volunteer"), self.desk.another)
