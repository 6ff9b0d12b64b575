"""An event as it is chained, and the leaves that may be torn off it without breaking the chain. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.ids import ActId, Cents, CounterId, EventId, OriginName, Subject, VolunteerId

DIGEST = 32
"""Bytes of one sha256."""


@dataclass(frozen=True, slots=True)
class Event:
    """All of it is hashed but `subject` and `hash`: digest 0 vouches for the subject, so that it can go."""

    id: EventId
    at: int
    """Hybrid logical clock (moments.ticks_of): for order only."""
    day: date
    """The local business day that the act belongs to."""
    counter: CounterId
    actor: VolunteerId
    act: ActId
    kind: str
    version: int
    keep: str
    """Retention class, known also where the plugin is not."""
    kept: str
    """Canonical JSON of the fields that name nobody and stay for ever."""
    digests: bytes
    """One sha256 per leaf, leaf 0 first; they name nobody."""
    prev: bytes
    """Hash of the origin's event before; empty for its first."""
    hash: bytes = b""
    subject: Subject = Subject("")

    @property
    def origin(self) -> OriginName:
        return OriginName(self.id.rpartition("-")[0])

    @property
    def seq(self) -> int:
        """1, 2, 3 ... per origin, without a gap."""
        return int(self.id.rpartition("-")[2])

    @property
    def fields(self) -> dict[str, Any]:
        """The kept fields by name."""
        found: dict[str, Any] = json.loads(self.kept)
        return found

    @property
    def torn(self) -> bool:
        """Its subject is forgotten: it can be counted, and belongs to nobody's history."""
        return str(self.subject) == self.id

    def as_json(self) -> Mapping[str, Any]:
        """The envelope as `kiosk journal --json` prints it: digests and hashes in hex."""
        cut = [self.digests[n : n + DIGEST].hex() for n in range(0, len(self.digests), DIGEST)]
        return {
            "id": self.id, "at": self.at, "day": self.day.isoformat(), "counter": self.counter, "actor": self.actor,
            "act": self.act, "kind": self.kind, "version": self.version, "keep": self.keep, "kept": self.fields,
            "digests": cut, "prev": self.prev.hex(), "hash": self.hash.hex(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one event says of one person or household. Leaf 0 names the subject and holds what is its own."""

    part: int
    whose: str | None
    """None: of a thing (a sale, a device, a setting); never forgotten."""
    salt: bytes
    body: str
    """Canonical JSON."""

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.salt + canonical([self.whose, self.body]).encode()).digest()


@dataclass(frozen=True, slots=True)
class Act:
    """What one key press did."""

    id: ActId
    events: Sequence[Event]
    receipt: str | None = None
    """Receipt number, when money moved: 'A-2026-000123'."""
    change: Cents = Cents(0)
    """cents to hand back."""


def canonical(value: Any) -> str:
    """JSON that is the same text for the same value, on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in an event")


def hash_of(event: Event) -> bytes:
    """sha256 over the envelope, without the plain subject."""
    envelope = [
        event.id, event.at, event.day.isoformat(), event.counter, event.actor, event.act, event.kind, event.version,
        event.keep, event.kept, event.digests.hex(), event.prev.hex(),
    ]  # fmt: skip
    return hashlib.sha256(canonical(envelope).encode()).digest()


def subject_of(event: Event, leaves: Iterable[Leaf]) -> Subject:
    """As leaf 0 says; the event's own id when that leaf is gone."""
    return next((Subject(json.loads(leaf.body)["subject"]) for leaf in leaves if leaf.part == 0), Subject(event.id))


def genuine(event: Event, leaves: Iterable[Leaf]) -> bool:
    """Whether hash and digests hold. Leaves may be missing; none may be added or changed."""
    return hash_of(event) == event.hash and all(
        leaf.digest == event.digests[leaf.part * DIGEST : (leaf.part + 1) * DIGEST] for leaf in leaves
    )


def hidden(whose: str) -> str:
    """A client's id as a tombstone names it: hashed, so that the list of the forgotten is no list of ids."""
    return hashlib.sha256(b"forgotten:" + whose.encode()).hexdigest()[:40]
