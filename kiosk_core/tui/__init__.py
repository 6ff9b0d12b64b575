"""The door for plugins' screens, and where the command line opens the kiosk. Importing kiosk_core loads none of it.

Each name is loaded when it is first asked for: 40 ms that the first paint need not wait for the counter's widgets.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk_core.kiosk import Kiosk

    from .beside import Beside as Beside
    from .capture import Torn as Torn
    from .counting import Counting as Counting
    from .desk import say as say
    from .file_place import FilePlace as FilePlace
    from .first import MakeExample
    from .form_place import FormPlace as FormPlace
    from .kept import Kept as Kept
    from .paid_by import by_card as by_card
    from .paid_by import called as called
    from .paper_files import usual_file as usual_file
    from .paper_files import written as written
    from .paper_languages import languages_of as languages_of
    from .paper_languages import next_added as next_added
    from .place import Place as Place
    from .screens.counter import CounterScreen as CounterScreen
    from .searching import Searching as Searching
    from .slips import Slips as Slips
    from .widgets.form import Form as Form
    from .widgets.form import Question as Question
    from .widgets.key_bar import Hint as Hint
    from .widgets.matches import Matches as Matches
    from .widgets.rows import Rows as Rows
    from .widgets.verdict_band import VerdictBand as VerdictBand
    from .widgets.words import Hanging as Hanging
    from .widgets.words import Words as Words
    from .widgets.words import plain as plain

_DOOR = {
    "Beside": ".beside",
    "CounterScreen": ".screens.counter",
    "Counting": ".counting",
    "FilePlace": ".file_place",
    "Form": ".widgets.form",
    "FormPlace": ".form_place",
    "Hint": ".widgets.key_bar",
    "Kept": ".kept",
    "Matches": ".widgets.matches",
    "Place": ".place",
    "Question": ".widgets.form",
    "Rows": ".widgets.rows",
    "Searching": ".searching",
    "Slips": ".slips",
    "Torn": ".capture",
    "VerdictBand": ".widgets.verdict_band",
    "Hanging": ".widgets.words",
    "Words": ".widgets.words",
    "by_card": ".paid_by",
    "called": ".paid_by",
    "languages_of": ".paper_languages",
    "next_added": ".paper_languages",
    "say": ".desk",
    "plain": ".widgets.words",
    "usual_file": ".paper_files",
    "written": ".paper_files",
}
__all__ = [
    "Beside", "CounterScreen", "Counting", "FilePlace", "Form", "FormPlace", "Hanging", "Hint", "Kept", "Matches", "Place", "Question", "Rows", "Searching", "Slips",
    "Torn", "VerdictBand", "Words", "by_card", "called", "first_start", "languages_of", "next_added", "plain", "run", "say", "usual_file", "written",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _DOOR:
        raise AttributeError(name)
    return getattr(import_module(_DOOR[name], __name__), name)


def run(kiosk: Kiosk, counter: str | None = None, project: str | None = None, lang: str | None = None) -> int:
    """The kiosk until somebody closes it. `lang` None: as the house chose. Answers the exit code.

    Raises NotFound, NotUnderstood (which counter)."""
    from .app import KioskApp
    from .hangup import end_with_terminal

    end_with_terminal()
    app = KioskApp(kiosk, counter, project, lang)
    app.run()
    return app.return_code or 0


def first_start(database: Path, lang: str | None = None, example: MakeExample | None = None) -> bool:
    """Asks whether to try it with example data or to set up this house. True: there is a house in that file now.

    `example`: makes a house with example data there and closes it; called in a thread of its own."""
    from .first import FirstApp
    from .hangup import end_with_terminal

    end_with_terminal()
    app = FirstApp(database, lang, example)
    app.run()
    return app.made
