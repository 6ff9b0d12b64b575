"""The verdict about the frequency: what was gathered in, findings out."""

from dataclasses import replace
from datetime import date

import pytest
from kiosk_foodbank.rhythm import window
from kiosk_foodbank.rules import EmergencyFacts, Facts, judge, judge_emergency
from kiosk_foodbank.settings import FoodSettings

from kiosk_core import Finding, Severity

TODAY, MONDAY = date(2026, 11, 25), date(2026, 11, 23)
WEEK = FoodSettings()
TWICE = replace(WEEK, frequency="month", per_month=2)


def judged(rules: FoodSettings, *collected: date, closed: bool = False, entitled: bool = True) -> list[Finding]:
    return list(judge(rules, TODAY, Facts(window(rules, TODAY), collected, closed, entitled)))


def test_who_collected_nothing_yet_hears_nothing() -> None:
    assert judged(WEEK) == []
    assert judged(TWICE, MONDAY) == []


def test_a_second_parcel_in_the_window_says_the_day_and_when_to_come_again() -> None:
    (found,) = judged(WEEK, MONDAY)
    assert (found.severity, found.code) == (Severity.STOP, "foodbank.already_collected")
    assert str(found.text) == "This household already has its parcel, from 23/11/2026."
    assert str(found.next_step) == "Welcome again from 30/11/2026. In need before that? Give an emergency parcel."


def test_two_a_month_are_counted_and_never_two_on_one_day() -> None:
    (both,) = judged(TWICE, date(2026, 11, 4), MONDAY)
    assert str(both.text) == "This household already has its 2 parcels, the last from 23/11/2026."
    assert str(both.next_step).startswith("Welcome again from 01/12/2026.")
    (same_day,) = judged(TWICE, TODAY)
    assert same_day.code == "foodbank.already_collected"
    assert str(same_day.next_step).startswith("Welcome again from 26/11/2026.")


def test_per_distribution_nobody_knows_the_next_date_without_weekdays() -> None:
    (found,) = judged(replace(WEEK, frequency="distribution"), TODAY)
    assert str(found.next_step) == "Welcome at the next distribution. In need before that? Give an emergency parcel."


def test_the_house_may_let_the_volunteer_decide() -> None:
    (found,) = judged(replace(WEEK, again="ask"), MONDAY)
    assert found.severity is Severity.ASK


def test_what_was_collected_before_they_parted_asks_once_the_window_has_its_parcels() -> None:
    def codes(rules: FoodSettings, before: tuple[date, ...], *collected: date) -> list[str]:
        return [f.code for f in judge(rules, TODAY, Facts(window(rules, TODAY), collected, before=before))]

    asked = ["foodbank.collected_before_parting"]
    assert codes(WEEK, (MONDAY,)) == codes(TWICE, (TODAY,)) == codes(TWICE, (date(2026, 11, 4), MONDAY)) == asked
    assert codes(TWICE, (MONDAY,)) == []
    assert codes(TWICE, (date(2026, 11, 4),), MONDAY) == asked
    assert codes(WEEK, (MONDAY,), MONDAY) == ["foodbank.already_collected"]


def test_a_closed_day_asks_whether_the_parcel_is_still_for_it() -> None:
    (found,) = judged(WEEK, closed=True)
    assert (found.severity, found.code) == (Severity.ASK, "foodbank.day_closed")


def test_whoever_has_no_decision_is_pointed_to_the_emergency_parcel() -> None:
    (found,) = judged(WEEK, entitled=False)
    assert (found.severity, found.code) == (Severity.NOTE, "foodbank.emergency_possible")


@pytest.mark.parametrize("today", [0, 1, 40])
def test_an_emergency_parcel_is_counted_aloud_and_never_held_back(today: int) -> None:
    found = list(judge_emergency(EmergencyFacts(today, MONDAY)))
    assert [f.code for f in found] == ["foodbank.emergency_today", "foodbank.emergency_before"]
    assert {f.severity for f in found} == {Severity.NOTE}
    assert str(today) in str(found[0].text)
    assert "23/11/2026" in str(found[1].text)
