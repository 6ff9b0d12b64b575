"""What was built on people who became known in an act: a card, a decision, a visit, somebody who joined them, a merge.

Taken back alone, the act would leave all of it behind with nobody to find it by: a card that still scans, data that no number
reaches. So it is taken back before the act, or along with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..house import House
from .cards import CardPrinted
from .households import HouseholdRegistered
from .persons import PersonRegistered

KNOWN_FROM = (PersonRegistered.KIND, HouseholdRegistered.KIND)
"""From such an event on a person or household is known."""
HAPPENED = ("visits", "money")
"""Classes of what was really handed over or paid: it is counted also when its client is gone."""
_BESIDE = ("audit", "notes", "house")
"""Classes that nothing stands on: who looked, what was remarked, what the core wrote beside."""

_MINE = """(SELECT DISTINCT l.whose, f.subject FROM json_each(?1) j CROSS JOIN event f ON f.id=j.value JOIN leaf l ON l.event=f.id
  AND l.part=0 AND l.whose IS NOT NULL WHERE f.kind IN (SELECT n FROM kind WHERE name IN (SELECT value FROM json_each(?2))))"""
_SINCE = f"""FROM {_MINE} m CROSS JOIN leaf t ON t.whose=m.whose CROSS JOIN event e ON e.id=t.event JOIN kind k ON k.n=e.kind
  WHERE e.id NOT IN (SELECT value FROM json_each(?1)) AND e.keep NOT IN (SELECT value FROM json_each(?3)) AND k.name<>?4
  AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id)"""
"""?1: keys of events, ?2: KNOWN_FROM, ?3: _BESIDE, ?4: that a card was printed, which says nothing more than the card.
Primary keys of event and leaf, then index leaf_whose."""


@dataclass(frozen=True, slots=True)
class Built:
    """An event that stands on others. `key`, `act`: its own, and the first of its act."""

    key: int
    act: int
    kind: str
    keep: str
    day: date


def built_on(house: House, keys: Sequence[int]) -> list[Built]:
    """What stands on those who became known in these events, the newest first."""
    query = f"SELECT DISTINCT e.id, e.act, k.name, e.keep, e.day {_SINCE} ORDER BY e.at DESC"
    return [_built(row) for row in house.rows(query, *_asked(keys))]


def counted_by_kind(house: House, keys: Sequence[int]) -> list[tuple[str, int]]:
    """(kind, how many of the households that became known in these events have had it since), by kind."""
    query = (
        f"SELECT k.name, count(DISTINCT coalesce((SELECT o.household FROM core_member o WHERE o.subject=m.subject "
        f"ORDER BY o.from_day LIMIT 1), m.subject)) {_SINCE} GROUP BY k.name ORDER BY k.name"
    )
    return [(kind, n) for kind, n in house.rows(query, *_asked(keys))]


def goes_along(house: House, keys: Sequence[int]) -> list[Built]:
    """What is nothing without those events, and all that stands on it in turn: who joined or was named only there, their cards,
    decisions and answers. What happened (visits, money) stays."""
    taken = dict[int, Built]()
    while new := [one for one in built_on(house, [*keys, *taken]) if one.keep not in HAPPENED]:
        taken |= {one.key: one for one in new}
        taken |= {one.key: one for built in new for one in _of_the_same(house, built)}
    return sorted(taken.values(), key=lambda one: -one.key)


def on_hidden(house: House, keys: Sequence[int], day: date) -> bool:
    """Whether somebody is hidden by now who became known in these events, or whose household did, and had more since.
    Primary key of core_member, index core_member(household)."""
    query = (
        f"WITH more AS MATERIALIZED (SELECT DISTINCT m.subject {_SINCE}) SELECT o.subject FROM more CROSS JOIN core_member o "
        "ON o.subject=more.subject JOIN core_household h ON h.subject=o.household WHERE h.protected UNION SELECT o.subject "
        "FROM more CROSS JOIN core_household h ON h.subject=more.subject JOIN core_member o ON o.household=h.subject WHERE h.protected"
    )
    return any(house.hides(person, day) for (person,) in house.rows(query, *_asked(keys)))


def _of_the_same(house: House, built: Built) -> Iterable[Built]:
    """The rest of its act about whom it names: who was registered to join, or left another household for this one.
    Index leaf_whose."""
    query = (
        "SELECT DISTINCT e.id, e.act, k.name, e.keep, e.day FROM leaf n CROSS JOIN leaf o ON o.whose=n.whose AND o.part=0 "
        "CROSS JOIN event e ON e.id=o.event JOIN kind k ON k.n=e.kind WHERE n.event=? AND e.act=? "
        "AND e.keep NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id)"
    )
    found = house.rows(query, built.key, built.act, json.dumps([*_BESIDE, *HAPPENED]))
    return [_built(row) for row in found]


def _built(row: tuple[Any, ...]) -> Built:
    key, act, kind, keep, day = row
    return Built(key, act, kind, keep, date.fromisoformat(day))


def _asked(keys: Sequence[int]) -> tuple[object, ...]:
    return json.dumps(list(keys)), json.dumps(KNOWN_FROM), json.dumps(_BESIDE), CardPrinted.KIND
