"""`kiosk foodbank …`: what the screens do, for scripts."""

from __future__ import annotations

import click

from . import calendar, day, group, lists, paper


@click.group()
def foodbank() -> None:
    """The food distribution."""


for command in (
    day.day, lists.expected, lists.excuse, lists.missed, lists.signals, lists.debts, group.group, calendar.calendar,
    paper.paper, paper.sheet, paper.enter, paper.doubted,
):  # fmt: skip
    foodbank.add_command(command)
