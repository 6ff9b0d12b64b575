"""Days, moments and births as they are typed after an option, with a sentence where one cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from ..domain.births import typed_birth
from ..domain.errors import KioskError
from ..domain.texts import Sentence, spoken
from .frame import reader


class Typed(click.ParamType[Any]):
    """`shape`: what is accepted at all, narrower than what Python reads. `wrong`: what to say of anything else."""

    def __init__(self, name: str, shape: str, read: Callable[[str], Any], wrong: Sentence) -> None:
        self.name, self._shape, self._read, self._wrong = name, re.compile(shape, re.ASCII), read, wrong

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            if self._shape.fullmatch(value):
                return self._read(value)
        except ValueError:
            pass
        said = Sentence(self._wrong.template, {"typed": value})
        return self.fail(spoken(said, reader(ctx)) if ctx else str(said), param, ctx)


DAY = Typed(
    "date", r"\d{4}-\d\d-\d\d", date.fromisoformat, Sentence("{typed} is no day: write it as 2026-12-31.")
)  # fmt: skip
MOMENT = Typed(
    "moment", r"\d{4}-\d\d-\d\dT\d\d:\d\d", datetime.fromisoformat,
    Sentence("{typed} is no moment: write it as 2026-12-31T14:30."),
)  # fmt: skip
"""Local time of the house."""


class NoBirth(KioskError):
    code, says = "birth", Sentence("{born} is no birth date: use 2019-04-01, 2019-04, 2019, age:6 or unknown.")


def born_on(typed: str, today: date) -> str | None:
    """As it is stored, None when unknown. Raises NoBirth."""
    try:
        return typed_birth(typed, today)
    except ValueError:
        raise NoBirth(born=typed) from None
