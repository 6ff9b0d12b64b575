"""The receipt as a document that knows no printer: hooks speak of it, printing/ renders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .texts import Sentence, Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `right` stands at the right edge. A line too long for the paper is wrapped between words."""

    left: Text
    right: Text = ""
    style: Literal["plain", "strong", "large", "small"] = "plain"
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A code of 17 letters (or any text of A-Z, 0-9) as QR, with its letters in groups of four under it."""

    code: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in black on white. `path` names a function 'module:name' that returns a PIL image, loaded when printed.

    `alt` stands for it in a plain-text preview.
    """

    path: str
    alt: Sentence


Part = Line | Rule | Qr | Picture


@dataclass(frozen=True, slots=True)
class Block:
    """What one plugin puts on a slip. Order on paper: head, body, foot, and by plugin name within. `whole`: on A4 it is
    not torn over two pages when it fits on one; when not, what stands between two of its rules is not."""

    place: Literal["head", "body", "foot"]
    parts: tuple[Part, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A whole slip. `copy`: marked COPY and never opens the drawer. `example`: marked VOORBEELD (the demo house)."""

    blocks: tuple[Block, ...]
    open_drawer: bool = False
    copy: bool = False
    example: bool = False
    cut: bool = True
