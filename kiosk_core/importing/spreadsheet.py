"""The rows of an XLSX or CSV that nobody prepared for us: what its cells show, never what a formula says.

Everything in such a file is a stranger's: sizes are limited before anything is unpacked, and nothing in it is followed.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from ..domain.errors import KioskError
from ..domain.texts import Sentence
from ..reports.sheets import unguarded

MOST_BYTES = 64 << 20
MOST_UNPACKED = 256 << 20
MOST_STRINGS = 64 << 20
"""Of an XLSX: all its parts; its table of texts, which is held in memory. 200,000 households are about 150 MB of parts."""
SMALL, MOST_PACKED = 10 << 20, 100
"""A part larger than SMALL that was packed more than a hundredfold is no table of people, which packs tenfold."""
LOOKED_AT = 30
"""Lines among which the headings are looked for: titles may stand above them."""
MOST_PARTS, MOST_LINES, MOST_COLUMNS, LONGEST = 2_000, 1_048_576, 200, 5_000
SEPARATORS = (";", ",", "\t", "|")
OLD_OFFICE, ZIP = b"\xd0\xcf\x11\xe0", b"PK"
SHEET = "xl/workbook.xml"
TYPED_SINCE = 2010
_UNSHOWN = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
"""In the shape of a cell's number: words, colours and languages."""
_PIECE = re.compile("[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""A line of text with its end, one at a time: io.StringIO would hold the whole file again, four bytes a letter."""


class NoSpreadsheet(KioskError):
    code, says = "spreadsheet", Sentence("{file} cannot be read: {why}")


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: as the spreadsheet program counts, from 1. `cells`: what is shown, spaces at both ends taken off; a day
    as '1984-02-01'; '' for an empty one. `wrong`: why none of it may be used."""

    number: int
    cells: tuple[str, ...]
    wrong: Sentence | None = None

    @property
    def empty(self) -> bool:
        return not any(self.cells)


Suits = Callable[[Sequence[Line]], bool]
"""(the first lines of a sheet) -> whether it is the one that is looked for."""


@dataclass(frozen=True, slots=True)
class Book:
    """`sheet`: the one whose `lines` these are, '' of a CSV; `others`: those that are not hidden beside it."""

    lines: Iterator[Line]
    sheet: str = ""
    others: tuple[str, ...] = ()


def read_lines(file: Path, sheet: str | None = None) -> Iterator[Line]:
    """Every line of a CSV, or of one sheet of an XLSX: the named one, else the first that is not hidden.

    Raises NoSpreadsheet, OSError."""
    return open_book(file, sheet).lines


def open_book(file: Path, sheet: str | None = None, suits: Suits | None = None) -> Book:
    """The same, of the first sheet that `suits`, with what the others are called. Raises NoSpreadsheet, OSError."""
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NoSpreadsheet(file=file.name, why=Sentence("it is larger than {n} MB.", {"n": MOST_BYTES >> 20}))
    if data.startswith(OLD_OFFICE):
        why = Sentence("it has a password or is of an old kind. Save it as .xlsx, without a password.")
        raise NoSpreadsheet(file=file.name, why=why)
    return _of_xlsx(file.name, data, sheet, suits) if data.startswith(ZIP) else Book(_of_csv(file.name, data))


# ---- CSV ----


def _of_csv(name: str, data: bytes) -> Iterator[Line]:
    text = _decoded(name, data)
    first, _, rest = text.partition("\n")
    told = first.strip().lower().removeprefix("sep=")
    separator = told if told in SEPARATORS and told != first.strip() else _separator(text)
    says_it = told != first.strip().lower() and separator == told
    pieces = (found.group() for found in _PIECE.finditer(rest if says_it else text))
    reader = csv.reader(pieces, delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield _line(number, [_csv_cell(cell) for cell in cells], any(_is_formula(cell) for cell in cells))
    except csv.Error as error:
        why = Sentence("line {line} has a cell that is far too long.", {"line": number + 1})
        raise NoSpreadsheet(file=name, why=why) from error


def _decoded(name: str, data: bytes) -> str:
    """UTF-8, or what Belgian Excel writes: Windows-1252; UTF-16 with its mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data or not data.strip():
        raise NoSpreadsheet(file=name, why=Sentence("this is no spreadsheet. Save it as .xlsx or .csv."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The one that gives most lines the same number of cells, more than one."""
    begin = [line for line in text[:20_000].splitlines() if line.strip()][:40]

    def agreeing(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(begin, delimiter=separator)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 1
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(SEPARATORS, key=agreeing)


def _is_formula(cell: str) -> bool:
    """'="0470"' is Excel's way to keep a zero, and no formula."""
    return cell.lstrip().startswith("=") and not _kept_zero(cell.strip())


def _kept_zero(cell: str) -> bool:
    return cell.startswith('="') and cell.endswith('"') and cell[2:-1].replace(" ", "").isdigit()


def _csv_cell(cell: str) -> str:
    shown = cell.strip()
    return shown[2:-1] if _kept_zero(shown) else unguarded(cell).strip()


# ---- XLSX ----


def _of_xlsx(name: str, data: bytes, sheet: str | None, suits: Suits | None) -> Book:
    # openpyxl takes 150 ms to load.
    from openpyxl import load_workbook

    _check_parts(name, data)
    with _parsing(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    pages = _pages(name, book, sheet)
    if suits and len(pages) > 1:
        # A cover sheet with remarks stands before the list; where none suits the first is read, and what it lacks is said.
        pages = [page for page in pages if suits(list(islice(_rows(name, page), LOOKED_AT)))] or pages
    others = [page.title for page in _pages(name, book, None) if page is not pages[0]]
    return Book(_rows(name, pages[0]), pages[0].title, tuple(others))


def _rows(name: str, page: Any) -> Iterator[Line]:
    page.reset_dimensions()
    rows, number = page.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES), 0
    while True:
        with _parsing(name):
            row = next(rows, None)
        if row is None:
            return
        number += 1
        yield _line(number, [_shown(cell) for cell in row], False)


def _check_parts(name: str, data: bytes) -> None:
    """Before anything is unpacked. Raises NoSpreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            known = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise NoSpreadsheet(file=name, why=Sentence("it is damaged. Save it again.")) from error
    if not any(part.filename == SHEET for part in known):
        raise NoSpreadsheet(file=name, why=Sentence("this is no spreadsheet. Save it as .xlsx or .csv."))
    strings = sum(part.file_size for part in known if "sharedStrings" in part.filename)
    bomb = any(p.file_size > SMALL and p.file_size > MOST_PACKED * p.compress_size for p in known)
    if bomb or len(known) > MOST_PARTS or sum(p.file_size for p in known) > MOST_UNPACKED or strings > MOST_STRINGS:
        raise NoSpreadsheet(file=name, why=Sentence("unpacked, it is far too large."))


DAMAGED = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, lzma.LZMAError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl, its XML parser and zipfile were seen to raise over thousands of damaged files; defusedxml's are ValueErrors,
a parser's ParseError is a SyntaxError."""


@contextmanager
def _parsing(name: str) -> Iterator[None]:
    """Around the parser and nothing of ours: whatever a stranger's file makes it raise is one sentence."""
    try:
        yield
    except DAMAGED as error:
        raise NoSpreadsheet(file=name, why=Sentence("it is damaged. Save it again.")) from error


def _pages(name: str, book: Any, sheet: str | None) -> list[Any]:
    """The named one, or all that are not hidden."""
    shown = [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets
    if sheet is not None:
        named = [one for one in book.worksheets if one.title.casefold() == sheet.casefold()]
        if not named:
            titles = ", ".join(one.title for one in shown)
            raise NoSpreadsheet(file=name, why=Sentence("its sheets are: {titles}.", {"titles": titles}))
        return named[:1]
    if not shown:
        raise NoSpreadsheet(file=name, why=Sentence("it has no sheet."))
    return list(shown)


def _shown(cell: Any) -> str:
    """What the cell shows. Of a formula that is what it last gave; an error like #N/A shows nothing."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    match value:
        case bool():
            return "1" if value else "0"
        case datetime() | date():
            return _day(value, cell.number_format)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value).strip()


def _day(value: date, shape: str) -> str:
    """Whoever types '9/11' gets the 9th of November of this year, and the cell shows no year; '9/2015' is shown without a day. What is not
    shown was not meant, but for a year in which nobody typed a list like this."""
    shown = _UNSHOWN.sub("", shape.lower())
    if "y" not in shown and "d" in shown and value.year >= TYPED_SINCE:
        return f"{value.day}-{value.month}"
    return f"{value:%Y-%m}" if "y" in shown and "d" not in shown else f"{value:%Y-%m-%d}"


# ---- both ----


def _line(number: int, cells: Sequence[str], formula: bool) -> Line:
    if len(cells) > MOST_COLUMNS:
        return Line(number, (), Sentence("it has more than {n} columns.", {"n": MOST_COLUMNS}))
    if any(len(cell) > LONGEST for cell in cells):
        return Line(number, tuple(cell[:LONGEST] for cell in cells), Sentence("a cell in it is far too long."))
    wrong = Sentence("there is a formula in it; only values are read.") if formula else None
    width = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return Line(number, tuple(cells[:width]), wrong)
