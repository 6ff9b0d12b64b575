"""The price list as a spreadsheet: UTF-8 with BOM and semicolons out; as Belgian Excel saves it, in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kiosk_core import Cents, NotUnderstood, Sentence, Shift, read_amount

from . import prices
from .prices import Category

COLUMNS = ("code", "title", "key", "unit", "price", "low", "high", "client", "account", "vat", "sold", "label")
MOST = 10_000
FORMULA = ("=", "+", "-", "@")
"""A cell that begins so would be run by a spreadsheet: it goes out behind an apostrophe, which comes off again."""


def written(shift: Shift) -> str:
    """Today's list, one line a category, with the labels that stand for it without a price of their own."""
    labels: dict[str, list[str]] = {}
    for label, code in shift.house.rows("SELECT subject, category FROM kapstok_label WHERE price IS NULL ORDER BY 1"):
        labels.setdefault(code, []).append(label)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in prices.categories(shift.house, shift.here().day):
        amounts = [amount(cents) for cents in (one.price, one.low, one.high, one.client)]
        row = [
            one.code,
            one.title,
            one.key,
            one.unit,
            *amounts,
            one.account,
            one.vat,
            "yes",
            " ".join(labels.get(one.code, [])),
        ]
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return "\ufeff" + out.getvalue()


def bring_in(shift: Shift, file: Path, since: date) -> tuple[int, int]:
    """(categories, labels) that hold from that day on; all of the file or, with one wrong line, nothing.

    Raises NotAllowed, OSError, NotUnderstood (with the number of the line)."""
    changed, labels = [], {}
    for number, cells in enumerate(_lines(file.read_bytes()), 2):
        try:
            one = _category(cells)
            prices.check(one)
        except NotUnderstood as error:
            why = {"line": number, "why": error.sentence}
            raise NotUnderstood(why=Sentence("line {line}: {why}", why)) from error
        changed.append(one)
        for label in cells.get("label", "").split():
            labels[label] = (one.code, None)
    if not changed:
        raise NotUnderstood(why=Sentence("there is no category in this file."))
    prices.change(shift, changed, since, labels)
    return len(changed), len(labels)


def _lines(data: bytes) -> list[Mapping[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[: MOST + 1]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [name for name in ("code", "title", "price") if name not in head]:
        raise NotUnderstood(
            why=Sentence("the first line names the columns; missing: {names}.", {"names": ", ".join(missing)})
        )
    cleaned = ([cell.strip().removeprefix("'") for cell in row] for row in rows[1:])
    return [dict(zip(head, row, strict=False)) for row in cleaned if any(row)]


def _category(cells: Mapping[str, str]) -> Category:
    price = read_amount(cells.get("price", "") or "0")
    low, high = (read_amount(cells[name]) if cells.get(name) else price for name in ("low", "high"))
    client = read_amount(cells["client"]) if cells.get("client") else None
    return Category(
        cells.get("code", ""), cells.get("title", ""), cells.get("key", ""), cells.get("unit") or "piece", price, low, high,  # type: ignore[arg-type] # `prices.check` looks at the unit
        client, cells.get("account", ""), cells.get("vat", ""), cells.get("sold", "yes").lower() not in ("no", "nee", "non"),
    )  # fmt: skip


def amount(cents: Cents | None) -> str:
    """As a cell or field holds it: '4,00'."""
    return "" if cents is None else f"{cents // 100},{cents % 100:02}"
