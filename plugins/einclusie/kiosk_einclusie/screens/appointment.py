"""An appointment: one visitor, one hour, at this counter."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Client, Sentence, Shift, hour_text, read_day, read_hour
from kiosk_core.tui import Form, Question, Words

from .. import sessions
from .form import FormScreen


class AppointmentScreen(FormScreen):
    """Dismissed with a sentence, or None."""

    HEADING: ClassVar[Sentence] = Sentence("Make an appointment")
    GUIDE: ClassVar[Sentence] = Sentence(
        "For one visitor, at this counter. Whoever scans a card on that day comes for the own appointment.\n\n"
        "Del in the list cancels it."
    )

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client

    def body(self) -> ComposeResult:
        day = self.shift.here().day
        yield Words(f"{self._client.display} · {self._client.number}", id="what")
        yield Form(
            Question("day", Sentence("Day"), Sentence("For instance 31/12/2027."), value=f"{day:%d/%m/%Y}"),
            Question("start", Sentence("From"), Sentence("An hour: 14:00"), value="14:00"),
            Question("minutes", Sentence("Minutes"), Sentence("How long it takes."), value="30", digits=True),
        )  # fmt: skip

    def save(self) -> None:
        said = self.query_one(Form).answers()
        day, start = read_day(said["day"]), read_hour(said["start"])
        guest = self._client.person
        done = sessions.plan(self.shift, day, start, int(said["minutes"] or 0), sort="appointment", guest=guest)
        text = {"who": self._client.display, "day": day, "hour": hour_text(start)}
        self.dismiss((done.act.id, Sentence("✓ Appointment with {who} on {day} at {hour}.", text)))
