"""The copy that closing a day makes: into the folder of the settings, read back, the oldest ones cleared away."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from ..domain.errors import KioskError
from ..journal import Journal
from ..store import Connection
from .archive import manifest_of
from .backup import Report, backup, backup_name


def back_up(journal: Journal, folder: Path, at: datetime, keep_days: int) -> Report:
    """One more verified backup in `folder`, made at that UTC moment; then those of this house that are older than
    `keep_days` go, never the new one. Raises what `backup` raises: then nothing went."""
    made = backup(
        journal.store, folder / backup_name(at), origin=journal.origin or "", head=journal_head, clock=lambda: at
    )
    for file in sorted(folder.glob("*.backup")):
        with suppress(KioskError, OSError):  # not ours, or not for us to delete: the copy of today stands
            old = manifest_of(file)
            if file != made.file and old.origin == made.manifest.origin and at - old.made > timedelta(days=keep_days):
                file.unlink()
    return made


def journal_head(db: Connection) -> str:
    """How many events there are and the hash of the last, as text."""
    found = db.execute("SELECT count(*), (SELECT hex(hash) FROM event ORDER BY id DESC LIMIT 1) FROM event").fetchone()
    return f"{found[0]}:{found[1] or ''}"
