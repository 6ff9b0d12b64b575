"""Whether somebody waits for the lock, known to who writes for long: a file beside the database, there for as long as the
long writing is, which whoever finds the lock taken touches. Nothing stands in it.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


def beside(database: Path) -> Path:
    return Path(f"{database}-wanted")


def say(database: Path) -> None:
    """I wait. Costs a microsecond where nobody writes for long."""
    with suppress(OSError):
        now = time.time_ns()
        os.utime(beside(database), ns=(now, now))


class Wanted:
    """Made by who writes for long, and closed at its end. Where the file is not there (another long writing has ended, or
    none can be made) somebody may be waiting unheard: that counts as waiting."""

    def __init__(self, database: Path) -> None:
        self._file = beside(database)
        self._seen = self._made()

    def asked(self) -> bool:
        """Whether somebody waited since this was asked last."""
        before = self._seen
        try:
            self._seen = self._file.stat().st_mtime_ns
        except OSError:
            self._seen = self._made()
            return True
        return self._seen != before

    def close(self) -> None:
        with suppress(OSError):
            self._file.unlink()

    def _made(self) -> int:
        with suppress(OSError):
            self._file.touch(0o600)
            return self._file.stat().st_mtime_ns
        return 0
