"""The coordinator plans a course: lessons each week, holidays left out and made up for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Sentence, read_day, read_hour
from kiosk_core.tui import Form, Question

from .. import courses
from .form import FormScreen


class PlanCourseScreen(FormScreen):
    """Dismissed with a sentence, or None."""

    HEADING: ClassVar[Sentence] = Sentence("Plan a course")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A lesson each week at the same hour, at this counter. Holidays are left out and made up for."
    )

    def body(self) -> ComposeResult:
        day = self.shift.here().day
        yield Form(
            Question("title", Sentence("Name"), Sentence("As people know it: smartphone for beginners.")),
            Question("day", Sentence("First day"), Sentence("For instance 31/12/2027."), value=f"{day:%d/%m/%Y}"),
            Question("start", Sentence("From"), Sentence("An hour: 14:00"), value="14:00"),
            Question("end", Sentence("To"), Sentence("An hour: 16:00"), value="16:00"),
            Question("lessons", Sentence("Lessons"), Sentence("One a week."), value="6", digits=True),
            Question("capacity", Sentence("Seats"), Sentence("Who asks later waits."), value="10", digits=True),
        )  # fmt: skip

    def save(self) -> None:
        said = self.query_one(Form).answers()
        start, end = read_hour(said["start"]), read_hour(said["end"])
        done = courses.plan(
            self.shift, said["title"], read_day(said["day"]), start, end - start, lessons=int(said["lessons"] or 0),
            capacity=int(said["capacity"] or 0),
        )  # fmt: skip
        text = {"title": done.course.title, "day": done.course.last}
        self.dismiss(self.say(Sentence("✓ {title} is planned, until {day}.", text)))
