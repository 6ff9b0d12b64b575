"""`kiosk kapstok …`: what the till does, for scripts. Each answers with the numbers that a screen shows."""

from __future__ import annotations

from typing import Any

import click

from kiosk_core import Money, Sentence, Shift, Text

from . import credit, paying, returns, sale, terms
from .donation_commands import donation, sorting
from .finance_commands import export
from .lines import read_line
from .price_commands import prices
from .voucher_commands import voucher


@click.group()
def kapstok() -> None:
    """The second-hand clothing shop."""


kapstok.add_command(export)
kapstok.add_command(prices)
kapstok.add_command(voucher)
kapstok.add_command(donation)
kapstok.add_command(sorting)


@kapstok.command("sell")
@click.option(
    "--line",
    "lines",
    multiple=True,
    required=True,
    metavar="LINE",
    help="jas, 3*kindertrui@0.50, kilo:2.4kg, jas-20%/damaged, or an article label.",
)
@click.option("--client", metavar="CARD", help="The client's card or number: their terms hold.")
@click.option(
    "--pay",
    "pays",
    multiple=True,
    metavar="MEANS:AMOUNT",
    help="cash:20, card:12.50:REFERENCE, voucher:CODE:5, credit:5, account:5 or without a client account:5:REFERENCE; without an amount all that is left.",
)
@click.pass_obj
def sell(desk: Any, lines: tuple[str, ...], client: str | None, pays: tuple[str, ...]) -> None:
    """Sell, and record it when it is paid."""
    shift = desk.shift("kapstok")
    wanted = [read_line(line) for line in lines]
    tendered = [paying.read_tendered(pay) for pay in pays]
    bought = sale.begin(shift)
    if client:
        bought = _for_client(shift, bought, client)
    paid = paying.pay(shift, sale.with_lines(shift, bought, wanted), tendered)
    document = {
        "act": paid.act.id, "receipt": paid.receipt, "total_cents": paid.sale.total, "cash_due_cents": paid.cash,
        "change_cents": paid.change, "terms": bought.asked.outcome if bought.asked else None, "lines": [
            {"category": line.category.code, "pieces": line.wanted.pieces, "grams": line.wanted.grams, "gross_cents": line.gross,
             "discount_cents": line.discount, "terms_cents": line.terms, "net_cents": line.net,
             "why": [desk.t(why) for why in line.why]}
            for line in paid.sale.lines
        ],
    }  # fmt: skip
    done = Sentence("Receipt {receipt}: {total}, change {change}", {
        "receipt": paid.receipt, "total": Money(paid.sale.total), "change": Money(paid.change),
    })  # fmt: skip
    desk.answer(document, *_without_terms(bought), done if paid.receipt else paying.said(paid, shift.house))


@kapstok.command("void")
@click.argument("receipt")
@click.option("--reason", required=True, help="mistake, not_taken or other words.")
@click.pass_obj
def void(desk: Any, receipt: str, reason: str) -> None:
    """Take a sale back that was a mistake, by its receipt."""
    shift = desk.shift("kapstok")
    _said(desk, reason)
    number = returns.find(shift, receipt).act.receipt
    act = returns.void(shift, receipt, reason)
    desk.answer({"act": act.id, "receipt": number}, Sentence("Receipt {receipt} is void.", {"receipt": number}))


@kapstok.command("return")
@click.argument("receipt")
@click.option("--reason", required=True, help="too_small, damaged or other words.")
@click.option(
    "--line", "lines", multiple=True, metavar="N", help="A line of the receipt: 2, or 2:1 for one piece of it."
)
@click.option(
    "--to",
    "way",
    type=click.Choice(["cash", "voucher", "credit", "account"]),
    default="cash",
    help="How it is given back; what cannot go back so follows as it was paid.",
)
@click.pass_obj
def return_(desk: Any, receipt: str, reason: str, lines: tuple[str, ...], way: Any) -> None:
    """Take goods back against their receipt: all that is left, or these lines."""
    shift = desk.shift("kapstok")
    _said(desk, reason)
    wanted = returns.read_places(returns.find(shift, receipt), lines)
    act, made = returns.give_back(shift, receipt, reason, way, wanted)
    back = returns.price_of(act)
    cash = paying.in_coins(act)
    document = {
        "act": act.id, "receipt": act.receipt, "total_cents": -back, "cash_due_cents": cash, "change_cents": 0,
        "voucher": made.number if made else None, "voucher_code": made.code if made else None,
    }  # fmt: skip
    given = (Sentence("Given back: {amount}", {"amount": Money(back)}),)
    desk.answer(document, *given, *((made.says,) if made else ()))


@kapstok.command("credit")
@click.pass_obj
def credit_(desk: Any) -> None:
    """Show the clothing credit of this season: given, used and left, by household."""
    found = credit.overview(desk.shift("kapstok"))
    document = [
        {"client": one.number, "credit_cents": one.granted, "used_cents": one.used, "left_cents": one.left}
        for one in found
    ]
    lines = [
        Sentence(
            "{number}: {left} left of {credit}", {"number": o.number, "left": Money(o.left), "credit": Money(o.granted)}
        )
        for o in found
    ]
    desk.answer(document, *lines)


def _said(desk: Any, reason: str) -> None:
    if not reason.strip():
        raise desk.usage(Sentence("Say why with --reason."))


def _without_terms(bought: sale.Sale) -> list[Text]:
    """Why the client's terms do not hold."""
    if bought.asked is None or bought.asked.outcome != "refused":
        return []
    return [bought.asked.findings[0].text, Sentence("The sale goes on at the usual prices.")]


def _for_client(shift: Shift, bought: sale.Sale, typed: str) -> sale.Sale:
    """By card, or by number, which leaves the trace of a look. Whoever gives the command confirms what is asked. Refused terms: the sale goes on at the usual prices."""
    verdict = shift.scan(typed, terms.TERMS)
    if verdict.visit is None:
        verdict = shift.decide(shift.client_by_number(typed), terms.TERMS)
    return sale.with_client(shift, bought, verdict, confirmed=True)
