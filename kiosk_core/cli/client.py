"""`kiosk client show|search`: looking at clients leaves a trace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from ..domain.births import said_age
from ..domain.cards import grouped
from ..domain.fields import said_terms
from ..domain.texts import Money, Sentence, Text
from .card import STATES
from .frame import Desk, command

if TYPE_CHECKING:
    from ..house import Enrolment


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
        {
            "project": e.project,
            "from": str(e.from_day),
            "until": str(e.until_day),
            "ended": e.ended,
            "terms": e.terms,
            "decided_by": e.decided_by,
        }
        for e in page.enrolments
    ]
    desk.answer(
        {
            "number": page.number, "display": page.display, "household_size": page.size, "address": page.address,
            "phone": page.phone, "members": members, "enrolments": enrolments,
            "cards": [{"code": c.code, "client": c.client, "state": c.state} for c in page.cards],
            "owed_cents": page.owed,
        },
        page.number if page.display == page.number else f"{page.number}  {page.display}",
        *(
            "  ".join(["", m["number"], m["display"], desk.t(said_age(m["born"] or "") or m["born"] or "?"), m["phone"] or ""]).rstrip()
            for m in members
        ),
        *([page.next_step] if page.next_step else []),
        *([Sentence("  Address: {address}", {"address": page.address})] if page.address else []),
        *([Sentence("  Phone: {phone}", {"phone": page.phone})] if page.phone else []),
        *(line for e in page.enrolments for line in _decision(desk, e)),
        *(Sentence("  {project}: {what}", {"project": title, "what": what}) for title, what in page.arranged),
        *(
            Sentence("  Card {code}  {client}  {state}", {"code": grouped(c.code), "client": c.client, "state": STATES[c.state]})
            for c in page.cards
        ),
        *([Sentence("  Still to pay: {amount}", {"amount": Money(page.owed)})] if page.owed else []),
    )  # fmt: skip


def _decision(desk: Desk, one: Enrolment) -> Iterable[Text]:
    said = {"project": desk.title_of(one.project), "day": one.until_day}
    if one.ended:
        yield Sentence("  {project} until {day}, ended by a decision", said)
    else:
        yield Sentence("  {project} until {day}", said)
    if one.decided_by:
        yield Sentence("    Decided by {who}", {"who": one.decided_by})
    for term in said_terms(desk.kiosk.plugins.projects.get(one.project), one.terms):
        yield f"    {desk.t(term)}"


@command(Sentence("Find clients by number or by the beginnings of a name. The look leaves a trace."))
@click.argument("text")
def search(desk: Desk, text: str) -> None:
    shift = desk.shift()
    wide = shift.may("dossier")
    found = [
        {"number": one.number, "display": (one.full_name if wide else "") or one.display} for one in shift.look_up(text)
    ]
    desk.answer(found, *(f"{one['number']}  {one['display']}" for one in found))
