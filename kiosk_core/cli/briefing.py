"""`kiosk briefing write|show|read|take-back` and `kiosk handover`: what the shifts that come should know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ..domain.errors import KioskError
from ..domain.texts import Sentence, counted
from .days import DAY
from .frame import Desk, command, option

if TYPE_CHECKING:
    from ..registry.shift_notes import ShiftNote
    from ..shift import Shift

for_project = option("--project", metavar="P", says=Sentence("For which project."))
anyway = option("--yes", is_flag=True, says=Sentence("Keep it, whatever it looks like."))


class LooksLikeNumber(KioskError):
    code, says = (
        "core.looks_like_number",
        Sentence("This looks like a national, bank or card number: nothing was kept. Leave it out, or add --yes."),
    )


@command(Sentence("Write what everybody who signs in on those days should read first."), name="write")
@click.argument("text")
@option("--project", metavar="P", says=Sentence("Only for this project; for all when nothing is said."))
@option("--only-here", is_flag=True, says=Sentence("Only at this counter."))
@option(
    "--from", "first", type=DAY, metavar="DATE", says=Sentence("From that day, YYYY-MM-DD; today when nothing is said.")
)
@option(
    "--until",
    "last",
    type=DAY,
    metavar="DATE",
    says=Sentence("The last day, inclusive; the first one when nothing is said."),
)
@anyway
def write_(
    desk: Desk, text: str, project: str | None, only_here: bool, first: date | None, last: date | None, yes: bool
) -> None:
    shift = desk.shift(project or "core")
    _look(shift, text, yes)
    since = first or shift.here().day
    act = shift.write_briefing(text, since, last or since, all_projects=project is None, all_counters=not only_here)
    desk.answer({"act": act.id}, Sentence("It is shown to whoever signs in."))


@command(Sentence("Leave a note to the next shift of this project at this counter."))
@click.argument("text")
@option("--project", required=True, metavar="P", says=Sentence("For which project."))
@anyway
def handover(desk: Desk, text: str, project: str, yes: bool) -> None:
    shift = desk.shift(project)
    _look(shift, text, yes)
    desk.answer({"act": shift.leave_note(text).id}, Sentence("It is shown to the next shift."))


@command(Sentence("Show the briefing and the notes of earlier shifts that hold today."))
@for_project
@option(
    "--all",
    "everywhere",
    is_flag=True,
    says=Sentence("Of every project and counter, those of later days too; only if you coordinate."),
)
def show(desk: Desk, project: str | None, everywhere: bool) -> None:
    shift = desk.shift(project or "core")
    found = shift.all_shift_notes() if everywhere else shift.shift_notes()
    desk.answer(
        [
            {
                "id": one.id, "sort": one.sort, "project": one.project, "counter": one.counter, "from": str(one.first),
                "until": str(one.last), "text": one.text, "by": one.by, "read": one.read, "readers": list(one.readers),
            }
            for one in found
        ],
        *(Sentence("{by}: {text}", {"by": one.by, "text": one.text}) for one in found),
    )  # fmt: skip


@command(Sentence("Note that you have read what holds today."))
@for_project
def read(desk: Desk, project: str | None) -> None:
    shift = desk.shift(project or "core")
    new = _unread(shift)
    shift.note_read(new)
    desk.answer({"read": [one.id for one in new]}, counted("{n} note is read.", "{n} notes are read.", len(new)))


@command(
    Sentence("Show a briefing or a note to nobody any more: your own, or anybody's if you coordinate."),
    name="take-back",
)
@click.argument("note", metavar="ID")
@for_project
def take_back(desk: Desk, note: str, project: str | None) -> None:
    act = desk.shift(project or "core").take_note_back(note)
    desk.answer({"act": act.id}, Sentence("It is shown to nobody any more."))


def _unread(shift: Shift) -> list[ShiftNote]:
    return [one for one in shift.shift_notes() if not one.read]


def _look(shift: Shift, text: str, yes: bool) -> None:
    if not yes and shift.look_at_note(text):
        raise LooksLikeNumber()
