"""Print jobs: written with their act in one transaction, printed beside the screen."""

from __future__ import annotations

from typing import Any

LOCAL_TABLES = (
    "CREATE TABLE IF NOT EXISTS local_spool (n INTEGER PRIMARY KEY, act TEXT NOT NULL, service TEXT NOT NULL) STRICT",
)


def queue(db: Any, act: str, service: str) -> None:
    """Inside the act's own transaction."""
    db.execute("INSERT INTO local_spool (act, service) VALUES (?, ?)", (act, service))
