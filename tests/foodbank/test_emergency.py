"""Somebody in need: with a card, or with nothing at all."""

from __future__ import annotations

import pytest
from kiosk_foodbank import emergency

from kiosk_core import NotAllowed, NotFound
from kiosk_core.domain.receipts import Qr
from kiosk_core.testing import HouseOnDisk

from .told import codes, collect, in_need, receipt, scan, slip


def test_three_numbers_are_enough(house: HouseOnDisk) -> None:
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(None, "foodbank.emergency", asked={"adults": 2, "children": 1, "babies": 1})
    (offer,) = verdict.offers
    assert (verdict.outcome, codes(verdict), offer.asks, offer.due) == (
        "granted", ["foodbank.emergency_today"], False, 0
    )  # fmt: skip
    assert str(offer.title) == "Emergency parcel for 4 persons"
    assert [(str(line.text), line.quantity) for line in offer.hand_over] == [
        ("Crate with food for a few days", 2),
        ("Baby parcel: ask the parents which milk and which nappies", 1),
    ]
    act = shift.record(offer)
    assert [e.kind for e in act.events] == ["foodbank.parcel_collected", "foodbank.referred"]
    assert act.events[0].fields["parcel"] == "emergency"


def test_the_list_of_the_last_acts_says_what_was_given_and_only_that_is_asked_back(house: HouseOnDisk) -> None:
    shift, fatima = house.at("foodbank", "volunteer"), house.with_household(3, enrolled=("foodbank",))
    collect(house, fatima)
    house.later(seconds=1)
    in_need(house, adults=2)
    emergency, parcel = shift.last_served()
    assert (str(emergency.what), emergency.number) == ("Emergency parcel for 2 persons", "")
    assert (str(parcel.what), parcel.number) == ("Food parcel for 3 persons", "A1001")
    assert [str(one) for one in shift.take_back(parcel.act).goods] == ["Food parcel for 3 persons"]


def test_the_offer_asks_until_the_numbers_were_said(house: HouseOnDisk) -> None:
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(None, "foodbank.emergency")
    assert verdict.offers[0].asks
    assert shift.fast(verdict) is None


def test_every_stranger_is_another_household(house: HouseOnDisk) -> None:
    one, two = in_need(house, adults=1), in_need(house, adults=1)
    assert one.events[0].subject != two.events[0].subject
    assert one.events[0].subject == one.events[1].subject


def test_with_a_card_nobody_asks_for_an_enrolment_and_the_household_is_known(house: HouseOnDisk) -> None:
    fatima = house.with_household(1, ("2026-08-01",))
    verdict = scan(house, fatima, "foodbank.emergency")
    assert (verdict.outcome, codes(verdict)) == ("granted", ["foodbank.emergency_today"])
    act = collect(house, fatima, service="foodbank.emergency")
    assert act.events[0].subject == fatima.client.household
    assert act.events[0].fields["handed"] == {"emergency_crate": 1, "milk_1": 1, "nappies_3": 1}


