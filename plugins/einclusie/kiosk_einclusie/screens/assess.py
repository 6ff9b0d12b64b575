"""A short self-assessment: five areas, 1 to 4, each may be left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Client, Sentence, Shift
from kiosk_core.tui import Form, Hint, Question, Words

from .. import assessment
from ..courses import Course
from ..events.courses import Moment
from ..vocabulary import DIGCOMP, Text
from .form import FormScreen


class AssessScreen(FormScreen):
    """Dismissed with a sentence, or None. Wholly voluntary: whoever does not want it leaves with Esc."""

    told_in_trust = True
    HEADING: ClassVar[Sentence] = Sentence("What can you do yourself?")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Ask it as it stands there; the visitor says a number. 1: not yet, 2: with help, 3: alone, 4: I can show it to others. "
        "Empty: rather not said.\n\n"
        "F7 notes it as said at the start of the course, F8 at the end. Figures only ever show the change of all together."
    )

    def __init__(self, shift: Shift, course: Course, client: Client) -> None:
        super().__init__(shift)
        self._course, self._client = course, client

    def body(self) -> ComposeResult:
        yield Words(f"{self._client.display} · {self._course.title}", id="what")
        yield Words(self.say(Sentence("1 not yet, 2 with help, 3 alone, 4 shows it to others")), classes="lead")
        begun = self._said("start")
        yield Form(*(
            Question(area, title, self._at_start(begun.get(area)), optional=True, digits=True)
            for area, title in DIGCOMP.items()
        ))  # fmt: skip

    def _at_start(self, level: int | None) -> Text:
        return Sentence("At the start: {n}", {"n": level}) if level else ""

    def _said(self, moment: Moment) -> dict[str, int]:
        assert self._client.person is not None  # a seat is a person's
        found = assessment.said(self.shift.house, self._client.person, self._course.id, moment)
        return {str(area): level for area, level in found.items()}

    def saving(self) -> Iterable[Hint]:
        begun = bool(self._said("start"))
        yield self.hint("f7", Sentence("Said at the start"), lambda: self.note("start"), main=not begun)
        yield self.hint("f8", Sentence("Said at the end"), lambda: self.note("end"), main=begun)

    def note(self, moment: Moment) -> None:
        assert self._client.person is not None  # a seat is a person's
        typed = {area: int(said) for area, said in self.query_one(Form).answers().items() if said}
        act = assessment.assess(self.shift, self._client.person, self._course.id, moment, typed)
        steps = act.events[0].fields["change"]
        if not steps:
            self.dismiss(self.say(Sentence("✓ Noted. Thank you.")))
            return
        up = f"{sum(steps.values()):+}"
        self.dismiss(self.say(Sentence("✓ Noted. Steps since the start: {n}", {"n": up})))
