"""Contributions that are still to be paid: the coordinator's list, the largest first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core import Cents, Money, Sentence, Shift
from kiosk_core.tui import Hint, Place, Rows, Words

from ..contribution import Debt, debts
from .pay import PayScreen


class DebtsScreen(Place):
    CSS_PATH = Path(__file__).with_name("debts.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Contributions to pay")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What households still owe, the largest amount first. It is never said at the counter.\n\n"
        "Enter: this household pays now, all of it or a part."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._debts: list[Debt] = []

    def body(self) -> ComposeResult:
        yield Words(id="debts-title")
        yield Rows(id="debts")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if self._debts:
            yield self.hint("enter", Sentence("Pays now"), self.pay, main=True)

    def read(self) -> None:
        self._debts = debts(self.shift)
        whole = Money(Cents(sum(one.cents for one in self._debts)))
        self.query_one("#debts-title", Words).put(self.say(Sentence("Still to pay: {amount}", {"amount": whole})))
        self.query_one(Rows).show([self._line(one) for one in self._debts])

    def _line(self, one: Debt) -> str:
        who = one.number or self.say(Sentence("no client any more"))
        return f"{who:<24} {self.say(Sentence('{amount}', {'amount': Money(one.cents)}))}"

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.pay)

    def pay(self) -> None:
        number = self._debts[self.query_one(Rows).highlighted or 0].number
        if number is None:
            self.tell(Sentence("This household is no client any more: nothing can be paid for it."))
            return
        client = self.shift.house.by_number(number, self.shift.here().day)
        self.app.push_screen(PayScreen(self.shift, client), self._paid)

    def _paid(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)
