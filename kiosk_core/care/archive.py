"""What a backup file is: an uncompressed zip of the database, the wrapped key, and a manifest that seals both by sha256.

Nothing in it outside the database names a person, and the database is encrypted as the house is.
"""

from __future__ import annotations

import errno
import hashlib
import json
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ..domain.errors import BadBackup, NotFound, TooNew
from ..domain.texts import Sentence
from ..store.files import open_private

FORMAT = 1
DATABASE, RECOVERY, _MANIFEST = "house.db", "house.recovery", "manifest.json"
_CHUNK = 1 << 20
_LONGEST = 1 << 16
"""Bytes of a manifest; what is packed smaller may be larger than memory."""
_DAMAGED = (
    ArithmeticError, EOFError, LookupError, RuntimeError, TypeError, ValueError, lzma.LZMAError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What zipfile and the manifest's parser were seen to raise over damaged files."""
_NO_DISK = (None, errno.EINVAL)
"""Error numbers of an OSError that says nothing about the disk: a place before the file's beginning, a packing without sense."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself, readable without any key."""

    format: int
    version: str
    """Of the program that made it."""
    origin: str
    """Name of the origin that was copied; a restore becomes another one."""
    head: str
    """The journal's head in the copy, as its owner spells it."""
    made: datetime
    """UTC"""
    encrypted: bool
    sha256: Mapping[str, str]
    """Of each part, by its name in the file."""


def pack(file: Path, parts: Mapping[str, Path], manifest: Manifest) -> None:
    """Write the file, which must not exist, and sync it; readable by its owner only. Raises OSError."""
    told = asdict(manifest) | {"made": manifest.made.isoformat()}
    with open_private(file) as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
            for name, part in parts.items():
                archive.write(part, name)
            archive.writestr(_MANIFEST, json.dumps(told, indent=1))
        raw.flush()
        os.fsync(raw.fileno())
        if hasattr(os, "posix_fadvise"):  # so that it is verified from the disk, not from memory
            os.posix_fadvise(raw.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def unpack(file: Path, folder: Path) -> Manifest:
    """The manifest, with the parts written into `folder` and compared with it. Raises BadBackup, TooNew, OSError."""
    with _opened(file) as archive:
        manifest = _manifest(archive)
        for name, wanted in manifest.sha256.items():
            with archive.open(name) as source, open_private(folder / name) as target:
                if _copied(source, target) != wanted:
                    raise BadBackup(why=Sentence("It is damaged."))
    return manifest


def manifest_of(file: Path) -> Manifest:
    """What the backup says about itself. Raises BadBackup, TooNew, OSError."""
    with _opened(file) as archive:
        return _manifest(archive)


def sha256_of(part: Path) -> str:
    with part.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The zip, and every way in which a damaged one fails as one error."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError:
        raise NotFound(what=file.name) from None
    except _DAMAGED as error:
        raise BadBackup(why=Sentence("It is damaged.")) from error
    except OSError as error:
        if error.errno in _NO_DISK:
            raise BadBackup(why=Sentence("It is damaged.")) from error
        raise


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    with archive.open(_MANIFEST) as part:
        told = json.loads(part.read(_LONGEST))
    if told["format"] > FORMAT:
        raise TooNew()
    told["made"] = datetime.fromisoformat(told["made"]).astimezone(UTC)
    manifest = Manifest(**told)
    named = isinstance(manifest.sha256, dict) and DATABASE in manifest.sha256
    if not named or not set(manifest.sha256) <= {DATABASE, RECOVERY}:
        raise BadBackup(why=Sentence("It is damaged."))
    return manifest


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy all of it; answers its sha256."""
    seal = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        seal.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return seal.hexdigest()
