"""Which member of the household is it? A card is often lent within a family."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Client, Sentence, Shift
from kiosk_core.tui import Hint, Place, Words


class MembersScreen(Place):
    """Dismissed with the person's id, or None."""

    CSS_PATH = "lists.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who of the household?")
    GUIDE: ClassVar[Sentence] = Sentence("Choose with the arrows, then Enter. Or scan another card.")

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._members = client.members

    def body(self) -> ComposeResult:
        yield Words(self.say(Sentence("Who came?")), classes="lead")
        lines = [f" {member.first_name or '-':<24} {member.number}" for member in self._members]
        yield OptionList(*(Option(line) for line in lines), markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("This one"), self.choose, main=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.choose)

    def choose(self) -> None:
        marked = self.query_one(OptionList).highlighted
        if marked is not None:
            self.dismiss(self._members[marked].person)

    def scanned(self, keys: str) -> None:
        """Another card says it too."""
        self.dismiss(None)
        self.desk.to_counter(keys, self.shift.project)
