"""Whether code is still what it was, told by the names, sizes and times of its files. Nothing of it is run."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

Stat = tuple[str, int, int]
"""(path, bytes, modified in ns)"""


def stats(files: Iterable[Path], folders: Iterable[Path]) -> Iterable[Stat]:
    """Of these files, and of all in these folders but what Python compiled. Raises OSError."""
    inside = [file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts]
    for file in (*files, *inside):
        stat = file.stat()
        if file.is_file():
            yield str(file), stat.st_size, stat.st_mtime_ns


@cache
def written(kind: Any) -> str:
    """Of an event kind: changes with its own declaration and with the package that its `rows` may call."""
    package = sys.modules[kind.__module__.partition(".")[0]]
    folders = [Path(folder) for folder in getattr(package, "__path__", ())]
    files = [] if folders or not package.__file__ else [Path(package.__file__)]
    parts = [kind.__qualname__, kind.VERSION, sorted(kind.OWNERS.items()), *sorted(stats(files, folders))]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
