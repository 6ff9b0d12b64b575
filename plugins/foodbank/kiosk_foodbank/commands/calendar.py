"""`kiosk foodbank calendar`: a year of distributions, on the screen or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import changes
from ..words import planned_line


@click.command("calendar")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write an iCalendar file. It names nobody."
)
@click.pass_obj
def calendar(desk: Any, out: Path | None) -> None:
    """List the distributions of a year, with the days that are left out and why."""
    shift = desk.shift("foodbank")
    shift.require("see_counts")
    found = changes.year(shift.house, shift.here().day)
    written = changes.write_file(shift, out, desk.paper_say()) if out else 0
    days = [
        {
            "day": one.day.isoformat(), "groups": [group.name for group in one.groups], "left_out": one.left_out,
            "moved_to": one.to_day and one.to_day.isoformat(), "moved_from": one.of_day and one.of_day.isoformat(),
        }
        for one in found
    ]  # fmt: skip
    document = {"days": days, "file": str(out) if out else None, "entries": written}
    desk.answer(document, *([str(out)] if out else map(planned_line, found)))
