"""The app below every screen: its language, its looks, its scanner, and the wall that keeps a mistake off the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk_core.domain.texts import Catalogue, Text, spoken

from .capture import Capture
from .themes import PLAIN, THEMES
from .widgets.title_line import Title

if TYPE_CHECKING:
    from .place import Place


class Desk(Capture):
    """`words`: of the language chosen. `database`: the house's file, also before there is one."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    state = ""
    """What the last line of every screen says."""

    def __init__(self, words: Catalogue, database: Path, **more: Any) -> None:
        super().__init__(**more)
        self.words, self.database = words, database
        self.faults: list[Exception] = []
        """Mistakes of the program since the start; noted in the log, shown as a number."""
        for theme in THEMES:
            self.register_theme(theme)
        self.wear(THEMES[0].name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def wear(self, theme: str) -> None:
        """One of THEMES by name; the plain one also draws larger."""
        self.theme = theme
        self.set_class(theme == PLAIN.name, "-plain")

    @property
    def now(self) -> float:
        """Seconds of the clock that stamps keys."""
        return self._clock()

    def say(self, text: Text) -> str:
        return spoken(text, self.words)

    def title_of(self, place: Place) -> Title:
        return Title(self.say(place.HEADING))

    def _handle_exception(self, error: Exception) -> None:
        """Textual's own would leave the kiosk with a traceback, and anybody's data in it."""
        from kiosk_core.faults import note

        from .place import Place

        self.faults.append(error)
        sentence = note(error)
        if isinstance(self.screen, Place) and self.screen.stands and len(self.faults) < MANY:
            self.screen.tell(sentence)
        else:
            self.exit(message=self.say(sentence), return_code=1)


MANY = 50
"""Faults in one run after which going on helps nobody: what fails at every paint would never end."""
