"""`kiosk client show|search`: looking at clients leaves a trace."""

from __future__ import annotations

from typing import Any

import click

from ..domain.cards import grouped
from ..domain.texts import Money, Sentence
from .card import STATES
from .frame import Desk, command


@command(Sentence("Show what is known of a client. The look leaves a trace."))
@click.argument("client")
def show(desk: Desk, client: str) -> None:
    shift = desk.shift()
    page = shift.client_page(client)
    members: list[dict[str, Any]] = [
        {"number": m.number, "display": m.display, "born": m.born, "sex": m.sex, "share": m.share, "phone": m.phone}
        for m in page.members
    ]
    enrolments = [
        {"project": e.project, "from": str(e.from_day), "until": str(e.until_day), "ended": e.ended, "terms": e.terms}
        for e in page.enrolments
    ]
    desk.answer(
        {
            "number": page.number, "display": page.display, "household_size": page.size, "address": page.address,
            "phone": page.phone, "members": members, "enrolments": enrolments,
            "cards": [{"code": c.code, "client": c.client, "state": c.state} for c in page.cards],
            "owed_cents": page.owed,
        },
        f"{page.number}  {page.display}",
        *("  ".join(["", m["number"], m["display"], m["born"] or "?", m["phone"] or ""]).rstrip() for m in members),
        *([Sentence("  Address: {address}", {"address": page.address})] if page.address else []),
        *([Sentence("  Phone: {phone}", {"phone": page.phone})] if page.phone else []),
        *(Sentence("  {project} until {day}", {"project": desk.title_of(e.project), "day": e.until_day}) for e in page.enrolments),
        *(Sentence("  {project}: {what}", {"project": title, "what": what}) for title, what in page.arranged),
        *(
            Sentence("  Card {code}  {client}  {state}", {"code": grouped(c.code), "client": c.client, "state": STATES[c.state]})
            for c in page.cards
        ),
        *([Sentence("  Still to pay: {amount}", {"amount": Money(page.owed)})] if page.owed else []),
    )  # fmt: skip


@command(Sentence("Find clients by number or by the beginnings of a name. The look leaves a trace."))
@click.argument("text")
def search(desk: Desk, text: str) -> None:
    shift = desk.shift()
    wide = shift.may("dossier")
    found = [
        {"number": one.number, "display": (one.full_name if wide else "") or one.display} for one in shift.look_up(text)
    ]
    desk.answer(found, *(f"{one['number']}  {one['display']}" for one in found))
