"""Whoever belongs to two households, together (a child of parents who live apart) or one after the other (a couple that
split, somebody who moved), is one person in a month's and a year's figures.

Which household came first is known only under the lock, so the subtraction is decided there and kept in the event: a
later forgetting of either household changes no figure. When the household that came first is undone for good, they
stay off the second one's figure: the price of figures that stand still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from kiosk_core import House, Member, Period, Word, month_of

from . import babies, people
from .events import Bands, ParcelCollected
from .settings import FoodSettings

Draft = Callable[[House], Iterable[ParcelCollected]]


def counted_once(collected: ParcelCollected, members: Sequence[Member], day: date) -> Draft:
    """What is completed under the lock: those whom another household already brought into the count are taken off."""

    def completed(house: House) -> Iterable[ParcelCollected]:
        elsewhere = _elsewhere(house, collected.household)
        shared = [m for m in members if m.person in elsewhere]
        if not shared:
            yield collected
            return
        year = Period(date(day.year, 1, 1), date(day.year, 12, 31))
        yield replace(
            collected,
            shared_month=_brought(house, shared, collected.household, month_of(day), day),
            shared_year=_brought(house, shared, collected.household, year, day),
        )

    return completed


def _elsewhere(house: House, household: str) -> frozenset[str]:
    """Persons of a household who are, or were, part of another one. Index core_member(household), primary key of core_member."""
    query = (
        "SELECT DISTINCT o.subject FROM core_member m JOIN core_member o ON o.subject=m.subject AND o.household<>m.household "
        "WHERE m.household=?"
    )
    return frozenset(str(person) for (person,) in house.rows(query, household))


def _brought(
    house: House, shared: Sequence[Member], own: str, period: Period, day: date
) -> dict[Word, Bands] | None:  # fmt: skip
    """Persons per band whom another household already brought into the count of that period.

    Primary key of core_member, index foodbank_collected(household, day)."""
    query = (
        "SELECT 1 FROM core_member m JOIN foodbank_collected c ON c.household=m.household AND c.day BETWEEN ? AND ? "
        "WHERE m.subject=? AND m.household<>? AND m.from_day<=c.day AND (m.until_day IS NULL OR m.until_day>c.day) LIMIT 1"
    )
    days = (str(period.first), str(period.last))
    again = [m for m in shared if house.one(query, *days, m.person, own)]
    if not again:
        return None
    rules = house.settings(FoodSettings, day)
    them = people.count(rules, again, people.sexes_of(house, again), day, babies.until())
    return {
        Word("ages"): them.ages, Word("sexes"): them.sexes, Word("federation"): them.federation, Word("births"): them.births
    }  # fmt: skip
