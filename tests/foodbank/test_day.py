"""The distribution's day: opened, expected, served, counted, closed, backed up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from kiosk_foodbank import contribution
from kiosk_foodbank import day as days

from kiosk_core import CASH, Cents, Changed, Payment
from kiosk_core.registry.households import HouseholdChanged
from kiosk_core.testing import HouseOnDisk

from .told import codes, collect, collect_on, in_need, scan

ENROLLED = ("foodbank",)


def shown(house: HouseOnDisk, day: date | None = None) -> days.Day:
    return days.show(house.kiosk.house, "balie", day or house.today)


def test_expected_are_those_who_may_come_and_served_those_who_came(house: HouseOnDisk) -> None:
    fatima, omar = house.with_household(enrolled=ENROLLED), house.with_household(2, enrolled=ENROLLED, name="Omar")
    house.with_household(enrolled=ENROLLED, until=house.today)
    house.with_household()
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    assert (shown(house).expected, shown(house).served) == (3, 0)
    collect(house, fatima)
    assert (shown(house).expected, shown(house).served) == (3, 1)
    waiting = days.still_to_come(house.kiosk.house, house.today)
    assert [(one.number, one.names, one.size) for one in waiting][:1] == [("A1002", ("Omar",), 2)]
    assert waiting[0].household == omar.client.household
    house.later(days=1)
    assert (shown(house).expected, shown(house).served) == (1, 0), "one came this week, one decision ended"


def test_who_was_served_before_the_opening_is_among_those_expected_on_every_screen(house: HouseOnDisk) -> None:
    fatima, omar, _ = (house.with_household(enrolled=ENROLLED) for _ in range(3))
    shift = house.at("foodbank", "volunteer")
    collect(house, fatima)
    opened = days.open_day(shift)
    collect(house, omar)
    still = len(days.still_to_come(house.kiosk.house, house.today))
    assert (opened.events[0].fields["expected"], shown(house).expected, shown(house).served + still) == (3, 3, 3)
    glances = house.kiosk.plugins.ask("at_a_glance", only={"foodbank"}, here=shift.here(), house=shift.house)
    assert str(glances.values[0][1].text) == "2 parcels today, 3 households expected at the opening"


def test_a_closed_day_is_as_it_was_and_says_what_came_to_it_since(house: HouseOnDisk) -> None:
    fatima, omar, _ = (house.with_household(enrolled=ENROLLED) for _ in range(3))
    shift, wednesday = house.at("foodbank", "volunteer"), house.today
    days.open_day(shift)
    collect(house, fatima)
    days.close_day(shift)
    house.later(days=1)
    house.with_household(enrolled=ENROLLED)
    collect_on(house, omar, wednesday)
    then = shown(house, wednesday)
    assert (then.served, then.expected, then.totals.regular, then.totals.persons, then.since) == (1, 3, 1, 1, 1)


def test_a_protected_household_is_counted_and_not_listed(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    assert fatima.client.household is not None
    house.at("core").tell(HouseholdChanged(household=fatima.client.household, address=None, phone=None, protected=True))
    assert shown(house).expected == 1
    assert days.still_to_come(house.kiosk.house, house.today) == []


def test_a_day_is_opened_once_and_closed_once(house: HouseOnDisk) -> None:
    shift = house.at("foodbank", "volunteer")
    with pytest.raises(Changed, match="not opened"):
        days.close_day(shift)
    days.open_day(shift)
    with pytest.raises(Changed, match="opened already"):
        days.open_day(shift)
    closed = days.close_day(shift)
    with pytest.raises(Changed, match="closed already"):
        days.close_day(shift)
    shift.undo(closed.id, "mistake")
    assert not shown(house).closed
    days.close_day(shift)


def test_the_cash_list_is_counted_and_says_the_difference(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    fatima, omar = house.with_household(enrolled=ENROLLED), house.with_household(2, ("2026-08-01",), enrolled=ENROLLED)
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    collect(house, fatima, [Payment(CASH, Cents(500))])
    collect(house, omar)
    in_need(house, adults=1, babies=1)
    days.close_day(shift, Cents(150))
    closed = shown(house)
    assert closed.totals == days.Totals(
        regular=2, emergency=1, baby=2, persons=6, due=Cents(400), cash=Cents(200), owed=Cents(200)
    )
    assert (closed.counted, closed.difference, closed.served) == (150, -50, 2)


def test_a_box_that_did_not_match_stands_in_the_notes_of_that_day(house: HouseOnDisk) -> None:
    """Who closes goes home; the coordinator reads it the day after."""
    house.set("foodbank.contribution", "2")
    fatima, wednesday = house.with_household(enrolled=ENROLLED), house.today
    shift, office = house.at("foodbank", "volunteer"), house.at("core")
    days.open_day(shift)
    collect(house, fatima, [Payment(CASH, Cents(200))])
    closed = days.close_day(shift, Cents(150))
    house.later(days=1)
    assert office.to_know() == []
    assert [str(one.text) for one in office.to_know(wednesday)] == [
        "€0.50 too little in the box of balie at the closing: €2.00 came in, €1.50 was counted."
    ]
    house.at("foodbank").undo(closed.id, "mistake")
    assert office.to_know(wednesday) == [], "it was opened again"
    closed = days.close_day(shift, Cents(250), wednesday)
    assert "€0.50 too much" in str(office.to_know(wednesday)[0].text)
    house.at("foodbank").undo(closed.id, "mistake")
    days.close_day(shift, Cents(200), wednesday)
    assert office.to_know(wednesday) == [], "it matches"


def test_a_parcel_undone_after_the_closing_is_told_beside_what_was_counted(house: HouseOnDisk) -> None:
    """The report has one parcel less; the closing stays as it was, and says why they differ."""
    house.set("foodbank.contribution", "2")
    fatima, wednesday = house.with_household(enrolled=ENROLLED), house.today
    shift, office = house.at("foodbank", "volunteer"), house.at("foodbank")
    days.open_day(shift)
    collected = collect(house, fatima, [Payment(CASH, Cents(200))])
    days.close_day(shift, Cents(200))
    house.later(days=20)
    office.undo(collected.id, "mistake")
    known = shown(house, wednesday)
    assert (known.totals.regular, known.difference, known.since, known.since_cash) == (1, 0, -1, -200)
    assert [str(one.text) for one in house.at("core").to_know(wednesday)] == [
        "After balie was closed: 1 parcel less since the closing, €2.00 cash less."
    ]


def test_the_totals_of_a_closed_day_stay_what_they_were(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    days.close_day(shift)
    verdict = scan(house, fatima)
    assert (verdict.outcome, codes(verdict)) == ("ask", ["foodbank.day_closed"])
    collect(house, fatima)
    assert shown(house).totals.regular == 0
    assert days.totals(house.kiosk.house, "balie", house.today).regular == 1


def test_yesterday_is_opened_entered_and_closed_from_paper(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    house.later(days=1)
    yesterday = house.today - timedelta(days=1)
    shift = house.at("foodbank", "volunteer")
    opened = days.open_day(shift, yesterday)
    collect_on(house, fatima, yesterday)
    closed = days.close_day(shift, Cents(0), yesterday)
    assert {e.day for act in (opened, closed) for e in act.events} == {yesterday}
    assert (shown(house, yesterday).totals.regular, shown(house).opened) == (1, False)


def test_each_counter_has_its_own_day_and_cash(house: HouseOnDisk) -> None:
    who = house.at("foodbank", "volunteer").volunteer
    fatima = house.with_household(enrolled=ENROLLED)
    house.at("core").set_up_counter("site")
    here, there = (house.kiosk.shift(who, counter, "foodbank") for counter in ("balie", "site"))
    days.open_day(here)
    days.open_day(there)
    there.record(there.scan(fatima.card).offers[0])
    assert [days.show(house.kiosk.house, c, house.today).totals.regular for c in ("balie", "site")] == [0, 1]
    assert shown(house).served == 1, "served and expected are the house's"


def test_per_distribution_a_new_opening_begins_a_new_turn(house: HouseOnDisk) -> None:
    house.set("foodbank.frequency", "distribution")
    fatima = house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    collect(house, fatima)
    house.later(days=9)
    assert codes(scan(house, fatima)) == ["foodbank.already_collected"], "not opened yet"
    opened = days.open_day(shift)
    assert opened.events[0].fields["expected"] == 1
    assert scan(house, fatima).outcome == "granted"


def test_closing_makes_a_verified_backup_where_the_settings_say(house: HouseOnDisk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    house.set("core.backup_folder", str(stick), counter="balie")
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    days.close_day(shift)
    made = shift.back_up()
    assert made is not None
    assert made.file.parent == stick
    assert made.manifest.head.startswith(f"{house.kiosk.house.number('SELECT count(*) FROM event')}:")


def test_the_home_screen_says_todays_numbers(house: HouseOnDisk) -> None:
    def said() -> list[str]:
        shift = house.at("foodbank", "volunteer")
        found = house.kiosk.plugins.ask("at_a_glance", only={"foodbank"}, here=shift.here(), house=shift.house)
        assert not found.failures
        return [str(glance.text) for _, glance in found.values]

    fatima = house.with_household(enrolled=ENROLLED)
    assert said() == ["0 parcels today"]
    days.open_day(house.at("foodbank", "volunteer"))
    collect(house, fatima)
    in_need(house, adults=1)
    assert said() == [
        "1 parcel today, 1 household expected at the opening",
        "1 emergency parcel today",
        "1 emergency slip waits for the coordinator",
        "The distribution is open",
    ]


def test_where_the_counter_has_a_drawer_contributions_and_debts_go_through_it(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    fatima, omar = house.with_household(enrolled=ENROLLED), house.with_household(enrolled=ENROLLED)
    house.at("core").change_counter("balie", None, has_drawer=True)
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    early = house.with_household(enrolled=ENROLLED)
    collect(house, early, [Payment(CASH, Cents(200))])
    collect(house, fatima)
    shift.open_till(Cents(5000))
    contribution.pay(shift, fatima.client, [Payment(CASH, Cents(150))])
    collect(house, omar, [Payment(CASH, Cents(200))])
    days.close_day(shift)
    assert (shown(house).totals.cash, shown(house).totals.till) == (200, 350), "before it was open: in the box"
    z = shift.close_till(Cents(5350))
    assert z.expected == 5350
    (line,) = z.purposes
    assert (line.purpose, line.nature, line.taken) == ("foodbank.contribution", "contribution", 200)
    assert ("core", "core.settled:foodbank.contribution", 1, 150) in z.lines
