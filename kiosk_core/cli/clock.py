"""`kiosk date-is-right`: what a screen asks when the program doubts the date, for whoever works without one."""

from __future__ import annotations

from ..domain.texts import Sentence
from .frame import Desk, command


@command(Sentence("Say that the date of this PC is right when the program doubts it. It holds for a day."))
def date_is_right(desk: Desk) -> None:
    day = desk.shift("core").here().day
    desk.kiosk.confirm_clock()
    desk.answer({"day": day.isoformat()}, Sentence("✓ Today is {day}.", {"day": day}))
