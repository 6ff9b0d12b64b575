"""The price list as a spreadsheet, XLSX or CSV: as the core writes it, out; as Belgian Excel saves it, in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk_core import Cents, Column, Money, NotUnderstood, Sentence, Sheet, Shift, read_amount, read_spreadsheet

from . import prices
from .prices import Category

HEADS = (
    Column("code", "code", Sentence("One word of small letters; the same code is the same category.")),
    Column("title", "title", Sentence("As it stands on the till and the receipt.")),
    Column("key", "key", Sentence("The letter of the till.")),
    Column("unit", "unit", Sentence("piece, kilo, or open: the price is typed.")),
    Column("price", "price", Sentence("Per piece or per kilo."), "cents"),
    Column("low", "low", Sentence("The lowest price that a volunteer may ask."), "cents"),
    Column("high", "high", Sentence("The highest price that a volunteer may ask."), "cents"),
    Column("client", "client", Sentence("The price for enrolled clients; empty: none of its own."), "cents"),
    Column("account", "account", Sentence("Of the ledger; the finance service says it.")),
    Column("vat", "vat", Sentence("The VAT treatment; empty: the house's.")),
    Column("sold", "sold", Sentence("no: not sold any more from that day on.")),
    Column("label", "label", Sentence("Digits of article labels that stand for it, with spaces between them.")),
)
"""The same words go out and come in, in each language."""
NEEDED = ("code", "title", "price")
MOST, MOST_SAID = 10_000, 20
"""lines of one file; wrong ones that one sentence names."""
NO = ("no", "nee", "non", "0")
"""In the column 'sold'; 0 is what a spreadsheet's own 'false' reads as."""


