"""Whether what a plugin declares can work, said once and early: at load, not at the first row."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .domain.fields import said_choices
from .domain.ids import ActId, CounterId, EventId, Subject, VolunteerId
from .domain.project import Command, Field, Indicator, Project, Purpose, Screen, Tender, Undoing
from .domain.settings import Setting
from .domain.settings import declared as declared_settings
from .domain.texts import Sentence
from .domain.visits import Service
from .journal import Event, Kind, Table
from .journal.envelope import canonical
from .journal.kinds import rows_of
from .journal.own import OWN
from .registry.codes import CODE
from .registry.rights import RIGHTS
from .registry.served import SERVED, SERVING_FIELDS
from .store.sqlcipher import Error, dbapi2
from .version import API, VERSION

SHARED = (CODE, SERVED)
"""Readings of the core that a plugin's kinds may put into."""
RESERVED = ("core", "kiosk", "local", "new", "sqlite")
"""Names that tables of the core, of the store and of a refilling begin with."""
PARTS = {
    "services": Service, "fields": Field, "tenders": Tender, "screens": Screen, "commands": Command,
    "indicators": Indicator, "tables": Table, "purposes": Purpose, "undoing": Undoing,
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}", re.ASCII)
_LETTER = re.compile(r"[a-z]", re.ASCII)
_PATH = re.compile(r"\w+(\.\w+)*:\w+", re.ASCII)


class DoesNotFit(ValueError):
    """A declaration that cannot work."""


def check(declared: Project, others: Mapping[str, Project]) -> None:
    """At every start: names, types, and what belongs to whom. Raises DoesNotFit with a sentence for a technician.

    `others`: what the plugins before it declared, by name."""
    _check_name(declared.name, others)
    _check_core(declared.core)
    _check_parts(declared)
    _check_codes(declared)
    _check_words(declared)
    _check_screens(declared)
    _check_tables(declared, others)
    for kind in declared.kinds:
        _check_kind(kind, declared)
    if declared.settings is not None and getattr(declared.settings, "PREFIX", "") != declared.name:
        raise DoesNotFit(f"its settings do not have the prefix {declared.name!r}")


def try_out(declared: Project) -> None:
    """What takes longer (some 20 ms), so once per installation, in the probe: makes the tables, lets every kind put its
    rows of a forgotten event, reads every setting. Raises DoesNotFit."""
    _make(tuple(statement for table in declared.tables for statement in _statements(table)))
    for kind in declared.kinds:
        _stand(kind)
    if declared.settings is not None:
        _check_settings(declared.settings)


def _check_name(name: str, others: Mapping[str, Project]) -> None:
    if name in others:
        raise DoesNotFit(f"the name {name!r} is taken by another plugin")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or (name in RESERVED and name != "core"):
        raise DoesNotFit(f"the name {name!r} is not a plain lower-case word, or is kept for the core")


def _check_core(needed: str) -> None:
    if not needed:
        return
    try:
        oldest = tuple(int(part) for part in needed.split("."))
    except ValueError:
        raise DoesNotFit(f"core={needed!r} is no version such as '0.1'") from None
    if oldest[: len(API)] > API:
        raise DoesNotFit(f"needs kiosk_core {needed}, this is {VERSION}")


def _check_parts(declared: Project) -> None:
    _check_said(declared, "the project")
    for name, type_ in PARTS.items():
        for one in getattr(declared, name):
            if not isinstance(one, type_):
                raise DoesNotFit(f"{name} holds {one!r}, which is no {type_.__name__}")
            what = f"the {type_.__name__.lower()} {getattr(one, 'code', getattr(one, 'name', ''))!r}"
            _check_said(one, what)
            for field, words in _from_lists(type_).items():
                if getattr(one, field) not in words:
                    raise DoesNotFit(f"the {field} of {what} is {getattr(one, field)!r}, none of {', '.join(words)}")
    for one in declared.fields:
        if one.type in ("choice", "choices") and not one.choices:
            raise DoesNotFit(f"the field {one.code!r} is a choice without choices")
        for code, said in said_choices(one).items():
            if isinstance(one.choices, Mapping) and not isinstance(said, Sentence):
                raise DoesNotFit(f"the choice {code!r} of the field {one.code!r} is called by no Sentence")
    for kind in declared.kinds:
        if not (isinstance(kind, type) and issubclass(kind, Kind) and "KIND" in vars(kind)):
            raise DoesNotFit(f"kinds holds {kind!r}, which is no Kind marked with @kind")
    paths = [declared.counter, *(s.path for s in declared.screens), *(c.path for c in declared.commands)]
    paths += [declared.self_service] if declared.self_service else []
    for path in paths:
        if not isinstance(path, str) or not _PATH.fullmatch(path):
            raise DoesNotFit(f"the path {path!r} is not of the form 'module:name'")


