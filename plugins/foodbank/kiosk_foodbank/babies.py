"""The baby parcel: what a child of that age needs, from the table babies.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from kiosk_core import Birth, Word

ASK = Word("baby_ask")
"""The age is not known to the day: the parents say which milk and which size."""


@dataclass(frozen=True, slots=True)
class Stage:
    """From `first` to before `end`, full days of life."""

    code: Word
    first: int
    end: int
    quantity: int


@cache
def table() -> tuple[tuple[Stage, ...], int]:
    """(stages, the day of life that ends the baby parcel)."""
    read = tomllib.loads(files(__package__).joinpath("babies.toml").read_text(encoding="utf8"))
    return tuple(Stage(Word(s["code"]), s["first"], s["end"], s["quantity"]) for s in read["stage"]), int(read["until"])


def until() -> int:
    """Full days of life before which a child gets a baby parcel."""
    return table()[1]


def needs(births: Iterable[Birth | None], day: date) -> dict[Word, int]:
    """What babies get on that day, together. Who was born in some month or year is asked: the wrong milk can do harm."""
    found: dict[Word, int] = {}
    for birth in births:
        if birth is None or birth.estimated:
            got = [(ASK, 1)]
        else:
            got = [(s.code, s.quantity) for s in table()[0] if s.first <= birth.days_old(day) < s.end]
        for code, quantity in got:
            found[code] = found.get(code, 0) + quantity
    return found
