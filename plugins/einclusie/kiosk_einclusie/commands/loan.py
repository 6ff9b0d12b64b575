"""`kiosk einclusie loan out|back|lost|extend|list|history|call-list|agreement|reminder`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import CASH, Cents, Sentence, Word, read_amount
from kiosk_core.cli.days import DAY

from .. import agreement as page
from .. import devices, loans, past_loans
from ..events.loans import Reason
from ..vocabulary import read
from . import typed

_means = click.option("--means", default=CASH, metavar="MEANS", help="How the deposit goes back (cash).")
_out = click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to write.")
_with = click.option(
    "--with", "accessories", multiple=True, metavar="WORD", help="What goes along: a word of the settings' list."
)
_marks = click.option(
    "--mark", "marks", multiple=True, metavar="WORD", help="What is not in order: a word of the checklist."
)


@click.group()
def loan() -> None:
    """Loans of devices."""


@loan.command("out")
@click.argument("device")
@click.argument("client", metavar="CODE")
@click.option("--due", type=DAY, metavar="YYYY-MM-DD", help="When it comes back; else as the settings say.")
@click.option("--deposit", metavar="AMOUNT", help="The deposit; else as the settings say.")
@click.option(
    "--pay", "pays", multiple=True, metavar="MEANS:AMOUNT", help="What was paid of it: cash:20. Else it is owed."
)
@_with
@_marks
@click.pass_obj
def out(
    desk: Any, device: str, client: str, due: date | None, deposit: str | None, pays: tuple[str, ...],
    accessories: tuple[str, ...], marks: tuple[str, ...],
) -> None:  # fmt: skip
    """Lend a device to somebody, by card code or number. What the rules ask is confirmed by you."""
    paid, amount = typed.payments(desk, pays), None if deposit is None else read_amount(deposit)
    shift = desk.shift("einclusie")
    asked = typed.verdict(shift, client, loans.LOAN)
    act = loans.lend(
        shift, asked, device, due=due, deposit=amount, accessories=tuple(map(Word, accessories)), marks=tuple(map(Word, marks)),
        payments=paid,
    )  # fmt: skip
    _answer(desk, shift, device, act)


@loan.command("back")
@click.argument("device")
@click.option("--damaged", is_flag=True, help="It goes to repair.")
@click.option("--keep", default="0", metavar="AMOUNT", help="What stays here of the deposit.")
@_means
@_marks
@click.pass_obj
def back(desk: Any, device: str, damaged: bool, keep: str, means: str, marks: tuple[str, ...]) -> None:
    """Take a device back, and give the deposit back."""
    kept = read_amount(keep)
    shift = desk.shift("einclusie")
    act = loans.take_back(shift, device, damaged=damaged, kept=kept, means=means, marks=tuple(map(Word, marks)))
    _answer(desk, shift, device, act)


@loan.command("lost")
@click.argument("device")
@click.option(
    "--reason", type=click.Choice(("lost", "stolen", "broken")), required=True, help="Why it does not come back."
)
@click.option("--keep", metavar="AMOUNT", help="What stays here of the deposit; else all of it.")
@_means
@click.pass_obj
def lost(desk: Any, device: str, reason: Reason, keep: str | None, means: str) -> None:
    """Say that a device does not come back."""
    kept: Cents | None = None if keep is None else read_amount(keep)
    shift = desk.shift("einclusie")
    _answer(desk, shift, device, loans.note_lost(shift, device, reason, kept=kept, means=means))


@loan.command("extend")
@click.argument("device")
@click.option(
    "--until", type=DAY, metavar="YYYY-MM-DD", help="The new day; else as many days more as the settings say."
)
@click.pass_obj
def extend(desk: Any, device: str, until: date | None) -> None:
    """Let a device stay out longer."""
    shift = desk.shift("einclusie")
    found = loans.extend(shift, device, until)
    desk.answer(
        _document(shift, found), Sentence("{device}: back on {day}.", {"device": found.device, "day": found.due})
    )


@loan.command("list")
@click.option(
    "--overdue", is_flag=True, help="Only what should have come back, with phone numbers. For the coordinator."
)
@click.pass_obj
def list_(desk: Any, overdue: bool) -> None:
    """List the loans, the first to come back first."""
    shift = desk.shift("einclusie")
    shift.require("serve")
    if overdue:
        late = loans.late(shift)
        document = [{**_document(shift, one.loan), "phone": one.phone or None} for one in late]
        lines = [
            f"{one.loan.due:%d/%m/%Y}  {one.loan.device}  {one.number}  {one.display}  {one.phone}" for one in late
        ]
    else:
        found = loans.all_loans(shift.house)
        document = [_document(shift, one) for one in found]
        lines = [f"{one.due:%d/%m/%Y}  {one.device}  {one.title}" for one in found]
    desk.answer(document, *lines)


@loan.command("history")
@click.argument("client", metavar="CODE")
@click.pass_obj
def history(desk: Any, client: str) -> None:
    """List the devices that somebody had, and has. For the coordinator."""
    shift = desk.shift("einclusie")
    shift.require("dossier")
    found = past_loans.history(shift, person=typed.client(shift, client, loans.LOAN).person)
    lines = [f"{one.since:%d/%m/%Y}  {one.device}  {one.title}  {desk.t(read(one.how))}" for one in found]
    desk.answer([typed.past_document(one) for one in found], *lines)


@loan.command("call-list")
@_out
@click.pass_obj
def call_list(desk: Any, out: Path) -> None:
    """Make the list of who is late, with phone numbers, as a PDF. For the coordinator."""
    shift = desk.shift("einclusie")
    shift.print_page(page.late_list(shift), out)
    desk.answer({"file": str(out)}, str(out))


@loan.command("agreement")
@click.argument("device")
@_out
@click.option(
    "--also", type=click.Choice(("fr", "en")), help="Once more under it in this language, marked as a translation."
)
@click.pass_obj
def agreement(desk: Any, device: str, out: Path, also: str | None) -> None:
    """Make the loan agreement of a device that is lent, to sign: a PDF in plain Dutch."""
    shift = desk.shift("einclusie")
    shift.print_page(page.agreement(shift, loans.held(shift, device)), out, also=also or "")
    desk.answer({"file": str(out)}, str(out))


@loan.command("reminder")
@click.argument("device")
@_out
@click.pass_obj
def reminder(desk: Any, device: str, out: Path) -> None:
    """Make a reminder for who is late: a PDF in plain Dutch."""
    shift = desk.shift("einclusie")
    shift.print_page(page.reminder(shift, loans.held(shift, device)), out)
    desk.answer({"file": str(out)}, str(out))


def _document(shift: Any, one: loans.Loan) -> dict[str, Any]:
    """Whose it is, is the coordinator's to read."""
    client = loans.borrower(shift, one) if shift.may("dossier") else None
    return {
        "device": one.device, "title": one.title, "client": client.number if client else None, "since": one.since.isoformat(),
        "due": one.due.isoformat(), "overdue": one.overdue(shift.here().day), "deposit_cents": one.deposit,
    }  # fmt: skip


def _answer(desk: Any, shift: Any, said: str, act: Any) -> None:
    device = devices.one(shift.house, said, shift.here().day)
    found = loans.of_device(shift.house, device.number)
    document = {
        "act": act.id, "receipt": act.receipt, "device": device.number, "title": device.title, "state": device.state,
        "due": found.due.isoformat() if found else None,
    }  # fmt: skip
    text = {"number": device.number, "title": device.title, "day": found.due if found else ""}
    said_so = (
        Sentence("{number}  {title}: back on {day}", text)
        if found
        else Sentence("{number}  {title}: is not lent", text)
    )
    desk.answer(document, said_so)
