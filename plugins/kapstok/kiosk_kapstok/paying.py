"""How a sale is paid, by any mixture of means, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kiosk_core import (
    CARD,
    CASH,
    OWED,
    QR,
    Act,
    Asked,
    Cents,
    DoesNotBalance,
    House,
    Money,
    NotUnderstood,
    Offer,
    Payment,
    Sentence,
    Shift,
    counted,
    read_amount,
)

from . import on_account, vouchers
from . import sale as sales
from .on_account import ACCOUNT
from .sale import Sale
from .settings import ShopSettings
from .voucher_events import VoucherRedeemed
from .vouchers import Voucher

MEANS: dict[str, Sentence] = {
    CASH: Sentence("cash"),
    "card": Sentence("bank card"),
    "qr": Sentence("payment by QR"),
    "voucher": Sentence("voucher"),
    "credit": Sentence("clothing credit"),
    ACCOUNT: Sentence("on account of the social service"),
}


@dataclass(frozen=True, slots=True)
class Tendered:
    """What somebody pays with. `cents` None: all that is left to pay. `reference`: of a card terminal; a voucher's code or
    number; of what is on account, where no client says for whom."""

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


def said(paid: Paid, house: House) -> Sentence:
    """What was done, and what is left on the vouchers that paid for it; what nobody paid for has no receipt."""
    if paid.receipt is not None:
        used = [event for event in paid.act.events if event.kind == VoucherRedeemed.KIND]
        known = (vouchers.by_id(house, event.subject, event.day) for event in used)
        sold = Sentence("✓ Sold. Receipt {receipt}.", {"receipt": paid.receipt})
        return Sentence("{parts}", {"parts": (sold, *(one.says for one in known if one))})
    return counted(
        "✓ {n} piece goes along. Nothing is to be paid.",
        "✓ {n} pieces go along. Nothing is to be paid.",
        paid.sale.pieces,
    )


def read_tendered(text: str) -> Tendered:
    """'cash:20', 'card:12,50:REFERENCE', 'credit:5', 'account:5:REFERENCE', 'voucher:CODE:5'; without an amount all that is left. Raises
    NotUnderstood."""
    means, _, rest = text.strip().partition(":")
    if not means or means == OWED:  # a name of the house's own list is the core's to know
        raise NotUnderstood(why=Sentence("one pays with: {means}.", {"means": ", ".join(MEANS)}))
    amount, _, reference = rest.partition(":")
    if means == "voucher":
        amount, reference = reference, amount
    return Tendered(means, read_amount(amount) if amount else None, reference)


def left(shift: Shift, sale: Sale, tendered: Sequence[Tendered]) -> Asked:
    """What is still to pay after these: by any means, and in coins as the law rounds them. Raises as `pay`."""
    parts = _parts(shift, sale, tendered)
    asked = _asked(shift, sale, parts)
    settled = asked.cash <= 0 or asked.exact <= 0
    return Asked(asked.cash, asked.cash) if settled and any(part.means == CASH for part in parts) else asked


def amounts(shift: Shift, sale: Sale, tendered: Sequence[Tendered]) -> list[tuple[str, Cents]]:
    """(means, cents) of each. Raises as `pay`."""
    return [(part.means, part.cents) for part in _parts(shift, sale, tendered)]


def paid_so_far(sale: Sale) -> list[Tendered]:
    """What was paid of a sale before it was left for a while."""
    return [Tendered(*one) for one in sale.paid]


def with_paid(shift: Shift, sale: Sale, tendered: Sequence[Tendered]) -> Sale:
    """The same sale of which these are paid, as they came to now. Raises as `pay`."""
    parts = _parts(shift, sale, tendered)
    return replace(sale, paid=tuple((part.means, part.cents, _reference(part)) for part in parts))


def _reference(part: _Part) -> str:
    """A voucher's code rather than its number, as it was scanned."""
    return part.voucher.code if part.voucher else part.reference


def said_paid(sale: Sale) -> Sentence:
    """What was paid of it already, for whoever goes on with it."""
    much = Money(Cents(sum(cents for _, cents, _ in sale.paid)))
    return Sentence("{amount} of this is paid already. Enter goes on with that.", {"amount": much})


def asks_slip(shift: Shift, means: str) -> bool:
    """Whether the number on the terminal's slip is asked for: a card or app, where the house wants it."""
    return means in shift.cards() and shift.house.settings(ShopSettings, shift.here().day).card_slip