def test_nothing_ever_stops_one_and_the_screen_says_how_many_there_were(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    collect(house, fatima)
    for _ in range(3):
        assert scan(house, fatima, "foodbank.emergency").outcome == "granted"
        collect(house, fatima, service="foodbank.emergency")
    verdict = scan(house, fatima, "foodbank.emergency")
    assert codes(verdict) == ["foodbank.emergency_before", "foodbank.emergency_today"]
    assert "3 emergency parcels were given today." in [str(f.text) for f in verdict.findings]


def test_whoever_has_a_card_and_says_other_numbers_gets_what_they_say(house: HouseOnDisk) -> None:
    fatima = house.with_household(1)
    act = in_need(house, fatima, adults=2, children=3)
    assert (act.events[0].subject, act.events[0].fields["portion"]) == (fatima.client.household, "large")
    assert act.events[0].fields["ages"] == {"unknown": 2, "0-17": 3}


def test_somebody_who_left_every_household_gets_one_too(house: HouseOnDisk) -> None:
    fatima = house.with_household(2)
    house.at("core").leave(fatima.client, [fatima.client.members[0].person], "left")
    house.later(days=1)
    refused = scan(house, fatima)
    assert (refused.outcome, str(refused.findings[0].text)) == (
        "refused",
        "This person is not part of a household now.",
    )
    assert scan(house, fatima, "foodbank.emergency").outcome == "granted"
    collect(house, fatima, service="foodbank.emergency")


def test_an_emergency_parcel_does_not_take_the_place_of_the_regular_one(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    in_need(house, fatima)
    assert scan(house, fatima).outcome == "granted"


def test_the_slip_says_where_when_and_whom_to_call_and_carries_a_code_of_its_own(house: HouseOnDisk) -> None:
    house.set("core.address", "Stationsstraat 1")
    house.set("core.phone", "011 22 33 44")
    house.set("foodbank.referral_when", "dinsdag 9-12 u")
    act = in_need(house, adults=0, babies=1)
    said = slip(house, act)
    assert "Baby parcel 1 x" in said, "what the volunteer is told to ask is no sentence for the parents"
    for part in (
        "Where: Stationsstraat 1",
        "When: dinsdag 9-12 u",
        "Phone: 011 22 33 44",
        "Emergency parcel for 1 person",
    ):
        assert part in said
    (code,) = [part.code for block in receipt(house, act).blocks for part in block.parts if isinstance(part, Qr)]
    scanned = house.kiosk.resolve(code)
    assert (scanned.kind, scanned.owner, scanned.state, scanned.id) == (
        "slip",
        "foodbank",
        "live",
        act.events[0].subject,
    )


def test_a_slip_is_no_card(house: HouseOnDisk) -> None:
    act = in_need(house, adults=1)
    (code,) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='slip'")
    assert house.at("foodbank", "volunteer").scan(code[0]).outcome == "unknown"
    assert len(act.events) == 2


def test_the_coordinator_gets_a_signal_and_takes_it_up_once(house: HouseOnDisk) -> None:
    shift, coordinator = house.at("foodbank", "volunteer"), house.at("foodbank")
    verdict = shift.decide(None, "foodbank.emergency", asked={"adults": 1})
    act = shift.record(emergency.with_call_back(verdict.offers[0], " 0470 11 22 33 "))
    fatima = house.with_household()
    in_need(house, fatima)
    known, stranger = emergency.open_signals(house.kiosk.house)
    assert (known.number, known.call_back) == ("A1001", None)
    assert (stranger.number, stranger.call_back, stranger.day) == (None, "0470 11 22 33", house.today)
    with pytest.raises(NotAllowed):
        emergency.follow(shift, stranger.event)
    emergency.follow(coordinator, stranger.event)
    assert emergency.open_signals(house.kiosk.house) == [known]
    (code,) = house.kiosk.house.rows("SELECT code FROM core_code WHERE subject=?", act.events[0].subject)
    assert house.kiosk.resolve(code[0]).state == "used"
    with pytest.raises(NotFound):
        emergency.follow(coordinator, stranger.event)


def test_the_call_back_number_lies_in_a_leaf_that_goes_with_the_notes(house: HouseOnDisk) -> None:
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(None, "foodbank.emergency", asked={"adults": 1})
    _, referred = shift.record(emergency.with_call_back(verdict.offers[0], "0470112233")).events
    assert referred.keep == "notes"
    assert "0470112233" not in referred.kept


def test_an_emergency_parcel_taken_back_takes_its_slip_and_signal_with_it(house: HouseOnDisk) -> None:
    act = in_need(house, adults=1)
    (code,) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='slip'")
    house.at("foodbank", "volunteer").undo(act.id, "mistake")
    assert emergency.open_signals(house.kiosk.house) == []
    assert house.kiosk.resolve(code[0]).kind == "unknown"
