"""A mistake of the program: noted for a technician without anybody's data, under a number to read out over the phone."""

from __future__ import annotations

import hashlib
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import CodeType

from .domain.errors import Undeclared
from .domain.moments import Clock, now
from .domain.texts import Sentence
from .store.files import data_folder

SHOWN = Sentence("Something went wrong in the program. For the technician: number {number}.")

_noted: set[tuple[Path, str]] = set()
"""(log, number, or day and hook) of what this process wrote: no more than there are places in the code."""


def note(error: BaseException, about: str = "") -> Sentence:
    """Adds kinds of errors and places in the code to `faults.log` in this user's data folder; never their words, but for the names
    that a declaration holds. What comes
    each second stands there once for each start of the program. `about`: whose code it was, a plugin's name and its hook."""
    frames = [_place(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    kinds = [_kind(one) for one in _chain(error)]
    number = hashlib.sha256("\n".join([*kinds, *frames]).encode()).hexdigest()[:6].upper()
    with suppress(OSError):
        file = log_file()
        if (file, number) in _noted:
            return Sentence(SHOWN.template, {"number": number})
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf8") as log:
            told = "\n  ".join(
                [
                    f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {number} {' < '.join(kinds)}{about and f' ({about})'}",
                    *frames,
                ]
            )
            log.write(told + "\n")
        _noted.add((file, number))
    return Sentence(SHOWN.template, {"number": number})


def note_slow(about: str, seconds: float, clock: Clock = now) -> None:
    """Adds that a plugin's hook kept a counter waiting, and how long: once a day for each hook, for a slow one is slow at
    every scan. `about`: as in `note`."""
    at, file = clock(), log_file()
    if (file, f"{at:%Y-%m-%d} {about}") in _noted:
        return
    _noted.add((file, f"{at:%Y-%m-%d} {about}"))
    with suppress(OSError):
        today = [line for line in _lines(file) if line.startswith(f"{at:%Y-%m-%d}T") and " slow: " in line]
        if not any(line.endswith(f"({about})") for line in today):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf8") as log:
                log.write(f"{at:%Y-%m-%dT%H:%M:%SZ} slow: {seconds:.1f} s ({about})\n")


def last_noted(most: int = 5) -> list[str]:
    """When, which number, which kinds of errors (or that it was slow, and how long), and of which plugin; the newest first."""
    return [line for line in _lines(log_file()) if not line.startswith(" ")][: -most - 1 : -1]


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf8").splitlines()
    except OSError:
        return []


def log_file() -> Path:
    return data_folder() / "faults.log"


def _place(code: CodeType, line: int) -> str:
    """With the folder, or nobody knows which package's `core.py` it was."""
    path = Path(code.co_filename)
    return f"{path.parent.name}/{path.name}:{line} {code.co_name}"


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    return f"{name}: {error.names}" if isinstance(error, Undeclared) else name


def _chain(error: BaseException | None) -> list[BaseException]:
    """From what was caught to its first cause; one that was raised again from itself ends it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__
    return found
