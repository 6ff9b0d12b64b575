"""Counting who a parcel is for: ages at their edges, unknown ages and sexes, baby stages, sizes, contributions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kiosk_foodbank import babies, contribution, people
from kiosk_foodbank.goods import HANDED
from kiosk_foodbank.parcels import crates, portion
from kiosk_foodbank.people import People
from kiosk_foodbank.settings import FoodSettings, numbers

from kiosk_core import Member, PersonId, read_birth

DAY = date(2026, 11, 25)
RULES = FoodSettings()


def member(born: str | None, name: str = "a", share: str = "full") -> Member:
    return Member(PersonId(name), f"A1001.{name}", "", read_birth(born), share)  # type: ignore[arg-type]


def counted(*born: str | None, rules: FoodSettings = RULES) -> People:
    members = [member(text, str(place)) for place, text in enumerate(born)]
    return people.count(rules, members, {}, DAY, babies.until())


def stranger(**asked: int) -> People:
    return people.said(RULES, asked, DAY, babies.until())


def of_size(adults: int, children: int = 0, babies: int = 0, part: int = 0) -> People:
    return People(adults, children, (None,) * babies, part, {}, {}, {}, {})


def days_old(n: int) -> str:
    return (DAY - timedelta(days=n)).isoformat()


def test_a_child_becomes_an_adult_of_the_parcel_on_its_birthday() -> None:
    assert (counted("2012-11-26").children, counted("2012-11-25").adults) == (1, 1)
    assert counted("2012-11-25", rules=replace(RULES, child_until=18)).children == 1


def test_an_unknown_age_is_an_adult_in_the_parcel_and_unknown_in_the_report() -> None:
    found = counted(None, "1984")
    assert (found.adults, found.ages) == (2, {"unknown": 1, "30-64": 1})
    assert found.federation == {"unknown": 1, "8760-23740": 1}


def test_a_child_of_unknown_age_is_a_child_in_the_parcel_and_in_no_band_that_some_children_are_in() -> None:
    found = counted("0-17@2026-11-25", "1984-02-01")
    assert (found.adults, found.children, found.babies) == (1, 1, ())
    assert found.federation == {"unknown": 1, "8760-23740": 1}
    assert (found.ages, found.births) == ({"0-17": 1, "30-64": 1}, {"estimated": 1, "exact": 1})


def test_of_whom_no_age_band_is_known_is_not_called_an_estimate() -> None:
    found = counted("14-19@2026-11-25", "0-17@2016-11-25", "0-17@2025-11-01")
    assert (found.ages, found.births) == ({"unknown": 2, "0-17": 1}, {"unknown": 2, "estimated": 1})


def test_a_bare_year_is_a_band_that_is_marked_as_an_estimate() -> None:
    found = counted(None, "1984", "1984-02", "1984-02-01", "40-45@2026-11-25")
    assert found.births == {"unknown": 1, "estimated": 3, "exact": 1}
    assert counted("2008").ages == {"18-29": 1}, "counted from 1 July"


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "0-182"), (182, "0-182"), (183, "183-729"), (730, "730-4744"), (4745, "4745-6569"), (6570, "6570-8759"),
     (8760, "8760-23740"), (23740, "8760-23740"), (23741, "23741+")],
)  # fmt: skip
def test_the_federation_counts_in_days_of_life(days: int, band: str) -> None:
    assert counted(days_old(days)).federation == {band: 1}


def test_sexes_are_counted_and_not_said_is_a_row() -> None:
    members = [member("1984", name) for name in "abcd"]
    found = people.count(RULES, members, {"a": "v", "b": "m", "c": "x", "d": None}, DAY, babies.until())
    assert found.sexes == {"v": 1, "m": 1, "x": 1, "unknown": 1}


def test_a_stranger_says_three_numbers_and_nobody_needs_to_know_more() -> None:
    found = stranger(adults=2, children=1, babies=1)
    assert (found.adults, found.children, len(found.babies), found.size) == (2, 1, 1, 4)
    assert stranger().size == 1
    assert stranger(adults=-3, children=2).adults == 0


def test_a_stranger_s_children_are_children_in_the_reports_and_how_old_the_adults_are_nobody_knows() -> None:
    found = stranger(adults=2, children=1, babies=1)
    assert (found.ages, found.births) == ({"unknown": 2, "0-17": 2}, {"unknown": 2, "estimated": 2})
    assert found.federation == {"unknown": 4}
    young = replace(RULES, age_bands=("3", "12", "18"))
    assert people.said(young, {"babies": 1, "children": 1}, DAY, babies.until()).ages == {"0-2": 1, "unknown": 1}


@pytest.mark.parametrize(
    ("days", "goods"),
    [
        (0, {"milk_1": 1, "nappies_1": 1}),
        (31, {"milk_1": 1, "nappies_2": 1}),
        (182, {"milk_1": 1, "nappies_3": 1}),
        (183, {"milk_2": 1, "jars": 6, "nappies_3": 1}),
        (365, {"milk_2": 1, "jars": 6, "nappies_4": 1}),
        (366, {"nappies_4": 1}),
        (1095, {"nappies_6": 1}),
    ],
)
def test_what_a_baby_of_that_age_gets(days: int, goods: dict[str, int]) -> None:
    assert babies.needs([read_birth(days_old(days))], DAY) == goods


def test_the_baby_parcel_ends_with_the_third_birthday() -> None:
    assert len(counted(days_old(1095)).babies) == 1
    assert counted(days_old(1096)).children == 1


@pytest.mark.parametrize("born", [None, "2026", "2026-08", "0-0@2026-11-25"])
def test_the_milk_of_a_baby_of_uncertain_age_is_asked(born: str | None) -> None:
    assert babies.needs([read_birth(born)], DAY) == {"baby_ask": 1}


def test_every_stage_follows_the_one_before_and_has_a_word() -> None:
    stages, until = babies.table()
    nappies = [s for s in stages if s.code.startswith("nappies")]
    assert [s.first for s in nappies] == [0, *(s.end for s in nappies[:-1])]
    assert nappies[-1].end == until
    assert {s.code for s in stages} <= HANDED.keys()


def test_twins_get_twice_as_much() -> None:
    born = read_birth(days_old(10))
    assert babies.needs([born, born], DAY) == {"milk_1": 2, "nappies_1": 2}


@pytest.mark.parametrize(
    ("rules", "who", "size"),
    [
        (RULES, of_size(1), "small"),
        (RULES, of_size(1, 1), "small"),
        (RULES, of_size(1, 1, 1), "medium"),
        (RULES, of_size(2, 2), "medium"),
        (RULES, of_size(2, 3), "large"),
        (replace(RULES, child_counts="half"), of_size(2, 3), "medium"),
        (replace(RULES, child_counts="half"), of_size(2, 1), "small"),
        (RULES, of_size(1, 2, part=1), "medium"),
        (replace(RULES, part_counts="half"), of_size(1, 2, part=1), "small"),
        (replace(RULES, medium_from=2), of_size(2), "medium"),
        (replace(RULES, large_from=4), of_size(2, 2), "large"),
    ],
)
def test_the_size_of_a_parcel(rules: FoodSettings, who: People, size: str) -> None:
    assert portion(rules, who) == size


def test_crates_per_size() -> None:
    rules = replace(RULES, small_crates=4, medium_crates=5, large_crates=6)
    assert [crates(rules, size) for size in ("small", "medium", "large")] == [4, 5, 6]


PAID = replace(RULES, contribution=200)
PER_HEAD = replace(RULES, contribution=150, contribution_child=50, contribution_per="head")


@pytest.mark.parametrize(
    ("rules", "who", "cents"),
    [
        (RULES, of_size(2, 2), 0),
        (PAID, of_size(2, 2), 200),
        (PER_HEAD, of_size(2, 2, 1), 450),
        (replace(PER_HEAD, contribution_cap=400), of_size(2, 2, 1), 400),
        (replace(PER_HEAD, contribution_cap=400), of_size(1), 150),
        (replace(PAID, contribution_cap=100), of_size(1), 100),
        (replace(PAID, goods_free=True), of_size(2), 0),
        (replace(PER_HEAD, goods_free=True), of_size(2), 0),
    ],
)
def test_the_contribution_in_cents(rules: FoodSettings, who: People, cents: int) -> None:
    assert contribution.due(rules, who) == cents


@given(st.lists(st.one_of(st.none(), st.integers(0, 40_000)), max_size=9))
def test_every_division_counts_everybody_once(ages: list[int | None]) -> None:
    found = counted(*(None if n is None else days_old(n) for n in ages))
    assert found.size == len(ages)
    assert sum(found.ages.values()) == sum(found.sexes.values()) == sum(found.federation.values()) == len(ages)
    assert sum(found.births.values()) == len(ages)


def test_a_list_of_numbers_passes_over_what_is_none() -> None:
    assert numbers(("65", "18", "x", "", "18", "²")) == [18, 65]
