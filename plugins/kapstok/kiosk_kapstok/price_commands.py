"""`kiosk kapstok prices …`: the price list, looked at and as a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Money, Sentence, read_amount
from kiosk_core.cli.days import DAY

from . import labels, pricelist
from . import prices as listed


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
    """Write today's price list to FILE, an XLSX or CSV."""
    _ending(desk, file, ".xlsx", ".csv")
    pricelist.write(desk.shift("kapstok"), file, desk.paper_words())
    desk.answer({"file": str(file)}, Sentence("✓ {file}", {"file": file.name}))


@prices.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "since", type=DAY, metavar="YYYY-MM-DD", help="From which day it holds; today when not said.")
@click.option("--yes", is_flag=True, help="Take it over; without it nothing is written.")
@click.pass_obj
def import_(desk: Any, file: Path, since: date | None, yes: bool) -> None:
    """Look at the price list in FILE, an XLSX or CSV, and with --yes take it over: all of it, or nothing."""
    _ending(desk, file, ".xlsx", ".csv")
    shift = desk.shift("kapstok")
    day = since or shift.here().day
    found = pricelist.bring_in(shift, file, day) if yes else pricelist.look(shift, file, day).whole()
    document = {
        "categories": len(found.changed), "labels": len(found.labels), "from": day.isoformat(), "written": yes,
        "changes": [
            {"code": new.code, "before_cents": old.price if old else None, "price_cents": new.price, "sold": new.sold}
            for old, new in found.different
        ],
    }  # fmt: skip
    said = {"n": len(found.changed), "labels": len(found.labels), "day": day}
    done = Sentence("✓ {n} categories, {labels} labels", said)
    ahead = Sentence("{n} categories, {labels} labels, from {day}. Nothing is written yet: --yes takes it over.", said)
    desk.answer(document, *(pricelist.said(old, new) for old, new in found.different), done if yes else ahead)


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
    letters = labels.print_sheet(shift, category, cents, count, out, desk.paper_words())
    document = {"label": letters, "category": category, "price_cents": cents, "labels": count, "file": str(out)}
    desk.answer(document, Sentence("{n} × {what}", {"n": count, "what": Sentence("label")}))


def _ending(desk: Any, file: Path, *endings: str) -> None:
    if file.suffix.lower() not in endings:
        raise desk.usage(Sentence("The file ends in {endings}.", {"endings": ", ".join(endings)}))
