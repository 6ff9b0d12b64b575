"""Clothing credit of this season: what each household was given, used, and has left. For the coordinator."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_core import Cents, Shift

from . import terms
from .settings import ShopSettings


@dataclass(frozen=True, slots=True)
class Credit:
    """Of one household this season, cents. `number`: the client's."""

    number: str
    granted: Cents
    used: Cents
    left: Cents


def overview(shift: Shift) -> list[Credit]:
    """Everybody enrolled today who has a credit or used one, by number. Raises NotAllowed.

    One read of the enrolments, then the indexed reads of `terms.gather` for each household."""
    shift.require("report")
    house, day = shift.house, shift.here().day
    season = terms.season(house.settings(ShopSettings, day), day)
    enrolled = house.rows(
        "SELECT DISTINCT subject FROM core_enrolment WHERE project='kapstok' UNION "
        "SELECT DISTINCT household FROM kapstok_credit WHERE household IS NOT NULL AND day BETWEEN ? AND ?",
        str(season.first), str(season.last),
    )  # fmt: skip
    found = []
    for (household,) in enrolled:
        client = house.household(household, day)
        if client is None or (house.enrolment(household, "kapstok", day) is None):
            continue
        theirs = terms.gather(house, client, day)
        if theirs.credit or theirs.used:
            found.append(Credit(client.number, theirs.credit, theirs.used, theirs.credit_left))
    return sorted(found, key=lambda one: (len(one.number), one.number))
