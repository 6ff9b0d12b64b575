"""`kiosk client forget`: a client's data go, what is counted stays."""

from __future__ import annotations

import click

from ..domain.texts import Sentence
from ..shift.keeping import FORGET_REASONS
from .frame import Desk, command, option


@command(
    Sentence(
        "Forget a client: A1042 is the household and those members who belong to no other, A1042.1 that person only."
    )
)
@click.argument("client")
@option("--reason", required=True, metavar="CODE-OR-TEXT",
        says=Sentence("{codes}; other words are not stored.", {"codes": ", ".join(FORGET_REASONS)}))  # fmt: skip
@option("--with-open", is_flag=True, says=Sentence("Also when something is still open, such as an amount to pay."))
def forget(desk: Desk, client: str, reason: str, with_open: bool) -> None:
    if not reason.strip():
        raise desk.usage(Sentence("Say why with --reason."))
    from ..care.erasure import stays

    shift = desk.shift()
    before = shift.to_forget(client)
    done = shift.forget(client, reason.strip(), with_open=with_open)
    desk.answer(
        {
            "act": done.act, "persons": done.persons, "households": done.households,
            "bytes": "gone" if done.gone else "pending", "backups_until": str(done.backups_until),
            "stays": [{"class": one.keep, "events": one.events, "years": one.years or None, "rule": one.rule or None}
                      for one in before.going],
        },
        Sentence("{client} is forgotten.", {"client": client}),
        Sentence("The data are gone from this PC.") if done.gone else Sentence(
            "The last traces go when no other program has the house open: pending."),
        Sentence("Older backups may hold them until {day}.", {"day": done.backups_until}),
        Sentence("What stays without a name:"), *stays(before.going),
        *before.beside,
    )  # fmt: skip
