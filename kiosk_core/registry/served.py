"""Who was served: one fact per service done, so that clients can be counted the same before and after forgetting.

A forgotten fact stands alone, so each also keeps whether it was the first of its client this month and this year for
its service, decided under the lock. When the first one is undone, its flags pass to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..domain.moments import Period, month_of
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject
from ..journal.envelope import SEQ_BITS
from ..store import marks

SERVED = fact(
    "core_served",
    {"service": "text", "client": "id", "first_month": "int", "first_year": "int", "of": "text"},
    indexes=(("client", "service", "day", "voided"), ("service", "day")),
)
PASSED = fact("core_first_passed", {"of": "text", "month": "int", "year": "int"}, indexes=(("of",),))


def served(event: Event, service: str, client: str | None, first_month: bool, first_year: bool) -> Row:
    """The row that a kind of a service puts beside its own."""
    return SERVED.row(service=service, client=client, first_month=first_month, first_year=first_year, of=event.id)


@kind("core.first_passed", keep="house", puts=(PASSED,))
class FirstPassed(Kind):
    """The first visit of a month or year was undone: this event is now the first."""

    event: str = subject()
    month: bool
    year: bool

    def rows(self, event: Event) -> Iterable[Row]:
        yield PASSED.row(of=self.event, month=self.month, year=self.year)


def first_of(house: House, service: str, client: str, day: date) -> tuple[bool, bool]:
    """(first this month, first this year) for a client on that day. Index core_served(client, service, day, voided) alone, read
    from its end, where the new visit is going to stand: no other page is met than the one that is changed anyway."""
    query = "SELECT 1 FROM core_served WHERE service=? AND client=? AND day BETWEEN ? AND ? ORDER BY day DESC LIMIT 1"

    def none_in(period: Period) -> bool:
        return house.one(query, service, client, str(period.first), str(period.last)) is None

    month = none_in(month_of(day))
    return month, month and none_in(_year_of(day))


def passed_on(house: House, undone: Event) -> Iterable[FirstPassed]:
    """What to record beside the void of an event that was the first of its client. Primary key of core_served_all."""
    query = (
        "SELECT service, client, first_month, first_year, day FROM core_served "
        "WHERE event=(SELECT n<<? | ? FROM origin WHERE name=?) AND client IS NOT NULL"
    )
    for service, client, month, year, day in house.rows(query, SEQ_BITS, undone.seq, undone.origin):
        heirs: dict[str, list[bool]] = {}
        passed = house.one("SELECT max(month), max(year) FROM core_first_passed WHERE of=?", undone.id)
        flags = (month or (passed and passed[0]), year or (passed and passed[1]))
        for place, period in enumerate((month_of(date.fromisoformat(day)), _year_of(date.fromisoformat(day)))):
            heir = flags[place] and house.one(
                "SELECT of FROM core_served WHERE service=? AND client=? AND day BETWEEN ? AND ? AND of<>? "
                "ORDER BY day, event LIMIT 1", service, client, str(period.first), str(period.last), undone.id,
            )  # fmt: skip
            if heir:
                heirs.setdefault(str(heir[0]), [False, False])[place] = True
        for heir_id, (for_month, for_year) in heirs.items():
            yield FirstPassed(event=heir_id, month=for_month, year=for_year)


def after_parting(house: House, elders: Mapping[str, str]) -> Iterable[FirstPassed]:
    """What to record beside the void of a merge: a visit made while two were one was not the first of both. Whoever is left
    without a first of a month or year gets its earliest. `elders`: every id of the group -> who it will be."""
    found = house.rows(
        "SELECT s.of, e.subject, s.service, s.day, s.first_month OR EXISTS (SELECT 1 FROM core_first_passed p WHERE p.of=s.of "
        "AND p.month=1), s.first_year OR EXISTS (SELECT 1 FROM core_first_passed p WHERE p.of=s.of AND p.year=1) "
        f"FROM core_served s JOIN event e ON e.id=s.event WHERE s.client IN ({marks(elders)}) ORDER BY s.day, s.event", *elders,
    )  # fmt: skip
    first: dict[tuple[str, str, Period], str] = {}
    marked: set[tuple[str, str, Period]] = set()
    for of, about, service, day, *flags in found:
        for flag, period in zip(flags, _periods(date.fromisoformat(day)), strict=True):
            whose = (elders.get(about, about), service, period)
            first.setdefault(whose, of)
            if flag:
                marked.add(whose)
    heirs: dict[str, list[bool]] = {}
    for (_, _, period), of in ((whose, of) for whose, of in first.items() if whose not in marked):
        heirs.setdefault(of, [False, False])[period.first.month == 1 and period.last.month == 12] = True
    for of, (month, year) in heirs.items():
        yield FirstPassed(event=of, month=month, year=year)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many different clients; `torn`: visits of forgotten clients that no flag can count (odd periods only)."""

    clients: int
    torn: int


def count_clients(house: House, services: Iterable[str], period: Period) -> Counted:
    """Different clients of these services: the living by id, the forgotten by their flags (whole months and years).

    Where some visits are forgotten, a living client whose first visit is among them was counted there already."""
    wanted = list(services)
    days = (str(period.first), str(period.last))
    where = f"service IN ({marks(wanted)}) AND day BETWEEN ? AND ?"
    torn = house.number(f"SELECT count(*) FROM core_served WHERE {where} AND client IS NULL", *wanted, *days)
    whole = "month" if period == month_of(period.first) else "year" if period == _year_of(period.first) else ""
    if not whole or not torn:
        living = f"SELECT count(DISTINCT client) FROM core_served WHERE {where} AND client IS NOT NULL"
        return Counted(house.number(living, *wanted, *days), torn)
    firsts = (
        f"SELECT count(DISTINCT coalesce(client, event)) FROM core_served s WHERE {where} AND (first_{whole}=1 OR EXISTS "
        f"(SELECT 1 FROM core_first_passed p WHERE p.of=s.of AND p.{whole}=1))"
    )
    return Counted(house.number(firsts, *wanted, *days), 0)


def _periods(day: date) -> tuple[Period, Period]:
    """The month and the year of a day."""
    return month_of(day), _year_of(day)


def _year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


SERVING_FIELDS = ("service", "first_month", "first_year")
"""A kind with these fields is a service done: the core fills in the last two when it is recorded."""
