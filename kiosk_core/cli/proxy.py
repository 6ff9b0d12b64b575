"""`kiosk proxy name|end|show`: who may collect for a client, until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ..domain.errors import NotFound
from ..domain.texts import Sentence, Text
from .days import DAY
from .frame import Desk, command, option

if TYPE_CHECKING:
    from ..domain.visits import Client
    from ..shift import Shift
    from ..shift.proxies import Collector


@command(Sentence("Note that somebody may collect for a client, until a last day. Named again, that day is another."))
@click.argument("client")
@option("--until", type=DAY, required=True, metavar="DATE", says=Sentence("The last day, YYYY-MM-DD."))
@option("--person", metavar="CLIENT", says=Sentence("Somebody who is known, by number."))
@option("--name", "called", says=Sentence("Somebody who is not known yet, by name."))
@option("--phone", says=Sentence("Phone number of who is not known yet."))
def name(desk: Desk, client: str, until: date, person: str | None, called: str | None, phone: str | None) -> None:
    if bool(person) == bool(called) or (person and phone):
        raise desk.usage(Sentence("Say who with --person or with --name."))
    shift = desk.shift()
    shift.require("register")
    whose, known = _known(shift, client), _known(shift, person) if person else None
    if known is not None and known.person is None:
        raise NotFound(what=person)
    somebody = known.person if known else None
    named = shift.name_proxy(whose, until, person=somebody, name=called, phone=phone)
    (one,) = (one for one in shift.proxies_of(whose) if one.person == named)
    desk.answer(_document(one), _line(one))


@command(Sentence("From today somebody may no longer collect for a client."))
@click.argument("client")
@click.argument("proxy")
def end(desk: Desk, client: str, proxy: str) -> None:
    shift = desk.shift()
    shift.require("register")
    whose = _known(shift, client)
    shift.end_proxy(whose, shift.collector(whose, proxy))
    desk.answer({"client": whose.number, "proxy": proxy}, Sentence("{name} may no longer collect.", {"name": proxy}))


@command(
    Sentence("List who may collect for a client today and does not belong to the household. The look leaves a trace.")
)
@click.argument("client")
def show(desk: Desk, client: str) -> None:
    shift = desk.shift()
    whose = _known(shift, client)
    for one in [whose.person] if whose.person else [m.person for m in whose.members]:
        shift.look(one, "proxies")
    found = shift.proxies_of(whose)
    desk.answer([_document(one) for one in found], *map(_line, found))


def _known(shift: Shift, typed: str) -> Client:
    return shift.house.by_number(typed, shift.here().day)


def _document(one: Collector) -> dict[str, Any]:
    return {"display": one.first_name or one.number, "number": one.number or None, "until": str(one.until)}


def _line(one: Collector) -> Text:
    return Sentence("{name} may collect until {day}.", {"name": one.first_name or one.number, "day": one.until})
