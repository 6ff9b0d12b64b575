"""What hooks answer with, beside findings, offers and receipt blocks."""

from __future__ import annotations

from dataclasses import dataclass

from .ids import Cents, EventId
from .texts import Sentence, Text


@dataclass(frozen=True, slots=True)
class Glance:
    """One line on the home and counter screens: a number of today, or something that waits."""

    text: Sentence


@dataclass(frozen=True, slots=True)
class ToKnow:
    """One line of what the coordinator should know of a day. Nobody at the counter is stopped for it."""

    code: str
    """'toys.broken', stable; its prefix is the plugin's."""
    number: str
    """The client's; '' where it concerns none, or somebody who belongs to no household now."""
    text: Sentence


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One line of a plugin's own on the closing of a drawer: how often, how much, or both."""

    code: str
    """'toys.discount'"""
    title: Sentence
    """Without values: it is kept with the closing, so that a copy says the same after years."""
    times: int | None = None
    cents: Cents | None = None


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a draft, told so that a volunteer finds the one they mean among several. It names nobody."""

    first: Text
    """What lies on top: 'Coat'."""
    pieces: int
    cents: Cents
    """What it came to when it was put there."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two counters did that cannot both be right. Nothing is taken back: the coordinator decides."""

    code: str
    """'toys.lent_twice', stable; its prefix is the plugin's."""
    events: tuple[EventId, ...]
    """Those that do not go together."""
    text: Sentence
