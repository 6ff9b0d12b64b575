"""`kiosk report`: the figures of a period, as JSON, CSV or lines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from ..domain.moments import Period
from ..domain.texts import Sentence
from .enrol import DAY
from .frame import Desk, command, option, write


@command(Sentence("The figures of a period, both days included, always in the same order."))
@option("--from", "first", type=DAY, required=True, metavar="DATE", says=Sentence("The first day."))
@option("--to", "last", type=DAY, required=True, metavar="DATE", says=Sentence("The last day."))
@option("--project", metavar="P", says=Sentence("Only this project's."))
@option("--csv", "as_csv", is_flag=True, says=Sentence("As a spreadsheet: UTF-8 with BOM, semicolons."))
def report(desk: Desk, first: datetime, last: datetime, project: str | None, as_csv: bool) -> None:
    if last < first:
        raise desk.usage(Sentence("The last day lies before the first."))
    period = Period(first.date(), last.date())
    found = desk.shift().report(period, project)
    if as_csv and not desk.json:
        from ..reports.figures import as_csv as spelled

        write(spelled(found))
        return
    desk.answer(
        {"from": str(period.first), "to": str(period.last), "figures": [asdict(one) for one in found]},
        *(f"{one.indicator:<40} {one.breakdown:<20} {one.value:>10} {one.unit}" for one in found),
    )
