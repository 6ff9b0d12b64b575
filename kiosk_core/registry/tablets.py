"""Tablets at the door: each was let in once and holds a token of its own, of which the house keeps only a hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LOCAL_TABLES = (
    """CREATE TABLE IF NOT EXISTS secret_tablet (
        id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, project TEXT NOT NULL, counter TEXT NOT NULL, paired TEXT NOT NULL
    ) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Tablet:
    """One that may sign visitors in. `paired`: UTC."""

    id: int
    project: str
    counter: str
    paired: datetime


def let_in(db: Any, token: str, project: str, counter: str, at: datetime) -> None:
    """Inside a write transaction: whoever shows this token is that tablet."""
    row = (_hash(token), project, counter, at.isoformat())
    db.execute("INSERT INTO secret_tablet (hash, project, counter, paired) VALUES (?, ?, ?, ?)", row)


def holder(db: Any, token: str) -> Tablet | None:
    """Whose token this is; None: nobody's, or it was stopped. Unique index on hash."""
    query = "SELECT id, project, counter, paired FROM secret_tablet WHERE hash=?"
    found = db.execute(query, (_hash(token),)).fetchone()
    return _tablet(found) if found else None


def known(db: Any) -> list[Tablet]:
    """All of them, in the order in which they came."""
    return [_tablet(row) for row in db.execute("SELECT id, project, counter, paired FROM secret_tablet ORDER BY id")]


def stop(db: Any, id: int) -> bool:
    """Inside a write transaction: its token opens nothing any more. Whether it was there."""
    return bool(db.execute("DELETE FROM secret_tablet WHERE id=?", (id,)).rowcount)


def _tablet(row: Any) -> Tablet:
    id, project, counter, paired = row
    return Tablet(id, project, counter, datetime.fromisoformat(paired))


def _hash(token: str) -> str:
    """A token is 256 bits of chance: it needs no slow hash."""
    return hashlib.sha256(b"tablet:" + token.encode()).hexdigest()
