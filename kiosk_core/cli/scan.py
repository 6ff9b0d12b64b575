"""`kiosk scan`: the verdict on a card, as the screen would show it; recorded only with --record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from ..domain.errors import NotFound, NotUnderstood
from ..domain.ids import Cents
from ..domain.money import Payment, read_payment
from ..domain.texts import Money, Sentence, Text
from .days import MOMENT
from .frame import Desk, command, option
from .second import confirmed, second

if TYPE_CHECKING:
    from ..domain.eligibility import Finding, Verdict
    from ..domain.visits import Client, Offer
    from ..journal import Act
    from ..registry.volunteers import Volunteer
    from ..shift import Shift

EXIT = {"granted": 0, "ask": 0, "refused": 3, "unknown": 4}
WORDS = {
    "granted": Sentence("Yes"), "ask": Sentence("Look first"), "refused": Sentence("Not now"), "unknown": Sentence("Not known"),
}  # fmt: skip


@command(
    Sentence(
        "May the holder of this card have this service now, and why? Exit: 0 yes or look first, 3 not now, 4 not known."
    )
)
@click.argument("code")
@option("--project", required=True, metavar="P", says=Sentence("For which project."))
@option("--service", metavar="S", says=Sentence("For which service; the project's usual one when nothing is said."))
@option(
    "--at",
    type=MOMENT,
    metavar="YYYY-MM-DDTHH:MM",
    says=Sentence("As if it was then, local time."),
)
@option(
    "--collector",
    metavar="NAME",
    says=Sentence("Who came, when it is not the holder: a first name of the household or its proxies, or a number."),
)
@option("--home", metavar="HOUSEHOLD", says=Sentence("Of who belongs to two households: for which one, by its number."))
@option("--record", is_flag=True, says=Sentence("Hand over and record it; you confirm what is asked."))
@option(
    "--pay",
    "pays",
    multiple=True,
    metavar="MEANS:AMOUNT[:REFERENCE]",
    says=Sentence("What was paid: cash:3,50 or card:3,50:004217. Else it is owed."),
)
@confirmed
def scan(
    desk: Desk, code: str, project: str, service: str | None, at: datetime | None, collector: str | None, home: str | None, record: bool, pays: tuple[str, ...],
    confirm_as: str | None, confirm_pin_file: Path | None,
) -> int:  # fmt: skip
    payments = read_payments(desk, pays)
    shift = desk.shift(project)
    moment = at.replace(tzinfo=ZoneInfo(shift.settings().zone)).astimezone(UTC) if at else None
    if record and moment and moment > shift.kiosk.clock():
        raise NotUnderstood(why=Sentence("what is recorded has happened already: choose a moment that is past."))
    verdict = shift.scan(code, service, moment)
    if home and verdict.visit and verdict.visit.client:
        meant = shift.house.by_number(home, verdict.visit.day).household
        if meant is None or meant not in (verdict.visit.client.household, *verdict.visit.client.other_homes):
            raise NotFound(what=home)
        verdict = shift.at_home(verdict, meant)
    if collector and verdict.visit and verdict.visit.client:
        verdict = shift.collected_by(verdict, shift.collector(verdict.visit.client, collector))
    done = None
    if record and verdict.outcome in ("granted", "ask"):
        other = second(desk, confirm_as, confirm_pin_file)
        done = _record(shift, verdict, payments, other)
    said = shift.said_of(verdict.offers[0], done) if done else None
    desk.answer(_document(desk, verdict, done, said), *_lines(verdict, done, said))
    return EXIT[verdict.outcome]


def read_payments(desk: Desk, typed: Iterable[str]) -> list[Payment]:
    """What was said with --pay. Raises UsageError."""
    try:
        return [read_payment(text) for text in typed]
    except NotUnderstood:
        raise desk.usage(Sentence("--pay looks like cash:3,50 or card:3,50:004217.")) from None


def _record(shift: Shift, verdict: Verdict, payments: list[Payment], other: Volunteer | None) -> Act:
    if not verdict.offers:
        raise NotUnderstood(why=Sentence("nothing is handed over for this service."))
    return shift.record(verdict.offers[0], payments, confirmed_by=other)


# ---- saying it ----


def _document(desk: Desk, verdict: Verdict, done: Act | None, said: Sentence | None) -> dict[str, Any]:
    client = verdict.visit.client if verdict.visit else None
    return {
        "outcome": verdict.outcome,
        "findings": [_finding(desk, one) for one in verdict.findings],
        "client": _client(client),
        "offer": _offer(desk, verdict) if verdict.offers else None,
        "recorded": {
            "act": done.id, "events": [e.id for e in done.events], "receipt": done.receipt,
            "says": desk.t(said) if said else None,
        } if done else None,
    }  # fmt: skip


def _finding(desk: Desk, one: Finding) -> dict[str, Any]:
    return {
        "severity": one.severity.name.lower(), "code": one.code, "text": desk.t(one.text),
        "next": desk.t(one.next_step) if one.next_step else None, "by": one.by, "confirm": one.confirm,
    }  # fmt: skip


def _client(client: Client | None) -> dict[str, Any] | None:
    if client is None:
        return None
    return {"number": client.number, "display": client.display, "household_size": client.size}


def _offer(desk: Desk, verdict: Verdict) -> dict[str, Any]:
    offer: Offer = verdict.offers[0]
    return {
        "service": verdict.visit.service.code if verdict.visit else None,
        "title": desk.t(offer.title),
        "hand_over": [{"text": desk.t(one.text), "quantity": one.quantity} for one in offer.hand_over],
        "leave_out": [desk.t(text) for text in offer.leave_out],
        "due_cents": offer.due,
        "purpose": offer.purpose or None,
    }


def _lines(verdict: Verdict, done: Act | None, said: Sentence | None) -> list[Text]:
    lines: list[Text] = [WORDS[verdict.outcome]]
    client = verdict.visit.client if verdict.visit else None
    if client:
        lines.append(f"{client.number}  {client.display}  ({client.size})")
    for one in verdict.findings:
        lines.append(one.text)
        if one.next_step:
            lines.append(Sentence("  {next}", {"next": one.next_step}))
    for offer in verdict.offers[:1]:
        lines.append(offer.title)
        lines += [Sentence("  {n} × {what}", {"n": one.quantity, "what": one.text}) for one in offer.hand_over]
        lines += [Sentence("  without {what}", {"what": text}) for text in offer.leave_out]
        if offer.due:
            amount = {"amount": Money(Cents(abs(offer.due)))}
            back = Sentence("  to give back {amount}", amount)
            lines.append(back if offer.due < 0 else Sentence("  to pay {amount}", amount))
    if done:
        lines.append(Sentence("Recorded as {act}.", {"act": done.id}))
    if said:
        lines.append(said)
    return lines
