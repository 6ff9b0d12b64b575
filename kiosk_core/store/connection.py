"""Opening a house's file, and nothing else: settings of the connection, the key, and which error means what."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from ..domain.errors import Damaged, HouseExists, NoCipher, NoHouse, NoKey, StoreError, WrongKey
from . import wanted
from .faults import CORRUPT, NOTADB, meant, primary
from .files import os_meant
from .looking import Looking
from .sqlcipher import Error, dbapi2

KEY_BYTES = 32
RETRY_S = 0.002
"""How long to wait before a busy lock is tried again. SQLite's own waits grow to 100 ms; a counter must not (docs/sources.md)."""
PATIENCE_S = 10.0
STATEMENTS = 1_000
"""Compiled ones that are kept, more than there are: a cache that is full keeps the oldest and compiles each later one every
time (10 % of the record of one act, with the 128 that are usual)."""
CACHE_KIB = 16_384
"""Pages that are kept as they were read: with the 2,000 KiB that are usual, a scan among 20,000 households deciphers half of
what it reads again (1.4 ms of processor time instead of 0.9), and more memory than this gains nothing there."""
LONG_CACHE_KIB = 65_536
"""The same while much is written: what one long transaction changes has room in it."""
_PLAIN = b"SQLite format 3\0"
_PAGE = 4096

Wait = Callable[[float], None]
"""Waits so many seconds; tests hand in one that does something else."""


def open_store(
    path: Path, key: bytes | None, *, create: bool = False, wait: Wait = time.sleep, patience: float = PATIENCE_S
) -> Looking:
    """A connection to the house in `path`, which only looks; `key` is 32 raw bytes, or None for a plain file.

    WAL, `synchronous=FULL`, `secure_delete`, foreign keys, no temporary files, transactions only where they are begun.
    A lock that is busy is tried again every 2 ms for `patience` seconds. With `create` nothing may be there yet; the
    file is made for its owner only (0600), and SQLite gives WAL and index the same rights.

    Raises NoCipher, HouseExists, NoHouse, NoKey (encrypted, no key given), WrongKey, Damaged, DiskFull, DiskReadOnly,
    DiskFails, Busy. Nothing is tried without the key, and nothing is left behind when creating fails.
    """
    if dbapi2 is None:
        raise NoCipher()
    if key is not None and len(key) != KEY_BYTES:
        raise WrongKey()
    path = path.absolute()
    if create:
        _create(path)
    elif not path.is_file() or _never_begun(path):
        raise NoHouse()
    db = None
    try:
        db = dbapi2.connect(
            path.as_uri() + "?mode=rw",  # never make a file that was deleted a moment ago
            uri=True, timeout=0, isolation_level=None, cached_statements=STATEMENTS, factory=Looking,
        )  # fmt: skip
        _set_up(db, path, key, wait, patience)
    except Error as error:
        reason = _unreadable(path, key, db) if primary(error) in (NOTADB, CORRUPT) else meant(error, path)
        if db is not None:
            db.close()
        if create:
            remove_database(path)
        raise (reason or StoreError()) from error
    opened: Looking = db
    return opened


def remove_database(path: Path) -> None:
    """Take away a database file that never became a house, with what SQLite put beside it."""
    for tail in ("", "-wal", "-shm", "-journal", "-wanted"):
        Path(f"{path}{tail}").unlink(missing_ok=True)


def is_plain(path: Path) -> bool:
    """Whether the file is a database that anybody can read (made with --no-encryption). Raises NoHouse."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except FileNotFoundError:
        raise NoHouse() from None


def _never_begun(path: Path) -> bool:
    """An empty file without a WAL: what a creation leaves that was broken off at once."""
    wal = Path(f"{path}-wal")
    return path.stat().st_size == 0 and not (wal.exists() and wal.stat().st_size)


def _create(path: Path) -> None:
    try:
        if path.is_file() and _never_begun(path):
            path.unlink()
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise HouseExists() from None
    except OSError as error:
        raise os_meant(error) from error


def _set_up(db: Looking, path: Path, key: bytes | None, wait: Wait, patience: float) -> None:
    db.may_write = True
    db.execute("PRAGMA cipher_log_level=NONE")  # else a wrong key scribbles over the screen
    if key is not None:
        db.execute(f"PRAGMA key=\"x'{key.hex()}'\"")  # raw: 0.2 ms; a passphrase is stretched for 130 ms
    be_patient(db, path, wait, patience)
    db.execute("PRAGMA temp_store=MEMORY")  # a temporary file would not be encrypted
    keep_pages(db, CACHE_KIB)
    if db.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise Error("this disk cannot keep a write-ahead log")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA secure_delete=ON")
    db.execute("PRAGMA foreign_keys=ON")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    db.may_write = False


def keep_pages(db: Looking, kib: int) -> None:
    db.execute(f"PRAGMA cache_size=-{kib}")


def be_patient(db: Looking, path: Path, wait: Wait, patience: float) -> None:
    """Try a busy lock of that file again every RETRY_S, `patience` seconds in all; 0 for not at all."""
    tries = int(patience / RETRY_S)

    def again(tried: int) -> bool:
        if tried < tries:
            wanted.say(path)
            wait(RETRY_S)
        return tried < tries

    db.set_busy_handler(again)  # type: ignore[attr-defined]  # sqlcipher3's own


def _unreadable(path: Path, key: bytes | None, db: Looking | None) -> StoreError:
    """Why SQLite finds no database there. An encrypted file looks like chance, so what can be told apart is:

    without a key, whole pages that are not a plain database are an encrypted one; with a key, one page whose seal that
    key made shows that the key is right and the file is not. A file damaged in every page reads as a wrong key.
    """
    size = path.stat().st_size
    if size == 0 or size % _PAGE:
        return Damaged()
    plain = is_plain(path)
    if key is None:
        return Damaged() if plain else NoKey()
    if plain or db is None:
        return WrongKey()
    try:
        broken = len(db.execute("PRAGMA cipher_integrity_check").fetchall())
    except Error:
        return WrongKey()
    return Damaged() if broken < size // _PAGE else WrongKey()
