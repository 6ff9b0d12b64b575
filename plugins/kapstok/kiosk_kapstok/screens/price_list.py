"""The price list for the coordinator: looked at, changed from a day on, and labels of our own printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core import Money, Sentence, Shift
from kiosk_core.tui import Hint, Place, Rows, Words

from .. import prices
from ..prices import UNITS, Category


class PriceListScreen(Place):
    CSS_PATH = Path(__file__).with_name("lists.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Price list")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What is sold, with its letter on the till. Enter changes the marked one, F6 adds another.\n"
        "A change holds from the day that you say; what was sold before keeps its price. What holds from a later day stands "
        "below.\n"
        "F5 prints labels of our own to stick on. F9 writes the whole list into a spreadsheet, F7 takes one over: first it shows what "
        "would change."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._found: list[tuple[date | None, Category]] = []
        """In the order of the rows. The day from which it holds; None: it holds now."""

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Change this"), lambda: self.edit(*self._marked), main=True)
        yield self.hint("f6", Sentence("Another category"), lambda: self.edit(None, None))
        yield self.hint("f5", Sentence("Labels"), self.labels)
        yield self.hint("f7", Sentence("From a spreadsheet"), self.bring_in)
        yield self.hint("f9", Sentence("As a spreadsheet"), self.write)

    @property
    def _marked(self) -> tuple[date | None, Category]:
        return self._found[self.query_one(Rows).highlighted or 0]

    def read(self) -> None:
        day = self.shift.here().day
        now = prices.categories(self.shift.house, day)
        later = [(since, one) for since, one in prices.coming(self.shift.house, day) if one not in now]
        self._found = [*((None, one) for one in now), *later]
        self.query_one("#list-title", Words).put(self.say(Sentence("As it holds on {day}", {"day": day})))
        self.query_one(Rows).show([self._line(since, one) for since, one in self._found])

    def _line(self, since: date | None, one: Category) -> str:
        price = self.say(Sentence("{amount}", {"amount": Money(one.price)})) if one.unit != "open" else ""
        client = Sentence("clients {amount}", {"amount": Money(one.client)}) if one.client is not None else ""
        if since is not None:
            from_then = self.say(Sentence("From {day}", {"day": since}))
            then = price.strip() if one.sold else self.say(Sentence("Not sold any more"))
            return f"   {from_then}  {one.title:<22.22} {then} {self.say(client)}"
        return (
            f"{one.key.upper():<2} {one.title:<22.22} {price:>9}  {self.say(UNITS[one.unit]):<16.16} {self.say(client)}"
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(lambda: self.edit(*self._marked))

    def edit(self, since: date | None, one: Category | None) -> None:
        from .price_form import PriceFormScreen

        self.app.push_screen(PriceFormScreen(self.shift, one, since), self._done)

    def labels(self) -> None:
        from .label_form import LabelFormScreen

        self.app.push_screen(LabelFormScreen(self.shift, self._marked[1]), self._done)

    def bring_in(self) -> None:
        from .price_file import PriceFileScreen

        self.app.push_screen(PriceFileScreen(self.shift), self._done)

    def write(self) -> None:
        from .price_write import PriceWriteScreen

        self.app.push_screen(PriceWriteScreen(self.shift), self._done)

    def _done(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, Sentence):
            self.tell(said)
