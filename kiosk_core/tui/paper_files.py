"""Where a screen puts a file that it makes; the name tells nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

T = TypeVar("T")


def usual_file(shift: Shift, what: Sentence, ending: str = ".pdf") -> Path:
    """In the home of whoever is signed in on this computer, where a person finds it; named as `Shift.file_name` says."""
    return Path.home() / shift.file_name(what, ending)


def written(out: Path, write: Callable[[Path], T]) -> T:
    """What `write` answers, once the file is there. Raises NotUnderstood: it cannot be written, or is there already."""
    if out.exists():
        raise NotUnderstood(why=Sentence("{file} is there already: choose another name.", {"file": out}))
    try:
        return write(out)
    except OSError as error:
        raise NotUnderstood(
            why=Sentence("nothing can be written to {file}: choose another place.", {"file": out})
        ) from error
