"""What somebody typed about people on a form: births in a row."""

from __future__ import annotations

import re
from datetime import date

from kiosk_core.domain.births import some_child, typed_birth
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.typed_times import typed_day

_APART = re.compile(r"(?<=\d)\s+(?=(?:jaar|jr|j|ans?|years?|y)\b)", re.ASCII)
"""Between a number and the years that it counts."""
_BETWEEN, _AND = re.compile(r"[,;&+\s]+"), ("en", "et", "and")


def read_born(text: str, today: date) -> str | None:
    """One birth as it is stored; None when unknown. A bare number up to 120 is an age. Raises NotUnderstood."""
    text = f"age:{text}" if re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII) else text
    try:
        return typed_birth(text, today)
    except ValueError:
        said = {"born": text}
        raise NotUnderstood(
            why=Sentence("{born} is no birth date: use 1/4/2019, 4/2019, 2019, an age, or ?", said)
        ) from None


def typed_as(born: str) -> str:
    """A birth as it is stored, as a person types it; an age stays as it is."""
    return born if "@" in born else typed_day(born)


def read_births(text: str, today: date) -> list[str]:
    """Births of several children, parted by commas, spaces or 'and': '2019, 1/4/2021, 6, ?', '12 jaar, 8 en 5'; of unknown age
    it is a child still. Raises NotUnderstood."""
    parts = _BETWEEN.split(_APART.sub("", text.strip().lower()))
    return [read_born(part, today) or some_child(today) for part in parts if part and part not in _AND]
