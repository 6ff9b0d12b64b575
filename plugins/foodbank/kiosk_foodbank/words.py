"""How planned days and who is expected are said, on a screen and by a command."""

from __future__ import annotations

from datetime import date

from kiosk_core import Cents, Money, Sentence, hour_text

from .absent import Absent
from .calendar import Group, Planned
from .day import Awaited
from .from_paper import Doubt
from .weekdays import WEEKDAYS

WHY = {
    "public": Sentence("public holiday"),
    "school": Sentence("school holiday"),
    "closed": Sentence("closed"),
}


def planned_line(one: Planned) -> Sentence:
    """One day of the calendar."""
    said: dict[str, object] = {"weekday": WEEKDAYS[one.day.weekday()], "day": one.day, "groups": _groups(one.groups)}
    if one.left_out == "moved":
        return Sentence("{weekday} {day}: moved to {to}", said | {"to": one.to_day})
    if one.left_out:
        return Sentence("{weekday} {day}: no distribution ({why})", said | {"why": WHY[one.left_out]})
    if one.of_day:
        return Sentence("{weekday} {day}: {groups} (instead of {of})", said | {"of": one.of_day})
    return Sentence("{weekday} {day}: {groups}", said)


def hours(group: Group) -> str:
    """'13:00-14:00'"""
    return f"{hour_text(group.start)}-{hour_text(group.start + group.minutes)}"


def _groups(groups: tuple[Group, ...]) -> Sentence:
    if not groups:
        return Sentence("distribution")
    return Sentence("{groups}", {"groups": ", ".join(f"{group.name} {hours(group)}" for group in groups)})


def awaited_line(one: Awaited) -> Sentence:
    """A household of the expected list."""
    said = {
        "hour": hour_text(one.group.start) if one.group else "-    ", "number": one.number, "size": one.size,
        "names": ", ".join(one.names),
    }  # fmt: skip
    if one.excused:
        return Sentence("{hour}  {number}  {size} × {names} (excused)", said)
    return Sentence("{hour}  {number}  {size} × {names}", said)


def absent_line(one: Absent) -> Sentence:
    """A household of the coordinator's list of who did not come."""
    said = {"number": one.number, "days": _days(one.not_come), "told": _days(one.excused)}
    if one.not_come and one.excused:
        return Sentence("{number}  not there on {days}; excused on {told}", said)
    if one.not_come:
        return Sentence("{number}  not there on {days}", said)
    return Sentence("{number}  excused on {told}", said)


def not_known_line(day: date) -> Sentence:
    """A day of which that list knows nothing."""
    return Sentence("{weekday} {day}: not closed, so who did not come is not known", {
        "weekday": WEEKDAYS[day.weekday()], "day": day,
    })  # fmt: skip


def difference_said(cents: Cents) -> Sentence:
    """Of what was counted, with what should lie there."""
    if not cents:
        return Sentence("No difference")
    said = {"amount": Money(Cents(abs(cents)))}
    return Sentence("Too much: {amount}", said) if cents > 0 else Sentence("Too little: {amount}", said)


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(f"{day:%d/%m}" for day in days)


DOUBTS = {
    "foodbank.already_collected": Sentence("a second parcel"),
    "foodbank.collected_before_parting": Sentence("collected before they parted"),
    "core.not_enrolled": Sentence("not enrolled"),
    "core.second_volunteer": Sentence("a second volunteer confirms"),
}


def doubt_line(one: Doubt) -> Sentence:
    """A line of a paper list that waits for the coordinator."""
    why = tuple(DOUBTS.get(code, Sentence("the rules ask something else")) for code in one.codes)
    return Sentence("{day}  {number}  {why}", {"day": one.day, "number": one.number, "why": why})
