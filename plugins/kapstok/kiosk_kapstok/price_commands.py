"""`kiosk kapstok prices …`: the price list, looked at and as a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Money, Sentence, read_amount

from . import labels, pricelist
from . import prices as listed
from .voucher_commands import read_day


@click.group("prices")
def prices() -> None:
    """The price list: show, export, import."""


@prices.command("show")
@click.pass_obj
def show(desk: Any) -> None:
    """Show today's price list."""
    shift = desk.shift("kapstok")
    shift.require("serve")
    found = listed.categories(shift.house, shift.here().day)
    document = [
        {"code": one.code, "title": one.title, "key": one.key, "unit": one.unit, "price_cents": one.price, "low_cents": one.low,
         "high_cents": one.high, "client_cents": one.client, "account": one.account, "vat": one.vat}
        for one in found
    ]  # fmt: skip
    lines = [
        Sentence("{code}: {title}, {price}", {"code": c.code, "title": c.title, "price": Money(c.price)}) for c in found
    ]
    desk.answer(document, *lines)


@prices.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def export(desk: Any, file: Path) -> None:
    """Write today's price list to FILE, a CSV."""
    shift = desk.shift("kapstok")
    shift.require("report")
    _csv(desk, file)
    file.write_text(pricelist.written(shift), encoding="utf8", newline="")
    desk.answer({"file": str(file)}, Sentence("✓ {file}", {"file": file.name}))


@prices.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--from", "since", metavar="YYYY-MM-DD", callback=read_day, help="From which day it holds; today when not said."
)
@click.pass_obj
def import_(desk: Any, file: Path, since: date | None) -> None:
    """Take over the price list in FILE, a CSV: all of it, or nothing."""
    shift = desk.shift("kapstok")
    _csv(desk, file)
    categories, labels = pricelist.bring_in(shift, file, since or shift.here().day)
    document = {"categories": categories, "labels": labels, "from": (since or shift.here().day).isoformat()}
    desk.answer(document, Sentence("✓ {n} categories, {labels} labels", {"n": categories, "labels": labels}))


@prices.command("label")
@click.argument("category")
@click.option("--price", metavar="AMOUNT", help="A price of its own; else the price list's.")
@click.option("--count", type=int, default=24, metavar="N", help="So many of them.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to make.")
@click.pass_obj
def label(desk: Any, category: str, price: str | None, count: int, out: Path) -> None:
    """Make a sheet of article labels of our own, to stick on."""
    shift = desk.shift("kapstok")
    cents = read_amount(price) if price else None
    letters = labels.print_sheet(shift, category, cents, count, out, desk.words)
    document = {"label": letters, "category": category, "price_cents": cents, "labels": count, "file": str(out)}
    desk.answer(document, Sentence("{n} × {what}", {"n": count, "what": Sentence("label")}))


def _csv(desk: Any, file: Path) -> None:
    if file.suffix.lower() != ".csv":
        raise desk.usage(Sentence("The file ends in .csv."))
