"""Who may be the same person as somebody who is being registered: sounds alike, born about then, same phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from difflib import SequenceMatcher

from ..domain.births import Birth, read_birth
from ..house import House
from .persons import digits, folded
from .search import MANY, WHOLE, Found
from .search import one as search_one
from .sounds import sound

CLOSE = timedelta(days=31)
NEAR = 0.88
"""Of difflib: one or two letters in a name of twelve (docs/sources.md, 'Duplicates')."""


def alike(
    house: House, name: str | None, born: str | None, phone: str | None, day: str, most: int = 10, *, protected: bool = False
) -> list[Found]:  # fmt: skip
    """Members of households who may be the one registered now, the likeliest first.

    The same name; or one that sounds alike and is not known to be born at another time; or the same phone number.
    Of a protected household only with `protected`, and only whose whole name and whole birth date these are.
    Candidates by name: range of the primary key of core_name(word, subject), index core_name(sound)."""
    birth = read_birth(born)
    words = folded(name or "").split()
    persons: dict[str, None] = {}
    for word in sorted({word[:2] for word in words if len(word) > 1}):
        query = "SELECT DISTINCT subject FROM core_name WHERE word>=? AND word<? LIMIT ?"
        persons |= dict.fromkeys(str(s) for (s,) in house.rows(query, word, word + "\U0010ffff", 10 * MANY))
    for key in {sound(word) for word in words} - {""}:
        query = "SELECT DISTINCT subject FROM core_name WHERE sound=? LIMIT ?"
        persons |= dict.fromkeys(str(s) for (s,) in house.rows(query, key, 10 * MANY))
    likely: dict[str, bool] = {}
    shown = set[str]()
    for person, full, known in _named(house, persons):
        other = folded(full).split()
        same = sorted(words) == sorted(other)
        if same or (sounds_like(words, other) and may_be(birth, read_birth(known))):
            likely[person] = same
            if protected and same and len(born or "") == WHOLE and born == known:
                shown.add(person)
    for person in _with_phone(house, phone):
        likely.setdefault(person, False)
    found = ((same, search_one(house, person, day, protected=person in shown)) for person, same in likely.items())
    members = [(not same, one) for same, one in found if one]
    return [one for _, one in sorted(members, key=lambda pair: (pair[0], pair[1].number))][:most]


def _named(house: House, persons: Iterable[str]) -> Iterable[tuple[str, str, str | None]]:
    """(person, name, born)"""
    for person in persons:
        row = house.one("SELECT name, born FROM core_person WHERE subject=?", person)
        if row:
            yield person, row[0] or "", row[1]


def _with_phone(house: House, phone: str | None) -> list[str]:
    """First members of households, and persons, with that number however it is written. Primary key of core_phone."""
    wanted = digits(phone)
    if len(wanted) < 6:
        return []
    found = house.rows(
        "SELECT coalesce(m.subject, f.subject) FROM core_phone f LEFT JOIN core_member m ON m.household=f.subject AND m.place=1 "
        "WHERE f.digits=?", wanted,
    )  # fmt: skip
    return [str(person) for (person,) in found]


def sounds_like(one: list[str], other: list[str]) -> bool:
    """Folded words of two names: the same sounds, or a letter or two apart."""
    if sorted(map(sound, one)) == sorted(map(sound, other)) or sound("".join(one)) == sound("".join(other)):
        return bool(one)
    return letters_apart(" ".join(sorted(one)), " ".join(sorted(other)))


def letters_apart(one: str, other: str) -> bool:
    """Whether two texts differ by a letter or two. Who has a letter that the other lacks is at least that far away, so
    most are told apart without looking where their letters stand."""
    if len(set(one) ^ set(other)) > (1 - NEAR) * (len(one) + len(other)):
        return False
    return SequenceMatcher(None, one, other).ratio() >= NEAR


def same(name: str | None, born: str | None, other: str | None, other_born: str | None) -> bool:
    """Whether two who are known look like one person. Of whom no name is known: born on the same whole day."""
    words, others = folded(name or "").split(), folded(other or "").split()
    one_birth, other_birth = read_birth(born), read_birth(other_born)
    if not words or not others:
        return words == others and one_birth is not None and one_birth == other_birth and not one_birth.estimated
    return (sorted(words) == sorted(others) or sounds_like(words, others)) and may_be(one_birth, other_birth)


def may_be(one: Birth | None, other: Birth | None) -> bool:
    """Not known to be another's birth: one is unknown, or they are about the same."""
    if one is None or other is None:
        return True
    return one.first - CLOSE <= other.last and other.first - CLOSE <= one.last
