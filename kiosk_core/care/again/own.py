"""The journal's own readings: what is voided, what is forgotten, who is one; and the names of origins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk_core.journal import Event, Forgotten, Journal, Leaf, Merged, Voided
from kiosk_core.journal.asleep import shape_of
from kiosk_core.journal.envelope import SEQ_BITS, parsed
from kiosk_core.journal.identity import elders, pair
from kiosk_core.journal.kinds import understood
from kiosk_core.journal.ledger import FIRST_OWN, canonical_order, covers, furthest
from kiosk_core.journal.own import EVERYBODY
from kiosk_core.journal.tables import Table

from .differences import Differences
from .lying import Lying, subject_by_leaf


class Own:
    """Worked out from the events of the journal's own kinds; kept in memory, for there are few of them."""

    def __init__(self, journal: Journal, lying: Lying) -> None:
        self.journal, self.lying = journal, lying
        self.voided: dict[int, tuple[Event, int]] = {}
        """Target -> the void that is first in canonical order, with its key."""
        self.forgotten: dict[int, tuple[str, str | None, str | None]] = {}
        """Tombstone -> (whose, before, of)."""
        merges = []
        where = "WHERE k.name IN (?, ?, ?)"
        found = list(lying.events(where, Voided.KIND, Merged.KIND, Forgotten.KIND))
        leaves = lying.leaves_of(key for key, _ in found)
        for key, event in found:
            if event is not None:
                event = replace(event, subject=subject_by_leaf(event, leaves.get(key, ())))
                if not isinstance(understood(journal.kinds, event, leaves.get(key, ())), str):
                    merges += self._note(key, event, leaves.get(key, []))
        self.same = elders(both for key, both in merges if key not in self.voided)
        """Everybody who has an elder -> the eldest."""
        self.reach = furthest((before, of) for _, before, of in self.forgotten.values())
        said: dict[str, list[tuple[str | None, str | None]]] = {}
        for whose, before, of in self.forgotten.values():
            said.setdefault(whose, []).append((before, of))
        self.by_whose = {whose: furthest(each) for whose, each in said.items()}

    def _note(self, key: int, event: Event, leaves: list[Leaf]) -> list[tuple[int, tuple[str, str]]]:
        match event.kind:
            case Voided.KIND:
                target = parsed(event.subject)
                at = self.lying.key(*target) if target else None
                if at is not None and (at not in self.voided or self._is_before(event, self.voided[at][0])):
                    self.voided[at] = (event, key)
            case Forgotten.KIND:
                fields = event.fields
                self.forgotten[key] = (str(event.subject), fields.get("before"), fields.get("of"))
            case _:
                both = pair(event, leaves)
                return [(key, both)] if both else []
        return []

    def _is_before(self, one: Event, other: Event) -> bool:
        return canonical_order(one) < canonical_order(other)

    def root(self, id: str) -> str:
        return self.same.get(id, id)

    def covered(self, whose: str, day: str, keep: str) -> bool:
        """Whether that leaf's owner is forgotten for an event of that day and class."""
        if not self.by_whose:
            return False
        known = (*self.by_whose.get(whose, ()), *self.by_whose.get(EVERYBODY, ()))
        return any(covers(before, of, day, keep) for before, of in known)

    def may_be_torn(self, day: str, keep: str) -> bool:
        """Whether anybody's forgetting reaches there: whose leaf it was that is gone, nobody can tell."""
        return any(covers(before, of, day, keep) for before, of in self.reach)

    def compare(self, found: Differences) -> None:
        read, name = self.journal.db.execute, self.lying.name
        found.compare(
            "voided", {name(target): name(by) for target, (_, by) in self.voided.items()},
            ((name(event), name(by)) for event, by in read("SELECT event, by FROM voided")),
        )  # fmt: skip
        found.compare(
            "forgotten", {name(key): row for key, row in self.forgotten.items()},
            ((name(event), tuple(row)) for event, *row in read("SELECT event, whose, before, keep FROM forgotten")),
        )  # fmt: skip
        found.compare("same", self.same, read("SELECT subject, root FROM same"))
        self._compare_declared(found)

    def _compare_declared(self, found: Differences) -> None:
        """What is declared stands there as it is declared; what sleeps has its table."""
        read = self.journal.db.execute
        tables, there = self.journal.fold.tables, set()
        on_disk = {name for (name,) in read("SELECT name FROM sqlite_master WHERE type='table'")}
        for name, *row in read("SELECT name, stored, digest, shape FROM declared").fetchall():
            there.add(name)
            if name in tables:
                right = tuple(row) == self._declared(tables[name])
            else:
                right = row[0] in on_disk and row[0] in (name, f"{name}_all")
            if not right:
                found.add("readings", "declared", name, "other" if name in tables else "extra")
        for name in tables.keys() - there:
            found.add("readings", "declared", name, "missing")

    def _declared(self, table: Table) -> tuple[str, str, str]:
        return table.stored, self.journal.fold.digest(table), shape_of(table)

    def compare_names(self, found: Differences, met: set[int], kinds: set[Any]) -> None:
        """Names of origins and kinds, when all events were met: each is there for an event, or one that was voided."""
        current = self.journal.origin
        wanted = met | {target >> SEQ_BITS for target in self.voided}
        for n, name, own in self.journal.db.execute("SELECT n, name, own FROM origin"):
            if own != int(n > FIRST_OWN):
                found.add("readings", "origin", name, "other")
            elif n not in wanted and name != current and not own:
                found.add("readings", "origin", name, "extra")
        for (name,) in self.journal.db.execute("SELECT name FROM kind"):
            if name not in kinds:
                found.add("readings", "kind", name, "extra")
