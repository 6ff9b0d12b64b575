"""Days, hours, moments and births as they are typed after an option, with a sentence where one cannot be read.

A plugin's commands have DAY and HOUR too: `@click.option("--until", type=DAY)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import click

from ..domain.births import typed_birth
from ..domain.errors import KioskError, NotUnderstood
from ..domain.texts import Sentence, spoken
from ..domain.typed_times import read_day, read_hour
from .frame import reader


class Typed(click.ParamType[Any]):
    """`read` raises ValueError or NotUnderstood; `wrong`: what is said then."""

    def __init__(self, name: str, read: Callable[[str], Any], wrong: Sentence) -> None:
        self.name, self._read, self._wrong = name, read, wrong

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        with suppress(ValueError, NotUnderstood):
            return self._read(value)
        said = Sentence(self._wrong.template, {"typed": value})
        return self.fail(spoken(said, reader(ctx)) if ctx else str(said), param, ctx)


def _moment(typed: str) -> datetime:
    if not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d", typed, re.ASCII):  # narrower than what Python reads
        raise ValueError(typed)
    return datetime.fromisoformat(typed)


DAY = Typed("date", read_day, Sentence("{typed} is no day: write it as 2026-12-31 or 31/12/2026."))
HOUR = Typed("hour", read_hour, Sentence("{typed} is no hour: write it as 14:00."))
"""Minutes after midnight."""
MOMENT = Typed("moment", _moment, Sentence("{typed} is no moment: write it as 2026-12-31T14:30."))
"""Local time of the house."""


class NoBirth(KioskError):
    code, says = "birth", Sentence("{born} is no birth date: use 2019-04-01, 2019-04, 2019, age:6 or unknown.")


def born_on(typed: str, today: date) -> str | None:
    """As it is stored, None when unknown. Raises NoBirth."""
    try:
        return typed_birth(typed, today)
    except ValueError:
        raise NoBirth(born=typed) from None
