"""Folding: how events become rows. Whatever the order of arrival, the tables depend on the set of events only.

A fact's rows depend on their own event, on whether it is voided, and on who is one with whom: each is changed in place.
A state's rows are folded again for the one subject concerned, and only the difference is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from . import identity
from .envelope import Event, Leaf
from .kinds import join, rows_of
from .ledger import Ledger, marks
from .own import Forgotten, Merged, Voided
from .tables import Row, Table

Rows = dict[tuple[Any, ...], dict[str, Any]]
"""One subject's rows of a state: key -> columns."""


class Fold:
    """`kinds`: by name, all that are declared. `tables`: all that are declared; others on disk sleep."""

    def __init__(self, ledger: Ledger, kinds: Mapping[str, Any], tables: Iterable[Table]) -> None:
        self.ledger, self.kinds = ledger, kinds
        self.tables = {table.name: table for table in tables}
        self._sleeping: list[Table] | None = None

    @property
    def db(self) -> Any:
        return self.ledger.db

    # ---- one event ----

    def take(self, key: int, event: Event, leaves: Sequence[Leaf], newest: bool) -> None:
        """Folds one stored event. `newest`: nothing later is known of any subject, so states are simply put."""
        match event.kind:
            case Voided.KIND:
                self._void(key, event)
            case Merged.KIND:
                self._merge(key, event)
            case Forgotten.KIND:
                self._forget(key, event)
            case _:
                self._put(key, event, leaves, newest)

    def _put(self, key: int, event: Event, leaves: Sequence[Leaf], newest: bool) -> None:
        rows = self._rows(key, event, leaves)
        if rows is None:
            return
        voided = self.ledger.voided(key)
        self._put_facts(key, event, rows, voided)
        states = [row for row in rows if row.table.is_state]
        if states and newest and not voided and not event.torn:
            self._upsert(event, states)
        elif states:
            self.refold_states({event.subject}, {row.table.name for row in states})

    def _rows(self, key: int, event: Event, leaves: Sequence[Leaf]) -> list[Row] | None:
        """What it puts; None: it waits until its kind is understood here."""
        rows = self.rows(event, leaves)
        if isinstance(rows, str):
            self._wait(key, rows)
            return None
        return rows

    def rows(self, event: Event, leaves: Sequence[Leaf]) -> list[Row] | str:
        """What an event puts, or why it cannot be understood here. Reads nothing, writes nothing."""
        kind = self.kinds.get(event.kind)
        if kind is None or event.version > kind.VERSION:
            return f"{event.kind} v{event.version}"
        try:
            return rows_of(kind, event, leaves)
        except Exception as error:  # noqa: BLE001 - a stranger's kind: one bad event must not stop an exchange
            return f"{event.kind} v{event.version}: {type(error).__name__}"

    def _wait(self, key: int, why: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?)", (key, why))

    def _put_facts(self, key: int, event: Event, rows: Sequence[Row], voided: bool) -> None:
        for n, row in enumerate(rows):
            if not row.table.is_state:
                self._put_fact(row.table, self.fact_values(key, event, n, row, voided))

    def _put_fact(self, into: Table, values: Mapping[str, Any]) -> None:
        self.db.execute(_insert(into, values, "INSERT OR REPLACE"), list(values.values()))

    def fact_values(self, key: int, event: Event, n: int, row: Row, voided: bool) -> dict[str, Any]:
        """One row of a fact, every column by name, as it is stored."""
        added = {"event": key, "n": n, "day": event.day.isoformat(), "voided": int(voided)}
        return {**dict.fromkeys(row.table.columns), **self.values(event, row), **added}

    def put_facts_into(self, tables: Sequence[tuple[Table, Table]], key: int, event: Event) -> None:
        """For a table that is being filled: (the table, the one that will take its place)."""
        rows = self._rows(key, event, self.ledger.leaves(key)) or ()
        voided = self.ledger.voided(key)
        for n, row in enumerate(rows):
            for table, into in tables:
                if row.table is table:
                    self._put_fact(into, self.fact_values(key, event, n, row, voided))

    def put_state_into(self, table: Table, into: Table, root: str) -> None:
        """For a state that is being filled: one subject's rows."""
        for values in self.folded(table, root).values():
            row = {**values, "subject": root}
            self.db.execute(_insert(into, row), list(row.values()))

    def _upsert(self, event: Event, rows: Sequence[Row]) -> None:
        """The newest of its history: its columns are put over what is there. States hold the root's subject."""
        subject = identity.root(self.db, event.subject)
        for row in rows:
            if row.values is None:
                self.db.execute(f"DELETE FROM {row.table.stored} WHERE subject=?", (subject,))
                continue
            values = {**self.values(event, row), "subject": subject}
            names = [name for name in values if name not in row.table.primary]
            sets = f"UPDATE SET {', '.join(f'{name}=excluded.{name}' for name in names)}" if names else "NOTHING"
            sql = f"{_insert(row.table, values)} ON CONFLICT ({', '.join(row.table.primary)}) DO {sets}"
            self.db.execute(sql, list(values.values()))

    def values(self, event: Event, row: Row) -> dict[str, Any]:
        """Columns as they are stored: days as text, clients' ids as who they are now, a forgotten client as nobody."""
        values = {name: _stored(value) for name, value in (row.values or {}).items()}
        for name in row.table.ids:
            if value := values.get(name):
                values[name] = None if value == event.id else identity.root(self.db, value)
        return values

    # ---- a void, a merge, a forgetting ----

    def _void(self, key: int, event: Event) -> None:
        try:
            target = self.ledger.key(event.subject)
        except ValueError:
            return
        sql = "INSERT INTO voided VALUES (?, ?) ON CONFLICT DO UPDATE SET by=min(by, excluded.by)"
        self.db.execute(sql, (target, key))
        found = self.ledger.event(target)
        if found is None:
            return
        if found.kind == Merged.KIND:
            self._take_apart(found.subject)
        else:
            self._reput([(target, found.subject)])

    def _merge(self, key: int, event: Event) -> None:
        other = join(Merged, event, self.ledger.leaves(key)).other
        if event.torn or other is None or self.ledger.voided(key):
            return
        one, two = identity.root(self.db, event.subject), identity.root(self.db, other)
        if one == two:
            return
        root, gone = min(one, two), max(one, two)
        self.db.execute("UPDATE same SET root=? WHERE root=?", (root, gone))
        self.db.execute("INSERT INTO same VALUES (?, ?)", (gone, root))
        again = {root, gone}
        for table in (*self.tables.values(), *self.sleeping()):
            for column in table.ids:
                if table.is_state:
                    found = self.db.execute(f"SELECT DISTINCT subject FROM {table.stored} WHERE {column}=?", (gone,))
                    again |= {subject for (subject,) in found}
                else:
                    self.db.execute(f"UPDATE {table.stored} SET {column}=? WHERE {column}=?", (root, gone))
        self.refold_states(again, self._state_names())

    def _take_apart(self, member: str) -> None:
        """After a merge was voided or forgotten: who of its group is still one, and every row that names one of them."""
        members = identity.group(self.db, member)
        identity.regroup(self.ledger, members)
        named = self.ledger.mentioning(members)
        subjects = {key: event.subject for key, event in ((key, self.ledger.event(key)) for key in named) if event}
        self._reput(sorted(subjects.items()))
        self.refold_states(set(members), self._state_names())

    def _forget(self, key: int, event: Event) -> None:
        fields = event.fields
        torn = self.ledger.tear(key, event.subject, fields["before"], fields["of"])
        apart = [subject for target, subject in torn if self._is_merge(target)]
        groups = [identity.group(self.db, subject) for subject in apart]
        self._reput(torn)
        for members in groups:
            identity.regroup(self.ledger, members)
            named = self.ledger.mentioning(members)
            found = ((target, self.ledger.event(target)) for target in named)
            self._reput([(target, event.subject) for target, event in found if event])
            self.refold_states(set(members), self._state_names())

    def _is_merge(self, key: int) -> bool:
        event = self.ledger.event(key)
        return event is not None and event.kind == Merged.KIND

    def _reput(self, targets: Sequence[tuple[int, str]]) -> None:
        """Takes the rows of these events away and puts them again. Each with the subject whose states they spoke in."""
        again: dict[str, set[str]] = {}
        for key, subject in targets:
            event = self.ledger.event(key)
            if event is None or event.kind in (Voided.KIND, Merged.KIND, Forgotten.KIND):
                continue
            kind = self.kinds.get(event.kind)
            if kind is None or event.version > kind.VERSION:
                self._put_to_sleep(key, subject)
                continue
            rows = self._rows(key, event, self.ledger.leaves(key))
            for table in kind.PUTS:
                if not table.is_state:
                    self.db.execute(f"DELETE FROM {table.stored} WHERE event=?", (key,))
                else:
                    again.setdefault(subject, set()).add(table.name)
            self._put_facts(key, event, rows or (), self.ledger.voided(key))
        for subject, names in again.items():
            self.refold_states({subject}, names)

    # ---- states ----

    def refold_states(self, subjects: Iterable[str], names: Iterable[str]) -> None:
        """Folds these states of these subjects again and writes what differs."""
        roots = {identity.root(self.db, subject) for subject in subjects}
        members = sorted({member for subject in subjects for member in (subject, *identity.group(self.db, subject))})
        for name in sorted(names):
            table = self.tables.get(name)
            if table is None or not table.is_state:
                continue
            wanted = {root: self.folded(table, root) for root in roots}
            columns = list(table.every_column)
            query = f"SELECT {', '.join(columns)} FROM {table.stored} WHERE subject IN ({marks(members)})"
            there = {tuple(row) for row in self.db.execute(query, members)}
            needed = {
                tuple(({**values, "subject": root}).get(column) for column in columns)
                for root, rows in wanted.items()
                for values in rows.values()
            }
            where = " AND ".join(f"{name}=?" for name in table.primary)
            places = [columns.index(name) for name in table.primary]
            for row in there - needed:
                self.db.execute(f"DELETE FROM {table.stored} WHERE {where}", [row[place] for place in places])
            for row in needed - there:
                self.db.execute(f"INSERT INTO {table.stored} ({', '.join(columns)}) VALUES ({marks(columns)})", row)
        for table in self.sleeping():
            if table.is_state:
                self._drop_asleep(table, members)

    def folded(self, table: Table, root: str) -> Rows:
        """What one subject's rows of a state must be: its events in canonical order, voided and forgotten ones skipped."""
        putting = self.ledger.known_kinds(name for name, kind in self.kinds.items() if table in kind.PUTS)
        rows: Rows = {}
        for key, event in self.ledger.history(identity.group(self.db, root), putting):
            put = self.rows(event, self.ledger.leaves(key))
            for row in () if isinstance(put, str) else put:
                if row.table is not table:
                    continue
                if row.values is None:
                    rows.clear()
                    continue
                values = self.values(event, row)
                place = tuple(values.get(name) for name in table.key)
                rows.setdefault(place, dict.fromkeys(table.columns)).update(values)
        return rows

    def _state_names(self) -> set[str]:
        return {table.name for table in self.tables.values() if table.is_state}

    # ---- what cannot be understood here, yet ----

    def sleeping(self) -> list[Table]:
        """Tables of plugins that are not here: they follow merges and forgettings, and wake when the plugin is back."""
        if self._sleeping is None:
            found = self.db.execute("SELECT name, shape FROM declared ORDER BY name").fetchall()
            self._sleeping = [_shaped(name, json.loads(shape)) for name, shape in found if name not in self.tables]
        return self._sleeping

    def tables_changed(self) -> None:
        """After declarations were written: what sleeps is read again."""
        self._sleeping = None

    def _put_to_sleep(self, key: int, subject: str) -> None:
        """An event of an absent plugin changed: its rows go, and come back with the plugin."""
        for table in self.sleeping():
            if table.is_state:
                self._drop_asleep(table, identity.group(self.db, subject))
            else:
                self.db.execute(f"DELETE FROM {table.stored} WHERE event=?", (key,))
        event = self.ledger.event(key)
        if event:
            self._wait(key, f"{event.kind} v{event.version}")

    def _drop_asleep(self, table: Table, subjects: Sequence[str]) -> None:
        gone = self.db.execute(f"DELETE FROM {table.stored} WHERE subject IN ({marks(subjects)})", subjects)
        if gone.rowcount:
            for key, event in self.ledger.keyed(f"WHERE e.subject IN ({marks(subjects)})", *subjects):
                if event.kind not in self.kinds:
                    self._wait(key, f"{event.kind} v{event.version}")

    def wake(self) -> None:
        """Puts what waited for a kind or version that is known now."""
        for key, _ in self.db.execute("SELECT event, why FROM waiting ORDER BY event").fetchall():
            event = self.ledger.event(key)
            kind = self.kinds.get(event.kind) if event else None
            if event and kind is not None and event.version <= kind.VERSION:
                self.db.execute("DELETE FROM waiting WHERE event=?", (key,))
                self._put(key, event, self.ledger.leaves(key), newest=False)


def _insert(table: Table, values: Mapping[str, Any], verb: str = "INSERT") -> str:
    return f"{verb} INTO {table.stored} ({', '.join(values)}) VALUES ({marks(list(values))})"


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


def shape_of(table: Table) -> str:
    """A declaration as it is remembered for the time when its plugin is away."""
    return json.dumps({"columns": dict(table.columns), "is_state": table.is_state, "key": table.key})


def _shaped(name: str, shape: Mapping[str, Any]) -> Table:
    return Table(name, shape["columns"], shape["is_state"], tuple(shape["key"]))
