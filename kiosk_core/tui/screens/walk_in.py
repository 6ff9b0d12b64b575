"""Somebody with no card, name or papers: three numbers, then the verdict as for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Service
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words

ASKED = {"adults": Sentence("Adults"), "children": Sentence("Children"), "babies": Sentence("Babies")}


class WalkInScreen(Place):
    """Dismissed with {'adults': n, 'children': n, 'babies': n}, or None."""

    CSS_PATH = "walk_in.tcss"
    GUIDE: ClassVar[Sentence] = Sentence(
        "How many will eat from it? One digit each: adults, children, babies.\n"
        "No name and no papers are needed. Nobody is sent away."
    )

    def __init__(self, shift: Shift, service: Service) -> None:
        super().__init__(shift)
        self._service = service

    def body(self) -> ComposeResult:
        with Vertical(id="asked"):
            yield Words(self.say(self._service.title), classes="heading")
            yield Words(self.say(Sentence("How many are they? One digit each.")), classes="lead")
            for name, title in ASKED.items():
                with Horizontal(classes="row"):
                    yield Words(self.say(title), classes="label")
                    yield Input(id=name, restrict=r"[0-9]?", max_length=1, select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one("#adults", Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.go_on, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def on_input_changed(self, event: Input.Changed) -> None:
        """A digit goes on to the next field by itself."""
        if event.value and event.input.id != "babies":
            self.focus_next()

    def go_on(self) -> None:
        asked = {name: int(self.query_one(f"#{name}", Input).value or 0) for name in ASKED}
        if not sum(asked.values()):
            self.tell(Sentence("Type how many they are, at least one."))
            self.query_one("#adults", Input).focus()
        else:
            self.dismiss(asked)

    def scanned(self, keys: str) -> None:
        """They have a card after all."""
        self.dismiss(None)
        self.desk.to_counter(keys)
