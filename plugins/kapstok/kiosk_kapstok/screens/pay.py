"""Paying a sale: in cash with change, by card or QR, with credit or on account, or a part of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Digits, Input

from kiosk_core import (
    CASH,
    Asked,
    Cents,
    Changed,
    ClockDoubt,
    KioskError,
    Money,
    NeedsAnother,
    NotUnderstood,
    Sentence,
    Shift,
    read_amount,
)
from kiosk_core.tui import Hint, Place, Words, called

from .. import vouchers
from ..on_account import ACCOUNT, for_client
from ..paying import MEANS, Tendered, amounts, asks_slip, left, paid_so_far, pay, said, with_paid
from ..sale import Sale, keep
from .field import PayField

NOTES = (500, 1000, 2000, 5000, 10000, 20000, 50000)
"""cents of the notes there are."""
NOTE_KEYS = ("f6", "f7")
CARD_KEYS = ("f8", "f9", "f10", "f11", "f12")
"""For the cards and apps of the house's list, in its order."""
LONGEST_SLIP = 20
OTHER_KEYS = (("f2", "credit"), ("f3", ACCOUNT))


class PayScreen(Place):
    """Dismissed with what was paid (Paid), with an error after which the sale is looked at again, or with the sale and what
    was paid of it so far."""

    CSS_PATH = Path(__file__).with_name("pay.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Pay")
    GUIDE: ClassVar[Sentence] = Sentence(
        "F5: paid exactly, in cash. F6 and F7: with that note; the change is shown.\n"
        "A voucher: scan it, or type its number and press F4.\n"
        "Another amount: type it first, then press the key of how it is paid. What is left stays to be paid.\n"
        "Esc goes back to the sale; what was paid of it stays paid, and Delete here takes it away."
    )

    def __init__(
        self, shift: Shift, sale: Sale, *, queued: Callable[[Any], None], first: Tendered | None = None
    ) -> None:  # fmt: skip
        super().__init__(shift)
        self._sale, self._queued = sale, queued
        self._parts: list[Tendered] = paid_so_far(sale) + ([first] if first else [])
        self._other: Any = None
        self._left = Asked(sale.total, sale.total)
        """What is still to pay, as it was painted last."""
        self._slip: Tendered | None = None
        """Paid by card or app; the number on the terminal's slip is typed now."""

    def body(self) -> ComposeResult:
        with Vertical(id="paying"):
            with Horizontal(id="due"):
                yield Words(self.say(Sentence("To pay")), id="due-label")
                yield Digits(id="amount")
            yield Words(id="parts")
        with Horizontal(id="typing"):
            yield Words(self.say(Sentence("Amount")), id="typing-label")
            yield PayField(id="typed", placeholder=self.say(Sentence("all that is left")))

    def on_mount(self) -> None:
        self.query_one("#typed").focus()
        self.attempt(self.paint)
        if self._parts and self._left.exact <= 0:
            self.call_after_refresh(self.attempt, self.finish)
        elif not self._sale.total:
            self.tell(Sentence("Nothing is to be paid. Enter: it goes along."))

    def hints(self) -> Iterable[Hint]:
        if self._slip is not None:
            yield self.hint("enter", Sentence("Go on"), self.with_slip, main=True)
            yield self.hint("escape", Sentence("Not paid so"), lambda: self._ask_for_slip(None))
            return
        if not self._sale.total:
            yield self.hint("enter", Sentence("It goes along"), self.finish, main=True)
            return
        rest, exact = self._left.exact, Money(self._left.cash)
        yield self.hint("f5", Sentence("Cash: {amount}", {"amount": exact}), lambda: self.give(CASH), main=True)
        if not self._typed:
            for key, note in zip(NOTE_KEYS, (note for note in NOTES if note > rest), strict=False):
                text = Sentence("{amount}", {"amount": Money(Cents(note))})
                yield self.hint(key, text, partial(self.give, CASH, Cents(note)))
        for key, name in zip(CARD_KEYS, self.shift.cards(), strict=False):
            yield self.hint(key, called(name), partial(self.give, name))
        for key, means in OTHER_KEYS:
            if means != "credit" or self._sale.payable_by_credit:
                yield self.hint(key, self._called(means), partial(self.give, means))
        yield self.hint("f4", Sentence("Voucher"), self.by_number)
        if self._parts:
            yield self.hint("delete", Sentence("Payment away"), self.take_away)

    @property
    def _typed(self) -> str:
        return self.query_one("#typed", Input).value.strip()

    def give(self, means: str, cents: Cents | None = None) -> None:
        """One payment: the amount typed, the note of the key, or all that is left. When nothing is left it is done."""
        if cents is None and self._typed:
            cents = read_amount(self._typed)
        if cents == 0:
            raise NotUnderstood(why=Sentence("0 pays nothing. Type another amount, or leave it empty."))
        if cents is None and means == "credit":
            cents = Cents(min(self._left.exact, self._sale.payable_by_credit))
        if asks_slip(self.shift, means):
            self._ask_for_slip(Tendered(means, cents))
        elif means == ACCOUNT and for_client(self._sale) is None:
            self._ask_for_whom(Tendered(means, cents))
        else:
            self._give(Tendered(means, cents))

    def _ask_for_slip(self, part: Tendered | None) -> None:
        """None: not any more."""
        self._slip, field = part, self.query_one("#typed", Input)
        field.value = ""
        label = Sentence("Amount") if part is None else Sentence("Number on the slip")
        hint = Sentence("all that is left") if part is None else Sentence("or leave it empty")
        self.query_one("#typing-label", Words).put(self.say(label))
        field.placeholder = self.say(hint)
        self.refresh_hints()

    def with_slip(self) -> None:
        """Paid, with the number that was typed, if one was."""
        number = self._typed
        if number and not (number.isdigit() and len(number) <= LONGEST_SLIP):
            raise NotUnderstood(why=Sentence("the number on a slip has at most {n} digits.", {"n": LONGEST_SLIP}))
        assert self._slip is not None
        part = replace(self._slip, reference=number)
        self._ask_for_slip(None)
        self._give(part)

    def _ask_for_whom(self, part: Tendered) -> None:
        from .on_account import OnAccountScreen

        def said(reference: object) -> None:
            if isinstance(reference, str):
                self.attempt(lambda: self._give(replace(part, reference=reference)))

        self.app.push_screen(OnAccountScreen(self.shift), said)

    def _called(self, means: str) -> str:
        """'Bancontact', 'Voucher'."""
        return called(self.say(MEANS[means]) if means in MEANS else means)

    def _give(self, part: Tendered) -> None:
        self._parts.append(part)
        try:
            self._left = left(self.shift, self._sale, self._parts)
            if self._left.exact <= 0:
                self.finish()
            else:
                self._stays_paid()
        except KioskError:
            self._parts.remove(part)
            self.paint()
            raise
        finally:
            self.query_one("#typed", Input).value = ""

    def by_number(self) -> None:
        """A voucher that cannot be read: by the number printed on it, or the only one of the client."""
        client = self._sale.client
        typed = self._typed or (client.number if client else "")
        if not typed:
            raise NotUnderstood(why=Sentence("type the number of the voucher first."))
        try:
            known = vouchers.one(self.shift, typed)
        except KioskError:
            self.query_one("#typed", Input).select_all()  # what is typed now takes its place
            raise
        self._give(Tendered("voucher", None, known.code))

    def take_away(self) -> None:
        self._parts.pop()
        self._stays_paid()

    def _stays_paid(self) -> None:
        """A part is paid: the money was taken, so it is on disk before it is painted. What was wrong before is past."""
        self._sale = with_paid(self.shift, self._sale, self._parts)
        keep(self.shift, self._sale)
        self.tell("")
        self.paint()

    def leave(self) -> None:
        self.dismiss(self._sale)

    def finish(self) -> None:
        """Records it. '✓' stands on the till only after it is on disk."""
        try:
            paid = pay(self.shift, self._sale, self._parts, confirmed_by=self._other, queued=self._queued)
        except NeedsAnother as error:
            self.paint()
            self.failed(error)
            self.desk.open("sign_in:SecondScreen", done=self._second)
        except ClockDoubt as doubt:
            self.paint()
            self.desk.open("question:QuestionScreen", doubt.sentence, done=self._clock_is_right)
        except Changed as error:
            self.dismiss(error)
        else:
            try:
                # What everybody waits for, before the whole till is painted, which takes three times as long.
                self.tell_at_once(said(paid, self.shift.house))
            finally:
                self.dismiss(paid)

    def _second(self, who: Any) -> None:
        if who is not None:
            self._other = who
            self.attempt(self.finish)

    def _clock_is_right(self, yes: object) -> None:
        if yes:
            self.desk.kiosk.confirm_clock()
            self.attempt(self.finish)

    def say_anew(self) -> None:
        super().say_anew()
        self.paint()

    def paint(self) -> None:
        """Raises as `pay`: a voucher may have been used elsewhere meanwhile."""
        self._left = left(self.shift, self._sale, self._parts)
        amount = Sentence("{amount}", {"amount": Money(self._left.exact)})
        self.query_one("#amount", Digits).update(self.say(amount))
        said = [
            self.say(Sentence("{means}: {amount}", {"means": self._called(means), "amount": Money(cents)}))
            for means, cents in amounts(self.shift, self._sale, self._parts)
        ]
        self.query_one("#parts", Words).put("\n".join(said))
        self.refresh_hints()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.refresh_hints()

    def scanned(self, keys: str) -> None:
        """A voucher pays what it can; everything else is the sale's."""
        found = self.desk.kiosk.resolve(keys)
        if found.kind == "voucher":
            self._give(Tendered("voucher", None, found.code))
        elif found.kind == "unknown":
            self.turn_away(Sentence("This is no voucher of ours. It can be paid another way."))
        else:
            self.turn_away(Sentence("First back to the sale (Esc), then scan."))
