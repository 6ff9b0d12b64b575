"""The door for plugins' screens, and where the command line opens the kiosk. Importing kiosk_core loads none of it."""

from __future__ import annotations

from pathlib import Path

from kiosk_core.kiosk import Kiosk

from .counting import Counting
from .first import FirstApp, MakeExample
from .place import Place
from .screens.counter import CounterScreen
from .widgets.form import Form, Question
from .widgets.key_bar import Hint
from .widgets.verdict_band import VerdictBand
from .widgets.words import Words

__all__ = [
    "CounterScreen", "Counting", "Form", "Hint", "Place", "Question", "VerdictBand", "Words", "first_start", "run",
]  # fmt: skip


def run(kiosk: Kiosk, counter: str | None = None, project: str | None = None, lang: str | None = None) -> int:
    """The kiosk until somebody closes it. Answers the exit code. Raises NotFound, NotUnderstood (which counter)."""
    from .app import KioskApp

    app = KioskApp(kiosk, counter, project, lang)
    app.run()
    return app.return_code or 0


def first_start(database: Path, lang: str | None = None, example: MakeExample | None = None) -> bool:
    """Asks whether to try it with example data or to set up this house. True: there is a house in that file now.

    `example`: makes a house with example data there and closes it; called in a thread of its own."""
    app = FirstApp(database, lang, example)
    app.run()
    return app.made
