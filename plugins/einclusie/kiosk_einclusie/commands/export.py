"""`kiosk einclusie export`: spreadsheets for the coordinator."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Period, Sentence
from kiosk_core.cli.days import DAY

from .. import exports


@click.command("export")
@click.argument("what", type=click.Choice(exports.WHATS))
@click.option("--from", "first", required=True, type=DAY, metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", required=True, type=DAY, metavar="YYYY-MM-DD", help="The last day.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write: .xlsx, or .csv."
)
@click.pass_obj
def export(desk: Any, what: exports.What, first: date, last: date, out: Path) -> None:
    """Write attendance, questions, loans or figures as a spreadsheet, with what each column means. For the coordinator."""
    if last < first:
        raise desk.usage(Sentence("The last day lies before the first."))
    exports.write_export(desk.shift("einclusie"), what, Period(first, last), out, desk.paper_words())
    desk.answer({"file": str(out)}, str(out))
