"""Moments in UTC, days and weeks at the counter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.moments import TICKS, Period, local_day, moment_of, month_of, ticks_of, week_of, years_before

days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
milliseconds = st.integers(0, 4_102_444_800_000)
"""Since 1970, up to 2100."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(milliseconds)
def test_a_millisecond_goes_there_and_back(ms: int) -> None:
    moment = EPOCH + timedelta(milliseconds=ms)
    assert ticks_of(moment) == ms << TICKS
    assert moment_of(ms << TICKS) == moment


@given(milliseconds, st.integers(0, (1 << TICKS) - 1))
def test_all_events_of_a_millisecond_are_of_its_moment(ms: int, place: int) -> None:
    assert moment_of((ms << TICKS) + place) == EPOCH + timedelta(milliseconds=ms)


def test_the_day_at_the_counter_starts_at_its_own_midnight() -> None:
    assert local_day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "Europe/Brussels") == date(2026, 11, 25)
    assert local_day(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "Europe/Brussels") == date(2026, 7, 1)
    assert local_day(datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "Europe/Brussels") == date(2026, 7, 2)


def test_a_day_of_25_hours_is_one_day() -> None:
    first = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    hours = [local_day(first + timedelta(hours=hour), "Europe/Brussels") for hour in range(26)]
    assert hours == [date(2026, 10, 25)] * 25 + [date(2026, 10, 26)]


@given(days)
def test_a_week_is_monday_to_sunday_and_holds_its_day(day: date) -> None:
    week = week_of(day)
    assert (week.first.isoweekday(), week.last.isoweekday()) == (1, 7)
    assert week.first <= day <= week.last
    assert week.first.isocalendar()[:2] == day.isocalendar()[:2] == week.last.isocalendar()[:2]


@given(days)
def test_a_month_holds_its_days_and_the_next_follows(day: date) -> None:
    month = month_of(day)
    assert month.first.day == 1
    assert month.first <= day <= month.last
    assert month_of(month.last + timedelta(days=1)).first == month.last + timedelta(days=1)


def test_february_of_a_leap_year() -> None:
    assert month_of(date(2028, 2, 10)) == Period(date(2028, 2, 1), date(2028, 2, 29))


def test_29_february_becomes_the_28th() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
