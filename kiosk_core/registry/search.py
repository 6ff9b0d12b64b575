"""Finding without a card: by the beginnings of the words of a name, a year or day of birth, a phone number; and by how a
name sounds, for what those do not find. Numbers of clients: House.by_number.

A protected household is found by its whole name and whole day of birth together, and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, pairwise, permutations

from ..domain.births import read_birth
from ..domain.ids import HouseholdId, PersonId
from ..house import House
from .persons import HEAD, digits, folded
from .sounds import LIKE, likeness, neighbours, otherwise, sound

MOST = 5
CANDIDATES, MANY = 60, 200
"""How many of those found are looked at: enough for five, and bounded whatever is typed; of half a million persons each costs some
0.05 ms. MANY where most of them are passed over: their name only sounds so, or the other word is too short to be asked for."""
_LAST = "\U0010ffff"
_ONE = "(SELECT ?2 AS subject) n"
WHOLE = len("1984-02-01")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_PHONE = re.compile(r"[\d+/().-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """What a counter may see of a match: first name, initial, birth year, number. A child of two homes is one in each."""

    person: PersonId
    household: HouseholdId
    """The one that the number stands for."""
    number: str
    first_name: str
    initial: str
    birth_year: str
    full_name: str
    """For the coordinator only."""

    @property
    def display(self) -> str:
        return " ".join(part for part in (self.first_name or self.number, self.initial, self.birth_year) if part)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, taken apart. `words`: folded, the longest first. `born`: '1984' or '1984-02-01'; '' when nothing was
    said of it. `phone`: its digits, or ''."""

    words: tuple[str, ...]
    born: str
    phone: str

    @property
    def pair(self) -> tuple[str, str] | None:
        """Two of the words as persons.pairs would write them. None: there are no two of which that is known; what one is the
        beginning of may stand before or behind it."""
        two = combinations(sorted(self.words, key=len, reverse=True), 2)
        ordered = ((min(both), max(both)) for both in two)
        known = (both for both in ordered if len(both[0]) >= HEAD and not both[1].startswith(both[0]))
        return next(known, None) if len(self.born) != WHOLE else None


@dataclass(frozen=True, slots=True)
class _Known:
    person: str
    household: str
    name: str
    aliases: str
    first_name: str
    born: str | None
    number: str
    protected: bool

    @property
    def words(self) -> list[str]:
        return folded(f"{self.name} {self.aliases}").split()

    @property
    def joined(self) -> list[str]:
        """Each two neighbours as one word: 'abdelkader' of 'Abdel Kader'."""
        return [one + other for one, other in pairwise(self.words)]


def read(typed: str) -> Typed:
    """Understands 'fatima 1984', 'El Amrani 1/2/1984', '0470 12 34 56'. Anything else with a digit is a word."""
    words: list[str] = []
    born, phone = "", ""
    parts = typed.split()
    numeric = [part for part in parts if _PHONE.fullmatch(part) and not _DAY.fullmatch(part)]
    for part in parts:
        if _DAY.fullmatch(part):
            born = _day(part)
        elif len(numeric) == 1 and _YEAR.fullmatch(part):
            born = part
        elif part in numeric:
            phone += part
        else:
            words += folded(part).split()
    return Typed(tuple(sorted(words, key=len, reverse=True)[:6]), born, digits(phone))


def find(house: House, typed: str, day: str, most: int = MOST) -> list[Found]:
    """At most `most` members of households. Every word typed begins a word of the name; with a year or day of birth it is
    that too. Sorted by name.

    Range of the primary key of core_name_pair(pair, subject), core_name(word, subject) or core_phone(digits, subject), or of the
    index core_person(born)."""
    asked = read(typed)
    seen: dict[tuple[str, str], Found] = {}
    for known in _of_two_words(house, asked.pair, asked, day) if asked.pair else _candidates(house, asked, day):
        if (here := (known.person, known.household)) not in seen and _fits(asked, known):
            seen[here] = _found(known)
            if asked.pair and len(seen) == most:
                break
    return sorted(seen.values(), key=lambda f: (folded(f.full_name), f.number))[:most]


def find_alike(house: House, typed: str, day: str, most: int = MOST) -> list[Found]:
    """Members whose name sounds like what was typed, or is a letter away from it, the nearest first. Meant for after a
    pause, beside the scan path: some 60 lookups in the index core_name(sound) for each of two words."""
    asked = read(typed)
    words = [word for word in asked.words if len(word) > 2 and sound(word)]
    near: dict[tuple[str, str], tuple[float, Found]] = {}
    sounding = (islice(_sounding(house, word, day), 5 * MANY) for word in words[:2])
    for known in chain(*sounding, _written_otherwise(house, words, day)):
        here = known.person, known.household
        if known.protected or here in near or not (known.born or "").startswith(asked.born):
            continue
        likes = [likeness(one, (*known.words, *known.joined)) for one in words]
        if min(likes) >= LIKE:
            near[here] = (sum(likes) / len(likes), _found(known))
    ranked = sorted(near.values(), key=lambda pair: (-pair[0], folded(pair[1].full_name), pair[1].number))
    return [one for _, one in ranked[:most]]


def one(house: House, person: str, day: str, household: str | None = None, *, protected: bool = False) -> Found | None:
    """A member of a household by id, of any or of that one; protected households' are found this way with `protected` only,
    after any other home of theirs."""
    for known in sorted(_known(house, _ONE, "1", day, person), key=lambda known: known.protected):
        if household in (None, known.household) and (protected or not known.protected):
            return _found(known)
    return None


