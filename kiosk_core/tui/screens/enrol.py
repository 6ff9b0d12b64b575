"""Noting a decision of the social service: for which project, until when, on which terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.ids import ClientId
from kiosk_core.domain.project import Field, Project
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client
from kiosk_core.shift import Shift

from ..drafted import Drafted
from ..widgets.form import Question
from .client import in_a_year


class EnrolScreen(Drafted):
    """Dismissed with what was noted, in the volunteer's language."""

    HEADING: ClassVar[Sentence] = Sentence("Enrol")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The counter applies a decision of the social service, it makes none.\n"
        "The last day is included. Who decided is written down.\n"
        "What the decision before said stands there: change it, or empty it, where this one says otherwise."
    )

    def __init__(self, shift: Shift, number: str, project: Project) -> None:
        super().__init__(shift)
        self.number, self.project = number, project
        self.DRAFT = f"enrol-{project.name}"  # type: ignore[misc]  # one screen, a draft for each project

    def drafted_for(self) -> ClientId:
        return ClientId(self._client().household or self.number)

    def questions(self) -> Iterable[Question]:
        usual = in_a_year(self.shift.here().day)
        yield Question(
            "until",
            Sentence("Last day"),
            Sentence("Included. Afterwards a time of grace begins."),
            value=f"{usual:%d/%m/%Y}",
        )
        yield Question(
            "decided",
            Sentence("Decided by"),
            Sentence("The social worker, so that questions find their way."),
            optional=True,
        )
        there = self.shift.terms_of(self._client(), self.project.name)
        yield from (self.question_of(field, str(there.get(field.code, ""))) for field in self._terms)

    @property
    def _terms(self) -> list[Field]:
        return [field for field in self.project.fields if field.of == "enrolment"]

    def on_mount(self) -> None:
        super().on_mount()
        self.tell(Sentence("For {client}: {project}", {"client": self.number, "project": self.project.title}))

    def look(self) -> Sequence[Finding]:
        client, until = self._asked_for()
        return self.shift.look_at_enrolment(client, self.project.name, until, terms=self.answers_to(self._terms))

    def keep(self) -> None:
        client, until = self._asked_for()
        decided = self.form.answers()["decided"] or None
        terms = self.answers_to(self._terms)
        self.shift.enrol(client, self.project.name, until, terms=terms, decided_by=decided, confirmed_by=self.other)
        noted = {"project": self.project.title, "until": until}
        self.dismiss(self.say(Sentence("✓ {project}: noted until {until}.", noted)))

    def _asked_for(self) -> tuple[Client, date]:
        until = self.day("until")
        return self._client(), until

    def _client(self) -> Client:
        return self.shift.house.by_number(self.number, self.shift.here().day)