@cache
def _from_lists(type_: Any) -> Mapping[str, tuple[str, ...]]:
    """Fields whose value is one of a list of words: a report or a closing would stumble over another, months later."""
    hints = get_type_hints(type_)
    return {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}


def _check_said(one: Any, what: str) -> None:
    """Every sentence is one, and can be said with the values it carries."""
    for f in fields(one):
        said = getattr(one, f.name)
        if f.type == "Sentence" and not isinstance(said, Sentence):
            raise DoesNotFit(f"the {f.name} of {what} is no Sentence")
        if isinstance(said, Sentence):
            try:
                str(said)
            except (LookupError, ValueError, AttributeError):
                raise DoesNotFit(f"the {f.name} of {what} lacks a value: {said.template!r}") from None


def _check_words(declared: Project) -> None:
    kinds = (*declared.kinds, *(OWN if declared.name == "core" else ()))
    named = {kind.KIND for kind in kinds}
    named |= {f"{kind.KIND}.{name}" for kind in kinds for name in (*kind.OWNERS, kind.SUBJECT.name)}
    for key, said in declared.says.items():
        if said is not None and not isinstance(said, Sentence):
            raise DoesNotFit(f"what it says for {key!r} is no Sentence")
        if "." in key.partition("=")[0] and key not in named:
            raise DoesNotFit(f"it says something for {key!r}, which is none of its kinds, nor a field of one")


def _check_codes(declared: Project) -> None:
    dotted = {
        "kind": [kind.KIND for kind in declared.kinds],
        "service": [service.code for service in declared.services],
        "finding heard elsewhere": list(declared.elsewhere),
        "field": [f.code for f in declared.fields],
        "indicator": [indicator.code for indicator in declared.indicators],
        "purpose": [purpose.code for purpose in declared.purposes],
    }
    for what, names in dotted.items():
        for one in names:
            if not one.startswith(f"{declared.name}."):
                raise DoesNotFit(f"the {what} {one!r} does not begin with {declared.name!r} and a dot")
    for one in declared.undoing:
        if one.kind not in dotted["kind"]:
            raise DoesNotFit(f"undoing names {one.kind!r}, which is no kind of its own")
    for command in declared.commands:
        if command.name != declared.name and not command.name.startswith(f"{declared.name}-"):
            raise DoesNotFit(f"the command {command.name!r} is not {declared.name!r}, nor begins with it and a dash")
    single = {
        "screen": [screen.code for screen in declared.screens],
        "command": [command.name for command in declared.commands],
        "means of payment": [tender.code for tender in declared.tenders],
    }
    for what, names in {**dotted, **single}.items():
        for one in names:
            if names.count(one) > 1:
                raise DoesNotFit(f"the {what} {one!r} is declared twice")


def _check_screens(declared: Project) -> None:
    for screen in declared.screens:
        if screen.right not in RIGHTS:
            raise DoesNotFit(f"the screen {screen.code!r} is for the right {screen.right!r}, which nobody has")
        if not _LETTER.fullmatch(screen.key):
            raise DoesNotFit(f"the key {screen.key!r} of the screen {screen.code!r} is not one letter of a to z")


# ---- tables ----


def _check_tables(declared: Project, others: Mapping[str, Project]) -> None:
    taken = {name for project in others.values() for table in project.tables for name in (table.name, table.stored)}
    for table in declared.tables:
        if not table.name.startswith(f"{declared.name}_"):
            raise DoesNotFit(f"the table {table.name!r} does not begin with {declared.name}_")
        if taken & {table.name, table.stored}:
            raise DoesNotFit(f"the table {table.name!r} is declared by another plugin too")


