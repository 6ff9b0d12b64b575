"""`kiosk foodbank day open|close|show`, and the lists behind it: `expected`, `signals`, `debts`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kiosk_core import Cents, EventId, Money, Sentence, read_amount

from . import contribution, emergency
from . import day as days


@click.group()
def foodbank() -> None:
    """The food distribution."""


@foodbank.group("day")
def day() -> None:
    """The day of the distribution at this counter."""


_on = click.option("--day", "on", metavar="YYYY-MM-DD", help="An earlier day, entered from paper.")


def _day(desk: Any, typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise desk.usage(Sentence("{typed} is no day: write it as 2026-12-31.", {"typed": typed})) from None


@day.command("open")
@_on
@click.pass_obj
def open_(desk: Any, on: str | None) -> None:
    """Open the day."""
    when = _day(desk, on)
    shift = desk.shift("foodbank")
    days.open_day(shift, when)
    _answer(desk, days.show(shift.house, shift.counter, when or shift.here().day))


@day.command("close")
@_on
@click.option("--counted", metavar="AMOUNT", help="The cash that lies in the box.")
@click.pass_obj
def close(desk: Any, on: str | None, counted: str | None) -> None:
    """Close the day with its totals, and make a backup where the settings say so."""
    when = _day(desk, on)
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
    when = _day(desk, on)
    shift = desk.shift("foodbank")
    _answer(desk, days.show(shift.house, shift.counter, when or shift.here().day))


@foodbank.command("expected")
@_on
@click.pass_obj
def expected(desk: Any, on: str | None) -> None:
    """List the households that may still come."""
    when = _day(desk, on)
    shift = desk.shift("foodbank")
    shift.require("see_counts")
    found = days.still_to_come(shift.house, when or shift.here().day)
    document = [{"number": one.number, "names": list(one.names), "size": one.size} for one in found]
    desk.answer(document, *(f"{one.number}  {', '.join(one.names)}  ({one.size})" for one in found))


@foodbank.command("signals")
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


@foodbank.command("debts")
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
    if backup:
        lines.append(Sentence("Backup: {file}", {"file": backup}))
    desk.answer(document, *lines)
