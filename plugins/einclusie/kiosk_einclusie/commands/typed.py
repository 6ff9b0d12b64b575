"""What these commands read and answer alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kiosk_core import KioskError

from .. import sessions


def day(context: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """YYYY-MM-DD. Raises BadParameter."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter("YYYY-MM-DD") from error


def hour(context: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """HH:MM as minutes after midnight. Raises BadParameter."""
    try:
        return sessions.read_clock(value) if value else None
    except KioskError as error:
        raise click.BadParameter("HH:MM") from error


def session_document(desk: Any, one: sessions.Session) -> dict[str, Any]:
    """A session as JSON."""
    return {
        "session": one.id, "sort": one.sort, "title": desk.t(one.name), "counter": one.counter, "day": one.day.isoformat(),
        "start": one.begins, "minutes": one.minutes, "capacity": one.capacity, "state": one.condition, "came": one.came,
        "here": one.here, "course": one.course, "lesson": one.lesson or None,
    }  # fmt: skip


def session_line(desk: Any, one: sessions.Session) -> str:
    return f"{one.day:%d/%m/%Y} {one.begins}  {desk.t(one.name)}  {one.id}"
