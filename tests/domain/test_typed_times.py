"""Days as people type them in forms and after options."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_core import NotUnderstood, read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)), ("4/1/2027", date(2027, 1, 4)), ("2027-12-31", date(2027, 12, 31)),
        ("31.12.2027", date(2027, 12, 31)), ("27/11/26", date(2026, 11, 27)), (" 4-1-27 ", date(2027, 1, 4)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_here_and_a_short_year_is_of_this_century(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize("typed", ["", "31/2/2026", "26", "1/2", "1/2/126", "1/2/2026/3", "0026-11-27", "tomorrow"])
def test_what_is_no_day_is_said_and_never_guessed(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="a day looks like 31/12/2027"):
        read_day(typed)
