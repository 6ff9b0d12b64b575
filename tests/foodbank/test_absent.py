"""Who was excused or did not come: the coordinator reads it, no counter does, and a day that still goes on misses nobody."""

from __future__ import annotations

import pytest
from kiosk_foodbank import absent, groups
from kiosk_foodbank import day as days

from kiosk_core import NotAllowed
from kiosk_core.testing import HouseOnDisk

from .test_groups import ENROLLED, FRIDAY, WEDNESDAY, awaited, two_groups
from .told import codes, collect, collect_on, scan


def test_the_copy_of_the_only_one_who_did_not_come_has_nothing_of_the_totals_of_that_day(house: HouseOnDisk) -> None:
    two_groups(house)
    missed, volunteer = house.with_household(enrolled=ENROLLED), house.at("foodbank", "volunteer")
    groups.join(house.at("foodbank"), missed.client, "A")
    days.open_day(volunteer)
    days.close_day(volunteer)
    copied = {entry.kind for entry in house.at("core").dossier("A1001").entries}
    assert "foodbank.not_come" in copied
    assert "foodbank.day_closed" not in copied, "the house's own"


def test_who_is_excused_or_did_not_come_is_told_to_the_coordinator_and_to_no_counter(house: HouseOnDisk) -> None:
    house.set("foodbank.frequency", "days")
    two_groups(house)
    came, told, missed, late = (house.with_household(enrolled=ENROLLED) for _ in range(4))
    shift = house.at("foodbank")
    for one in (came, told, missed, late):
        groups.join(shift, one.client, "A")
    volunteer = house.at("foodbank", "volunteer")
    groups.excuse(volunteer, told.client)
    assert ("A1002", "A", True) in awaited(house, WEDNESDAY)
    days.open_day(volunteer)
    assert days.show(house.kiosk.house, "balie", WEDNESDAY).expected == 3
    collect(house, came)
    days.close_day(volunteer)
    noted = house.kiosk.house.rows("SELECT household FROM foodbank_not_come")
    assert set(noted) == {(one.client.household,) for one in (missed, late)}, "who told beforehand is not among them"
    house.later(days=1)
    collect_on(house, late, WEDNESDAY)
    found = absent.lately(shift)
    assert found == [absent.Absent("A1003", not_come=(WEDNESDAY,)), absent.Absent("A1002", excused=(WEDNESDAY,))]
    with pytest.raises(NotAllowed):
        absent.lately(volunteer)
    house.later(days=13)
    for one in (told, missed):
        verdict = scan(house, one)
        assert (verdict.outcome, codes(verdict)) == ("granted", [])
    house.later(days=40)
    assert absent.lately(shift) == []


def test_who_comes_after_all_is_expected_again(house: HouseOnDisk) -> None:
    two_groups(house)
    fatima = house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "B")
    groups.excuse(shift, fatima.client)
    assert awaited(house, FRIDAY) == [("A1001", "B", True)], "its next day, not today"
    groups.excuse(shift, fatima.client, excused=False)
    assert awaited(house, FRIDAY) == [("A1001", "B", False)]


def test_nobody_is_missed_while_another_counter_still_serves(house: HouseOnDisk) -> None:
    two_groups(house)
    who = house.at("foodbank").volunteer
    house.at("core").set_up_counter("site")
    here, there = (house.kiosk.shift(who, counter, "foodbank") for counter in ("balie", "site"))
    groups.join(here, house.with_household(enrolled=ENROLLED).client, "A")
    for shift in (here, there):
        days.open_day(shift)
    days.close_day(here)
    assert absent.lately(here) == []
    days.close_day(there)
    assert len(absent.lately(here)) == 1
