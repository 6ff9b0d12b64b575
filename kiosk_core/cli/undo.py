"""`kiosk undo`: an act is taken back whole."""

from __future__ import annotations

import click

from ..domain.texts import Sentence
from .frame import Desk, command, option


@command(Sentence("Take an act back whole, by its id or that of one of its events."))
@click.argument("act", metavar="ACT|EVENT")
@option("--reason", required=True, metavar="CODE-OR-TEXT",
        says=Sentence("mistake, wrong_client, not_taken, test, or your own words."))  # fmt: skip
def undo(desk: Desk, act: str, reason: str) -> None:
    if not reason.strip():
        raise desk.usage(Sentence("Say why with --reason."))
    shift = desk.shift()
    undone = shift.kiosk.act(act)
    done = shift.undo(act, reason.strip())
    desk.answer(
        {"act": done.id, "undone": undone.id, "events": [event.id for event in done.events]},
        Sentence("{act} is undone.", {"act": undone.id}),
    )
