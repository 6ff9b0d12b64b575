"""A backup in a process of its own, so that the counter goes on meanwhile. Run as a program it is that process."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ..domain.errors import KioskError
from ..domain.texts import Sentence
from ..faults import note
from ..store import Store
from .daily import back_up

NOT_MADE = Sentence("The backup was not made: its program ended early. Try again, or call the technician.")


def back_up_beside(path: Path, key: bytes | None, folder: Path, at: datetime, keep_days: int | None) -> Path | Sentence:
    """The file that was made, or why there is none. Waits for it: call it in a worker.

    `path`, `key`: of the house. The key goes through a pipe, never into the arguments. multiprocessing cannot be used
    here: below a full-screen app standard error has no descriptor, which its tracker needs."""
    asked = pickle.dumps((path, key, folder, at, keep_days))
    done = subprocess.run([sys.executable, "-m", __name__], input=asked, capture_output=True, check=False)
    if done.returncode:
        return NOT_MADE
    answer: Path | Sentence = pickle.loads(done.stdout)
    return answer


def _made(path: Path, key: bytes | None, folder: Path, at: datetime, keep_days: int | None) -> Path | Sentence:
    try:
        with closing(Store(path, key)) as store:
            return back_up(store, folder, at, keep_days).file
    except KioskError as error:
        return error.sentence
    except Exception as error:  # noqa: BLE001 - the wall: what this process writes on its error output nobody reads
        return note(error)


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_made(*pickle.load(sys.stdin.buffer))))
