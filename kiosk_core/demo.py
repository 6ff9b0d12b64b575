"""The example story: what a plugin's `tell_demo` gets, once for every day of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .domain.eligibility import Verdict
from .domain.ids import Cents
from .domain.money import Payment
from .domain.texts import Translate
from .domain.visits import Client, Offer
from .drafts import Draft
from .house import House

Decide = Callable[[Client | None, str, dict[str, int]], Verdict]
Record = Callable[[Offer, Sequence[Payment]], Any]


@dataclass(frozen=True, slots=True)
class Story:
    """One day. `clients`: one for every person of the story. What is done goes the way a volunteer's act goes."""

    day: date
    chance: Random
    clients: Sequence[Client]
    house: House
    decide: Decide
    """(client or None, service, what was asked) -> verdict with offers, as after a scan."""
    record: Record
    """(offer, payments) -> the act."""
    tell: Callable[..., Any]
    """Facts that are no offer to a client."""
    set_clock: Callable[[int, int], None]
    """(hour, minute), local: the time of what is done next."""
    set_setting: Callable[[str, str], Any]
    """(key, typed): a setting of yours that makes the story richer, from this day on."""
    open_drawer: Callable[[Cents], Any] = lambda cents: None
    """From this day on the counter has a drawer: opened with that float at first, later with what lies there, and counted and
    closed each evening."""
    shift: Callable[[str, str], Any] | None = None
    """(role, project) -> the Shift of that volunteer there, for what a screen of yours does beside offers. None: this story
    has nobody for it."""
    put_aside: Callable[[str, Draft], Any] = lambda project, draft: None
    """(project, draft): it lies there when the example is opened."""
    say: Translate = str
    """What somebody of the house would have typed, in the language of its papers."""
    left: int = 0
    """How many days are still to be told after this one."""
