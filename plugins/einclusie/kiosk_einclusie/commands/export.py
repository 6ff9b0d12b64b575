"""`kiosk einclusie export`: spreadsheets for the coordinator."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Period, Sentence

from .. import exports
from . import typed


@click.command("export")
@click.argument("what", type=click.Choice(exports.WHATS))
@click.option("--from", "first", required=True, metavar="YYYY-MM-DD", callback=typed.day, help="The first day.")
@click.option("--to", "last", required=True, metavar="YYYY-MM-DD", callback=typed.day, help="The last day.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write: .xlsx, or .csv."
)
@click.pass_obj
def export(desk: Any, what: exports.What, first: date, last: date, out: Path) -> None:
    """Write attendance, questions, loans or figures as a spreadsheet, with what each column means. For the coordinator."""
    if last < first:
        raise desk.usage(Sentence("The last day lies before the first."))
    exports.write_export(desk.shift("einclusie"), what, Period(first, last), out, desk.words)
    desk.answer({"file": str(out)}, str(out))
