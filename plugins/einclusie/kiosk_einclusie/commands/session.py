"""`kiosk einclusie session plan|list|open|close|cancel|attendance|calendar`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Sentence
from kiosk_core.cli.days import DAY, HOUR

from .. import agreement as page
from .. import attendance as who_came
from .. import sessions
from ..events.sessions import SIGN_IN
from ..vocabulary import read
from . import typed


@click.group()
def session() -> None:
    """Sessions: help desks, lessons, appointments."""


@session.command("plan")
@click.option(
    "--day", "first", required=True, type=DAY, metavar="YYYY-MM-DD", help="The day, or the first of a series."
)
@click.option("--from", "start", default="14:00", type=HOUR, metavar="HH:MM", help="When it begins (14:00).")
@click.option("--to", "end", default="17:00", type=HOUR, metavar="HH:MM", help="When it ends (17:00).")
@click.option("--capacity", default=0, metavar="N", help="Seats; 0 is no limit.")
@click.option("--title", metavar="TEXT", help="A name for it, instead of 'open help desk'.")
@click.option("--times", default=0, metavar="N", help="A weekly series of so many sessions, holidays left out.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="A weekly series up to this day, holidays left out.")
@click.option("--for", "whose", metavar="CODE", help="An appointment with this visitor, by card code or number.")
@click.pass_obj
def plan(
    desk: Any, first: date, start: int, end: int, capacity: int, title: str | None, times: int, until: date | None,
    whose: str | None,
) -> None:  # fmt: skip
    """Plan a session, a weekly series without public and school holidays, or an appointment."""
    if whose and (times or until or capacity or title):
        raise desk.usage(Sentence("An appointment has a day and an hour only."))
    shift = desk.shift("einclusie")
    if whose:
        guest = typed.client(shift, whose, SIGN_IN).person
        done = sessions.plan(shift, first, start, end - start, sort="appointment", guest=guest)
    else:
        done = sessions.plan(shift, first, start, end - start, capacity=capacity, title=title, times=times, until=until)
    planned = [sessions.one(shift.house, id) for id in done.sessions]
    skipped = [{"day": one.day.isoformat(), "why": one.why} for one in done.series.skipped]
    document = {"sessions": [typed.session_document(desk, one) for one in planned], "skipped": skipped}
    lines = [typed.session_line(desk, one) for one in planned]
    left_out = [Sentence("{day} is a holiday.", {"day": one.day}) for one in done.series.skipped]
    desk.answer(document, *lines, *left_out)


@session.command("list")
@click.pass_obj
def list_(desk: Any) -> None:
    """List the sessions of the last and the next 31 days."""
    found = sessions.around(desk.shift("einclusie"))
    desk.answer(
        [typed.session_document(desk, one) for one in found],
        *(f"{typed.session_line(desk, one)}  {desk.t(read(one.condition))}" for one in found),
    )


@session.command("open")
@click.argument("session")
@click.pass_obj
def open_(desk: Any, session: str) -> None:
    """Open a session of today."""
    shift = desk.shift("einclusie")
    sessions.open_session(shift, session)
    _show(desk, shift, session)


@session.command("close")
@click.argument("session")
@click.pass_obj
def close(desk: Any, session: str) -> None:
    """Close a session."""
    shift = desk.shift("einclusie")
    sessions.close_session(shift, session)
    _show(desk, shift, session)


@session.command("cancel")
@click.argument("session")
@click.pass_obj
def cancel(desk: Any, session: str) -> None:
    """Say that a session does not take place."""
    shift = desk.shift("einclusie")
    sessions.cancel_session(shift, session)
    _show(desk, shift, session)


@session.command("attendance")
@click.argument("session")
@click.pass_obj
def attendance(desk: Any, session: str) -> None:
    """List who came to a session, and who was expected. For the coordinator."""
    _, lines = who_came.of_session(desk.shift("einclusie"), session)
    document = [
        {"client": one.client.number if one.client else None, "hour": one.hour or None, "mark": one.mark}
        for one in lines
    ]
    desk.answer(
        document, *(f"{one.hour:<6} {desk.t(page.who(one.client)):<40} {desk.t(read(one.mark))}" for one in lines)
    )


@session.command("calendar")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The iCalendar file to write."
)
@click.pass_obj
def calendar(desk: Any, out: Path) -> None:
    """Write all sessions to an iCalendar file, for a calendar or a website. It names nobody."""
    from ..icalendar_file import write_calendar

    n = write_calendar(desk.shift("einclusie"), out, desk.paper_say())
    desk.answer({"file": str(out), "sessions": n}, str(out))


def _show(desk: Any, shift: Any, session: str) -> None:
    one = sessions.one(shift.house, session)
    desk.answer(typed.session_document(desk, one), typed.session_line(desk, one))
