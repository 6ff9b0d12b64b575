"""Keeps the catalogues of a package in step with its code: `python -m kiosk_core.translating FOLDER…`, also for a plugin.

New sentences come into `locale/<lang>/LC_MESSAGES/kiosk.po` empty, those that nobody says any more leave it, the .mo files
are written beside, and what is still to be translated is printed (exit 1). With `--compile` only the .mo files are written.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .catalogues import CAPITALS

PLURALS = {"nl": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
"""The languages that are translated into; English is the source."""
SPOKEN_BY_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""Modules of click whose words a person can see; they are the core's to translate."""
UNMARKED_BY_CLICK = (
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "required",
    "text",
    "integer",
    "integer range",
    "float",
    "boolean",
)
"""Words of click on a help page that it does not ask a catalogue for; `kiosk_core.cli.told` does."""
WITH_CHOICES = ("Field", "setting")
"""Calls whose `choices=(…)` are shown as words."""
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: {package}\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
"""Without dates and names of tools: a .po file changes when its words do."""
WIDTH = 100
BEFORE_A_SIGN = re.compile(" (?=[:;?!])")
"""In French a space stands before these, and it does not break: no line begins with a question mark."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as it stands in the code. `many`: its other form, '' when it counts nothing."""

    one: str
    many: str
    file: str
    line: int


def sentences(source: str, file: str = "") -> Iterator[Message]:
    """Every sentence of a module. Raises ValueError where one is put together before it is translated (an f-string)."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.FunctionDef) and any(map(_is_command, call.decorator_list)):
            if help_page := ast.get_docstring(call):
                yield Message(help_page, "", file, call.lineno)
            continue
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        match name:
            case "Sentence":
                many = call.args[2:3] or [word.value for word in call.keywords if word.arg == "many"]
                parts = [*call.args[:1], *many]
            case "counted" | "ngettext":
                parts = call.args[:2]
            case "gettext" | "_":
                parts = call.args[:1]
            case _ if name in WITH_CHOICES:
                for choice in _choices(call):
                    yield Message(choice, "", file, call.lineno)
                continue
            case "option" | "argument" | "Option":
                for text in _of_parameter(call):
                    yield Message(text, "", file, call.lineno)
                continue
            case _:
                continue
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in parts):
            raise ValueError(f"{file}:{call.lineno}: this sentence cannot be translated, say it with {{}} and values")
        said = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if said and said[0]:
            yield Message(said[0], said[1] if len(said) > 1 else "", file, call.lineno)


def _choices(call: ast.Call) -> Iterator[str]:
    for word in call.keywords:
        if word.arg == "choices" and isinstance(word.value, ast.Tuple):
            found = (part.value for part in word.value.elts if isinstance(part, ast.Constant))
            yield from (code for code in found if isinstance(code, str) and code.isalpha())


def _is_command(decorator: ast.expr) -> bool:
    """`@click.command(…)` and `@group.command(…)`, whose help page is the docstring."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def _of_parameter(call: ast.Call) -> Iterator[str]:
    """The help of a click option or argument, and the words in capitals that stand for its value."""
    known = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
    name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
    stands_for = known.get("metavar") or ("" if str(name).startswith("-") else str(name).upper())
    yield from CAPITALS.findall(str(stands_for))
    if isinstance(known.get("help"), str):
        yield inspect.cleandoc(str(known["help"]))


def extracted(package: Path) -> Catalog:
    """What the code of this folder says, in the order of files and lines."""
    catalog = Catalog(project=package.name)
    for file in sorted(package.rglob("*.py")):
        _add(catalog, sentences(file.read_text(encoding="utf8"), file.relative_to(package).as_posix()))
    if package.name == "kiosk_core":
        _add(catalog, _of_click())
    return catalog


def _of_click() -> Iterator[Message]:
    spec = find_spec("click")
    assert spec and spec.origin
    for name in SPOKEN_BY_CLICK:
        source = Path(spec.origin).with_name(f"{name}.py").read_text(encoding="utf8")
        for message in sentences(source):
            yield Message(message.one, message.many, "click", 1)
    for text in UNMARKED_BY_CLICK:
        yield Message(text, "", "click", 1)


def _add(catalog: Catalog, found: Iterable[Message]) -> None:
    for message in sorted(found, key=lambda message: message.line):
        ids = (message.one, message.many) if message.many else message.one
        catalog.add(ids, locations=[(message.file, message.line)])


def po_file(package: Path, lang: str) -> Path:
    return package / "locale" / lang / "LC_MESSAGES" / "kiosk.po"


def translated(package: Path, lang: str) -> Catalog:
    """The committed catalogue of a package; empty when there is none yet."""
    file = po_file(package, lang)
    stored = file.read_bytes() if file.exists() else _header(package, lang)
    return read_po(BytesIO(stored), locale=lang)


def missing(catalog: Catalog) -> list[str]:
    """What is not translated yet, or not sure."""
    return [_first(message.id) for message in catalog if message.id and (message.fuzzy or not _said(message.string))]


def _first(ids: str | Iterable[str]) -> str:
    return ids if isinstance(ids, str) else next(iter(ids))


def _said(strings: str | Iterable[str] | None) -> bool:
    return bool(strings) if strings is None or isinstance(strings, str) else all(strings)


def update(package: Path, lang: str) -> list[str]:
    """Brings the .po file in step with the code; answers what is missing now."""
    catalog = translated(package, lang)
    catalog.update(extracted(package), no_fuzzy_matching=True)
    if lang == "fr":
        _no_breaks(catalog)
    text = BytesIO()
    write_po(
        text, catalog, width=WIDTH, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    file = po_file(package, lang)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_header(package, lang) + text.getvalue())
    return missing(catalog)


def _no_breaks(catalog: Catalog) -> None:
    for message in catalog:
        match message.string:
            case str(said):
                message.string = BEFORE_A_SIGN.sub("\N{NO-BREAK SPACE}", said)
            case (*forms,):
                message.string = tuple(BEFORE_A_SIGN.sub("\N{NO-BREAK SPACE}", said) for said in forms)


def _header(package: Path, lang: str) -> bytes:
    return HEADER.format(package=package.name, lang=lang, plurals=PLURALS[lang]).encode()


def compile_catalogues(package: Path) -> None:
    """Writes each .mo file that is older than its .po file; whoever reads meanwhile sees the old one or the new one."""
    for po in package.glob("locale/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        catalog = read_po(BytesIO(po.read_bytes()), locale=po.parent.parent.name)
        catalog.creation_date = catalog.revision_date = datetime.fromtimestamp(0, UTC)
        new = mo.with_suffix(f".{os.getpid()}")
        with new.open("wb") as target:
            write_mo(target, catalog)
        new.replace(mo)


def main(args: Sequence[str]) -> int:
    packages = [Path(arg).resolve() for arg in args if arg != "--compile"]
    for package in packages:
        if not (package / "__init__.py").exists():
            print(
                f"{package} is no folder of a package: name the folder in which its __init__.py lies.", file=sys.stderr
            )
            return 2
    left = 0
    for package in packages:
        for lang in PLURALS if "--compile" not in args else ():
            for text in update(package, lang):
                print(f"{package.name} {lang}: {text!r}")
                left += 1
        compile_catalogues(package)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
