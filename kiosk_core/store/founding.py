"""The files of a new house, in the order in which a crash at any point loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..domain.errors import HouseExists, NoCipher, StoreError
from .faults import meant
from .keys import key_file_of, new_key, read_key_file, save_key
from .recovery import renew_recovery
from .sqlcipher import Connection, Error, dbapi2
from .store import Store

PATIENCE_S = 60.0
"""How long a second founding waits for the first."""


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """One founding of that house at a time: else two programs give it two keys, and it opens with neither. The lock is
    SQLite's on an empty file beside it, and ends with the process whatever happens. Raises NoCipher, DiskFull, DiskReadOnly, Busy."""
    if dbapi2 is None:
        raise NoCipher()
    lock = Path(f"{database}.founding")
    with closing(_locked(lock)):
        try:
            yield
        finally:
            with suppress(OSError):  # Windows lets go of it first; then it stays, empty
                lock.unlink()


def _locked(lock: Path, again: bool = True) -> Connection:
    """Once more where the one before took the file away while it was waited for."""
    held: Connection | None = None
    try:
        held = dbapi2.connect(str(lock), timeout=PATIENCE_S, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
    except Error as error:
        if held is not None:
            held.close()
        if again and not lock.exists():
            return _locked(lock, again=False)
        raise (meant(error, lock) or StoreError()) from error
    return held


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
