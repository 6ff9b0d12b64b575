"""Births of several children in one field, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.tui.people_typed import read_births

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "typed", ["12 jaar, 8 en 5", "12 ans, 8 et 5", "12, 8, 5", "12 8 5", "12j en 8j en 5j", "12 years, 8 and 5", "12 + 8 & 5 Jaar"]
)  # fmt: skip
def test_ages_in_a_row_are_understood_as_they_are_said(typed: str) -> None:
    assert read_births(typed, TODAY) == [f"{age}-{age}@{TODAY}" for age in (12, 8, 5)]


def test_dates_years_and_who_is_not_known_stand_in_the_same_row() -> None:
    assert read_births("1/4/2019 en 2021, ?", TODAY) == ["2019-04-01", "2021", f"0-17@{TODAY}"]


@pytest.mark.parametrize("typed", ["twee jaar", "12 jaren oud", "jaar"])
def test_what_is_no_age_says_what_may_be_typed(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="an age, or"):
        read_births(typed, TODAY)
