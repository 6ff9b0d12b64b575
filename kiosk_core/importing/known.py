"""Who the house knows already, held in memory while a file is compared with it: some 300 bytes a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.births import Birth, read_birth
from ..domain.ids import HouseholdId, PersonId
from ..house import House
from ..registry.alike import may_be, sounds_like
from ..registry.persons import digits, folded
from ..registry.sounds import sound

WHOLE_DAY = len("1984-02-01")
LEAST_PHONE = 6
MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Of the house, or of an earlier line of the file: then `person` and `household` are '' and `number` names the line."""

    person: PersonId
    household: HouseholdId
    number: str
    words: tuple[str, ...]
    """Of the name, folded, sorted."""
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

    def __init__(self, house: House, day: str) -> None:
        self._house, self._day = house, day
        self._by_name: dict[tuple[str, ...], list[KnownPerson]] = defaultdict(list)
        self._by_sound: dict[tuple[str, ...], list[KnownPerson]] = defaultdict(list)
        self._by_born: dict[str, list[KnownPerson]] = defaultdict(list)
        self._by_phone: dict[str, list[KnownPerson]] = defaultdict(list)
        query = (
            "SELECT m.subject, m.household, m.number, p.name, p.born, coalesce(p.phone, h.phone), h.protected FROM core_member m "
            "JOIN core_person p ON p.subject=m.subject JOIN core_household h ON h.subject=m.household "
            "WHERE m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?)"
        )
        for person, household, number, name, born, phone, shy in house.rows(query, day, day):
            words = tuple(sorted(folded(name or "").split()))
            self.add(
                KnownPerson(person, household, number or "", words, born or "", digits(phone), bool(shy)),
            )

    def add(self, one: KnownPerson) -> None:
        """From now on who comes later in the file is compared with this one too."""
        if one.words:
            self._by_name[one.words].append(one)
            self._by_sound[tuple(sorted(map(sound, one.words)))].append(one)
        if len(one.born) == WHOLE_DAY:
            self._by_born[one.born].append(one)
        if len(one.phone) >= LEAST_PHONE:
            self._by_phone[one.phone].append(one)

    def same(self, words: tuple[str, ...], born: str, phone: str) -> list[KnownPerson]:
        """Whose whole name is this, with the same whole day of birth, or where a birth is not known the same phone."""
        found = self._by_name.get(words, []) if words else []
        whole = [one for one in found if len(born) == WHOLE_DAY and one.born == born]
        return whole or [
            one
            for one in found
            if not one.shy and not (one.born and born) and len(phone) >= LEAST_PHONE and one.phone == phone
        ]

    def alike(self, words: tuple[str, ...], born: str, phone: str) -> list[KnownPerson]:
        """Who may be the same: the same name, or one that sounds alike or differs by a letter or two, when not known to be
        born at another time; or the same phone number. Stricter than registry.alike, where a person looks at each: two
        of one name and of two birth dates are two people on every long list."""
        birth = read_birth(born or None)
        found: dict[int, KnownPerson] = {}
        for one in self._near(words, born):
            if not one.shy and id(one) not in found and self._likely(one, words, birth):
                found[id(one)] = one
        for one in self._by_phone.get(phone, []) if len(phone) >= LEAST_PHONE else []:
            if not one.shy:
                found.setdefault(id(one), one)
        return sorted(found.values(), key=lambda one: (one.words != words, one.number))[:MOST_ALIKE]

    def _near(self, words: tuple[str, ...], born: str) -> Iterator[KnownPerson]:
        if words:
            yield from self._by_name.get(words, [])
            yield from self._by_sound.get(tuple(sorted(map(sound, words))), [])
            yield from self._by_born.get(born, []) if len(born) == WHOLE_DAY else []

    def _likely(self, one: KnownPerson, words: tuple[str, ...], birth: Birth | None) -> bool:
        alike = one.words == words or sounds_like(list(words), list(one.words))
        return alike and may_be(birth, read_birth(one.born or None))

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
    """A name as it is compared."""
    return tuple(sorted(folded(name).split()))
