"""Who the house knows already, held in memory while a file is compared with it: some 600 bytes a person."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Literal, TypeVar

from ..domain.births import read_birth
from ..domain.ids import HouseholdId, PersonId
from ..house import House
from ..registry.alike import letters_apart, may_be
from ..registry.persons import digits, folded
from ..registry.sounds import sound

WHOLE_DAY = len("1984-02-01")
LEAST_PHONE = 6
MOST_ALIKE = 3
MOST_NAMESAKES = 8
"""Of a name and a year that more have, a line of 200,000 would look up too many households."""
K = TypeVar("K", bound=Hashable)
Likeness = Literal["name", "sound", "phone"]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Of the house, or of an earlier line of the file: then `person` and `household` are '' and `number` names the line."""

    person: PersonId
    household: HouseholdId
    number: str
    words: tuple[str, ...]
    """Of the name, folded, sorted."""
    heard: str
    """How the whole name sounds, as if it were one word."""
    born: str
    phone: str
    shy: bool = False
    """Of a protected household: found by the whole name and birth date together, and by nothing else."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household as it is. `members`: in order of their place."""

    household: HouseholdId
    number: str
    address: str
    phone: str
    collective: bool
    protected: bool


class Known:
    """Of one day; somebody who belongs to no household is nobody's likeness."""

    def __init__(self, house: House, day: str, *, protected: bool = True) -> None:
        """`protected`: whether who looks may see where a protected household lives."""
        self._house, self._day, self.sees_protected = house, day, protected
        self._by_sound: Index[str] = {}
        self._by_letters: Index[str] = {}
        self._by_born: Index[str] = {}
        self._by_phone: Index[str] = {}
        query = (
            "SELECT m.subject, m.household, m.number, p.name, p.born, coalesce(p.phone, h.phone), h.protected FROM core_member m "
            "JOIN core_person p ON p.subject=m.subject JOIN core_household h ON h.subject=m.household "
            "WHERE m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?)"
        )
        for person, household, number, name, born, phone, shy in house.rows(query, day, day):
            words = name_words(name or "")
            self._add(
                KnownPerson(
                    person, household, number or "", words, _heard(words), intern(born or ""), digits(phone), bool(shy)
                )
            )

    def add(self, line: int, words: tuple[str, ...], born: str, phone: str) -> None:
        """From now on who comes later in the file is compared with this one too. `words` as name_words gives them."""
        self._add(
            KnownPerson(PersonId(""), HouseholdId(""), str(line), words, _heard(words), intern(born), phone),
        )

    def _add(self, one: KnownPerson) -> None:
        if one.words:
            _put(self._by_sound, _sounds(one.words), one)
            _put(self._by_letters, _letters(one.words), one)
        if len(one.born) == WHOLE_DAY:
            _put(self._by_born, one.born, one)
        if len(one.phone) >= LEAST_PHONE:
            _put(self._by_phone, one.phone, one)

    def same(self, words: tuple[str, ...], born: str, phone: str) -> list[KnownPerson]:
        """Whose whole name is this, with the same whole day of birth, or where a birth is not known the same phone."""
        found = [one for one in _of(self._by_sound, _sounds(words)) if one.words == words] if words else []
        whole = [one for one in found if len(born) == WHOLE_DAY and one.born == born]
        return whole or [
            one
            for one in found
            if not one.shy and not (one.born and born) and len(phone) >= LEAST_PHONE and one.phone == phone
        ]

    def namesakes(self, words: tuple[str, ...], born: str) -> list[KnownPerson]:
        """Of the house: whose whole name this is, born in that year as far as one of both says it, or of no known birth both. None
        where many are. What else is known of their households says which is meant."""
        if not words:
            return []
        found = [
            one
            for one in _of(self._by_sound, _sounds(words))
            if one.words == words and one.household and not one.shy and _of_one_year(born, one.born)
        ]
        return found if len(found) <= MOST_NAMESAKES else []

    def alike(self, words: tuple[str, ...], born: str, phone: str) -> list[tuple[KnownPerson, Likeness]]:
        """Who may be the same, and by what: the same name, or one that sounds alike or differs by a letter or two, when not known to be
        born at another time; or the same phone number. Stricter than registry.alike, where a person looks at each: two
        of one name and of two birth dates are two people on every long list."""
        found: dict[int, tuple[KnownPerson, Likeness]] = {
            id(one): (one, "name" if one.words == words else "sound") for one in self._near(words, born) if not one.shy
        }
        for one in _of(self._by_phone, phone) if len(phone) >= LEAST_PHONE else ():
            if not one.shy:
                found.setdefault(id(one), (one, "phone"))
        return sorted(found.values(), key=lambda pair: (pair[0].words != words, pair[0].number))[:MOST_ALIKE]

    def _near(self, words: tuple[str, ...], born: str) -> Iterator[KnownPerson]:
        """The same sounds or the same letters at about that time, or a name that is close on that very day."""
        if not words:
            return
        alike = (*_of(self._by_sound, _sounds(words)), *_of(self._by_letters, _letters(words)))
        birth = read_birth(born or None) if alike else None
        yield from (one for one in alike if may_be(birth, read_birth(one.born or None)))
        if len(born) == WHOLE_DAY:
            whole, heard = " ".join(words), _heard(words)
            for one in _of(self._by_born, born):
                if one.words and (one.heard == heard or letters_apart(whole, " ".join(one.words))):
                    yield one

    def hides(self, person: str) -> bool:
        """Whether somebody is hidden from who looks."""
        return not self.sees_protected and self._house.hides(person, date.fromisoformat(self._day))

    # ---- one household ----

    def home(self, number: str) -> Home | None:
        """By its number, also an old one after a merge. Primary key of core_number."""
        found = self._house.one("SELECT subject FROM core_number WHERE number=?", number)
        return self.home_of(found[0]) if found else None

    def home_of(self, household: str) -> Home | None:
        found = self._house.one(
            "SELECT number, address, phone, collective, protected FROM core_household WHERE subject=?", household
        )
        if found is None:
            return None
        number, address, phone, collective, protected = found
        return Home(HouseholdId(household), number, address or "", phone or "", bool(collective), bool(protected))

    def members(self, home: Home) -> list[Member]:
        """Who belongs to it on that day, by place. Index core_member(household)."""
        query = (
            "SELECT m.subject, m.number, m.share, p.name, p.first_name, p.aliases, p.born, p.sex, p.phone FROM core_member m "
            "JOIN core_person p ON p.subject=m.subject WHERE m.household=? AND m.from_day<=? "
            "AND (m.until_day IS NULL OR m.until_day>?) ORDER BY m.place"
        )
        names = ("name", "first_name", "aliases", "born", "sex", "phone")
        return [
            Member(person, number or "", share, {n: v for n, v in zip(names, rest, strict=True) if v})
            for person, number, share, *rest in self._house.rows(query, home.household, self._day, self._day)
        ]


