"""`kiosk enrol`: a social worker's decision is noted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..domain.eligibility import Finding
from ..domain.texts import Sentence
from .days import DAY
from .frame import Desk, command, option
from .second import confirmed, second


@command(
    Sentence("Note the decision that a client may come to a project, until its last day; or that it ends earlier.")
)
@click.argument("client")
@click.argument("project")
@option("--until", type=DAY, required=True, metavar="DATE", says=Sentence("The last day, YYYY-MM-DD."))
@option("--from", "since", type=DAY, metavar="DATE",
        says=Sentence("The first day; when nothing is said, so long ago that what was noted on paper can be entered, or "
                      "today where another decision holds that began since."))  # fmt: skip
@option("--term", "terms", multiple=True, metavar="K=V", says=Sentence("What the project asks of an enrolment."))
@option("--review", type=DAY, metavar="DATE", says=Sentence("When the decision is looked at again."))
@option("--basis", metavar="CODE", says=Sentence("What the decision rests on; never shown at a counter."))
@option("--decided-by", metavar="NAME", says=Sentence("The social worker who decided."))
@option(
    "--end",
    is_flag=True,
    says=Sentence(
        "The decision that holds now ends on --until, earlier than it said. Needs --decided-by and --reason."
    ),
)
@option("--reason", metavar="TEXT", says=Sentence("With --end: why, in words that the client may read."))
@confirmed
def enrol(
    desk: Desk, client: str, project: str, until: date, since: date | None, terms: tuple[str, ...],
    review: date | None, basis: str | None, decided_by: str | None, end: bool, reason: str | None,
    confirm_as: str | None, confirm_pin_file: Path | None,
) -> None:  # fmt: skip
    if end != (reason is not None) or (end and (not decided_by or since or terms or review or basis)):
        raise desk.usage(Sentence("With --end belong --until, --decided-by and --reason, and nothing else."))
    if any("=" not in pair for pair in terms):
        raise desk.usage(Sentence("--term looks like name=value."))
    shift = desk.shift()
    shift.require("enrol")
    today = shift.here().day
    who = shift.house.by_number(client, today)
    other = second(desk, confirm_as, confirm_pin_file)
    found = list[Finding]()
    if end:
        first = shift.running_enrolment(who, project).from_day
        act = shift.end_enrolment(
            who, project, until, decided_by=decided_by or "", reason=reason or "", confirmed_by=other
        )
    else:
        first = since or min(shift.first_day(who, project), until)
        said = dict(pair.partition("=")[::2] for pair in terms)
        # Begun on paper days ago it is no longer decision than one that begins today, as on the screen.
        found = shift.look_at_enrolment(who, project, until, since=since or min(today, until), terms=said)
        act = shift.enrol(
            who,
            project,
            until,
            since=first,
            terms=said,
            basis=basis,
            decided_by=decided_by,
            review=review,
            confirmed_by=other,
        )
    desk.answer(
        {
            "act": act.id, "client": who.number, "project": project, "from": str(first), "until": str(until),
            "findings": [one.code for one in found],
        },
        Sentence(
            "{client} may come to {project} from {first} until {last}.",
            {"client": who.number, "project": desk.title_of(project), "first": first, "last": until},
        ),
        *(one.text for one in found),
    )  # fmt: skip
