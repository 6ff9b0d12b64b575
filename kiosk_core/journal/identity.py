"""Who is one after merges: every id has a root, the smallest id of its group. Reading `same`; one component at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .kinds import join
from .ledger import Ledger, marks
from .own import Merged


def root(db: Any, id: str) -> str:
    """The elder id that this one's history goes under; itself when it was never merged."""
    found = db.execute("SELECT root FROM same WHERE subject=?", (id,)).fetchone()
    return str(found[0]) if found else id


def group(db: Any, id: str) -> list[str]:
    """All ids that are one with this one, itself included, eldest first. Index same_root."""
    elder = root(db, id)
    return sorted({elder, *(row[0] for row in db.execute("SELECT subject FROM same WHERE root=?", (elder,)))})


def regroup(ledger: Ledger, members: Sequence[str]) -> None:
    """Works out again who of these (one group until now) is one, from the merges that still hold."""
    ledger.db.execute(f"DELETE FROM same WHERE subject IN ({marks(members)})", members)
    for elder, others in components(ledger, members):
        for other in others:
            ledger.db.execute("INSERT INTO same VALUES (?, ?)", (other, elder))


def components(ledger: Ledger, members: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(elder, the others) of every group of two and more among these ids. Index event_subject."""
    found = ledger.history(members, ledger.known_kinds([Merged.KIND]))
    elder = {member: member for member in members}
    for key, event in found:
        other = join(Merged, event, ledger.leaves(key)).other
        if other is not None and not event.torn:
            one, two = elder.setdefault(event.subject, event.subject), elder.setdefault(other, other)
            elder = {member: min(one, two) if now in (one, two) else now for member, now in elder.items()}
    grouped: dict[str, list[str]] = {}
    for member, now in sorted(elder.items()):
        if member != now:
            grouped.setdefault(now, []).append(member)
    return sorted(grouped.items())
