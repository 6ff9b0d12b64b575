"""A house in one file, and a house out of it again. A backup counts only when it was read back and found whole."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..domain.errors import BadBackup, HouseExists, KioskError, NoFolder, NoKey, StoreError
from ..domain.moments import Clock, now
from ..domain.texts import Sentence
from ..store import Connection, Error, Store, open_store, recovery_file_of
from ..store.faults import meant
from ..store.files import os_meant, sync_folder, write_private
from ..store.keys import read_key_file, save_key
from ..store.recovery import read_recovery_key, unwrap
from ..version import VERSION
from .archive import DATABASE, FORMAT, RECOVERY, Manifest, manifest_of, pack, sha256_of, unpack

_UNFINISHED = ".kiosk-unfinished-"
_DAY_S = 86_400


class NoKeyHere(NoKey):
    says = Sentence("The key to this backup is not here. Say where it is with --key-file or --recovery-key-file.")


Head = Callable[[Connection], str]
"""The journal's head as text, read from that connection."""
Prepare = Callable[[Store, Manifest], None]
"""What the journal does with a restored copy before it becomes a house: a new origin, the list of forgettings."""


@dataclass(frozen=True, slots=True)
class Report:
    """A backup that was made, read back and found whole."""

    file: Path
    bytes: int
    manifest: Manifest
    recoverable: bool
    """Whether the recovery key alone opens it; False for a plain house, and when the wrapped key was missing."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A house that stands again."""

    database: Path
    key: bytes | None = field(repr=False)
    manifest: Manifest


def backup(store: Store, target: Path, *, origin: str, head: Head, clock: Clock = now) -> Report:
    """The house in one new file `target`, encrypted as the house is. Writers go on meanwhile.

    `origin` is the name of the house's origin, `head` reads the journal's head (asked of the copy). Needs twice the
    size of the house at the target for a while. Nothing appears under `target` before the file was synced, read back
    and opened, every page and index checked and head and sums compared.

    Raises HouseExists (something is there), Busy, Damaged (the house is), DiskFull, DiskReadOnly, DiskFails, BadBackup
    (the disk gave back something else than was written)."""
    target = target.absolute()
    if target.exists():
        raise HouseExists()
    with _workplace(target) as folder:
        copy, file = folder / DATABASE, folder / "backup"
        _copy_database(store, copy)
        parts = {DATABASE: copy}
        if store.encrypted and (wrapped := recovery_file_of(store.path)).exists():
            parts[RECOVERY] = wrapped
        copied = _checked(copy, store.key, head)
        sums = {name: sha256_of(part) for name, part in parts.items()}
        made = clock()
        pack(file, parts, Manifest(FORMAT, VERSION, origin, copied, made, store.encrypted, sums))
        copy.unlink()
        manifest = unpack(file, folder)
        if manifest.sha256 != sums or _checked(copy, store.key, head) != manifest.head:
            raise BadBackup(why=Sentence("The disk gives back something else than was written."))
        file.rename(target)
        sync_folder(target.parent)
    return Report(target, target.stat().st_size, manifest, RECOVERY in parts)


def open_backup(
    file: Path,
    database: Path,
    *,
    key: bytes | None = None,
    recovery: str | None = None,
    ask: Callable[[], str] | None = None,
    prepare: Prepare | None = None,
) -> Restored:
    """The house in `file`, standing at `database`, where nothing may be yet; its key is saved as for a new house.

    The key is, in this order, the one given (`key`, 32 bytes, or `recovery`, as typed); a `*.key` beside `database`
    that opens it; or the recovery key that `ask` answers. `prepare` gets the copy, writable, before it stands at
    `database`: when it raises, nothing was restored.

    Raises NotFound, BadBackup, TooNew, HouseExists, NoKey, WrongKey, NotUnderstood, DiskFull, DiskReadOnly, DiskFails."""
    database = database.absolute()
    if any(Path(f"{database}{tail}").exists() for tail in ("", "-wal", "-journal")):
        raise HouseExists()
    with _workplace(database) as folder:
        manifest = unpack(file, folder)
        copy, wrapped = folder / DATABASE, folder / RECOVERY
        found = _key_of(folder, database.parent, key, recovery, ask) if manifest.encrypted else None
        _checked(copy, found, lambda db: "")
        store = Store(copy, found)
        try:
            if prepare is not None:
                prepare(store, manifest)
        finally:
            store.close()
        if found is not None:
            save_key(database, found)
        if wrapped.exists():
            write_private(recovery_file_of(database), wrapped.read_bytes(), replace=True)
        copy.rename(database)
        sync_folder(database.parent)
    return Restored(database, found, manifest)


