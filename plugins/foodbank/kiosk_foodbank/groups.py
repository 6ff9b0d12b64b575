"""Collection groups: set, ended; households in them, or on another day for one time. Each is one act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk_core import Act, Client, CoreSettings, House, HouseholdId, NotFound, NotUnderstood, Sentence, Shift, Word

from . import calendar
from .calendar import Group
from .places import LIVES, full, group_of, taken, turn, usual
from .planned import Excused, Grouped, GroupEnded, GroupSet, MovedOnce
from .rhythm import DAY
from .words import hours

NAME = re.compile(r"[A-Z0-9-]{1,12}")
DAY_MINUTES = 24 * 60
MOST_WEEKS, MOST_PLACES = 8, 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A group as the coordinator sees it. `next`: its next distribution. `taken`: usual places that are taken."""

    group: Group
    taken: int
    next: date | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A household of a group. `group` None: none yet."""

    household: HouseholdId
    number: str
    first_name: str
    group: str | None


def set_group(
    shift: Shift, name: str, first: date, *, weeks: int = 1, start: int, minutes: int, capacity: int
) -> Act:  # fmt: skip
    """A new group, or another rhythm, hour or number of places for one that exists. `start`: minutes after midnight.

    Raises NotAllowed, NotUnderstood."""
    shift.require("enrol")
    if not NAME.fullmatch(name):
        raise NotUnderstood(why=Sentence("the name of a group is short: letters, digits and a hyphen, at most 12."))
    if not 1 <= weeks <= MOST_WEEKS:
        raise NotUnderstood(why=Sentence("a group comes every week, or at most every {n} weeks.", {"n": MOST_WEEKS}))
    if not 0 < minutes <= DAY_MINUTES - start:
        raise NotUnderstood(why=Sentence("the hour ends after it begins, on the same day."))
    if not 1 <= capacity <= MOST_PLACES:
        raise NotUnderstood(why=Sentence("places are a number from 1 to {n}.", {"n": MOST_PLACES}))
    return shift.tell(
        GroupSet(group=name, first_day=first, weeks=weeks, start=start, minutes=minutes, capacity=capacity)
    )


def end_group(shift: Shift, name: str) -> Act:
    """No such group any more: its households have none. Raises NotAllowed, NotFound."""
    shift.require("enrol")
    return shift.tell(GroupEnded(group=one(shift.house, name, shift.here().day).name))


def one(house: House, name: str, day: date) -> Group:
    """Raises NotFound."""
    found = next((group for group in calendar.read(house, day).groups if group.name == name.strip().upper()), None)
    if found is None:
        raise NotFound(what=name)
    return found


def standing(house: House, day: date) -> list[Standing]:
    """Every group, by its hour."""
    known = calendar.read(house, day)
    return [Standing(group, usual(house, group.name, day), known.next(day, group.name)) for group in known.groups]


def join(shift: Shift, client: Client, name: str) -> Act:
    """The household collects with this group from now on. Raises NotAllowed, NotFound, Changed (it is full)."""
    shift.require("enrol")
    household, day = _household(client), shift.here().day
    group = one(shift.house, name, day)

    def guard(house: House) -> Sentence | None:
        if group_of(house, household) == group.name:
            return Sentence("{number} is in this group already.", {"number": _number(client)})
        next_ = calendar.read(house, day).next(day, group.name) or day
        return full(one(house, group.name, day), max(usual(house, group.name, day), taken(house, group.name, next_)))

    return shift.tell(Grouped(household=household, group=Word(group.name)), guard=guard)


def leave(shift: Shift, client: Client) -> Act:
    """The household is in no group any more. Raises NotAllowed, Changed (it is in none)."""
    shift.require("enrol")
    household = _household(client)

    def guard(house: House) -> Sentence | None:
        found = group_of(house, household)
        return None if found else Sentence("{number} is in no group.", {"number": _number(client)})

    return shift.tell(Grouped(household=household, group=None), guard=guard)


def move_once(shift: Shift, client: Client, to_day: date, of_day: date | None = None, name: str | None = None) -> Act:
    """The household comes on another day for one time. `of_day`: its usual day, by default its next. `name`: the group
    that it comes with; by default the first of that day with room.

    Raises NotAllowed, NotFound (the group), NotUnderstood (no distribution on one of the two days), Changed (it is full)."""
    shift.require("enrol")
    household, today = _household(client), shift.here().day
    known = calendar.read(shift.house, today)
    own = group_of(shift.house, household)
    usual = of_day or (known.next(today, own) if own else None)
    if own is None or usual is None or not _collects(known, usual, own):
        raise NotUnderstood(why=Sentence("{number} does not collect on that day.", {"number": _number(client)}))
    there = known.on(to_day)
    if there is None or there.left_out or to_day < today or to_day == usual:
        ahead = tuple(day for day in known.ahead(today, 4) if day != usual)[:3]
        said = {"day": to_day, "days": ahead}
        raise NotUnderstood(
            why=Sentence("on {day} there is no distribution to move to. The next ones: {days}.", said)
            if ahead
            else Sentence("on {day} there is no distribution to move to.", said)
        )
    wanted = [group for group in there.groups if name is None or group.name == name.strip().upper()]
    if not wanted:
        raise NotFound(what=name or "")

    def drafts(house: House) -> Iterable[MovedOnce]:
        room = next((one for one in wanted if not full(one, taken(house, one.name, to_day))), wanted[0])
        of, to = known.origin(usual, own), known.origin(to_day, room.name)
        yield MovedOnce(household=household, of_day=of, to_day=to, group=Word(room.name))

    def guard(house: House) -> Sentence | None:
        whys = [full(one, taken(house, one.name, to_day)) for one in wanted]
        return None if None in whys else whys[0]

    return shift.tell(drafts, guard=guard)


def excuse(shift: Shift, client: Client, day: date | None = None, excused: bool = True) -> Act:
    """The household told that it does not come that day (today, or its next), or that it does after all. No reason is
    asked: nothing follows from it. Raises NotAllowed, NotUnderstood (a day that is over)."""
    shift.require("serve")
    today = shift.here().day
    when = day or next_of(shift.house, client, today) or today
    if when < today:
        raise NotUnderstood(why=Sentence("{day} is over.", {"day": when}))
    return shift.tell(Excused(household=_household(client), on_day=when, excused=excused))


def next_of(house: House, client: Client, day: date) -> date | None:
    """The household's next day, that one included; None: nobody planned it, or nobody lives there any more."""
    known = calendar.read(house, day)
    return turn(house, _household(client), day).first(day) if known.known and client.members else None


