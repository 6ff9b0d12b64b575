"""Sessions: planned weekly without holidays, opened, closed, cancelled, and written to a calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from kiosk_einclusie import sessions
from kiosk_einclusie.icalendar_file import write_calendar
from kiosk_einclusie.series import weekly

from kiosk_core import Changed, NotAllowed, NotFound, NotUnderstood, read_holidays
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, comes, planned, tomorrow

SCHOOL = read_holidays(["2026-12-21/2027-01-03"])


def test_a_weekly_series_leaves_out_public_and_school_holidays_and_makes_up_for_them() -> None:
    series = weekly(date(2026, 10, 28), times=3, school=read_holidays(["2026-11-02/2026-11-08"]))
    assert series.days == (date(2026, 10, 28), date(2026, 11, 11 + 7), date(2026, 11, 25))
    assert [(one.day, one.why) for one in series.skipped] == [
        (date(2026, 11, 4), "school"), (date(2026, 11, 11), "public"),
    ]  # fmt: skip


def test_a_series_until_a_day_ends_on_it_and_is_shorter_for_its_holidays() -> None:
    series = weekly(date(2026, 12, 11), until=date(2027, 1, 8), school=SCHOOL)
    assert series.days == (date(2026, 12, 11), date(2026, 12, 18), date(2027, 1, 8))


def test_a_series_of_holidays_only_or_without_an_end_is_not_planned() -> None:
    with pytest.raises(NotUnderstood):
        weekly(date(2026, 12, 25), until=date(2026, 12, 25))
    with pytest.raises(NotUnderstood):
        weekly(date(2026, 12, 1), times=61)
    with pytest.raises(NotUnderstood):
        read_holidays(["krokus"])


def test_the_house_corrects_the_school_holidays(house: HouseOnDisk) -> None:
    shift = house.at(PROJECT)
    assert len(sessions.plan(shift, date(2026, 12, 23), 840, 60).series.skipped) == 2
    house.set("core.school_holidays", "")
    done = sessions.plan(shift, date(2026, 12, 22), 840, 60)
    assert (done.series.days, done.series.skipped) == ((date(2026, 12, 22),), ())


def test_a_session_is_opened_and_closed_and_opened_again(house: HouseOnDisk) -> None:
    shift, session = house.at(PROJECT, "volunteer"), planned(house)
    assert session.condition == "planned"
    with pytest.raises(Changed):
        sessions.close_session(shift, session.id)
    sessions.open_session(shift, session.id)
    with pytest.raises(Changed, match="open already"):
        sessions.open_session(shift, session.id)
    closed = sessions.close_session(shift, session.id)
    assert closed.events[0].fields == {"came": 0, "anonymous": 0}
    assert sessions.one(shift.house, session.id).condition == "closed"
    sessions.open_session(shift, session.id)
    assert sessions.one(shift.house, session.id).condition == "open"


def test_a_session_of_another_day_or_a_cancelled_one_does_not_open(house: HouseOnDisk) -> None:
    shift = house.at(PROJECT)
    later = planned(house, day=tomorrow(house))
    with pytest.raises(Changed, match="26/11/2026"):
        sessions.open_session(shift, later.id)
    today = planned(house)
    sessions.cancel_session(shift, today.id)
    with pytest.raises(Changed, match="cancelled"):
        sessions.open_session(shift, today.id)
    with pytest.raises(NotFound):
        sessions.open_session(shift, "nonsense")


def test_a_session_to_which_people_came_is_not_cancelled(house: HouseOnDisk) -> None:
    session = planned(house)
    comes(house)
    with pytest.raises(Changed, match="1 person came"):
        sessions.cancel_session(house.at(PROJECT), session.id)


def test_a_volunteer_opens_and_only_a_lead_plans(house: HouseOnDisk) -> None:
    with pytest.raises(NotAllowed):
        sessions.plan(house.at(PROJECT, "volunteer"), house.today, 840, 60)


@pytest.mark.parametrize(
    ("first", "start", "minutes", "capacity"),
    [(date(2026, 11, 24), 840, 60, 0), (date(2026, 11, 26), 840, 0, 0), (date(2026, 11, 26), 1400, 60, 0), (date(2026, 11, 26), 840, 60, -1)],
)  # fmt: skip
def test_what_cannot_be_is_not_planned(
    house: HouseOnDisk, first: date, start: int, minutes: int, capacity: int
) -> None:
    with pytest.raises(NotUnderstood):
        sessions.plan(house.at(PROJECT), first, start, minutes, capacity=capacity)
    assert not sessions.around(house.at(PROJECT))


def test_the_same_hour_is_planned_once(house: HouseOnDisk) -> None:
    planned(house)
    with pytest.raises(Changed, match="25/11/2026 at 12:00"):
        planned(house)
    assert len(sessions.around(house.at(PROJECT))) == 1


def test_the_list_holds_the_last_and_the_next_31_days(house: HouseOnDisk) -> None:
    days = [date(2026, 11, 25), date(2026, 12, 26), date(2026, 12, 29)]
    house.set("core.school_holidays", "")
    for day in days:
        planned(house, day=day)
    assert [one.day for one in sessions.around(house.at(PROJECT))] == days[:2]
    house.later(days=32)
    assert [one.day for one in sessions.around(house.at(PROJECT))] == days[1:]


def test_a_calendar_reads_every_session_of_the_file_and_no_name(house: HouseOnDisk, tmp_path: Path) -> None:
    shift, file = house.at(PROJECT), tmp_path / "sessies.ics"
    fatima = house.with_household()
    sessions.plan(shift, date(2026, 12, 2), 840, 180, title="Inloop met koffie")
    gone = planned(house)
    sessions.cancel_session(shift, gone.id)
    sessions.plan(shift, date(2026, 12, 3), 600, 30, sort="appointment", guest=fatima.client.person)
    assert write_calendar(shift, file, str) == 3
    events = list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
    assert [(str(e["summary"]), str(e["status"])) for e in events] == [
        ("Open help desk", "CANCELLED"), ("Inloop met koffie", "CONFIRMED"), ("Appointment", "CONFIRMED"),
    ]  # fmt: skip
    assert events[1].decoded("dtstart") == datetime(2026, 12, 2, 13, tzinfo=UTC)
    assert events[1].decoded("dtend") == datetime(2026, 12, 2, 16, tzinfo=UTC)
    assert b"Fatima" not in file.read_bytes()


def test_a_session_that_nobody_closed_is_over_with_its_day(house: HouseOnDisk) -> None:
    comes(house)
    assert [one.condition for one in sessions.around(house.at(PROJECT))] == ["open"]
    house.later(days=1)
    assert [one.condition for one in sessions.around(house.at(PROJECT))] == ["closed"]
