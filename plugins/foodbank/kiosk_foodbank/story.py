"""The food distribution of the example house: Tuesdays and Fridays for two years, as volunteers live them."""

from __future__ import annotations

from random import Random

from kiosk_core import CASH, OWED, Client, Payment, Story

from . import emergency
from .rules import EMERGENCY, PARCEL

DAYS = (1, 4)
"""Tuesday and Friday."""
COMES, OWES, IN_NEED = 0.82, 0.1, 0.35
CALLS_BACK = "0470 00 00 00"


def live(story: Story) -> None:
    """One day of it: on a distribution day most of those whose turn it is come, one after the other."""
    if story.day.weekday() not in DAYS:
        return
    for place, client in enumerate(_whose_turn(story)):
        story.set_clock(13 + place // 40, place % 40 + place % 20)
        if story.chance.random() < COMES:
            _collect(story, client)
    story.set_clock(16, 0)
    if story.chance.random() < IN_NEED:
        _help(story)


def _whose_turn(story: Story) -> list[Client]:
    """Each household every second week, always on the same day of the week."""
    turn = (story.day.toordinal() // 7 % 2) * len(DAYS) + DAYS.index(story.day.weekday())
    homes: dict[str, Client] = {}
    for client in story.clients:
        if client.household and client.household not in homes:
            homes[client.household] = client
    return [client for place, client in enumerate(homes.values()) if place % (2 * len(DAYS)) == turn]


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
