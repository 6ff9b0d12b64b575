"""No word of the command line is left in English, click's own included: read in a language that nobody speaks."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Set
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import kiosk_core
from kiosk_core import translating
from kiosk_core.domain.errors import KioskError
from kiosk_core.shift.keeping import FORGET_REASONS

from .test_catalogues import PACKAGES, PLACE

HERE = Path(__file__)
STRANGE = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ"
)
SAME_EVERYWHERE = re.compile(
    r"--?[a-z-]+|KIOSK_[A-Z_]+|kiosk( [a-z-]+)*|\[[a-z_]+(\|[a-z_]+)+\]|'[^']*'|\{\"error\".*?\"text\":"
)
"""Options, variables, choices, the keys of a document, and what was typed, said back in quotes."""
WORD = re.compile(r"[A-Za-z]{2,}")


def strange(text: str) -> str:
    """In Cyrillic letters, its places to fill in left alone."""
    parts, places = PLACE.split(text), PLACE.findall(text)
    return "".join(part.translate(STRANGE) + place for part, place in zip(parts, [*places, ""], strict=True))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[str], str, str]]:
    """What `pseudo.py` heard from a copy of the packages whose Dutch is strange."""
    site = tmp_path_factory.mktemp("strange")
    for package in PACKAGES:
        shutil.copytree(package, site / package.name, ignore=shutil.ignore_patterns("__pycache__"))
        _make_strange(package, site / package.name)
    env = {
        **os.environ,
        "PYTHONPATH": str(site),
        "HOME": str(site),
        "XDG_DATA_HOME": str(site / "data"),
        "COLUMNS": "200",
    }
    for name in [name for name in env if name.startswith("KIOSK_")]:
        del env[name]
    done = subprocess.run(
        [sys.executable, HERE.with_name("pseudo.py")], env=env, cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    heard: list[tuple[list[str], str, str]] = json.loads(done.stdout)
    return heard


def _make_strange(package: Path, copy: Path) -> None:
    catalog = Catalog(locale="nl")
    for message in translating.extracted(package):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = tuple(strange(one) for one in ids)
            catalog.add(message.id, strings if len(strings) > 1 else strings[0])
    with (copy / "locale" / "nl" / "LC_MESSAGES" / "kiosk.mo").open("wb") as target:
        write_mo(target, catalog)


def left_in_english(text: str, codes: Set[str] = frozenset()) -> list[str]:
    return [word for word in WORD.findall(SAME_EVERYWHERE.sub(" ", text)) if word not in codes]


def test_no_help_page_and_no_usage_error_has_an_untranslated_word(said: list[tuple[list[str], str, str]]) -> None:
    codes = {*FORGET_REASONS, *(part for line, _, _ in said for name in line[:-1] for part in name.split("-"))}
    assert len(said) > 80
    assert {" ".join(line): left for line, out, err in said if (left := left_in_english(out + err, codes))} == {}


def test_no_error_has_an_untranslated_word() -> None:
    for module in pkgutil.walk_packages(kiosk_core.__path__, "kiosk_core."):
        importlib.import_module(module.name)
    known = {text for package in PACKAGES for message in translating.extracted(package) for text in _ids(message.id)}
    errors = list(_below(KioskError))
    assert len(errors) > 30
    assert [error.__name__ for error in errors if error.says.template not in known] == []


def test_no_error_is_raised_with_words_that_nobody_translates() -> None:
    """`NotUnderstood(why="…")` would be said in English for ever: a detail of an error is a Sentence, or what somebody typed."""
    bare = [
        f"{file.name}:{call.lineno}"
        for package in PACKAGES
        for file in package.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf8")))
        if isinstance(call, ast.Call)
        for detail in call.keywords
        if detail.arg == "why" and isinstance(detail.value, ast.JoinedStr | ast.Constant) and not _is_code(detail.value)
    ]
    assert bare == []


def test_no_sentence_is_said_under_a_name_that_the_catalogues_do_not_look_for() -> None:
    """`counted as how_many` was English for ever: what is looked for are calls of Sentence and counted."""
    hidden = [
        f"{file.name}: {name.name} as {name.asname}"
        for package in PACKAGES
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] in ("texts", "kiosk_core")
        for name in node.names
        if name.name in ("Sentence", "counted") and name.asname
    ]
    assert hidden == []


def _is_code(value: ast.expr) -> bool:
    """One word in small letters is a code: `why="lost"`."""
    return isinstance(value, ast.Constant) and re.fullmatch(r"[a-z_]*", str(value.value)) is not None


def _ids(ids: object) -> tuple[str, ...]:
    return ids if isinstance(ids, tuple) else (str(ids),)


def _below(kind: type[KioskError]) -> Iterator[type[KioskError]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from _below(inner)


def test_a_word_that_was_not_translated_would_be_seen() -> None:
    assert left_in_english("--name ТЕХТ  [required]  Нам [v|m], see 'x'", {"see"}) == ["required"]
