"""Every event in the order of the keys: its place in the chain, its leaves, whether it waits, and the facts it puts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from kiosk_core.journal import Event, Journal, Leaf
from kiosk_core.journal.envelope import DIGEST, SEQ_BITS, hash_of, vouched
from kiosk_core.journal.kinds import understood
from kiosk_core.journal.reading import fact_row
from kiosk_core.journal.tables import Table

from .differences import Differences, Part
from .lying import Lying, subject_by_leaf
from .own import Own

_PAGE = 2_000
"""Events that are read at once, with all that belongs to them; then a word about the progress."""


Rows = dict[str, list[tuple[Any, ...]]]
"""Table -> its rows of one event, without the event's key."""


class Events:
    def __init__(self, journal: Journal, lying: Lying, own: Own, found: Differences) -> None:
        self.journal, self.lying, self.own, self.found = journal, lying, own, found
        self.waiting: set[str] = set()
        self._facts = {table.stored: table for table in journal.fold.tables.values() if not table.is_state}
        within = "WHERE event>? AND event<=?"
        self._queries = {
            "leaf": f"SELECT event, part, whose, salt, body FROM leaf {within} ORDER BY event, part",
            "torn": f"SELECT event, part FROM torn {within} ORDER BY event, part",
            "waiting": f"SELECT event, why FROM waiting {within}",
            **{name: f"SELECT event, * FROM {name} {within} ORDER BY event, n" for name in self._facts},
        }
        self._origin, self._seq = -1, 0
        self._met: set[int] = set()
        self._kinds: set[str] = set()

    def compare(self, progress: Callable[[str, int, int], None]) -> None:
        read = self.journal.db.execute
        (of,) = read("SELECT count(*) FROM event").fetchone()
        events, done, behind = self.lying.events("ORDER BY e.id"), 0, -1
        while page := list(islice(events, _PAGE)):
            last = page[-1][0]
            rows = self._rows(behind, last)
            for key, event in page:
                self._one(key, event, rows.pop(key, {}))
            self._stray(rows)
            done, behind = done + len(page), last
            progress("events", done, of)
        self._stray(self._rows(behind, (1 << 63) - 1))
        self.own.compare_names(self.found, self._met, self._kinds)

    def _rows(self, behind: int, last: int) -> dict[int, Rows]:
        """What belongs to the events of these keys. Range of each table's key."""
        found: dict[int, Rows] = {}
        for table, query in self._queries.items():
            for event, *row in self.journal.db.execute(query, (behind, last)):
                found.setdefault(event, {}).setdefault(table, []).append(tuple(row))
        return found

    def _stray(self, rows: dict[int, Rows]) -> None:
        """Rows of events that are not there."""
        for key, tables in sorted(rows.items()):
            for table, each in tables.items():
                for row in each:
                    part: Part = "digests" if table == "leaf" else "readings"
                    self.found.add(part, table, self._place(table, key, row), "extra")

    def _place(self, table: str, key: int, row: Sequence[Any]) -> str:
        name = self.lying.name(key)
        if table == "waiting":
            return name
        return f"{name}/{row[0] if table in ('leaf', 'torn') else row[len(self._facts[table].columns) + 1]}"

    def _one(self, key: int, event: Event | None, rows: Rows) -> None:
        leaves = [Leaf(*row) for row in rows.pop("leaf", ())]
        torn = {row[0] for row in rows.pop("torn", ())}
        why = [row[0] for row in rows.pop("waiting", ())]
        self._check_chain(key, event)
        if event is None:
            return
        self._kinds.add(event.kind)
        self._check_leaves(event, leaves)
        self._check_torn(event, {leaf.part for leaf in leaves}, torn)
        subject = subject_by_leaf(event, leaves)
        if event.subject != subject:
            self.found.add("digests", "event", event.id, "subject")
            event = replace(event, subject=subject)
        put = understood(self.journal.kinds, event, leaves)
        self._check_waiting(event, put, why)
        wanted: dict[str, dict[int, tuple[Any, ...]]] = {}
        for n, row in enumerate(() if isinstance(put, str) else put):
            if not row.table.is_state:
                stored = fact_row(key, event, n, row, key in self.own.voided, self.own.root)
                wanted.setdefault(row.table.stored, {})[n] = stored
        for name in wanted.keys() | rows.keys():
            self._compare(event, self._facts[name], wanted.get(name, {}), rows.get(name, ()))

    def _compare(
        self, event: Event, table: Table, wanted: dict[int, tuple[Any, ...]], there: Iterable[tuple[Any, ...]]
    ) -> None:
        at = len(table.columns) + 1
        for row in there:
            expected = wanted.pop(row[at], None)
            if expected != row:
                self.found.add("readings", table.stored, f"{event.id}/{row[at]}", "other" if expected else "extra")
        for n in wanted:
            self.found.add("readings", table.stored, f"{event.id}/{n}", "missing")

    def _check_chain(self, key: int, event: Event | None) -> None:
        """Its place, and its hash; behind a gap, or behind what is no event, the hash before it is not known."""
        origin, seq = key >> SEQ_BITS, key & ((1 << SEQ_BITS) - 1)
        if origin != self._origin:
            self._origin, self._seq = origin, 0
            self._met.add(origin)
        whole = seq == self._seq + 1
        if not whole:
            self.found.add("chain", "event", self.lying.name(origin << SEQ_BITS | self._seq + 1), "gap")
        if event is None or (whole and hash_of(event) != event.hash):
            self.found.add("chain", "event", self.lying.name(key), "forged")
        self._seq = seq

    def _check_leaves(self, event: Event, leaves: Sequence[Leaf]) -> None:
        day, is_own = event.day.isoformat(), vouched(event)
        for leaf in leaves:
            if not is_own(leaf):
                self.found.add("digests", "leaf", f"{event.id}/{leaf.part}", "forged")
            elif leaf.whose is not None and self.own.covered(leaf.whose, day, event.keep):
                self.found.add("digests", "leaf", f"{event.id}/{leaf.part}", "kept")

    def _check_torn(self, event: Event, there: set[int], torn: set[int]) -> None:
        """A leaf that is gone was taken by a forgetting, which noted it, and there is one that reaches as far."""
        gone = set(range(len(event.digests) // DIGEST)) - there
        for part in sorted(gone):
            reached = self.own.may_be_torn(event.day.isoformat(), event.keep)
            if part not in torn or not reached or (part == 0 and self._is_of_a_thing(event)):
                self.found.add("digests", "leaf", f"{event.id}/{part}", "torn")
        for part in sorted(torn - gone):
            self.found.add("readings", "torn", f"{event.id}/{part}", "extra")
        for part in sorted(gone - torn):
            self.found.add("readings", "torn", f"{event.id}/{part}", "missing")

    def _is_of_a_thing(self, event: Event) -> bool:
        """Its first leaf is nobody's, so no forgetting takes it."""
        kind = self.journal.kinds.get(event.kind)
        return kind is not None and not kind.SUBJECT.metadata["personal"] and event.keep != "notes"

    def _check_waiting(self, event: Event, put: object, why: Sequence[str]) -> None:
        """What is not understood waits. Of an absent plugin's events only those wait that its sleeping tables lack, and
        the plugin may have said why."""
        if event.kind not in self.journal.kinds:
            right = all(said.partition(":")[0] == put for said in why)
        else:
            right = list(why) == ([put] if isinstance(put, str) else [])
        self.waiting.update(why if right else ())
        if not right:
            what = "missing" if not why else "other" if isinstance(put, str) else "extra"
            self.found.add("readings", "waiting", event.id, what)
