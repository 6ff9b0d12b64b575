"""Events and leaves as they lie on disk: put, read in canonical order (at, origin, seq), forgotten.

An event's key is a whole number, `origin number << 40 | seq`; outside this file it is written `ORIGIN-SEQ`. Numbers of
origins and kinds are this file's own: two counters number them differently.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..domain.ids import ActId, CounterId, EventId, OriginName, Subject, VolunteerId
from ..store import Store, marks
from .envelope import DIGEST, SEQ_BITS, Event, Leaf, hidden, parsed
from .gathered import Gathered
from .own import EVERYBODY

SCHEMA = (
    "CREATE TABLE origin (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, own INTEGER NOT NULL) STRICT",
    "CREATE TABLE kind (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, act INTEGER NOT NULL, kind INTEGER NOT NULL,
         version INTEGER NOT NULL, keep TEXT NOT NULL, subject TEXT NOT NULL, day TEXT NOT NULL, counter TEXT NOT NULL,
         actor TEXT NOT NULL, kept TEXT NOT NULL, digests BLOB NOT NULL, hash BLOB NOT NULL) STRICT""",
    "CREATE INDEX event_subject ON event(subject, kind, at)",
    """CREATE TABLE leaf (event INTEGER NOT NULL, part INTEGER NOT NULL, whose TEXT, salt BLOB NOT NULL, body TEXT NOT NULL,
         PRIMARY KEY (event, part)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX leaf_whose ON leaf(whose)",
    # Leaves that a forgetting took, here or before they came: without a name of whose they were, or by which.
    "CREATE TABLE torn (event INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (event, part)) STRICT, WITHOUT ROWID",
    # Readings of the journal's own kinds, asked before anything else is put.
    "CREATE TABLE forgotten (event INTEGER PRIMARY KEY, whose TEXT NOT NULL, before TEXT, keep TEXT) STRICT",
    "CREATE INDEX forgotten_whose ON forgotten(whose)",
    "CREATE TABLE voided (event INTEGER PRIMARY KEY, by INTEGER NOT NULL) STRICT",
    "CREATE TABLE same (subject TEXT PRIMARY KEY, root TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX same_root ON same(root)",
    "CREATE TABLE waiting (event INTEGER PRIMARY KEY, why TEXT NOT NULL) STRICT",
    "CREATE TABLE declared (name TEXT PRIMARY KEY, stored TEXT NOT NULL, digest TEXT NOT NULL, shape TEXT NOT NULL) STRICT",
)
DAYS_AND_TRIED = (
    # Days rise, so an append stays at the edge of its class; a retention reads the days that it takes and no others.
    "CREATE INDEX event_day ON event(keep, day)",
    # With which code all events that wait for this reason were tried in vain.
    "CREATE TABLE local_tried (why TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT",
)
FIRST_OWN = 1 << 20
"""Own origins are numbered from here, so that an append is at the right edge of the tree."""
_COLUMNS = (
    "e.id, e.at, e.act, k.name, e.version, e.keep, e.subject, e.day, e.counter, e.actor, e.kept, e.digests, e.hash"
)
_FROM = f"SELECT {_COLUMNS} FROM event e JOIN kind k ON k.n = e.kind"
_COVERED = "(f.before IS NULL OR e.day < f.before) AND (f.keep IS NULL OR e.keep = f.keep)"  # as `covers` says it
_FEW = 2_000
"""Merged ids, and forgettings, of which all are read before many events are put: a millisecond instead of a question each."""
_REMEMBERED = 20_000
"""Ids of which it is kept in memory who they are now; more than the clients of one day."""
_PAGE = 500
"""Events read at once where many are sent: no read transaction lasts while somebody else does something with them."""


class Ledger:
    def __init__(self, store: Store) -> None:
        self.store = store
        self._origins: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._kinds: dict[str, int] = {}
        self.roots: dict[str, str] = {}
        self._forgettings: dict[str, list[tuple[str | None, str | None]]] = {}
        self.everybody = False
        """Whether `roots` and what is forgotten are complete: who is not in them was never merged or forgotten."""
        self.read_at: int | None = None
        """The store's data_version at which what is kept in memory was read."""
        self.gathered = Gathered(store.db)

    @property
    def db(self) -> Any:
        """The store's connection, the same until it is closed."""
        return self.store.db

    def forget_what_was_read(self) -> None:
        """After a rollback: numbers given meanwhile, and all that followed, are not on disk."""
        self._origins, self._names, self._kinds = {}, {}, {}
        self.forget_who()
        self.read_at = None
        self.gathered.drop()

    def remember_while(self, data_version: int) -> None:
        """Who is one with whom and who is forgotten may be kept in memory while nobody else wrote: call it with the
        store's data_version inside every write transaction, before anything is folded."""
        if data_version != self.read_at or len(self.roots) + len(self._forgettings) > _REMEMBERED:
            self.forget_who()
            self.read_at = data_version

    def forget_who(self) -> None:
        """Who is one with whom, or forgotten, changes."""
        self.roots, self._forgettings, self.everybody = {}, {}, False

    def know_everybody(self) -> None:
        """Before many events are put; under `remember_while`."""
        if self.everybody:
            return
        same = self.db.execute("SELECT subject, root FROM same LIMIT ?", (_FEW + 1,)).fetchall()
        said = self.db.execute("SELECT whose, before, keep FROM forgotten LIMIT ?", (_FEW + 1,)).fetchall()
        if max(len(same), len(said)) <= _FEW:
            of: dict[str, list[tuple[str | None, str | None]]] = {}
            for whose, before, keep in said:
                of.setdefault(whose, []).append((before, keep))
            self.roots, self._forgettings = dict(same), {whose: furthest(each) for whose, each in of.items()}
            self.everybody = True

    # ---- names and numbers ----

    def key(self, id: str) -> int:
        """The number of an event, also of one that has not arrived. Raises ValueError: not an event's id.

        Gives the origin a number when it has none, so call it inside a transaction for ids of others."""
        found = parsed(id)
        if found is None:
            raise ValueError(id)
        return self.origin_number(found[0]) << SEQ_BITS | found[1]

    def known_key(self, id: str) -> int | None:
        """The number of an event whose origin is known here; never writes. None: unknown, or not an event's id."""
        parts = parsed(id)
        found = parts and self.db.execute("SELECT n FROM origin WHERE name=?", (parts[0],)).fetchone()
        return int(found[0]) << SEQ_BITS | parts[1] if parts and found else None

    def knows(self, id: str) -> bool:
        """Whether anything was told here of that person or household, also when it is forgotten since. Indexes leaf_whose,
        forgotten_whose."""
        self.gathered.flush()
        query = "SELECT 1 FROM leaf WHERE whose=?1 UNION ALL SELECT 1 FROM forgotten WHERE whose=?1 LIMIT 1"
        return self.db.execute(query, (hidden(id),)).fetchone() is not None

    def name(self, key: int) -> EventId:
        n = key >> SEQ_BITS
        if n not in self._names:
            self._names[n] = str(self.db.execute("SELECT name FROM origin WHERE n=?", (n,)).fetchone()[0])
        return EventId(f"{self._names[n]}-{key & ((1 << SEQ_BITS) - 1)}")

    def origin_number(self, name: OriginName, own: bool = False) -> int:
        if name not in self._origins:
            found = self.db.execute("SELECT n FROM origin WHERE name=?", (name,)).fetchone()
            if found is None:
                (last,) = self.db.execute("SELECT max(n) FROM origin WHERE own=?", (int(own),)).fetchone()
                found = ((last or (FIRST_OWN if own else 0)) + 1,)
                self.db.execute("INSERT INTO origin VALUES (?, ?, ?)", (found[0], name, int(own)))
            self._origins[name] = int(found[0])
        return self._origins[name]

    def kind_number(self, name: str) -> int:
        if name not in self._kinds:
            found = self.db.execute("SELECT n FROM kind WHERE name=?", (name,)).fetchone()
            self._kinds[name] = (
                int(found[0])
                if found
                else self.db.execute("INSERT INTO kind (name) VALUES (?) RETURNING n", (name,)).fetchone()[0]
            )
        return self._kinds[name]

    def known_kinds(self, names: Iterable[str]) -> list[int]:
        """The numbers of those kinds of which an event was ever put here; never writes."""
        found = dict(self.db.execute("SELECT name, n FROM kind").fetchall())
        return [found[name] for name in names if name in found]

    def other_kinds(self, names: Container[str]) -> list[int]:
        """The numbers of all other kinds of which an event was ever put here."""
        return [n for name, n in self.db.execute("SELECT name, n FROM kind").fetchall() if name not in names]

    # ---- putting ----

    def put(self, key: int, event: Event, leaves: Sequence[Leaf]) -> None:
        """An event with the leaves that are left of it, gathered. As bytearrays: for bytes the driver looks for an adapter
        first, which takes longer than the rest."""
        act = key if str(event.act) == event.id else self.key(event.act)
        self.gathered.put(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, event.at, act, self.kind_number(event.kind), event.version, event.keep, event.subject,
             event.day.isoformat(), event.counter, event.actor, event.kept, bytearray(event.digests), bytearray(event.hash)),
        )  # fmt: skip
        for leaf in leaves:
            row = (key, leaf.part, leaf.whose, bytearray(leaf.salt), leaf.body)
            self.gathered.put("INSERT INTO leaf VALUES (?, ?, ?, ?, ?)", row)
        if len(leaves) * DIGEST < len(event.digests):
            gone = set(range(len(event.digests) // DIGEST)) - {leaf.part for leaf in leaves}
            for part in gone:
                self.gathered.put("INSERT INTO torn VALUES (?, ?)", (key, part))

    def wait(self, key: int, why: str) -> None:
        """Notes that an event cannot be understood here yet."""
        self.db.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?)", (key, why))

    def wait_no_more(self, keys: Sequence[int]) -> None:
        self.db.execute("DELETE FROM waiting WHERE event IN (SELECT value FROM json_each(?))", (json.dumps(keys),))

    # ---- reading ----

    def event(self, key: int) -> Event | None:
        return next(self.events("WHERE e.id=?", key), None)

    def events(self, where: str, *values: object) -> Iterator[Event]:
        """Events by a condition on event e, kind k; in the order that the condition asks for."""
        for row in self.db.execute(f"{_FROM} {where}", values):
            yield self._event(row)

    def keyed(self, where: str, *values: object) -> Iterator[tuple[int, Event]]:
        """The same, each with its key."""
        for row in self.db.execute(f"{_FROM} {where}", values):
            yield row[0], self._event(row)

    def events_of(self, act: int) -> list[Event]:
        """One act's events follow each other; read from the first on. Uses the primary key."""
        query = "WHERE e.id BETWEEN ? AND ? AND e.act=? ORDER BY e.id"
        last = self.db.execute("SELECT id FROM event WHERE id>? AND act<>? ORDER BY id LIMIT 1", (act, act)).fetchone()
        return list(self.events(query, act, last[0] if last else (act >> SEQ_BITS) + 1 << SEQ_BITS, act))

    def key_of_act(self, key: int) -> int | None:
        """The first event of the act that this event belongs to."""
        found = self.db.execute("SELECT act FROM event WHERE id=?", (key,)).fetchone()
        return int(found[0]) if found else None

    def of_origin(self, name: OriginName, after: int = 0) -> Iterator[tuple[int, Event]]:
        """One chain from behind that seq on, each with its key and `prev`; ends where one is missing."""
        found = self.db.execute("SELECT n FROM origin WHERE name=?", (name,)).fetchone()
        if not found:
            return
        key = found[0] << SEQ_BITS | after
        prev = self.hash(key) or b""
        while page := list(self.keyed("WHERE e.id>? AND e.id<=? ORDER BY e.id", key, key + _PAGE)):
            for at, event in page:
                if at != key + 1 or not (prev or event.seq == 1):
                    return
                yield at, replace(event, prev=prev)
                key, prev = at, event.hash

    def those(self, keys: Sequence[int]) -> list[tuple[int, Event]]:
        """The events with these keys that are here, each with its key."""
        return list(self.keyed("WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id", json.dumps(keys)))

    def history(self, subjects: Sequence[str], kinds: Sequence[int]) -> list[tuple[int, Event]]:
        """Events of these subjects and kinds in canonical order, voided ones left out. Index event_subject."""
        found = self.keyed(
            f"WHERE e.subject IN ({marks(subjects)}) AND e.kind IN ({marks(kinds)}) "
            "AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id)", *subjects, *kinds,
        )  # fmt: skip
        return sorted(found, key=lambda pair: canonical_order(pair[1]))

    def has_later(self, subjects: Sequence[str], kinds: Sequence[int], key: int, at: int) -> bool:
        """Whether one of them has an event as late as this one or later. Index event_subject."""
        query = f"""SELECT 1 FROM event WHERE subject IN ({marks(subjects)}) AND kind IN ({marks(kinds)})
            AND at>=? AND id<>? LIMIT 1"""
        return self.db.execute(query, (*subjects, *kinds, at, key)).fetchone() is not None

    def leaves(self, key: int) -> list[Leaf]:
        found = self.db.execute("SELECT part, whose, salt, body FROM leaf WHERE event=? ORDER BY part", (key,))
        return [Leaf(*row) for row in found]

    def leaves_of(self, keys: Iterable[int]) -> dict[int, list[Leaf]]:
        """The same for many events at once; none for an event without a leaf."""
        query = """SELECT event, part, whose, salt, body FROM leaf
            WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, part"""
        found: dict[int, list[Leaf]] = {}
        for event, *row in self.db.execute(query, (json.dumps(list(keys)),)):
            found.setdefault(event, []).append(Leaf(*row))
        return found

    def with_subjects(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        """(key, subject) of the events that are here."""
        query = "SELECT id, subject FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [(key, subject) for key, subject in self.db.execute(query, (json.dumps(list(keys)),))]

    def mentioning(self, ids: Sequence[str], after: int = 0, most: int = -1) -> list[int]:
        """Keys of the events that say something of these clients; at most so many (-1: all) behind a key. Index
        leaf_whose."""
        query = f"SELECT DISTINCT event FROM leaf WHERE whose IN ({marks(ids)}) AND event>? ORDER BY event LIMIT ?"
        return [key for (key,) in self.db.execute(query, [*map(hidden, ids), after, most])]

    def hash(self, key: int) -> bytes | None:
        """None: it is not here."""
        found = self.db.execute("SELECT hash FROM event WHERE id=?", (key,)).fetchone()
        return bytes(found[0]) if found else None

    def head(self, origin: int) -> tuple[int, bytes]:
        """(seq, hash) of an origin's last event; (0, b'') before its first. Uses the primary key."""
        low, high = origin << SEQ_BITS, (origin + 1) << SEQ_BITS
        query = "SELECT id, hash FROM event WHERE id>? AND id<? ORDER BY id DESC LIMIT 1"
        found = self.db.execute(query, (low, high)).fetchone()
        return (found[0] - low, found[1]) if found else (0, b"")

    def heads(self) -> dict[OriginName, int]:
        """The last seq of every origin that has events here."""
        known = self.db.execute("SELECT n, name FROM origin").fetchall()
        return {OriginName(name): self.head(n)[0] for n, name in known if self.head(n)[0]}

    def latest(self) -> int:
        """The highest `at` of all origins: of each its last event's, which is its highest."""
        known = self.db.execute("SELECT n FROM origin").fetchall()
        last = (self.head(n)[0] | n << SEQ_BITS for (n,) in known)
        found = (self.db.execute("SELECT at FROM event WHERE id=?", (key,)).fetchone() for key in last)
        return max((int(row[0]) for row in found if row), default=0)

    def voided_of(self, keys: Sequence[int]) -> set[int]:
        """Those of these events that are voided."""
        query = "SELECT event FROM voided WHERE event IN (SELECT value FROM json_each(?))"
        return {key for (key,) in self.db.execute(query, (json.dumps(keys),))}

    def voided(self, key: int) -> bool:
        return self.db.execute("SELECT 1 FROM voided WHERE event=?", (key,)).fetchone() is not None

    # ---- forgetting ----

    def spared(self, day: date, keep: str, leaves: Sequence[Leaf]) -> Sequence[Leaf]:
        """The leaves of an event of that day and class that no forgetting covers. Index forgotten_whose."""
        if self.everybody and not self._forgettings:
            return leaves
        if all(leaf.whose is None for leaf in leaves) or self._covered(day, keep, EVERYBODY):
            return [leaf for leaf in leaves if leaf.whose is None]
        return [leaf for leaf in leaves if leaf.whose is None or not self._covered(day, keep, leaf.whose)]

    def _covered(self, day: date, keep: str, whose: str) -> bool:
        if (known := self._forgettings.get(whose)) is None:
            if self.everybody:
                return False
            query = "SELECT before, keep FROM forgotten WHERE whose=?"
            known = self._forgettings[whose] = furthest(self.db.execute(query, (whose,)))
        return any(covers(before, of, day.isoformat(), keep) for before, of in known)

    def tear(self, tombstone: int, whose: str, before: str | None, keep: str | None) -> list[tuple[int, str]]:
        """Notes a forgetting and removes the leaves it covers. Returns (key, subject before) of the events that lost one.

        `whose`: as in own.Forgotten. Indexes leaf_whose, event_day (everybody's, of a class before a day).
        """
        self.forget_who()
        self.db.execute("INSERT OR IGNORE INTO forgotten VALUES (?, ?, ?, ?)", (tombstone, whose, before, keep))
        what = "SELECT l.event, l.part, e.subject FROM"
        if whose == EVERYBODY and before and keep:
            torn = self.db.execute(
                f"{what} event e JOIN leaf l ON l.event=e.id WHERE e.keep=? AND e.day>=? AND e.day<? AND l.whose IS NOT NULL",
                (keep, self.retained_from(keep, tombstone), before),
            ).fetchall()  # fmt: skip
        else:
            chosen = "l.whose IS NOT NULL" if whose == EVERYBODY else "l.whose=f.whose"
            torn = self.db.execute(
                f"{what} forgotten f, leaf l JOIN event e ON e.id=l.event WHERE f.event=? AND {chosen} AND {_COVERED}",
                (tombstone,),
            ).fetchall()
        for key, part, _ in torn:
            self.db.execute("DELETE FROM leaf WHERE event=? AND part=?", (key, part))
            self.db.execute("INSERT INTO torn VALUES (?, ?)", (key, part))
            if part == 0:
                self.db.execute("UPDATE event SET subject=? WHERE id=?", (self.name(key), key))
        return sorted({(key, subject) for key, _, subject in torn})

    def retained_from(self, keep: str, but: int = 0) -> str:
        """The first day of a class on which anything personal may still lie: what a retention of before took is gone,
        and what arrives late for those days comes without it. `but`: a tombstone that does not count yet."""
        query = "SELECT max(before) FROM forgotten WHERE whose=? AND (keep IS NULL OR keep=?) AND event<>?"
        (found,) = self.db.execute(query, (EVERYBODY, keep, but)).fetchone()
        return found or ""

    def _event(self, row: Sequence[Any]) -> Event:
        key, at, act, kind, version, keep, subject, day, counter, actor, kept, digests, hash_ = row
        return Event(
            self.name(key), at, date.fromisoformat(day), CounterId(counter), VolunteerId(actor), ActId(self.name(act)),
            kind, version, keep, kept, digests, b"", hash_, Subject(subject),
        )  # fmt: skip


def covers(before: str | None, of: str | None, day: str, keep: str) -> bool:
    """Whether a forgetting of what is before that day and of that class (None: all) reaches an event of `day`, `keep`."""
    return (before is None or day < before) and (of is None or keep == of)


def furthest(said: Iterable[tuple[str | None, str | None]]) -> list[tuple[str | None, str | None]]:
    """Of several forgettings (before, of), the one per class that reaches furthest; each takes what the others do."""
    found: dict[str | None, str | None] = {}
    for before, of in said:
        there = found.get(of, "")
        found[of] = None if before is None or there is None else max(before, there)
    return [(before, of) for of, before in found.items()]


def canonical_order(event: Event) -> tuple[int, str, int]:
    """(at, origin, seq): in which order events speak, on every counter."""
    return event.at, event.origin, event.seq
