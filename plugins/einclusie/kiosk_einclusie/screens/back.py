"""A device comes back, or does not: what is missing, what is not in order, why, and what stays here of the deposit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult

from kiosk_core import CASH, Cents, Money, Sentence, Shift, read_amount
from kiosk_core.tui import Form, Hint, Question, Words

from .. import loans
from ..devices import Device
from ..events.loans import Reason
from ..loans import Loan
from ..settings import DigitalSettings
from ..vocabulary import read, read_all, words
from .form import FormScreen
from .words_typed import listed, read_words


def _kept(shift: Shift, loan: Loan, value: str) -> Question:
    said = {"amount": Money(loan.deposit), "unpaid": Money(Cents(loans.unpaid(shift, loan)))}
    of = Sentence("Of the deposit of {amount}.", said)
    if loans.unpaid(shift, loan):
        of = Sentence("Of the deposit of {amount}; {unpaid} of it was never paid.", said)
    return Question("kept", Sentence("Stays here"), of, value=value)


class BackScreen(FormScreen):
    """Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Take a device back")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Look at it together with the visitor: is everything there, does it work?\n\n"
        "F8 takes it back: it is wiped before somebody else gets it. F7 takes it back and sends it to repair.\n"
        "The deposit goes back, less what stays here for damage."
    )

    def __init__(self, shift: Shift, loan: Loan) -> None:
        super().__init__(shift)
        self._loan = loan

    def body(self) -> ComposeResult:
        yield Words(f"{self._loan.title} ({self._loan.device})", id="what")
        went, was = (
            ", ".join(map(self.say, read_all(",".join(found)))) for found in (self._loan.accessories, self._loan.marks)
        )
        if was:
            yield Words(self.say(Sentence("Not in order when it was lent: {what}", {"what": was})), id="was")
        yield Form(
            Question("missing", Sentence("Missing"), Sentence("Went along: {what}", {"what": went or "-"}), optional=True),
            Question("marks", Sentence("Not in order"), listed(words(self._rules.checklist), self.say), optional=True),
            _kept(self.shift, self._loan, "0"),
        )  # fmt: skip

    @property
    def _rules(self) -> DigitalSettings:
        return self.shift.house.settings(DigitalSettings, self.shift.here().day)

    def saving(self) -> Iterable[Hint]:
        yield self.hint("f8", Sentence("Take the device back"), self.save, main=True)
        yield self.hint("f7", Sentence("To repair"), lambda: self.take_back(True))

    def save(self) -> None:
        self.take_back(False)

    def take_back(self, damaged: bool) -> None:
        said = self.query_one(Form).answers()
        act = loans.take_back(
            self.shift, self._loan.device, damaged=damaged, kept=read_amount(said["kept"] or "0"),
            missing=read_words(said["missing"], words(self._rules.accessories), self.say),
            marks=read_words(said["marks"], words(self._rules.checklist), self.say),
        )  # fmt: skip
        self.dismiss((act.id, self.say(_given_back(act, self._loan.device))))


class NotBackScreen(FormScreen):
    """It does not come back: why, and what stays here. Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("A device does not come back")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Say why: F5 lost, F6 stolen, F7 broken and not worth repairing.\n\n"
        "The deposit stays here, unless you type less. No blame: tell the visitor what happens now.\n"
        "Found again later? Choose it in the list and press Enter."
    )

    def __init__(self, shift: Shift, device: Device, loan: Loan | None) -> None:
        super().__init__(shift)
        self._device, self._loan = device, loan

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number})", id="what")
        yield Words(self.say(Sentence("Why does it not come back?")), classes="lead")
        deposit = self._loan.deposit if self._loan else loans.NOTHING
        yield Form(
            *([_kept(self.shift, self._loan, f"{deposit // 100},{deposit % 100:02}")] if self._loan and deposit else [])
        )

    def saving(self) -> Iterable[Hint]:
        yield self.hint("f5", Sentence("Lost"), lambda: self.note("lost"))
        yield self.hint("f6", Sentence("Stolen"), lambda: self.note("stolen"))
        yield self.hint("f7", Sentence("Broken"), lambda: self.note("broken"))

    def note(self, reason: Reason) -> None:
        typed = self.query_one(Form).answers().get("kept")
        kept = read_amount(typed) if typed else None
        act = loans.note_lost(self.shift, self._device.number, reason, kept=kept)
        said = {"number": self._device.number, "why": read(reason)}
        self.dismiss((act.id, self.say(Sentence("✓ {number} is noted as {why}. F4 takes it back.", said))))


def _given_back(act: Any, number: str) -> Sentence:
    """What to hand over in coins, of what was really paid."""
    cash = -sum(
        cents
        for event in act.events
        if event.kind == "core.money_moved"
        for means, cents in event.fields["payments"]
        if means == CASH
    )
    if cash:
        return Sentence("✓ {number} is back. Give back {amount}.", {"number": number, "amount": Money(Cents(cash))})
    return Sentence("✓ {number} is back. Wipe it before it goes along again.", {"number": number})
