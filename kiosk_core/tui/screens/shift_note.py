"""Writing for the shifts that come: a note to the next one, or a briefing of the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence

from ..asked import Asked
from ..widgets.form import Question
from ..widgets.key_bar import Hint

USUAL = timedelta(days=6)
"""of a briefing: a week."""


class HandoverScreen(Asked):
    """Dismissed with what was done, in the volunteer's language."""

    CSS_PATH = "shift_note.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Note for the next shift")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What is almost gone, what broke, who will call back. Whoever begins here next reads it first.\n"
        "Nothing about clients: no name, no number, nothing about their health."
    )

    def questions(self) -> Iterable[Question]:
        yield Question("text", Sentence("Note"), Sentence("Short, and nothing about clients."))

    def look(self) -> Sequence[Finding]:
        return self.shift.look_at_note(self.form.answers()["text"])

    def keep(self) -> None:
        self.shift.leave_note(self.form.answers()["text"])
        self.dismiss(self.say(Sentence("✓ The next shift reads it.")))


class WriteBriefingScreen(HandoverScreen):
    HEADING: ClassVar[Sentence] = Sentence("Write a briefing")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Whoever signs in on these days reads it first, and the list shows who did.\n"
        "F6: for this project or for all. F7: at this counter or at all. Nothing about clients."
    )
    _all_projects, _all_counters = False, True

    def questions(self) -> Iterable[Question]:
        day = self.shift.here().day
        yield from super().questions()
        yield Question("from", Sentence("From"), value=f"{day:%d/%m/%Y}")
        yield Question(
            "until", Sentence("Until"), Sentence("The last day, inclusive."), value=f"{day + USUAL:%d/%m/%Y}"
        )

    def hints(self) -> Iterable[Hint]:
        project = Sentence("For {project}", {"project": self.shift.project.title})
        yield self.hint("f6", Sentence("For all projects") if self._all_projects else project, self.turn_project)
        counters = Sentence("At all counters") if self._all_counters else Sentence("At this counter")
        yield self.hint("f7", counters, self.turn_counter)
        yield from super().hints()

    def turn_project(self) -> None:
        self._all_projects = not self._all_projects

    def turn_counter(self) -> None:
        self._all_counters = not self._all_counters

    def keep(self) -> None:
        said = self.form.answers()
        self.shift.write_briefing(
            said["text"], self.day("from"), self.day("until"), all_projects=self._all_projects,
            all_counters=self._all_counters,
        )  # fmt: skip
        self.dismiss(self.say(Sentence("✓ Whoever signs in reads it.")))
