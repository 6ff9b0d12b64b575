"""`kiosk report`: the figures of a period, as JSON, CSV, XLSX or lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..domain.ids import Cents
from ..domain.moments import Period
from ..domain.texts import Money, Sentence, Text, counted, weight
from .days import DAY
from .frame import Desk, command, option, write

if TYPE_CHECKING:
    from ..reports.figures import Reported
    from ..shift import Shift

NUMBERS = {
    "persons": counted("{n} person", "{n} persons", 0), "households": counted("{n} household", "{n} households", 0),
    "visits": counted("{n} visit", "{n} visits", 0), "pieces": counted("{n} piece", "{n} pieces", 0),
    "days": counted("{n} day", "{n} days", 0), "sessions": counted("{n} session", "{n} sessions", 0), "sales": counted("{n} sale", "{n} sales", 0),
}  # fmt: skip
"""What a line says of a number of each unit."""


@command(Sentence("The figures of a period, both days included, always in the same order."))
@option("--from", "first", type=DAY, required=True, metavar="DATE", says=Sentence("The first day."))
@option("--to", "last", type=DAY, required=True, metavar="DATE", says=Sentence("The last day."))
@option("--project", metavar="P", says=Sentence("Only this project's."))
@option(
    "--csv",
    "as_csv",
    is_flag=True,
    says=Sentence("As a spreadsheet in the language of papers: UTF-8 with BOM, semicolons."),
)
@option(
    "--xlsx", type=click.Path(path_type=Path), metavar="F", says=Sentence("The spreadsheet to write, with definitions.")
)
def report(desk: Desk, first: date, last: date, project: str | None, as_csv: bool, xlsx: Path | None) -> None:
    if last < first:
        raise desk.usage(Sentence("The last day lies before the first."))
    period = Period(first, last)
    shift = desk.shift()
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise desk.usage(Sentence("The file ends in .xlsx."))
    found = shift.report(period, project)
    if xlsx is not None:
        shift.write_report(found, period, xlsx, desk.paper_words())
    if as_csv and not desk.json:
        from ..reports.figures import for_people
        from ..reports.sheets import as_csv as spelled

        write(spelled(for_people(found, shift.kiosk.plugins), desk.paper_words()))
        return
    desk.answer(
        {"from": str(period.first), "to": str(period.last), "figures": [one.as_json() for one in found]},
        *(lines(shift, found) if xlsx is None else [Sentence("✓ {file}", {"file": xlsx.name})]),
    )


def lines(shift: Shift, found: Sequence[Reported]) -> Iterator[Text]:
    """Each project's title; below it a line for each total with its title, and its rows below that."""
    titles = {one.code: one.title for one in shift.kiosk.plugins.all("indicators")}
    before = project = ""
    for one in found:
        if one.project != project:
            yield shift.kiosk.plugins.projects[one.project].title
            project = one.project
        amount = amount_text(one.value, one.unit)
        what = Sentence("  {row}", {"row": one.said}) if one.breakdown else titles[one.indicator]
        if one.breakdown and one.indicator != before:
            yield titles[one.indicator]
        yield Sentence("{what}: {amount}", {"what": what, "amount": amount})
        before = one.indicator


def amount_text(value: int, unit: str) -> Sentence | Money:
    """As a person says it: euros, kilograms, hours and minutes, or the number and what it counts."""
    if unit == "cents":
        return Money(Cents(value))
    if unit == "minutes":
        hours, minutes = divmod(value, 60)
        return Sentence("{hours} h {minutes} min", {"hours": hours, "minutes": minutes})
    if unit == "grams":
        return weight(value)
    return replace(NUMBERS[unit], values={"n": value})
