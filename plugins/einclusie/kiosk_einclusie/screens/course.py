"""One course: its seats in order, then the waiting list; who came to which lesson."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from kiosk_core import Client, NotFound, Sentence, Shift, Verdict, Word
from kiosk_core.tui import Hint

from .. import agreement, assessment, attendance, courses, phone, seats
from ..courses import Course, Place
from ..vocabulary import DIGCOMP
from .assess import AssessScreen
from .listing import ListScreen
from .material import MaterialScreen
from .who import WhoScreen

AREAS = {Word(area): title for area, title in DIGCOMP.items()}
MARKS = {"here": "✓", "late": "~", "excused": "o", "absent": "-", "": "."}


class CourseScreen(ListScreen[Place]):
    """One course: its seats in order, then the waiting list. A card that is scanned here asks for a seat."""

    HEADING: ClassVar[Sentence] = Sentence("Course")
    EMPTY: ClassVar[Sentence] = Sentence("Nobody asked for a seat yet. Scan a card, or press F8.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan a card: whoever it is gets a seat, or a place on the waiting list. Without a card: F8, and the name.\n"
        "Del: somebody does not come any more; the screen says who to call. F5 notes that you called.\n"
        "F7: somebody is excused for the next lesson, or comes after all. F9 makes a certificate.\n"
        "F3: what somebody gets, to keep. F2: what somebody can do alone, at the start and at the end; nobody has to.\n"
        "F4 takes back what you did last here.\n\n"
        "✓ came   ~ late   o excused   - absent   . still to come"
    )

    def __init__(self, shift: Shift, course: Course) -> None:
        super().__init__(shift)
        self._course = course
        self._asked: Verdict | None = None
        self._asks_where = False

    def head(self) -> str:
        course = self._course
        seats = self.say(Sentence("{n} lessons, {seats} seats", {"n": course.lessons, "seats": course.capacity}))
        return f"{course.title}   {seats}"

    def more(self) -> str:
        """How all together changed between the start and the end, for the coordinator."""
        change = assessment.change(self.shift, self._course.id) if self.shift.may("dossier") else {}
        steps = [f"{self.say(title)} {change[area][0]:+}" for area, title in AREAS.items() if area in change]
        what = {"what": ", ".join(steps)}
        return self.say(Sentence("Self-assessment since the start: {what}", what)) if steps else ""

    def found(self) -> Sequence[Place]:
        day = self.shift.here().day
        taught, rows = attendance.of_course(self.shift, self._course.id)
        ahead = [MARKS[""] if one.day >= day else " " for one in taught]
        self._marks = {
            row.person: " ".join(MARKS[mark] if mark else blank for mark, blank in zip(row.marks, ahead, strict=True))
            for row in rows
        }
        self._next = next((one for one in taught if one.day >= day), None)
        self._told = courses.excused_from(self.shift.house, self._next.id) if self._next else frozenset()
        return courses.places(self.shift.house, self._course.id, day)

    def line(self, one: Place) -> str:
        client = self._client(one)
        name = agreement.called(self.shift, client)
        if one.to_call:
            note = self.say(Sentence("call: a seat is free"))
        elif one.seat:
            note = self._marks.get(one.person, "")
        else:
            said = {"n": one.waits, "day": one.until}
            note = self.say(
                Sentence("waits: {n}, not before {day}", said) if one.until else Sentence("waits: {n}", said)
            )
        return f"{one.at:>3}  {name:<32.32} {note}"

    def _client(self, place: Place) -> Client | None:
        return self.shift.house.client(place.person, self.shift.here().day)

    def hints(self) -> Iterable[Hint]:
        if self._asked is not None:
            if self._asks_where:
                yield self.hint("f8", Sentence("Lives here"), self.confirm, main=True)
                yield self.hint("f9", Sentence("Lives elsewhere: waits"), self.elsewhere)
            else:
                yield self.hint("f8", Sentence("Yes, go on"), self.confirm, main=True)
            return
        marked = self.marked
        if marked is not None:
            if marked.to_call:
                yield self.hint("f5", Sentence("Called, and comes"), self.called, main=True)
            yield self.hint("delete", Sentence("Does not come any more"), self.give_up)
            if marked.seat:
                yield self.hint("f2", Sentence("Self-assessment"), self.assess)
                yield self.hint("f3", Sentence("Material"), self.material)
                if self._next:
                    told = marked.person in self._told
                    yield self.hint("f7", Sentence("Comes after all") if told else Sentence("Excused"), self.excuse)
                yield self.hint("f9", Sentence("Certificate"), self.certificate)
            if self.shift.may("dossier"):
                yield self.hint("f6", Sentence("Print the list"), self.print_list)
        yield self.hint("f8", Sentence("Without a card"), self.without_card)
        yield from self.undoing()

    def without_card(self) -> None:
        self.desk.push_screen(WhoScreen(self.shift, seats.COURSE, anybody=True), self._asks_for)

    def _asks_for(self, client: object) -> None:
        if isinstance(client, Client) and client.person is not None:
            self._ask(self.shift.chosen(client.person, seats.COURSE, client.household))

    def scanned(self, keys: str) -> None:
        self._ask(self.shift.scan(keys, seats.COURSE))

    def _ask(self, verdict: Verdict) -> None:
        """A seat, unless there is one already, or something is to be asked or read first."""
        raised = seats.objections(self.shift.house, verdict, self._course)
        self._asked, self._asks_where = None, any(one.code == seats.RESIDENTS for one in raised)
        if verdict.visit is not None and (has := seats.again(self.shift.house, self._course, verdict.visit)):
            self.tell(has)
            return
        if verdict.visit is not None and not raised:
            self._enrol(verdict)
            return
        self._asked = verdict if verdict.outcome == "ask" else None
        said = raised or verdict.findings[:1]
        texts = [one.text for one in said] if len(said) > 1 else [said[0].text, said[0].next_step]
        self.tell(" ".join(self.say(text) for text in texts if text))

    def confirm(self) -> None:
        self._answer()

    def elsewhere(self) -> None:
        self._answer(elsewhere=True)

    def _answer(self, *, elsewhere: bool = False) -> None:
        assert self._asked is not None
        asked, self._asked = self._asked, None
        self._enrol(asked, elsewhere=elsewhere)

    def _enrol(self, verdict: Verdict, *, elsewhere: bool = False) -> None:
        place = seats.enrol(self.shift, verdict, self._course.id, elsewhere=elsewhere)
        if place.seat:
            self.did(place.of, Sentence("✓ Has seat {n}.", {"n": place.at}))
        elif place.until:
            said = {"n": place.waits, "until": _until(place.until)}
            self.did(place.of, Sentence("✓ Waits: number {n} on the list. {until}", said))
        else:
            self.did(place.of, Sentence("✓ Waits: number {n} on the list.", {"n": place.waits}))

    def give_up(self) -> None:
        act, call = courses.give_up(self.shift, self._chosen, self._course.id)
        if call is not None:
            said = {"name": call.display, "number": call.number, "phone": phone.to_call(self.shift, call)}
            whom = (
                Sentence("Call {name} ({number}) {phone}", said)
                if said["phone"]
                else Sentence("Call {name} ({number}).", said)
            )
            self.did(act.id, Sentence("✓ The seat is free. {whom}", {"whom": whom}))
        else:
            self.did(act.id, Sentence("✓ The seat is free."))

    def called(self) -> None:
        client = self._chosen
        act = courses.note_called(self.shift, client, self._course.id)
        self.did(act.id, Sentence("✓ {name} knows of the seat.", {"name": client.display}))

    def assess(self) -> None:
        self.desk.push_screen(AssessScreen(self.shift, self._course, self._chosen), self._noted)

    def material(self) -> None:
        self.desk.push_screen(MaterialScreen(self.shift, self._course, self._chosen), self._noted)

    def _noted(self, said: object) -> None:
        self.read()
        if isinstance(said, str):
            self.tell(said)

    def print_list(self) -> None:
        file = agreement.save(
            self.shift, agreement.course_list(self.shift, self._course.id), Sentence("attendance of a course")
        )
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))

    @property
    def _chosen(self) -> Client:
        """Whoever is marked. Raises NotFound: forgotten since."""
        assert self.marked is not None
        client = self._client(self.marked)
        if client is None:
            raise NotFound(what=self._course.title)
        return client

    def excuse(self) -> None:
        assert self.marked is not None and self._next is not None
        told = self.marked.person in self._told
        act = courses.excuse(self.shift, self.marked.person, self._next.id, not told)
        said = {"day": self._next.day}
        self.did(act.id, Sentence("✓ Comes on {day}.", said) if told else Sentence("✓ Excused for {day}.", said))

    def certificate(self) -> None:
        client = self._chosen
        blocks = agreement.certificate(self.shift, self._course.id, client)
        file = agreement.save(self.shift, blocks, Sentence("certificate"))
        self.tell(Sentence("✓ The certificate is in {file}", {"file": str(file)}))


def _until(day: date) -> Sentence:
    return Sentence("Residents go first until {day}.", {"day": day})
