"""A device is with one person at a time, whatever happens: a law over random hand-outs, returns, losses, voids,
forgettings and late events of another counter, each counter deciding by what it has heard so far."""

from __future__ import annotations

import itertools
from collections import Counter as Count
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiosk_einclusie import devices, events, loans
from kiosk_einclusie.events.loans import (
    BroughtBack,
    DeviceAdded,
    DeviceLost,
    DeviceRecovered,
    DeviceReserved,
    DeviceWiped,
    Lent,
    LoanExtended,
)  # fmt: skip

from kiosk_core import CODE, SERVED, EventId, House, PersonId, Word, new_code
from kiosk_core.journal import Forgotten, Voided
from kiosk_core.journal.envelope import hidden
from tests.journal.world import Counter, counter

DAY = date(2024, 6, 1)
DEVICES, PEOPLE = ("A-001", "A-002"), [PersonId(f"p{n}") for n in range(4)]
TABLES = (*events.TABLES, CODE, SERVED)
numbers = itertools.count()


def opened(path: Path, origin: str) -> Counter:
    return counter(path, origin, kinds=events.KINDS, tables=TABLES)


def draft(chance: Random, here: Counter, n: int) -> Any:
    """What a volunteer there would do with one of the devices, as that counter sees it; None when nothing fits."""
    house, number = House(here.store), chance.choice(DEVICES)
    device = devices.one(house, number, DAY)
    loan, person = Word(f"l{n}{here.journal.origin}"), chance.choice(PEOPLE)
    held = loans.of_device(house, number)
    if device.state in ("in", "reserved"):
        return chance.choice([
            Lent(device=number, loan=loan, due=DAY + timedelta(days=21), borrower=person),
            Lent(device=number, loan=loan, due=DAY - timedelta(days=2), borrower=person),
            DeviceReserved(device=number, reservation=loan, first=DAY, last=DAY, person=person),
            DeviceLost(device=number, reason="stolen"),
        ])  # fmt: skip
    if held is not None:
        return chance.choice([
            BroughtBack(device=number, loan=Word(held.id), damaged=chance.random() < 0.3),
            DeviceLost(device=number, loan=Word(held.id), reason="lost"),
            LoanExtended(device=number, loan=Word(held.id), due=DAY + timedelta(days=40)),
        ])  # fmt: skip
    return DeviceWiped(device=number, ticked=()) if device.state == "to_wipe" else DeviceRecovered(device=number)


def rare(chance: Random, here: Counter) -> Any:
    """A void of something that this counter knows, or a forgetting of somebody."""
    known = [event for event, _ in here.all() if event.kind not in (Voided.KIND, Forgotten.KIND, DeviceAdded.KIND)]
    free = [event for event in known if not here.journal.ledger.voided(here.journal.ledger.key(event.id))]
    if free and chance.random() < 0.7:
        return Voided(event=EventId(chance.choice(free).id), reason=Word("mistake"))
    return Forgotten(whose=hidden(chance.choice(PEOPLE)), before=None, of=None, why=Word("request"))


def check(here: Counter) -> dict[str, tuple[str, str | None]]:
    """Every device's state and holder there; at most one holder each, and out means that there is one."""
    house = House(here.store)
    held = loans.all_loans(house)
    assert max(Count(one.device for one in held).values(), default=0) <= 1, "two people hold one device"
    by_device = {one.device: one for one in held}
    found = {}
    for device in devices.all_devices(house, DAY):
        loan = by_device.get(device.number)
        assert (device.state == "out") == (loan is not None), (device, loan)
        assert device.loan == (loan.id if loan else None)
        found[device.number] = (device.state, loan.id if loan else None)
    for person in PEOPLE:
        assert all(by_device[one.device].id == one.id for one in loans.of_person(house, person))
    return found


def exchange(one: Counter, other: Counter) -> None:
    assert not other.journal.receive(one.all()).refused
    assert not one.journal.receive(other.all()).refused


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("holders")


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_device_is_with_one_person_at_a_time_whatever_happens(folder: Path, seed: int) -> None:
    chance, n = Random(seed), next(numbers)
    pair = [opened(folder / f"{n}{origin}.db", f"{origin}1") for origin in "AB"]
    pair[0].append(*(DeviceAdded(device=d, sort="laptop", code=Word(new_code()), title="Laptop") for d in DEVICES))
    exchange(*pair)
    for step in range(40):
        here = chance.choice(pair)
        wanted = rare(chance, here) if chance.random() < 0.2 else draft(chance, here, step)
        here.append(wanted)
        check(here)
        if chance.random() < 0.15:
            exchange(*pair)
            assert check(pair[0]) == check(pair[1])
    exchange(*pair)
    assert check(pair[0]) == check(pair[1])
    for one in pair:
        one.store.close()


def test_two_counters_that_lent_one_device_offline_agree_on_the_later_holder(folder: Path) -> None:
    one, two = (opened(folder / f"offline{origin}.db", f"{origin}1") for origin in "AB")
    one.append(DeviceAdded(device="A-001", sort="laptop", code=Word(new_code()), title="Laptop"))
    exchange(one, two)
    one.append(Lent(device="A-001", loan=Word("l1"), due=DAY, borrower=PEOPLE[0]))
    two.clock.at += timedelta(hours=1)
    two.append(Lent(device="A-001", loan=Word("l2"), due=DAY, borrower=PEOPLE[1]))
    exchange(one, two)
    assert check(one) == check(two) == {"A-001": ("out", "l2")}
    assert [loan.borrower for loan in loans.all_loans(House(one.store))] == [PEOPLE[1]]
    one.store.close()
    two.store.close()
