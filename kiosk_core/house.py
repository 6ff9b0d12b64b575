"""What may be read: rows, settings, clients. Nothing here writes; the connection is query-only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

from .domain.births import read_birth
from .domain.cards import Scanned
from .domain.errors import NotFound
from .domain.ids import HouseholdId, PersonId
from .domain.settings import as_set
from .domain.visits import Client, Member
from .journal.envelope import hidden
from .store import Cursor, Error, Store, only_asks

S = TypeVar("S")
T = TypeVar("T")
_NUMBER = re.compile(r"(?:N[RO]\.? ?|# ?)?([A-Z])?[ -]?0*([1-9]\d{0,14})(?: ?[.,] ?0*([1-9]\d{0,2}))?", re.ASCII)
"""A client's number as it is typed: its letter, its digits, and which member. The digits fit into a table's number."""


@lru_cache(maxsize=256)
def _decoded(cls: type, found: tuple[tuple[str, str | None], ...]) -> Any:
    """Once for the same stored values, whoever asks. `cls`: a settings class."""
    return as_set(cls, {key: json.loads(value) for key, value in found if value is not None})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A decision about a client. `until_day`: the last day, inclusive. `ended`: somebody decided so. `decided_by`: for the office,
    never shown at a counter."""

    project: str
    from_day: date
    until_day: date
    terms: dict[str, Any]
    ended: bool = False
    decided_by: str | None = None

    def helps_until(self, grace: int) -> date:
        """The last day on which it speaks: so many days of grace behind one that ran out, none behind one that was ended.

        Source: docs/sources.md, 'Decisions and grace'."""
        return self.until_day if self.ended else self.until_day + timedelta(days=grace)


_DECISION = "project, from_day, until_day, terms, ended, decided_by"


def speaks_first(day: str, decision: str = "core_enrolment") -> str:
    """Sorts decisions of one client about one project: the one that speaks on that day comes first, which is the last that had
    begun, else the first to come. `day`: SQL; `decision`: the row of core_enrolment."""
    begins = f"{decision}.from_day"
    return f"{begins}>{day}, CASE WHEN {begins}>{day} THEN {begins} END, {begins} DESC"


def speaks(day: str, decision: str) -> str:
    """A condition for that row: it is the one that speaks. Primary key of core_enrolment(subject, project, from_day)."""
    return (
        f"{decision}.from_day=(SELECT s.from_day FROM core_enrolment s WHERE s.subject={decision}.subject "
        f"AND s.project={decision}.project ORDER BY {speaks_first(day, 's')} LIMIT 1)"
    )


def _decision(row: Sequence[Any]) -> Enrolment:
    project, first, last, terms, ended, decided_by = row
    return Enrolment(
        project, date.fromisoformat(first), date.fromisoformat(last), json.loads(terms or "{}"), bool(ended), decided_by
    )


