"""Small private files beside the data: written whole or not at all, for their owner only, and on disk when it returns."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path
from typing import IO

from ..domain.errors import DiskFails, DiskFull, DiskReadOnly, HouseExists, StoreError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EROFS, errno.EACCES, errno.EPERM}


def data_folder() -> Path:
    """This user's own, as the operating system means it."""
    from platformdirs import user_data_path

    return user_data_path("kiosk", appauthor=False)


def os_meant(error: OSError) -> StoreError:
    """The domain's error for one of the operating system while a file of the house was written."""
    if error.errno in _NO_ROOM:
        return DiskFull()
    return DiskReadOnly() if error.errno in _NOT_ALLOWED else DiskFails()


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """`content` into `path`, mode 0600. A crash leaves the old file or the new one, never half of one.

    Without `replace` an existing file with the same content is fine and another raises HouseExists. Raises DiskFull,
    DiskReadOnly, DiskFails."""
    if not replace and path.exists():
        if path.read_bytes() == content:
            return
        raise HouseExists()
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            with open_private(fresh) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise os_meant(error) from error


def open_private(path: Path) -> IO[bytes]:
    """A new file for its owner only, from its first byte on. Raises OSError, also when it exists."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b")


def sync_folder(folder: Path) -> None:
    """Make the names in that folder survive a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
