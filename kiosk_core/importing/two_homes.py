"""Who stands in a file more than once, with each household that they are part of: one person, as an export says by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..domain.ids import PersonId, new_id
from ..registry.households import NewMember
from .known import Known
from .people import Entry, Told


class TwoHomes:
    """Asked in the order of the file."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._persons: dict[str, PersonId] = {}

    def several(self, entry: Entry) -> bool:
        """Whether somebody of it is part of another household too."""
        return any(told.also for told in entry.persons)

    def note(self, who: Iterable[tuple[Told, PersonId | None]]) -> None:
        """Which person of the house each is, or will be. Who is hidden from whoever looks is brought nowhere."""
        for told, person in who:
            if told.also and person and not self._known.hides(person):
                self._persons[told.number] = person

    def person(self, told: Told) -> PersonId | None:
        """Whom an earlier line spoke of, if that was the same person."""
        return next((self._persons[number] for number in told.also if number in self._persons), None)

    def member(self, told: Told, new: NewMember) -> NewMember:
        """`new` as it joins: as the same person, or with an id by which a later line can join it."""
        if known := self.person(told):
            return replace(new, known=known)
        return replace(new, person=PersonId(new_id())) if told.also else new
