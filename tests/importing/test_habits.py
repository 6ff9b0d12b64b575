"""Habits of those who make lists for people's eyes: one cell for two things, one word for 'as above', a number said once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk_core.importing.cells import read_phones
from kiosk_core.importing.foreseen import Foreseen, of_columns
from kiosk_core.testing import HouseOnDisk

from .conftest import text

UPPER = ("Gezin", None, "Persoon", None, None, "Contact")
LOWER = ("Nr.", "Adres", "ACHTERNAAM Voornaam", "Geb.", "M/V", "Tel/GSM")
FAMILIES: tuple[tuple[object, ...], ...] = (
    ("Bedeling Sint-Anna",), (), UPPER, LOWER,
    ("001", "Kerkstraat 12", "DE SMET Jan", date(1970, 3, 1), "M", "0470 12 34 56 of 09 223 45 67"),
    (None, None, "DE SMET Lotte", "12/05/2012", "meisje"),
    ("002", "idem", "EL AMRANI Fatima", 30713, "V", "0484/11.22.33 of 0484/44.55.66"),
    (None, None, "EL AMRANI Adam", "3/2018", "jongen"),
    ("TOTAAL: 2 gezinnen", None, "4 personen"),
)  # fmt: skip


def told(foreseen: Foreseen) -> list[list[tuple[str | None, str | None, str | None]]]:
    return [[(m.name, m.born, m.phone) for m in one.members] for one in foreseen.found]


def test_a_family_whose_number_stands_on_its_first_line_only_is_one_household(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in FAMILIES:
        page.append(list(row))
    for cells in ("A1:F1", "A3:B3", "C3:E3"):
        page.merge_cells(cells)
    page.column_dimensions["F"].hidden = True
    book.save(file := tmp_path / "lijst.xlsx")
    foreseen = house.at("core").look_at_import(file)
    assert dict(foreseen.header.fields) == {
        "household": 0, "address": 1, "family_first": 2, "born": 3, "sex": 4, "phone": 5,
    }  # fmt: skip
    assert told(foreseen) == [
        [("Jan DE SMET", "1970-03-01", "0470 12 34 56"), ("Lotte DE SMET", "2012-05-12", None)],
        [("Fatima EL AMRANI", "1984-02-01", "0484/11.22.33"), ("Adam EL AMRANI", "2018-03", None)],
    ]
    smet, amrani = foreseen.found
    assert (dict(smet.new), dict(amrani.new)) == (
        {"address": "Kerkstraat 12", "phone": "09 223 45 67"}, {"phone": "0484/44.55.66"},
    )  # fmt: skip
    assert [str(why) for why in amrani.why] == ["line 7: without an address: idem is none."]


def test_without_a_word_above_it_the_number_of_a_family_is_found_out_by_their_name(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    office = house.at("core")
    rows = [
        "Nr;Naam;Geb",
        "1;DE SMET Jan;1970",
        ";DE SMET Lotte;2012",
        "2;EL AMRANI Fatima;1984",
        ";EL AMRANI Adam;2018",
    ]
    file = text(tmp_path / "lijst.csv", rows)
    foreseen = office.look_at_import(file)
    assert [one.lines for one in foreseen.found] == [(2, 3), (4, 5)]
    assert next(str(note) for note in of_columns(foreseen)) == (
        "Nr is read as the number of a household: line 3 has none and is of the household above it. Is it not so? Then say that this "
        "column is the number."
    )
    chosen = office.look_at_import(file, {"number": "Nr"})
    assert [one.lines for one in chosen.found] == [(2,), (3,), (4,), (5,)], "whoever says so is believed"
    strangers = [*rows[:2], ";PEETERS Rita;1950", "2;KAYA Emre;1984", ";SILVA Rui;1990"]
    foreseen = office.look_at_import(text(tmp_path / "ander.csv", strangers))
    assert [one.lines for one in foreseen.found] == [(2,), (3,), (4,), (5,)], "strangers are no family"


def test_what_a_heading_says_depends_on_the_one_before_it(house: HouseOnDisk, tmp_path: Path) -> None:
    rows = [
        "Naam + voornaam;GSM 1;GSM 2;Straat;Nr;Partner;geb;Kind1;geb;Kind2;Geb.datum;Gezinsgr.",
        "Peeters Jan;0470 11 22 33;;Markt;12;Yılmaz Emre;1984;Ali;2015;Elif;1/4/2018;4",
        "Maes Rita;;;Markt;13;alleenstaand;;;;;;1",
    ]
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows, "utf-16"))
    assert foreseen.header.unused == ["GSM 2"]
    assert told(foreseen) == [
        [("Jan Peeters", None, "0470 11 22 33"), ("Emre Yılmaz", "1984", None), ("Ali", "2015", None), ("Elif", "2018-04-01", None)],
        [("Rita Maes", None, None)],
    ]  # fmt: skip
    assert [dict(one.new)["address"] for one in foreseen.found] == ["Markt 12", "Markt 13"]


@pytest.mark.parametrize("name", ["Janssens Rita / Willy", "M. et Mme Dupont", "Rita & Willy Maes", "Rita en Willy"])
def test_of_two_people_in_one_cell_it_is_said_that_one_comes(house: HouseOnDisk, tmp_path: Path, name: str) -> None:
    (one,) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", ["Naam\tTel", f"{name}\t"])).found
    assert (one.sort, len(one.members)) == ("new", 1)
    assert "may be two people: one is taken over." in str(one.why[0])


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0470/12.34.56 ou 04/223.45.67", ["0470/12.34.56", "04/223.45.67"]), ("0470/112233; 0471/223344", ["0470/112233", "0471/223344"]),
        ("0470 12 34 56 / 09 123 45 67", ["0470 12 34 56", "09 123 45 67"]), ("0470123456/091234567", ["0470123456", "091234567"]),
        ("0470/12.34.56", ["0470/12.34.56"]), ("0471223344 0472334455", ["0471223344", "0472334455"]),
    ],
)  # fmt: skip
def test_several_numbers_in_one_cell_are_told_apart_also_where_a_stroke_stands_in_them(
    cell: str, numbers: list[str]
) -> None:
    assert read_phones(cell) == numbers
