"""The first question of all: try it with example data, or set up this house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.texts import Sentence, Text

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words

if TYPE_CHECKING:
    from ..first import FirstApp


class FirstStartScreen(Place):
    CSS_PATH = "first_start.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Welcome")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Example data: everything is invented, you can try whatever you like. It can never become a real house.\n\n"
        "Set up this house: for real clients. It takes two minutes.\n\n"
        "Did another computer break? Type in a terminal: kiosk restore, a space, and the file of the newest backup. It asks for "
        "the recovery key, and then the house is here as it was."
    )
    _making = False

    @property
    def first(self) -> FirstApp:
        return cast("FirstApp", self.app)

    def body(self) -> ComposeResult:
        with Vertical(id="choice"):
            yield Words(self.say(Sentence("There is no house on this computer yet.")), classes="heading")
            if self.first.example is not None:
                yield Words(self.say(Sentence("F5   Try it with example data")), classes="option")
                yield Words(self.say(Sentence("Everything in it is invented. Nothing can go wrong.")), classes="why")
            yield Words(self.say(Sentence("F8   Set up this house")), classes="option")
            yield Words(self.say(Sentence("For real clients. You need a name, a PIN, pen and paper.")), classes="why")
            yield Words(
                self.say(Sentence("Did another computer break? Esc, then type: kiosk restore FILE")), classes="option"
            )
            yield Words(self.say(Sentence("FILE is the newest backup. You need the recovery key.")), classes="why")

    def hints(self) -> Iterable[Hint]:
        if self._making:
            return
        if self.first.example is not None:
            yield self.hint("f5", Sentence("Example data"), self.make_example, main=True)
        yield self.hint("f8", Sentence("Set up this house"), self.set_up, main=True)
        yield self.hint("escape", Sentence("Stop"), lambda: self.app.exit())

    def set_up(self) -> None:
        from .set_up import SetUpScreen

        self.app.push_screen(SetUpScreen())

    def make_example(self) -> None:
        """In a worker: it takes some seconds."""
        self._making = True
        self.tell(self.meanwhile)
        self.run_worker(self._make, thread=True)

    def _make(self) -> None:
        assert self.first.example is not None
        try:
            self.first.example(self.first.database)
        except KioskError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._made)

    def _failed(self, error: KioskError) -> None:
        self._making = False
        self.failed(error)
        self.refresh_hints()

    def _made(self) -> None:
        self.first.made = True
        self.app.exit()

    @property
    def meanwhile(self) -> Text:
        return Sentence("One moment: two years of invented life are being written.") if self._making else ""

    def scanned(self, keys: str) -> None:
        self.turn_away(self.meanwhile or Sentence("Choose first."))
