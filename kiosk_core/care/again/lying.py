"""Events and leaves as they lie in the file, read so that no altered cell stops the reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kiosk_core.domain.ids import ActId, CounterId, EventId, OriginName, Subject, VolunteerId
from kiosk_core.journal import Event, Journal, Leaf
from kiosk_core.journal.envelope import SEQ_BITS, subject_of

_QUERY = """SELECT e.id, e.at, e.act, k.name, e.version, e.keep, e.subject, e.day, e.counter, e.actor, e.kept, e.digests, e.hash
    FROM event e LEFT JOIN kind k ON k.n=e.kind"""


class Lying:
    """A file's events. Names of origins are kept in memory: there are few."""

    def __init__(self, journal: Journal) -> None:
        self.db = journal.db
        self.origins: dict[int, OriginName] = dict(self.db.execute("SELECT n, name FROM origin").fetchall())
        self.numbers = {name: n for n, name in self.origins.items()}

    def name(self, key: int) -> EventId:
        """As it is read out; '?7-12' when the seventh origin's name is gone."""
        n = key >> SEQ_BITS
        return EventId(f"{self.origins.get(n, f'?{n}')}-{key & ((1 << SEQ_BITS) - 1)}")

    def key(self, origin: OriginName, seq: int) -> int | None:
        n = self.numbers.get(origin)
        return None if n is None else n << SEQ_BITS | seq

    def events(self, where: str, *values: object) -> Iterator[tuple[int, Event | None]]:
        """With their keys; None for what cannot be an event any more. `prev` is filled in where the event before came
        just before it."""
        last, prev = -1, b""
        for row in self.db.execute(f"{_QUERY} {where}", values):
            yield row[0], self._event(row, prev if row[0] == last + 1 else b"")
            last, prev = row[0], row[12]

    def _event(self, row: tuple[Any, ...], prev: bytes) -> Event | None:
        key, at, act, kind, version, keep, subject, day, counter, actor, kept, digests, hash_ = row
        try:
            on = date.fromisoformat(day)
        except ValueError:
            return None
        id = self.name(key)
        return Event(
            id, at, on, CounterId(counter), VolunteerId(actor), ActId(id if act == key else self.name(act)), str(kind),
            version, keep, kept, digests, prev, hash_, Subject(subject),
        )  # fmt: skip

    def leaves_of(self, keys: Iterable[int]) -> dict[int, list[Leaf]]:
        query = """SELECT event, part, whose, salt, body FROM leaf
            WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, part"""
        found: dict[int, list[Leaf]] = {}
        for event, *row in self.db.execute(query, (json.dumps(list(keys)),)):
            found.setdefault(event, []).append(Leaf(*row))
        return found


def subject_by_leaf(event: Event, leaves: Iterable[Leaf]) -> Subject:
    """As leaf 0 says, whatever the column says; of a leaf that cannot be read, the column's."""
    try:
        return subject_of(event, leaves)
    except (ValueError, KeyError, TypeError):
        return event.subject
