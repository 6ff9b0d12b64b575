"""What is demanded of every plugin, in a form that its own tests can call."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from .declarations import try_out
from .kiosk import Kiosk
from .plugins import Plugins
from .probe import sources, stops_without_step

DOORS = {"kiosk_core", "kiosk_core.tui", "kiosk_core.cli.days", "kiosk_core.testing"}
"""All of this program that a plugin may import."""


def check_contract(module: ModuleType) -> None:
    """Declarations, imports, next steps and paths of one plugin. Raises AssertionError with what does not hold."""
    plugins = Plugins([(module.__name__, "", module)])
    assert not plugins.aside, plugins.aside[0].why
    (project,) = plugins.projects.values()
    try_out(project)
    files = sources(module)
    assert not (missing := list(stops_without_step(files))), missing
    for file in files:
        assert not (strange := strange_imports(file, module.__name__)), f"{file.name} imports {sorted(strange)}"
    place = _named("kiosk_core.tui:Place")  # as a plugin's screens bring it in: nothing here stands on a screen
    for path in filter(None, (project.counter, *(screen.path for screen in project.screens))):
        found = _named(path)
        assert isinstance(found, type) and isinstance(place, type) and issubclass(found, place), f"{path} is no Place"
    for path in (command.path for command in project.commands):
        assert hasattr(_named(path), "make_context"), f"{path} is no click command"
    if project.self_service:
        assert callable(_named(project.self_service)), f"{project.self_service} is no function"


def _named(path: str) -> object:
    name, _, wanted = path.partition(":")
    try:
        return getattr(importlib.import_module(name), wanted)
    except (ImportError, AttributeError) as error:
        raise AssertionError(f"{path} is not there: {error}") from error


def strange_imports(file: Path, package: str) -> set[str]:
    """What a plugin's file imports of this program beside the doors, and of other plugins."""
    own = package.partition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
        match node:
            case ast.Import(names):
                found |= {one.name for one in names}
            case ast.ImportFrom(module=str(name), level=0):
                found.add(name)
    ours = {name for name in found if name.partition(".")[0].startswith("kiosk_")}
    return {name for name in ours - DOORS if name.partition(".")[0] != own}


@contextmanager
def reads(kiosk: Kiosk) -> Iterator[list[str]]:
    """Every statement that the house's connection runs inside, values filled in."""
    said: list[str] = []
    db: Any = kiosk.store.db
    db.set_trace_callback(said.append)
    try:
        yield said
    finally:
        db.set_trace_callback(None)


def whole_tables(kiosk: Kiosk, statements: list[str]) -> list[str]:
    """Those of the statements that read a whole table or index, with the line of SQLite's plan that says so."""
    found = []
    for sql in dict.fromkeys(statements):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            plan = [str(row[3]) for row in kiosk.store.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            found += [f"{line}: {sql}" for line in plan if line.startswith("SCAN ") and "CONSTANT ROW" not in line]
    return found
