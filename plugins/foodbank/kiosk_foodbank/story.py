"""The food distribution of the example house: Tuesdays and Fridays for two years, as volunteers live them."""

from __future__ import annotations

from random import Random

from kiosk_core import CASH, OWED, Cents, Client, CounterId, Payment, Story

from . import day, emergency
from .rules import EMERGENCY, PARCEL

DAYS = (1, 4)
"""Tuesday and Friday."""
WEEKS = 4
MINUTES = 175
COMES, OWES, IN_NEED = 0.82, 0.1, 0.35
TAKEN_UP_AFTER = 10
"""Days until the coordinator has called."""
CALLS_BACK = "0470 00 00 00"
SETTINGS = {
    "frequency": "days", "every_days": "28", "weekdays": "tu, fr", "contribution": "2,00",
    "referral_when": "dinsdag en donderdag, 9 tot 12 uur",
}  # fmt: skip


def live(story: Story) -> None:
    """One day of it: on a distribution day most of those whose turn it is come, one after the other."""
    if story.day.weekday() not in DAYS:
        return
    counter = CounterId(story.house.counter)
    if not story.house.one("SELECT 1 FROM foodbank_opened LIMIT 1"):
        for key, typed in SETTINGS.items():
            story.set_setting(f"foodbank.{key}", typed)
    story.set_clock(12, 45)
    story.tell(day.opening(counter, story.day))
    awaited = _whose_turn(story)
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


def _whose_turn(story: Story) -> list[Client]:
    """Each household every fourth week, always on the same day of the week."""
    turn = (story.day.toordinal() // 7 % WEEKS) * len(DAYS) + DAYS.index(story.day.weekday())
    homes: dict[str, Client] = {}
    for client in story.clients:
        if client.household and client.household not in homes:
            homes[client.household] = client
    return [client for place, client in enumerate(homes.values()) if place % (WEEKS * len(DAYS)) == turn]


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
