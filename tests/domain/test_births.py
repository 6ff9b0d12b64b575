"""Birth dates as exactly as the house knows them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.births import Birth, count_bands, read_birth, some_child, typed_birth

TODAY = date(2026, 11, 25)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def born(text: str) -> Birth:
    birth = read_birth(text)
    assert birth is not None
    return birth


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1984-02-01", date(1984, 2, 1), date(1984, 2, 1)),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29)),
        ("1985-02", date(1985, 2, 1), date(1985, 2, 28)),
        ("1984", date(1984, 1, 1), date(1984, 12, 31)),
        ("14-17@2026-11-25", date(2008, 11, 26), date(2012, 11, 25)),
    ],
)
def test_what_is_stored_is_the_days_it_can_be(text: str, first: date, last: date) -> None:
    assert read_birth(text) == Birth(first, last)


@pytest.mark.parametrize("text", [None, "unknown"])
def test_nothing_known_stays_nothing(text: str | None) -> None:
    assert read_birth(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "x", "84", "1984-13", "1984-02-30", "1984-2", "19_84", "+1984", "-1984", "1984-02-01-01", "١٩٨٤", "17-14@2026-11-25",
     "-17@2026-11-25", "14-17@", "14-17@2026-02-30", "20260101", "1984-W01", "9" * 5000],
)  # fmt: skip
def test_what_is_no_birth_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_birth(text)


def test_a_bare_year_counts_from_the_first_of_july() -> None:
    assert born("1984").assumed == date(1984, 7, 1)
    assert born("1984").estimated
    assert not born("1984-02-01").estimated


def test_a_month_counts_from_its_middle() -> None:
    assert born("2019-04").assumed == date(2019, 4, 15)


def test_somebody_born_on_29_february_is_older_on_1_march() -> None:
    leap = born("2004-02-29")
    assert [leap.age(date(2022, 2, 28)), leap.age(date(2022, 3, 1)), leap.age(date(2024, 2, 29))] == [17, 18, 20]


def test_the_birthday_itself_counts() -> None:
    child = born("2012-11-25")
    assert [child.age(TODAY - timedelta(1)), child.age(TODAY)] == [13, 14]
    assert child.days_old(date(2012, 11, 26)) == 1
    assert child.age(date(2012, 1, 1)) == -1


@given(st.integers(0, 110), st.integers(0, 15), days)
def test_an_age_seen_some_day_is_exactly_the_births_of_that_age(young: int, more: int, seen: date) -> None:
    birth = born(f"{young}-{young + more}@{seen}")
    ages = [Birth(day, day).age(seen) for day in (birth.first - timedelta(1), birth.first, birth.last)]
    assert ages == [young + more + 1, young + more, young]
    after = birth.last + timedelta(1)
    assert Birth(after, after).age(seen) == young - 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2019-04-01", "2019-04-01"),
        (" 1/4/2019 ", "2019-04-01"),
        ("04/2019", "2019-04"),
        ("4/2019", "2019-04"),
        ("2019-4", "2019-04"),
        ("2019-4-1", "2019-04-01"),
        ("2019", "2019"),
        ("age:6", "6-6@2026-11-25"),
        ("6 jaar", "6-6@2026-11-25"),
        ("6 ans", "6-6@2026-11-25"),
        ("14-17 Jaar", "14-17@2026-11-25"),
        ("7 maanden", "2026-04"),
        ("11 mois", "2025-12"),
        ("23 mnd.", "2024-12"),
        ("AGE: 6", "6-6@2026-11-25"),
        ("14-17@2026-01-01", "14-17@2026-01-01"),
        ("2026", "2026"),
        ("25/11/2026", "2026-11-25"),
    ],
)
def test_what_people_type_is_stored_in_one_way(typed: str, stored: str) -> None:
    assert typed_birth(typed, TODAY) == stored
    assert typed_birth(stored, TODAY) == stored


@pytest.mark.parametrize("typed", ["", "  ", "unknown", "Unknown", "?"])
def test_unknown_may_be_typed(typed: str) -> None:
    assert typed_birth(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed",
    ["26/11/2026", "2026-12", "2027", "age:-1", "age:131", "age:x", "age:9999", "1/1/1890", "31/2/2019", "1/2/3/2019",
     "2019/4/1", "12-14@2026-11-26", "yesterday", "19", "1/4/19", "[red]", "'; DROP TABLE x"],
)  # fmt: skip
def test_what_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        typed_birth(typed, TODAY)


@given(st.text(max_size=20))
def test_any_typing_is_stored_readable_or_refused(text: str) -> None:
    try:
        stored = typed_birth(text, TODAY)
    except ValueError:
        return
    assert stored is None or stored.isascii()
    birth = read_birth(stored)
    assert birth is None or birth.first <= birth.last


def test_bands_count_each_person_once_and_the_unknown_apart() -> None:
    births = [read_birth(t) for t in ("2012-11-26", "2012-11-25", "1961-11-25", "1961-11-26", "1980", None, "unknown")]
    assert count_bands(births, TODAY, (14, 65)) == {"0-13": 1, "14-64": 3, "65+": 1, "?": 2}


def test_who_is_known_as_a_child_only_is_in_the_band_that_all_children_share_and_else_unknown() -> None:
    child = [read_birth(some_child(TODAY))]
    assert count_bands(child, TODAY, (18, 65)) == {"0-17": 1, "18-64": 0, "65+": 0, "?": 0}
    assert count_bands(child, TODAY, (3, 12, 18)) == {"0-2": 0, "3-11": 0, "12-17": 0, "18+": 0, "?": 1}
    assert not any(born(text).vague for text in ("1984", "2019-04", "6-6@2026-11-25"))


@pytest.mark.parametrize(
    ("later", "ages", "band"),
    [(-1, "0-17", "0-17"), (0, "0-17", "0-17"), (1, "0-17", "0-17"), (364, "0-17", "0-17"), (365, "1-18", "0-17"), (4 * 365, "3-20", "0-17"),
     (6 * 365, "5-22", "?"), (14 * 366, "14-31", "18+"), (18 * 366, "18-35", "18+")],
)  # fmt: skip
def test_who_was_told_to_be_a_child_is_one_for_years_and_not_for_a_day(later: int, ages: str, band: str) -> None:
    day = TODAY + timedelta(days=later)
    assert born(some_child(TODAY)).ages(day) == ages
    counted = count_bands([born(some_child(TODAY))], day, (18,))
    assert [name for name, n in counted.items() if n] == [band]


@given(st.integers(0, 90), st.integers(2, 20), days, st.integers(0, 20))
def test_an_age_that_was_told_grows_by_whole_years(young: int, more: int, seen: date, years: int) -> None:
    birth = born(f"{young}-{young + more}@{seen}")
    assert birth.ages(seen + timedelta(days=365 * years + years // 4 + 1)) == f"{young + years}-{young + more + years}"


def test_a_child_not_yet_born_is_in_the_youngest_band() -> None:
    assert count_bands([born("2026-12-24")], TODAY, (2,)) == {"0-1": 1, "2+": 0, "?": 0}


def test_without_limits_there_is_one_band() -> None:
    assert count_bands([born("1980")], TODAY, ()) == {"0+": 1, "?": 0}


@given(st.lists(st.none() | days.map(lambda day: Birth(day, day))), days, st.sets(st.integers(1, 100)))
def test_no_one_falls_between_two_bands(births: list[Birth | None], day: date, limits: set[int]) -> None:
    assert sum(count_bands(births, day, sorted(limits)).values()) == len(births)
