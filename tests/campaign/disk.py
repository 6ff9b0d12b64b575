"""A disk as a power cut leaves it, worked out from the record of what a process did to its files (record.c).

What was synced is there. What was not may be lost, kept, torn at the edges of sectors, or kept in another order; names that
were made, changed or taken away may or may not be so until their folder was synced. Where a lost write lay between two
that were kept, there are zeros or rubbish.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

How = Literal["lost", "kept", "in order", "torn"]
HOWS: tuple[How, ...] = ("lost", "kept", "in order", "torn")
_HEAD = struct.Struct("=QQQQ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One call that came back without an error. Kinds: as in record.c."""

    kind: str
    name: str
    at: int
    bytes: bytes


def read_record(path: Path) -> list[Entry]:
    found, place, whole = [], 0, path.read_bytes()
    while place < len(whole):
        kind, n, at, size = _HEAD.unpack_from(whole, place)
        name = whole[place + _HEAD.size : place + _HEAD.size + n].decode()
        place += _HEAD.size + n
        found.append(Entry(chr(kind), name, at, whole[place : place + size]))
        place += size
    return found


@dataclass(slots=True, eq=False)
class File:
    """`synced`: what is on the disk for sure. `since`: writes and truncations after the last sync, in order."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Entry] = field(default_factory=list)

    def now(self) -> bytes:
        """As the process sees it."""
        content = bytearray(self.synced)
        for entry in self.since:
            _put(content, entry.kind, entry.at, entry.bytes)
        return bytes(content)


class Disk:
    """Follows a record entry by entry; `cut` may be asked at any moment and changes nothing."""

    def __init__(self) -> None:
        self.names: dict[str, File] = {}
        self._sure: dict[str, File] = {}
        self._since: list[tuple[str, str, str, File]] = []

    def follow(self, entry: Entry) -> None:
        file = self.names.get(entry.name)
        match entry.kind:
            case "c":
                self.names[entry.name] = made = File()
                self._since.append(("c", entry.name, "", made))
            case "d":
                self._sure, self._since = dict(self.names), []
            case _ if file is None:
                return  # its name is gone: nobody can ever open it again
            case "s":
                file.synced, file.since = bytearray(file.now()), []
            case "r":
                self.names[entry.bytes.decode()] = self.names.pop(entry.name)
                self._since.append(("r", entry.name, entry.bytes.decode(), file))
            case "u":
                self._since.append(("u", entry.name, "", self.names.pop(entry.name)))
            case _:
                file.since.append(entry)

    def cut(self, how: How, chance: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        sector, rubbish = chance.choice((512, 4096)), chance.random() < 0.25
        there = dict(self._sure)
        steps = {"lost": 0, "kept": len(self._since)}.get(how, chance.randint(0, len(self._since)))
        for kind, name, other, file in self._since[:steps]:
            there.pop(name, None)
            if kind != "u":
                there[other or name] = file
        return {name: _left(file, how, chance, sector, rubbish) for name, file in sorted(there.items())}


def _left(file: File, how: How, chance: random.Random, sector: int, rubbish: bool) -> bytes:
    content = bytearray(file.synced)
    share = chance.choice((0.1, 0.5, 0.9))
    whole = {"lost": 0, "kept": len(file.since), "torn": 0}.get(how, chance.randint(0, len(file.since)))
    for entry in file.since[:whole]:
        _put(content, entry.kind, entry.at, entry.bytes)
    if how in ("lost", "kept"):
        return bytes(content)
    # In order: all before one write, and a part of that one. Torn: any part of any of them.
    for entry in file.since[whole : whole + 1] if how == "in order" else file.since:
        if entry.kind == "t":
            if chance.random() < share:
                _put(content, "t", entry.at, b"")
            continue
        for at, piece in _sectors(entry, sector):
            if chance.random() < share:
                gap = max(0, at - len(content))
                content += chance.randbytes(gap) if rubbish else bytes(gap)
                _put(content, "w", at, piece)
    return bytes(content)


def _put(content: bytearray, kind: str, at: int, piece: bytes) -> None:
    content += bytes(max(0, at - len(content)))
    if kind == "t":
        del content[at:]
    else:
        content[at : at + len(piece)] = piece


def _sectors(entry: Entry, sector: int) -> Iterator[tuple[int, bytes]]:
    """A write, cut where sectors end."""
    at, end = entry.at, entry.at + len(entry.bytes)
    while at < end:
        edge = min(end, (at // sector + 1) * sector)
        yield at, entry.bytes[at - entry.at : edge - entry.at]
        at = edge
