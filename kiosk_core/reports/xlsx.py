"""XLSX, row by row: a sheet of any length costs no memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.errors import NotUnderstood
from ..domain.texts import Catalogue, Sentence, spoken
from .sheets import Cell, Measured, Sheet, Sort, printable

MOST_ROWS = 1_048_575
"""Below the header; what the format holds (ECMA-376, and every Excel since 2007)."""
FORMATS: dict[Sort, str] = {
    "number": "0",
    "cents": "#,##0.00",
    "grams": "#,##0.000",
    "minutes": "#,##0.00",
    "date": "dd/mm/yyyy",
}
UNIT: dict[Sort, int] = {"cents": 100, "grams": 1000, "minutes": 60}
WIDTH, WIDEST = {"text": 26, "date": 12}, 80
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_xlsx(file: IO[bytes], sheets: Sequence[Sheet], words: Catalogue) -> None:
    """Each with its header bold and frozen. Raises NotUnderstood (too many rows), OSError."""
    book = Workbook(write_only=True)
    book.properties.creator = "kiosk"
    taken: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(spoken(sheet.title, words), taken)
        taken.add(name.casefold())
        with closing(book.create_sheet(name)) as page:
            _write_sheet(page, sheet, words)
    book.save(file)


def _write_sheet(page: Any, sheet: Sheet, words: Catalogue) -> None:
    titles = [spoken(column.title, words) for column in sheet.columns]
    for place, (column, title) in enumerate(zip(sheet.columns, titles, strict=True), 1):
        wide = WIDEST if column.code == "means" else WIDTH.get(column.sort, 14)
        page.column_dimensions[get_column_letter(place)].width = max(wide, len(title) + 2)
    page.freeze_panes = "A2"
    _to_print(page)
    page.append([_header(page, title) for title in titles])
    sorts = [column.sort for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 1):
        if number > MOST_ROWS:
            raise NotUnderstood(why=Sentence("a spreadsheet holds {n} lines at most: choose .csv.", {"n": MOST_ROWS}))
        cells = [_cell(page, cell, sort, words) for cell, sort in zip(row, sorts, strict=True)]
        if sheet.columns[-1].code == "means" and cells[-1] is not None:
            cells[-1].alignment = WRAPPED
        page.append(cells)


def _header(page: Any, title: str) -> Any:
    cell = _text(page, title)
    cell.font, cell.alignment = Font(bold=True), WRAPPED
    return cell


def _to_print(page: Any) -> None:
    """On paper as wide as a sheet, with its headings on each."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = False
    page.print_title_rows = "1:1"


def _cell(page: Any, cell: Cell, sort: Sort, words: Catalogue) -> Any:
    if isinstance(cell, Measured):
        return _cell(page, cell.value, cell.sort, words)
    match cell:
        case None | "":
            return None
        case int():
            return _formatted(page, cell / UNIT[sort] if sort in UNIT else cell, FORMATS.get(sort, "0"))
        case date():
            return _formatted(page, cell, FORMATS["date"])
        case _:
            return _text(page, spoken(cell, words))


def _formatted(page: Any, value: object, shape: str) -> Any:
    made = WriteOnlyCell(page, value)
    made.number_format = shape
    return made


def _text(page: Any, text: str) -> Any:
    """Always text, whatever it begins with; `quotePrefix` keeps it text when somebody edits the cell."""
    made = WriteOnlyCell(page, printable(text))
    if made.data_type != "s":
        made.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        made.quotePrefix = True
    return made


def _sheet_name(title: str, taken: set[str]) -> str:
    """31 letters without those that a spreadsheet's reference uses; never one that is there already."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "-"
    number = 2
    while name.casefold() in taken:
        name = f"{name[:28]} {number}"
        number += 1
    return name
