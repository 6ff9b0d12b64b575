"""`kiosk foodbank expected|excuse|missed|signals|debts`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kiosk_core import EventId, Money, Sentence, hour_text

from .. import absent, contribution, emergency, groups
from .. import day as days
from ..words import absent_line, awaited_line, not_known_line
from . import typed

_on = click.option("--day", "on", metavar="YYYY-MM-DD", help="Another day than today.")


@click.command("expected")
@_on
@click.pass_obj
def expected(desk: Any, on: str | None) -> None:
    """List the households that may still come, by the hour of their group."""
    when = typed.day_or_none(desk, on)
    shift = desk.shift("foodbank")
    shift.require("see_counts")
    found = days.still_to_come(shift.house, when or shift.here().day)
    document = [
        {
            "number": one.number, "names": list(one.names), "size": one.size, "group": one.group and one.group.name,
            "from": one.group and hour_text(one.group.start), "excused": one.excused,
        }
        for one in found
    ]  # fmt: skip
    desk.answer(document, *map(awaited_line, found))


@click.command("excuse")
@click.argument("client")
@click.option("--day", "on", metavar="YYYY-MM-DD", help="Which day; else the next one.")
@click.option("--comes", is_flag=True, help="It comes after all.")
@click.pass_obj
def excuse(desk: Any, client: str, on: str | None, comes: bool) -> None:
    """Note that a household does not come. No reason is asked, and nothing follows from it."""
    when = typed.day_or_none(desk, on)
    shift = desk.shift("foodbank")
    found = shift.client_by_number(client)
    (event,) = groups.excuse(shift, found, when, not comes).events
    day = date.fromisoformat(event.fields["on_day"])
    unsaid = when is None and shift.withholds(found)  # when a protected household comes next
    said = {"number": found.number, "day": day}
    if unsaid:
        text = (
            Sentence("{number} comes the next time.", said)
            if comes
            else Sentence("{number} does not come the next time.", said)
        )
    else:
        text = (
            Sentence("{number} comes on {day}.", said) if comes else Sentence("{number} does not come on {day}.", said)
        )
    desk.answer({"number": found.number, "day": None if unsaid else day.isoformat(), "excused": not comes}, text)


@click.command("missed")
@click.pass_obj
def missed(desk: Any) -> None:
    """List who was excused or did not come lately. For the coordinator: nothing follows from it."""
    shift = desk.shift("foodbank")
    found = absent.lately(shift)
    document = [
        {
            "number": one.number, "excused": [day.isoformat() for day in one.excused],
            "not_come": [day.isoformat() for day in one.not_come],
        }
        for one in found
    ]  # fmt: skip
    desk.answer(document, *map(not_known_line, absent.not_known(shift)), *map(absent_line, found))


@click.command("signals")
@click.option("--follow", metavar="EVENT", help="Take this one up.")
@click.pass_obj
def signals(desk: Any, follow: str | None) -> None:
    """List who got a slip for the social service and was not taken up yet."""
    shift = desk.shift("foodbank")
    shift.require("dossier")
    if follow:
        emergency.follow(shift, EventId(follow))
    found = emergency.open_signals(shift.house)
    document = [
        {"event": one.event, "day": one.day.isoformat(), "number": one.number, "call_back": one.call_back}
        for one in found
    ]
    lines = [f"{one.event}  {one.day:%d/%m/%Y}  {one.number or '-'}  {one.call_back or '-'}" for one in found]
    desk.answer(document, *lines)


@click.command("debts")
@click.pass_obj
def debts(desk: Any) -> None:
    """List the contributions that are still to be paid."""
    found = contribution.debts(desk.shift("foodbank"))
    document = [{"number": one.number, "owed_cents": one.cents} for one in found]
    desk.answer(
        document,
        *(
            Sentence("{number}: {amount} still to pay", {"number": one.number or "-", "amount": Money(one.cents)})
            for one in found
        ),
    )
