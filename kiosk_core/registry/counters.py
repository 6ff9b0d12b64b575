"""Counters: a desk with a name and perhaps a drawer; it outlives PCs. The house's own facts."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.errors import NotUnderstood
from ..domain.ids import CounterId, OriginName, Word
from ..domain.texts import Sentence
from ..journal import Event, Kind, Row, kind, state, subject, words

COUNTER = state("core_counter", {"title": "text", "has_drawer": "int"})
HOUSE = state("core_house", {"example": "int", "origin": "text"})
"""One row per life of the file (subject 'house'): whether everything in it is an example."""


@kind("core.counter_set_up", keep="house", puts=(COUNTER,))
class CounterSetUp(Kind):
    """A desk, or what is changed about one."""

    counter: CounterId = subject()
    has_drawer: bool = False
    title: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield COUNTER.row(title=self.title, has_drawer=self.has_drawer)


@kind("core.house_started", keep="house", puts=(HOUSE,))
class HouseStarted(Kind):
    """The first event of a house, and of every later life of its file. An example house can never become a real one."""

    house: str = subject()
    example: bool = False
    restored_from: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield HOUSE.row(example=self.example, origin=event.origin)


def next_letter(taken: Iterable[OriginName]) -> str:
    """The letter of a new origin: the first that no origin of this house has had. Raises NotUnderstood after Z."""
    used = {name[0] for name in taken}
    found = next((letter for letter in map(chr, range(ord("A"), ord("Z") + 1)) if letter not in used), None)
    if found is None:
        raise NotUnderstood(why=Sentence("every letter was given to this house already, so its numbers cannot go on."))
    return found
