"""Finding installed plugins: entry points of group 'kiosk', each probed once in a process of its own.

A hang in an import cannot be caught in this process, nor can code that ends it. So a plugin that is new here, or changed,
is imported in another one first, with a time limit, and what came of it is remembered until it changes again.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from .journal.written import stats
from .plugins import Aside, told
from .version import VERSION

PROBE_S = 10.0
"""How long a new or changed plugin may take to be imported and asked who it is, before it is set aside; the core's own
loading not counted. An honest one takes 0.1."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What came of a probe. `print`: the fingerprint of what was probed. `why`: '' when it can work."""

    print: str
    why: str


def discover(remembered: Path | None, limit: float = PROBE_S) -> tuple[list[tuple[str, str, ModuleType]], list[Aside]]:
    """All plugins that can be imported as (name, version, module), by name, and those that cannot.

    `remembered`: the file with what came of earlier probes; None: probe all. `limit`: seconds for each probe.
    """
    points = sorted(entry_points(group="kiosk"), key=lambda point: (point.name, point.value))
    known = _read(remembered)
    prints = {point.value: _fingerprint(point) for point in points}
    new = [value for value in prints if value not in known or known[value].print != prints[value]]
    now = {value: known[value] for value in prints if value not in new}
    if new:
        from .probe import probe  # what it stands on takes 20 ms to import, and most starts probe nothing

        now |= {value: _Seen(prints[value], why) for value, why in probe(new, limit).items()}
    found: list[tuple[str, str, ModuleType]] = []
    aside: list[Aside] = []
    for point in points:
        version = point.dist.version if point.dist else ""
        seen = now[point.value].why or _import(point, version, found)
        if seen:
            aside.append(Aside(point.name, version, seen))
    if remembered is not None and now != known:
        _write(remembered, now)
    return found, aside


def _import(point: EntryPoint, version: str, found: list[tuple[str, str, ModuleType]]) -> str:
    """Why it cannot be imported after all; '' when it stands in `found`."""
    try:
        with redirect_stdout(sys.stderr):  # standard output belongs to the answer of a command
            found.append((point.name, version, importlib.import_module(point.value)))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the wall: a stranger's import
        return told(error)
    return ""


# ---- what is remembered ----


def _fingerprint(point: EntryPoint) -> str:
    """Of the names, sizes and times of its files, and of where packages are installed: another one after any installation.

    Nothing of the plugin is run: only the top package is looked up, for finding a deeper one would import its parents."""
    parts: list[object] = [point.value, point.dist.version if point.dist else "", VERSION, sys.version]
    with suppress(ImportError, ValueError, OSError):
        spec = importlib.util.find_spec(point.value.partition(".")[0].partition(":")[0])
        if spec is not None:
            folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
            files = [Path(spec.origin)] if spec.origin and not folders else []
            parts += sorted(stats(files, folders))
    places = [Path(place) for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]
    parts += [place.stat().st_mtime_ns for place in places if place.is_dir()]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _read(file: Path | None) -> dict[str, _Seen]:
    """What was remembered; nothing when that cannot be read, and then all are probed again."""
    try:
        found = json.loads(file.read_text(encoding="utf8")) if file else {}
        return {str(name): _Seen(str(seen["print"]), str(seen["why"])) for name, seen in found.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write(file: Path, seen: Mapping[str, _Seen]) -> None:
    """A cache: not being able to keep it costs time at the next start, nothing else."""
    text = json.dumps({name: {"print": one.print, "why": one.why} for name, one in seen.items()}, indent=1)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        fresh.write_text(text, encoding="utf8")
        fresh.replace(file)