def lives(db: Connection) -> list[str]:
    """The origins that this file had as its own, the one of now last."""
    return [str(name) for (name,) in db.execute("SELECT name FROM origin WHERE own=1 ORDER BY n")]


def last_backup(folder: Path, origins: Collection[str]) -> Manifest | None:
    """What the newest backup in that folder says about itself, of those of a house that had these origins; files that are no
    backup are passed over."""
    known = []
    for file in folder.iterdir() if folder.is_dir() else ():
        try:
            known.append(manifest_of(file))
        except (KioskError, OSError):
            continue
    return max((one for one in known if one.origin in origins), key=lambda one: one.made, default=None)


def backup_name(at: datetime) -> str:
    """A name for the file that says when (UTC) and nothing about the house: `kiosk-20261125T163000Z.backup`."""
    return f"kiosk-{at:%Y%m%dT%H%M%SZ}.backup"


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A private folder on the disk of `target`, gone afterwards; errors of the system become the domain's.

    What a crash left there a day ago or longer is taken away first: it is a copy of the house that nobody looks after."""
    try:
        for left in target.parent.glob(f"{_UNFINISHED}*"):
            if time.time() - left.stat().st_mtime > _DAY_S:
                shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=target.parent) as folder:
            yield Path(folder)
    except FileNotFoundError as error:
        raise NoFolder(what=target.parent) from error
    except OSError as error:
        raise os_meant(error) from error


def _copy_database(store: Store, copy: Path) -> None:
    """A consistent copy of what is committed now, under the same key (sqlcipher keeps it for VACUUM INTO; a test reads
    the bytes), and no power cut takes back here what is in it. Rows that were deleted are not in it, which SQLite's
    page-by-page copy could not promise."""
    own = Store(store.path, store.key)
    try:
        own.db.may_write = True  # to another file
        own.db.execute("VACUUM INTO ?", (str(copy),))
        own.db.may_write = False
        own.sync()
    except Error as error:
        raise (meant(error, copy) or StoreError()) from error
    finally:
        own.close()


def _key_of(
    folder: Path, beside: Path, key: bytes | None, recovery: str | None, ask: Callable[[], str] | None
) -> bytes:
    """The key of the unpacked house in `folder`, in the order that `open_backup` promises."""
    if key is not None:
        return key
    if recovery is not None:
        return _unwrapped(folder, recovery)
    for file in sorted(beside.glob("*.key")):
        with suppress(StoreError):  # another house's, or not for us to read
            held = read_key_file(file)
            open_store(folder / DATABASE, held).close()
            return held
    if ask is None:
        raise NoKeyHere()
    return _unwrapped(folder, ask())


def _unwrapped(folder: Path, typed: str) -> bytes:
    recovery = read_recovery_key(typed)
    if not (folder / RECOVERY).exists():
        raise BadBackup(why=Sentence("It was made without a recovery key: use the key file."))
    return unwrap((folder / RECOVERY).read_bytes(), recovery)


def _checked(copy: Path, key: bytes | None, head: Head) -> str:
    """Its head, after every page's seal, every index and every foreign key was checked. Raises BadBackup, WrongKey.

    Opened as the product opens a house, and the bytes stay as they are: it was made a WAL file when it was copied."""
    db = open_store(copy, key)
    try:
        if key is not None and db.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise BadBackup(why=Sentence("It is damaged."))
        found = db.execute("PRAGMA integrity_check(1)").fetchone()
        if found[0] != "ok" or db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BadBackup(why=Sentence("It is damaged."))
        return head(db)
    except Error as error:
        raise BadBackup(why=Sentence("It is damaged.")) from error
    finally:
        db.close()
