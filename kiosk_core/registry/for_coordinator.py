"""What the core has to tell the coordinator of a day: read, never written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..domain.answers import ToKnow
from ..domain.births import OF_AGE, read_birth
from ..domain.moments import years_before
from ..domain.texts import Sentence
from ..house import House
from .left_behind import CHILDREN, children_alone
from .own import DECIDED, SECOND

RECENT = timedelta(days=30)
"""For how long a birthday stays on the list."""


def to_know(house: House, day: date) -> list[ToKnow]:
    """In the order: served alone, decided about their own, vouched for, looks at protected households, children who stayed alone, birthdays."""
    children = (ToKnow("core.children_alone", number, CHILDREN) for number in children_alone(house, day))
    return [
        *_alone(house, day),
        *_decided(house, day),
        *_vouched(house, day),
        *_looks(house, day),
        *children,
        *_grown_up(house, day),
    ]


def _alone(house: House, day: date) -> Iterable[ToKnow]:
    """Indexes core_confirmed(day), core_vouch(day)."""
    query = "SELECT about, actor FROM core_confirmed WHERE day=? AND by=actor AND ' '||codes||' ' LIKE ? ORDER BY event"
    for about, actor in house.rows(query, str(day), f"% {SECOND} %"):
        who = {"name": volunteer_named(house, actor)}
        said = Sentence("{name} was alone and served their own household.", who)
        if by := house.rows("SELECT actor FROM core_vouch WHERE day=? AND volunteer=?", str(day), actor):
            who["other"] = ", ".join(dict.fromkeys(volunteer_named(house, one) for (one,) in by))
            said = Sentence("{name} was alone and served their own household, or that of {other}, who vouched.", who)
        yield ToKnow("core.served_own", number_of(house, about), said)


def _decided(house: House, day: date) -> Iterable[ToKnow]:
    """Index core_confirmed(day)."""
    query = "SELECT about, actor, by FROM core_confirmed WHERE day=? AND ' '||codes||' ' LIKE ? ORDER BY event"
    for about, actor, by in house.rows(query, str(day), f"% {DECIDED} %"):
        who = {"name": volunteer_named(house, actor), "other": volunteer_named(house, by)}
        said = Sentence("{name} noted a decision about their own household, and {other} confirmed it.", who)
        yield ToKnow("core.decided_own", number_of(house, about), said)


def _vouched(house: House, day: date) -> Iterable[ToKnow]:
    """Index core_vouch(day)."""
    for other, actor in house.rows("SELECT volunteer, actor FROM core_vouch WHERE day=? ORDER BY event", str(day)):
        who = {"name": volunteer_named(house, actor), "other": volunteer_named(house, other)}
        yield ToKnow("core.vouched", "", Sentence("{name} vouched for {other}, who had no PIN.", who))


def _looks(house: House, day: date) -> Iterable[ToKnow]:
    """Index core_look(day)."""
    query = (
        "SELECT l.person, l.actor FROM core_look l WHERE l.day=?1 AND EXISTS (SELECT 1 FROM core_member m JOIN core_household h "
        "ON h.subject=m.household WHERE m.subject=l.person AND m.from_day<=?1 AND (m.until_day IS NULL OR m.until_day>?1) "
        "AND h.protected) ORDER BY l.event"
    )
    for person, actor in dict.fromkeys(house.rows(query, str(day))):
        who = {"name": volunteer_named(house, actor)}
        yield ToKnow(
            "core.protected_seen", number_of(house, person), Sentence("{name} looked at a protected household.", who)
        )


def _grown_up(house: House, day: date) -> Iterable[ToKnow]:
    """Members whose eighteenth birthday was in the last days. Reads the persons born in two years: off the scan path."""
    first, last = (years_before(d, OF_AGE) for d in (day - RECENT, day))
    query = (
        "SELECT p.born, m.number, p.first_name FROM core_person p JOIN core_member m ON m.subject=p.subject "
        "AND m.from_day<=?1 AND (m.until_day IS NULL OR m.until_day>?1) "
        "WHERE (p.born>=?2 AND p.born<?2||'~') OR (p.born>=?3 AND p.born<?3||'~') ORDER BY p.born, m.number"
    )
    for born, number, name in house.rows(query, str(day), str(first.year), str(last.year)):
        birth = read_birth(born)
        if birth is not None and not birth.estimated and first <= birth.first <= last:
            said = Sentence("{name} turned 18.", {"name": name}) if name else Sentence("Turned 18.")
            yield ToKnow("core.turned_18", number, said)


def volunteer_named(house: House, id: str) -> str:
    """The name of a volunteer, one who left too."""
    found = house.one("SELECT name FROM core_volunteer WHERE subject=?", id)
    return str(found[0] or "?") if found else "?"


def number_of(house: House, id: str | None) -> str:
    """Of a household or a member; '' for somebody who belongs to no household now."""
    query = "SELECT number FROM core_household WHERE subject=?1 UNION SELECT number FROM core_member WHERE subject=?1 AND until_day IS NULL"
    found = house.one(query, id or "")
    return str(found[0]) if found else ""
