"""What a household pays itself. Pure."""

from __future__ import annotations

from kiosk_core import Cents

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