class House:
    """One per counter. Plugins read their own tables and those that begin with core_."""

    def __init__(self, store: Store, counter: str = "") -> None:
        self._store, self.counter = store, counter
        self._kept: dict[tuple[object, date], object] = {}
        self._kept_since = (-1, -1)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self._asked(sql, values).fetchall()
        return found

    def one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found: tuple[Any, ...] | None = self._asked(sql, values).fetchone()
        return found

    def _asked(self, sql: str, values: tuple[object, ...]) -> Cursor:
        """Inside an act too, plugins' code asks and does nothing else: it could end the transaction that it stands in."""
        if not only_asks(sql):
            raise Error("readonly: a house is only asked")
        return self._store.db.execute(sql, values)

    def number(self, sql: str, *values: object) -> int:
        """The single number that a count or a sum answers; nothing summed is 0."""
        found = self.one(sql, *values)
        return int(found[0] or 0) if found else 0

    def settings(self, cls: type[S], day: date) -> S:
        """As they hold on that day at this counter; the counter's own before the house's. Primary key of core_setting."""
        return cast(S, self._once((cls, day), lambda: self._read_settings(cls, day)))

    def kept(self, read: Callable[[House, date], T], day: date) -> T:
        """What `read(house, day)` answers. `read`: a function that reads settings and states only: an act that
        puts no more than facts changes neither."""
        return cast(T, self._once((read, day), lambda: read(self, day)))

    def _once(self, key: tuple[object, date], read: Callable[[], object]) -> object:
        """Read once while nothing changes: a scan asks many times."""
        if self._kept_since != (now := self._store.unchanged()):
            self._kept, self._kept_since = {}, now
        kept = self._kept  # what is read while somebody else writes belongs to what was there before
        if key not in kept:
            kept[key] = read()
        return kept[key]

    def _read_settings(self, cls: type, day: date) -> Any:
        prefix = f"{cls.PREFIX}."  # type: ignore[attr-defined]
        found = self.rows(
            "SELECT subject, value FROM core_setting WHERE subject>=? AND subject<? AND counter IN ('', ?) AND valid_from<=? "
            "ORDER BY counter, valid_from", prefix, prefix + "\x7f", self.counter, str(day),
        )  # fmt: skip
        return _decoded(cls, tuple(found))

    def scanned(self, code: str) -> Scanned:
        """What a whole code stands for; kind 'unknown' when nobody gave it out. Primary key of core_code."""
        found = self.rows("SELECT code, kind, owner, subject, state FROM core_code WHERE code=? LIMIT 2", code)
        if not found:
            return Scanned(code)
        code, kind, owner, id, condition = found[0]
        return Scanned(code, kind, owner, id, condition if len(found) == 1 else "twice")

    def members(self, household: str, day: date) -> tuple[Member, ...]:
        """Who belongs to a household on that day, by place. Index core_member(household)."""
        found = self.rows(
            "SELECT m.subject, m.number, p.first_name, p.born, m.share FROM core_member m "
            "LEFT JOIN core_person p ON p.subject=m.subject "
            "WHERE m.household=? AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) ORDER BY m.place",
            household, str(day), str(day),
        )  # fmt: skip
        seen: dict[str, Member] = {}
        for person, number, first_name, born, share in found:
            seen.setdefault(person, Member(PersonId(person), number or "", first_name or "", read_birth(born), share))
        return tuple(seen.values())

    def household(self, household: str, day: date) -> Client | None:
        """A household of which nobody in particular stands here. On a day before anybody lived in it: as `client` answers for
        the first who did, so that its number and its members' say the same."""
        found = self.one("SELECT number FROM core_household WHERE subject=?", household)
        if found is None:
            return None
        members = self.members(household, day)
        if not members and (then := self._before_it_began(household, day)):
            number = then.number.partition(".")[0]
            return Client(None, then.household, number, number, then.members)
        return Client(None, HouseholdId(household), found[0], found[0], members)

    def _before_it_began(self, household: str, day: date) -> Client | None:
        """Index core_member(household)."""
        query = "SELECT subject, from_day FROM core_member WHERE household=? ORDER BY from_day, place LIMIT 1"
        first = self.one(query, household)
        return self.client(first[0], day, household) if first and first[1] > str(day) else None

    def protects(self, household: str | None) -> bool:
        """Whether it is found by whole name and whole birth date only, and where it lives is the coordinator's."""
        return self.one("SELECT 1 FROM core_household WHERE subject=? AND protected", household) is not None

    def hides(self, person: str, day: date) -> bool:
        """Whether somebody lives in a protected household; of who lives in none: lived last in one. Primary key of core_member."""
        query = (
            "SELECT h.protected, m.until_day FROM core_member m JOIN core_household h ON h.subject=m.household WHERE m.subject=? "
            "ORDER BY coalesce(m.until_day, '~') DESC, m.from_day DESC, h.protected DESC"
        )
        homes = self.rows(query, person)
        now = [protected for protected, until in homes if until is None or until > str(day)]
        return any(now or [protected for protected, _ in homes[:1]])

    def client(self, person: str, day: date, household: str | None = None) -> Client | None:
        """A person on that day, in one of the households they are part of: the given one, else one that is not protected, for
        its number is read out and printed; of these where the share is full.

        On a day before anybody knew them (a visit noted on paper, entered after the registration) it is the household
        that they were first registered in. Who is part of none any more (of who died alone) keeps the last number.
        Primary key of core_member."""
        known = self.one("SELECT first_name FROM core_person WHERE subject=?", person)
        if known is None:
            return None
        homes = self.rows(
            "SELECT m.household, m.number, h.protected FROM core_member m LEFT JOIN core_household h ON h.subject=m.household "
            "WHERE m.subject=? AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) "
            "ORDER BY m.household<>?, coalesce(h.protected, 1), m.share, m.from_day, m.number", person, str(day), str(day), household or "",
        )  # fmt: skip
        home = homes[0] if homes else None
        others = tuple(HouseholdId(other) for other, _, protected in homes[1:] if not protected)
        if home is None:
            first = "SELECT household, number, from_day FROM core_member WHERE subject=? AND from_day>? ORDER BY from_day LIMIT 1"
            home = self.one(first, person, str(day))
            day = date.fromisoformat(home[2]) if home else day
        where, number = home[:2] if home else (None, self._last_number(person))
        members = self.members(where, day) if where else ()
        display = known[0] or number or ""
        return Client(PersonId(person), where and HouseholdId(where), number or "", display, members, others)

    def _last_number(self, person: str) -> str:
        """Of a member who is part of no household. Primary key of core_member."""
        query = "SELECT number FROM core_member WHERE subject=? ORDER BY from_day DESC, number LIMIT 1"
        found = self.one(query, person)
        return found[0] or "" if found else ""

    def is_forgotten(self, *ids: str | None) -> bool:
        """Whether one of these persons or households asked to be forgotten, and was. Index forgotten_whose."""
        known = json.dumps([hidden(id) for id in ids if id])
        query = "SELECT 1 FROM forgotten WHERE whose IN (SELECT value FROM json_each(?)) AND before IS NULL"
        return self.one(query, known) is not None

    def by_number(self, typed: str, day: date) -> Client:
        """'A1042' (household) or 'A1042.1' (member), also as people type it: 'a 1042', 'A-1042,1', 'nr. 1042'; without its letter it
        finds the only match. Raises NotFound.

        Primary key of core_number; indexes core_number(serial), core_member(number)."""
        said = _NUMBER.fullmatch(typed.strip().upper())
        if said is None:
            raise NotFound(what=typed)
        letter, serial, place = said.groups()
        if letter:
            found = self.rows("SELECT subject, number FROM core_number WHERE number=? LIMIT 2", letter + serial)
        else:
            found = self.rows("SELECT subject, number FROM core_number WHERE serial=? LIMIT 2", int(serial))
        if len(found) != 1:
            raise NotFound(what=typed)
        subject, number = found[0]
        if not place:
            client = self.household(subject, day)
        else:
            whole = f"{number}.{place}"
            member = self.one("SELECT subject, household FROM core_member WHERE number=?", whole)
            member = member or self._was_numbered(whole, subject)
            client = self.client(member[0], day, member[1]) if member else None
        if client is None:
            raise NotFound(what=typed)
        return client

    def numbers_of(self, person: str) -> tuple[str, ...]:
        """Every member's number of a person, those of before a merge too. Indexes same_root, event_subject."""
        query = (
            "SELECT DISTINCT json_extract(l.body, '$.number') FROM event e JOIN leaf l ON l.event=e.id "
            "WHERE e.subject IN (SELECT subject FROM same WHERE root=?1 UNION ALL SELECT ?1) "
            "AND e.kind=(SELECT n FROM kind WHERE name='core.member_joined') "
            "AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id) ORDER BY 1"
        )
        return tuple(str(number) for (number,) in self.rows(query, person) if number)

    def _was_numbered(self, number: str, household: str) -> tuple[Any, ...] | None:
        """(person, household): two members of it were one person under two numbers, and this is the other one."""
        query = "SELECT DISTINCT subject FROM core_member WHERE household=?"
        found = (one for (one,) in self.rows(query, household) if number in self.numbers_of(one))
        return next(((one, household) for one in found), None)

    def enrolment(self, whose: str, project: str, day: date) -> Enrolment | None:
        """The decision that speaks on that day: the last that had begun, else the first to come.

        Primary key of core_enrolment(subject, project, from_day)."""
        query = f"SELECT {_DECISION} FROM core_enrolment WHERE subject=?2 AND project=?3 ORDER BY {speaks_first('?1')} LIMIT 1"
        found = self.one(query, str(day), whose, project)
        return _decision(found) if found else None

    def enrolments(self, whose: str) -> list[Enrolment]:
        """All decisions about a client, by project and first day. Primary key of core_enrolment(subject, project, from_day)."""
        query = f"SELECT {_DECISION} FROM core_enrolment WHERE subject=? ORDER BY project, from_day"
        return [_decision(row) for row in self.rows(query, whose)]

    def answer(self, whose: str, field: str) -> str | None:
        """What was answered to a plugin's field about a person or household. Primary key of core_answer(subject, field)."""
        found = self.one("SELECT value FROM core_answer WHERE subject=? AND field=?", whose, field)
        return found[0] if found else None
