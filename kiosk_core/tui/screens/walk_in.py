"""Somebody with no card, name or papers: three numbers, then the verdict as for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from string import digits
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kiosk_core.domain.keys import as_digits
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Service
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words

ASKED = {"adults": Sentence("Adults"), "children": Sentence("Children"), "babies": Sentence("Babies")}


class Digit(Input):
    """One digit, which goes on to the next field by itself. Digits that come in a bunch find their fields too: the
    screen knows at once which one is next, long before the focus has arrived there."""

    async def _on_key(self, event: events.Key) -> None:
        digit = as_digits(event.character or "")
        if len(digit) == 1 and digit in digits:
            event.stop()
            event.prevent_default()
            cast("WalkInScreen", self.screen).put(digit)
        else:
            await super()._on_key(event)


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
                    yield Digit(id=name, restrict=r"[0-9]?", max_length=1, select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one("#adults", Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.go_on, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def put(self, digit: str) -> None:
        """Into the field that has the focus, and on to the next."""
        fields = list(self.query(Digit))
        here = next((n for n, field in enumerate(fields) if field is self.focused), 0)
        fields[here].value = digit
        self.set_focus(fields[min(here + 1, len(fields) - 1)])

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
