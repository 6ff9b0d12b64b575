"""A parcel at the counter of a real house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from kiosk_foodbank import contribution

from kiosk_core import (
    CASH,
    OWED,
    Cents,
    Changed,
    DoesNotBalance,
    NewMember,
    NotAllowed,
    NotUnderstood,
    Payment,
    Severity,
)
from kiosk_core.testing import HouseOnDisk

from .told import codes, collect, collect_on, scan

MONDAY = date(2026, 11, 23)


def test_a_valid_enrolment_is_granted_with_everything_the_volunteer_needs(house: HouseOnDisk) -> None:
    fatima = house.with_household(
        2, ("2019-04-01", "2026-08-01"), enrolled=("foodbank",), terms={"leave_out": "pork, nuts"}
    )
    verdict = scan(house, fatima)
    (offer,) = verdict.offers
    assert verdict.outcome == "granted"
    assert str(offer.title) == "Parcel for 4 persons"
    assert [(str(line.text), line.quantity) for line in offer.hand_over] == [
        ("Crate with food", 2), ("Baby milk 1 (from birth)", 1), ("Nappies size 3", 1)
    ]  # fmt: skip
    assert [str(text) for text in offer.leave_out] == ["Pork", "Nuts"]
    assert (offer.due, offer.purpose) == (0, "foodbank.contribution")


def test_a_parcel_handed_over_is_one_event_that_names_nobody(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, ("2019-04-01",), enrolled=("foodbank",), terms={"leave_out": "pork"})
    act = collect(house, fatima)
    (event,) = act.events
    assert event.kind == "foodbank.parcel_collected"
    assert event.subject == fatima.client.household
    assert event.fields | {"ages": 0, "sexes": 0, "federation": 0, "births": 0} == {
        "service": "foodbank.parcel", "first_month": True, "first_year": True, "parcel": "regular", "portion": "medium",
        "adults": 2, "children": 1, "babies": 0, "part": 0, "ages": 0, "sexes": 0, "federation": 0, "births": 0,
        "shared_month": None, "shared_year": None, "handed": {"crate": 2}, "due": 0, "late": False, "rhythm": "week",
        "next_day": "2026-11-30",
    }  # fmt: skip
    assert not {"pork", str(fatima.client.person)} & set(event.kept.split('"'))


def test_who_is_not_enrolled_is_refused_and_pointed_to_the_emergency_parcel(house: HouseOnDisk) -> None:
    verdict = scan(house, house.with_household())
    assert verdict.outcome == "refused"
    assert codes(verdict) == ["core.not_enrolled", "foodbank.emergency_possible"]
    assert verdict.offers == ()


def test_a_second_parcel_on_the_same_day_is_refused_whoever_of_the_household_comes(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",))
    collect(house, fatima)
    other = house.at("core").kiosk.house.client(fatima.client.members[1].person, house.today)
    verdict = house.at("foodbank", "volunteer").decide(other)
    assert (verdict.outcome, codes(verdict)) == ("refused", ["foodbank.already_collected"])
    house.later(days=5)
    assert scan(house, fatima).outcome == "granted", "another week"


def test_already_collected_says_neither_hour_nor_place_nor_person(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    collect(house, fatima)
    house.later(days=1)
    (found,) = scan(house, fatima).findings
    assert str(found.text) == "This household already has its parcel, from 25/11/2026."


def test_a_wrong_parcel_is_undone_and_can_be_collected_again(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    act = collect(house, fatima)
    house.at("foodbank", "volunteer").undo(act.id, "wrong_client")
    assert scan(house, fatima).outcome == "granted"
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_collected") == 0
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_collected_all") == 1


def test_two_counters_that_both_said_yes_hand_over_one_parcel(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    other = house.again()
    here, there = scan(house, fatima), scan(other, fatima)
    house.at("foodbank", "volunteer").record(here.offers[0])
    with pytest.raises(Changed):
        other.at("foodbank", "volunteer").record(there.offers[0])
    assert other.kiosk.house.number("SELECT count(*) FROM foodbank_collected") == 1
    other.close()


def test_an_ask_is_confirmed_and_leaves_its_trace(house: HouseOnDisk) -> None:
    house.set("foodbank.again", "ask")
    fatima = house.with_household(enrolled=("foodbank",))
    collect(house, fatima)
    verdict = scan(house, fatima)
    assert (verdict.outcome, len(verdict.offers)) == ("ask", 1)
    assert [e.kind for e in collect(house, fatima).events] == ["foodbank.parcel_collected", "core.ask_confirmed"]


def test_a_parcel_from_paper_belongs_to_its_day_and_blocks_the_later_ones(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    house.later(days=3)
    act = collect_on(house, fatima, house.today - timedelta(days=2))
    assert act.events[0].day == date(2026, 11, 26)
    assert codes(scan(house, fatima)) == ["foodbank.already_collected"]


def test_an_earlier_day_from_paper_finds_a_later_parcel_of_its_week(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    house.later(days=2)
    collect(house, fatima)
    shift = house.at("foodbank", "volunteer")
    earlier = shift.decide(fatima.client, here=replace(shift.here(), day=house.today - timedelta(days=1)))
    assert codes(earlier) == ["foodbank.already_collected"]


def test_after_the_last_day_help_goes_on_with_a_question_and_then_with_another_parcel(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",), until=date(2026, 12, 10))
    assert codes(scan(house, fatima)) == ["core.ends_soon"]
    house.moment += timedelta(days=20)
    assert (scan(house, fatima).outcome, codes(scan(house, fatima))) == ("ask", ["core.grace"])
    house.moment += timedelta(days=26)
    verdict = scan(house, fatima)
    assert codes(verdict) == ["core.ended", "foodbank.emergency_possible"]
    assert verdict.findings[1].severity is Severity.NOTE


def test_what_is_due_is_paid_or_owed_and_old_debts_are_settled_later(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2,50")
    fatima, omar = house.with_household(enrolled=("foodbank",)), house.with_household(enrolled=("foodbank",))
    paid = collect(house, fatima, [Payment(CASH, Cents(300))])
    assert (paid.change, paid.receipt) == (50, "A-2026-000001")
    collect(house, omar)
    shift, volunteer = house.at("foodbank"), house.at("foodbank", "volunteer")
    with pytest.raises(NotAllowed):
        contribution.debts(volunteer)
    assert contribution.debts(shift) == [contribution.Debt(omar.client.number.split(".")[0], Cents(250))]
    with pytest.raises(DoesNotBalance):
        contribution.pay(volunteer, omar.client, [Payment("bancontact", Cents(300))])
    with pytest.raises(NotUnderstood):
        contribution.pay(volunteer, omar.client, [Payment(OWED, Cents(100))])
    contribution.pay(volunteer, omar.client, [Payment(CASH, Cents(100))])
    assert contribution.owed(house.kiosk.house, omar.client.household or "") == 150
    assert contribution.pay(volunteer, omar.client, [Payment(CASH, Cents(200))]).change == 50
    assert contribution.debts(shift) == []


def test_debts_never_speak_at_the_counter(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    omar = house.with_household(enrolled=("foodbank",))
    collect(house, omar)
    house.later(days=7)
    assert (scan(house, omar).outcome, codes(scan(house, omar))) == ("granted", [])


def test_a_contribution_in_cash_is_not_rounded_unless_the_house_says_so(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "1,98")
    fatima, omar = house.with_household(enrolled=("foodbank",)), house.with_household(enrolled=("foodbank",))
    assert collect(house, fatima, [Payment(CASH, Cents(198))]).change == 0
    house.set("core.rounding", "foodbank.contribution=on")
    assert collect(house, omar, [Payment(CASH, Cents(200))]).change == 0


def test_a_household_that_grew_gets_the_size_of_today(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",))
    assert scan(house, fatima).offers[0].hand_over[0].quantity == 1
    house.at("core").join(fatima.client, [NewMember(born="2026-11-20")])
    lines = scan(house, fatima).offers[0].hand_over
    assert [(str(line.text), line.quantity) for line in lines] == [
        ("Crate with food", 2), ("Baby milk 1 (from birth)", 1), ("Nappies size 1", 1)
    ]  # fmt: skip
