"""`kiosk einclusie course plan|enrol|cancel|list|attendance|absences|excuse|called|material|certificate|assess`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Sentence, Word
from kiosk_core.cli.days import DAY, HOUR

from .. import agreement, assessment, courses, seats, sessions
from .. import attendance as who_came
from ..events.courses import Moment
from . import typed


@click.group()
def course() -> None:
    """Courses: a series of lessons for the same people."""


@course.command("plan")
@click.argument("title")
@click.option("--day", "first", required=True, type=DAY, metavar="YYYY-MM-DD", help="The day of the first lesson.")
@click.option("--from", "start", default="14:00", type=HOUR, metavar="HH:MM", help="When a lesson begins (14:00).")
@click.option("--to", "end", default="16:00", type=HOUR, metavar="HH:MM", help="When a lesson ends (16:00).")
@click.option("--lessons", default=6, metavar="N", help="How many, one a week, holidays left out (6).")
@click.option("--capacity", default=10, metavar="N", help="Seats (10).")
@click.pass_obj
def plan(desk: Any, title: str, first: date, start: int, end: int, lessons: int, capacity: int) -> None:
    """Plan a course of weekly lessons, without public and school holidays."""
    shift = desk.shift("einclusie")
    done = courses.plan(shift, title, first, start, end - start, lessons=lessons, capacity=capacity)
    taught = courses.lessons(shift.house, done.course.id)
    document = {
        **_document(shift, done.course), "lessons": [typed.session_document(desk, one) for one in taught],
        "skipped": [{"day": one.day.isoformat(), "why": one.why} for one in done.series.skipped],
    }  # fmt: skip
    desk.answer(document, done.course.id, *(typed.session_line(desk, one) for one in taught))


@course.command("enrol")
@click.argument("course")
@click.argument("client", metavar="CODE")
@click.option("--elsewhere", is_flag=True, help="Lives elsewhere, and waits while residents go first.")
@click.pass_obj
def enrol(desk: Any, course: str, client: str, elsewhere: bool) -> None:
    """Give somebody a seat in a course, or a place on its waiting list. COURSE is its id or its title."""
    shift = desk.shift("einclusie")
    place = seats.enrol(shift, typed.verdict(shift, client, seats.COURSE), course, elsewhere=elsewhere)
    document = {
        "seat": place.seat, "place": place.at, "waiting": place.waits or None, "until": place.until and place.until.isoformat(),
        "event": place.of,
    }  # fmt: skip
    text = Sentence("Has a seat.") if place.seat else Sentence("Waits: number {n} on the list.", {"n": place.waits})
    desk.answer(document, text)


@course.command("cancel")
@click.argument("course")
@click.argument("client", metavar="CODE", required=False)
@click.pass_obj
def cancel(desk: Any, course: str, client: str | None) -> None:
    """Say that somebody does not come any more; without CODE, that the whole course does not take place."""
    shift = desk.shift("einclusie")
    if client is None:
        act = courses.cancel(shift, course)
        desk.answer({"act": act.id, "call": None}, Sentence("The course is cancelled."))
        return
    act, call = courses.give_up(shift, typed.client(shift, client, seats.COURSE), course)
    said = (
        Sentence("Call {who}: a seat is free.", {"who": call.number})
        if call
        else Sentence("Nobody waits for this seat.")
    )
    desk.answer({"act": act.id, "call": call.number if call else None}, said)


@course.command("list")
@click.pass_obj
def list_(desk: Any) -> None:
    """List the courses that are not over."""
    shift = desk.shift("einclusie")
    shift.require("see_counts")
    found = courses.upcoming(shift.house, shift.here().day)
    lines = [f"{one.id}  {one.title}  {_taken(shift, one)}/{one.capacity}" for one in found]
    desk.answer([_document(shift, one) for one in found], *lines)


@course.command("attendance")
@click.argument("course")
@click.pass_obj
def attendance(desk: Any, course: str) -> None:
    """Show who came to which lesson."""
    shift = desk.shift("einclusie")
    found = courses.one(shift.house, course, shift.here().day)
    taught, rows = who_came.of_course(shift, found.id)
    document = {
        "lessons": [one.day.isoformat() for one in taught],
        "people": [
            {
                "client": row.client.number, "marks": list(row.marks), "came": row.came,
                "material": list(courses.had(shift.house, found.id, row.person)),
            }
            for row in rows
        ],
        "change": {
            area: {"steps": steps, "persons": n}
            for area, (steps, n) in assessment.change(shift, found.id).items()
        },
    }  # fmt: skip
    desk.answer(
        document,
        *(f"{row.client.number:<10} {row.came}/{len(taught)}  {' '.join(m or '-' for m in row.marks)}" for row in rows),
    )


@course.command("excuse")
@click.argument("session")
@click.argument("client", metavar="CODE")
@click.option("--comes", is_flag=True, help="They come after all.")
@click.pass_obj
def excuse(desk: Any, session: str, client: str, comes: bool) -> None:
    """Note that somebody said beforehand that they cannot come to a lesson."""
    shift = desk.shift("einclusie")
    who, lesson = typed.client(shift, client, seats.COURSE), sessions.one(shift.house, session)
    assert who.person is not None  # a service for persons
    act = courses.excuse(shift, who.person, lesson.id, not comes)
    desk.answer({"act": act.id, "session": lesson.id}, Sentence("Noted as {act}.", {"act": act.id}))


@course.command("absences")
@click.pass_obj
def absences(desk: Any) -> None:
    """List who follows a course and how they come to it, who missed most in a row first. For the coordinator."""
    found = who_came.patterns(desk.shift("einclusie"))
    document = [
        {
            "client": one.client.number, "course": one.course, "title": one.title, "came": one.came, "late": one.late,
            "excused": one.excused, "missed": one.missed, "in_a_row": one.in_a_row,
        }
        for one in found
    ]  # fmt: skip
    desk.answer(document, *(f"{one.client.number:<10} {one.in_a_row:>3} {one.missed:>3}  {one.title}" for one in found))


@course.command("called")
@click.argument("course")
@click.argument("client", metavar="CODE")
@click.pass_obj
def called(desk: Any, course: str, client: str) -> None:
    """Note that somebody who waited was called and takes the seat."""
    shift = desk.shift("einclusie")
    act = courses.note_called(shift, typed.client(shift, client, seats.COURSE), course)
    desk.answer({"act": act.id}, Sentence("Noted as {act}.", {"act": act.id}))


@course.command("material")
@click.argument("course")
@click.argument("client", metavar="CODE")
@click.argument("what", nargs=-1, required=True, metavar="WORD")
@click.pass_obj
def material(desk: Any, course: str, client: str, what: tuple[str, ...]) -> None:
    """Note what somebody got in a course, to keep. WORD is of the settings' list."""
    shift = desk.shift("einclusie")
    act = courses.hand_out(shift, typed.client(shift, client, seats.COURSE), course, tuple(map(Word, what)))
    desk.answer({"act": act.id, "what": list(what)}, Sentence("Noted as {act}.", {"act": act.id}))


