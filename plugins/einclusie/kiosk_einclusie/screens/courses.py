"""Courses: which there are, who has a seat and who waits, and who came to which lesson."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Client, NotFound, Sentence, Shift, Verdict, counted
from kiosk_core.tui import Hint, Place, Words

from .. import agreement, courses, phone
from ..courses import Course
from .assess import AssessScreen
from .came import AbsentScreen
from .material import MaterialScreen
from .plan_course import PlanCourseScreen

MARKS = {"here": "✓", "late": "~", "excused": "o", "absent": "-", "": "."}


class CoursesScreen(Place):
    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Courses")
    GUIDE: ClassVar[Sentence] = Sentence("Enter shows who follows a course. The coordinator plans one with F5.")

    def body(self) -> ComposeResult:
        with Vertical(id="devices"):
            yield OptionList(markup=False)
            yield Words(self.say(Sentence("There is no course now.")), id="none")

    def on_mount(self) -> None:
        self.attempt(self.read)
        self.query_one(OptionList).focus()

    def read(self) -> None:
        self._courses = courses.upcoming(self.shift.house, self.shift.here().day)
        listed = self.query_one(OptionList)
        marked = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(self._line(one)) for one in self._courses])
        listed.highlighted = min(marked, len(self._courses) - 1) if self._courses else None
        listed.display = bool(self._courses)
        self.query_one("#none").display = not self._courses

    def on_data(self) -> None:
        self.read()

    def _line(self, one: Course) -> str:
        asked = courses.places(self.shift.house, one.id)
        taken = sum(place.seat for place in asked)
        waiting = len(asked) - taken
        first = f"{one.first:%d/%m/%Y}" if one.first else ""
        seats = self.say(Sentence("{taken} of {seats} seats", {"taken": taken, "seats": one.capacity}))
        waits = self.say(counted("{n} waits", "{n} wait", waiting)) if waiting else ""
        return f" {first:<11} {one.title:<34.34} {seats:<18} {waits}"

    def hints(self) -> Iterable[Hint]:
        if self._courses:
            yield self.hint("enter", Sentence("Open it"), self.open, main=True)
        if self.shift.may("lead"):
            yield self.hint("f5", Sentence("Plan"), self.plan)
        if self.shift.may("dossier"):
            yield self.hint("f6", Sentence("Who misses lessons"), self.absent)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.press("enter")

    def open(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.desk.push_screen(CourseScreen(self.shift, self._courses[at]), lambda _: self.read())

    def plan(self) -> None:
        self.desk.push_screen(PlanCourseScreen(self.shift), self._planned)

    def absent(self) -> None:
        self.desk.push_screen(AbsentScreen(self.shift))

    def _planned(self, said: object) -> None:
        self.read()
        if isinstance(said, str):
            self.tell(said)


class CourseScreen(Place):
    """One course: its seats in order, then the waiting list. A card that is scanned here asks for a seat."""

    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Course")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan a card: whoever it is gets a seat, or a place on the waiting list.\n"
        "Del: somebody does not come any more; the screen says who to call. F5 notes that you called.\n"
        "F7: somebody is excused for the next lesson. F9 makes a certificate.\n"
        "F3: what somebody gets, to keep. F2: what somebody can do alone, at the start and at the end; nobody has to.\n\n"
        "✓ came   ~ late   o excused   - absent   . still to come"
    )

    def __init__(self, shift: Shift, course: Course) -> None:
        super().__init__(shift)
        self._course = course
        self._asked: Verdict | None = None

    def body(self) -> ComposeResult:
        yield Words(id="course-title")
        with Vertical(id="devices"):
            yield OptionList(markup=False)
            yield Words(self.say(Sentence("Nobody asked for a seat yet. Scan a card.")), id="none")

    def on_mount(self) -> None:
        self.attempt(self.read)
        self.query_one(OptionList).focus()

    def read(self) -> None:
        course = self._course
        self._places = courses.places(self.shift.house, course.id)
        _, rows = courses.attendance(self.shift, course.id)
        marks = {row.client.person: " ".join(MARKS[mark] for mark in row.marks) for row in rows}
        seats = self.say(Sentence("{n} lessons, {seats} seats", {"n": course.lessons, "seats": course.capacity}))
        self.query_one("#course-title", Words).put(f"{course.title}   {seats}")
        listed = self.query_one(OptionList)
        marked = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(self._line(place, marks.get(place.person, ""))) for place in self._places])
        listed.highlighted = min(marked, len(self._places) - 1) if self._places else None
        listed.display = bool(self._places)
        self.query_one("#none").display = not self._places

    def on_data(self) -> None:
        self.read()

    def _line(self, place: courses.Place, marks: str) -> str:
        client = self._client(place)
        name = f"{client.display} {client.number}" if client else "-"
        if place.to_call:
            note = self.say(Sentence("call: a seat is free"))
        else:
            note = marks if place.seat else self.say(Sentence("waits: {n}", {"n": place.at - self._course.capacity}))
        return f" {place.at:>3}  {name:<32.32} {note}"

    def _client(self, place: courses.Place) -> Client | None:
        return self.shift.house.client(place.person, self.shift.here().day)

    @property
    def _marked(self) -> courses.Place | None:
        at = self.query_one(OptionList).highlighted
        return self._places[at] if at is not None and at < len(self._places) else None

    def hints(self) -> Iterable[Hint]:
        if self._asked is not None:
            yield self.hint("f8", Sentence("Yes, go on"), self.confirm, main=True)
        marked = self._marked
        if marked is not None:
            if marked.to_call:
                yield self.hint("f5", Sentence("Called, and comes"), self.called, main=True)
            yield self.hint("delete", Sentence("Does not come any more"), self.give_up)
            if marked.seat:
                yield self.hint("f2", Sentence("Self-assessment"), self.assess)
                yield self.hint("f3", Sentence("Material"), self.material)
                yield self.hint("f7", Sentence("Excused"), self.excuse)
                yield self.hint("f9", Sentence("Certificate"), self.certificate)
            if self.shift.may("dossier"):
                yield self.hint("f6", Sentence("Print the list"), self.print_list)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.refresh_if_shown()

    def scanned(self, keys: str) -> None:
        verdict = self.shift.scan(keys, courses.COURSE)
        self._asked = None
        if verdict.outcome == "granted":
            self._enrol(verdict)
            return
        self._asked = verdict if verdict.outcome == "ask" else None
        finding = verdict.findings[0]
        step = f" {self.say(finding.next_step)}" if finding.next_step else ""
        self.tell(self.say(finding.text) + step)

    def confirm(self) -> None:
        assert self._asked is not None
        asked, self._asked = self._asked, None
        self._enrol(asked)

    def _enrol(self, verdict: Verdict) -> None:
        place = courses.enrol(self.shift, verdict, self._course.id)
        self.read()
        if place.seat:
            self.tell(Sentence("✓ Has seat {n}.", {"n": place.at}))
        else:
            self.tell(Sentence("✓ Waits: number {n} on the list.", {"n": place.at - self._course.capacity}))

    def give_up(self) -> None:
        client = self._chosen
        _, call = courses.give_up(self.shift, client, self._course.id)
        self.read()
        if call is not None:
            said = {"name": call.display, "number": call.number, "phone": phone.to_call(self.shift, call)}
            whom = (
                Sentence("Call {name} ({number}) {phone}", said)
                if said["phone"]
                else Sentence("Call {name} ({number}).", said)
            )
            self.tell(Sentence("✓ The seat is free. {whom}", {"whom": whom}))
        else:
            self.tell(Sentence("✓ The seat is free."))

    def called(self) -> None:
        client = self._chosen
        courses.note_called(self.shift, client, self._course.id)
        self.read()
        self.tell(Sentence("✓ {name} knows of the seat.", {"name": client.display}))

    def assess(self) -> None:
        self.desk.push_screen(AssessScreen(self.shift, self._course, self._chosen), self._noted)

    def material(self) -> None:
        self.desk.push_screen(MaterialScreen(self.shift, self._course, self._chosen), self._noted)

    def _noted(self, said: object) -> None:
        self.read()
        if isinstance(said, str):
            self.tell(said)

    def print_list(self) -> None:
        file = agreement.save(self.shift, agreement.course_list(self.shift, self._course.id), "aanwezigheden-reeks")
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))

    @property
    def _chosen(self) -> Client:
        """Whoever is marked. Raises NotFound: forgotten since."""
        assert self._marked is not None
        client = self._client(self._marked)
        if client is None:
            raise NotFound(what=self._course.title)
        return client

    def excuse(self) -> None:
        assert self._marked is not None
        coming = [one for one in courses.lessons(self.shift.house, self._course.id) if one.day >= self.shift.here().day]
        if coming:
            courses.excuse(self.shift, self._marked.person, coming[0].id)
            self.read()
            self.tell(Sentence("✓ Excused for {day}.", {"day": coming[0].day}))

    def certificate(self) -> None:
        client = self._chosen
        blocks = agreement.certificate(self.shift, self._course.id, client)
        file = agreement.save(self.shift, blocks, f"getuigschrift-{client.number}")
        self.tell(Sentence("✓ The certificate is in {file}", {"file": str(file)}))
