"""Finding installed plugins: entry points of group 'kiosk', each probed once in a process of its own."""

from __future__ import annotations

import hashlib
import importlib
import json
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from .plugins import Aside

PROBE_S = 10.0
"""How long a new or changed plugin may take to be imported and asked who it is, before it is set aside."""


def discover(remembered: Path | None) -> tuple[list[tuple[str, str, ModuleType]], list[Aside]]:
    """All plugins that can be imported, by name, and those that cannot.

    A hang in an import cannot be caught in this process, so a plugin whose files changed since last time is imported in
    another one first, with a time limit. `remembered`: the file with the fingerprints that passed; None: probe all.
    """
    passed = _read(remembered)
    found: list[tuple[str, str, ModuleType]] = []
    aside: list[Aside] = []
    fresh: dict[str, str] = {}
    for point in sorted(entry_points(group="kiosk"), key=lambda p: p.name):
        version = point.dist.version if point.dist else ""
        print_ = _fingerprint(point)
        why = "" if passed.get(point.name) == print_ else _probe(point)
        if not why:
            try:
                found.append((point.name, version, importlib.import_module(point.module)))
                fresh[point.name] = print_
            except Exception as error:  # noqa: BLE001 - the wall: a stranger's import
                why = f"{type(error).__name__}: {error}"
        if why:
            aside.append(Aside(point.name, version, why))
    if remembered is not None and fresh != passed:
        _write(remembered, fresh)
    return found, aside


def _probe(point: EntryPoint) -> str:
    """Why it cannot be imported; '' when it can."""
    code = (
        "import importlib,sys\n"
        "try:\n importlib.import_module(sys.argv[1]).project()\n"
        "except BaseException as e:\n print(f'{type(e).__name__}: {e}'); sys.exit(1)"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, point.module], capture_output=True, text=True, timeout=PROBE_S, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"did not answer within {PROBE_S:.0f} seconds"
    if done.returncode == 0:
        return ""
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[-1] if lines else f"stopped with code {done.returncode}"


def _fingerprint(point: EntryPoint) -> str:
    """Of the names, sizes and times of its files; cheap, and another one after any installation."""
    import importlib.util

    parts: list[object] = [point.module, point.dist.version if point.dist else "", sys.version]
    try:
        spec = importlib.util.find_spec(point.module)
    except (ImportError, ValueError):
        spec = None
    if spec and spec.origin:
        parts += sorted(_stats(Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _stats(place: Path) -> Iterable[tuple[str, int, int]]:
    files = place.rglob("*.py") if place.is_dir() else [place]
    for file in files:
        stat = file.stat()
        yield file.name, stat.st_size, stat.st_mtime_ns


def _read(file: Path | None) -> dict[str, str]:
    try:
        found = json.loads(file.read_text(encoding="utf8")) if file else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, prints: dict[str, str]) -> None:
    """A cache: not being able to keep it costs time at the next start, nothing else."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(prints), encoding="utf8")
    except OSError:
        return
