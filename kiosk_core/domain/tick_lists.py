"""A list on A4 that people tick by hand: a document that knows no printer."""

from __future__ import annotations

from dataclasses import dataclass

from .texts import Text


@dataclass(frozen=True, slots=True)
class TickColumn:
    """`width`: mm. `strong`: its words are bold."""

    title: Text
    width: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TickSection:
    """Rows under a title of their own; each row has a text for every column. A row ends in the boxes of the list."""

    title: Text
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class TickList:
    """`boxes`: titles of the boxes to tick behind each row. `foot`: stands under every page."""

    title: Text
    under: Text
    columns: tuple[TickColumn, ...]
    boxes: tuple[Text, ...]
    sections: tuple[TickSection, ...]
    foot: Text
