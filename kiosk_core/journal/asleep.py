"""Tables of plugins that are not here. They follow merges, voids and forgettings, and wake when the plugin is back.

What can be changed in place is; where that cannot be known without the plugin, rows go, and the events that put them
wait and put them again. An event may wait although its rows are there: putting it twice is putting it once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..store import marks
from .identity import group
from .ledger import Ledger
from .tables import Table


class Asleep:
    """`awake`: names of the tables that are declared now. `kinds`: the kinds that are."""

    def __init__(self, ledger: Ledger, awake: Collection[str], kinds: Mapping[str, Any]) -> None:
        self.ledger, self.awake, self.kinds = ledger, awake, kinds
        self._tables: list[Table] | None = None

    @property
    def tables(self) -> list[Table]:
        if self._tables is None:
            found = self.ledger.db.execute("SELECT name, shape FROM declared ORDER BY name").fetchall()
            self._tables = [_shaped(name, json.loads(shape)) for name, shape in found if name not in self.awake]
        return self._tables

    def look_again(self) -> None:
        """After declarations were written."""
        self._tables = None

    def void(self, key: int, subject: str) -> None:
        """That event of a kind unknown here was voided."""
        for table in self.tables:
            if not table.is_state:
                self.ledger.db.execute(f"UPDATE {table.stored} SET voided=1 WHERE event=?", (key,))
        self.drop_states(group(self.ledger.db, subject))

    def drop(self, key: int, subject: str) -> None:
        """That event of a kind unknown here lost a leaf, or somebody it names changed: its rows go and it waits."""
        for table in self.tables:
            if not table.is_state:
                self.ledger.db.execute(f"DELETE FROM {table.stored} WHERE event=?", (key,))
        self._wait("WHERE e.id=?", key)
        self.drop_states(group(self.ledger.db, subject))

    def drop_states(self, subjects: Sequence[str]) -> None:
        """The states of these subjects go, and all their events wait, even where there was no row: it may have been taken
        away by an event that is void now, and only the plugin can tell."""
        for table in self.tables:
            if table.is_state:
                self.ledger.db.execute(f"DELETE FROM {table.stored} WHERE subject IN ({marks(subjects)})", subjects)
        self._wait(f"WHERE e.subject IN ({marks(subjects)})", *subjects)

    def kinds_about(self, ids: Sequence[str]) -> list[str]:
        """Kinds unknown here of which something is said of these clients that was not taken back, by name. What it means only
        the plugin can tell. Index leaf_whose."""
        keys, strange = self.ledger.mentioning(ids), self.ledger.other_kinds(self.kinds)
        query = (
            "SELECT DISTINCT k.name FROM event e JOIN kind k ON k.n=e.kind WHERE e.id IN (SELECT value FROM json_each(?)) "
            f"AND e.kind IN ({marks(strange)}) AND e.id NOT IN (SELECT event FROM voided) ORDER BY k.name"
        )
        return [name for (name,) in self.ledger.db.execute(query, [json.dumps(keys), *strange])]

    def kinds_in(self, keep: str, before: str) -> list[str]:
        """Kinds unknown here of which something of that class, from before that day, still says whose it is and was not taken
        back, by name. Index event_day; without a kind unknown here nothing is looked through."""
        if not (strange := self.ledger.other_kinds(self.kinds)):
            return []
        query = (
            f"SELECT DISTINCT k.name FROM event e JOIN kind k ON k.n=e.kind WHERE e.kind IN ({marks(strange)}) AND e.keep=? "
            "AND e.day>=? AND e.day<? AND EXISTS (SELECT 1 FROM leaf l WHERE l.event=e.id AND l.whose IS NOT NULL) "
            "AND e.id NOT IN (SELECT event FROM voided) ORDER BY k.name"
        )
        known = (*strange, keep, self.ledger.retained_from(keep), before)
        return [name for (name,) in self.ledger.db.execute(query, known)]

    def _wait(self, where: str, *values: object) -> None:
        """Only of kinds unknown here; without one, not even a long history is looked through."""
        if strange := self.ledger.other_kinds(self.kinds):
            for key, event in list(self.ledger.keyed(f"{where} AND e.kind IN ({marks(strange)})", *values, *strange)):
                self.ledger.wait(key, f"{event.kind} v{event.version}")


def shape_of(table: Table) -> str:
    """A declaration as it is remembered for the time when its plugin is away."""
    return json.dumps({"columns": dict(table.columns), "is_state": table.is_state, "key": table.key})


def _shaped(name: str, shape: Mapping[str, Any]) -> Table:
    return Table(name, shape["columns"], shape["is_state"], tuple(shape["key"]))
