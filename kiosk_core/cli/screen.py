"""`kiosk open`, and `kiosk` alone: the counter's screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..domain.errors import KioskError, NotFound
from ..domain.texts import Sentence
from .frame import Desk, command, option


class NoTerminal(KioskError):
    code, says = "no_terminal", Sentence("The screen needs a terminal. For scripts there are commands: kiosk --help.")


@command(Sentence("Open the counter's screen; the very first time it asks how to begin."), name="open")
@option("--project", metavar="P", says=Sentence("Begin at this project's counter."))
def open_(desk: Desk, project: str | None) -> int:
    if not desk.has_screen():
        raise NoTerminal()
    from ..tui import first_start, run

    if not (desk.database.exists() and desk.database.stat().st_size):
        desk.database.parent.mkdir(parents=True, exist_ok=True)
        if not first_start(desk.database, desk.asked_lang, partial(_example, lang=desk.asked_lang)):
            return 0
    if project is not None and project not in desk.kiosk.plugins.projects:
        raise NotFound(what=project)
    counter = desk.counter or desk.kiosk.usual_counter()
    if counter is None:
        desk.one_counter()
    return run(desk.kiosk, counter, project, desk.asked_lang)


def _example(database: Path, lang: str | None) -> None:
    from ..demo_house import make_example

    make_example(database, lang=lang)
