"""Folding: how events become rows. Whatever the order of arrival, the tables depend on the set of events only.

A fact's rows depend on their own event, on whether it is voided, and on who is one with whom: each is changed in place.
A state's rows are folded again for the one subject concerned, and only the difference is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..store import marks
from . import identity
from .asleep import Asleep
from .envelope import Event, Leaf
from .kinds import understood
from .ledger import Ledger, canonical_order
from .own import OWN, Forgotten, Merged, Voided
from .reading import Stored, fact_row, folded, stored_values
from .renaming import Renaming
from .tables import Row, Table, listed
from .written import written

_OWN = frozenset(kind.KIND for kind in OWN)


class Fold:
    """`kinds`: by name, all that are declared. `tables`: all that are declared; others on disk sleep.

    Raises ValueError: two tables of one name, or a kind that puts into a table that nobody declared.
    """

    def __init__(self, ledger: Ledger, kinds: Mapping[str, Any], tables: Iterable[Table]) -> None:
        self.ledger, self.kinds = ledger, kinds
        every = list(tables)
        self.tables = {table.name: table for table in every}
        names = {name for table in every for name in (table.name, table.stored)}
        strange = [
            table.name for kind in kinds.values() for table in kind.PUTS if self.tables.get(table.name) is not table
        ]
        if strange or len(names) != sum(1 if table.is_state else 2 for table in every):
            raise ValueError(f"tables declared twice or not at all: {', '.join(strange)}")
        self.asleep = Asleep(ledger, self.tables, kinds)
        self._putting = {table: [name for name, kind in kinds.items() if table in kind.PUTS] for table in every}
        self._upserts: dict[tuple[Table, tuple[str, ...]], str] = {}
        self.renaming = Renaming(ledger, kinds, self.asleep, self.root, self.reput)

    @property
    def db(self) -> Any:
        return self.ledger.db

    def putting(self, table: Table) -> Sequence[str]:
        """The kinds that put into a table."""
        return self._putting[table]

    def digest(self, table: Table) -> str:
        """All that its rows depend on: its declaration, and the kinds that put into it with their versions; parted by
        spaces."""
        kinds = [f"{name}:v{self.kinds[name].VERSION}" for name in sorted(self.putting(table))]
        return " ".join((table.digest, *kinds))

    def root(self, id: str) -> str:
        """Inside a write transaction: identity.root, remembered (Ledger.remember_while)."""
        if (found := self.ledger.roots.get(id)) is None:
            if self.ledger.everybody:
                return id
            found = self.ledger.roots[id] = identity.root(self.db, id)
        return found

    # ---- one event ----

    def take(self, key: int, event: Event, leaves: Sequence[Leaf], newest: bool, told: Any = None) -> str | None:
        """Folds one stored event. `newest`: no later event of its subjects is here, so their states are overwritten without
        folding them again, and its rows wait in `gathered` until somebody reads. `told`: as kinds.understood.

        Returns why it waits, when it cannot be understood here.
        """
        plain = newest and event.kind not in _OWN
        if not plain:
            self.ledger.gathered.flush()
        put = understood(self.kinds, event, leaves, told)
        if isinstance(put, str):
            self.ledger.wait(key, put)
            return put
        match event.kind:
            case Voided.KIND:
                self._void(key, event)
            case Merged.KIND:
                self._merge(key, event, leaves)
            case Forgotten.KIND:
                self._forget(key, event)
            case _ if put:
                self._put(key, event, put, newest)
        if not plain:
            self.ledger.gathered.flush()
        return None

    def _put(self, key: int, event: Event, put: Sequence[Row], newest: bool) -> None:
        voided = not newest and self.ledger.voided(key)
        self._put_facts(key, event, put, voided)
        states = [row for row in put if row.table.is_state]
        if states and not voided and not event.torn:
            if newest or self._speaks_last(key, event, states):
                self._upsert(event, states)
            else:
                self.refold_states({event.subject}, {row.table for row in states})

    def _put_facts(self, key: int, event: Event, put: Sequence[Row], voided: bool) -> None:
        for n, row in enumerate(put):
            if not row.table.is_state:
                self.ledger.gathered.put(row.table.put_sql, fact_row(key, event, n, row, voided, self.root))

    def _speaks_last(self, key: int, event: Event, states: Iterable[Row]) -> bool:
        kinds = self.ledger.known_kinds({name for row in states for name in self.putting(row.table)})
        return not self.ledger.has_later(identity.group(self.db, event.subject), kinds, key, event.at)

    def _upsert(self, event: Event, rows: Iterable[Row]) -> None:
        """The newest of its history: its columns are put over what is there. States hold the root's subject."""
        self.ledger.store.states += 1
        subject = self.root(event.subject)
        for row in rows:
            if row.values is None:
                self.ledger.gathered.clear_state(row.table, subject)
                continue
            values = stored_values(event, row, self.root)
            values["subject"] = subject
            if None not in map(values.get, row.table.key):
                sql = self._upsert_sql(row.table, tuple(values))
                self.ledger.gathered.put_state(row.table, subject, sql, tuple(values.values()))

    def _upsert_sql(self, table: Table, names: tuple[str, ...]) -> str:
        if (found := self._upserts.get((table, names))) is None:
            sets = ", ".join(f'"{name}"=excluded."{name}"' for name in names if name not in table.primary)
            found = self._upserts[table, names] = (
                f"INSERT INTO {table.stored} ({listed(names)}) VALUES ({marks(names)}) "
                f"ON CONFLICT ({listed(table.primary)}) DO {f'UPDATE SET {sets}' if sets else 'NOTHING'}"
            )
        return found

    # ---- a void ----

    def _void(self, key: int, event: Event) -> None:
        try:
            target = self.ledger.key(event.subject)
        except ValueError:
            return
        found = self.ledger.event(target)
        if not self._note_void(target, key, event) or found is None:
            return
        if found.kind == Merged.KIND:
            self._take_apart(found.subject)
        elif found.kind not in self.kinds:
            self.asleep.void(target, found.subject)
        elif found.kind not in _OWN:
            tables = self.kinds[found.kind].PUTS
            for table in tables:
                if not table.is_state:
                    self.db.execute(f"UPDATE {table.stored} SET voided=1 WHERE event=?", (target,))
            self.refold_states({found.subject}, {table for table in tables if table.is_state})

    def _note_void(self, target: int, key: int, event: Event) -> bool:
        """Whether it is the first one here; of several, the first in canonical order is named."""
        there = self.db.execute("SELECT by FROM voided WHERE event=?", (target,)).fetchone()
        if there is None:
            self.db.execute("INSERT INTO voided VALUES (?, ?)", (target, key))
            return True
        by = self.ledger.event(there[0])
        if by is not None and canonical_order(event) < canonical_order(by):
            self.db.execute("UPDATE voided SET by=? WHERE event=?", (key, target))
        return False

    # ---- a merge ----

    def _merge(self, key: int, event: Event, leaves: Sequence[Leaf]) -> None:
        both = identity.pair(event, leaves)
        if both is None or self.ledger.voided(key):
            return
        elder, gone = sorted(map(self.root, both))
        if elder == gone:
            return
        members = identity.group(self.db, gone)
        identity.join_groups(self.ledger, elder, gone)
        self.renaming.note(members, was=gone)
        self._states_naming(gone, elder)
        self.refold_states({elder}, self._states())
        self.asleep.drop_states(identity.group(self.db, elder))
        self.renaming.some()

    def _states_naming(self, was: str, now: str) -> None:
        """States of others that name somebody. In place, but where the name stands in a key two rows may become one:
        these are folded again, as in taking apart (`was` and `now` the same) all are."""
        self.ledger.store.states += 1
        for table in (*self.tables.values(), *self.asleep.tables):
            again: set[str] = set()
            for column in table.ids if table.is_state else ():
                if column in table.key or was == now:
                    query = f'SELECT DISTINCT subject FROM {table.stored} WHERE "{column}"=?'
                    again |= {subject for (subject,) in self.db.execute(query, (was,))}
                else:
                    self.db.execute(f'UPDATE {table.stored} SET "{column}"=? WHERE "{column}"=?', (now, was))
            if table.name in self.tables:
                self.refold_states(again, {table})
            elif again:
                self.asleep.drop_states(sorted(again))

    def _take_apart(self, member: str) -> None:
        """After a merge was voided or forgotten: who of its group is still one."""
        members = identity.group(self.db, member)
        elder = members[0]
        identity.regroup(self.ledger, members)
        self.renaming.note([id for id in members if self.root(id) != elder], was=elder)
        self._states_naming(elder, elder)
        self.refold_states(members, self._states())
        self.asleep.drop_states(members)
        self.renaming.some()

    # ---- a forgetting ----

    def _forget(self, key: int, event: Event) -> None:
        fields = event.fields
        torn = self.ledger.tear(key, event.subject, fields.get("before"), fields.get("of"))
        for target, subject in torn:
            found = self.ledger.event(target)
            if found is not None and found.kind == Merged.KIND:
                self._take_apart(subject)
        self.reput(torn)

    def reput(self, targets: Iterable[tuple[int, str]]) -> None:
        """Takes the rows of these events away and puts them again. Each with the subject whose states they spoke in."""
        spoke = dict(targets)
        leaves, voided = self.ledger.leaves_of(spoke), self.ledger.voided_of(list(spoke))
        again: dict[str, set[Table]] = {}
        gone: dict[Table, list[tuple[int]]] = {}
        rows: dict[Table, list[Stored]] = {}
        understands: list[int] = []
        for key, event in self.ledger.those(list(spoke)):
            if event.kind in _OWN:
                continue
            if event.kind not in self.kinds:
                self.asleep.drop(key, spoke[key])
                continue
            put = understood(self.kinds, event, leaves.get(key, ()))
            if isinstance(put, str):
                self.ledger.wait(key, put)
                put = []
            else:
                understands.append(key)
            for table in self.kinds[event.kind].PUTS:
                if table.is_state:
                    again.setdefault(spoke[key], set()).add(table)
                else:
                    gone.setdefault(table, []).append((key,))
            for n, row in enumerate(put):
                if not row.table.is_state:
                    rows.setdefault(row.table, []).append(fact_row(key, event, n, row, key in voided, self.root))
        self.ledger.wait_no_more(understands)
        for table, keys in gone.items():
            self.db.executemany(f"DELETE FROM {table.stored} WHERE event=?", keys)
        for table, stored in rows.items():
            self.db.executemany(table.put_sql, stored)
        for subject, tables in again.items():
            self.refold_states({subject}, tables)

    # ---- states ----

    def refold_states(self, subjects: Collection[str], tables: Collection[Table]) -> None:
        """Folds these states of these subjects again and writes what differs. Index on subject."""
        if not subjects or not tables:
            return
        self.ledger.store.states += 1
        members = sorted(
            {member for subject in subjects for member in identity.group(self.db, subject)} | set(subjects)
        )
        wanted: dict[Table, set[Stored]] = {table: set() for table in tables}
        for folded_rows in self.folded({self.root(subject) for subject in members}, tables).values():
            for table, rows in folded_rows.items():
                wanted[table] |= rows
        for table, needed in wanted.items():
            query = f"SELECT {listed(table.every_column)} FROM {table.stored} WHERE subject IN ({marks(members)})"
            there = set(self.db.execute(query, members).fetchall())
            places = [table.every_column.index(name) for name in table.primary]
            for row in there - needed:
                self.db.execute(table.delete_sql, [row[place] for place in places])
            self.db.executemany(table.put_sql, needed - there)

    def folded(self, roots: Collection[str], tables: Collection[Table]) -> dict[str, dict[Table, set[Stored]]]:
        """What each subject's rows of these states must be; voided and forgotten events have no say in them. `roots`: who are
        one with nobody elder."""
        kinds = self.ledger.known_kinds({name for table in tables for name in self.putting(table)})
        # a torn event is the history of nobody, not even of the subject that it is by itself
        whose = identity.members(self.db, roots)
        found = [(key, event) for key, event in self.ledger.history(list(whose), kinds) if not event.torn]
        leaves = self.ledger.leaves_of([key for key, _ in found])
        puts: dict[str, list[tuple[Event, Row]]] = {root: [] for root in roots}
        for key, event in found:
            put = understood(self.kinds, event, leaves.get(key, ()))
            if not isinstance(put, str):
                puts[whose[event.subject]] += [(event, row) for row in put if row.table in tables]
        return {root: folded(each, root, self.root) for root, each in puts.items()}

    def _states(self) -> set[Table]:
        return {table for table in self.tables.values() if table.is_state}

    # ---- filling, waking ----

    def facts_of(
        self, into: Mapping[Table, Table], key: int, event: Event, leaves: Sequence[Leaf], voided: bool
    ) -> list[tuple[Table, Stored]] | str:
        """What one event puts into tables that are being filled, or why it waits. `into`: a table -> the one that will
        take its place; others are left alone. Reads and writes nothing but who is one with whom."""
        put = understood(self.kinds, event, leaves)
        if isinstance(put, str):
            return put
        return [
            (into[row.table], fact_row(key, event, n, row, voided, self.root))
            for n, row in enumerate(put)
            if row.table in into
        ]

    def worth_trying(self) -> list[str]:
        """Reasons for which events wait, though their kind and version are known here now. Not those that were tried with
        the same code before: one broken kind with many events must not make every start slow."""
        found = self.db.execute(
            "SELECT w.why, t.code FROM (SELECT DISTINCT why FROM waiting) w LEFT JOIN local_tried t ON t.why=w.why"
        ).fetchall()
        return [why for why, code in found if (kind := self._known(why)) and code != written(kind)]

    def _known(self, why: str) -> Any:
        name, _, version = why.partition(":")[0].rpartition(" v")
        kind = self.kinds.get(name)
        return kind if kind and int(version) <= kind.VERSION else None

    def wakes(self, whys: Sequence[str], after: int, limit: int) -> list[int]:
        """Some of the events behind that key that wait for these reasons."""
        query = f"SELECT event FROM waiting WHERE event>? AND why IN ({marks(whys)}) ORDER BY event LIMIT ?"
        return [key for (key,) in self.db.execute(query, (after, *whys, limit))]

    def note_tried(self) -> None:
        """What still waits because of an error was tried with the code that is here now. What waits for its kind was not:
        another process, without the plugin, put it there meanwhile."""
        self.db.execute("DELETE FROM local_tried WHERE why NOT IN (SELECT why FROM waiting)")
        whys = self.db.execute("SELECT DISTINCT why FROM waiting WHERE why GLOB '*:*'").fetchall()
        tried = [(why, written(kind)) for (why,) in whys if (kind := self._known(why))]
        self.db.executemany("INSERT OR REPLACE INTO local_tried VALUES (?, ?)", tried)

    def wake(self, keys: Iterable[int]) -> None:
        """Puts what waited and is understood now; each subject's states are folded once for all of these."""
        others: list[tuple[int, str]] = []
        for key, subject in self.ledger.with_subjects(keys):
            event = self.ledger.event(key)
            if event is not None and event.kind in _OWN:
                self.ledger.wait_no_more([key])
                self.take(key, event, self.ledger.leaves(key), newest=False)
            else:
                others.append((key, subject))
        self.reput(others)
