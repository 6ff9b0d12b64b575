"""The files of a new house, in the order in which a crash at any point loses nothing."""

from __future__ import annotations

from pathlib import Path

from ..domain.errors import HouseExists
from .keys import key_file_of, new_key, read_key_file, save_key
from .recovery import renew_recovery
from .store import Store


def found(database: Path, *, encrypted: bool = True) -> tuple[Store, str]:
    """An empty house at `database`, and its recovery key (empty for a plain house): the only time that is known.

    The key is on disk before the first byte that needs it. A key that already lies there, left by an attempt that was
    broken off, is used again and never written over: it may be the only key to a copy somewhere. Raises HouseExists,
    UnsafeKey, DiskFull, DiskReadOnly, DiskFails."""
    if database.exists() and database.stat().st_size:
        raise HouseExists()
    if not encrypted:
        return Store(database, None, create=True), ""
    left = key_file_of(database)
    key = read_key_file(left) if left.exists() else new_key()
    if not left.exists():
        save_key(database, key)
    recovery = renew_recovery(database, key)
    return Store(database, key, create=True), recovery