@dataclass(frozen=True, slots=True)
class Member:
    """A member as known. `known`: name, first_name, aliases, born, sex, phone, as far as they are."""

    person: PersonId
    number: str
    share: str
    known: dict[str, str]


def name_words(name: str) -> tuple[str, ...]:
    """A name as it is compared. Most words of a long list are in it many times, and here once."""
    return tuple(sorted(map(intern, folded(name).split())))


def _of_one_year(born: str, other: str) -> bool:
    """The same, or one is a year or an age that the other fits."""
    if born == other:
        return True
    said, has = read_birth(born or None), read_birth(other or None)
    if said is None or has is None or said.vague or has.vague:
        return False
    return said.first <= has.last and has.first <= said.last


def _sounds(words: Sequence[str]) -> str:
    """As one text: half a million tuples of texts are larger."""
    return " ".join(sorted(map(sound, words)))


def _heard(words: Sequence[str]) -> str:
    return sound("".join(words))


def _letters(words: Sequence[str]) -> str:
    """The same for 'Abdel Kader Bensaid' and 'Bensaid Abdelkader', wherever the sorting of words put them."""
    return "".join(sorted("".join(words)))


Index = dict[K, KnownPerson | list[KnownPerson]]
"""A list only where there are several: of most keys of a long list there is one."""


def _put(into: Index[K], key: K, one: KnownPerson) -> None:
    there = into.setdefault(key, one)
    if isinstance(there, list):
        there.append(one)
    elif there is not one:
        into[key] = [there, one]


def _of(index: Index[K], key: K) -> Sequence[KnownPerson]:
    there = index.get(key, ())
    return (there,) if isinstance(there, KnownPerson) else there
