"""A device goes along with somebody: who, until when, for which deposit, in which state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import CASH, OWED, Cents, Money, NotUnderstood, Payment, Sentence, Shift, Verdict, read_amount, read_day
from kiosk_core.tui import Form, Hint, Question, Words

from .. import loans
from ..devices import Device
from ..settings import DigitalSettings
from ..vocabulary import words
from .who import AskWho
from .words_typed import listed, read_words


def _rules(shift: Shift) -> DigitalSettings:
    return shift.house.settings(DigitalSettings, shift.here().day)


class LendScreen(AskWho):
    """First who, by card or name; then the rest. Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Lend a device")
    ASKS: ClassVar[Sentence] = Sentence("Who borrows?")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan the card of who borrows, or type a name and choose. A minor borrows through a parent.\n\n"
        "Then look at the device together: what goes along, what is not in order.\n"
        "With a deposit: F5 when it is paid in cash, F6 when it is paid later. Without: F8."
    )

    def __init__(self, shift: Shift, device: Device) -> None:
        super().__init__(shift, loans.LOAN)
        self._device = device
        self._asked: Verdict | None = None

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number})", id="what")
        yield from self.asking()
        rules = _rules(self.shift)
        due = self.shift.here().day + timedelta(days=rules.loan_days)
        amount = f"{rules.deposit // 100},{rules.deposit % 100:02}"
        yield Form(
            Question("due", Sentence("Back on"), Sentence("For instance 31/12/2027."), value=f"{due:%d/%m/%Y}"),
            Question("deposit", Sentence("Deposit"), Sentence("0 when somebody cannot pay it."), value=amount),
            Question("with", Sentence("Goes along"), listed(words(rules.accessories), self.say), optional=True),
            Question("marks", Sentence("Not in order"), listed(words(rules.checklist), self.say), optional=True),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Form).display = False

    def hints(self) -> Iterable[Hint]:
        if self._asked is None:
            yield from self.finding()
            return
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        if self._deposit:
            amount = {"amount": Money(self._deposit)}
            if self.shift.takes_cash(loans.DEPOSIT):
                yield self.hint("f5", Sentence("Paid: {amount}", amount), lambda: self.lend(CASH), main=True)
            yield self.hint("f6", Sentence("Pays later"), lambda: self.lend(OWED))
        else:
            yield self.hint("f8", Sentence("Lend it"), lambda: self.lend(OWED), main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    @property
    def _deposit(self) -> Cents:
        typed = self.query_one(Form).answers()["deposit"]
        try:
            return read_amount(typed) if typed else Cents(0)
        except NotUnderstood:  # while it is being typed
            return Cents(0)

    def known(self, verdict: Verdict) -> None:
        """Then the form."""
        self._asked = verdict
        self.query_one("#finding").display = False
        form = self.query_one(Form)
        form.display = True
        form.field("due").focus()

    # ---- doing ----

    def lend(self, means: str) -> None:
        assert self._asked is not None
        said, rules = self.query_one(Form).answers(), _rules(self.shift)
        deposit = read_amount(said["deposit"] or "0")
        act = loans.lend(
            self.shift, self._asked, self._device.number, due=read_day(said["due"]), deposit=deposit,
            accessories=read_words(said["with"], words(rules.accessories), self.say),
            marks=read_words(said["marks"], words(rules.checklist), self.say),
            payments=[Payment(means, deposit)] if deposit else [],
        )  # fmt: skip
        text = Sentence(
            "✓ {number} is lent. F9 makes the agreement, F4 takes it back.", {"number": self._device.number}
        )
        self.dismiss((act.id, self.say(text)))
