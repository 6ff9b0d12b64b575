"""What was found wrong, by table and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MOST = 500
"""Differences that are named; a file with more is not mended by reading a longer list."""

Part = Literal["integrity", "chain", "digests", "readings"]


@dataclass(frozen=True, slots=True)
class Difference:
    table: str
    key: str
    """'A1-12' for an event, 'A1-12/0' for the first row or leaf of one, 'card-code/subject' for a state."""
    what: str
    """missing | extra | other (a cell); damaged; gap | forged; torn (a leaf gone without a forgetting) | kept (a leaf
    there though forgotten) | subject."""

    def as_json(self) -> dict[str, str]:
        return {"table": self.table, "key": self.key, "what": self.what}


@dataclass(slots=True)
class Differences:
    listed: list[Difference] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    """Which parts of the report are not whole."""

    def add(self, part: Part, table: str, key: object, what: str) -> None:
        self.parts.add(part)
        if len(self.listed) < MOST:
            self.listed.append(Difference(table, str(key), what))

    def of(self, part: Part) -> bool:
        return part in self.parts

    def compare(self, table: str, wanted: Mapping[Any, Any], there: Iterable[tuple[Any, Any]]) -> None:
        """Rows by key: what must be, and what lies in the file."""
        met = set()
        for key, row in there:
            met.add(key)
            if key not in wanted:
                self.add("readings", table, spelled(key), "extra")
            elif wanted[key] != row:
                self.add("readings", table, spelled(key), "other")
        for key in wanted.keys() - met:
            self.add("readings", table, spelled(key), "missing")


def spelled(key: object) -> str:
    """A key of several parts as one word."""
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)
