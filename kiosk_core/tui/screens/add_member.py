"""Somebody more in a household: a birth, a partner, a child of parents who live apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.households import NewMember
from kiosk_core.shift import Shift

from ..people_typed import read_born
from ..place import Place
from ..widgets.form import Form, Question
from ..widgets.key_bar import Hint


class AddMemberScreen(Place):
    """Dismissed with what was done, in the volunteer's language."""

    CSS_PATH = "add_member.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Add somebody")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Everything may stay empty. F6: a child who also belongs to another household (co-parenting)."
    )
    _part = False

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def body(self) -> ComposeResult:
        yield Form(
            Question("name", Sentence("Name"), Sentence("To be found without a card."), optional=True),
            Question("born", Sentence("Born"), Sentence("1/4/2019, 4/2019, 2019, an age, or nothing."), optional=True),
        )

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f6", Sentence("Lives here in part") if self._part else Sentence("Lives here"), self.turn)
        yield self.hint("f8", Sentence("Save"), self.save, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def turn(self) -> None:
        self._part = not self._part

    def save(self) -> None:
        said = self.query_one(Form).answers()
        today = self.shift.here().day
        client = self.shift.house.by_number(self.number, today)
        born = read_born(said["born"], today)
        self.shift.join(
            client, [NewMember(name=said["name"] or None, born=born, share="part" if self._part else "full")]
        )
        self.dismiss(self.say(Sentence("✓ Somebody more belongs to {number}.", {"number": self.number})))

    def scanned(self, keys: str) -> None:
        self.tell(Sentence("Save this form first (F8), or leave it (Esc)."))