def pay(
    shift: Shift, sale: Sale, tendered: Sequence[Tendered], *, confirmed_by: Any = None,
    queued: Callable[[Any], None] = lambda job: None,
) -> Paid:  # fmt: skip
    """Records the sale, whose draft goes with it; the last two as `Shift.record`. Raises NotFound (a voucher), NotSold,
    NotUnderstood, DoesNotBalance, OwnHousehold (a discount, or a price below the list, for that of who stands here),
    NotAllowed (on account, by somebody without a PIN), NoReference (on account, nobody knows for whom) and what Shift.record
    raises: then nothing happened, and no number is used."""
    begun, sale = sale, sales.of_today(shift, sale)
    if sale.total != begun.total:
        raise sales.NotSold(why=Sentence("Since yesterday other prices hold for this sale. Look at it again."), next="")
    if sale.client is not None and any(line.cheaper for line in sale.lines):
        shift.bar_own(sale.client.household, sale.client.person)
    if any(one.means == ACCOUNT for one in tendered):
        shift.require("till")  # goods leave, and nothing is in the drawer for them: nobody without a PIN says so
    parts = _parts(shift, sale, tendered)
    if not sale.total and any(part.cents for part in parts):
        raise DoesNotBalance(paid=Money(Cents(sum(part.cents for part in parts))), due=Money(Cents(0)))
    payments = _together(parts) if sale.total else []
    agreed = on_account.agreed(sale, [part.reference for part in parts if part.means == ACCOUNT])
    offered = sales.offer(shift, sale, Cents(sum(p.cents for p in parts if p.means == "credit")))
    offered = _with_vouchers(replace(offered, drafts=(*offered.drafts, *agreed)), parts, sale, shift.here().day)
    if sale.total and not payments:
        raise DoesNotBalance(paid=Money(Cents(0)), due=Money(sale.total))
    act = shift.record(offered, payments, confirmed_by=confirmed_by, queued=queued, draft=sale.id)
    return Paid(act, sale, in_coins(act))


def in_coins(act: Act) -> Cents:
    """The part of an act's money that was due in cash, as rounded; below zero when it was given back."""
    moved = [event.fields for event in act.events if event.kind == "core.money_moved"]
    return Cents(sum(cents for fields in moved for means, cents in fields["payments"] if means == CASH))


def in_money(act: Act) -> list[tuple[str, Cents]]:
    """(name of the card or app, '' for cash; cents) of what an act took in money. The rest was voucher, credit, account."""
    found = []
    for fields in (event.fields for event in act.events if event.kind == "core.money_moved"):
        names = fields.get("names") or {}
        for place, (means, cents) in enumerate(fields["payments"]):
            if cents and means in (CASH, CARD, QR):
                found.append(("" if means == CASH else names.get(str(place), means), Cents(cents)))
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """One payment, its amount known. `voucher`: the one it takes from."""

    means: str
    cents: Cents
    reference: str = ""
    voucher: Voucher | None = None


def _parts(shift: Shift, sale: Sale, tendered: Sequence[Tendered]) -> list[_Part]:
    """In the order given; what has no amount pays all that is left when its turn comes, in cash what is asked in coins, a
    voucher at most what is on it."""
    found: list[_Part] = []
    taken: dict[str, int] = {}
    for one in tendered:
        asked = _asked(shift, sale, found)
        left = asked.cash if one.means == CASH else asked.exact
        voucher = vouchers.one(shift, one.reference) if one.means == "voucher" else None
        if voucher is not None and voucher.state != "live":
            raise NotUnderstood(why=voucher.says)
        cents = max(left, 0) if one.cents is None else one.cents
        if voucher is not None:
            rest = voucher.left - taken.get(voucher.id, 0)
            cents = min(cents, rest) if one.cents is None else cents
            taken[voucher.id] = taken.get(voucher.id, 0) + cents
            if cents > rest:
                raise NotUnderstood(why=voucher.says)
        if cents < 0:
            raise NotUnderstood(why=Sentence("an amount that is paid is not negative."))
        if cents or one.means == CASH:
            found.append(_Part(one.means, Cents(cents), voucher.number if voucher else one.reference, voucher))
    return found


def _asked(shift: Shift, sale: Sale, parts: Sequence[_Part]) -> Asked:
    """What is left of the total after these, exactly and in coins."""
    others = [Payment(part.means, part.cents) for part in parts if part.means != CASH]
    given = sum(part.cents for part in parts if part.means == CASH)
    asked = shift.still_to_pay(sale.total, sales.PURPOSE, others)
    return Asked(Cents(asked.exact - given), Cents(asked.cash - given))


def _with_vouchers(offered: Offer, parts: Sequence[_Part], sale: Sale, day: date) -> Offer:
    """What goes off each voucher travels in the same act, and is asked again under the lock."""
    taken: dict[str, tuple[Voucher, int]] = {}
    for part in parts:
        if part.voucher is not None:
            taken[part.voucher.id] = (part.voucher, taken.get(part.voucher.id, (part.voucher, 0))[1] + part.cents)
    before = offered.guard

    def guard(house: House) -> Sentence | None:
        lacking = (vouchers.lacks(house, voucher, Cents(cents), day) for voucher, cents in taken.values())
        return (before(house) if before else None) or next((why for why in lacking if why), None)

    drafts = tuple(vouchers.redeeming(voucher, Cents(cents), sale.id, day) for voucher, cents in taken.values())
    return replace(offered, drafts=(*offered.drafts, *drafts), guard=guard)


def _together(payments: Sequence[_Part]) -> list[Payment]:
    """One payment per means, voucher and slip of a terminal, so that each stands once on the receipt. What somebody typed of an
    account stands beside the sale: with its money it would be kept for ever."""
    found: dict[tuple[str, str], int] = {}
    for one in payments:
        key = (one.means, "" if one.means == ACCOUNT else one.reference)
        found[key] = found.get(key, 0) + one.cents
    return [Payment(means, Cents(cents), reference) for (means, reference), cents in found.items()]