def _found(known: _Known) -> Found:
    """A match as the counter may see it."""
    rest = [word for word in known.name.split() if word != known.first_name]
    birth = read_birth(known.born)
    year = str(birth.first.year) if birth and birth.first.year == birth.last.year else ""
    initial = f"{rest[-1][0]}." if rest else ""
    return Found(
        PersonId(known.person), HouseholdId(known.household), known.number, known.first_name, initial, year, known.name
    )


def _of_two_words(house: House, pair: tuple[str, str], asked: Typed, day: str) -> Iterator[_Known]:
    """By name, so that whoever has enough of them need not look at the others."""
    begins = f"{pair[0][:HEAD]} {pair[1]}"
    where, values = "pair>=? AND pair<?", [begins, begins + _LAST]
    for word in asked.words:
        where += " AND instr(' '||whole, ?)>0"
        values.append(f" {word}")
    if asked.born:
        where += " AND EXISTS (SELECT 1 FROM core_person p WHERE p.subject=x.subject AND p.born LIKE ?||'%')"
        values.append(asked.born)
    named = house.rows(f"SELECT subject FROM core_name_pair x WHERE {where} ORDER BY whole LIMIT {MANY}", *values)
    for (person,) in named:
        yield from _known(house, _ONE, "1", day, person)


def _candidates(house: House, asked: Typed, day: str) -> Iterator[_Known]:
    """A whole day of birth has the fewest holders, then a word, then a phone number, then a year."""
    if len(asked.born) == WHOLE or not (asked.words or asked.phone):
        if asked.born:
            yield from _known(house, "core_person n", "n.born>=?2 AND n.born<?3", day, asked.born, asked.born + _LAST)
    elif asked.words:
        word = asked.words[0]
        if len(word) > 1:
            where, values = "n.word>=?2 AND n.word<?3", [word, word + _LAST]
            if asked.born:
                # of thousands with that first name a page each: two ranges side by side cost a tenth. '+': never the other way round
                where += " AND +n.subject IN (SELECT subject FROM core_person WHERE born>=?4 AND born<?5)"
                values += [asked.born, asked.born + _LAST]
            most = CANDIDATES if len(asked.words) == 1 else MANY
            yield from _known(house, "core_name n", where, day, *values, most=most)
    elif len(asked.phone) >= 6:
        source = (
            "(SELECT coalesce(o.subject, f.subject) AS subject, o.household AS home FROM core_phone f "
            "LEFT JOIN core_member o ON o.household=f.subject WHERE f.digits>=?2 AND f.digits<?3) n"
        )
        # a household's number finds who lives there now, and a child of two homes in this one only
        theirs = "m.household=coalesce(n.home, m.household)"
        yield from _known(house, source, theirs, day, asked.phone, asked.phone + _LAST)


def _sounding(house: House, word: str, day: str) -> Iterator[_Known]:
    key = sound(word)
    for near in (key, *neighbours(key)):
        yield from _of_sound(house, near, day)


def _written_otherwise(house: House, words: Sequence[str], day: str) -> Iterator[_Known]:
    """Who has these words as one (Abdelkader), one of them as two (Abdel Kader), or one as other languages write it (Ouafa)."""
    together = (sound(one + other) for one, other in permutations(words[:3], 2))
    for key in dict.fromkeys((*together, *(key for word in words[:2] for key in sorted(otherwise(word))))):
        yield from _of_sound(house, key, day)
    for word in words[:2]:
        for first in dict.fromkeys(sound(word[:n]) for n in range(3, len(word) - 2)):
            for known in _of_sound(house, first, day):
                if sound(word) in map(sound, known.joined):
                    yield known


def _of_sound(house: House, key: str, day: str) -> Iterator[_Known]:
    """Index core_name(sound)."""
    return _known(house, "core_name n", "n.sound=?2", day, key, most=MANY)


def _known(house: House, source: str, where: str, day: str, *values: str, most: int = CANDIDATES) -> Iterator[_Known]:
    """Members of that day (?1) whose `n.subject` comes from this source; `values` from ?2 on. Primary key of core_member."""
    query = (
        f"SELECT p.subject, m.household, p.name, p.aliases, p.first_name, p.born, m.number, h.protected FROM {source} "
        "JOIN core_person p ON p.subject=n.subject "
        "JOIN core_member m ON m.subject=n.subject AND m.from_day<=?1 AND (m.until_day IS NULL OR m.until_day>?1) "
        f"JOIN core_household h ON h.subject=m.household WHERE {where} LIMIT {most}"
    )
    for person, household, name, aliases, first, born, number, protected in house.rows(query, day, *values):
        yield _Known(person, household, name or "", aliases or "", first or "", born, number or "", bool(protected))


def _fits(asked: Typed, known: _Known) -> bool:
    if known.protected:
        name = sorted(folded(known.name).split())
        return bool(name) and sorted(asked.words) == name and len(asked.born) == WHOLE and asked.born == known.born
    theirs = known.words
    return all_begin(asked.words, theirs) and (known.born or "").startswith(asked.born)


def all_begin(words: Iterable[str], theirs: Sequence[str]) -> bool:
    """Whether each of these begins one of theirs; all folded."""
    return all(any(one.startswith(word) for one in theirs) for word in words)


def _day(typed: str) -> str:
    """'1/2/1984' as it is stored: '1984-02-01'."""
    parts = re.split("[/.-]", typed)
    whole = parts if len(parts[0]) == 4 else parts[::-1]
    return "-".join(part.zfill(2) for part in whole)
