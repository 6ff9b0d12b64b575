"""`kiosk privacy register|notice`: the papers about personal data, from what core and plugins declare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..domain.receipts import Block, Line
from ..domain.texts import Sentence, Text, spoken
from .frame import Desk, command, option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..shift import Shift

FILE = click.Path(path_type=Path, dir_okay=False)


@command(
    Sentence(
        "The register of processing (GDPR article 30), from what the program and its projects declare: it names nobody."
    )
)
@option("--out", type=FILE, says=Sentence("Write it to this file: a PDF when it ends in .pdf, else text."))
def register(desk: Desk, out: Path | None) -> None:
    from ..care.register import as_json, blocks

    shift = desk.shift()
    found = shift.register_of_processing()
    _give(desk, shift, blocks(found), out, as_json(found, desk.t))


@command(Sentence("One page in plain words for whoever is enrolled: what the house keeps, and what they may ask."))
@option("--out", type=FILE, says=Sentence("Write it to this file: a PDF when it ends in .pdf, else text."))
def notice(desk: Desk, out: Path | None) -> None:
    from ..care.notice import blocks

    shift = desk.shift()
    made = blocks(shift.notice())
    _give(desk, shift, made, out, {"lines": [desk.t(line) for line in _lines(made)]})


def _give(desk: Desk, shift: Shift, made: tuple[Block, ...], out: Path | None, document: dict[str, object]) -> None:
    lines = [spoken(line, desk.paper_words() if out else desk.words) for line in _lines(made)]
    if out is not None and out.suffix.lower() == ".pdf":
        shift.print_privacy(made, out, desk.paper_words())
    elif out is not None:
        out.write_text("\n".join(lines) + "\n", encoding="utf8")
    said = [Sentence("It is in {file}.", {"file": out.name})] if out else lines
    desk.answer({**document, "file": str(out) if out else None}, *said)


def _lines(made: Iterable[Block]) -> list[Text]:
    return [part.left for block in made for part in block.parts if isinstance(part, Line)]
