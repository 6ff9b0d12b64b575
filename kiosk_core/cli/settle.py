"""`kiosk settle`: a client pays what was still owed to a project: a contribution of before, a deposit that was noted."""

from __future__ import annotations

import click

from ..domain.errors import NotPossible
from ..domain.texts import Money, Sentence
from .frame import Desk, command, option
from .scan import read_payments


@command(
    Sentence(
        "A client pays what was still owed to a project, all of it or a part; without --pay what is owed is shown."
    )
)
@click.argument("client")
@option("--project", required=True, metavar="P", says=Sentence("For which project."))
@option("--purpose", metavar="CODE", says=Sentence("What it was owed for, when it was more than one thing."))
@option(
    "--pay",
    "pays",
    multiple=True,
    metavar="MEANS:AMOUNT[:REFERENCE]",
    says=Sentence("What is paid now: cash:3,50 or card:3,50:004217."),
)
def settle(desk: Desk, client: str, project: str, purpose: str | None, pays: tuple[str, ...]) -> None:
    payments = read_payments(desk, pays)
    shift = desk.shift(project)
    if not payments:
        shift.require("dossier")  # what somebody owes is the coordinator's to look up; who pays says it themselves
    who = shift.house.by_number(client, shift.here().day)
    owed = shift.still_owed(who)
    act = None
    if payments:
        meant = [code for code in owed if purpose in (None, code)]
        if not meant:
            raise NotPossible(why=Sentence("nothing is owed."))
        if len(meant) > 1:
            raise desk.usage(Sentence("Say for what with --purpose: {codes}.", {"codes": ", ".join(meant)}))
        act = shift.settle_owed(who, meant[0], payments)
        owed = shift.still_owed(who)
    titles = {one.code: one.title for one in shift.project.purposes}
    desk.answer(
        {
            "client": who.number,
            "owed": [{"purpose": code, "title": desk.t(titles[code]), "cents": cents} for code, cents in owed.items()],
            "recorded": {"act": act.id, "receipt": act.receipt, "change_cents": act.change} if act else None,
        },
        *([Sentence("✓ It is paid. Receipt {receipt}.", {"receipt": act.receipt})] if act else []),
        *([Sentence("Give back: {amount}", {"amount": Money(act.change)})] if act and act.change else []),
        *(Sentence("{what}: {amount} still to pay", {"what": titles[code], "amount": Money(cents)}) for code, cents in owed.items()),
    )  # fmt: skip
