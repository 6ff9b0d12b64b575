"""Telling the shifts that come: a briefing of the coordinator, a note of whoever leaves. Mixed into Office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..core import like_a_number
from ..domain.eligibility import Finding, Severity
from ..domain.errors import NotFound, NotUnderstood
from ..domain.ids import CounterId, Word, new_id
from ..domain.moments import Period
from ..domain.texts import Sentence
from ..journal import Act
from ..registry.shift_notes import ShiftNote, ShiftNoteRead, ShiftNoteWritten, notes_everywhere, notes_for
from .undoing import Undoing

MOST_LETTERS = 500
"""More than that is read by nobody who has to begin."""
HANDED_ON = timedelta(days=14)
"""How long the note of a shift is shown: a counter may open once in two weeks."""
LOOKS_LIKE_NUMBER = Finding(
    Severity.ASK, "core.looks_like_number",
    Sentence("This looks like a national, bank or card number. Is it really needed?"), by="core",
)  # fmt: skip


class Briefing(Undoing):
    def look_at_note(self, text: str) -> list[Finding]:
        """What is asked before a note is kept: whether it tells more of somebody than colleagues need."""
        return [LOOKS_LIKE_NUMBER] if like_a_number(text) else []

    def write_briefing(
        self, text: str, first: date, last: date, *, all_projects: bool = False, all_counters: bool = True
    ) -> Act:
        """For whoever signs in on these days, both included, to read. Raises NotAllowed, NotUnderstood: nothing or too much
        is written, or the days are past or in the wrong order."""
        self.require("brief")
        if last < first or last < self.here().day:
            raise NotUnderstood(why=Sentence("the last day is past, or lies before the first."))
        return self.tell(
            ShiftNoteWritten(
                note=new_id(), sort="briefing", project=Word("" if all_projects else self._of()),
                at_counter=CounterId("") if all_counters else self.counter, first_day=first, last_day=last,
                said=_checked(text),
            )
        )  # fmt: skip

    def leave_note(self, text: str) -> Act:
        """For the next shift of this project at this counter. Raises NotAllowed, NotUnderstood: nothing or too much is
        written."""
        self.require("serve")
        day = self.here().day
        return self.tell(
            ShiftNoteWritten(
                note=new_id(), sort="handover", project=Word(self._of()), at_counter=self.counter, first_day=day,
                last_day=day + HANDED_ON, said=_checked(text),
            )
        )  # fmt: skip

    def shift_notes(self) -> list[ShiftNote]:
        """What holds here today, briefings first; who read it is the coordinator's. Raises NotAllowed."""
        self.require("serve")
        found = notes_for(self.house, self.volunteer.id, self._of(), self.counter, self.here().day)
        return found if self.may("know") else [one.without_readers() for one in found]

    def all_shift_notes(self, day: date | None = None) -> list[ShiftNote]:
        """What holds on that day at any counter and for any project, the newest first; without a day today, with what holds
        later. Raises NotAllowed."""
        self.require("know")
        days = Period(day, day) if day else Period(self.here().day, date.max)
        return notes_everywhere(self.house, self.volunteer.id, days)

    def note_read(self, notes: Iterable[ShiftNote]) -> None:
        """Whoever stands here has read them: written down once for each. Raises NotAllowed."""
        self.require("serve")
        drafts = [ShiftNoteRead(note=one.id) for one in notes if not one.read]
        if drafts:
            self.tell(*drafts)

    def take_note_back(self, id: str) -> Act:
        """It is shown to nobody any more: one's own of this counter, or anybody's anywhere for who writes briefings. Raises
        NotAllowed, NotFound."""
        there = self.all_shift_notes() if self.may("know") else self.shift_notes()
        found = next((one for one in there if one.id == id), None)
        if found is None:
            raise NotFound(what=id)
        return self.undo(self.kiosk.event_id(found.event), "mistake")

    def _of(self) -> str:
        """The project that serves here; '' where nobody is served."""
        return self.project.name if self.project.services else ""


def _checked(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise NotUnderstood(why=Sentence("nothing is written."))
    if len(words) > MOST_LETTERS:
        raise NotUnderstood(why=Sentence("a note has at most {n} letters.", {"n": MOST_LETTERS}))
    return words