def _statements(table: Table) -> tuple[str, ...]:
    view = (table.view_ddl,) if table.view_ddl else ()
    return (table.ddl, *table.index_ddl, *view, f"SELECT {', '.join(table.every_column)} FROM {table.name}")


@cache
def _make(statements: tuple[str, ...]) -> None:
    """In a database in memory: what SQLite will not make there, it would not make in the house."""
    if dbapi2 is None:
        return  # and no house opens either
    with closing(dbapi2.connect(":memory:")) as db:
        for statement in statements:
            try:
                db.execute(statement)
            except Error as error:
                raise DoesNotFit(f"a table cannot be made: {error} ({statement})") from None


# ---- kinds ----


def _check_kind(kind: Any, declared: Project) -> None:
    for table in kind.PUTS:
        if table not in declared.tables and table not in SHARED:
            raise DoesNotFit(f"{kind.KIND} puts into {getattr(table, 'name', table)}, which is not its own")
    names = {f.name for f in fields(kind)}
    if "first_month" in names and not (names.issuperset(SERVING_FIELDS) and SERVED in kind.PUTS):
        raise DoesNotFit(f"{kind.KIND} has first_month and lacks service or first_year, or does not put SERVED")


@cache
def _stand(kind: Any) -> None:
    for event in bare(kind):
        try:
            rows_of(kind, event, ())
        except Exception as error:  # noqa: BLE001 - the wall: a stranger's rows()
            what = f"{type(error).__name__}: {error}"
            raise DoesNotFit(f"{kind.KIND}: rows() cannot stand a forgotten event ({what})") from None


def bare(kind: Any) -> Iterable[Event]:
    """Events of that kind of which everything personal is forgotten: with their subject gone, and with it still there."""
    hints = get_type_hints(kind)
    kept = {
        f.name: _any(hints[f.name])
        for f in fields(kind)
        if f.name != kind.SUBJECT.name and not f.metadata.get("of") and not f.metadata.get("words")
    }
    for subject in ("A-1", "x"):
        yield Event(
            EventId("A-1"), 1, date(2026, 11, 25), CounterId("x"), VolunteerId("x"), ActId("A-1"), kind.KIND,
            kind.VERSION, kind.KEEP, canonical(kept), b"", b"", subject=Subject(subject),
        )  # fmt: skip


def _any(hint: Any) -> Any:
    """A value that such a field may have, as it lies in an event."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return args[0]
    if origin in (Union, types.UnionType):
        return None if type(None) in args else _any(args[0])
    if origin is tuple:
        return [] if ... in args else [_any(part) for part in args]
    if origin in (list, dict):
        return origin()
    plain = getattr(hint, "__supertype__", hint)
    return {int: 0, bool: False, date: "2026-11-25"}.get(plain, "x")


# ---- settings ----


@cache
def _check_settings(cls: Any) -> None:
    prefix = cls.PREFIX
    for f in fields(cls):
        if "why" not in f.metadata:
            raise DoesNotFit(f"the setting {prefix}.{f.name} is not declared with setting()")
    hints = get_type_hints(cls)
    for key, one in declared_settings(cls).items():
        if hints[key.partition(".")[2]] not in (int, bool, str, tuple[str, ...]):
            raise DoesNotFit(f"the setting {key} is not an int, a bool, a str or a tuple of str")
        _check_said(one, f"the setting {key}")
        if not _is_default(one):
            raise DoesNotFit(
                f"the setting {key} has a default outside its own type, limits or choices: {one.default!r}"
            )


def _is_default(one: Setting) -> bool:
    value = one.default
    match one.type:
        case "int":
            fits = type(value) is int
            return fits and (one.low is None or value >= one.low) and (one.high is None or value <= one.high)
        case "bool":
            return type(value) is bool
        case "str":
            return isinstance(value, str) and (not one.choices or value in one.choices)
        case _:
            fits = isinstance(value, tuple) and all(isinstance(part, str) for part in value)
            return fits and (not one.choices or set(value) <= set(one.choices))
