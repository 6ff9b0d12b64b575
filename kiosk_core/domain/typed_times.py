"""Days and hours as people type them, and an hour as people read it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from .errors import NotUnderstood
from .texts import Sentence

DAY_MINUTES = 24 * 60


_DAY = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d|\d\d)|((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII
)


def read_day(text: str) -> date:
    """A day as '31/12/2027', '31/12/27' (of this century) or '2027-12-31'. Raises NotUnderstood."""
    found = _DAY.fullmatch(text.strip())
    if found:
        day, month, year, *iso = found.groups()
        numbers = iso if day is None else [f"20{year}" if len(year) == 2 else year, month, day]
        with suppress(ValueError):
            return date(*map(int, numbers))
    raise NotUnderstood(why=Sentence("a day looks like 31/12/2027."))


def typed_day(kept: str) -> str:
    """A day, month or year as it is stored, as a person types it: '1984-02-01' is 01/02/1984."""
    return "/".join(reversed(kept.split("-")))


def read_hour(typed: str) -> int:
    """'14:05', '14.05', '14u05' or '14' as minutes after midnight. Raises NotUnderstood."""
    hours, _, rest = typed.strip().lower().replace("u", ":").replace("h", ":").replace(".", ":").partition(":")
    if hours.isascii() and hours.isdigit() and (not rest or (rest.isascii() and rest.isdigit())):
        minutes = int(hours) * 60 + int(rest or 0)
        if int(rest or 0) < 60 and minutes < DAY_MINUTES:
            return minutes
    raise NotUnderstood(why=Sentence("an hour looks like 14:00."))


def hour_text(minutes: int) -> str:
    """'14:05' of minutes after midnight."""
    hours, rest = divmod(minutes % DAY_MINUTES, 60)
    return f"{hours:02}:{rest:02}"
