"""What is asked before an enrolment is noted. It is never a stop: the decision is the social worker's."""

from __future__ import annotations

from datetime import date

from kiosk_foodbank import registration

from kiosk_core import Client, Finding, NewMember, Severity
from kiosk_core.testing import HouseOnDisk


def asked(house: HouseOnDisk, client: Client | None, until: date, since: date = date(2026, 11, 25)) -> list[Finding]:
    answers = {"core.project": "foodbank", "core.from_day": since, "core.until_day": until}
    return list(registration.check(answers, client, house.kiosk.house))


def test_a_decision_for_longer_than_usual_is_asked_about(house: HouseOnDisk) -> None:
    assert asked(house, None, date(2027, 11, 25)) == []
    (found,) = asked(house, None, date(2027, 11, 26))
    assert (found.severity, found.code) == (Severity.ASK, "foodbank.long_enrolment")
    house.set("foodbank.usual_months", "3")
    assert asked(house, None, date(2027, 2, 26))
    assert asked(house, None, date(2027, 3, 1), since=date(2026, 11, 30)) == []


def test_a_household_without_an_adult_is_asked_about_and_an_unknown_age_is_not(house: HouseOnDisk) -> None:
    for born, codes in (("2010-01-01", ["foodbank.no_adult"]), (None, []), ("2008-11-25", [])):
        client = house.at("core").register([NewMember(born=born)])
        assert [f.code for f in asked(house, client, date(2027, 1, 1))] == codes


def test_enrolling_asks_the_plugin_with_the_dates_of_the_decision(house: HouseOnDisk) -> None:
    client = house.with_household().client
    answers = {"core.project": "foodbank", "core.from_day": house.today, "core.until_day": date(2030, 1, 1)}
    found = house.kiosk.plugins.ask("check_registration", answers=answers, client=client, house=house.kiosk.house)
    assert ("foodbank", "foodbank.long_enrolment") in [(by, f.code) for by, f in found.values]
    house.at("core").enrol(client, "foodbank", date(2030, 1, 1))


def test_other_projects_are_not_asked_about(house: HouseOnDisk) -> None:
    answers = {"core.project": "soup", "core.from_day": house.today, "core.until_day": date(2040, 1, 1)}
    assert list(registration.check(answers, None, house.kiosk.house)) == []
    assert list(registration.check({"core.name": "x"}, None, house.kiosk.house)) == []
