"""Who looked at whom: the traces that finding by name, reading a client's page and writing lists of everybody left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain.moments import Period, moment_of
from ..domain.texts import Sentence, Text
from ..house import House
from ..journal.envelope import hidden
from ..store import marks
from .cards import CardPrinted
from .for_coordinator import number_of, volunteer_named
from .households import HouseholdChanged, HouseholdRegistered

PARTS: dict[str, Sentence] = {
    "found_by_name": Sentence("found by name"),
    "found_by_number": Sentence("found by number"),
    "dossier": Sentence("client page"),
    "proxies": Sentence("who may collect"),
    "copy": Sentence("copy for the person"),
    "clients": Sentence("list of everybody"),
    "cards": Sentence("cards to print"),
}
"""What was looked at; a part that a plugin named stands as it is."""


@dataclass(frozen=True, slots=True)
class Look:
    """`at`: UTC moment. `volunteer`: the name. `number`: the client's, '' for somebody who was forgotten or belongs to no
    household now. `part`: what was looked at. `persons`: how many at once, of a list that is nobody's in particular."""

    at: datetime
    volunteer: str
    number: str
    part: str
    persons: int = 0

    def said(self) -> Text:
        """What was looked at, in words."""
        part = PARTS.get(self.part, self.part)
        return Sentence("{what} ({n})", {"what": part, "n": self.persons}) if self.persons else part


_STOOD_IN = """SELECT x.event FROM core_exported x JOIN event made ON made.id=x.event WHERE x.what='clients' AND EXISTS
  (SELECT 1 FROM core_member m WHERE m.subject=?1 AND (?2 IS NULL OR m.household=?2) AND m.from_day<=x.day
   AND (m.until_day IS NULL OR m.until_day>x.day) AND (coalesce(x.protected, 1) OR NOT coalesce(
     (SELECT json_extract(e.kept, '$.protected') FROM event e WHERE e.kind IN (SELECT n FROM kind WHERE name IN (?3, ?4))
      AND (e.subject=m.household OR e.subject IN (SELECT s.subject FROM same s WHERE s.root=m.household)) AND e.at<made.at
      AND json_extract(e.kept, '$.protected') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id)
      ORDER BY e.at DESC LIMIT 1), 0)))"""
"""The few exports, each against the stays of one person: primary key of core_member, indexes event_subject, same_root."""


def lists_with(house: House, persons: Iterable[str], household: str | None = None) -> set[int]:
    """Of the spreadsheets of everybody those in which one of these stood, by the key of the event: who was here that day, and of
    who was hidden then those that had the hidden too. `household`: only as one who lived there."""
    kinds = (HouseholdRegistered.KIND, HouseholdChanged.KIND)
    return {key for one in persons for (key,) in house.rows(_STOOD_IN, one, household, *kinds)}


def looks(
    house: House, period: Period, *, persons: Sequence[str] | None = None, actor: str | None = None, most: int
) -> list[Look]:
    """The last ones of these days, newest first. `persons`: only at one of these, in a list of everybody too; `actor`: only by
    this volunteer."""
    days = (str(period.first), str(period.last))
    found = [*_at_one(house, days, persons, actor, most), *_at_all(house, days, persons, actor, most)]
    found.sort(key=lambda row: row[:2], reverse=True)
    return [
        Look(moment_of(at), volunteer_named(house, who), number_of(house, person), part, n)
        for at, _, who, person, part, n in found[:most]
    ]


_Row = tuple[int, int, str, str | None, str, int]
"""at, key of the event, actor, person, part, how many persons."""


def _at_one(
    house: House, days: tuple[str, str], persons: Sequence[str] | None, actor: str | None, most: int
) -> list[_Row]:
    """Indexes core_look(day), core_look(person, day)."""
    wanted, given = "l.day BETWEEN ? AND ?", [*days]
    if persons is not None:
        wanted += f" AND l.person IN ({marks(persons)})"
        given += persons
    if actor is not None:
        wanted += " AND l.actor=?"
        given.append(actor)
    query = (
        "SELECT e.at, e.id, l.actor, l.person, l.part, 0 FROM core_look l JOIN event e ON e.id=l.event "
        f"WHERE {wanted} ORDER BY e.at DESC, e.id DESC LIMIT ?"
    )
    return house.rows(query, *given, most)


def _at_all(
    house: House, days: tuple[str, str], persons: Sequence[str] | None, actor: str | None, most: int
) -> list[_Row]:
    """Files of many at once. Index core_exported(day)."""
    query = (
        "SELECT e.at, e.id, x.actor, NULL, x.what, x.persons FROM core_exported x JOIN event e ON e.id=x.event "
        "WHERE x.day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR x.actor=?3) "
        "AND (?4 IS NULL OR x.event IN (SELECT value FROM json_each(?4))) ORDER BY e.at DESC, e.id DESC LIMIT ?5"
    )
    keys = None if persons is None else json.dumps(sorted(lists_with(house, persons)))
    return house.rows(query, *days, actor, keys, most) + _cards(house, days, persons or (), actor)


def _cards(house: House, days: tuple[str, str], persons: Sequence[str], actor: str | None) -> list[_Row]:
    """The card of each of these, in a file of cards. Index leaf_whose."""
    query = (
        "SELECT e.at, e.id, e.actor, ?1, 'cards', 0 FROM leaf l JOIN event e ON e.id=l.event WHERE l.part=0 AND l.whose IN "
        "(SELECT value FROM json_each(?2)) AND e.kind=(SELECT n FROM kind WHERE name=?3) AND e.day BETWEEN ?4 AND ?5 "
        "AND (?6 IS NULL OR e.actor=?6)"
    )
    return [
        row for one in persons for row in house.rows(query, one, _in_leaves(house, one), CardPrinted.KIND, *days, actor)
    ]


def _in_leaves(house: House, person: str) -> str:
    """How leaves name somebody, under each id that is theirs since a merge: JSON. Index same_root."""
    same = house.rows("SELECT subject FROM same WHERE root=?", person)
    return json.dumps([hidden(one) for one in {person, *(subject for (subject,) in same)}])
