"""The food distribution of the example house: Tuesdays and Fridays for two years, as volunteers live them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from kiosk_core import CASH, OWED, Cents, Client, CounterId, HouseholdId, Payment, Sentence, Story, Word

from . import calendar, day, emergency, groups, places
from .calendar import Calendar, Group
from .planned import DistributionChanged, Excused, Grouped, GroupSet
from .rules import EMERGENCY, PARCEL

DAYS = {1: Sentence("TU"), 4: Sentence("FR")}
"""Tuesday and Friday."""
FOUNDED_ON = 0
"""A Monday."""
WEEKS, PLACES = 4, 25
AHEAD = timedelta(days=14)
MINUTES = 175
COMES, OWES, IN_NEED, EXCUSED = 0.85, 0.1, 0.35, 0.04
TAKEN_UP_AFTER = 10
"""Days until the coordinator has called."""
CALLS_BACK = "0470 00 00 00"
SETTINGS = {
    "frequency": "days", "every_days": "21", "weekdays": "tu, fr", "contribution": "2,00",
}  # fmt: skip


def live(story: Story) -> None:
    """One day of it: on a distribution day most of those whose turn it is come, one after the other."""
    story.set_clock(10, 0)
    if story.day.weekday() == FOUNDED_ON and not story.house.one("SELECT 1 FROM foodbank_group LIMIT 1"):
        _found(story)
    known = calendar.read(story.house, story.day)
    _look_ahead(story, known)
    today = known.on(story.day)
    if today is None or today.left_out:
        return
    counter = CounterId(story.house.counter)
    awaited = _whose_turn(story, today.groups)
    story.set_clock(12, 45)
    story.tell(day.opening(counter, story.day))
    for place, client in enumerate(awaited):
        story.set_clock(*divmod(13 * 60 + place * MINUTES // len(awaited), 60))
        if story.chance.random() < COMES:
            _collect(story, client)
    story.set_clock(16, 0)
    if story.chance.random() < IN_NEED:
        _help(story)
    story.set_clock(17, 0)
    for signal in emergency.open_signals(story.house):
        if (story.day - signal.day).days >= TAKEN_UP_AFTER:
            story.tell(emergency.following(signal.event))
    story.tell(day.closing(counter, story.day, _in_the_box(story, counter)))


def _in_the_box(story: Story, counter: CounterId) -> Cents:
    """Now and then the count is some coins off."""
    cash = day.totals(story.house, counter, story.day).cash
    return Cents(cash - 50) if cash and story.chance.random() < 0.05 else cash


def _found(story: Story) -> None:
    """The settings of the house, and its groups: each comes every fourth week, one on each Tuesday and Friday."""
    for key, typed in SETTINGS.items():
        story.set_setting(f"foodbank.{key}", typed)
    story.set_setting("foodbank.referral_when", story.say(Sentence("Tuesday and Thursday, 9 to 12 o'clock")))
    turns = [(week, on) for week in range(WEEKS) for on in DAYS]
    story.tell(
        *(
            GroupSet(
                group=f"{story.say(DAYS[on])}-{week + 1}", first_day=story.day + timedelta(days=7 * week + on - FOUNDED_ON),
                weeks=WEEKS, start=13 * 60, minutes=180, capacity=PLACES,
            )
            for week, on in turns
        )
    )  # fmt: skip


def _look_ahead(story: Story, known: Calendar) -> None:
    """Two weeks before a holiday on a distribution day that distribution gets another day; and now and then somebody
    says that they cannot come."""
    ahead = known.on(story.day + AHEAD)
    if ahead is not None and ahead.left_out == "public":
        to = next(day for n in range(1, 7) if known.on(day := ahead.day + timedelta(days=n)) is None)
        story.tell(DistributionChanged(distribution=str(ahead.day), how="moved", to_day=to))
    soon = known.on(story.day + timedelta(days=1))
    for group in soon.groups if soon and not soon.left_out else ():
        for placed in groups.households(story.house, group.name, story.day):
            if story.chance.random() < EXCUSED:
                story.tell(Excused(household=placed.household, on_day=story.day + timedelta(days=1), excused=True))


def _whose_turn(story: Story, today: Sequence[Group]) -> list[Client]:
    """Households of these groups; who is new gets a place where one is free."""
    homes: dict[str, Client] = {}
    for client in story.clients:
        if client.household and client.household not in homes:
            homes[client.household] = client
    grouped = {one for (one,) in story.house.rows("SELECT subject FROM foodbank_grouped WHERE grp IS NOT NULL")}
    if new := [home for home in homes if home not in grouped]:
        story.tell(*_places(story, new))
    there = {placed.household for group in today for placed in groups.households(story.house, group.name, story.day)}
    told = places.places(story.house, story.day).excused
    return [client for home, client in homes.items() if home in there - told]


def _places(story: Story, new: Sequence[str]) -> Iterable[GroupSet | Grouped]:
    """Each in the emptiest group, which gets more places when it is full."""
    there = groups.standing(story.house, story.day)
    known, taken = {one.group.name: one.group for one in there}, {one.group.name: one.taken for one in there}
    for home in new:
        group = known[min(taken, key=lambda name: (taken[name], name))]
        if taken[group.name] >= group.capacity:
            group = known[group.name] = replace(group, capacity=group.capacity + PLACES)
            yield GroupSet(
                group=group.name, first_day=group.first, weeks=group.weeks, start=group.start, minutes=group.minutes,
                capacity=group.capacity,
            )  # fmt: skip
        taken[group.name] += 1
        yield Grouped(household=HouseholdId(home), group=Word(group.name))


def _collect(story: Story, client: Client) -> None:
    verdict = story.decide(client, PARCEL, {})
    for offer in verdict.offers[:1]:
        means = OWED if story.chance.random() < OWES else CASH
        story.record(offer, [Payment(means, offer.due)] if offer.due else [])


def _help(story: Story) -> None:
    """Somebody who is not known here, and says three numbers."""
    verdict = story.decide(None, EMERGENCY, _said(story.chance))
    for offer in verdict.offers[:1]:
        wishes = story.chance.random() < 0.5
        story.record(emergency.with_call_back(offer, CALLS_BACK) if wishes else offer, [])


def _said(chance: Random) -> dict[str, int]:
    return {
        "adults": chance.choice((1, 1, 2)),
        "children": chance.choice((0, 0, 1, 2)),
        "babies": chance.choice((0, 0, 0, 1)),
    }