@course.command("certificate")
@click.argument("course")
@click.argument("client", metavar="CODE")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to write.")
@click.pass_obj
def certificate(desk: Any, course: str, client: str, out: Path) -> None:
    """Make a certificate of attendance: a PDF in plain Dutch."""
    shift = desk.shift("einclusie")
    shift.print_page(agreement.certificate(shift, course, typed.client(shift, client, seats.COURSE)), out)
    desk.answer({"file": str(out)}, str(out))


@course.command("assess")
@click.argument("course")
@click.argument("client", metavar="CODE")
@click.argument("levels", nargs=-1, required=True, metavar="AREA=N")
@click.option(
    "--moment", type=click.Choice(("start", "end")), required=True, help="At the start or at the end of the course."
)
@click.pass_obj
def assess(desk: Any, course: str, client: str, levels: tuple[str, ...], moment: Moment) -> None:
    """Note what somebody says they can, 1 to 4 for each area. Wholly voluntary."""
    shift = desk.shift("einclusie")
    who = typed.client(shift, client, seats.COURSE)
    assert who.person is not None  # a service for persons
    said = {area: int(n) if n.isascii() and n.isdigit() else 0 for area, _, n in (one.partition("=") for one in levels)}
    act = assessment.assess(shift, who.person, course, moment, said)
    desk.answer({"act": act.id, "change": act.events[0].fields["change"]}, Sentence("Noted as {act}.", {"act": act.id}))


def _taken(shift: Any, one: courses.Course) -> int:
    return sum(place.seat for place in courses.places(shift.house, one.id, shift.here().day))


def _document(shift: Any, one: courses.Course) -> dict[str, Any]:
    asked = courses.places(shift.house, one.id, shift.here().day)
    taken = sum(place.seat for place in asked)
    to_call = [shift.house.client(place.person, shift.here().day) for place in asked if place.to_call]
    return {
        "course": one.id, "title": one.title, "capacity": one.capacity, "seats_taken": taken, "waiting": len(asked) - taken,
        "call": [client.number for client in to_call if client], "lessons": one.lessons,
        "first": one.first and one.first.isoformat(), "last": one.last and one.last.isoformat(),
    }  # fmt: skip