def on_page(house: House, client: Client, day: date) -> Iterable[Sentence]:
    """Its group, with hour, next day and how full it is; nothing while the house has no groups, or nobody lives there."""
    known = calendar.read(house, day)
    if client.household is None or not client.members or not known.groups:
        return
    name = group_of(house, client.household)
    if name is None:
        yield Sentence("in no collection group")
        return
    found = one(house, name, day)
    said = {"group": name, "hours": hours(found), "taken": usual(house, name, day), "places": found.capacity}
    next_ = next_of(house, client, day)
    yield (
        Sentence("group {group}, {hours}, next time {day} ({taken} of {places} places)", {**said, "day": next_})
        if next_
        else Sentence("group {group}, {hours} ({taken} of {places} places)", said)
    )


def households(house: House, name: str, day: date) -> list[Placed]:
    """Of that group, by number. A protected one without its name."""
    grace = house.settings(CoreSettings, day).grace_days * DAY
    found = house.rows(
        f"SELECT g.subject, h.number, coalesce(h.protected, 0) FROM foodbank_grouped g "
        f"JOIN core_household h ON h.subject=g.subject WHERE g.grp=?3 AND {LIVES} ORDER BY length(h.number), h.number",
        str(day), str(day - grace), name,
    )  # fmt: skip
    return [
        Placed(HouseholdId(one), number, "" if protected else _first_name(house, one, day), name)
        for one, number, protected in found
    ]


def _first_name(house: House, household: str, day: date) -> str:
    return next((member.first_name for member in house.members(household, day) if member.first_name), "")


def _collects(known: calendar.Calendar, day: date, group: str) -> bool:
    planned = known.on(day)
    return planned is not None and not planned.left_out and any(one.name == group for one in planned.groups)


def _household(client: Client) -> HouseholdId:
    if client.household is None:
        raise NotFound(what=client.number)
    return client.household


def _number(client: Client) -> str:
    return client.number.partition(".")[0]
