"""Courses: which there are, how many seats are taken, and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Sentence, counted
from kiosk_core.tui import Hint

from .. import courses
from ..courses import Course
from .came import AbsentScreen
from .course import CourseScreen
from .listing import ListScreen
from .plan_course import PlanCourseScreen


class CoursesScreen(ListScreen[Course]):
    HEADING: ClassVar[Sentence] = Sentence("Courses")
    EMPTY: ClassVar[Sentence] = Sentence("There is no course now.")
    GUIDE: ClassVar[Sentence] = Sentence("Enter shows who follows a course. The coordinator plans one with F5.")

    def found(self) -> Sequence[Course]:
        return courses.upcoming(self.shift.house, self.shift.here().day)

    def line(self, one: Course) -> str:
        asked = courses.places(self.shift.house, one.id, self.shift.here().day)
        taken = sum(place.seat for place in asked)
        waiting = len(asked) - taken
        first = f"{one.first:%d/%m/%Y}" if one.first else ""
        seats = self.say(Sentence("{taken} of {seats} seats", {"taken": taken, "seats": one.capacity}))
        waits = self.say(counted("{n} waits", "{n} wait", waiting)) if waiting else ""
        return f"{first:<11} {one.title:<34.34} {seats:<18} {waits}"

    def hints(self) -> Iterable[Hint]:
        if self.marked:
            yield self.hint("enter", Sentence("Open it"), self.open, main=True)
        if self.shift.may("lead"):
            yield self.hint("f5", Sentence("Plan"), self.plan)
        if self.shift.may("dossier"):
            yield self.hint("f6", Sentence("Who misses lessons"), self.absent)

    def open(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(CourseScreen(self.shift, self.marked), lambda _: self.read())

    def plan(self) -> None:
        self.desk.push_screen(PlanCourseScreen(self.shift), self._planned)

    def absent(self) -> None:
        self.desk.push_screen(AbsentScreen(self.shift))

    def _planned(self, said: object) -> None:
        self.read()
        if isinstance(said, str):
            self.tell(said)
