"""A table opens in a spreadsheet as what it is: numbers, days, text, and a sheet that says what each column means."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kiosk_core import Cell, Column, Measured, NotUnderstood, Sentence, Sheet
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.reports.sheets import as_csv, guarded, unguarded, write_sheets

COLUMNS = (
    Column("what", "What", "A thing on the shelf."),
    Column("price", "Price", "In euros, what one costs.", "cents"),
    Column("weight", "Weight", "In kilograms.", "grams"),
    Column("day", "Day", "When it came.", "date"),
    Column("times", "Times", "How often.", "number"),
)
ROWS: list[tuple[Cell, ...]] = [
    ("=HYPERLINK(1)", -250, 1250, date(2026, 11, 25), 3),
    ("@SUM(1)", 5, 7, None, Measured(1999, "cents")),
    ("#N/A", None, 0, date(1984, 2, 1), 0),
    ("bell\x07 and\nline", 100, None, None, None),
]


def shelf(title: str = "Shelf") -> Sheet:
    return Sheet(title, COLUMNS, list(ROWS), terms=[("Costs", "Without tax.")])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sheets") / "shelf.xlsx"
    write_sheets(out, [shelf(), shelf("shelf"), shelf("a/b: " + "c" * 40)], ENGLISH, ["From a test."])
    return out


def test_amounts_are_numbers_and_days_are_days(file: Path) -> None:
    sheet = load_workbook(file)["Shelf"]
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == ["What", "Price", "Weight", "Day", "Times"]
    assert [cell.value for cell in rows[0]] == ["=HYPERLINK(1)", -2.5, 1.25, datetime(2026, 11, 25), 3]  # noqa: DTZ001 - a spreadsheet knows no zone
    assert [cell.number_format for cell in rows[0]][1:] == ["#,##0.00", "#,##0.000", "dd/mm/yyyy", "0"]
    assert (rows[1][4].value, rows[1][4].number_format) == (19.99, "#,##0.00")
    assert sheet.freeze_panes == "A2"
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert sheet.print_title_rows == "$1:$1", "on paper it has its headings on each page"


def test_no_text_becomes_a_formula_or_an_error(file: Path) -> None:
    sheet = load_workbook(file)["Shelf"]
    assert [sheet.cell(row, 1).data_type for row in (2, 3, 4, 5)] == ["s"] * 4
    assert sheet["A2"].quotePrefix
    assert sheet["A5"].value == "bell? and\nline"
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_every_column_and_word_is_defined_on_the_last_sheet(file: Path) -> None:
    book = load_workbook(file)
    assert book.sheetnames == ["Shelf", "shelf 2", "a b  " + "c" * 26, "Definitions"]
    told = list(book["Definitions"].iter_rows(min_row=2, values_only=True))
    assert told[0] == (None, None, "From a test.")
    assert ("Shelf", "Price", "In euros, what one costs.") in told
    assert ("Shelf", "Costs", "Without tax.") in told
    assert book["Definitions"]["C3"].alignment.wrap_text, "a long one is read without making the column wider"
    assert len(told) == 1 + 3 * (len(COLUMNS) + 1)


def test_a_csv_opens_in_a_belgian_excel_and_runs_nothing(tmp_path: Path) -> None:
    write_sheets(tmp_path / "shelf.CSV", [shelf()], ENGLISH)
    data = (tmp_path / "shelf.CSV").read_bytes()
    assert data == as_csv(shelf(), ENGLISH).encode()
    assert data.startswith(b"\xef\xbb\xbfWhat;Price;Weight;Day;Times\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1:]
    assert rows[:2] == [
        ["'=HYPERLINK(1)", "-2,50", "1,250", "2026-11-25", "3"],
        ["'@SUM(1)", "0,05", "0,007", "", "19,99"],
    ]


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=6))
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_file_is_for_its_owner_and_half_a_file_is_never_seen(tmp_path: Path) -> None:
    out = tmp_path / "shelf.xlsx"
    write_sheets(out, [shelf()], ENGLISH)
    assert out.stat().st_mode & 0o777 == 0o600
    whole = out.read_bytes()
    broken = Sheet("Shelf", COLUMNS, [ROWS[0], ROWS[0][:2]])
    with pytest.raises(ValueError, match=r"shorter|longer"):
        write_sheets(out, [broken], ENGLISH)
    assert out.read_bytes() == whole
    assert [file.name for file in tmp_path.iterdir()] == ["shelf.xlsx"]


def test_another_ending_and_two_tables_in_a_csv_are_refused(tmp_path: Path) -> None:
    for name, sheets in (("shelf.ods", [shelf()]), ("shelf.csv", [shelf(), shelf()])):
        with pytest.raises(NotUnderstood):
            write_sheets(tmp_path / name, sheets, ENGLISH)
    assert list(tmp_path.iterdir()) == []


def test_headings_are_in_the_readers_language(tmp_path: Path) -> None:
    sheet = Sheet("Shelf", [Column("unit", Sentence("Unit"), Sentence("What the number counts."))], [])
    assert as_csv(sheet, catalogue("nl")) == "\ufeffEenheid\r\n"


def test_what_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        write_sheets(tmp_path / "nowhere" / "sheet.xlsx", [shelf()], ENGLISH)
    assert raised.value.filename == str(tmp_path / "nowhere" / "sheet.xlsx")