def write(shift: Shift, out: Path, words: Any) -> None:
    """Today's list, one line a category, with the labels that stand for it without a price of their own, as XLSX or CSV by
    the file's ending. Raises NotAllowed, NotUnderstood (another ending), OSError."""
    shift.require("report")
    labels: dict[str, list[str]] = {}
    for label, code in shift.house.rows("SELECT subject, category FROM kapstok_label WHERE price IS NULL ORDER BY 1"):
        labels.setdefault(code, []).append(label)
    rows = [
        (one.code, one.title, one.key, one.unit, one.price, one.low, one.high, one.client, one.account, one.vat, "yes",
         " ".join(labels.get(one.code, [])))
        for one in prices.categories(shift.house, shift.here().day)
    ]  # fmt: skip
    shift.write_sheets([Sheet(Sentence("Prices"), HEADS, rows)], out, words)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says. `before`: each category as it stood on that day, None for a new one. `rejected`: the lines that are
    wrong, each with why; with one of them nothing is taken over."""

    changed: Sequence[Category]
    before: Sequence[Category | None]
    labels: Mapping[str, tuple[str, Cents | None]]
    rejected: Sequence[Sentence] = ()

    @property
    def different(self) -> list[tuple[Category | None, Category]]:
        """(before, after) of what is not as it stood."""
        return [(old, new) for old, new in zip(self.before, self.changed, strict=True) if old != new]

    def whole(self) -> Brought:
        """The same. Raises NotUnderstood with what is wrong."""
        if self.rejected:
            raise NotUnderstood(why=Sentence("{lines}", {"lines": tuple(self.rejected[:MOST_SAID])}))
        return self


def look(shift: Shift, file: Path, since: date) -> Brought:
    """What would hold from that day on, and what is wrong, line by line; nothing is written.

    Raises NotAllowed, OSError, NoSpreadsheet, NotUnderstood (no columns that are known, no category at all)."""
    shift.require("settings")
    prices.check_day(shift, since)
    changed, labels, rejected = dict[str, Category](), dict[str, tuple[str, Cents | None]](), list[Sentence]()
    for number, cells, wrong in _lines(file):
        try:
            if wrong is not None:
                raise NotUnderstood(why=wrong)
            one = _category(cells)
            prices.check(one)
            if one.code in changed:
                raise NotUnderstood(why=Sentence("{code} stands there twice.", {"code": one.code}))
            marks = _labels(shift, cells, one.code, labels)
        except NotUnderstood as error:
            rejected.append(Sentence("line {line}: {why}", {"line": number, "why": error.sentence.values["why"]}))
            continue
        changed[one.code] = one
        labels |= dict.fromkeys(marks, (one.code, None))
    if not changed and not rejected:
        raise NotUnderstood(why=Sentence("there is no category in this file."))
    known = {one.code: one for one in prices.categories(shift.house, since)}
    return Brought(list(changed.values()), [known.get(code) for code in changed], labels, rejected)


def bring_in(shift: Shift, file: Path, since: date) -> Brought:
    """As `look` says, written: all of the file or, with one wrong line, nothing. Raises as it, NotUnderstood, and NotFound."""
    found = look(shift, file, since).whole()
    prices.change(shift, found.changed, since, found.labels)
    return found


def said(old: Category | None, new: Category) -> Sentence:
    """What becomes of one category."""
    known: dict[str, object] = {"code": new.code, "price": Money(new.price)}
    if old is None:
        return Sentence("{code}: new, {price}", known)
    if not new.sold:
        return Sentence("{code}: not sold any more", known)
    if old.price != new.price:
        return Sentence("{code}: {before} becomes {price}", {**known, "before": Money(old.price)})
    others = tuple(one.code for one in HEADS if getattr(old, one.code, None) != getattr(new, one.code, None))
    return Sentence("{code}: {columns}", {**known, "columns": others})


def _lines(file: Path) -> Iterator[tuple[int, Mapping[str, str], Sentence | None]]:
    """(number of the line, its cells by column, why it may not be used) below the heading, which may have titles above it."""
    head: Sequence[str] = ()
    first: Sequence[str] | None = None
    for line in read_spreadsheet(file):
        if line.number > MOST:
            raise NotUnderstood(why=Sentence("a price list has at most {n} lines.", {"n": MOST}))
        cells = [cell.casefold() for cell in line.cells]
        if line.wrong is not None:
            yield line.number, {}, line.wrong
        elif head and not line.empty:
            yield line.number, dict(zip(head, line.cells, strict=False)), None
        elif all(name in cells for name in NEEDED):
            head = cells
        elif not line.empty and first is None:
            first = cells
    if not head:
        missing = [name for name in NEEDED if name not in (first or ())]
        raise NotUnderstood(
            why=Sentence("the first line names the columns; missing: {names}.", {"names": ", ".join(missing)})
        )


def _labels(
    shift: Shift, cells: Mapping[str, str], code: str, before: Mapping[str, tuple[str, Cents | None]]
) -> list[str]:
    """Those of one line. Raises NotUnderstood: one that is none, or stands for another category in the lines before."""
    found = cells.get("label", "").split()
    for label in found:
        prices.check_label(shift.house, label, code)
        if label in before:
            said = {"code": code, "other": before[label][0]}
            raise NotUnderstood(why=Sentence("{code}: a label of it is that of {other}.", said))
    return found


def _category(cells: Mapping[str, str]) -> Category:
    if not cells.get("price") and cells.get("unit") != "open":
        raise NotUnderstood(why=Sentence("{code}: the price is missing.", {"code": cells.get("code", "")[:40]}))
    price = read_amount(cells.get("price") or "0")
    low, high = (read_amount(cells[name]) if cells.get(name) else price for name in ("low", "high"))
    client = read_amount(cells["client"]) if cells.get("client") else None
    return Category(
        cells.get("code", ""), cells.get("title", ""), cells.get("key", ""), cells.get("unit") or "piece", price, low, high,  # type: ignore[arg-type] # `prices.check` looks at the unit
        client, cells.get("account", ""), cells.get("vat", ""), cells.get("sold", "yes").lower() not in NO,
    )  # fmt: skip


def amount(cents: Cents | None) -> str:
    """As a cell or field holds it: '4,00'."""
    return "" if cents is None else f"{cents // 100},{cents % 100:02}"
