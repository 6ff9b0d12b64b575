"""`kiosk foodbank group set|end|list|show|join|leave|move`."""

from __future__ import annotations

from typing import Any

import click

from kiosk_core import Sentence, hour_text

from .. import groups, places
from . import typed


@click.group()
def group() -> None:
    """Collection groups: which household collects when."""


@group.command("set")
@click.argument("name")
@click.option("--first", required=True, metavar="YYYY-MM-DD", help="The first day it collects.")
@click.option("--weeks", default=1, metavar="N", help="Every so many weeks (1).")
@click.option("--from", "start", required=True, metavar="HH:MM", help="When its hour begins.")
@click.option("--to", "end", required=True, metavar="HH:MM", help="When its hour ends.")
@click.option("--capacity", required=True, type=int, metavar="N", help="How many households have a place.")
@click.pass_obj
def set_(desk: Any, name: str, first: str, weeks: int, start: str, end: str, capacity: int) -> None:
    """Make a group, or change one."""
    begins, day = typed.hour(desk, start), typed.day(desk, first)
    minutes = typed.hour(desk, end) - begins
    shift = desk.shift("foodbank")
    name = name.strip().upper()
    groups.set_group(shift, name, day, weeks=weeks, start=begins, minutes=minutes, capacity=capacity)
    _answer(desk, [one for one in groups.standing(shift.house, shift.here().day) if one.group.name == name])


@group.command("end")
@click.argument("name")
@click.pass_obj
def end(desk: Any, name: str) -> None:
    """End a group: its households have none any more."""
    shift = desk.shift("foodbank")
    groups.end_group(shift, name)
    _answer(desk, groups.standing(shift.house, shift.here().day))


@group.command("list")
@click.pass_obj
def list_(desk: Any) -> None:
    """List the groups, with how many places are taken."""
    shift = desk.shift("foodbank")
    shift.require("see_counts")
    _answer(desk, groups.standing(shift.house, shift.here().day))


@group.command("show")
@click.argument("name")
@click.pass_obj
def show(desk: Any, name: str) -> None:
    """List the households of a group."""
    shift = desk.shift("foodbank")
    shift.require("enrol")
    day = shift.here().day
    found = groups.households(shift.house, groups.one(shift.house, name, day).name, day)
    document = [{"number": one.number, "first_name": one.first_name} for one in found]
    desk.answer(document, *(f"{one.number}  {one.first_name}" for one in found))


@group.command("join")
@click.argument("name")
@click.argument("client")
@click.pass_obj
def join(desk: Any, name: str, client: str) -> None:
    """Give a household a place in a group."""
    shift = desk.shift("foodbank")
    found = shift.house.by_number(client, shift.here().day)
    groups.join(shift, found, name)
    _placed(desk, shift, found)


@group.command("leave")
@click.argument("client")
@click.pass_obj
def leave(desk: Any, client: str) -> None:
    """Take a household out of its group."""
    shift = desk.shift("foodbank")
    found = shift.house.by_number(client, shift.here().day)
    groups.leave(shift, found)
    _placed(desk, shift, found)


@group.command("move")
@click.argument("client")
@click.option("--to", "to_day", required=True, metavar="YYYY-MM-DD", help="The day it comes.")
@click.option("--of", "of_day", metavar="YYYY-MM-DD", help="Instead of this day; else of its next.")
@click.option("--group", "name", metavar="NAME", help="With this group; else with the first that has room.")
@click.pass_obj
def move(desk: Any, client: str, to_day: str, of_day: str | None, name: str | None) -> None:
    """Let a household come on another day, for one time."""
    to, of = typed.day(desk, to_day), typed.day_or_none(desk, of_day)
    shift = desk.shift("foodbank")
    found = shift.house.by_number(client, shift.here().day)
    groups.move_once(shift, found, to, of, name)
    _placed(desk, shift, found)


def _placed(desk: Any, shift: Any, client: Any) -> None:
    day = shift.here().day
    name, comes = (
        (None, None)
        if shift.withholds(client)
        else (places.group_of(shift.house, client.household), groups.next_of(shift.house, client, day))
    )
    document = {"number": client.number, "group": name, "next": comes and comes.isoformat()}
    said = {"number": client.number, "group": name or "-", "day": comes or "-"}
    desk.answer(document, Sentence("{number}: group {group}, next time {day}", said))


def _answer(desk: Any, found: list[groups.Standing]) -> None:
    document = [
        {
            "group": one.group.name, "first": one.group.first.isoformat(), "weeks": one.group.weeks,
            "from": hour_text(one.group.start), "minutes": one.group.minutes, "capacity": one.group.capacity,
            "taken": one.taken, "next": one.next and one.next.isoformat(),
        }
        for one in found
    ]  # fmt: skip
    lines = [
        Sentence("{group}: {taken} of {places} places, {hour}, next time {day}", {
            "group": one.group.name, "taken": one.taken, "places": one.group.capacity,
            "hour": hour_text(one.group.start), "day": one.next or "-",
        })
        for one in found
    ]  # fmt: skip
    desk.answer(document, *lines)
