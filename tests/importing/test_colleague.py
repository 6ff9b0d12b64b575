"""A list as a colleague of the social service has it, which nobody prepared: what she meant is read, and what is not is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk_core import NewMember, NotUnderstood
from kiosk_core.importing.cells import read_count, read_phone
from kiosk_core.importing.columns import find_header
from kiosk_core.importing.names import given_first
from kiosk_core.importing.spreadsheet import Line
from kiosk_core.testing import HouseOnDisk

from .conftest import text

HEADINGS = ("Dossiernr", "Naam", "Geb.dat.", "Gezinsgrootte", "Adres", "Tel./GSM", "Nationaliteit", "Opm.")
PEOPLE: tuple[tuple[object, ...], ...] = (
    ("00123", "JANSSENS Marie-Claire", "12/03/1958", 1, "Kerkstraat 12 bus 3, 9000 Gent", "0470 12 34 56", "Belg", "komt met de bus"),
    ("00124", "Ahmed El Amrani", datetime(1984, 2, 1, tzinfo=UTC), 5, "Dorpsplein 4\n9050 Gentbrugge", "0486/98.76.54", None, None),
    ("00126", "Yilmaz Ayse", "31/02/1980", 3, "Kerkstraat 12, 9000 Gent", "+32 472 11 22 33", "Turkije", None),
    (),
    ("00127", "DE SMET, Rita", 1949, 1, "Rusthuis De Linde", None, "Belg", "geen telefoon"),
    ("00128", "Janssens Marie Claire", datetime(1958, 3, 12, tzinfo=UTC), 1, "Kerkstraat 12/3 9000 Gent", "0470/123456", None, "dubbel?"),
    ("00130", "Mevr. Peeters", "ca. 1966", "2+1", None, "onbekend", None, None),
    ("00132", "Nguyen Thi Lan", "1978", "4 pers.", "Brugse Poort 77", "0471223344", "Vietnam", None),
    ("Totaal", None, None, 24),
)  # fmt: skip


def book(file: Path) -> Path:
    made = Workbook()
    cover = made.active
    assert cover is not None
    cover.title = "Info"
    for row in (("Lijst voedselbedeling OCMW",), ("bijgewerkt door", "Greet"), ("naam", "Greet")):
        cover.append(row)
    page = made.create_sheet("Gezinnen 2026")
    page.append(["OCMW - overzicht gezinnen"])
    page.merge_cells("A1:H1")
    page.append([None, None, "toestand op 20/11/2026"])
    for row in (HEADINGS, *PEOPLE):
        page.append([cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell for cell in row])
    made.save(file)
    return file


def excel_csv(file: Path) -> Path:
    def shown(cell: object) -> str:
        if isinstance(cell, datetime):
            return f"{cell:%d/%m/%Y}"
        if isinstance(cell, int) and cell < 100:
            return f"{cell},00"
        return "" if cell is None else f'"{cell}"' if "\n" in str(cell) else str(cell)

    rows = [("OCMW – overzicht gezinnen",), (), HEADINGS, *PEOPLE]
    return text(file, [";".join(map(shown, (*row, *(None,) * (8 - len(row))))) for row in rows], "cp1252")


@pytest.mark.parametrize("write", [book, excel_csv])
def test_a_list_of_a_colleague_is_read_as_she_meant_it(
    house: HouseOnDisk, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    file = write(tmp_path / f"gezinnen.{'xlsx' if write is book else 'csv'}")
    office = house.at("core")
    foreseen = office.look_at_import(file)
    assert foreseen.header.unused == ["Nationaliteit", "Opm."], "what has no place here is named"
    assert [one.sort for one in foreseen.found] == ["new", "new", "new", "new", "duplicate", "new", "new"]
    assert "31/02/1980" in str(list(foreseen.found)[2].why[0])
    office.import_clients(foreseen)
    assert office.client_page("A1001").address == "Kerkstraat 12 bus 3, 9000 Gent"
    called = house.kiosk.house.by_number("A1001", house.today).members[0].first_name
    assert called == "Marie-Claire", "no counter calls out a family name"
    known = house.kiosk.house.rows("SELECT name, born, phone FROM core_person WHERE name IS NOT NULL ORDER BY name")
    assert known == [
        ("Ahmed El Amrani", "1984-02-01", "0486/98.76.54"),
        ("Marie-Claire JANSSENS", "1958-03-12", "0470 12 34 56"),
        ("Nguyen Thi Lan", "1978", "0471223344"), ("Peeters", "1966", None), ("Rita DE SMET", "1949", None),
        ("Yilmaz Ayse", None, "+32 472 11 22 33"),
    ]  # fmt: skip
    sizes = [len(house.kiosk.house.by_number(f"A100{n}", house.today).members) for n in range(1, 7)]
    assert sizes == [1, 5, 3, 1, 3, 4]


def test_the_sheet_with_the_list_is_found_and_another_can_be_chosen(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = house.at("core"), book(tmp_path / "gezinnen.xlsx")
    foreseen = office.look_at_import(file)
    assert (foreseen.sheet, foreseen.others) == ("Gezinnen 2026", ("Info",))
    other = office.look_at_import(file, sheet="Info")
    assert (other.sheet, other.others) == ("Info", ("Gezinnen 2026",)) and other.id != foreseen.id


def test_a_column_is_put_right_by_its_letter_or_the_beginning_of_its_heading(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    lines = ["Nr;Wie;Geb;Waar woont die;;Datum", "1;Ana Silva;1/2/1984;Markt 3;0470 11 22 33;1/1/2026"]
    file, office = text(tmp_path / "lijst.csv", lines), house.at("core")
    foreseen = office.look_at_import(file, {"full_name": "wie", "address": "waar", "phone": "E"})
    assert foreseen.header.fields == {"number": 0, "full_name": 1, "born": 2, "address": 3, "phone": 4}
    assert foreseen.header.examples == ("1", "Ana Silva", "1/2/1984", "Markt 3", "0470 11 22 33", "1/1/2026")
    with pytest.raises(NotUnderstood, match="no column is called zzz"):
        office.look_at_import(file, {"full_name": "zzz"})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("JANSSENS Marie-Claire", "Marie-Claire JANSSENS"), ("VAN DEN BROECK Luc", "Luc VAN DEN BROECK"),
        ("Olena SHEVCHENKO", "Olena SHEVCHENKO"), ("JANSSENS MARIE", "JANSSENS MARIE"), ("Dhr. Peeters", "Peeters"),
        ("J. Peeters", "J. Peeters"), ("'t Hooft Piet", "Piet 't Hooft"), ("Mevr.", "Mevr."), ("", ""),
        ("van der Linden Joris", "Joris van der Linden"), ("van der LINDEN Joris", "Joris van der LINDEN"),
        ("El Amrani Fatima", "Fatima El Amrani"), ("van der Linden", "van der Linden"), ("De Smet", "De Smet"), ("Jan De Smet", "Jan De Smet"),
        ("De heer Jan Peeters", "Jan Peeters"), ("de heer PEETERS Jan", "Jan PEETERS"), ("De heer Peeters", "Peeters"),
        ("De Heer Jan", "Jan De Heer"), ("De heer", "De heer"),
    ],
)  # fmt: skip
def test_a_family_name_in_capitals_stands_behind_the_first_name(written: str, kept: str) -> None:
    assert given_first(written) == kept


def test_a_name_of_the_house_that_comes_back_keeps_its_order(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    office.register([NewMember(name="JANSSENS Marie", born="1958-03-12")])
    for lines in (["Nummer;Naam", "A1001.1;JANSSENS Marie"], ["Naam;Geboortedatum", "JANSSENS Marie;12/3/1958"]):
        assert [one.sort for one in office.look_at_import(text(tmp_path / "x.csv", lines)).found] == ["same"]


def test_sizes_and_phones_are_read_as_people_write_them() -> None:
    assert [read_count(said) for said in ("4", "4,0", "4.00", "4 pers.", "2+1", "2 volw. + 1 kind")] == [
        4,
        4,
        4,
        4,
        3,
        3,
    ]
    assert [read_count(said) for said in ("-", "/", "geen", "?")] == [0, 0, 0, 0], "none of them is said"
    for said in ("veel", "4,5", "-1", "99", "1/2"):
        with pytest.raises(NotUnderstood):
            read_count(said)
    assert [read_phone(said) for said in ("onbekend", "geen", "09/224 11 22", "470123456")] == [
        "",
        "",
        "09/224 11 22",
        "0470123456",
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tel./GSM", "phone"), ("GSM nr", "phone"), ("Geb.dat.", "born"), ("Gezinsgrootte (pers.)", "persons"), ("Datum", None),
        ("Postcode/gemeente", "town"), ("Postcode + gemeente", "town"), ("CP/Localité", "town"),
        ("Datum inschrijving", None), ("Tel. maatschappelijk werker", None),
    ],
)  # fmt: skip
def test_a_heading_of_several_known_words_is_guessed_and_another_is_not(heading: str, field: str | None) -> None:
    found = find_header([Line(1, ("Naam", heading))], {}).fields
    assert found == ({"name": 0, field: 1} if field else {"name": 0})
