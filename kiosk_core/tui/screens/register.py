"""The quick form for a new household: every answer but one may stay empty, and every question says why it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.households import NewMember

from ..people_typed import read_births, read_born
from ..place import Place
from ..widgets.form import Form, Question
from ..widgets.key_bar import Hint


class RegisterScreen(Place):
    CSS_PATH = "register.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Register a household")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Only how many they are is needed. Everything else may stay empty: nobody has to say it.\n\n"
        "Children: one birth each, with a comma between: 1/4/2019, 2021, 6, ?\n"
        "A year or an age is enough. ? is not known.\n\n"
        "F8 saves. When somebody like this is known already, the screen says so first."
    )
    _warned: tuple[str, ...] = ()

    def body(self) -> ComposeResult:
        yield Form(
            Question("adults", Sentence("Adults"), Sentence("For the size of what is handed over."), digits=True, value="1"),
            Question("children", Sentence("Children"), Sentence("Birth or age of each: 1/4/2019, 2021, 6, ?"), optional=True),
            Question("name", Sentence("Name"), Sentence("Of the first adult, to be found without a card."), optional=True),
            Question("born", Sentence("Born"), Sentence("Of the first adult: 1/2/1984, 1984, or an age."), optional=True),
            Question("phone", Sentence("Phone"), Sentence("To say that something changed."), optional=True),
            Question("address", Sentence("Address"), Sentence("Only where the house needs it."), optional=True),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Save"), self.save, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def save(self) -> None:
        """Who looks alike is shown first; the same key again saves."""
        members = self._members()
        said = self.query_one(Form).answers()
        alike = self.shift.likely_duplicates(members[:1], phone=said["phone"] or None) if members else []
        found = tuple(one.number for one in alike)
        if found and found != self._warned:
            self._warned = found
            names = ", ".join(f"{one.full_name or one.display} ({one.number})" for one in alike[:3])
            self.tell(Sentence("Is it one of these? {names}. F8 again saves a new household.", {"names": names}))
            return
        client = self.shift.register(members, address=said["address"] or None, phone=said["phone"] or None)
        self.app.switch_screen(self.desk.load("client:ClientScreen", self.shift, client.number))

    def _members(self) -> list[NewMember]:
        said = self.query_one(Form).answers()
        today = self.shift.here().day
        adults = int(said["adults"] or 0)
        first = NewMember(name=said["name"] or None, born=read_born(said["born"], today))
        grown = [first, *(NewMember() for _ in range(adults - 1))] if adults else []
        return [*grown, *(NewMember(born=born) for born in read_births(said["children"], today))]

    def scanned(self, keys: str) -> None:
        self.tell(Sentence("Save this form first (F8), or leave it (Esc)."))
