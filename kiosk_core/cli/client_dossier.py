"""`kiosk client dossier`: the copy of everything held about a person, in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.receipts import Line
from ..domain.texts import Sentence, Text, counted
from .frame import Desk, command, option


@command(
    Sentence(
        "Everything held about a client, and who looked: A1042.1 is that person's copy, A1042 that of the household with its children. The look leaves a trace."
    )
)
@click.argument("client")
@option("--out", type=click.Path(path_type=Path, dir_okay=False), says=Sentence("Make a PDF of it, to hand over."))
def dossier(desk: Desk, client: str, out: Path | None) -> None:
    from ..care.copy import as_json, blocks

    shift = desk.shift()
    found = shift.dossier(client)
    read_first = counted(
        "{n} field holds words that somebody typed: read it before you give the copy.",
        "{n} fields hold words that somebody typed: read them before you give the copy.", found.typed,
    )  # fmt: skip
    if out is not None:
        shift.print_dossier(found, out, desk.paper_words())
        lines: list[Text] = [Sentence("The copy of {client} is in {file}.", {"client": client, "file": out.name})]
    else:
        lines = [_line(part, desk) for block in blocks(found) for part in block.parts if isinstance(part, Line)]
    if found.typed:
        lines.append(read_first)
    desk.answer({**as_json(found, desk.t), "typed": found.typed, "file": str(out) if out else None}, *lines)


def _line(line: Line, desk: Desk) -> Text:
    left, right = desk.t(line.left), desk.t(line.right)
    return f"{left}  {right}".rstrip()
