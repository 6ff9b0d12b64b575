"""Who is one after merges: every id has a root, the smallest id of its group. Reading `same`; one component at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..store import marks
from .envelope import Event, Leaf
from .kinds import join
from .ledger import Ledger
from .own import Merged


def root(db: Any, id: str) -> str:
    """The elder id that this one's history goes under; itself when it was never merged."""
    found = db.execute("SELECT root FROM same WHERE subject=?", (id,)).fetchone()
    return str(found[0]) if found else id


def group(db: Any, id: str) -> list[str]:
    """All ids that are one with this one, itself included, eldest first. Index same_root."""
    elder = root(db, id)
    return sorted({elder, *(row[0] for row in db.execute("SELECT subject FROM same WHERE root=?", (elder,)))})


def members(db: Any, roots: Iterable[str]) -> dict[str, str]:
    """Everybody who is one with one of these -> that one. Index same_root."""
    query = "SELECT subject, root FROM same WHERE root IN (SELECT value FROM json_each(?))"
    wanted = list(roots)
    return dict(zip(wanted, wanted, strict=True)) | dict(db.execute(query, (json.dumps(wanted),)).fetchall())


def pair(event: Event, leaves: Iterable[Leaf]) -> tuple[str, str] | None:
    """The two that a merge makes one; None when one of them is forgotten, or when there is nobody to merge."""
    other = join(Merged, event, leaves).other
    return None if event.torn or other is None or other == event.subject else (str(event.subject), str(other))


def elders(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Everybody in these pairs who has an elder -> the smallest id of the group. Pure; in any order the same."""
    above: dict[str, str] = {}

    def top(id: str) -> str:
        while id in above:
            id = above[id]
        return id

    for one, other in pairs:
        elder, younger = sorted((top(one), top(other)))
        if elder != younger:
            above[younger] = elder
    return {id: top(id) for id in above}


def without(ledger: Ledger, merge: Event) -> dict[str, str]:
    """Who would be one with whom when this merge was taken back: every id of its group -> the elder that is left to it."""
    members = group(ledger.db, str(merge.subject))
    others = [(k, e) for k, e in ledger.history(members, ledger.known_kinds([Merged.KIND])) if e.id != merge.id]
    left = elders(both for key, event in others if (both := pair(event, ledger.leaves(key))))
    return {id: left.get(id, id) for id in members}


def join_groups(ledger: Ledger, elder: str, gone: str) -> None:
    """From now on the group of `gone` is part of that of `elder`; both are roots."""
    ledger.forget_who()
    ledger.db.execute("UPDATE same SET root=? WHERE root=?", (elder, gone))
    ledger.db.execute("INSERT INTO same VALUES (?, ?)", (gone, elder))


def regroup(ledger: Ledger, members: Sequence[str]) -> None:
    """Works out again who of these (one group until now) is one, from the merges that still hold. Index event_subject."""
    found = ledger.history(members, ledger.known_kinds([Merged.KIND]))
    merges = [pair(event, ledger.leaves(key)) for key, event in found if event.version <= Merged.VERSION]
    ledger.forget_who()
    ledger.db.execute(f"DELETE FROM same WHERE subject IN ({marks(members)})", members)
    ledger.db.executemany("INSERT INTO same VALUES (?, ?)", elders(both for both in merges if both).items())
