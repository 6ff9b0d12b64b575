"""What is left to arrange in a household that adults left: nobody lives there any more, or children do and nobody collects."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from ..domain.births import OF_AGE
from ..domain.ids import HouseholdId
from ..domain.texts import Sentence
from ..domain.visits import Member
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject
from ..store import marks

NOBODY = Sentence("Nobody lives in this household any more: nothing is handed over for it.")
CHILDREN = Sentence(
    "Only children live in this household now. Note who may collect for them, bring them to the household where they live, "
    "or end the decision."
)
LEFT = fact("core_children_left", {"household": "id"})
"""Households that a forgetting left to children: of the stay that ended nothing is known any more. A row for each, and few."""


@kind("core.children_left", keep="audit", puts=(LEFT,))
class ChildrenLeft(Kind):
    """Somebody of that household was forgotten, and only children live there now. Who it was is not said."""

    household: HouseholdId = subject(personal=True)

    def rows(self, event: Event) -> Iterable[Row]:
        yield LEFT.row(household=self.household)


def next_step(house: House, household: str, day: date, without: Collection[str] = ()) -> Sentence | None:
    """None: there is nothing to arrange. `without`: who is about to leave. Primary key of core_proxy(subject, proxy)."""
    there = _stay(house, household, day, without)
    if not there:
        return NOBODY
    if not all(member.is_minor(day) for member in there):
        return None
    named = house.one("SELECT 1 FROM core_proxy WHERE subject=? AND until_day>=?", household, str(day))
    return None if named else CHILDREN


def left_without(house: House, persons: Collection[str], but: Collection[str], day: date) -> tuple[Sentence, ...]:
    """What is left to arrange in the households of these persons, once they are not known any more. `but`: those that go too."""
    steps = [
        (number, next_step(house, home, day, without=persons)) for home, number in _homes(house, persons, but, day)
    ]
    return tuple(Sentence("{number}: {what}", {"number": number, "what": step}) for number, step in steps if step)


def left_to_children(house: House, persons: Collection[str], but: Collection[str], day: date) -> Iterable[ChildrenLeft]:
    """What is recorded when these persons are forgotten, of whose households `children_alone` could not know it otherwise."""
    for home, _ in _homes(house, persons, but, day):
        there = _stay(house, home, day, persons)
        if there and all(member.is_minor(day) for member in there):
            yield ChildrenLeft(household=home)


def _stay(house: House, household: str, day: date, without: Collection[str]) -> list[Member]:
    return [member for member in house.members(household, day) if member.person not in without]


def _homes(house: House, persons: Collection[str], but: Collection[str], day: date) -> list[tuple[HouseholdId, str]]:
    """(household, number) of where these persons live. Primary key of core_member."""
    query = (
        f"SELECT DISTINCT m.household, h.number FROM core_member m JOIN core_household h ON h.subject=m.household "
        f"WHERE m.subject IN ({marks(persons)}) AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) ORDER BY h.number"
    )
    found = house.rows(query, *persons, str(day), str(day))
    return [(HouseholdId(home), number) for home, number in found if home not in but]


def children_alone(house: House, day: date) -> Iterable[str]:
    """Numbers of households that a decision helps, now or later, in which only children stayed, whoever left or was forgotten.
    Reads every stay that ended: off the scan path. Whoever was surely born too early to be a child is left out before anybody's age is counted."""
    there = "from_day<=?1 AND (until_day IS NULL OR until_day>?1)"
    query = (
        "SELECT DISTINCT h.subject, h.number FROM (SELECT household FROM core_member WHERE until_day<=?1 UNION ALL "
        "SELECT household FROM core_children_left WHERE day<=?1) x CROSS JOIN core_household h ON h.subject=x.household "
        "WHERE EXISTS (SELECT 1 FROM core_enrolment e WHERE e.subject=h.subject AND e.until_day>=?1) "
        f"AND EXISTS (SELECT 1 FROM core_member m WHERE m.household=h.subject AND {there}) "
        "AND NOT EXISTS (SELECT 1 FROM core_member m JOIN core_person p ON p.subject=m.subject WHERE m.household=h.subject "
        f"AND {there} AND (p.born IS NULL OR (p.born<?2 AND p.born NOT LIKE '%@%'))) ORDER BY h.number"
    )
    for household, number in house.rows(query, str(day), str(day.year - OF_AGE)):
        if next_step(house, household, day) is CHILDREN:
            yield number
