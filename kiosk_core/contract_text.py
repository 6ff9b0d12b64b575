"""What is demanded of the text of a plugin's files: seen before anybody stands there, on every branch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .journal.ledger import SCHEMA
from .registry.rights import RIGHTS

DOORS = {"kiosk_core", "kiosk_core.tui", "kiosk_core.cli.days", "kiosk_core.testing"}
"""All of this program that a plugin may import."""
_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_MADE = re.compile(r"(?:\bWITH|,)\s*(?:RECURSIVE\s+)?(\w+)(?:\s*\([^)]*\))?\s+AS\s")
"""What a query makes itself: WITH name AS (…)."""
_SQLITES = ("json_each", "json_tree")
_JOURNALS = frozenset(re.findall(r"CREATE TABLE (\w+)", " ".join(SCHEMA)))


def what_is_wrong(file: Path, package: str, project: str) -> Iterator[str]:
    """Imports past the doors, other projects' tables, rights that nobody has, a key twice on a screen, a command that nobody
    signs."""
    tree = ast.parse(file.read_text(encoding="utf8"))
    if strange := strange_imports(file, package):
        yield f"{file.name} imports {sorted(strange)}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (
                f"{file.name}, line {node.lineno}: {_not_to_read(name, project)}"
                for name in strange_tables(node.value, project)
            )
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in ("require", "may") and (right := _text(node.args[0])) and right not in RIGHTS:
                yield f"{file.name}, line {node.lineno}: the right {right!r} is nobody's"
        elif isinstance(node, ast.FunctionDef):
            if node.name.endswith("hints"):
                yield from (
                    f"{file.name}, line {node.lineno}: the key {key!r} stands twice" for key in keys_twice(node)
                )
            if reads_unsigned(node):
                yield f"{file.name}, line {node.lineno}: {node.name}() reads desk.kiosk.house for nobody: desk.shift({project!r}) first"


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


def strange_tables(text: str, project: str) -> set[str]:
    """Tables that a query reads and that are neither the project's own nor the core's. Another name without _ is of a query's
    own making, in another piece of it."""
    if "SELECT" not in text:
        return set()
    named = {name for name in _TABLE.findall(text) if ("_" in name or name in _JOURNALS) and name not in _SQLITES}
    made = set(_MADE.findall(text))
    return {name for name in named - made if not name.startswith(("core_", f"{project}_"))}


def _not_to_read(name: str, project: str) -> str:
    if name not in _JOURNALS:
        return f"{name} is no table of {project}, nor one that begins with core_"
    return (
        f"{name} is a table of the journal, which may change: let rows() put what you need of an event into a table of "
        f"{project}'s own, or ask kiosk.act(kiosk.event_id(row)) for the act of a row"
    )


def reads_unsigned(function: ast.FunctionDef) -> bool:
    """Whether it takes the house from a command's desk and nobody signs in there: then anybody at the keyboard reads."""
    inside = [ast.unparse(node) for node in ast.walk(function) if isinstance(node, ast.Attribute)]
    return "desk.kiosk.house" in inside and "desk.shift" not in inside


def keys_twice(function: ast.FunctionDef) -> set[str]:
    """Keys of which two hints stand one behind the other: the second would be shown, and never reached. One in each branch
    of an `if` is fine."""
    twice: set[str] = set()
    for node in ast.walk(function):
        for body in (getattr(node, name, None) for name in ("body", "orelse")):
            keys = list(_keys(body)) if isinstance(body, list) else []
            twice |= {key for key in keys if keys.count(key) > 1}
    return twice


def _keys(body: Iterable[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Expr(ast.Yield(ast.Call(ast.Attribute(attr="hint") | ast.Name(id="Hint"), [first, *_]))):
                if key := _text(first):
                    yield key


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
