"""What an import would do before anything is written: what it found, and what a person reads of how the file was understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ..domain.texts import Sentence, counted

if TYPE_CHECKING:
    from .columns import Header
    from .comparing import Compared, Sort
    from .packed import Packed

MOST_JOINED = 10
"""Households of which the lines are said in a sentence."""


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The decision that every new household of a file gets."""

    project: str
    until: date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an import would do, and what it needs to do it. `id`: its number, which undoes it."""

    id: str
    header: Header
    found: Packed
    enrolling: Enrolling | None = None
    sheet: str = ""
    """Which of the file's sheets was read, and"""
    others: tuple[str, ...] = ()
    """which others it has."""

    @property
    def todo(self) -> Iterator[Compared]:
        """What is written: the new and the changed."""
        return (one for one in self.found if one.sort in ("new", "changed"))

    @property
    def to_write(self) -> int:
        """How many those are."""
        return self.counts["new"] + self.counts["changed"]

    @property
    def counts(self) -> dict[Sort, int]:
        """How many households of the file are of each sort."""
        return self.found.counts

    @property
    def joined(self) -> Iterator[tuple[int, ...]]:
        """The lines of each household that stands on several."""
        return (one.lines for one in self.found if len(one.lines) > 1)


def of_book(foreseen: Foreseen) -> Sentence:
    """Which sheet was read of a file that has several."""
    said = {"sheet": foreseen.sheet, "others": ", ".join(foreseen.others)}
    return Sentence("Sheet: {sheet} (not read: {others})", said)


def of_columns(foreseen: Foreseen) -> Iterator[Sentence]:
    """What a person should know of how the columns were read, beside which is which: who was taken together by one of them."""
    yield from foreseen.header.notes
    if joined := foreseen.found.joined:
        some = ["+".join(map(str, lines)) for lines in islice(foreseen.joined, MOST_JOINED)]
        lines = ", ".join([*some, *["…"] * (joined > MOST_JOINED)])
        yield counted(
            "{n} household stands on several lines: {lines}", "{n} households stand on several lines: {lines}", joined, lines=lines
        )  # fmt: skip
