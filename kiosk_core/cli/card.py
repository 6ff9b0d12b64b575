"""`kiosk card issue|lost|withdraw|show|print`."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.cards import grouped
from ..domain.texts import Sentence, counted
from .frame import Desk, command, option

STATES = {"live": Sentence("in use"), "lost": Sentence("was lost"), "withdrawn": Sentence("was withdrawn")}


@command(Sentence("Give out a card to a member, or to a household's first adult. An earlier card stays as it is."))
@click.argument("client", required=False)
@option("--missing", is_flag=True, says=Sentence("Instead, to each household that may come and has no card."))
def issue(desk: Desk, client: str | None, missing: bool) -> None:
    if (client is None) != missing:
        raise desk.usage(Sentence("Give a client, or --missing."))
    shift = desk.shift()
    shift.require("cards")
    if client is None:
        made = shift.issue_missing_cards()
        desk.answer({"issued": made}, counted("✓ {n} card is made.", "✓ {n} cards are made.", made))
        return
    day = shift.here().day
    person = shift.first_adult(shift.house.by_number(client, day))
    holder = shift.house.client(person, day)
    code = shift.issue_card(holder) if holder else ""
    number = holder.number if holder else client
    desk.answer({"code": code, "client": number}, f"{number}  {grouped(code)}")


@command(
    Sentence(
        "Stop cards that were lost: by a card's code, or all live cards of a client. From now on they serve nobody."
    )
)
@click.argument("card", metavar="CODE|CLIENT")
def lost(desk: Desk, card: str) -> None:
    _stop(desk, card, "lost")


@command(Sentence("Withdraw cards: by a card's code, or all live cards of a client."))
@click.argument("card", metavar="CODE|CLIENT")
def withdraw(desk: Desk, card: str) -> None:
    _stop(desk, card, "withdrawn")


@command(Sentence("Show a card by its code, or all cards of a client, with their state."))
@click.argument("card", metavar="CODE|CLIENT")
def show(desk: Desk, card: str) -> None:
    cards = desk.shift().cards_of(card)
    desk.answer(
        [{"code": c.code, "client": c.client, "state": c.state, "issued": str(c.issued)} for c in cards],
        *(Sentence("{code}  {client}  {state}  {issued}", {"code": grouped(c.code), "client": c.client,
                                                           "state": STATES[c.state], "issued": c.issued}) for c in cards),
    )  # fmt: skip


@command(Sentence("Make a PDF of the active cards, with the list of which card is whose."), name="print")
@option("--new", "only_new", is_flag=True, says=Sentence("Only cards that were never printed."))
@option("--out", type=click.Path(path_type=Path), required=True, metavar="F", says=Sentence("The PDF to write."))
def print_(desk: Desk, only_new: bool, out: Path) -> None:
    count = desk.shift().print_cards(out, desk.paper_words(), only_new=only_new)
    file = str(out) if count else None
    desk.answer({"cards": count, "file": file}, counted("{n} card to print.", "{n} cards to print.", count))


def _stop(desk: Desk, card: str, why: str) -> None:
    shift = desk.shift()
    shift.require("cards")
    live = shift.live_cards(card)
    stopped = shift.stop_card(card, why)
    desk.answer(
        {"stopped": [code for code, _ in live], "state": why},
        Sentence("Stopped: {n}", {"n": stopped}),
    )
