"""A household pays what was left open of its contributions, all of it or a part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import CASH, Cents, Client, Money, NotUnderstood, Payment, Sentence, Shift, read_amount
from kiosk_core.tui import Form, Hint, Place, Question, Words, by_card

from ..contribution import PURPOSE, owed, pay


class PayScreen(Place):
    """Dismissed with what was paid, in the volunteer's language."""

    CSS_PATH = Path(__file__).with_name("pay.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Pay contribution")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type what is paid now: all of it, or a part; for instance 2,50. F5 when the money is there, F7 "
        "when it is paid by card or app.\n"
        "A note that is too large: type what the note is worth, and it says what to give back.\n"
        "Cash counts in the cash of today."
    )

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client
        self._owed = owed(shift.house, client.household or "")
        self._asked = shift.still_to_pay(self._owed, PURPOSE)

    def body(self) -> ComposeResult:
        number, exact, coins = self._client.number.partition(".")[0], Money(self._asked.exact), Money(self._asked.cash)
        open_ = {"number": number, "amount": exact, "cash": coins}
        said = Sentence("{number}: {amount} still to pay", open_)
        if self._asked.cash != self._asked.exact:
            said = Sentence("{number}: {amount} still to pay, in cash {cash}", open_)
        yield Words(self.say(said), id="pay-title")
        if self._owed > 0:
            whole = f"{self._asked.exact // 100},{self._asked.exact % 100:02}"
            yield Form(Question("amount", Sentence("Pays now"), Sentence("All of it, or a part."), value=whole))

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.focus()

    def hints(self) -> Iterable[Hint]:
        if self._owed > 0:
            yield self.hint("f5", Sentence("Paid in cash"), self.pay, main=True)
            yield from by_card(self, self.pay)

    def pay(self, means: str = CASH) -> None:
        """The whole amount as it stands there is, in cash, what the coins come to."""
        cents = read_amount(self.query_one(Form).answers()["amount"])
        if means != CASH and cents > self._asked.exact:
            raise NotUnderstood(why=Sentence("type {amount}, or less.", {"amount": Money(self._asked.exact)}))
        given = self._asked.cash if means == CASH and cents == self._asked.exact else cents
        change = pay(self.shift, self._client, [Payment(means, given)]).change
        said = {"amount": Money(Cents(given - change)), "change": Money(change)}
        self.dismiss(
            self.say(
                Sentence("✓ {amount} is paid. Give back: {change}", said)
                if change
                else Sentence("✓ {amount} is paid.", said)
            )
        )
