"""A receipt as parts in the order of the paper, and a line of it in columns. Shared by all renderers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ..domain.receipts import Block, Line, Part, Picture, Receipt, Rule
from ..domain.texts import Catalogue, Sentence, Text
from .spelling import HARD

EXAMPLE = "VOORBEELD"
COPY = "KOPIE - COPY"
"""Marks on paper are the same in every language: whoever checks a slip looks for this word."""

TRANSLATION = {"nl": "Vertaling", "fr": "Traduction", "en": "Translation"}
"""Above what is added in another language, in that language: whoever reads it looks for it."""

_PLACES = ("head", "body", "foot")


def on_paper(receipt: Receipt) -> Iterator[Part]:
    """Its parts from top to bottom, the marks first. Blocks of one place keep their order."""
    for piece in pieces(receipt):
        yield from piece.parts


def pieces(receipt: Receipt) -> Iterator[Block]:
    """Its blocks from top to bottom, the marks first. Blocks of one place keep their order."""
    marks = [Line(mark, style="large", centred=True)
             for mark, shown in ((EXAMPLE, receipt.example), (COPY, receipt.copy)) if shown]  # fmt: skip
    yield Block("head", tuple(marks))
    yield from sorted(receipt.blocks, key=lambda block: _PLACES.index(block.place))


def in_columns(left: str, right: str, columns: int, centred: bool = False) -> list[str]:
    """`left` wrapped between words, `right` at the right edge of its last line; each line at most `columns` letters.

    A word longer than the paper is broken. When the two leave each other too little room, `right` gets its own line.
    """
    if not right:
        lines = _wrapped(left, columns)
        return [line.center(columns).rstrip() for line in lines] if centred else lines
    room = columns - len(right) - 2
    if room < min(columns // 3, len(left)):
        return _wrapped(left, columns) * bool(left.strip()) + [line.rjust(columns) for line in _wrapped(right, columns)]
    lines = _wrapped(left, room)
    return [*lines[:-1], lines[-1] + right.replace(HARD, " ").rjust(columns - len(lines[-1]))]


def _wrapped(text: str, columns: int) -> list[str]:
    lines = textwrap.wrap(text, columns, break_on_hyphens=False) or [""]
    return [line.replace(HARD, " ") for line in lines]


def drawn(picture: Picture) -> Any | None:
    """The PIL image of a picture, or None when it cannot be drawn: then its words stand in its place."""
    module, _, name = picture.path.partition(":")
    try:
        return getattr(import_module(module), name)()
    except (ImportError, AttributeError, OSError, ValueError, TypeError):
        return None


def with_translation(receipt: Receipt, words: Catalogue, title: Text) -> Receipt:
    """The receipt with all its lines once more under it in the language of `words`, marked by `title` as a translation.

    For one print, in memory: it is the composed slip that grows, no job ever names a language.
    """

    def translate(part: Part) -> Part:
        match part:
            case Line(left, right, style, centred):
                return Line(_said(left, words), _said(right, words), style, centred)
            case _:
                return part

    above: tuple[Part, ...] = (Rule(), Line(title, style="strong", centred=True))
    added = []
    for piece in pieces(Receipt(receipt.blocks)):
        kept = tuple(translate(part) for part in piece.parts if isinstance(part, Line | Rule))
        if kept:
            added.append(Block("foot", (*above, *kept), piece.whole))
            above = ()
    return Receipt((*receipt.blocks, *added), receipt.open_drawer, receipt.copy, receipt.example, receipt.cut)


def _said(text: Text, words: Catalogue) -> str:
    return text.spoken(words) if isinstance(text, Sentence) else text
