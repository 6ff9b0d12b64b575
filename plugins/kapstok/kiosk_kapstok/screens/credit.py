"""The clothing credit of this season, household by household."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Cents, Money, Sentence
from kiosk_core.tui import Place, Rows, Words

from .. import credit
from ..credit import Credit


class CreditScreen(Place):
    CSS_PATH = Path(__file__).with_name("lists.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Clothing credit")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What each enrolled household was given this season, what it used, and what is left. How much it is per adult and "
        "per child stands in the settings; an enrolment may say another amount."
    )

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def read(self) -> None:
        found = credit.overview(self.shift)
        used, left = Cents(sum(one.used for one in found)), Cents(sum(one.left for one in found))
        said = Sentence("Used: {used}. Left: {left}.", {"used": Money(used), "left": Money(left)})
        self.query_one("#list-title", Words).put(self.say(said))
        self.query_one(Rows).show([self._line(one) for one in found])

    def _line(self, one: Credit) -> str:
        amounts = {"left": Money(one.left), "credit": Money(one.granted)}
        return f"{one.number:<12} {self.say(Sentence('{left} left of {credit}', amounts))}"
