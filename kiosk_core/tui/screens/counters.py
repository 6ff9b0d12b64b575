"""The house's counters: what each is called, and whether it has a drawer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence
from kiosk_core.shift.staff import KnownCounter

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words


class CountersScreen(Place):
    CSS_PATH = "counters.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Counters")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A counter is a desk with a printer, and perhaps a drawer for cash. Choose one with the arrows.\n\n"
        "F5 adds a counter. F6 changes its title. F7: it has a drawer, or it has none."
    )

    def body(self) -> ComposeResult:
        yield Words(self.say(Sentence("The counters of this house")), id="counters-title")
        yield Rows(id="counters")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f5", Sentence("Add a counter"), self.add)
        yield self.hint("f6", Sentence("Change the title"), self.change, main=True)
        yield self.hint(
            "f7", Sentence("No drawer") if self.marked.has_drawer else Sentence("Has a drawer"), self.drawer
        )

    def read(self) -> None:
        self.query_one(Rows).show([self._line(one) for one in self.shift.known_counters()])

    def _line(self, one: KnownCounter) -> str:
        drawer = self.say(Sentence("with a drawer") if one.has_drawer else Sentence("without a drawer"))
        return f"{one.name:<16} {one.title:<32} {drawer}"

    @property
    def marked(self) -> KnownCounter:
        return self.shift.known_counters()[self.query_one(Rows).highlighted or 0]

    def _again(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)

    def add(self) -> None:
        self.desk.open("counter_form:CounterFormScreen", self.shift, None, done=self._again)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.change)

    def change(self) -> None:
        self.desk.open("counter_form:CounterFormScreen", self.shift, self.marked, done=self._again)

    def drawer(self) -> None:
        one = self.marked
        self.shift.change_counter(one.name, None, not one.has_drawer)
        self._again(self.say(Sentence("✓ The counter {name} is changed.", {"name": one.name})))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))
