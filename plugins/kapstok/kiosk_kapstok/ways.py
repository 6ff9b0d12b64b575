"""By which ways the price of goods goes back: whatever paid for them goes out once, whichever way is chosen. Pure.

Amounts are what the goods cost, cents, before coins are rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kiosk_core import CASH, Act, Cents, Money, NotUnderstood, Sentence

Way = Literal["cash", "voucher", "credit", "account"]
WAYS: tuple[Way, ...] = ("credit", "account", "cash", "voucher")
"""What one way cannot take follows the others in this order: back to where it came from first."""
MONEY = (CASH, "card", "qr")


@dataclass(frozen=True, slots=True)
class Budget:
    """Of one sale. `paid`: by source, money of any kind as cash. `given`: back already, by way. `voucher_cash`: the house
    pays a voucher out in coins."""

    paid: Mapping[str, int]
    given: Mapping[str, int]
    voucher_cash: bool = False

    def left(self, way: Way) -> Cents:
        """What can still go out so. Money may become a voucher, so these two share; credit and account stay what they are."""
        if way not in (CASH, "voucher"):
            return Cents(max(self._paid(way) - self._given(way), 0))
        both = self._paid(CASH) + self._paid("voucher") - self._given(CASH) - self._given("voucher")
        if way == CASH and not self.voucher_cash:
            both = min(both, self._paid(CASH) - self._given(CASH))
        return Cents(max(both, 0))

    def was_voucher(self, cents: int) -> bool:
        """Whether that much as a voucher is no more than vouchers paid: no money becomes one."""
        return self._given("voucher") + cents <= self._paid("voucher")

    def after(self, way: Way, cents: int) -> Budget:
        """With that much given back too."""
        return replace(self, given={**self.given, way: self._given(way) + cents})

    def _paid(self, source: str) -> int:
        return self.paid.get(source, 0)

    def _given(self, way: str) -> int:
        return self.given.get(way, 0)


def paid_by(act: Act, whole: int) -> dict[str, int]:
    """What paid for a sale of that price, by source. What rounding added or took off stays with the money, and where none was
    paid with what paid most."""
    found: dict[str, int] = {}
    for event in act.events:
        if event.kind == "core.money_moved":
            for means, cents in event.fields["payments"]:
                source = CASH if means in MONEY else means
                found[source] = found.get(source, 0) + cents
    if found:
        holder = CASH if CASH in found else max(found, key=lambda source: found[source])
        found[holder] += whole - sum(found.values())
    return found


def split(budget: Budget, way: Way, total: int) -> dict[Way, Cents]:
    """Cents by way, the chosen one first: all of it where that can be, else the rest goes back as it was paid.

    Raises NotUnderstood: another way can take all of it, or this one nothing."""
    most = budget.left(way)
    if total <= most:
        return {way: Cents(total)}
    if not most or any(total <= budget.left(other) for other in WAYS):
        raise _another(way, most)
    found: dict[Way, Cents] = {}
    for one in (way, *(other for other in WAYS if other != way)):
        if cents := Cents(min(budget.left(one), total - sum(found.values()))):
            found[one], budget = cents, budget.after(one, cents)
    if sum(found.values()) < total:
        raise _another(way, most)
    return found


def _another(way: Way, most: Cents) -> NotUnderstood:
    amount = {"amount": Money(most)}
    if way == CASH:
        return NotUnderstood(why=Sentence("{amount} of it was paid in money: choose another way.", amount))
    return NotUnderstood(why=Sentence("{amount} of it can be given back so: choose another way.", amount))
