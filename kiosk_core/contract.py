"""What is demanded of every plugin, in a form that its own tests can call."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .contract_text import what_is_wrong
from .declarations import try_out
from .domain.project import Project
from .journal.own import OWN
from .kiosk import Kiosk
from .plugins import CORE, Plugins
from .probe import sources, stops_without_step


def check_contract(module: ModuleType) -> None:
    """Declarations, words, text, next steps and paths of one plugin. Raises AssertionError with what does not hold."""
    plugins = Plugins([(module.__name__, "", module)])
    assert not plugins.aside, plugins.aside[0].why
    (project,) = plugins.projects.values()
    try_out(project)
    files = sources(module)
    assert not (missing := list(stops_without_step(files))), missing
    for file in files:
        assert not (wrong := list(what_is_wrong(file, module.__name__, project.name))), wrong[0]
    lacking = without_words(project)
    assert not lacking, f"Project.says has no words for {', '.join(lacking)}: say None where it tells a person nothing"
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


def of_people(project: Project) -> list[Any]:
    """Kinds that say something of somebody."""
    kinds = (*project.kinds, *(OWN if project.name == CORE else ()))
    return [k for k in kinds if k.SUBJECT.metadata["personal"] or set(k.OWNERS.values()) - {None, k.SUBJECT.name}]


def without_words(project: Project) -> list[str]:
    """What is kept about people and called by nothing that they understand: kinds, their fields, and words of a fixed list."""
    lacking = []
    for kind in of_people(project):
        lacking += [] if project.says.get(kind.KIND) else [kind.KIND]
        hints = get_type_hints(kind)
        for name in kind.OWNERS:
            if f"{kind.KIND}.{name}" not in project.says and name not in project.says:
                lacking.append(f"{kind.KIND}.{name}")
            elif get_origin(hints[name]) is Literal and project.says.get(f"{kind.KIND}.{name}", project.says.get(name)):
                lacking += [f"{name}={word}" for word in get_args(hints[name]) if f"{name}={word}" not in project.says]
    return lacking


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
