"""`kiosk looks`: who looked at whom."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ..domain.moments import Period
from ..domain.texts import Sentence
from .days import DAY
from .frame import Desk, command, option

USUAL = 6
"""days before the last one, when no first one is named: a week."""


@command(
    Sentence(
        "Who looked at a client's page, found somebody by name or wrote a list of everybody; of the last week when no days are named."
    )
)
@option("--client", metavar="CLIENT", says=Sentence("Only looks at this client."))
@option("--volunteer", metavar="NAME", says=Sentence("Only looks by this volunteer."))
@option("--from", "first", type=DAY, metavar="DATE", says=Sentence("From that day, YYYY-MM-DD."))
@option(
    "--to", "last", type=DAY, metavar="DATE", says=Sentence("Until that day, inclusive; today when nothing is said.")
)
def looks(desk: Desk, client: str | None, volunteer: str | None, first: date | None, last: date | None) -> None:
    shift = desk.shift()
    until = last or shift.here().day
    period = Period(first or until - timedelta(days=USUAL), until)
    zone = ZoneInfo(shift.settings().zone)
    found = [(one, one.at.astimezone(zone)) for one in shift.looks(period, client=client, volunteer=volunteer)]
    desk.answer(
        [
            {
                "at": at.strftime("%Y-%m-%dT%H:%M"),
                "volunteer": one.volunteer,
                "client": one.number,
                "part": one.part,
                "persons": one.persons or 1,
            }
            for one, at in found
        ],
        *(
            Sentence(
                "{at}  {volunteer}  {number}  {part}",
                {
                    "at": f"{at:%d/%m/%Y %H:%M}",
                    "volunteer": one.volunteer,
                    "number": one.number,
                    "part": one.said(),
                },
            )
            for one, at in found
        ),
    )
