"""What is recorded when a household splits or one of its members dies.

Nothing here asks why, and what is recorded of one of them names none of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ..domain.cards import new_code
from ..domain.ids import ClientId, HouseholdId, PersonId
from ..house import House
from .cards import CardIssued, CardStopped
from .enrolments import EnrolmentEnded, ProxyNamed, decisions, helping
from .households import Drafts, NewMember, left, registered
from .numbers import FIRST_CLIENT, client_series, next_number


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two households that a split makes, and how it can be reached."""

    household: HouseholdId
    members: Sequence[NewMember]
    first_adult: PersonId
    address: str | None = None
    phone: str | None = None
    collective: bool = False
    protected: bool = False


def split(household: HouseholdId, halves: Sequence[Half], letter: str, day: date, grace: int) -> Drafts:
    """Everybody leaves the old household, which keeps its history; each half goes on under a new number, with new cards
    and with the decisions that help the old one, until the same last day: no help ends because people part, and none that
    had ended begins again. `grace`: days of it behind a decision that ran out."""

    def drafts(house: House) -> Iterable[Any]:
        sides = [frozenset(m.known for m in half.members if m.known) for half in halves]
        everybody = sorted(frozenset().union(*sides))
        held = [person for person in everybody if live_cards(house, person)]
        yield from left(house, household, everybody, day, "split")
        for person in everybody:
            yield from stopped_cards(house, person)
        first = next_number(house, client_series(letter), FIRST_CLIENT)
        given: set[PersonId] = set()
        for serial, half in enumerate(halves, first):
            yield from registered(
                half.household, letter, serial, half.members, day, address=half.address, phone=half.phone,
                collective=half.collective, protected=half.protected,
            )  # fmt: skip
            for one in helping(house, household, day, grace):
                since = min(max(one.from_day, day), one.until_day)
                yield replace(one, whose=ClientId(half.household), from_day=since)
            own = [member.known for member in half.members if member.known in held] or [half.first_adult]
            for person in own:
                if person is not None and person not in given:
                    given.add(person)
                    yield CardIssued(person=person, code=new_code())
        yield from _proxies_between(house, sides, day)

    return drafts


def died(house: House, person: PersonId, day: date) -> Iterable[Any]:
    """Of somebody who died: the cards stop, what was decided for this person ends, and nobody collects for or by them."""
    yield from stopped_cards(house, person)
    yesterday = day - timedelta(days=1)
    for one in decisions(house, person, day):
        yield EnrolmentEnded(
            whose=one.whose,
            project=one.project,
            from_day=one.from_day,
            until_day=yesterday,
            decided_by=None,
            reason="deceased",
        )
    query = "SELECT subject, proxy FROM core_proxy WHERE (subject=?1 OR proxy=?1) AND until_day>=?2"
    for whose, proxy in house.rows(query, person, str(day)):
        yield ProxyNamed(whose=ClientId(whose), proxy=PersonId(proxy), until_day=yesterday)


def live_cards(house: House, person: str) -> list[str]:
    """Codes. Primary key of core_card is (code, subject), so by its index on the subject."""
    query = "SELECT code FROM core_card WHERE subject=? AND state='live' ORDER BY issued_day, code"
    return [str(code) for (code,) in house.rows(query, person)]


def stopped_cards(house: House, person: PersonId) -> Iterable[CardStopped]:
    """All of this person's live cards."""
    for code in live_cards(house, person):
        yield CardStopped(person=person, code=code, why="withdrawn")


def named_by(house: House, household: HouseholdId, day: date) -> tuple[str, ...]:
    """First names of who may collect for that household. Primary key of core_proxy(subject, proxy)."""
    query = (
        "SELECT coalesce(p.first_name, p.name, '') FROM core_proxy x JOIN core_person p ON p.subject=x.proxy "
        "WHERE x.subject=? AND x.until_day>=? ORDER BY 1"
    )
    return tuple(name for (name,) in house.rows(query, household, str(day)) if name)


def _proxies_between(house: House, sides: Sequence[frozenset[PersonId]], day: date) -> Iterable[ProxyNamed]:
    """Whoever may collect for somebody on the other side no longer may; who was named by the old household is asked anew."""
    one, other = sides
    query = "SELECT proxy FROM core_proxy WHERE subject=? AND until_day>=?"
    for whose in sorted((one | other) - (one & other)):
        across = other if whose in one else one
        for (proxy,) in house.rows(query, whose, str(day)):
            if proxy in across:
                yield ProxyNamed(whose=ClientId(whose), proxy=PersonId(proxy), until_day=day - timedelta(days=1))
