"""The coordinator plans a session, or a weekly series without holidays."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import NotUnderstood, Sentence, counted, read_day, read_hour
from kiosk_core.tui import Form, Question

from .. import sessions
from .form import FormScreen


class PlanScreen(FormScreen):
    """Dismissed with (act, what was planned), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Plan sessions")
    GUIDE: ClassVar[Sentence] = Sentence(
        "One session, or so many in a row: each week at the same hour, at this counter.\n"
        "Public holidays and school holidays are left out; the settings hold the school holidays.\n\n"
        "F8 saves. F4 on the list takes back what was planned by mistake; Del there cancels a single session."
    )

    def body(self) -> ComposeResult:
        day = self.shift.here().day
        yield Form(
            Question("day", Sentence("First day"), Sentence("For instance 31/12/2027."), value=f"{day:%d/%m/%Y}"),
            Question("start", Sentence("From"), Sentence("An hour: 14:00"), value="14:00"),
            Question("end", Sentence("To"), Sentence("An hour: 17:00"), value="17:00"),
            Question("times", Sentence("How many weeks"), Sentence("Holidays are left out and made up for."), value="1", digits=True),
            Question("capacity", Sentence("Seats"), Sentence("Empty: no limit."), optional=True, digits=True),
            Question("title", Sentence("Name"), Sentence("Empty: open help desk."), optional=True),
        )  # fmt: skip

    def save(self) -> None:
        said = self.query_one(Form).answers()
        start, end = read_hour(said["start"]), read_hour(said["end"])
        times = int(said["times"] or 1)
        if not times:
            raise NotUnderstood(why=Sentence("at least one session is planned."))
        done = sessions.plan(
            self.shift, read_day(said["day"]), start, end - start, capacity=int(said["capacity"] or 0),
            title=said["title"] or None, times=times,
        )  # fmt: skip
        skipped = ", ".join(f"{one.day:%d/%m/%Y}" for one in done.series.skipped)
        planned = counted("✓ {n} session is planned.", "✓ {n} sessions are planned.", len(done.sessions))
        text = Sentence("{planned} Left out: {days}", {"planned": planned, "days": skipped}) if skipped else planned
        self.dismiss((done.act.id, text))
