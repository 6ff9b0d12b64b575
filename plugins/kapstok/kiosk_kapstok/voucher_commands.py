"""`kiosk kapstok voucher …`: issued, looked at, stopped, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Money, Sentence, read_amount
from kiosk_core.cli.days import DAY

from . import sale, vouchers
from .vouchers import Voucher


@click.group("voucher")
def voucher() -> None:
    """Vouchers: issue, show, stop, print."""


@voucher.command("issue")
@click.argument("amount")
@click.option("--reason", required=True, help="social_service, gift or other words.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="The last day; else as the settings say.")
@click.option("--client", metavar="CLIENT", help="Whom it is given to.")
@click.option("--count", type=int, default=1, metavar="N", help="So many of them.")
@click.option("--slip", is_flag=True, help="Print it at the counter.")
@click.pass_obj
def issue(
    desk: Any, amount: str, reason: str, until: date | None, client: str | None, count: int, slip: bool
) -> None:  # fmt: skip
    """Issue vouchers of AMOUNT each."""
    shift = desk.shift("kapstok")
    whose = shift.house.by_number(client, shift.here().day) if client else None
    act, made = vouchers.issue(shift, read_amount(amount), reason, until=until, client=whose, count=count)
    if slip:
        shift.print_slip(act.id, sale.SALE)
    document = {"act": act.id, **_document(made[0]), "vouchers": [_document(one) for one in made]}
    desk.answer(document, *(_line(one) for one in made))


@voucher.command("show")
@click.argument("voucher", required=False)
@click.pass_obj
def show(desk: Any, voucher: str | None) -> None:
    """Show a voucher by code, number or client; without one, all of them."""
    shift = desk.shift("kapstok")
    found = vouchers.find(shift, voucher) if voucher else vouchers.listed(shift)
    desk.answer([_document(one) for one in found], *(_line(one) for one in found))


@voucher.command("stop")
@click.argument("voucher")
@click.option("--reason", required=True, type=click.Choice(["lost", "withdrawn"]), help="Why.")
@click.option("--anew", is_flag=True, help="Another voucher has what was left.")
@click.pass_obj
def stop(desk: Any, voucher: str, reason: Any, anew: bool) -> None:
    """Stop a voucher: it is worth nothing any more."""
    shift = desk.shift("kapstok")
    act, fresh = vouchers.stop(shift, voucher, reason, anew=anew)
    document = {
        "act": act.id,
        "stopped": vouchers.one(shift, voucher).number,
        "anew": _document(fresh) if fresh else None,
    }
    desk.answer(document, *([_line(fresh)] if fresh else [Sentence("The voucher is stopped.")]))


@voucher.command("print")
@click.argument("numbers", nargs=-1, metavar="VOUCHER…")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to make.")
@click.pass_obj
def print_(desk: Any, numbers: tuple[str, ...], out: Path) -> None:
    """Make a sheet of vouchers to print and cut: those named, or all that are live."""
    shift = desk.shift("kapstok")
    wanted = [vouchers.one(shift, number) for number in numbers] if numbers else vouchers.listed(shift)
    printed = vouchers.print_sheet(shift, [one for one in wanted if one.state == "live"], out, desk.paper_words())
    desk.answer(
        {"vouchers": printed, "file": str(out)}, Sentence("{n} × {what}", {"n": printed, "what": Sentence("voucher")})
    )


def _document(one: Voucher) -> dict[str, object]:
    return {
        "number": one.number, "code": one.code, "value_cents": one.cents, "left_cents": one.left, "until": one.until.isoformat(),
        "state": one.state, "reason": one.reason,
    }  # fmt: skip


def _line(one: Voucher) -> Sentence:
    return Sentence("{number}  {code}  {value}  {says}", {
        "number": one.number, "code": one.code, "value": Money(one.cents), "says": one.says,
    })  # fmt: skip
