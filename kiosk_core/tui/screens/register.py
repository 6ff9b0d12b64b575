"""The quick form for a new household: every answer but one may stay empty, and every question says why it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.households import NewMember

from ..drafted import Drafted
from ..people_typed import read_births, read_born
from ..widgets.form import Question


class RegisterScreen(Drafted):
    DRAFT = "register"
    HEADING: ClassVar[Sentence] = Sentence("Register a household")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Only how many they are is needed. Everything else may stay empty: nobody has to say it.\n\n"
        "Children: one birth each, with a comma between: 1/4/2019, 2021, 6, ?\n"
        "A year or an age is enough. ? is not known.\n\n"
        "F8 saves. When somebody like this is known already, or something looks odd, the screen says so first."
    )

    def questions(self) -> Iterable[Question]:
        yield Question(
            "adults", Sentence("Adults"), Sentence("For the size of what is handed over."), digits=True, value="1"
        )
        yield Question(
            "children", Sentence("Children"), Sentence("Birth or age of each: 1/4/2019, 2021, 6, ?"), optional=True
        )
        yield Question(
            "name",
            Sentence("Name"),
            Sentence("Of the first adult, the first name in front. To be found without a card."),
            optional=True,
        )
        yield Question(
            "born", Sentence("Born"), Sentence("Of the first adult: 1/2/1984, 1984, or an age."), optional=True
        )
        yield Question("phone", Sentence("Phone"), Sentence("To say that something changed."), optional=True)
        yield Question("address", Sentence("Address"), Sentence("Only where the house needs it."), optional=True)
        yield from map(self.question_of, [*self._fields("household"), *self._fields("person")])  # fmt: skip

    def _fields(self, of: str) -> list[Field]:
        """Those of a person are asked of the first adult."""
        return [field for field in self.desk.kiosk.plugins.all("fields") if field.of == of]

    def look(self) -> Sequence[Finding]:
        """Who looks alike is asked too."""
        members, said = self._members(), self.form.answers()
        found = self.shift.look_at_registration(
            members, address=said["address"] or None, answers=self.answers_to(self._fields("household"))
        )
        alike = self.shift.likely_duplicates(members[:1], phone=said["phone"] or None) if members else []
        if not alike:
            return found
        names = ", ".join(f"{one.full_name or one.display} ({one.number})" for one in alike[:3])
        text = Sentence("Is it one of these? {names}. If not, a new household is saved.", {"names": names})
        return [Finding(Severity.ASK, "core.alike", text), *found]

    def keep(self) -> None:
        said = self.form.answers()
        client = self.shift.register(
            self._members(), address=said["address"] or None, phone=said["phone"] or None,
            answers=self.answers_to(self._fields("household")),
        )  # fmt: skip
        self.app.switch_screen(self.desk.load("client:ClientScreen", self.shift, client.number))

    def _members(self) -> list[NewMember]:
        said = self.form.answers()
        today = self.shift.here().day
        adults = int(said["adults"] or 0)
        with self.form.reading("born") as typed:
            born = read_born(typed, today)
        with self.form.reading("children") as typed:
            children = read_births(typed, today)
        first = NewMember(
            name=said["name"] or None, born=born,
            answers=self.answers_to(self._fields("person")) if adults else {},
        )  # fmt: skip
        grown = [first, *(NewMember() for _ in range(adults - 1))] if adults else []
        return [*grown, *(NewMember(born=born) for born in children)]
