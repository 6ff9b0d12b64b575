"""Facts follow who is one with whom. A merge, or its taking apart, changes at once who everybody is, all states, and
the names in some hundred facts; where there are thousands, the others follow in short transactions, so that no scan waits.

Until then a note says whose facts still go under which name; whatever is merged or taken apart meanwhile, they are given
the name that holds then. What is decided about these people names them first (Journal.append). A note that outlived its
process is worked off when the file is opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ..store import marks
from . import identity
from .asleep import Asleep
from .envelope import Leaf, hidden
from .ledger import Ledger
from .tables import Table

NOTES = (
    # Facts of the events behind `after` that mention this id still call it `was`.
    """CREATE TABLE local_renaming (id TEXT NOT NULL, was TEXT NOT NULL, after INTEGER NOT NULL, PRIMARY KEY (id, was))
         STRICT, WITHOUT ROWID""",
)
SLICE = 700
"""Events whose facts are named in one transaction: some 15 ms (`python -m benchmarks.journal`)."""
PAUSE_S = 0.0025
"""seconds between two: a counter that waits for the lock tries again every 2 ms."""


class Renaming:
    """`kinds`: by name, all that are declared. `root`: who an id is now. `reput`: puts the facts of events anew."""

    def __init__(
        self, ledger: Ledger, kinds: Mapping[str, Any], asleep: Asleep, root: Callable[[str], str],
        reput: Callable[[Iterable[tuple[int, str]]], None],
    ) -> None:  # fmt: skip
        self.ledger, self.kinds, self.asleep = ledger, kinds, asleep
        self._root, self._reput = root, reput
        self.ours = False
        """Whether this process noted something and has not seen the end of it: other counters do not join in."""

    def note(self, ids: Iterable[str], was: str) -> None:
        """From now on the facts of these ids go under another name than `was`."""
        notes = [(id, was) for id in ids]
        self.ours = True
        self.ledger.db.executemany("INSERT OR REPLACE INTO local_renaming VALUES (?, ?, 0)", notes)

    def pending(self) -> bool:
        return self.ledger.db.execute("SELECT 1 FROM local_renaming").fetchone() is not None

    def concerns(self, leaves: Iterable[Leaf]) -> bool:
        """Whether one of these leaves is about somebody whose facts are not all named yet."""
        noted = self.ledger.db.execute("SELECT DISTINCT id FROM local_renaming").fetchall()
        whose = {hidden(same) for (id,) in noted for same in identity.group(self.ledger.db, id)}
        return any(leaf.whose in whose for leaf in leaves)

    def finish(self) -> None:
        """Inside a write transaction: all that is noted, at once."""
        while self.some():
            pass

    def some(self) -> bool:
        """Inside a write transaction: the next SLICE events. Whether more are left."""
        db, room = self.ledger.db, SLICE
        for id, was, after in db.execute("SELECT id, was, after FROM local_renaming ORDER BY id, was").fetchall():
            keys = self.ledger.mentioning([id], after, room)
            if self._root(id) != was:
                self._name(keys, id, was)
            if len(keys) == room:
                db.execute("UPDATE local_renaming SET after=? WHERE id=? AND was=?", (keys[-1], id, was))
                return True
            db.execute("DELETE FROM local_renaming WHERE id=? AND was=?", (id, was))
            room -= len(keys)
        self.ours = False
        return False

    def _name(self, keys: Sequence[int], id: str, was: str) -> None:
        """An event that mentions several who were one is put anew: what it puts says which of them stands where."""
        now, db = self._root(id), self.ledger.db
        noted = [other for (other,) in db.execute("SELECT id FROM local_renaming WHERE was=?", (was,))]
        others = [other for other in {*noted, *identity.group(db, was)} if self._root(other) != now]
        several = self._also_mentioning(keys, others)
        if several:
            self._reput(self.ledger.with_subjects(several))
        alone = json.dumps([key for key in keys if key not in several])
        for table in self._tables(alone):
            for column in table.ids:
                # '+': by the primary key; one whose history is long has more rows of that name than these events have
                query = (
                    f'UPDATE {table.stored} SET "{column}"=? '
                    f'WHERE event IN (SELECT value FROM json_each(?)) AND +"{column}"=?'
                )
                db.execute(query, (now, alone, was))

    def _also_mentioning(self, keys: Sequence[int], ids: Collection[str]) -> set[int]:
        if not ids:
            return set()
        query = f"SELECT DISTINCT event FROM leaf WHERE event IN (SELECT value FROM json_each(?)) AND +whose IN ({marks([*ids])})"
        return {key for (key,) in self.ledger.db.execute(query, (json.dumps(keys), *map(hidden, ids)))}

    def _tables(self, keys: str) -> list[Table]:
        """The facts that name clients and that these events may have put; those of absent plugins are all asked."""
        query = "SELECT DISTINCT k.name FROM event e JOIN kind k ON k.n=e.kind WHERE e.id IN (SELECT value FROM json_each(?))"
        names = [name for (name,) in self.ledger.db.execute(query, (keys,))]
        tables = {table: None for name in names if name in self.kinds for table in self.kinds[name].PUTS}
        return [table for table in (*tables, *self.asleep.tables) if table.ids and not table.is_state]
