"""After an afternoon with everything in it, the readings are what the events say; merges and forgettings included."""

from __future__ import annotations

from kiosk_foodbank import day as days
from kiosk_foodbank import emergency

from kiosk_core import CASH, Cents, ClientId, Payment
from kiosk_core.care.verification import verify
from kiosk_core.testing import HouseOnDisk

from .test_figures import forget
from .told import codes, collect, in_need, scan


def test_two_registrations_that_are_one_household_have_one_parcel(house: HouseOnDisk) -> None:
    one, two = house.with_household(enrolled=("foodbank",)), house.with_household(enrolled=("foodbank",))
    collect(house, one)
    assert scan(house, two).outcome == "granted"
    merged = house.at("core").merge(ClientId(str(one.client.household)), ClientId(str(two.client.household)))
    assert codes(scan(house, two)) == ["foodbank.already_collected"]
    house.at("core").undo(merged.id, "mistake")
    assert scan(house, two).outcome == "granted"


def test_verify_is_clean_after_all_of_it(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    households = [
        house.with_household(2, ("2026-08-01",), enrolled=("foodbank",), terms={"leave_out": "pork"}) for _ in range(3)
    ]
    shift = house.at("foodbank")
    days.open_day(shift)
    acts = [collect(house, one, [Payment(CASH, Cents(200))]) for one in households]
    in_need(house, adults=2, babies=1)
    in_need(house, households[1])
    signal = emergency.open_signals(house.kiosk.house)[0]
    emergency.follow(shift, signal.event)
    shift.undo(acts[0].id, "mistake")
    days.close_day(shift, Cents(400))
    house.at("core").merge(*(ClientId(str(one.client.household)) for one in households[:2]))
    forget(house, households[1])
    found = verify(house.kiosk.journal)
    assert (found.clean, found.waiting, found.asleep) == (True, (), ())


def test_no_word_of_a_diet_and_no_phone_number_is_left_of_somebody_forgotten(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",), terms={"leave_out": "shellfish"})
    collect(house, fatima)
    shift = house.at("foodbank")
    verdict = shift.decide(fatima.client, "foodbank.emergency")
    shift.record(emergency.with_call_back(verdict.offers[0], "0470998877"))
    forget(house, fatima)
    db = house.kiosk.store.db
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    rows = [repr(row) for name in tables for row in db.execute(f"SELECT * FROM {name}")]
    assert not [row for row in rows if "shellfish" in row or "0470998877" in row or str(fatima.client.household) in row]
