"""Days as people type them on a form."""

from __future__ import annotations

import re
from datetime import date

from kiosk_core import NotUnderstood, Sentence


def read_day(text: str) -> date:
    """A day as '31/12/2027' or '2027-12-31'. Raises NotUnderstood."""
    parts = re.split(r"[/.-]", text.strip())
    try:
        numbers = [int(part) for part in parts]
        year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(why=Sentence("a day looks like 31/12/2027.")) from None
