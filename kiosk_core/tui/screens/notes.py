"""What the coordinator should know of a day, and what the shifts wrote: at every counter, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from kiosk_core.domain.answers import ToKnow
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.shift_notes import ShiftNote
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words
from .briefing import whole


class NotesScreen(Place):
    CSS_PATH = "notes.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Notes of the day")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What you should know of a day: who was alone and helped their own household, who vouched for a colleague, who looked "
        "at a protected household, who turned 18, what did not match in a project. Below it what the shifts and you wrote, at every counter.\n\n"
        "The arrows mark a line; all of it stands below the list. F4 takes a note back: nobody reads it any more. What you "
        "leave stays until its last day.\n"
        "F5 goes to the day before, F6 to the day after."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._day = shift.here().day
        self._found: list[ToKnow | ShiftNote] = []

    def body(self) -> ComposeResult:
        yield Words(id="notes-day")
        yield Rows()
        with VerticalScroll(id="notes-whole", can_focus=False):
            yield Words(id="notes-text")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if isinstance(self._marked, ShiftNote) and self.shift.may("brief") and self._marked.last >= self._today:
            yield self.hint("f4", Sentence("Take back"), self.take_back)
        yield self.hint("f5", Sentence("Day before"), lambda: self._move(-1))
        if self._day < self._today:
            yield self.hint("f6", Sentence("Day after"), lambda: self._move(1))

    @property
    def _today(self) -> date:
        return self.shift.here().day

    @property
    def _marked(self) -> ToKnow | ShiftNote | None:
        at = self.query_one(Rows).highlighted
        return self._found[at] if self._found and at is not None else None

    def _move(self, days: int) -> None:
        self._day = min(self._day + timedelta(days=days), self._today)
        self.read()

    def read(self) -> None:
        """Shows the day. What holds later too stands under today."""
        notes = self.shift.all_shift_notes(self._day if self._day < self._today else None)
        self._found = [*self.shift.to_know(self._day), *notes]
        self.query_one("#notes-day", Words).put(self.say(Sentence("What to know of {day}", {"day": self._day})))
        self.query_one(Rows).show([self._line(one) for one in self._found])
        self.tell("" if self._found else Sentence("Nothing is noted of this day."))
        self.show_marked()

    def _line(self, one: ToKnow | ShiftNote) -> str:
        if isinstance(one, ShiftNote):
            return f"{one.first:%d/%m}  {one.by:<14.14} {one.text}"
        return f"{one.number or '-':<8}{self.say(one.text)}"

    def show_marked(self) -> None:
        """All of the line that is marked."""
        one = self._marked
        lines = [*whole(one), self._where(one)] if isinstance(one, ShiftNote) else [one.text] if one else []
        self.query_one("#notes-text", Words).put("\n".join(map(self.say, lines)))

    def _where(self, one: ShiftNote) -> Sentence:
        """For which project and which counter it is."""
        projects = self.desk.kiosk.plugins.projects
        project = projects[one.project].title if one.project in projects else Sentence("all projects")
        where = {"project": project, "counter": one.counter}
        return (
            Sentence("{project} · counter {counter}", where)
            if one.counter
            else Sentence("{project} · all counters", where)
        )

    @on(OptionList.OptionHighlighted)
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.attempt(self.show_marked)

    def take_back(self) -> None:
        assert isinstance(self._marked, ShiftNote)
        self.shift.take_note_back(self._marked.id)
        self.read()
        self.tell(Sentence("✓ Taken back."))
