"""A year of distributions: holidays left out, days closed and moved by the coordinator, the file for other calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from kiosk_foodbank import calendar, changes, day_list, groups
from kiosk_foodbank import day as days

from kiosk_core import Changed, NotAllowed, NotUnderstood, Period
from kiosk_core.testing import HouseOnDisk

from .told import collect, scan, slip

CHRISTMAS, EVE = date(2026, 12, 25), date(2026, 12, 24)


def fridays(house: HouseOnDisk) -> None:
    groups.set_group(house.at("foodbank"), "VR", date(2026, 11, 27), start=840, minutes=90, capacity=30)


def days_of(house: HouseOnDisk, first: date, last: date) -> list[tuple[str, str | None]]:
    found = calendar.read(house.kiosk.house, house.today).between(Period(first, last))
    return [(f"{one.day:%d/%m}", one.left_out) for one in found]


def test_public_holidays_have_no_distribution_and_school_holidays_as_the_house_says(house: HouseOnDisk) -> None:
    fridays(house)
    period = date(2026, 12, 18), date(2027, 1, 8)
    assert days_of(house, *period) == [("18/12", None), ("25/12", "public"), ("01/01", "public"), ("08/01", None)]
    house.set("foodbank.closed_on", "school")
    assert [why for _, why in days_of(house, *period)] == [None, None, None, None], (
        "holidays begin on Monday 21: Christmas is both"
    )
    house.set("core.school_holidays", "2026-12-18/2026-12-20")
    assert days_of(house, *period)[0] == ("18/12", "school")


def test_a_day_is_closed_moved_and_held_after_all(house: HouseOnDisk) -> None:
    fridays(house)
    shift = house.at("foodbank")
    changes.close_day(shift, date(2026, 12, 4))
    with pytest.raises(Changed):
        changes.close_day(shift, date(2026, 12, 4))
    changes.move_day(shift, CHRISTMAS, EVE)
    changes.hold_day(shift, date(2027, 1, 1))
    found = dict(days_of(house, date(2026, 12, 4), date(2027, 1, 1)))
    assert found == {"04/12": "closed", "11/12": None, "18/12": None, "24/12": None, "25/12": "moved", "01/01": None}
    eve = calendar.read(house.kiosk.house, house.today).on(EVE)
    assert eve is not None
    assert (eve.of_day, [(g.name, g.start) for g in eve.groups]) == (CHRISTMAS, [("VR", 840)])
    for wrong in (date(2026, 12, 5), date(2026, 11, 20)):
        with pytest.raises(NotUnderstood):
            changes.close_day(shift, wrong)
    with pytest.raises(NotAllowed):
        changes.close_day(house.at("foodbank", "volunteer"), date(2026, 12, 11))


def test_a_distribution_that_was_moved_is_closed_moved_on_and_brought_back_with_its_groups(house: HouseOnDisk) -> None:
    fridays(house)
    shift, friday, monday, tuesday = house.at("foodbank"), date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8)
    fatima = house.with_household(enrolled=("foodbank",)).client
    groups.join(shift, fatima, "VR")

    def stands() -> list[tuple[str, str | None]]:
        return days_of(house, friday, tuesday)

    changes.move_day(shift, friday, monday)
    changes.move_day(shift, monday, tuesday)
    assert stands() == [("04/12", "moved"), ("08/12", None)]
    assert groups.next_of(house.kiosk.house, fatima, friday) == tuesday
    changes.close_day(shift, tuesday)
    assert stands() == [("04/12", "closed")]
    assert groups.next_of(house.kiosk.house, fatima, friday) == date(2026, 12, 11)
    changes.move_day(shift, friday, monday)
    changes.move_day(shift, monday, friday)
    assert stands() == [("04/12", None)], "back on its own day"
    assert groups.next_of(house.kiosk.house, fatima, friday) == friday


def test_on_a_day_with_a_distribution_of_its_own_and_one_that_was_moved_there_both_are_closed(
    house: HouseOnDisk,
) -> None:
    fridays(house)
    shift, eleventh = house.at("foodbank"), date(2026, 12, 11)
    groups.set_group(shift, "WO", date(2026, 12, 2), start=840, minutes=90, capacity=30)
    changes.move_day(shift, date(2026, 12, 9), eleventh)
    day = calendar.read(house.kiosk.house, house.today).on(eleventh)
    assert day is not None and [group.name for group in day.groups] == ["VR", "WO"]
    changes.close_day(shift, eleventh)
    assert days_of(house, date(2026, 12, 9), eleventh) == [("09/12", "closed"), ("11/12", "closed")]
    with pytest.raises(Changed):
        changes.close_day(shift, eleventh)


def test_the_slip_promises_no_day_without_a_distribution(house: HouseOnDisk) -> None:
    fridays(house)
    changes.close_day(house.at("foodbank"), date(2026, 12, 4))
    fatima = house.with_household(enrolled=("foodbank",))
    assert "Next parcel: from Friday 11/12/2026" in slip(house, collect(house, fatima))


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("frequency", ["week", "month", "distribution"])
def test_a_distribution_that_was_moved_to_another_weekday_is_the_next_one_everywhere(
    house: HouseOnDisk, tmp_path: Path, grouped: bool, frequency: str
) -> None:
    """Tuesdays; that of 22 December is on Monday 21, that of the 29th is closed."""
    shift, monday = house.at("foodbank"), date(2026, 12, 21)
    house.set("foodbank.weekdays", "tu")
    house.set("foodbank.frequency", frequency)
    fatima = house.with_household(enrolled=("foodbank",))
    if grouped:
        groups.set_group(shift, "A", date(2026, 12, 1), start=780, minutes=60, capacity=9)
        groups.join(shift, fatima.client, "A")
    changes.move_day(shift, date(2026, 12, 22), monday)
    changes.close_day(shift, date(2026, 12, 29))
    house.later(days=20)
    assert house.today == date(2026, 12, 15)
    days.open_day(shift)
    assert "Next parcel: from Monday 21/12/2026." in slip(house, collect(house, fatima))
    if frequency != "month":
        assert "Welcome again from 21/12/2026." in str(scan(house, fatima).findings[0].next_step)
    tomorrow = date(2026, 12, 16)
    assert groups.next_of(house.kiosk.house, fatima.client, tomorrow) == monday
    page = [str(line) for line in groups.on_page(house.kiosk.house, fatima.client, tomorrow)]
    assert not grouped or "next time 21/12/2026" in page[0]
    assert day_list.next_day(house.kiosk.house, house.today) == monday
    changes.write_file(shift, tmp_path / "b.ics", str)
    ahead = Calendar.from_ical((tmp_path / "b.ics").read_bytes()).walk("VEVENT")
    held = sorted(event["dtstart"].dt.date() for event in ahead if event["status"] == "CONFIRMED")
    assert held[:3] == [house.today, monday, date(2027, 1, 5)]
    house.later(days=6)
    days.open_day(shift)
    assert [one.number for one in days.still_to_come(house.kiosk.house, monday)] == ["A1001"]
    assert scan(house, fatima).outcome == "granted"


def test_a_house_with_weekdays_and_no_groups_has_its_calendar_too(house: HouseOnDisk) -> None:
    assert not calendar.read(house.kiosk.house, house.today).known
    house.set("foodbank.weekdays", "fr")
    assert days_of(house, date(2026, 12, 21), date(2027, 1, 8)) == [
        ("25/12", "public"),
        ("01/01", "public"),
        ("08/01", None),
    ]


def test_the_calendar_file_has_a_year_of_days_at_their_hours_and_names_nobody(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    fridays(house)
    shift, file = house.at("foodbank"), tmp_path / "bedeling.ics"
    groups.join(shift, house.with_household(enrolled=("foodbank",)).client, "VR")
    changes.move_day(shift, CHRISTMAS, EVE)
    written = changes.write_file(shift, file, str)
    events = list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
    assert len(events) == written == 53, "52 Fridays, and the day that Christmas moved to"
    by_day = {event["dtstart"].dt: event for event in events}
    assert by_day[datetime(2026, 12, 24, 13, 0, tzinfo=UTC)]["status"] == "CONFIRMED"
    assert by_day[datetime(2026, 12, 25, 13, 0, tzinfo=UTC)]["status"] == "CANCELLED"
    assert by_day[datetime(2027, 7, 2, 12, 0, tzinfo=UTC)]["summary"] == "Food distribution, group VR", "summer time"
    assert b"Fatima" not in file.read_bytes() and b"A1001" not in file.read_bytes()
