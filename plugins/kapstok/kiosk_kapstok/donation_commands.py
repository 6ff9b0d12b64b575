"""`kiosk kapstok donation|sorting`: what was brought, and what came of sorting it."""

from __future__ import annotations

from typing import Any

import click

from kiosk_core import NotUnderstood, Sentence

from . import donations, sale


@click.command("donation")
@click.option(
    "--goods",
    "brought",
    multiple=True,
    required=True,
    metavar="GOODS:MUCH",
    help="kledij:12.5kg, or schoenen:3x for bags.",
)
@click.option("--donor", default="", metavar="NAME", help="How they want to be called on the slip.")
@click.option("--slip", is_flag=True, help="Print a thank-you slip.")
@click.pass_obj
def donation(desk: Any, brought: tuple[str, ...], donor: str, slip: bool) -> None:
    """Note goods that were brought."""
    shift = desk.shift("kapstok")
    found = [donations.read_brought(*_parts(one)) for one in brought]
    act = donations.take_in(shift, found, donor)
    if slip:
        shift.print_slip(act.id, sale.SALE)
    document = [{"goods": one.goods, "grams": one.grams, "bags": one.bags} for one in found]
    desk.answer({"act": act.id, "goods": document}, Sentence("Noted. Thank you."))


@click.command("sorting")
@click.option("--shop", metavar="KILOS", help="To the shop.")
@click.option("--project", metavar="KILOS", help="To another project.")
@click.option("--recycler", metavar="KILOS", help="To the textile recycler.")
@click.pass_obj
def sorting(desk: Any, shop: str | None, project: str | None, recycler: str | None) -> None:
    """Note where goods went that were sorted."""
    shift = desk.shift("kapstok")
    typed = {"shop": shop, "project": project, "recycler": recycler}
    grams = donations.read_sorted({way: kilos for way, kilos in typed.items() if kilos})
    act = donations.sort(shift, grams)
    desk.answer({"act": act.id, "grams": grams}, Sentence("Noted."))


def _parts(typed: str) -> tuple[str, str]:
    goods, colon, much = typed.partition(":")
    if not colon:
        raise NotUnderstood(why=Sentence("what is brought looks like kledij:12.5kg or schoenen:3x."))
    return donations.code_of(goods), much
