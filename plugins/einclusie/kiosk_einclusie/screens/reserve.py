"""One day to type: from when a device is kept for somebody, or until when it stays out."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Client, Sentence, Shift, read_day
from kiosk_core.tui import Form, Question, Words

from .. import devices, loans
from ..devices import Device
from ..loans import Loan
from .form import FormScreen


class ReserveScreen(FormScreen):
    """Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Keep a device for somebody")
    GUIDE: ClassVar[Sentence] = Sentence(
        "From that day on nobody else gets it, for as many days as the settings say. Then it is free by itself."
    )

    def __init__(self, shift: Shift, device: Device, client: Client) -> None:
        super().__init__(shift)
        self._device, self._client = device, client

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number}) · {self._client.display}", id="what")
        yield Form(_day(Sentence("From"), self.shift.here().day))

    def save(self) -> None:
        assert self._client.person is not None  # a service for persons
        first = read_day(self.query_one(Form).answers()["day"])
        act = devices.reserve(self.shift, self._device.number, self._client.person, first)
        said = {"number": self._device.number, "day": date.fromisoformat(act.events[0].fields["last"])}
        self.dismiss((act.id, self.say(Sentence("✓ {number} is kept until {day}.", said))))


class ExtendScreen(FormScreen):
    """Dismissed with (None, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Longer")
    GUIDE: ClassVar[Sentence] = Sentence("The day on which it comes back now. The borrower keeps the agreement.")

    def __init__(self, shift: Shift, loan: Loan) -> None:
        super().__init__(shift)
        self._loan = loan

    def body(self) -> ComposeResult:
        yield Words(f"{self._loan.title} ({self._loan.device})", id="what")
        yield Form(_day(Sentence("Back on"), loans.longer(self.shift, self._loan)))

    def save(self) -> None:
        loan = loans.extend(self.shift, self._loan.device, read_day(self.query_one(Form).answers()["day"]))
        text = Sentence("✓ {number} may stay out until {day}.", {"number": loan.device, "day": loan.due})
        self.dismiss((None, self.say(text)))


def _day(title: Sentence, value: date) -> Question:
    return Question("day", title, Sentence("For instance 31/12/2027."), value=f"{value:%d/%m/%Y}")
