"""Setting up a house: its name, the administrator's name and PIN. Then the two keys, shown once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.catalogues import FRENCH_PAPERS
from kiosk_core.domain.texts import Sentence

from ..pin_typed import same_pin
from ..place import Place
from ..widgets.form import Form, Question
from ..widgets.key_bar import Hint

if TYPE_CHECKING:
    from ..first import FirstApp


class SetUpScreen(Place):
    CSS_PATH = "set_up.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Set up this house")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The administrator may do everything: volunteers, settings, backups. More volunteers can be added later.\n"
        "A PIN is 4 to 12 digits."
    )

    def body(self) -> ComposeResult:
        yield Form(
            Question("house", Sentence("Name of the house"), Sentence("Stands above every slip.")),
            Question("admin", Sentence("Your name"), Sentence("You are the administrator.")),
            Question("pin", Sentence("Your PIN"), Sentence("4 to 12 digits."), secret=True),
            Question("again", Sentence("The PIN again"), Sentence("So that no typing error slips in."), secret=True),
        )

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        if cast("FirstApp", self.app).lang == "fr":
            self.tell(FRENCH_PAPERS)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.next, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def next(self) -> None:
        """From field to field; from the last one the house is made."""
        form = self.query_one(Form)
        if form.to_next_empty():
            return
        said, pin = form.answers(), same_pin(form)
        # argon2 and the founding of a file: only here.
        from kiosk_core.opening import create_house

        from .keep_keys import KeepKeysScreen

        first = cast("FirstApp", self.app)
        founded = create_house(first.database, said["house"], said["admin"], pin, lang=first.lang)
        founded.kiosk.close()
        first.made = True
        self.app.switch_screen(KeepKeysScreen(founded.recovery_key or "", founded.emergency_code))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Fill in the form first."))
