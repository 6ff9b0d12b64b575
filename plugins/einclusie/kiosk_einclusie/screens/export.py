"""Spreadsheets and the calendar file, for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import NotUnderstood, Period, Sentence, read_day
from kiosk_core.tui import Form, Hint, Question

from .. import agreement, exports
from ..icalendar_file import write_calendar
from .form import FormScreen

KEYS: dict[exports.What, tuple[str, Sentence, Sentence]] = {
    "attendance": ("f5", Sentence("Attendance"), Sentence("attendance")),
    "questions": ("f6", Sentence("Questions"), Sentence("questions")),
    "loans": ("f7", Sentence("Loans"), Sentence("loans")),
    "figures": ("f8", Sentence("Figures"), Sentence("figures")),
}


class ExportScreen(FormScreen):
    """Each key writes one file and stays."""

    HEADING: ClassVar[Sentence] = Sentence("Spreadsheets and calendar")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the first and the last day, then the key of what you want. Each file says what its columns mean. It holds "
        "clients' numbers, never names, and exact counts: keep it in the house.\n\n"
        "F9 writes all sessions as a calendar file, for a calendar or the website. It names nobody."
    )

    def body(self) -> ComposeResult:
        day = self.shift.here().day
        why = Sentence("For instance 31/12/2027.")
        yield Form(
            Question("first", Sentence("First day"), why, value=f"{day.replace(month=1, day=1):%d/%m/%Y}"),
            Question("last", Sentence("Last day"), why, value=f"{day:%d/%m/%Y}"),
        )

    def saving(self) -> Iterable[Hint]:
        for what, (key, title, _) in KEYS.items():
            yield self.hint(key, title, partial(self.write, what))
        yield self.hint("f9", Sentence("Calendar"), self.calendar)

    def write(self, what: exports.What) -> None:
        said = self.query_one(Form).answers()
        first, last = read_day(said["first"]), read_day(said["last"])
        if last < first:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))
        period, words = Period(first, last), self.desk.kiosk.paper_words()
        self._written(KEYS[what][2], ".xlsx", lambda out: exports.write_export(self.shift, what, period, out, words))

    def calendar(self) -> None:
        say = self.desk.kiosk.paper_say()
        self._written(Sentence("sessions"), ".ics", lambda out: write_calendar(self.shift, out, say))

    def _written(self, stem: Sentence, ending: str, write: agreement.Write) -> None:
        file: Path = agreement.put(self.shift, stem, write, ending=ending)
        self.tell(Sentence("✓ Written to {file}", {"file": str(file)}))
