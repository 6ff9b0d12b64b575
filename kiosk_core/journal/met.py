"""Which events were looked at while tables are filled, and which came since: behind every origin's last one, and into the holes
below it, for what comes from elsewhere comes in any order.

What is looked at is noted before it is read: what comes meanwhile is met twice, and putting an event twice is putting it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..store import Store
from .envelope import SEQ_BITS
from .ledger import Ledger


class Met:
    """Nothing at first. One for each filling."""

    def __init__(self, store: Store, ledger: Ledger) -> None:
        self._store, self._ledger = store, ledger
        self._heads: dict[int, int] = {}
        self._holes: list[tuple[int, int]] = []
        """Keys (behind, before) between which there was no event."""

    def all(self, most: int) -> list[range]:
        """The keys of all that are here, holes among them, at most so many in a range. Reads one index, and the events
        themselves only when some are missing."""
        db = self._store.db
        with self._store.one_moment():
            self._heads = self._now()
            (there,) = db.execute("SELECT count(*) FROM event").fetchone()
            if there != sum(self._heads.values()):
                for n, seq in self._heads.items():
                    low = n << SEQ_BITS
                    found = db.execute("SELECT id FROM event WHERE id>? AND id<=? ORDER BY id", (low, low + seq))
                    self._holes += _holes((key for (key,) in found), low)
        return [
            range((n << SEQ_BITS) + first + 1, (n << SEQ_BITS) + min(first + most, seq) + 1)
            for n, seq in sorted(self._heads.items())
            for first in range(0, seq, most)
        ]

    def came(self) -> list[int]:
        """The keys of those that came since, rising. Uses the primary key."""
        keys, holes = list[int](), list[tuple[int, int]]()
        with self._store.one_moment():
            for low, high in self._holes:
                found = self._between(low, high)
                holes += [*_holes(found, low), *_holes([high], max(found, default=low))]
                keys += found
            for n, seq in self._now().items():
                behind = n << SEQ_BITS | self._heads.get(n, 0)
                found = self._between(behind, (n << SEQ_BITS | seq) + 1)
                holes += _holes(found, behind)
                keys += found
                self._heads[n] = seq
        self._holes = holes
        return sorted(keys)

    def _now(self) -> dict[int, int]:
        origins = self._store.db.execute("SELECT n FROM origin").fetchall()
        return {n: self._ledger.head(n)[0] for (n,) in origins}

    def _between(self, behind: int, before: int) -> list[int]:
        query = "SELECT id FROM event WHERE id>? AND id<? ORDER BY id"
        return [key for (key,) in self._store.db.execute(query, (behind, before))]


def _holes(keys: Iterable[int], behind: int) -> Iterator[tuple[int, int]]:
    """What is missing in front of each of these keys, which rise."""
    for key in keys:
        if key > behind + 1:
            yield behind, key
        behind = key
