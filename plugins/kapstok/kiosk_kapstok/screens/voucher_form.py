"""New vouchers: how many, how much each, why, until when, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import NotUnderstood, Sentence, counted, read_amount, read_day
from kiosk_core.tui import Form, Hint, Place, Question

from .. import sale, vouchers

GIVEN = ("social_service", "gift", "other")
"""Reasons that somebody chooses; the others the till writes itself."""


class VoucherFormScreen(Place):
    """Dismissed with what was done (a Sentence), or None."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HEADING: ClassVar[Sentence] = Sentence("New voucher")
    GUIDE: ClassVar[Sentence] = Sentence(
        "F4 chooses why they are given. Without a last day they are good as long as the settings say.\n"
        "With a client's number it is found through the client when the paper is lost. F8 gives them, F5 prints the slip too."
    )
    _reason = GIVEN[0]

    def body(self) -> ComposeResult:
        yield Form(
            Question("amount", Sentence("Value of each"), Sentence("For instance 10,00.")),
            Question("count", Sentence("How many"), value="1"),
            Question(
                "until", Sentence("Good until"), Sentence("For instance 31/12/2027. May stay empty."), optional=True
            ),
            Question("client", Sentence("For client"), Sentence("A client's number. May stay empty."), optional=True),
        )

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Give them"), self.issue, main=True)
        yield self.hint("f5", Sentence("Give, with a slip"), lambda: self.issue(slip=True))
        yield self.hint("f4", Sentence("Why: {reason}", {"reason": vouchers.REASONS[self._reason]}), self.next_reason)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def next_reason(self) -> None:
        self._reason = GIVEN[(GIVEN.index(self._reason) + 1) % len(GIVEN)]

    def issue(self, slip: bool = False) -> None:
        said = self.query_one(Form).answers()
        if not (said["count"].isascii() and said["count"].isdigit() and len(said["count"]) < 4):
            raise NotUnderstood(why=Sentence("how many is a whole number, for instance 3."))
        client = self.shift.house.by_number(said["client"], self.shift.here().day) if said["client"] else None
        act, made = vouchers.issue(
            self.shift, read_amount(said["amount"]), self._reason, until=read_day(said["until"]) if said["until"] else None,
            client=client, count=int(said["count"]),
        )  # fmt: skip
        if slip:
            self.shift.print_slip(act.id, sale.SALE)
            self.desk.paper.wake()
        numbers = {"numbers": ", ".join(one.number for one in made[:3])}
        self.dismiss(counted("✓ {n} voucher: {numbers}", "✓ {n} vouchers: {numbers}", len(made), **numbers))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish this form first (F8), or leave it (Esc)."))
