"""Tables as a coordinator, a funder or the finance service opens them: one XLSX with definitions, or one table as CSV.

    goods = (Column("category", Sentence("Category"), Sentence("As on the price list.")),
             Column("price", Sentence("Price"), Sentence("What one piece costs."), "cents"))
    shift.write_sheets([Sheet(Sentence("Prices"), goods, [("trousers", 250)])], Path("prices.xlsx"), words)

The ending of the file chooses: `.xlsx` holds all sheets and one that says what each column means; `.csv` holds one sheet, in UTF-8
with BOM and semicolons, as a Belgian Excel opens it. Amounts are real numbers and days real days. Text never becomes a formula.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Literal

from ..domain.errors import NotUnderstood
from ..domain.texts import Catalogue, Sentence, Text, spoken
from ..store.files import open_private

Sort = Literal["text", "number", "cents", "grams", "minutes", "date"]
"""Of a cell: words; a whole number; whole cents, shown in euros; whole grams, in kilograms; whole minutes, in hours; a day."""
_FORMULA = re.compile(r"[\s']*[=+\-@]|'*[\t\r]")
"""A text that begins so may be run by a spreadsheet, some of which pass over spaces in front; in CSV it stands behind an
apostrophe."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold, and no spreadsheet shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """`code`: stable, what a program looks for. `means`: its definition, for who did not make the table."""

    code: str
    title: Text
    means: Text
    sort: Sort = "text"


@dataclass(frozen=True, slots=True)
class Measured:
    """A cell whose unit is not that of its column: `Measured(1250, "grams")` in a column of figures."""

    value: int
    sort: Sort


Cell = Text | int | date | Measured | None
"""None: an empty cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `rows` are read once, in order, as long as the columns. `terms`: further (word, what it means)."""

    title: Text
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    terms: Sequence[tuple[Text, Text]] = ()


def write_sheets(out: Path, sheets: Sequence[Sheet], words: Catalogue, about: Sequence[Text] = ()) -> None:
    """All sheets into one new file for its owner only; one that is there is replaced once the new one is whole.

    `about`: lines above the definitions. Raises NotUnderstood (another ending; more than one table for a CSV), OSError."""
    ending = out.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise NotUnderstood(why=Sentence("the file ends in .xlsx or .csv."))
    if ending == ".csv" and len(sheets) != 1:
        raise NotUnderstood(why=Sentence("a CSV holds one table: choose a name that ends in .xlsx."))
    fresh = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with open_private(fresh) as file:
            if ending == ".csv":
                text = io.TextIOWrapper(file, encoding="utf8", newline="")
                _write_csv(text, sheets[0], words)
                text.flush()
            else:
                # openpyxl takes 150 ms to load.
                from .xlsx import write_xlsx

                write_xlsx(file, [*sheets, definitions(sheets, about)], words)
        fresh.replace(out)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error  # nobody knows the name of the fresh one
    finally:
        fresh.unlink(missing_ok=True)


def definitions(sheets: Sequence[Sheet], about: Sequence[Text] = ()) -> Sheet:
    """What every column of every sheet means, and every further word."""
    head = (
        Column("sheet", Sentence("Sheet"), ""),
        Column("word", Sentence("Word"), ""),
        Column("means", Sentence("What it means"), ""),
    )
    rows: list[tuple[Text, Text, Text]] = [("", "", line) for line in about]
    for sheet in sheets:
        rows += [(sheet.title, column.title, column.means) for column in sheet.columns]
        rows += [(sheet.title, word, means) for word, means in sheet.terms]
    return Sheet(Sentence("Definitions"), head, rows)


def as_csv(sheet: Sheet, words: Catalogue) -> str:
    """The table as `write_sheets` writes it to a `.csv`, with its BOM."""
    out = io.StringIO()
    _write_csv(out, sheet, words)
    return out.getvalue()


def printable(text: str) -> str:
    """With ? where a control character is that no spreadsheet can hold."""
    return _CONTROL.sub("?", text)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `unguarded` gives back exactly this text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What stood behind the apostrophe of `guarded`; the apostrophe of 't Hooft is his own."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _write_csv(out: IO[str], sheet: Sheet, words: Catalogue) -> None:
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(spoken(column.title, words)) for column in sheet.columns])
    sorts = [column.sort for column in sheet.columns]
    for row in sheet.rows:
        writer.writerow([_spelled(cell, sort, words) for cell, sort in zip(row, sorts, strict=True)])


def _spelled(cell: Cell, sort: Sort, words: Catalogue) -> str:
    if isinstance(cell, Measured):
        return _spelled(cell.value, cell.sort, words)
    match cell:
        case None:
            return ""
        case int():
            return _decimal(cell, sort)
        case date():
            return cell.isoformat()
        case _:
            return guarded(printable(spoken(cell, words)))


def _decimal(value: int, sort: Sort) -> str:
    """With the comma of Belgian Excel: 250 cents are 2,50, and 150 minutes 2,50 hours."""
    if sort == "minutes":
        return _decimal(round(value * 100 / 60), "cents")
    places = {"cents": 2, "grams": 3}.get(sort, 0)
    sign, digits = "-" * (value < 0), f"{abs(value):0{places + 1}}"
    return f"{sign}{digits[:-places]},{digits[-places:]}" if places else str(value)
