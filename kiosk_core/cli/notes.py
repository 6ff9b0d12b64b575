"""`kiosk notes`: what the coordinator should know of a day."""

from __future__ import annotations

from datetime import date

from ..domain.texts import Sentence
from .days import DAY
from .frame import Desk, command, option


@command(
    Sentence(
        "What the coordinator should know of a day: who served their own household alone, who vouched for a colleague, who looked at a protected one, where only children stayed, who turned 18."
    )
)
@option("--day", type=DAY, metavar="DATE", says=Sentence("Of that day, YYYY-MM-DD; today when nothing is said."))
def notes(desk: Desk, day: date | None) -> None:
    found = desk.shift().to_know(day)
    desk.answer(
        [{"code": one.code, "client": one.number, "text": desk.t(one.text)} for one in found],
        *(Sentence("{number}  {text}", {"number": one.number, "text": one.text}) for one in found),
    )
