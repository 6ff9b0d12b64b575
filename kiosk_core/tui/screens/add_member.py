"""Somebody more in a household: a birth, a partner, a child of parents who live apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.ids import ClientId
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client
from kiosk_core.registry.households import NewMember, Share
from kiosk_core.shift import Shift

from ..drafted import Drafted
from ..people_typed import read_born
from ..turned import Turned
from ..widgets.form import Question
from ..widgets.key_bar import Hint


class AddMemberScreen(Turned, Drafted):
    """Dismissed with what was done, in the volunteer's language."""

    HEADING: ClassVar[Sentence] = Sentence("Add somebody")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Everything may stay empty. F6: a child who also belongs to another household (co-parenting)."
    )
    DRAFT = "add_member"
    SO: ClassVar[Sentence] = Sentence("Lives here")
    OTHERWISE: ClassVar[Sentence] = Sentence("Lives here in part")

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def drafted_for(self) -> ClientId:
        return ClientId(self._client().household or self.number)

    def questions(self) -> Iterable[Question]:
        yield Question(
            "name", Sentence("Name"), Sentence("The first name in front. To be found without a card."), optional=True
        )
        yield Question("born", Sentence("Born"), Sentence("1/4/2019, 4/2019, 2019, an age, or nothing."), optional=True)
        yield from map(self.question_of, self._fields)

    @property
    def _fields(self) -> list[Field]:
        return [field for field in self.desk.kiosk.plugins.all("fields") if field.of == "person"]

    def hints(self) -> Iterable[Hint]:
        yield self.turning()
        yield from super().hints()

    def look(self) -> Sequence[Finding]:
        return self.shift.look_at_registration([self._member()], self._client())

    def keep(self) -> None:
        self.shift.join(self._client(), [self._member()])
        self.dismiss(self.say(Sentence("✓ Somebody more belongs to {number}.", {"number": self.number})))

    def _client(self) -> Client:
        return self.shift.house.by_number(self.number, self.shift.here().day)

    def _member(self) -> NewMember:
        said = self.form.answers()
        with self.form.reading("born") as typed:
            born = read_born(typed, self.shift.here().day)
        share: Share = "part" if self.turned else "full"
        return NewMember(name=said["name"] or None, born=born, share=share, answers=self.answers_to(self._fields))
