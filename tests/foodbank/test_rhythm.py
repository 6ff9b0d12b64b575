"""How often a household may collect: tables, without a house."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kiosk_foodbank.rhythm import Window, next_day, window
from kiosk_foodbank.settings import FoodSettings

WEEK = FoodSettings()
FORTNIGHT = replace(WEEK, frequency="days", every_days=14)
TWICE = replace(WEEK, frequency="month", per_month=2)
EACH = replace(WEEK, frequency="distribution")
RULES = {"week": WEEK, "days": FORTNIGHT, "month": TWICE, "distribution": EACH}


@pytest.mark.parametrize(
    ("rules", "day", "first", "last", "most"),
    [
        (WEEK, date(2026, 11, 25), date(2026, 11, 23), date(2026, 11, 29), 1),
        (WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), 1),
        (FORTNIGHT, date(2026, 11, 25), date(2026, 11, 12), date(2026, 12, 8), 1),
        (TWICE, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), 2),
    ],
)
def test_the_days_that_count_together(rules: FoodSettings, day: date, first: date, last: date, most: int) -> None:
    assert window(rules, day) == Window(first, last, most)


def test_a_distribution_lasts_until_the_next_one_is_opened() -> None:
    tuesday, friday = date(2026, 11, 24), date(2026, 11, 27)
    assert window(EACH, date(2026, 11, 25), tuesday, friday) == Window(tuesday, date(2026, 11, 26))
    assert window(EACH, friday, friday) == Window(friday, friday)
    assert window(EACH, date(2026, 11, 30), friday) == Window(friday, date(2026, 11, 30))
    assert window(EACH, friday) == Window(friday, friday), "none was ever opened: a day by itself"


@pytest.mark.parametrize(
    ("rules", "collected", "expected"),
    [
        (WEEK, [date(2026, 11, 25)], date(2026, 11, 30)),
        (FORTNIGHT, [date(2026, 11, 25)], date(2026, 12, 9)),
        (FORTNIGHT, [date(2026, 11, 25), date(2026, 11, 27)], date(2026, 12, 11)),
        (TWICE, [date(2026, 11, 25)], date(2026, 11, 26)),
        (TWICE, [date(2026, 11, 4), date(2026, 11, 25)], date(2026, 12, 1)),
        (EACH, [date(2026, 11, 25)], None),
        (replace(WEEK, weekdays=("tu", "fr")), [date(2026, 11, 25)], date(2026, 11, 30)),
    ],
)
def test_the_first_day_of_the_next_parcel(rules: FoodSettings, collected: list[date], expected: date | None) -> None:
    assert next_day(rules, date(2026, 11, 25), collected) == expected


def test_per_distribution_it_is_the_day_after_once_distributions_have_their_days() -> None:
    assert next_day(EACH, date(2026, 11, 25), [date(2026, 11, 25)], planned=True) == date(2026, 11, 26)


@given(st.sampled_from(["week", "days", "month"]), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_who_comes_on_the_day_of_the_slip_is_in_another_window_or_has_some_left(frequency: str, day: date) -> None:
    rules = RULES[frequency]
    again = next_day(rules, day, [day])
    assert again is not None
    assert again > day
    assert not window(rules, again).first <= day or rules.per_month > 1
