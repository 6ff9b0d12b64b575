"""The lists of a day in a spreadsheet program: what stands on them, what does not, and that they are to be destroyed."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from kiosk_foodbank import day as days
from kiosk_foodbank import day_list, from_paper, groups
from kiosk_foodbank.day_sheets import LISTS, WHATS, What, write_sheet
from openpyxl import load_workbook

from kiosk_core import NotAllowed, NotUnderstood
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.texts import Catalogue
from kiosk_core.registry.households import HouseholdChanged
from kiosk_core.testing import HouseOnDisk, Known

from .told import collect, in_need

ENROLLED = ("foodbank",)


@pytest.fixture(scope="module")
def dutch(founded: Path) -> Catalogue:
    return catalogue("nl", ("kiosk_core", "kiosk_foodbank"))


def rows(
    house: HouseOnDisk, what: What, tmp_path: Path, words: Catalogue, who: str = "coordinator", day: date | None = None
) -> tuple[list[tuple[Any, ...]], str]:
    """(lines below the headings, what stands on the sheet of definitions)"""
    file = tmp_path / "lijst.xlsx"
    write_sheet(house.at("foodbank", who), what, file, words, day)
    book = load_workbook(file)
    table, definitions = (list(page.iter_rows(values_only=True)) for page in book.worksheets)
    return table[1:], "\n".join(" ".join(str(cell) for cell in row if cell) for row in definitions)


def protect(house: HouseOnDisk, known: Known) -> None:
    household = known.client.household
    assert household
    house.at("core").tell(HouseholdChanged(household=household, address=None, phone=None, protected=True))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def test_the_day_as_it_was_says_who_came_was_excused_or_did_not_come(
    house: HouseOnDisk, tmp_path: Path, dutch: Catalogue
) -> None:
    fatima, omar, amina, shy = (
        house.with_household(enrolled=ENROLLED, name=name) for name in ("Fatima", "Omar", "Amina", "Sofia")
    )
    protect(house, shy)
    shift = house.at("foodbank")
    groups.set_group(shift, "A", house.today, start=780, minutes=60, capacity=9)
    for one in (fatima, omar, amina, shy):
        groups.join(shift, one.client, "A")
    days.open_day(shift)
    collect(house, fatima)
    in_need(house, adults=2, children=1, babies=0)
    groups.excuse(shift, omar.client, house.today)
    before, _ = rows(house, "came", tmp_path, dutch)
    assert [line[3] for line in before[:4]] == ["was hier", "afgemeld", "nog niet geweest", "nog niet geweest"]
    days.close_day(shift)
    table, means = rows(house, "came", tmp_path, dutch)
    wednesday = midnight(house.today)
    assert table[:5] == [
        (wednesday, "A1001", "Fatima", "was hier", "Voedselpakket", 1, 0, 0),
        (wednesday, "A1002", "Omar", "afgemeld", *(None,) * 4),
        (wednesday, "A1003", "Amina", "niet gekomen", *(None,) * 4),
        (wednesday, "A1004", None, "niet gekomen", *(None,) * 4),
        (wednesday, None, None, "was hier", "Noodpakket", 2, 1, 0),
    ]
    assert table[-1][0] == "Te vernietigen na gebruik: er staat in wie komt afhalen." and "Te vernietigen" in means
    assert "Wie 14 jaar of ouder is, telt als volwassene, en ook wie een onbekende leeftijd heeft." in means
    house.later(days=1)
    from_paper.enter(shift := house.at("foodbank"), from_paper.look(shift, "A1003", date(2026, 11, 25)))
    late, _ = rows(house, "came", tmp_path, dutch, day=date(2026, 11, 25))
    assert late[2][3] == "was hier, nagevoerd", "a parcel entered later speaks louder"
    with pytest.raises(NotUnderstood, match="still to come"):
        rows(house, "came", tmp_path, dutch, day=date(2026, 12, 25))
    with pytest.raises(NotAllowed):
        rows(house, "came", tmp_path, dutch, "volunteer")


def test_the_list_to_tick_and_who_is_expected_have_a_protected_household_by_its_number_only(
    house: HouseOnDisk, tmp_path: Path, dutch: Catalogue
) -> None:
    fatima = house.with_household(2, ("2019-04-01",), enrolled=ENROLLED, terms={"leave_out": "pork, nuts"})
    shy = house.with_household(3, enrolled=ENROLLED, name="Sofia Verborgen")
    shift = house.at("foodbank")
    groups.set_group(shift, "A", house.today, start=780, minutes=60, capacity=9)
    for one in (fatima, shy):
        groups.join(shift, one.client, "A")
    protect(house, shy)
    today = house.today
    paper, means = rows(house, "paper", tmp_path, dutch, "volunteer", today)
    day = midnight(today)
    assert paper[0] == (day, "13:00-14:00", "A", "A1001", "Fatima", "2 × Bak met eten", "Varkensvlees, Noten", None)
    assert paper[1][:5] == (day, None, None, "A1002", None)
    assert "Voedselbedeling van woensdag 25/11/2026" in means and "Producten die niet in dit pakket" in means
    expected, _ = rows(house, "expected", tmp_path, dutch, "volunteer")
    assert expected[:2] == [
        (day, "13:00-14:00", "A", "A1001", "Fatima", 3, None),
        (day, None, None, "A1002", None, None, None),
    ]


def test_as_csv_each_is_one_table_that_a_belgian_excel_opens(
    house: HouseOnDisk, tmp_path: Path, dutch: Catalogue
) -> None:
    house.with_household(enrolled=ENROLLED)
    file = tmp_path / "lijst.csv"
    write_sheet(house.at("foodbank"), "expected", file, dutch)
    text = file.read_bytes().decode("utf-8-sig")
    table = list(csv.reader(text.splitlines(), delimiter=";"))
    assert table[0][:4] == ["Dag", "Uur", "Groep", "Nummer"] and table[1][3] == "A1001"
    assert table[-1][0] == "Te vernietigen na gebruik: er staat in wie komt afhalen."
    with pytest.raises(NotUnderstood, match="xlsx"):
        write_sheet(house.at("foodbank"), "expected", tmp_path / "lijst.pdf", dutch)


def test_what_was_written_says_how_many_were_there_and_how_many_are_expected(
    house: HouseOnDisk, tmp_path: Path, dutch: Catalogue
) -> None:
    fatima, omar, _ = (house.with_household(enrolled=ENROLLED) for _ in range(3))
    shift = house.at("foodbank")
    collect(house, fatima)
    in_need(house, fatima)
    in_need(house, adults=2)
    in_need(house, adults=1)
    groups.excuse(shift, omar.client, house.today)
    days.open_day(shift)
    file = tmp_path / "lijst.xlsx"
    made = {what: write_sheet(shift, what, file, dutch, house.today) for what in WHATS}
    assert {what: one.households for what, one in made.items()} == {"paper": 1, "expected": 1, "came": 3}
    assert day_list.write_list(shift, tmp_path / "lijst.pdf", house.today).households == 1
    assert str(made["came"].said) == f"✓ 25/11/2026, 3 households: {file}"


def test_every_column_of_every_list_is_defined() -> None:
    assert not [column.code for _, columns, *_ in LISTS.values() for column in columns if not str(column.means)]
