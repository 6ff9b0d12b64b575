"""What two counters did apart is found on each of the two files once it has heard of the other's events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import kiosk_einclusie
import pytest
from kiosk_einclusie import courses, devices, loans, seats

from kiosk_core import Kiosk
from kiosk_core.domain.ids import OriginName
from kiosk_core.store import Store
from kiosk_core.testing import KEY, HouseOnDisk, Known

from .told import PROJECT

TITLE = "Mailen"


@pytest.fixture
def ana(house: HouseOnDisk) -> Known:
    return house.with_household(name="Ana Bos")


@pytest.fixture
def bea(house: HouseOnDisk) -> Known:
    courses.plan(house.at(PROJECT), TITLE, house.today, 780, 60, lessons=1, capacity=1)
    devices.add(house.at(PROJECT), "ThinkPad")
    return house.with_household(name="Bea Cop")


@pytest.fixture
def there(house: HouseOnDisk, ana: Known, bea: Known, tmp_path: Path) -> Iterator[HouseOnDisk]:
    """The same house on another PC, which writes under its own letter from now on, a minute later."""
    house.kiosk.store.checkpoint()
    (tmp_path / "there.db").write_bytes(house.path.read_bytes())
    with Kiosk(Store(tmp_path / "there.db", KEY), [kiosk_einclusie], clock=lambda: house.moment) as kiosk:
        kiosk.begin_origin()
    made = HouseOnDisk(tmp_path / "there.db", [kiosk_einclusie])
    made.moment = house.moment + timedelta(minutes=1)
    yield made
    made.close()


def heard(one: HouseOnDisk, other: HouseOnDisk, letter: str) -> list[tuple[str, int]]:
    """Conflicts that `one` finds when it is given all of the other's own events: (code, events)."""
    name = next(n for (n,) in other.kiosk.house.rows("SELECT name FROM origin") if n.startswith(letter))
    received, found = one.kiosk.receive(list(other.kiosk.journal.sent(OriginName(name))))
    assert not received.refused
    return [(conflict.code, len(conflict.events)) for conflict in found]


def test_the_later_of_two_requests_for_the_last_seat_waits_and_is_named_on_both(
    house: HouseOnDisk, there: HouseOnDisk, ana: Known, bea: Known
) -> None:
    for counter, who in ((house, ana), (there, bea)):
        shift = counter.at(PROJECT)
        assert seats.enrol(shift, shift.scan(who.card, seats.COURSE), TITLE).seat
    for one, other, letter in ((house, there, "B"), (there, house, "A")):
        assert heard(one, other, letter) == [("einclusie.seat_twice", 2)]
        course = courses.one(one.kiosk.house, TITLE, house.today).id
        assert [(place.person, place.seat) for place in courses.places(one.kiosk.house, course, house.today)] == [
            (ana.client.person, True), (bea.client.person, False),
        ]  # fmt: skip


def test_a_device_that_was_lent_at_two_counters_is_named_on_both(
    house: HouseOnDisk, there: HouseOnDisk, ana: Known, bea: Known
) -> None:
    for counter, who in ((house, ana), (there, bea)):
        shift = counter.at(PROJECT)
        loans.lend(shift, shift.scan(who.card, loans.LOAN), "A-001")
    for one, other, letter in ((house, there, "B"), (there, house, "A")):
        assert heard(one, other, letter) == [("einclusie.lent_twice", 2)]
        assert [loan.borrower for loan in loans.all_loans(one.kiosk.house)] == [bea.client.person]
