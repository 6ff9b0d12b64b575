"""A mistake of the program: noted for a technician without anybody's data, under a number to read out over the phone."""

from __future__ import annotations

import hashlib
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from .domain.texts import Sentence
from .store.files import data_folder

SHOWN = Sentence("Something went wrong in the program. For the technician: number {number}.")

_noted: set[tuple[Path, str]] = set()
"""(folder, number) of what this process wrote: no more than there are places in the code."""


def note(error: BaseException) -> Sentence:
    """Adds kinds of errors and places in the code to `faults.log` in this user's data folder; never their words. What comes
    each second stands there once for each start of the program."""
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    kinds = [type(one).__name__ for one in _chain(error)]
    number = hashlib.sha256("\n".join([*kinds, *frames]).encode()).hexdigest()[:6].upper()
    with suppress(OSError):
        folder = data_folder()
        if (folder, number) in _noted:
            return Sentence(SHOWN.template, {"number": number})
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "faults.log").open("a", encoding="utf8") as log:
            told = "\n  ".join([f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {number} {' < '.join(kinds)}", *frames])
            log.write(told + "\n")
        _noted.add((folder, number))
    return Sentence(SHOWN.template, {"number": number})


def _chain(error: BaseException | None) -> list[BaseException]:
    """From what was caught to its first cause; one that was raised again from itself ends it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__
    return found
