"""Cents, cash rounding and the settling of an amount by a mixture of means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import DoesNotBalance, NotUnderstood
from .ids import Cents
from .texts import Money, Sentence

CASH, OWED = "cash", "owed"


@dataclass(frozen=True, slots=True)
class Payment:
    """One means of payment. `cents` < 0 gives back. `reference`: terminal slip, voucher id."""

    means: str
    cents: Cents
    reference: str = ""


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


def settle(due: Cents, payments: Sequence[Payment], rounds: bool = True) -> Settlement:
    """due: cents, negative when the house gives back. `rounds`: whether the legal cash rounding holds for this purpose.

    What is not paid must be said as a payment by `owed`; cash that rounds to nothing, as one of 0. A refund is the mirror
    of a sale. Raises DoesNotBalance when less or, but for cash, more is paid.
    """
    sign = -1 if due < 0 else 1
    other = tuple(p for p in payments if p.means != CASH)
    rest = due - sum(p.cents for p in other)
    given = sum(p.cents for p in payments if p.means == CASH)
    paid_in_cash = any(p.means == CASH for p in payments)
    cash = (round_cash(rest, due) if rounds else Cents(rest)) if paid_in_cash else Cents(0)
    too_much_elsewhere = rest * sign < 0
    too_little = (given - cash) * sign < 0 or (not paid_in_cash and rest)
    if too_much_elsewhere or too_little:
        raise DoesNotBalance(paid=Money(Cents(sum(p.cents for p in payments))), due=Money(due))
    kept = other + ((Payment(CASH, cash),) if cash else ())
    return Settlement(kept, Cents(cash - rest if paid_in_cash else 0), Cents(given - cash))


_AMOUNT = re.compile(r"(-?)(\d{1,7})(?:[.,](\d{1,2}))?", re.ASCII)


def read_amount(text: str) -> Cents:
    """'3', '3,5', '3.50' or '€ 3,50' as cents. Raises NotUnderstood."""
    found = _AMOUNT.fullmatch("".join(text.replace("€", "").split()))
    if not found:
        raise NotUnderstood(why=Sentence("an amount looks like 3,50."))
    sign, units, rest = found.groups()
    cents = int(units) * 100 + int((rest or "0").ljust(2, "0"))
    return Cents(-cents if sign else cents)
