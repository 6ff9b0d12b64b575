"""Noting a decision of the social service: for which project, until when, on which terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.domain.project import Field, Project
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..people_typed import read_day
from ..place import Place
from ..widgets.form import Form, Question
from ..widgets.key_bar import Hint
from .client import in_a_year


class EnrolScreen(Place):
    """Dismissed with what was noted, in the volunteer's language."""

    CSS_PATH = "enrol.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Enrol")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The counter applies a decision of the social service, it makes none.\n"
        "The last day is included. Who decided is written down."
    )

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def body(self) -> ComposeResult:
        day = self.shift.here().day
        project = self._project()
        terms = [field for field in project.fields if field.of == "enrolment"]
        yield Form(
            Question("until", Sentence("Last day"), Sentence("Included. Afterwards a time of grace begins."),
                     value=f"{in_a_year(day):%d/%m/%Y}"),
            Question("decided", Sentence("Decided by"), Sentence("The social worker, so that questions find their way."),
                     optional=True),
            *(Question(field.code.replace(".", "-"), field.title, self._why(field), optional=True) for field in terms),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        self.tell(Sentence("For {client}: {project}", {"client": self.number, "project": self._project().title}))

    def _why(self, field: Field) -> str:
        """Why it is asked, and what may be answered."""
        why = self.say(field.why)
        if field.choices:
            why += " " + self.say(Sentence("One of: {choices}", {"choices": ", ".join(field.choices)}))
        return why

    def _project(self) -> Project:
        """The one that the counter serves now; on the reception's page the first that serves anybody."""
        return self.shift.project if self.shift.project.services else self.desk.projects[0]

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Save"), self.save, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def save(self) -> None:
        said = self.query_one(Form).answers()
        project = self._project()
        until = read_day(said["until"])
        terms = {
            field.code: said[field.code.replace(".", "-")]
            for field in project.fields
            if field.of == "enrolment" and said[field.code.replace(".", "-")]
        }
        client = self.shift.house.by_number(self.number, self.shift.here().day)
        self.shift.enrol(client, project.name, until, terms=terms, decided_by=said["decided"] or None)
        noted = {"project": project.title, "until": until}
        self.dismiss(self.say(Sentence("✓ {project}: noted until {until}.", noted)))

    def scanned(self, keys: str) -> None:
        self.tell(Sentence("Save this form first (F8), or leave it (Esc)."))
