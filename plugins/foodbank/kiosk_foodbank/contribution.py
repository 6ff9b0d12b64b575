"""What a household pays itself, and what it still owes. Debts never speak at the counter: they are the coordinator's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk_core import OWED, Act, Cents, Client, House, Payment, Shift

from .people import People
from .settings import FoodSettings

PURPOSE = "foodbank.contribution"


def due(rules: FoodSettings, people: People) -> Cents:
    """For a regular parcel, cents. Nothing while all goods must be free (ESF+, food bank, VAT-exempt donations)."""
    if rules.goods_free:
        return Cents(0)
    if rules.contribution_per == "head":
        young = people.children + len(people.babies)
        amount = people.adults * rules.contribution + young * rules.contribution_child
    else:
        amount = rules.contribution
    return Cents(min(amount, rules.contribution_cap) if rules.contribution_cap else amount)


def asked(rules: FoodSettings) -> bool:
    """Whether anybody pays for a parcel here."""
    return not rules.goods_free and bool(rules.contribution or rules.contribution_child)


@dataclass(frozen=True, slots=True)
class Debt:
    """What a household still owes in all, cents. `number`: None when it is no client any more."""

    number: str | None
    cents: Cents


def owed(house: House, household: str) -> Cents:
    """What is left open of a household's contributions, cents. Index core_money(client, means)."""
    query = "SELECT sum(cents) FROM core_money WHERE client=? AND means=? AND purpose=?"
    return Cents(house.number(query, household, OWED, PURPOSE))


def debts(shift: Shift) -> list[Debt]:
    """All households with something open, the largest first. Raises NotAllowed."""
    shift.require("dossier")
    found = shift.house.rows(
        "SELECT h.number, sum(m.cents) AS due FROM core_money m LEFT JOIN core_household h ON h.subject=m.client "
        "WHERE m.means=? AND m.purpose=? AND m.client IS NOT NULL GROUP BY m.client HAVING due>0 ORDER BY due DESC, 1",
        OWED, PURPOSE,
    )  # fmt: skip
    return [Debt(number, Cents(cents)) for number, cents in found]


def pay(shift: Shift, client: Client, payments: Sequence[Payment]) -> Act:
    """A household pays (a part of) what was left open. Raises what `Shift.settle_owed` raises."""
    return shift.settle_owed(client, PURPOSE, payments)
