"""A household pays what was left open of its contributions, all of it or a part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import CASH, Client, Money, Payment, Sentence, Shift, read_amount
from kiosk_core.tui import Form, Hint, Place, Question, Words, by_card

from ..contribution import owed, pay


class PayScreen(Place):
    """Dismissed with what was paid, in the volunteer's language."""

    CSS_PATH = Path(__file__).with_name("pay.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Pay contribution")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type what is paid now: all of it, or a part; for instance 2,50. F5 when the money is there, F7 "
        "when it is paid by card or app.\n"
        "Cash counts in the cash of today."
    )

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client
        self._owed = owed(shift.house, client.household or "")

    def body(self) -> ComposeResult:
        open_ = {"number": self._client.number.partition(".")[0], "amount": Money(self._owed)}
        yield Words(self.say(Sentence("{number}: {amount} still to pay", open_)), id="pay-title")
        if self._owed > 0:
            whole = f"{self._owed // 100},{self._owed % 100:02}"
            yield Form(Question("amount", Sentence("Pays now"), Sentence("All of it, or a part."), value=whole))

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.focus()

    def hints(self) -> Iterable[Hint]:
        if self._owed > 0:
            yield self.hint("f5", Sentence("Paid in cash"), self.pay, main=True)
            yield from by_card(self, self.pay)

    def pay(self, means: str = CASH) -> None:
        cents = read_amount(self.query_one(Form).answers()["amount"])
        pay(self.shift, self._client, [Payment(means, cents)])
        self.dismiss(self.say(Sentence("✓ {amount} is paid.", {"amount": Money(cents)})))
