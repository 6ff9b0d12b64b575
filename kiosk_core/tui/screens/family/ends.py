"""The social service decided that somebody may come for a shorter time than was noted: until when, who said so, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ...asked import Asked
from ...widgets.form import Question
from ...widgets.words import Words
from .done import AboutHousehold


class EndsScreen(Asked, AboutHousehold):
    HEADING: ClassVar[Sentence] = Sentence("A decision ends earlier")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The counter applies a decision of the social service, it makes none: somebody there decided this, and says why.\n\n"
        "Who did and why is kept with the client, who may read it. What was handed over before stays as it was."
    )

    def __init__(self, shift: Shift, number: str, project: str) -> None:
        super().__init__(shift, number)
        self._project = project

    def above(self) -> ComposeResult:
        found = self.shift.running_enrolment(self.client(), self._project)
        title = self.desk.kiosk.plugins.projects[self._project].title
        days = Sentence("from {first} until {last}", {"first": found.from_day, "last": found.until_day})
        yield Words(self.say(Sentence("{who}: {what}", {"who": self.number, "what": title})), classes="about")
        yield Words(self.say(days), classes="follows")

    def questions(self) -> Iterable[Question]:
        today = self.shift.here().day
        yield Question(
            "last",
            Sentence("Last day"),
            Sentence("Included. There is no time of grace behind it."),
            value=f"{today:%d/%m/%Y}",
        )
        yield Question(
            "decided", Sentence("Decided by"), Sentence("The social worker, so that questions find their way.")
        )
        yield Question("why", Sentence("Why"), Sentence("In a few words. The client may read them."))

    def look(self) -> Sequence[Finding]:
        return self.shift.look_at_note(self.said["why"])

    def keep(self) -> None:
        last = self.day("last")
        self.shift.end_enrolment(
            self.client(),
            self._project,
            last,
            decided_by=self.said["decided"],
            reason=self.said["why"],
            confirmed_by=self.other,
        )
        title = self.desk.kiosk.plugins.projects[self._project].title
        self.end(Sentence("✓ {project}: ends on {until}.", {"project": title, "until": last}))
