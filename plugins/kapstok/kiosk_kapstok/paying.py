"""How a sale is paid, by any mixture of means, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk_core import CASH, Act, Cents, DoesNotBalance, Money, NotUnderstood, Payment, Sentence, Shift, read_amount

from . import sale as sales
from .sale import Sale

MEANS: dict[str, Sentence] = {
    CASH: Sentence("cash"),
    "card": Sentence("bank card"),
    "qr": Sentence("payment by QR"),
    "credit": Sentence("clothing credit"),
    "account": Sentence("on account of the social service"),
}


@dataclass(frozen=True, slots=True)
class Tendered:
    """What somebody pays with. `cents` None: all that is left to pay. `reference`: of a card terminal."""

    means: str
    cents: Cents | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What was recorded. `receipt`: None when nothing was due. `cash`: the part that was due in coins, as rounded."""

    act: Act
    sale: Sale
    cash: Cents

    @property
    def receipt(self) -> str | None:
        return self.act.receipt

    @property
    def change(self) -> Cents:
        return self.act.change


def read_tendered(text: str) -> Tendered:
    """'cash:20', 'card:12,50:REFERENCE', 'credit:5', 'card' (all that is left). Raises NotUnderstood."""
    means, _, rest = text.strip().partition(":")
    if means not in MEANS:
        raise NotUnderstood(why=Sentence("one pays with: {means}.", {"means": ", ".join(MEANS)}))
    amount, _, reference = rest.partition(":")
    return Tendered(means, read_amount(amount) if amount else None, reference)


def left(sale: Sale, tendered: Sequence[Tendered]) -> Cents:
    """What is still to pay after these, cents, as the total asks it (coins are rounded when it is paid)."""
    return Cents(sale.total - sum(payment.cents for payment in _payments(sale, tendered)))


def pay(
    shift: Shift, sale: Sale, tendered: Sequence[Tendered], *, confirmed_by: Any = None,
    queued: Callable[[Any], None] = lambda job: None,
) -> Paid:  # fmt: skip
    """Records the sale, whose draft goes with it; the last two as `Shift.record`. Raises NotSold, NotUnderstood, DoesNotBalance and what Shift.record raises: then nothing happened,
    and no number is used."""
    payments = _payments(sale, tendered)
    credit = Cents(sum(p.cents for p in payments if p.means == "credit"))
    offered = sales.offer(shift, sale, credit)
    if sale.total and not payments:
        raise DoesNotBalance(paid=Money(Cents(0)), due=Money(sale.total))
    act = shift.record(offered, payments, confirmed_by=confirmed_by, queued=queued, draft=sale.id)
    moved = [event.fields for event in act.events if event.kind == "core.money_moved"]
    cash = sum(cents for fields in moved for means, cents in fields["payments"] if means == CASH)
    return Paid(act, sale, Cents(cash))


def _payments(sale: Sale, tendered: Sequence[Tendered]) -> list[Payment]:
    """In the order given; what has no amount pays all that is left when its turn comes."""
    left, found = int(sale.total), []
    for one in tendered:
        cents = Cents(max(left, 0)) if one.cents is None else one.cents
        if cents < 0:
            raise NotUnderstood(why=Sentence("an amount that is paid is not negative."))
        left -= cents
        if cents or one.means == CASH:
            found.append(Payment(one.means, cents, one.reference))
    return _together(found) if sale.total else []


def _together(payments: Sequence[Payment]) -> list[Payment]:
    """One payment per means, so that each stands once on the receipt."""
    means = dict.fromkeys(payment.means for payment in payments)
    found = []
    for one in means:
        same = [payment for payment in payments if payment.means == one]
        references = ".".join(payment.reference for payment in same if payment.reference)
        found.append(Payment(one, Cents(sum(payment.cents for payment in same)), references))
    return found
