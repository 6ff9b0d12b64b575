"""What hooks answer with, beside findings, offers and receipt blocks."""

from __future__ import annotations

from dataclasses import dataclass

from .texts import Sentence


@dataclass(frozen=True, slots=True)
class Glance:
    """One line on the home and counter screens: a number of today, or something that waits."""

    text: Sentence
    screen: str = ""
    """Code of the screen that its key opens."""
    urgent: bool = False
