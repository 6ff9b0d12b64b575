"""The copy that closing a day makes: into the folder of the settings, read back, the oldest ones cleared away."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from ..domain.errors import KioskError, StoreError
from ..store import Connection, Store
from .archive import manifest_of
from .backup import Report, backup, backup_name
from .forgetting import finish_pending, goes_along


def back_up(store: Store, folder: Path, at: datetime, keep_days: int) -> Report:
    """One more verified backup in `folder`, made at that UTC moment; then those of this house, of its earlier lives too, that
    are older than `keep_days` go, never the new one; none when even the newest before it is that old: then the clock may have
    jumped, and the next backup clears them. Who was forgotten is not in it, and the list of forgettings lies beside it. Raises what
    `backup` and `goes_along` raise: then nothing went."""
    with suppress(StoreError):  # the copy is the more urgent; closing the house tries again
        finish_pending(store)
    own = store.db.execute("SELECT name FROM origin WHERE own=1 ORDER BY n DESC LIMIT 1").fetchone()
    origin = str(own[0]) if own else ""
    made = backup(store, folder / backup_name(at), origin=origin, head=journal_head, clock=lambda: at)
    goes_along(store, made.file)
    lives = {str(name) for (name,) in store.db.execute("SELECT name FROM origin WHERE own=1")}
    before = _made_before(folder, lives, made.file)
    if before and at - max(before.values()) <= timedelta(days=keep_days):
        for file, when in before.items():
            if at - when > timedelta(days=keep_days):
                with suppress(OSError):  # not for us to delete: the copy of today stands
                    file.unlink()
    return made


def _made_before(folder: Path, lives: Collection[str], made: Path) -> dict[Path, datetime]:
    """The other backups of this house in a folder, and when each was made, UTC."""
    found = {}
    for file in folder.glob("*.backup"):
        with suppress(KioskError, OSError):  # no backup, or nobody may read it
            old = manifest_of(file)
            if file != made and old.origin in lives:
                found[file] = old.made
    return found


def journal_head(db: Connection) -> str:
    """How many events there are and the hash of the last, as text."""
    found = db.execute("SELECT count(*), (SELECT hex(hash) FROM event ORDER BY id DESC LIMIT 1) FROM event").fetchone()
    return f"{found[0]}:{found[1] or ''}"
