"""What an error of SQLite means to the house: one of the few sentences under StoreError."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..domain.errors import Busy, Damaged, DiskFails, DiskFull, DiskReadOnly, NoHouse, StoreError
from .sqlcipher import Error

# Primary result codes, https://www.sqlite.org/rescode.html; the extended code keeps the primary one in its low byte.
BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


def primary(error: Error) -> int:
    """The primary result code of that error; 0 when it did not come from SQLite (a wrong parameter, say)."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def meant(error: Error, path: Path) -> StoreError | None:
    """The domain's error for a database error on the file `path`, or None for a mistake of the program (SQL, constraint).

    An I/O error hides why: a disk that the system made read-only after a fault, or one without room for the WAL's index,
    answers IOERR or CANTOPEN as well, so the disk itself is asked.
    """
    code = primary(error)
    if code in (BUSY, LOCKED):
        return Busy()
    if code == FULL:
        return DiskFull()
    if code in (CORRUPT, NOTADB):
        return Damaged()
    if code == READONLY:
        return DiskReadOnly()
    if code in (IOERR, CANTOPEN):
        if not path.exists():
            return NoHouse()
        if not _writable(path):
            return DiskReadOnly()
        return DiskFull() if _free(path) < 65536 else DiskFails()
    return None


def _writable(path: Path) -> bool:
    """False for a read-only mount and for a file or folder that this user may not write (root may all but the first)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _free(path: Path) -> int:
    """Bytes this user may still write on that disk."""
    return shutil.disk_usage(path.parent).free
