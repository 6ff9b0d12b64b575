"""Houses of any size, made through the journal's own `append` in batches, cached beside this file.

`python -m benchmarks.build 200` makes the house with 200 households (and about 10,000 events).
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import kiosk_foodbank
from faker import Faker
from kiosk_foodbank.events import ParcelCollected

from kiosk_core import Kiosk, Word, new_code
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, VolunteerId, new_id
from kiosk_core.domain.visits import Here
from kiosk_core.journal import Kind
from kiosk_core.registry.cards import CardIssued
from kiosk_core.registry.enrolments import Enrolled
from kiosk_core.registry.households import HouseholdRegistered, MemberJoined
from kiosk_core.registry.persons import PersonRegistered
from kiosk_core.store import Store, save_key

CACHE = Path(__file__).parent / ".cache"
KEY = b"\x07" * 32
PIN = "1111"
LAST_DAY = date(2026, 11, 24)
BATCH = 500
VISITS_EACH = 45
"""Parcels of a household in its history: about a year of weekly ones, as in the million of issue 6."""


@dataclass(frozen=True, slots=True)
class Made:
    """A house on disk. `cards`: of the first adults, oldest household first."""

    path: Path
    households: int
    events: int
    megabytes: float
    cards: list[str]


def house(households: int, visits_each: int = VISITS_EACH) -> Made:
    """The house of that size; made when it is not there yet."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"house-{households}-{visits_each}.db"
    cards = path.with_suffix(".cards")
    if not cards.exists():
        _remove(path)
        _make(path, cards, households, visits_each)
    return _made(path, cards)


def grown(old: Made, households: int, visits_each: int) -> Made:
    """That house with more households, each of which has fewer parcels in its history; made when it is not there yet."""
    path = CACHE / f"{old.path.stem.replace(f'-{old.households}-', f'-{households}-')}-{visits_each}.db"
    cards = path.with_suffix(".cards")
    if not cards.exists():
        _remove(path)
        shutil.copy(old.path, path)
        _make(path, cards, households, visits_each, old)
    return _made(path, cards)


def _made(path: Path, cards: Path) -> Made:
    save_key(path, KEY, replace=True, in_vault=False)
    codes = cards.read_text().split()
    with open_house(path) as kiosk:
        events = kiosk.house.number("SELECT count(*) FROM event")
    return Made(path, len(codes), events, path.stat().st_size / 1e6, codes)


def _remove(path: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        Path(f"{path}{tail}").unlink(missing_ok=True)


def open_house(path: Path, plugin: ModuleType = kiosk_foodbank, *, create: bool = False) -> Kiosk:
    """As the counter opens it, encrypted."""
    return Kiosk(Store(path, KEY, create=create), [plugin])


def _make(path: Path, cards: Path, households: int, visits_each: int, old: Made | None = None) -> None:
    began, first = time.perf_counter(), old.households if old else 0
    chance, names = Random(1 + first), Faker("nl_BE")
    names.seed_instance(1 + first)
    with open_house(path, create=old is None) as kiosk:
        kiosk.store.db.execute("PRAGMA cache_size=-1000000")  # 1 GB: pages of every index are met again and again
        if old is None:
            begin(kiosk)
        codes = old.cards.copy() if old else list[str]()
        ids: list[tuple[HouseholdId, PersonId, int]] = []
        acts = registrations(households, chance, names, codes, ids, first)
        days = ((LAST_DAY - timedelta(days=360), drafts) for drafts in acts)
        append_acts(kiosk, days, "households", households - first)
        append_acts(kiosk, _visits(ids, visits_each), "visits", len(ids) * visits_each)
    cards.write_text("\n".join(codes))
    print(f"made {path.name} in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def begin(kiosk: Kiosk) -> None:
    """A house with an administrator and a volunteer, before anybody else."""
    kiosk.start("Meethuis", "administrator", "3333", pin_cost=1)
    kiosk.sign_in("administrator", "3333").welcome("volunteer", ["volunteer"], PIN, cost=1)


def registrations(
    households: int, chance: Random, names: Faker, codes: list[str], ids: list[tuple[HouseholdId, PersonId, int]],
    first: int = 0,
) -> Iterator[list[Kind]]:  # fmt: skip
    """The drafts of each household behind the first ones; fills `codes` and `ids` of the first adults as it goes."""
    for n in range(first, households):
        household, size = HouseholdId(new_id()), chance.choice((1, 1, 2, 2, 3, 4, 5))
        drafts: list[Any] = [HouseholdRegistered(household=household, serial=1001 + n, address=None, phone=None)]
        for place in range(1, size + 1):
            person, adult = PersonId(new_id()), place <= 2
            born = date(LAST_DAY.year - chance.randint(*((20, 80) if adult else (0, 17))), chance.randint(1, 12), 10)
            first, last = names.first_name(), names.last_name()
            drafts.append(
                PersonRegistered(
                    person=person, name=f"{first} {last}", first_name=first, aliases=None, born=born.isoformat(),
                    sex=chance.choice("vm"), phone=None,
                )
            )  # fmt: skip
            drafts.append(
                MemberJoined(
                    person=person, household=household, place=place, number=f"A{1001 + n}.{place}",
                    from_day=LAST_DAY - timedelta(days=360),
                )
            )  # fmt: skip
            if place == 1:
                codes.append(new_code())
                drafts.append(CardIssued(person=person, code=codes[-1]))
                ids.append((household, person, size))
        drafts.append(
            Enrolled(
                whose=ClientId(household), project=Word("foodbank"), from_day=LAST_DAY - timedelta(days=360),
                until_day=LAST_DAY + timedelta(days=400), basis=None, decided_by=None, terms=None,
            )
        )  # fmt: skip
        yield drafts


def _visits(ids: list[tuple[HouseholdId, PersonId, int]], each: int) -> Iterator[tuple[date, list[Any]]]:
    for visit in range(each):
        day = LAST_DAY - timedelta(days=7 * (each - visit))
        for household, person, size in ids:
            yield day, [parcel(household, person, size)]


def parcel(household: HouseholdId, person: PersonId, size: int) -> ParcelCollected:
    """A regular parcel of a household of that size, fetched by that person."""
    return ParcelCollected(
        household=household, parcel="regular", portion="medium", adults=min(size, 2), children=max(size - 2, 0), babies=0,
        ages={Word("18-64"): size}, sexes={Word("unknown"): size}, federation={Word("18-64"): size},
        births={Word("exact"): size}, handed={Word("crate"): 2}, collector=person, leave_out=None, bring_by=None,
    )  # fmt: skip


def append_acts(
    kiosk: Kiosk, acts: Iterable[tuple[date, list[Any]]], what: str, of: int, project: str = "foodbank"
) -> None:
    """(day, its drafts) each is an act, BATCH of them a transaction. `of`: how many there will be."""
    counter, done = kiosk.counter(None), 0
    batch: list[tuple[date, list[Any]]] = []
    for act in acts:
        batch.append(act)
        if len(batch) == BATCH or done + len(batch) == of:
            with kiosk.journal.batch():
                for day, drafts in batch:
                    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
                    here = Here(counter, project, VolunteerId("bench"), at, day)
                    kiosk.journal.append(partial(list, drafts), here)
            done += len(batch)
            batch = []
            if done % 50_000 < BATCH:
                print(f"{what}: {done} of {of}", file=sys.stderr)


if __name__ == "__main__":
    made = house(int(sys.argv[1]))
    print(f"{made.households} households, {made.events} events, {made.megabytes:.0f} MB")
