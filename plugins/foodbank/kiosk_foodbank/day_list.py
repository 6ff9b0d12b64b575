"""The paper day-list: if the PC stops, the afternoon goes on with it. Number, first name, parcel, what must not be in it,
a box to tick; a protected household by its number only. It is to be destroyed once it has been entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from kiosk_core import House, Money, Sentence, Shift, Text, TickColumn, TickList, TickSection, Word, counted

from . import babies, calendar, contribution, parcels
from .day import Waiting, waiting_on
from .goods import handed, left_out
from .settings import FoodSettings
from .weekdays import WEEKDAYS
from .words import hours

FILE = Sentence("food distribution list")
"""What the file is called: at the closing always the same, so that the next list takes the place of the one before."""
EMPTY = 6
"""Lines for who is not on it: a name that was forgotten, an emergency parcel."""
NUMBER, NAME = 20.0, 34.0


@dataclass(frozen=True, slots=True)
class Listed:
    """What was written. `households`: those that it expects, or that were there; protected ones counted."""

    day: date
    households: int
    file: Path

    @property
    def said(self) -> Sentence:
        return counted(
            "✓ {day}, {n} household: {file}", "✓ {day}, {n} households: {file}",
            self.households, day=self.day, file=str(self.file),
        )  # fmt: skip


def next_day(house: House, today: date) -> date:
    """The next distribution after today by the plan; tomorrow when nothing is planned."""
    tomorrow = date.fromordinal(today.toordinal() + 1)
    known = calendar.read(house, today)
    return (known.next(tomorrow) if known.known else None) or tomorrow


def write_list(shift: Shift, out: Path, day: date | None = None) -> Listed:
    """The list of that day (the next distribution) as a PDF in the language of papers. Raises NotAllowed, OSError."""
    shift.require("close_day")
    when = day or next_day(shift.house, shift.here().day)
    waiting = [one for one in waiting_on(shift.house, when) if not one.excused]
    shift.print_tick_list(_list_of(shift.house, when, waiting), out)
    return Listed(when, len(waiting), out)


def at_closing(shift: Shift) -> Listed | None:
    """The list of the next distribution, where the settings say so; None: no folder is set. Raises NotAllowed, OSError."""
    folder = shift.house.settings(FoodSettings, shift.here().day).list_folder
    return write_list(shift, Path(folder) / shift.file_name(FILE, dated=False)) if folder else None


def _list_of(house: House, day: date, waiting: Sequence[Waiting]) -> TickList:
    rules = house.settings(FoodSettings, day)
    pays = bool(rules.contribution or rules.contribution_child) and not rules.goods_free
    boxes: tuple[Text, ...] = (*((Sentence("Paid"),) if pays else ()), Sentence("Collected"))
    rest = 186.0 - NUMBER - NAME - 16.0 * len(boxes)
    columns = (
        TickColumn(Sentence("Number"), NUMBER, strong=True), TickColumn(Sentence("First name"), NAME),
        TickColumn(Sentence("Parcel"), rest / 2), TickColumn(Sentence("Must not be in it"), rest / 2, strong=True),
    )  # fmt: skip
    grouped = any(one.group for one in waiting)
    shown = [(_where(one, grouped), _row(house, day, one)) for one in waiting]
    sections = [
        TickSection(title, tuple(row for _, row in rows)) for title, rows in groupby(shown, key=lambda found: found[0])
    ]
    blank = (("", "", "", ""),) * EMPTY
    sections.append(
        TickSection(Sentence("Not on the list, or an emergency parcel: number, or adults + children + babies"), blank)
    )
    said = {"weekday": WEEKDAYS[day.weekday()], "day": day}
    return TickList(
        Sentence("Food distribution of {weekday} {day}", said),
        Sentence("Tick who collected. Enter the list afterwards: distribution day, F9."),
        columns, boxes, tuple(sections), Sentence("To be destroyed once it has been entered."),
    )  # fmt: skip


def _where(one: Waiting, grouped: bool) -> Text:
    """A protected household stands apart: its hour is the coordinator's. `grouped`: whether others stand under their group, so
    that who has none is not read as one of it."""
    if one.protected:
        return Sentence("Without a name")
    if one.group:
        return Sentence("{hours}, group {group}", {"hours": hours(one.group), "group": one.group.name})
    return Sentence("Without a group") if grouped else ""


def _row(house: House, day: date, one: Waiting) -> tuple[Text, ...]:
    return (one.number, first_name(house, day, one), *needs(house, day, one))


def first_name(house: House, day: date, one: Waiting) -> str:
    """Of a protected household none."""
    return "" if one.protected else some_first_name(house, day, one.household)


def some_first_name(house: House, day: date, household: str) -> str:
    """The first that is known of its members."""
    return next((m.first_name for m in house.members(household, day) if m.first_name), "")


def needs(house: House, day: date, one: Waiting) -> tuple[Text, Text]:
    """(what to hand over and what is asked for it, what must not be in it)"""
    rules, members = house.settings(FoodSettings, day), house.members(one.household, day)
    who = parcels.counted_people(rules, members, house, day)
    enrolled = house.enrolment(one.household, "foodbank", day)
    without = parcels.leave_out(enrolled.terms if enrolled else {})
    goods = {Word("crate"): parcels.crates(rules, parcels.portion(rules, who)), **babies.needs(who.babies, day)}
    parcel: list[Text] = [Sentence("{n} × {what}", {"n": n, "what": handed(code)}) for code, n in goods.items()]
    if due := contribution.due(rules, who):
        parcel.append(Sentence("{amount}", {"amount": Money(due)}))
    return _listed(parcel), _listed(map(left_out, without))


def _listed(texts: Iterable[Text]) -> Text:
    found = tuple(texts)
    return Sentence("{all}", {"all": found}) if found else ""
