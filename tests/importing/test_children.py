"""What coordinators write of children: each is read as it was meant, or it is said that nobody could."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk_core.importing.cells import read_ages, read_births
from kiosk_core.importing.foreseen import Foreseen, of_columns
from kiosk_core.testing import HouseOnDisk

from .conftest import BELONGS, text

TODAY = date(2026, 11, 25)


def born(foreseen: Foreseen) -> list[list[str | None]]:
    """Of all but the first of each household, without the day on which an age was seen."""
    said = [[member.born for member in one.members[1:]] for one in foreseen.found]
    return [[one and one.partition("@")[0] for one in births] for births in said]


@pytest.mark.parametrize(
    ("cell", "births"),
    [
        ("°2015 °2018", ("2015", "2018")), ("geb. 2015", ("2015",)), ("2 (2015, 2018)", ("2015", "2018")), ("2015; 2018;", ("2015", "2018")),
        ("1/4/15 2/5/18", ("2015-04-01", "2018-05-02")), ("12j 8j", ("12-12", "8-8")), ("3md", ("2026-08",)), ("6 weken", ("2026-10",)),
        ("2 kinderen: 9 en 11 jaar", ("9-9", "11-11")), ("12j, 8j, 3md", ("12-12", "8-8", "2026-08")), ("2015-09", ("2015-09",)), ("sept 15", ("2015-09",)),
    ],
)  # fmt: skip
def test_births_of_children_are_read_as_people_write_them(cell: str, births: tuple[str, ...]) -> None:
    assert tuple(one.partition("@")[0] for one in read_births(cell, TODAY)) == births


AMBIGUOUS = (
    "9-11", "9/11", "9 11", "9.11", "9 nov", "9, 11", "9 en 11", "9+11", "9-11 jaar", "5,5 jaar", "1,5", "3 jaar en 7 md", "2 (2015, 2018, 2020)",
    "2015-2017", "'15 '18", "<18", "18+", "3 m", "Emma (2015), Noah (2018)", "1/4/2015-2/5/2018",
)  # fmt: skip


@pytest.mark.parametrize("cell", AMBIGUOUS)
def test_what_may_mean_two_things_is_no_birth_and_no_number_of_children(
    house: HouseOnDisk, tmp_path: Path, cell: str
) -> None:
    assert read_births(cell, TODAY) == ()
    (one,) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", ["Naam\tKinderen", f"Bo Maes\t{cell}"])).found
    assert (one.sort, [str(why) for why in one.why]) == ("rejected", [f"Kinderen says {cell}{BELONGS}"])


@pytest.mark.parametrize(
    ("cell", "ages"),
    [
        ("2 (9 en 11)", ("9-9", "11-11")), ("9/11", ("9-9", "11-11")), ("9, 11;", ("9-9", "11-11")), ("12j, 8j, 3md", ("12-12", "8-8", "2026-08")),
        ("1/4/15 2/5/18", ("2015-04-01", "2018-05-02")), ("9-11 jaar", ()), ("5,5 j", ()), ("3 (9 en 11)", ()),
    ],
)  # fmt: skip
def test_below_a_heading_of_ages_a_number_is_years(cell: str, ages: tuple[str, ...]) -> None:
    assert tuple(one.partition("@")[0] for one in read_ages(cell, TODAY)) == ages


def test_of_a_childs_own_column_a_number_is_an_age_where_the_heading_says_so(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    office = house.at("core")
    foreseen = office.look_at_import(text(tmp_path / "a.csv", ["Naam;Leeftijd kind 1;Kind 2", "Bo Maes;12;12"]))
    assert born(foreseen) == [["12-12", "0-17"]]
    assert [str(why) for one in foreseen.found for why in one.why] == [
        "without a birth date: 12 may be an age or a year."
    ]
    written = ["9-11", "9 en 11 jaar", "9-11 jaar", "Emma"]
    foreseen = office.look_at_import(
        text(
            tmp_path / "b.csv", ["Naam;Kind 1", *(f"{n} Maes;{cell}" for n, cell in zip("ABCD", written, strict=True))]
        )
    )
    assert born(foreseen) == [["0-17"], ["9-9", "11-11"], ["9-11"], ["0-17"]], "a child without a birth is no adult"


def test_nobody_is_called_geen_and_ja_is_somebody(house: HouseOnDisk, tmp_path: Path) -> None:
    rows = [
        "Naam;Partner;Kind 1;Kind 2",
        "Ana Silva;-;geen;-",
        "Jo Wit;nee;nvt;",
        "Li Maes;ja;Emma;x",
        "Bo Kaya;Cem Kaya;;",
    ]
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows))
    assert [[member.name for member in one.members] for one in foreseen.found] == [
        ["Ana Silva"], ["Jo Wit"], ["Li Maes", None, "Emma", None], ["Bo Kaya", "Cem Kaya"],
    ]  # fmt: skip


def test_a_column_of_ages_below_a_heading_that_does_not_say_so_is_found_out(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    rows = ["Naam\tKinderen", "Bo Maes\t9, 11", "Ana Silva\t5", "Jo Wit\t3, 6 en 8", "Li Kaya\t-"]
    file = text(tmp_path / "lijst.csv", rows)
    foreseen = office.look_at_import(file)
    assert born(foreseen) == [["9-9", "11-11"], ["5-5"], ["3-3", "6-6", "8-8"], []]
    assert [str(note) for note in of_columns(foreseen)] == [
        "Kinderen is read as the ages of the children: line 2 says 9, 11. Is it not so? Then say that this column is the number of "
        "children."
    ]
    chosen = office.look_at_import(file, {"children": "Kinderen"})
    assert [one.sort for one in chosen.found] == ["rejected", "new", "rejected", "new"], "whoever says so is believed"
    counts = text(
        tmp_path / "velen.csv",
        [*rows[:2], *(f"Jan N{chr(97 + n) * 4}\t{n}" for n in range(1, 4)), rows[3], "Xi Yu\t2", "Qi Wan\t1"],
    )
    assert "children" in office.look_at_import(counts).header.fields, "of many numbers two lists make no column of ages"


def test_a_day_without_a_year_that_a_spreadsheet_made_of_two_ages_is_no_birth(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    """Whoever types '9-11' into Excel has a date in the cell, of this year; '9/2015' is the first of September."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Naam", "Kinderen"])
    shown = [
        ("Bo Maes", date(2026, 11, 9), "d-mmm"), ("Ana Silva", date(2015, 9, 1), "mmm-yy"), ("Jo Wit", date(2015, 9, 1), "dd/mm/yyyy"),
        ("Li Kaya", date(1984, 9, 1), '[$-813]d\\ mmm" dag"'),
    ]  # fmt: skip
    for name, day, shape in shown:
        page.append([name, day])
        page.cell(page.max_row, 2).number_format = shape
    book.save(file := tmp_path / "lijst.xlsx")
    foreseen = house.at("core").look_at_import(file)
    assert [one.sort for one in foreseen.found] == ["rejected", "new", "new", "new"]
    assert born(foreseen)[1:] == [["2015-09"], ["2015-09-01"], ["1984-09-01"]]
