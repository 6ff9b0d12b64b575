"""One definition, one number; and no month or year changes when somebody is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk_foodbank import indicators

from kiosk_core import CASH, Cents, NewMember, Payment, Period, some_child
from kiosk_core.care.forgetting import by_retention, on_request
from kiosk_core.testing import HouseOnDisk, Known
from kiosk_core.tui.people import aged, described

from .told import collect, collect_on, in_need

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
FORTNIGHT = Period(date(2026, 11, 20), date(2026, 12, 3))
ALL = {one.code.removeprefix("foodbank."): one for one in indicators.ALL}


def figures(house: HouseOnDisk, code: str, period: Period = NOVEMBER) -> dict[str, int]:
    return {f.breakdown: f.value for f in ALL[code].compute(house.kiosk.house, period)}


def forget(house: HouseOnDisk, who: Known) -> None:
    ids = [str(who.client.household), *(m.person for m in who.client.members)]
    journal = house.kiosk.journal
    journal.append(lambda: on_request(journal, ids), house.at("core").here())


def a_month(house: HouseOnDisk) -> list[Known]:
    house.set("foodbank.contribution", "2")
    fatima = house.with_household(2, ("2019-04-01", "2026-08-01"), enrolled=("foodbank",))
    omar = house.with_household(1, enrolled=("foodbank",), name="Omar")
    house.at("core").change_person(fatima.client.members[0].person, sex="v")
    house.at("core").change_person(omar.client.members[0].person, sex="m", born="")
    collect(house, fatima, [Payment(CASH, Cents(200))])
    collect(house, omar)
    in_need(house, omar)
    in_need(house, adults=1, children=2)
    house.later(days=5)
    collect(house, fatima)
    house.later(days=7)
    house.at("core").join(omar.client, [NewMember(born="1990-01-01", sex="v")])
    collect(house, omar)
    return [fatima, omar]


def test_parcels_by_kind(house: HouseOnDisk) -> None:
    a_month(house)
    assert figures(house, "parcels") == {"": 5, "regular": 3, "emergency": 2}
    assert figures(house, "parcels", YEAR) == {"": 6, "regular": 4, "emergency": 2}
    assert figures(house, "emergency_parcels") == {"": 2}
    assert figures(house, "baby_parcels") == {"": 2}


def test_a_household_that_had_both_sorts_is_one_household(house: HouseOnDisk) -> None:
    a_month(house)
    assert figures(house, "households") == {"": 3}
    assert figures(house, "households", YEAR) == {"": 3}


def test_persons_are_counted_once_as_they_were_at_the_first_parcel(house: HouseOnDisk) -> None:
    a_month(house)
    assert figures(house, "persons_by_age") == {"": 8, "0-17": 4, "18-29": 0, "30-64": 2, "65+": 0, "unknown": 2}
    assert figures(house, "persons_by_sex") == {"": 8, "v": 1, "m": 1, "x": 0, "unknown": 6}
    assert figures(house, "persons_by_birth") == {"": 8, "exact": 4, "estimated": 2, "unknown": 2}
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    assert figures(house, "persons_by_age", december)["30-64"] == 1, "the household grew since"
    assert figures(house, "persons_federation") == {
        "": 8, "0-182": 1, "183-729": 0, "730-4744": 1, "4745-6569": 0, "6570-8759": 0, "8760-23740": 2, "23741+": 0,
        "unknown": 4,
    }  # fmt: skip


def test_a_child_whose_age_nobody_said_is_in_the_row_of_children_whenever_its_household_comes(
    house: HouseOnDisk,
) -> None:
    """With '?' on the form, and with a digit at an emergency parcel: fiche, counter and both figures say the same."""
    fatima = house.with_household(1, (some_child(house.today),), enrolled=("foodbank",))
    house.later(days=5)
    collect(house, fatima)
    in_need(house, adults=2, children=1, babies=1)
    assert figures(house, "persons_by_age") == {"": 6, "0-17": 3, "18-29": 0, "30-64": 1, "65+": 0, "unknown": 2}
    assert figures(house, "persons_by_birth") == {"": 6, "exact": 1, "estimated": 3, "unknown": 2}
    household = house.kiosk.house.by_number("A1001", house.today)
    assert "0-17: 1" in str(described(household, house.today))
    assert str(aged(household.members[1].birth, house.today)) == "0-17 years"


def test_contributions_by_means_in_cents(house: HouseOnDisk) -> None:
    a_month(house)
    assert figures(house, "contributions") == {"": 600, "cash": 200, "owed": 400}


def test_forgetting_changes_no_month_and_no_year(house: HouseOnDisk) -> None:
    known = a_month(house)
    before = {(code, str(p)): figures(house, code, p) for code in ALL for p in (NOVEMBER, YEAR)}
    for one in known:
        forget(house, one)
        after = {(code, str(p)): figures(house, code, p) for code in ALL for p in (NOVEMBER, YEAR)}
        assert after == before


def test_retention_in_the_middle_of_a_year_changes_no_month_and_no_year(house: HouseOnDisk) -> None:
    a_month(house)
    periods = (NOVEMBER, YEAR, Period(date(2026, 12, 1), date(2026, 12, 31)))
    before = {(code, str(p)): figures(house, code, p) for code in ALL for p in periods}
    drafts = by_retention("visits", date(2026, 12, 1))
    house.kiosk.journal.append(lambda: drafts, house.at("core").here())
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_collected WHERE household IS NULL") == 5
    assert {(code, str(p)): figures(house, code, p) for code in ALL for p in periods} == before


def test_in_another_period_the_parcels_of_the_forgotten_are_a_row_of_their_own(house: HouseOnDisk) -> None:
    fatima, _ = a_month(house)
    forget(house, fatima)
    assert figures(house, "households", FORTNIGHT) == {"": 2, "forgotten": 2}
    assert figures(house, "persons_by_age", FORTNIGHT)["forgotten"] == 8
    assert figures(house, "persons_by_age", FORTNIGHT)[""] == 4


def test_an_undone_first_parcel_passes_its_place_to_the_next(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",))
    first = collect(house, fatima)
    house.later(days=5)
    collect(house, fatima)
    house.at("foodbank").undo(first.id, "mistake")
    assert figures(house, "persons_by_age")[""] == 2
    forget(house, fatima)
    assert figures(house, "persons_by_age")[""] == 2
    assert figures(house, "households") == {"": 1}


def test_a_child_with_two_homes_is_one_person(house: HouseOnDisk) -> None:
    mother = house.with_household(1, enrolled=("foodbank",))
    father = house.with_household(1, enrolled=("foodbank",), name="Jan Peeters")
    office = house.at("core")
    child = NewMember(born="2019-04-01", share="part", sex="v")
    grown = office.join(mother.client, [child])
    office.join(father.client, [NewMember(known=grown.members[1].person, share="part")])
    collect(house, mother)
    collect(house, father)
    whole = {"": 3, "0-17": 1, "18-29": 0, "30-64": 2, "65+": 0, "unknown": 0}
    assert figures(house, "persons_by_age") == whole
    assert figures(house, "persons_by_sex", YEAR) == {"": 3, "v": 1, "m": 0, "x": 0, "unknown": 2}
    assert figures(house, "parcels") == {"": 2, "regular": 2, "emergency": 0}
    forget(house, father)
    assert figures(house, "persons_by_age") == whole
    forget(house, mother)
    assert figures(house, "persons_by_age") == whole


def test_what_was_entered_late_counts_on_its_own_day(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",))
    house.later(days=7)
    collect_on(house, fatima, date(2026, 11, 30))
    assert house.today == date(2026, 12, 2)
    assert figures(house, "parcels")["regular"] == 1
    house.moment += timedelta(days=7)
    assert figures(house, "parcels", Period(house.today, house.today))["regular"] == 0
