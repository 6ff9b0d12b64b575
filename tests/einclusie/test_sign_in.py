"""Signing in: one scan, no key; a seat or not; a second scan; a visitor without a name; and what undoing leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kiosk_einclusie import sessions, sign_in

from kiosk_core import Changed, KioskError
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, codes, comes, planned, scan, tomorrow


def test_one_scan_needs_no_key(house: HouseOnDisk) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT, "volunteer")
    verdict = shift.scan(fatima.card)
    assert verdict.outcome == "granted"
    offer = shift.fast(verdict)
    assert offer is not None
    act = shift.record(offer)
    assert [event.kind for event in act.events] == [
        "einclusie.session_planned", "einclusie.session_opened", "einclusie.signed_in",
    ]  # fmt: skip
    assert act.events[-1].fields == {
        "service": "einclusie.sign_in", "first_month": True, "first_year": True, "session": "2026-11-25@balie", "anonymous": False,
        "late": False, "nth": 0,
    }  # fmt: skip


def test_the_first_visitor_opens_the_help_desk_that_was_planned(house: HouseOnDisk) -> None:
    morning, noon = planned(house, hour=9), planned(house, hour=13)
    said = comes(house, house.with_household())
    assert (said.says, said.session.id, said.seat) == ("welcome", noon.id, 1)
    assert sessions.one(house.kiosk.house, morning.id).condition == "planned"
    assert comes(house).session.id == noon.id


def test_an_appointment_is_for_whom_it_was_made(house: HouseOnDisk) -> None:
    fatima, omar = house.with_household(), house.with_household(name="Omar")
    desk = planned(house)
    shift = house.at(PROJECT)
    done = sessions.plan(shift, house.today, 720, 30, sort="appointment", guest=fatima.client.person)
    assert comes(house, fatima).session.id == done.sessions[0]
    assert comes(house, omar).session.id == desk.id


def test_a_second_scan_goes_home_and_frees_the_seat(house: HouseOnDisk) -> None:
    planned(house, capacity=1)
    fatima, omar = house.with_household(), house.with_household(name="Omar")
    comes(house, fatima)
    assert scan(house, omar).outcome == "refused"
    house.later(minutes=10)
    assert comes(house, fatima).says == "goodbye"
    assert comes(house, omar).says == "welcome"
    assert sessions.around(house.at(PROJECT))[0].came == 2


def test_a_second_scan_is_ignored_when_the_house_says_so(house: HouseOnDisk) -> None:
    house.set("einclusie.second_scan", "ignore")
    fatima = house.with_household()
    comes(house, fatima)
    events = house.kiosk.house.number("SELECT count(*) FROM event")
    house.later(minutes=10)
    said = comes(house, fatima)
    assert (said.says, said.act) == ("here_already", None)
    assert str(scan(house, fatima).findings[0].text) == "Is here already, since 12:00."
    assert house.kiosk.house.number("SELECT count(*) FROM event") == events


def test_a_full_session_says_what_is_possible(house: HouseOnDisk) -> None:
    planned(house, capacity=2)
    planned(house, day=tomorrow(house), hour=14)
    comes(house), comes(house)
    verdict = scan(house, house.with_household())
    assert (verdict.outcome, codes(verdict)) == ("refused", ["einclusie.full"])
    assert str(verdict.findings[0].text) == "All 2 seats are taken."
    assert (
        str(verdict.findings[0].next_step) == "Ask to wait until somebody goes home, or to come on 26/11/2026 at 14:00."
    )
    with pytest.raises(sign_in.NotNow, match="All 2 seats are taken"):
        comes(house)


def test_the_last_seat_is_given_once_to_two_who_were_both_welcome(house: HouseOnDisk) -> None:
    planned(house, capacity=1)
    other = house.again()
    one, two = house.with_household(), house.with_household(name="Omar")
    here, there = house.at(PROJECT, "volunteer"), other.at(PROJECT, "volunteer")
    first, second = here.scan(one.card), there.scan(two.card)
    assert (first.outcome, second.outcome) == ("granted", "granted")
    here.record(first.offers[0])
    with pytest.raises(Changed):
        there.record(second.offers[0])
    assert sessions.around(here)[0].here == 1
    other.close()


def test_the_same_card_at_two_screens_is_one_visit(house: HouseOnDisk) -> None:
    fatima, other = house.with_household(), house.again()
    here, there = house.at(PROJECT, "volunteer"), other.at(PROJECT, "volunteer")
    first, second = here.scan(fatima.card), there.scan(fatima.card)
    here.record(first.offers[0])
    with pytest.raises(Changed, match="here already"):
        there.record(second.offers[0])
    other.close()


def test_a_visitor_without_a_name_is_counted_and_is_nobody(house: HouseOnDisk) -> None:
    comes(house), comes(house)
    act = comes(house).act
    assert act is not None
    sign_in.note_age(house.at(PROJECT, "volunteer"), act, "65+")
    assert sessions.around(house.at(PROJECT))[0].came == 3
    assert house.kiosk.house.rows("SELECT band FROM einclusie_band") == [("65+",)]
    assert house.kiosk.house.number("SELECT count(*) FROM core_person") == 0


def test_a_wrong_sign_in_is_undone_and_who_came_after_stays(house: HouseOnDisk) -> None:
    """Also when it was the one that opened the help desk."""
    first = comes(house, house.with_household()).act
    comes(house)
    assert first is not None
    house.at(PROJECT, "volunteer").undo(first.id, "wrong_client")
    (desk,) = sessions.around(house.at(PROJECT))
    assert (desk.condition, desk.came, desk.here) == ("open", 1, 1)
    assert comes(house).seat == 2


def test_a_visitor_of_yesterday_who_never_went_home_is_welcome_today(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    comes(house, fatima)
    house.later(days=1)
    assert comes(house, fatima).says == "welcome"


def test_a_household_that_comes_with_several_is_asked_who(house: HouseOnDisk) -> None:
    fatima = house.with_household(adults=2)
    shift = house.at(PROJECT, "volunteer")
    household = shift.house.by_number(fatima.client.number.partition(".")[0], house.today)
    with pytest.raises(KioskError) as raised:
        shift.decide(household)
    assert raised.value.code == "which_member"


def test_a_card_that_was_lost_signs_nobody_in(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    house.at("core").stop_card(fatima.card, "lost")
    with pytest.raises(sign_in.NotNow, match="not known any more"):
        comes(house, fatima)


def test_after_a_forgetting_the_visit_still_counts(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    comes(house, fatima)
    house.at("core").forget(fatima.client.number, "request")
    (desk,) = sessions.around(house.at(PROJECT))
    assert desk.came == 1
    house.moment += timedelta(minutes=1)
    assert comes(house).seat == 2
