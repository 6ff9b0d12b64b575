"""`kiosk einclusie sign-in`: who comes in."""

from __future__ import annotations

from typing import Any

import click

from kiosk_core import Sentence

from .. import sign_in as coming
from ..events.sessions import SIGN_IN, Band
from . import typed

SAYS = {
    "welcome": Sentence("Welcome!"), "goodbye": Sentence("Goodbye!"), "here_already": Sentence("Is here already."),
}  # fmt: skip


@click.command("sign-in")
@click.argument("code", required=False, metavar="CODE")
@click.option("--anonymous", is_flag=True, help="Somebody who gives no name: only counted.")
@click.option("--age", type=click.Choice(coming.BANDS), help="About how old somebody without a name is.")
@click.pass_obj
def sign_in(desk: Any, code: str | None, anonymous: bool, age: Band | None) -> None:
    """Sign a visitor in by card code or number. Without an open session the help desk of today is opened. A second time
    signs out, when the settings say so."""
    if (code is None) != anonymous:
        raise desk.usage(Sentence("Say a card code or a number, or --anonymous."))
    shift = desk.shift("einclusie")
    asked = shift.decide(None, SIGN_IN) if code is None else typed.verdict(shift, code, SIGN_IN)
    done = coming.sign_in(shift, asked)
    if age and done.act and anonymous:
        coming.note_age(shift, done.act, age)
    document = {
        "outcome": done.says, "client": done.client.number if done.client else None,
        "session": typed.session_document(desk, done.session), "seat": done.seat, "act": done.act.id if done.act else None,
    }  # fmt: skip
    seats = {"seat": done.seat, "seats": done.session.capacity}
    count = Sentence("{seat} of {seats} seats", seats) if done.session.capacity else Sentence("{seat} inside", seats)
    desk.answer(document, SAYS[done.says], done.session.name, count)
