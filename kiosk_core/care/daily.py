"""The copy that closing a day makes: into the folder of the settings, read back, the oldest ones cleared away."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from ..domain.errors import KioskError, StoreError
from ..store import Connection, Store
from .archive import manifest_of
from .backup import Report, backup, backup_name, lives
from .forgetting import finish_pending, goes_along


def back_up(store: Store, folder: Path, at: datetime, keep_days: int | None) -> Report:
    """One more verified backup in `folder`, made at that UTC moment; then those of this house, of its earlier lives too, that
    are older than `keep_days` go, never the new one; None: none goes. Who was forgotten is not in it, and the list of
    forgettings lies beside it. Raises what `backup` and `goes_along` raise: then nothing went."""
    with suppress(StoreError):  # the copy is the more urgent; closing the house tries again
        finish_pending(store)
    ours = lives(store.db)
    made = backup(store, folder / backup_name(at), origin=ours[-1] if ours else "", head=journal_head, clock=lambda: at)
    goes_along(store, made.file)
    if keep_days is None:
        return made
    for file in sorted(folder.glob("*.backup")):
        with suppress(KioskError, OSError):  # not ours, or not for us to delete: the copy of today stands
            old = manifest_of(file)
            if file != made.file and old.origin in ours and at - old.made > timedelta(days=keep_days):
                file.unlink()
    return made


def journal_head(db: Connection) -> str:
    """How many events there are and the hash of the last, as text."""
    found = db.execute("SELECT count(*), (SELECT hex(hash) FROM event ORDER BY id DESC LIMIT 1) FROM event").fetchone()
    return f"{found[0]}:{found[1] or ''}"
