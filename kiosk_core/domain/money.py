"""Cents, cash rounding and the settling of an amount by a mixture of means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .errors import DoesNotBalance, NotUnderstood
from .ids import Cents
from .texts import Money, Sentence

CASH, OWED, CARD, QR = "cash", "owed", "card", "qr"
KEPT = "kept"
"""What was paid as a deposit and stays here for good. No coins move, so it is no means of payment: a purpose gives it up and
another gets it."""

Rounding = Literal["none", "cash", "all"]
"""Which part is rounded to 5 cents: nothing, what is paid in cash (the law), or the whole total whatever the means, which
asks for the notice ALWAYS_ROUNDED (docs/sources.md, 'Money')."""
ALWAYS_ROUNDED = Sentence("The total is always rounded.")


@dataclass(frozen=True, slots=True)
class Payment:
    """One means of payment. `cents` < 0 gives back. `reference`: the number on a terminal's slip, a voucher's id.

    `means`: cash, owed, card, qr, a name of the house's list that stands for card or qr, or a plugin's tender."""

    means: str
    cents: Cents
    reference: str = ""
    name: str = ""
    """Of the house's list ('bancontact'), when that was said; put by the core."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an amount was paid: what stays (change taken off), the rounding, what to hand back.

    At a refund `change` is 0 or less: what comes back into the drawer from a note that was too large.
    """

    payments: tuple[Payment, ...]
    rounding: Cents
    change: Cents


def round_cash(cents: int, total: int | None = None) -> Cents:
    """To the nearest 5 cents, unless the total is 5 cents or less. Source: art. VI.7/1 Code of economic law.

    `total`: cents of the whole amount, when `cents` is only what is left of it to pay in cash.
    """
    if abs(cents if total is None else total) <= 5:
        return Cents(cents)
    sign = -1 if cents < 0 else 1
    return Cents(sign * ((abs(cents) + 2) // 5 * 5))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is still to pay of an amount, cents: `exact` by any means but cash, `cash` when the rest is paid in coins.

    Negative: still to give back."""

    exact: Cents
    cash: Cents


def still_to_pay(due: Cents, payments: Sequence[Payment] = (), rounding: Rounding = "cash") -> Asked:
    """What is left of `due` after these payments, none of them in cash."""
    total = total_of(due, rounding)
    rest = Cents(total - sum(p.cents for p in payments))
    return Asked(rest, round_cash(rest, due) if rounding == "cash" else rest)


def total_of(due: Cents, rounding: Rounding) -> Cents:
    """The total that is asked before anybody says how it is paid."""
    return round_cash(due) if rounding == "all" else due


def settle(due: Cents, payments: Sequence[Payment], rounding: Rounding = "cash") -> Settlement:
    """due: cents, negative when the house gives back. `rounding`: what the law and the house's setting say for this purpose.

    What is not paid must be said as a payment by `owed`; cash that rounds to nothing, as one of 0. A refund is the mirror
    of a sale. Raises DoesNotBalance when less or, but for cash, more is paid.
    """
    sign = -1 if due < 0 else 1
    other = tuple(p for p in payments if p.means != CASH)
    asked = still_to_pay(due, other, rounding)
    given = sum(p.cents for p in payments if p.means == CASH)
    paid_in_cash = any(p.means == CASH for p in payments)
    cash = asked.cash if paid_in_cash else Cents(0)
    too_much_elsewhere = asked.exact * sign < 0
    too_little = (given - cash) * sign < 0 or (not paid_in_cash and asked.exact)
    if too_much_elsewhere or too_little:
        wanted = sum(p.cents for p in other) + (cash if paid_in_cash else asked.exact)
        raise DoesNotBalance(paid=Money(Cents(sum(p.cents for p in payments))), due=Money(Cents(wanted)))
    kept = other + ((Payment(CASH, cash),) if cash else ())
    return Settlement(kept, Cents(sum(p.cents for p in kept) - due), Cents(given - cash))


def settle_debt(owing: Cents, payments: Sequence[Payment], rounding: Rounding = "cash") -> Settlement:
    """Of what was still owed (cents, above 0) all or a part is paid: nothing is due anew, and what comes off the debt is a
    payment by `owed` below 0. Its rest is rounded as a sale of that amount is, a part of it is not.

    Raises DoesNotBalance when, but for cash, more is paid."""
    other = [p for p in payments if p.means != CASH]
    asked = still_to_pay(owing, other, rounding)
    given = Cents(sum(p.cents for p in payments))
    cash = given - sum(p.cents for p in other)
    all_of_it = given >= owing or (cash >= asked.cash if len(other) < len(payments) else asked.exact <= 0)
    paid = settle(owing, payments, rounding) if all_of_it else Settlement(tuple(payments), Cents(0), Cents(0))
    off = owing if all_of_it else given
    return replace(paid, payments=(*paid.payments, Payment(OWED, Cents(-off))))


_IN_THOUSANDS = re.compile(r"-?\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d{2}", re.ASCII)
"""As amounts stand on screen and paper, with their cents: without them 1.200 might be meant as one twenty."""
_AMOUNT = re.compile(r"(-?)(\d{1,7})(?:[.,](\d{1,2}))?", re.ASCII)


def read_amount(text: str) -> Cents:
    """'3', '3,5', '3.50', '€ 3,50', '1.200,00' or '1 200,00' as cents. Raises NotUnderstood."""
    typed = "".join(text.replace("€", "").split())
    if _IN_THOUSANDS.fullmatch(typed):
        typed = typed[:-3].replace(".", "").replace(",", "") + typed[-3:]
    found = _AMOUNT.fullmatch(typed)
    if not found:
        raise NotUnderstood(why=Sentence("an amount looks like 3,50."))
    sign, units, rest = found.groups()
    cents = int(units) * 100 + int((rest or "0").ljust(2, "0"))
    return Cents(-cents if sign else cents)


_REFERENCE = re.compile(r"(?=.*\d)(?!.*[A-Za-z]{5})[A-Za-z0-9./-]{1,40}", re.ASCII)


def is_number(text: str) -> bool:
    """Whether it is a number as it stands on a terminal's slip or a sealed bag: digits, and a few letters. It is kept for
    ever, so it is no words."""
    return _REFERENCE.fullmatch(text) is not None


def read_payment(text: str) -> Payment:
    """'cash:3,50', 'card:3.50', 'card:3.50:004217' as a payment. Raises NotUnderstood."""
    means, colon, rest = text.partition(":")
    amount, _, reference = rest.partition(":")
    if not means.strip() or not colon:
        raise NotUnderstood(why=Sentence("a payment looks like cash:3,50 or card:3,50:004217."))
    return Payment(means.strip().lower(), read_amount(amount), reference.strip())
