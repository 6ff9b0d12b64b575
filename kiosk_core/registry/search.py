"""Finding without a card: by number, or by the beginnings of the words of a name. Exact prefixes only."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.births import read_birth
from ..domain.ids import PersonId
from ..house import House
from .persons import folded

MOST = 5
CANDIDATES = 200
"""How many of the rarest word's holders are looked at: enough for five, and bounded whatever is typed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a counter may see of a match: first name, initial, birth year, number."""

    person: PersonId
    number: str
    first_name: str
    initial: str
    birth_year: str
    full_name: str
    """For the coordinator only."""

    @property
    def display(self) -> str:
        return " ".join(part for part in (self.first_name or self.number, self.initial, self.birth_year) if part)


def find(house: House, typed: str, day: str, most: int = MOST) -> list[Found]:
    """At most `most` members of households, by name. Every word typed begins a word of the name; sorted by name.

    Protected households are not found this way. Range of the primary key of core_name(word, subject).
    """
    words = sorted(folded(typed).split(), key=len, reverse=True)[:6]
    if not words or len(words[0]) < 2:
        return []
    query = (
        "SELECT n.subject, p.name, p.first_name, p.born, m.number FROM core_name n "
        "JOIN core_person p ON p.subject=n.subject "
        "JOIN core_member m ON m.subject=n.subject AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) "
        "JOIN core_household h ON h.subject=m.household AND NOT coalesce(h.protected, 0) "
        "WHERE n.word>=? AND n.word<? LIMIT ?"
    )
    low, high = words[0], words[0] + "\U0010ffff"
    seen: dict[str, Found] = {}
    for person, name, first, born, number in house.rows(query, day, day, low, high, CANDIDATES):
        if person not in seen and _all_begin(words, folded(name or "")):
            seen[person] = found(person, name or "", first or "", born, number)
    return sorted(seen.values(), key=lambda f: (folded(f.full_name), f.number))[:most]


def one(house: House, person: str, day: str) -> Found | None:
    """A member of a household by id; protected households' are not found this way."""
    row = house.one(
        "SELECT p.name, p.first_name, p.born, m.number FROM core_person p JOIN core_member m ON m.subject=p.subject "
        "AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) "
        "JOIN core_household h ON h.subject=m.household AND NOT coalesce(h.protected, 0) WHERE p.subject=? LIMIT 1",
        day, day, person,
    )  # fmt: skip
    return found(person, row[0] or "", row[1] or "", row[2], row[3]) if row else None


def _all_begin(words: list[str], name: str) -> bool:
    parts = name.split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def found(person: str, name: str, first: str, born: str | None, number: str) -> Found:
    """A match as the counter may see it, from what is stored."""
    rest = [word for word in name.split() if word != first]
    birth = read_birth(born)
    year = str(birth.first.year) if birth and birth.first.year == birth.last.year else ""
    return Found(PersonId(person), number, first, f"{rest[-1][0]}." if rest else "", year, name)
