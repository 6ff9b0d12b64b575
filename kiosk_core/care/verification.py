"""`kiosk verify`: is the file whole, is the chain unbroken, and do all readings say what the events say?

Everything is worked out again from events and leaves alone, in one read transaction, as a stream: memory stays flat, and no
second file with personal data is made. The journal's own readings come first and are kept in memory (who is voided, who is
one, what is forgotten), so that nothing is judged by what the file itself says of it; then each event's chain, digests
and facts are compared in the order of the keys, and each subject's states in the order of the subjects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk_core.journal import Journal
from kiosk_core.store import Store

from .again.differences import Difference, Differences
from .again.events import Events
from .again.indexes import compare_indexes
from .again.lying import Lying
from .again.own import Own
from .again.states import compare_states

Progress = Callable[[str, int, int], None]
"""(what, done, of) while it goes on."""


@dataclass(frozen=True, slots=True)
class Report:
    """`waiting` (kinds and versions not understood here) and `asleep` (tables of absent plugins) are clean."""

    integrity: bool
    """SQLite's own check, and the seal of every page when the house is encrypted."""
    chain: bool
    """No event is missing, none was forged, each stands where it was put."""
    digests: bool
    """Every leaf is the one that the event was born with, and is there or gone as the forgettings say."""
    differing: tuple[Difference, ...]
    """All that was found wrong, by table and key; at most `again.differences.MOST` of them."""
    waiting: tuple[str, ...]
    asleep: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not self.differing and self.integrity and self.chain and self.digests

    def as_json(self) -> dict[str, Any]:
        return {
            "clean": self.clean, "integrity": self.integrity, "chain": self.chain, "digests": self.digests,
            "differing": [found.as_json() for found in self.differing],
            "waiting": list(self.waiting), "asleep": list(self.asleep),
        }  # fmt: skip


def verify(journal: Journal, progress: Progress = lambda what, done, of: None) -> Report:
    """Checks all of it; changes nothing that can be read. Raises Damaged: the file cannot even be read."""
    found = Differences()
    for said in _broken_seals(journal.store):
        found.add("integrity", "sqlite", said, "damaged")
    with journal.store.one_moment():
        for (said,) in journal.db.execute("PRAGMA quick_check"):
            if said != "ok":
                found.add("integrity", "sqlite", said, "damaged")
        compare_indexes(journal.db, found, progress)
        lying = Lying(journal)
        own = Own(journal, lying)
        own.compare(found)
        events = Events(journal, lying, own, found)
        events.compare(progress)
        compare_states(journal, lying, own, found, progress)
        declared = {name for (name,) in journal.db.execute("SELECT name FROM declared")}
    return Report(
        not found.of("integrity"), not found.of("chain"), not found.of("digests"), tuple(found.listed),
        tuple(sorted(events.waiting)), tuple(sorted(declared - journal.fold.tables.keys())),
    )  # fmt: skip


def _broken_seals(store: Store) -> list[str]:
    """What SQLCipher says of pages whose seal does not fit. It looks at the database file alone, never at the WAL.

    A power cut while the WAL was copied into the database file leaves torn pages there that lie whole in the WAL, where
    every reader finds them. So before anything is called damaged, the WAL is copied again."""
    if not store.encrypted:
        return []
    broken = store.db.execute("PRAGMA cipher_integrity_check").fetchall()
    if broken and store.checkpoint():
        broken = store.db.execute("PRAGMA cipher_integrity_check").fetchall()
    return [said for (said,) in broken]
