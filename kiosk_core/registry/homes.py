"""Who is hidden and who lives where, before an act is taken back and after: no undoing does what nobody may do by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..house import House
from ..journal import Event, Merged
from ..journal.identity import group, root

_OF = (
    "SELECT subject, household, until_day FROM core_member WHERE subject IN (SELECT value FROM json_each(?1)) UNION "
    "SELECT subject, household, until_day FROM core_member WHERE household IN (SELECT value FROM json_each(?1))"
)
"""Stays of these persons and in these households. Primary key of core_member, index core_member(household)."""


class Homes:
    """Of whom some events are about. `look` before they are taken back, under the lock; ask the rest after."""

    def __init__(self, house: House, db: Any, day: date) -> None:
        self._house, self._db, self._day = house, db, day

    def look(self, events: Sequence[Event]) -> None:
        """These will be taken back."""
        registered = [event for event in events if event.keep == "registry" and not event.torn]
        about = [root(self._db, event.subject) for event in registered]
        merged = {id for e in registered if e.kind == Merged.KIND for id in group(self._db, e.subject)}
        self._elders = {id: root(self._db, id) for id in merged}
        found = self._house.rows(f"SELECT DISTINCT subject FROM ({_OF})", json.dumps(about))
        self._hidden = [person for (person,) in found if self._house.hides(person, self._day)]
        self._lived, self._open = self._stays(), self._open_homes()

    def shown(self) -> bool:
        """Somebody who was protected is it no more, or lives again in a household that is not protected and tells of them;
        who is not known any more needs no protection (since.on_hidden: unless more stands on them)."""
        known = (one for one in self._hidden if self._house.one("SELECT 1 FROM core_person WHERE subject=?", one))
        return any(not self._house.hides(one, self._day) for one in known) or not self._open_homes() <= self._open

    def _open_homes(self) -> frozenset[tuple[str, str]]:
        """(person, household) of whoever was hidden, where it is not protected. Primary key of core_member."""
        query = (
            "SELECT m.subject, m.household FROM core_member m JOIN core_household h ON h.subject=m.household WHERE NOT h.protected "
            "AND m.subject IN (SELECT value FROM json_each(?)) AND (m.until_day IS NULL OR m.until_day>?)"
        )
        return frozenset(self._house.rows(query, json.dumps(self._hidden), str(self._day)))

    def come_back(self) -> bool:
        """Of who was one by a merge somebody lives again where nobody of them lived: they had left, or parted, since."""
        return not self._stays() <= self._lived

    def _stays(self) -> frozenset[tuple[str, ...]]:
        """(person, household) of whoever is or was part of the merge, under the names that it gave."""
        query = f"SELECT subject, household FROM ({_OF}) WHERE until_day IS NULL OR until_day>?2"
        found: Iterable[Sequence[str]] = self._house.rows(query, json.dumps(list(self._elders)), str(self._day))
        return frozenset(tuple(self._elders.get(id, id) for id in ids) for ids in found)
