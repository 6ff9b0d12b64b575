"""`kiosk kapstok export`: the day book of a period for the finance service."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Cents, Money, Period, Sentence
from kiosk_core.cli.days import DAY

from . import finance


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", required=True, help="The first day.")
@click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", required=True, help="The last day.")
@click.option("--table", type=click.Choice(finance.TABLES), help="Only this one; a CSV without it holds the day book.")
@click.pass_obj
def export(desk: Any, file: Path, first: date, last: date, table: str | None) -> None:
    """Write the day book, its sums and the closings of a period to FILE, an XLSX or CSV."""
    if last < first:
        raise desk.usage(Sentence("The last day does not come before the first."))
    done = finance.write(desk.shift("kapstok"), Period(first, last), file, desk.paper_words(), table)
    book = done.book
    debit, credit = (Cents(sum(max(sign * one.cents, 0) for one in book.entries)) for sign in (-1, 1))
    document = {
        "file": str(file), "from": first.isoformat(), "to": last.isoformat(), "entries": len(book.entries),
        "debit_cents": debit, "credit_cents": credit,
        "turnover_cents": sum(one.cents for one in book.entries if one.sort == "goods"),
        "closings": [
            {"z": z.z, "day": z.day.isoformat(), "counter": z.counter, "expected_cents": z.expected, "counted_cents": z.counted,
             "agrees": book.agrees(z)} for z in book.zs
        ],
        "not_closed": [{"counter": counter, "day": day.isoformat()} for _, counter, day in book.open],
        "open": [{"sort": one.sort, "code": one.code, "left_cents": one.left} for one in done.standing],
        "missing": {"accounts": book.without_account, "vat": list(done.without_vat)},
    }  # fmt: skip
    said = {"file": file.name, "n": len(book.entries), "amount": Money(debit)}
    desk.answer(document, Sentence("✓ {file}: {n} entries, {amount} debit and credit", said), *done.missing)
