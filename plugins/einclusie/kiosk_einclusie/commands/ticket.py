"""`kiosk einclusie ticket`: what somebody was helped with."""

from __future__ import annotations

from typing import Any

import click

from kiosk_core import Sentence

from .. import tickets
from ..events.help import Outcome
from ..events.sessions import SIGN_IN
from . import typed

WARNING = Sentence("This note holds a long number. A card, account or national number does not belong in it.")


@click.command("ticket")
@click.argument("theme")
@click.option("--minutes", type=int, required=True, metavar="N", help="How long it took.")
@click.option("--outcome", type=click.Choice(tickets.OUTCOMES), default="solved", help="What came of it (solved).")
@click.option(
    "--for",
    "whose",
    metavar="CODE",
    help="Whose question it was, by card code or number. Else somebody without a name.",
)
@click.option("--referral", metavar="PLACE", help="Where to, when somebody was sent on.")
@click.option("--note", metavar="TEXT", help="A note about the question. Never a password or a document.")
@click.pass_obj
def ticket(
    desk: Any, theme: str, minutes: int, outcome: Outcome, whose: str | None, referral: str | None, note: str | None
) -> None:
    """Note what somebody was helped with. THEME is a word of the settings' list."""
    shift = desk.shift("einclusie")
    client = typed.client(shift, whose, SIGN_IN) if whose else None
    warned = bool(note) and tickets.looks_private(shift, note or "")
    act = tickets.note_ticket(shift, client, theme, minutes, outcome, referral=referral, note=note)
    document = {
        "act": act.id, "theme": theme, "minutes": minutes, "outcome": outcome, "referral": referral,
        "warnings": [desk.t(WARNING)] * warned,
    }  # fmt: skip
    desk.answer(document, Sentence("Noted as {act}.", {"act": act.id}), *[WARNING] * warned)
