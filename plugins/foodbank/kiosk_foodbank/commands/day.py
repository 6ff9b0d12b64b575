"""`kiosk foodbank day open|close|show|cancel|move|hold`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kiosk_core import Cents, Money, Period, Sentence, read_amount

from .. import calendar, changes
from .. import day as days
from ..afterwards import since
from ..words import planned_line
from . import typed


@click.group()
def day() -> None:
    """The day of the distribution at this counter."""


_on = click.option("--day", "on", metavar="YYYY-MM-DD", help="An earlier day, entered from paper.")


@day.command("open")
@_on
@click.pass_obj
def open_(desk: Any, on: str | None) -> None:
    """Open the day."""
    when = typed.day_or_none(desk, on)
    shift = desk.shift("foodbank")
    days.open_day(shift, when)
    _answer(desk, days.show(shift.house, shift.counter, when or shift.here().day))


@day.command("close")
@_on
@click.option("--counted", metavar="AMOUNT", help="The cash that lies in the box.")
@click.pass_obj
def close(desk: Any, on: str | None, counted: str | None) -> None:
    """Close the day with its totals, and make a backup where the settings say so."""
    when = typed.day_or_none(desk, on)
    cents = None if counted is None else read_amount(counted)
    shift = desk.shift("foodbank")
    days.close_day(shift, cents, when)
    made = shift.back_up()
    _answer(desk, days.show(shift.house, shift.counter, when or shift.here().day), str(made.file) if made else None)


@day.command("show")
@_on
@click.pass_obj
def show(desk: Any, on: str | None) -> None:
    """Show the day."""
    when = typed.day_or_none(desk, on)
    shift = desk.shift("foodbank")
    _answer(desk, days.show(shift.house, shift.counter, when or shift.here().day))


@day.command("cancel")
@click.argument("day", metavar="YYYY-MM-DD")
@click.pass_obj
def cancel(desk: Any, day: str) -> None:
    """No distribution on that day."""
    when = typed.day(desk, day)
    shift = desk.shift("foodbank")
    changes.close_day(shift, when)
    _planned(desk, shift, when)


@day.command("move")
@click.argument("day", metavar="YYYY-MM-DD")
@click.option("--to", "to_day", required=True, metavar="YYYY-MM-DD", help="The day instead.")
@click.pass_obj
def move(desk: Any, day: str, to_day: str) -> None:
    """The distribution of that day is on another day."""
    when = typed.day(desk, day)
    to = typed.day(desk, to_day)
    shift = desk.shift("foodbank")
    changes.move_day(shift, when, to)
    _planned(desk, shift, when)


@day.command("hold")
@click.argument("day", metavar="YYYY-MM-DD")
@click.pass_obj
def hold(desk: Any, day: str) -> None:
    """There is a distribution after all: on a holiday, or on a day that was cancelled or moved."""
    when = typed.day(desk, day)
    shift = desk.shift("foodbank")
    changes.hold_day(shift, when)
    _planned(desk, shift, when)


def _planned(desk: Any, shift: Any, day: date) -> None:
    (found,) = calendar.read(shift.house, shift.here().day).between(Period(day, day))
    document = {
        "day": day.isoformat(),
        "left_out": found.left_out,
        "moved_to": found.to_day and found.to_day.isoformat(),
    }
    desk.answer(document, planned_line(found))


def _answer(desk: Any, known: days.Day, backup: str | None = None) -> None:
    totals = known.totals
    document = {
        "day": known.day.isoformat(), "opened": known.opened, "closed": known.closed, "expected": known.expected,
        "served": known.served, "parcels": {"regular": totals.regular, "emergency": totals.emergency, "baby": totals.baby},
        "persons": totals.persons, "due_cents": totals.due, "cash_cents": totals.cash, "owed_cents": totals.owed,
        "till_cents": totals.till,
        "counted_cents": known.counted, "difference_cents": known.difference, "backup": backup,
    }  # fmt: skip
    lines = [
        Sentence("{day}: {served} of {expected} households were here", {
            "day": known.day, "served": known.served, "expected": known.expected,
        }),
        Sentence("Parcels: {regular}, emergency parcels: {emergency}, with a baby parcel: {baby}, persons: {persons}", {
            "regular": totals.regular, "emergency": totals.emergency, "baby": totals.baby, "persons": totals.persons,
        }),
        Sentence("Contributions: {due}; in cash {cash}, still to pay {owed}", {
            "due": Money(totals.due), "cash": Money(totals.cash), "owed": Money(totals.owed),
        }),
    ]  # fmt: skip
    if totals.till:
        lines.append(Sentence("In the till: {amount}", {"amount": Money(totals.till)}))
    if known.difference is not None:
        counted = {"counted": Money(known.counted or Cents(0)), "difference": Money(known.difference)}
        lines.append(Sentence("Counted: {counted}, difference {difference}", counted))
    lines.extend(since(known))
    if backup:
        lines.append(Sentence("Backup: {file}", {"file": backup}))
    desk.answer(document, *lines)
