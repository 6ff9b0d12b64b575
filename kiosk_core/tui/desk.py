"""The app below every screen: its language, its looks, its scanner, and the wall that keeps a mistake off the screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual._context import active_message_pump
from textual.await_complete import AwaitComplete
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import active_worker

from kiosk_core.domain.texts import Catalogue, Sentence, Text

from .capture import Capture
from .themes import PLAIN, THEMES
from .widgets.key_bar import KeyBar
from .widgets.title_line import Title
from .widgets.words import Said

if TYPE_CHECKING:
    from .place import Place

LOWEST = 2
"""Screens without which there is no kiosk: Textual's own, and the one where whoever is signed in begins."""
KEPT = 10
"""Mistakes that are remembered: each holds on to all that it happened among."""


class Desk(Capture):
    """`words`: of the language chosen. `database`: the house's file, also before there is one."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    tapped: tuple[tuple[Place, str] | None, float] = (None, 0.0)
    """On which screen which key was tapped last, by its words, and when it was answered: seconds of the app's clock."""
    state = ""
    """What the last line of every screen says."""

    def __init__(self, words: Catalogue, database: Path, **more: Any) -> None:
        super().__init__(**more)
        self.words, self.database = words, database
        self.faults: deque[BaseException] = deque(maxlen=KEPT)
        """The last mistakes of the program; noted in the log, shown as a number."""
        for theme in THEMES:
            self.register_theme(theme)
        self.wear(THEMES[0].name)

    def push_screen(
        self, screen: Screen[Any] | str, callback: Callable[[Any], object] | None = None, *given: Any, **named: Any
    ) -> Any:
        """With its styles known beforehand: else Textual parses those of all screens anew, and styles the one below again,
        the first time that one is opened which brings its own. What `callback` does stands behind the wall of a key."""
        if isinstance(screen, Screen):
            for path in screen.css_path:
                if not self.stylesheet.has_source(str(path)):
                    self.stylesheet.read(path)
        told = callback and partial(self._answered, callback)
        return super().push_screen(screen, told, *given, **named)

    def _answered(self, callback: Callable[[Any], object], answer: object) -> None:
        from .place import Place

        if isinstance(self.screen, Place):
            self.screen.attempt(lambda: callback(answer))
        else:
            callback(answer)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def wear(self, theme: str) -> None:
        """One of THEMES by name; the plain one also draws larger."""
        self.theme = theme
        self.set_class(theme == PLAIN.name, "-plain")
        if self.is_running:
            # How high a key is depends on the look, which its own styles do not say.
            for bar in self.screen.query(KeyBar):
                bar.refresh(layout=True)

    def action_help_quit(self) -> None:
        """Ctrl+C, which closes other programs, says how this one is closed; Textual's own words are English."""
        from .place import Place

        if isinstance(self.screen, Place) and self.screen.stands:
            self.screen.tell(Sentence("Ctrl+Q closes the program."))

    @property
    def now(self) -> float:
        """Seconds of the clock that stamps keys."""
        return self._clock()

    def say(self, text: Text) -> str:
        """In the language of the screen, as `Said`: what stands there alone is said anew when another one is spoken."""
        return Said(text, self.words)

    def title_of(self, place: Place) -> Title:
        return Title(self.say(place.HEADING))

    def heard(self, place: Place, keys: str) -> None:
        """A code came from a scanner."""
        place.scanned(keys)

    def fault(self, error: BaseException) -> None:
        """A mistake of the program that the kiosk survives: a number to read out over the phone."""
        from .place import Place

        sentence = self._note(error)
        if isinstance(self.screen, Place) and self.screen.stands:
            self.screen.tell(sentence)

    def _handle_exception(self, error: Exception) -> None:
        """One that reached Textual: its own way would be to end with a traceback, and anybody's data in it. A screen that lies
        on another, or on none any more, is closed, and the kiosk goes on; without one of the lowest, or one that asks who stands
        there, there is nothing to go on with."""
        worker = active_worker.get(None)
        sentence, place = self._note(error), self._place_of(worker.node if worker else active_message_pump.get(None))
        if place is None or place in self.screen_stack[:LOWEST] or place.gate:
            self.exit(message=self.say(sentence), return_code=1)
        elif place.broken is None:
            place.broken = sentence
            self.call_later(self._close_broken, place)

    def _place_of(self, pump: MessagePump | None) -> Place | None:
        """The screen in which something was being done."""
        from .place import Place

        while pump is not None and not isinstance(pump, Screen):
            pump = pump._parent
        return pump if isinstance(pump, Place) else None

    def pop_screen(self) -> AwaitComplete:
        """With what broke below the one that goes."""
        from .place import Place

        gone = super().pop_screen()
        for place in self.screen_stack:
            if isinstance(place, Place) and place.broken:
                self._close_broken(place)
        return gone

    def _close_broken(self, place: Place) -> None:
        """With all that lies on it. While somebody is asked who stands there, what is below may not be shown: then `pop_screen`
        comes back to it."""
        from .place import Place

        stack = self.screen_stack
        above = stack[stack.index(place) :] if place in stack else []
        if any(isinstance(screen, Place) and screen.gate for screen in above):
            return
        for _ in above:
            super().pop_screen()
        if self.is_screen_installed(place):
            self.uninstall_screen(place)
        if isinstance(self.screen, Place):
            said = Sentence("That screen does not work and was closed. {number}", {"number": place.broken})
            self.call_after_refresh(self.screen.tell, said)

    def _note(self, error: BaseException) -> Sentence:
        # hashlib and traceback: 5 ms that no day without a fault needs.
        from kiosk_core.faults import note

        self.faults.append(error)
        return note(error)


def say(widget: Widget, text: Text) -> str:
    """In the language that is spoken where the widget stands."""
    assert isinstance(widget.app, Desk)
    return widget.app.say(text)
