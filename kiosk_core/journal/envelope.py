"""An event as it is chained, and the leaves that may be torn off it without breaking the chain. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ..domain.ids import ActId, Cents, CounterId, EventId, OriginName, Subject, VolunteerId

DIGEST = 32
"""Bytes of one sha256."""
SEQ_BITS = 40
"""An event's place in its origin is smaller than 2 to this power: it is the lower part of a whole number on disk."""
_ID = re.compile(r"([A-Za-z0-9.]{1,40})-([1-9][0-9]{0,11})")


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
    """The client's id as `hidden` says it, so that a tombstone, which names it so too, finds its leaves by an index.
    None: of a thing (a sale, a device, a setting); never forgotten."""
    salt: bytes
    body: str
    """Canonical JSON."""

    @property
    def digest(self) -> bytes:
        """sha256 of salt, whose (nothing for a thing), a zero byte and the body."""
        return hashlib.sha256(b"%b%b\0%b" % (self.salt, (self.whose or "").encode(), self.body.encode())).digest()


@dataclass(frozen=True, slots=True)
class Act:
    """What one key press did."""

    id: ActId
    events: Sequence[Event]
    receipt: str | None = None
    """Receipt number, when money moved: 'A-2026-000123'."""
    change: Cents = Cents(0)
    """cents to hand back."""


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in an event")


# JSONEncoder.encode makes one of these for each value, which takes longer than what it then does.
_pieces = json.encoder.c_make_encoder(  # type: ignore[attr-defined]  # CPython's own, which typeshed leaves out
    None, _plain, json.encoder.encode_basestring, None, ":", ",", True, False, True,
)  # fmt: skip


def canonical(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """JSON that is the same text for the same value, on every machine: keys sorted, no spaces, letters as they are."""
    return "".join(_pieces(value, 0))


def hash_of(event: Event) -> bytes:
    """sha256 over the envelope, without the plain subject."""
    return _hash(
        event.id, event.at, event.day, event.counter, event.actor, event.act, event.kind, event.version, event.keep,
        event.kept, event.digests, event.prev,
    )  # fmt: skip


def sealed(
    id: EventId, at: int, day: date, counter: CounterId, actor: VolunteerId, act: ActId, kind: str, version: int,
    keep: str, kept: str, digests: bytes, prev: bytes, subject: Subject,
) -> Event:  # fmt: skip
    """A new event with its hash."""
    hash_ = _hash(id, at, day, counter, actor, act, kind, version, keep, kept, digests, prev)
    return Event(id, at, day, counter, actor, act, kind, version, keep, kept, digests, prev, hash_, subject)


def _hash(
    id: str, at: int, day: date, counter: str, actor: str, act: str, kind: str, version: int, keep: str, kept: str,
    digests: bytes, prev: bytes,
) -> bytes:  # fmt: skip
    envelope = [id, at, day.isoformat(), counter, actor, act, kind, version, keep, kept, digests.hex(), prev.hex()]
    return hashlib.sha256(canonical(envelope).encode()).digest()


def parsed(id: str) -> tuple[OriginName, int] | None:
    """(origin, seq) of an event's id as it is written in one way only; None when it is no event's id."""
    found = _ID.fullmatch(id)
    seq = int(found[2]) if found else 0
    return (OriginName(found[1]), seq) if found and seq >> SEQ_BITS == 0 else None


def subject_of(event: Event, leaves: Iterable[Leaf]) -> Subject:
    """As leaf 0 says; the event's own id when that leaf is gone."""
    return next((Subject(json.loads(leaf.body)["subject"]) for leaf in leaves if leaf.part == 0), Subject(event.id))


def genuine(event: Event, leaves: Sequence[Leaf]) -> bool:
    """Whether it is an event at all, and hash and digests hold. Leaves may be missing; none may be added or changed."""
    return _well_formed(event, leaves) and hash_of(event) == event.hash and all(map(vouched(event), leaves))


def vouched(event: Event) -> Callable[[Leaf], bool]:
    """Asks of a leaf whether the event was born with it."""
    return lambda leaf: leaf.digest == event.digests[leaf.part * DIGEST : (leaf.part + 1) * DIGEST]


def _well_formed(event: Event, leaves: Sequence[Leaf]) -> bool:
    """What the rest of the house takes for granted of an event, asked of one that came from elsewhere."""
    own, act = parsed(event.id), parsed(event.act)
    return (
        own is not None
        and act is not None
        and act[0] == own[0]
        and act[1] <= own[1]
        and (own[1] == 1) == (event.prev == b"")
        and 0 <= event.at < 1 << 62
        and 0 < event.version < 1 << 31
        and len(event.digests) >= DIGEST
        and len(event.digests) % DIGEST == 0
        and len({leaf.part for leaf in leaves}) == len(leaves)
        and isinstance(_body(event.kept), dict)
        and all(isinstance((body := _body(leaf.body)), dict) and _names_subject(leaf, body) for leaf in leaves)
    )


def _body(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _names_subject(leaf: Leaf, body: Mapping[str, Any]) -> bool:
    return leaf.whose != "" and (leaf.part != 0 or (isinstance(body.get("subject"), str) and body["subject"] != ""))


@lru_cache(1 << 10)
def hidden(whose: str) -> str:
    """A client's id as leaves and tombstones name it: 80 bits of a hash, so that the list of the forgotten is no list
    of ids."""
    return hashlib.sha256(b"forgotten:" + whose.encode()).hexdigest()[:20]
