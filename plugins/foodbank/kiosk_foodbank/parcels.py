"""What is handed over to a household, and what that records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from kiosk_core import CoreSettings, Enrolment, House, HouseholdId, Member, Offer, Visit, Word, counted, new_id
from kiosk_core import HandOver as Line

from . import babies, contribution, people, shared
from .events import ParcelCollected
from .goods import handed, left_out
from .people import People
from .places import turn
from .rhythm import next_day
from .rules import collected_in, window_on
from .settings import FoodSettings

Portion = Literal["small", "medium", "large"]
LEAVE_OUT = "foodbank.leave_out"
_ADULT = 4
"""Quarters of a person: an adult; a child may count half, and half of that when it lives elsewhere too."""


def portion(rules: FoodSettings, people: People) -> Portion:
    """How large a parcel these people get."""
    child = _ADULT // 2 if rules.child_counts == "half" else _ADULT
    part = child // 2 if rules.part_counts == "half" else child
    young = people.children + len(people.babies)
    quarters = people.adults * _ADULT + (young - people.part) * child + people.part * part
    if quarters >= rules.large_from * _ADULT:
        return "large"
    return "medium" if quarters >= rules.medium_from * _ADULT else "small"


def crates(rules: FoodSettings, size: Portion) -> int:
    """Of a parcel of that size."""
    return {"small": rules.small_crates, "medium": rules.medium_crates, "large": rules.large_crates}[size]


def regular(visit: Visit, house: House) -> Offer | None:
    """The parcel of a household; None when the client has none."""
    client = visit.client
    if client is None or client.household is None:
        return None
    rules = house.settings(FoodSettings, visit.day)
    who = counted_people(rules, client.members, house, visit.day)
    size = portion(rules, who)
    goods = {Word("crate"): crates(rules, size), **babies.needs(who.babies, visit.day)}
    enrolled = house.enrolment(client.household, "foodbank", visit.day)
    without = leave_out(enrolled.terms if enrolled else {})
    earlier = collected_in(house, window_on(house, rules, visit.day), client.household)
    again = turn(house, client.household, visit.day)
    collected = _collected(visit, client.household, "regular", size, who, goods)
    collected = replace(
        collected, due=contribution.due(rules, who), rhythm=Word(rules.frequency),
        next_day=again.first(next_day(rules, visit.day, (*earlier, visit.day), again.calendar.known)),
        leave_out=without or None, bring_by=_bring_by(visit.day, enrolled, rules.bring_days, house.settings(CoreSettings, visit.day).grace_days),
    )  # fmt: skip
    return Offer(
        counted("Parcel for {n} person", "Parcel for {n} persons", who.size),
        (shared.counted_once(collected, client.members, visit.day),),
        hand_over=lines(goods), leave_out=tuple(left_out(word) for word in without),
        due=collected.due, purpose=contribution.PURPOSE,
    )  # fmt: skip


def emergency(visit: Visit, house: House) -> ParcelCollected:
    """The emergency parcel, with its baby parcel: of a household that is known, or of people who said how many they are.

    These get an id of their own, which is nobody's."""
    rules, client = house.settings(FoodSettings, visit.day), visit.client
    known = client is not None and client.household is not None and not visit.asked
    if client and known:
        who = counted_people(rules, client.members, house, visit.day)
    else:
        who = people.said(rules, visit.asked, visit.day, babies.until())
    size = portion(rules, who)
    goods = {Word("emergency_crate"): crates(rules, size), **babies.needs(who.babies, visit.day)}
    household = client.household if client and client.household else HouseholdId(new_id())
    return _collected(visit, household, "emergency", size, who, goods)


def counted_people(rules: FoodSettings, members: tuple[Member, ...], house: House, day: date) -> People:
    """A household's members, counted for its parcel and for the reports."""
    return people.count(rules, members, people.sexes_of(house, members), day, babies.until())


def leave_out(terms: Mapping[str, object]) -> list[str]:
    """The words of an enrolment's term: goods and ingredients."""
    return [word.strip() for word in str(terms.get(LEAVE_OUT) or "").split(",") if word.strip()]


def lines(goods: Mapping[Word, int]) -> tuple[Line, ...]:
    """What goes over the counter, as screen and slip show it."""
    return tuple(Line(handed(code), quantity) for code, quantity in goods.items())


def _collected(
    visit: Visit, household: HouseholdId, sort: Literal["regular", "emergency"], size: Portion, who: People,
    goods: dict[Word, int],
) -> ParcelCollected:  # fmt: skip
    return ParcelCollected(
        household=household, parcel=sort, portion=size, adults=who.adults, children=who.children,
        babies=len(who.babies), part=who.part, ages=who.ages, sexes=who.sexes, federation=who.federation, births=who.births,
        handed=goods,
        collector=visit.collector or (visit.client.person if visit.client else None), leave_out=None, bring_by=None,
    )  # fmt: skip


def _bring_by(day: date, enrolled: Enrolment | None, before: int, grace: int) -> date | None:
    """Before which day the papers are wanted: the last of the decision, once it is near (`before` days), and after it the
    last of the grace; no day that is past."""
    if enrolled is None or enrolled.until_day - day >= timedelta(days=before):
        return None
    last = enrolled.until_day if day < enrolled.until_day else enrolled.helps_until(grace)
    return max(last, day + timedelta(days=1))
