"""What lies open on a counter and is nothing yet: kept on this PC only, so that a power cut does not take it. Never
exchanged, never compared; it goes when it is recorded, put away, or its client is forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .domain.ids import ClientId

LOCAL_TABLES = (
    """CREATE TABLE IF NOT EXISTS local_draft (
        id TEXT PRIMARY KEY,
        counter TEXT NOT NULL,
        project TEXT NOT NULL,
        client TEXT,
        parked INTEGER NOT NULL,  -- 0: never put aside, 1: it is, 2: it was, and is taken up again
        body TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS local_draft_counter ON local_draft (counter, project, at)",
)
"""`at`: milliseconds since 1970, UTC, when it was first kept. `body`: JSON, the project's own."""


FORMS_KEPT = timedelta(days=7)
"""Afterwards nobody comes back to a form, and what was typed about people goes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`client`: the household or person that it is for. `parked`: put aside on purpose. `at`: UTC, when it began.
    `was_aside`: it is or was put aside, so that it comes to nothing with a reason only; the core says so."""

    id: str
    body: Mapping[str, Any]
    client: ClientId | None = None
    parked: bool = False
    at: datetime | None = None
    was_aside: bool = False


def keep(db: Any, counter: str, project: str, draft: Draft, at: datetime) -> None:
    """In place of what was kept under its id. Inside the caller's transaction."""
    body = json.dumps(draft.body, ensure_ascii=False)
    db.execute(
        "INSERT INTO local_draft VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "client=excluded.client, body=excluded.body, "
        "parked=CASE WHEN excluded.parked THEN 1 WHEN local_draft.parked THEN 2 ELSE 0 END",
        (draft.id, counter, project, draft.client, draft.parked, body, int(at.timestamp() * 1000)),
    )


def kept(db: Any, counter: str, project: str) -> list[Draft]:
    """Those of a project at a counter, oldest first. Index local_draft_counter."""
    query = "SELECT id, body, client, parked, at FROM local_draft WHERE counter=? AND project=? ORDER BY at, id"
    return [
        Draft(id, json.loads(body), client, parked == 1, datetime.fromtimestamp(at / 1000, UTC), parked > 0)
        for id, body, client, parked, at in db.execute(query, (counter, project))
    ]


def was_aside(db: Any, id: str) -> bool:
    """Whether it is or was put aside."""
    return db.execute("SELECT 1 FROM local_draft WHERE id=? AND parked", (id,)).fetchone() is not None


def at_counter(db: Any, counter: str) -> list[tuple[str, Draft]]:
    """(project, draft) of everything that lies open at a counter, oldest first. Index local_draft_counter."""
    query = "SELECT DISTINCT project FROM local_draft WHERE counter=?"
    found = [
        (project, one) for (project,) in db.execute(query, (counter,)).fetchall() for one in kept(db, counter, project)
    ]
    return sorted(found, key=lambda pair: (str(pair[1].at), pair[1].id))


def drop(db: Any, id: str) -> None:
    """Recorded, or put away. Inside the caller's transaction."""
    db.execute("DELETE FROM local_draft WHERE id=?", (id,))


def drop_old_forms(db: Any, now: datetime) -> None:
    """Forms of the core to which nobody came back for a week (FORMS_KEPT). `now`: UTC. Inside the caller's transaction."""
    db.execute("DELETE FROM local_draft WHERE project='core' AND at<?", (int((now - FORMS_KEPT).timestamp() * 1000),))


def drop_forms(db: Any) -> None:
    """Every form of the core that is half filled in: it may name somebody who was forgotten since, or never was a client.
    Inside the caller's transaction."""
    db.execute("DELETE FROM local_draft WHERE project='core'")


def forget(db: Any, clients: Sequence[str]) -> None:
    """Whatever lies open for these. Inside the caller's transaction."""
    db.executemany("DELETE FROM local_draft WHERE client=?", [(client,) for client in clients])
