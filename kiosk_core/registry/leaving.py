"""Whom a number stands for when it is forgotten: also somebody whose registration was taken back, and whom no reading knows.

What was taken back keeps its words in the journal, under the number that it had.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from ..domain.errors import NotFound
from ..house import House
from ..journal.envelope import SEQ_BITS, hidden
from .enrolments import ProxyNamed
from .households import HouseholdRegistered, MemberJoined


@dataclass(frozen=True, slots=True)
class Leaving:
    """`persons`, `households`: ids."""

    number: str
    display: str
    persons: list[str]
    households: list[str]


def leaving(house: House, typed: str, day: date) -> Leaving:
    """'A1042' is the household and those members who belong to no other, past ones and who may collect too; 'A1042.1' that
    person, and who collects for nobody else. With the last who ever lived in another household (its number was parted, or
    they moved) goes what was noted of it too. Raises NotFound."""
    try:
        client = house.by_number(typed, day)
    except NotFound:
        if found := _unknown_by_now(house, typed.strip().upper()):
            return found
        raise
    whose = client.person or client.household or ""
    persons = [whose] if client.person else []
    persons += [one for one in _said_with(house, whose) if one != whose and not _is_elsewhere(house, one, whose)]
    homes = [] if client.person else [whose]
    return Leaving(client.number, client.display, persons, homes + _left_by_all(house, persons, homes))


def _left_by_all(house: House, persons: list[str], but: list[str]) -> list[str]:
    """Other households in which some of these lived and nobody else who is still known ever did. Index core_member(household)."""
    query = (
        "SELECT DISTINCT m.household FROM core_member m WHERE m.subject IN (SELECT value FROM json_each(?1)) AND NOT EXISTS "
        "(SELECT 1 FROM core_member o WHERE o.household=m.household AND o.subject NOT IN (SELECT value FROM json_each(?1)))"
    )
    return [str(home) for (home,) in house.rows(query, json.dumps(persons)) if home not in but]


def _unknown_by_now(house: House, number: str) -> Leaving | None:
    """By a number that no reading has any more: its registration was taken back, or its household is forgotten."""
    if "." in number:
        those = _numbered(house, number)
        return Leaving(number, number, those, []) if those else None
    found = _registered(house, number)
    if found is None:
        return None
    persons = [one for one in _said_with(house, found) if not _is_elsewhere(house, one, found)]
    return Leaving(number, number, persons, [found])


def _registered(house: House, number: str) -> str | None:
    """The household of a registration that was taken back and not forgotten, by its number with or without the letter."""
    letter, serial = ("", number) if number.isdigit() else (number[:1], number[1:])
    if not (serial.isascii() and serial.isdigit()) or len(serial) > 17:
        return None
    query = (
        "SELECT DISTINCT e.subject FROM voided v CROSS JOIN event e ON e.id=v.event JOIN leaf l ON l.event=e.id AND l.part=0 "
        "JOIN origin o ON o.n=e.id>>? WHERE e.kind=(SELECT n FROM kind WHERE name=?) AND json_extract(e.kept, '$.serial')=? "
        "AND ? IN ('', substr(o.name, 1, 1)) LIMIT 2"
    )
    found = house.rows(query, SEQ_BITS, HouseholdRegistered.KIND, int(serial), letter)
    return str(found[0][0]) if len(found) == 1 else None


def _numbered(house: House, number: str) -> list[str]:
    """Who lives in no household that is known and had that member's number: several, where it was given by mistake twice."""
    query = (
        "SELECT DISTINCT coalesce(s.root, e.subject) FROM voided v CROSS JOIN event e ON e.id=v.event JOIN leaf l ON l.event=e.id "
        "AND l.part=0 LEFT JOIN same s ON s.subject=e.subject WHERE e.kind=(SELECT n FROM kind WHERE name=?) "
        "AND json_extract(l.body, '$.number')=?"
    )
    undone = [str(one) for (one,) in house.rows(query, MemberJoined.KIND, number)]
    homeless = house.rows(
        "SELECT p.subject FROM core_person p WHERE NOT EXISTS (SELECT 1 FROM core_member m WHERE m.subject=p.subject)"
    )
    known = [str(one) for (one,) in homeless if number in house.numbers_of(one)]
    return known or [one for one in undone if not _is_elsewhere(house, one, "")]


def _said_with(house: House, whose: str) -> list[str]:
    """Everybody of whom it was ever said that they live in that household or collect for that client, also where that was
    taken back; as they are called now. Indexes same_root, leaf_whose."""
    ids = [one for (one,) in house.rows("SELECT subject FROM same WHERE root=?1 UNION SELECT ?1", whose)]
    found = dict[str, None]()
    for id in ids:
        query = (
            "SELECT DISTINCT CASE k.name WHEN ?2 THEN e.subject ELSE json_extract(p.body, '$.proxy') END FROM leaf l "
            "CROSS JOIN event e ON e.id=l.event JOIN kind k ON k.n=e.kind JOIN leaf p ON p.event=e.id "
            "WHERE l.whose=?1 AND ((k.name=?2 AND p.part=0) OR (k.name=?3 AND e.subject=?4)) ORDER BY e.id"
        )
        found |= {one: None for (one,) in house.rows(query, hidden(id), MemberJoined.KIND, ProxyNamed.KIND, id) if one}
    elder = "SELECT root FROM same WHERE subject=?"
    return list(dict.fromkeys(str((house.one(elder, one) or (one,))[0]) for one in found))


def _is_elsewhere(house: House, person: str, but: str) -> bool:
    """Whether somebody is known for something else than `but`: who ever lived there, because of another household today; anybody
    else, because of any household ever, or because of another who may send them."""
    if house.one("SELECT 1 FROM core_member WHERE subject=? AND household=?", person, but):
        query = "SELECT 1 FROM core_member WHERE subject=?1 AND household<>?2 AND until_day IS NULL"
    else:
        query = (
            "SELECT 1 FROM core_member WHERE subject=?1 AND household<>?2 "
            "UNION ALL SELECT 1 FROM core_proxy WHERE proxy=?1 AND subject<>?2"
        )
    return house.one(f"{query} LIMIT 1", person, but) is not None
