"""`kiosk client import|export`: a coordinator's spreadsheet becomes clients, and all clients a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..domain.texts import Sentence, Text, counted
from .days import DAY
from .frame import Desk, command, option

if TYPE_CHECKING:
    from ..importing.foreseen import Foreseen

LISTED = ("changed", "duplicate", "rejected")
"""What is said line by line; of the others only what there is to say, and how many."""


@command(Sentence("Register clients from an XLSX or CSV. Without --yes it only says what it would do."), name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@option("--column", "columns", multiple=True, metavar="FIELD=HEADING", says=Sentence("A wrong guess is put right: name=Naam; nothing behind = means none. Repeat it for each."))  # fmt: skip
@option(
    "--sheet", metavar="TITLE", says=Sentence("Which sheet of an XLSX; the first that looks like a list when not said.")
)
@option("--with-alike", is_flag=True, says=Sentence("Who looks like somebody known is registered all the same."))
@option("--enrol", "project", metavar="P", says=Sentence("New households may come to this project."))
@option("--until", type=DAY, metavar="DATE", says=Sentence("With --enrol: the last day of that decision."))
@option(
    "--yes",
    is_flag=True,
    says=Sentence("Write it. Broken off, the same command goes on where it was. With --undo: also what came after it."),
)
@option("--undo", metavar="IMPORT", says=Sentence("Take a whole import back, by its number."))
def import_(
    desk: Desk, file: Path | None, columns: tuple[str, ...], project: str | None, until: date | None, undo: str | None, **more: Any,
) -> None:  # fmt: skip
    if (file is None) == (undo is None):
        raise desk.usage(Sentence("Give a file, or --undo with the number of an import."))
    if (project is None) != (until is None):
        raise desk.usage(Sentence("--enrol and --until belong together."))
    if wrong := [one for one in columns if "=" not in one]:
        raise desk.usage(Sentence("{text}: write it as FIELD=HEADING.", {"text": wrong[0]}))
    if undo is not None:
        acts = desk.shift().undo_import(undo, desk.progress, along=bool(more["yes"]))
        desk.answer({"import": undo, "undone": acts}, Sentence("✓ Import {id} is undone.", {"id": undo}))
    elif file is not None:
        _import(desk, file, dict(one.partition("=")[::2] for one in columns), project, until, **more)


def _import(
    desk: Desk, file: Path, columns: dict[str, str], project: str | None, until: date | None, *, sheet: str | None, with_alike: bool,
    yes: bool,
) -> None:  # fmt: skip
    from ..importing.foreseen import Enrolling

    shift = desk.shift()
    enrolling = Enrolling(project, until) if project and until else None
    foreseen = shift.look_at_import(file, columns, sheet=sheet, add_alike=with_alike, enrolling=enrolling)
    written = shift.import_clients(foreseen, desk.progress) if yes else None
    given = dict(shift.numbers_given(foreseen)) if yes else {}
    desk.answer(_document(desk, foreseen, written, given), *_lines(foreseen, written, given))


def _document(desk: Desk, foreseen: Foreseen, written: int | None, given: Mapping[int, str]) -> dict[str, Any]:
    header = foreseen.header
    return {
        "import": foreseen.id,
        "columns": {name: header.titles[at] for name, at in sorted(header.fields.items(), key=lambda pair: pair[1])},
        "unused": header.unused,
        "notes": [desk.t(note) for note in header.notes],
        "joined": [list(lines) for lines in foreseen.joined],
        "counts": foreseen.counts,
        "lines": [
            {
                "lines": list(one.lines), "sort": one.sort, "number": given.get(one.place, one.number),
                "why": [desk.t(why) for why in one.why],
            }
            for one in foreseen.found
            if one.sort in LISTED or one.why or one.place in given
        ],
        "written": written,
    }  # fmt: skip


def _lines(foreseen: Foreseen, written: int | None, given: Mapping[int, str]) -> Iterator[Text]:
    from ..importing.comparing import SAID, how_many
    from ..importing.foreseen import of_book, of_columns

    header = foreseen.header
    if foreseen.others:
        yield of_book(foreseen)
    for name, place in sorted(header.fields.items(), key=lambda pair: pair[1]):
        said = {"heading": header.titles[place], "title": header.said(name), "field": name}
        yield Sentence("  {heading} → {title} ({field})", said)
    if header.unused:
        yield Sentence("Not read: {headings}", {"headings": ", ".join(header.unused)})
    yield from of_columns(foreseen)
    for one in foreseen.found:
        line, number = ", ".join(map(str, one.lines)), given.get(one.place)
        if number is not None:
            why = tuple(filter(None, (number, *one.why)))
            yield Sentence("Line {line}: {sort}: {why}", {"line": line, "sort": SAID["done"], "why": why})
        elif one.sort in LISTED or one.why:
            yield Sentence("Line {line}: {sort}: {why}", {"line": line, "sort": SAID[one.sort], "why": one.why})
    for sort, n in foreseen.counts.items():
        if n:
            yield how_many(sort, n)
    if written is None:
        yield Sentence("Nothing was written. Give it again with --yes.")
    elif not written:
        yield Sentence("Nothing was written: nothing in it is new or changed.")
    else:
        yield Sentence(
            "✓ {n} written. Undo it all: 'kiosk client import --undo {id}'", {"n": written, "id": foreseen.id}
        )


@command(
    Sentence(
        "Write everybody who belongs to a household to FILE (.xlsx or .csv), one line a person. It leaves a trace."
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(desk: Desk, file: Path) -> None:
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise desk.usage(Sentence("The file ends in .xlsx or .csv."))
    persons = desk.shift().export_clients(file, desk.paper_words())
    said = counted("✓ {n} person: {file}", "✓ {n} persons: {file}", persons, file=file.name)
    desk.answer({"file": str(file), "persons": persons}, said)
