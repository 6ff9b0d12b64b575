"""`kiosk einclusie device add|list|label|wiped|repair|recovered|reserve|unreserve|history`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kiosk_core import Sentence, counted
from kiosk_core.cli.days import DAY

from .. import devices, loans, past_loans
from ..events.loans import Sort
from ..vocabulary import read
from . import typed

SORTS = ("laptop", "tablet", "phone", "router", "other")


@click.group()
def device() -> None:
    """Devices that are lent."""


@device.command("add")
@click.argument("title")
@click.option("--number", metavar="NUMBER", help="The house's own inventory number; else the next one.")
@click.option("--sort", type=click.Choice(SORTS), default="laptop", help="What it is (laptop).")
@click.pass_obj
def add(desk: Any, title: str, number: str | None, sort: Sort) -> None:
    """Add a device; it gets a code of its own."""
    shift = desk.shift("einclusie")
    _show(desk, shift, devices.add(shift, title, number=number, sort=sort))


@device.command("list")
@click.pass_obj
def list_(desk: Any) -> None:
    """List the devices and where each is."""
    shift = desk.shift("einclusie")
    shift.require("serve")
    found = devices.all_devices(shift.house, shift.here().day)
    held = {loan.device: loan for loan in loans.all_loans(shift.house)}
    document = [_document(one, held.get(one.number)) for one in found]
    desk.answer(document, *(f"{one.number:<10} {desk.t(read(one.state)):<12} {one.title}" for one in found))


@device.command("label")
@click.argument("chosen", nargs=-1, metavar="DEVICE")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to write.")
@click.pass_obj
def label(desk: Any, chosen: tuple[str, ...], out: Path) -> None:
    """Make a PDF of labels to stick on the devices, or on these only."""
    n = devices.print_labels(desk.shift("einclusie"), out, desk.paper_words(), chosen)
    desk.answer(
        {"labels": n, "file": str(out) if n else None}, counted("{n} label to print.", "{n} labels to print.", n)
    )


@device.command("wiped")
@click.argument("device")
@click.pass_obj
def wiped(desk: Any, device: str) -> None:
    """Say that every point of the wiping checklist was done: the device may be lent again."""
    shift = desk.shift("einclusie")
    devices.wiped(shift, device, devices.wiping(shift.house, shift.here().day))
    _show(desk, shift, device)


@device.command("repair")
@click.argument("device")
@click.pass_obj
def repair(desk: Any, device: str) -> None:
    """Say that a device does not work as it should."""
    shift = desk.shift("einclusie")
    devices.to_repair(shift, device)
    _show(desk, shift, device)


@device.command("recovered")
@click.argument("device")
@click.pass_obj
def recovered(desk: Any, device: str) -> None:
    """Say that a device was repaired or found again; it is wiped before it is lent."""
    shift = desk.shift("einclusie")
    devices.recovered(shift, device)
    _show(desk, shift, device)


@device.command("reserve")
@click.argument("device")
@click.argument("client", metavar="CODE")
@click.option("--day", "first", type=DAY, metavar="YYYY-MM-DD", help="From which day (today).")
@click.pass_obj
def reserve(desk: Any, device: str, client: str, first: date | None) -> None:
    """Keep a device for somebody, for as many days as the settings say."""
    shift = desk.shift("einclusie")
    who = typed.client(shift, client, loans.LOAN)
    assert who.person is not None  # a service for persons
    devices.reserve(shift, device, who.person, first or shift.here().day)
    _show(desk, shift, device)


@device.command("unreserve")
@click.argument("device")
@click.pass_obj
def unreserve(desk: Any, device: str) -> None:
    """Keep a device for nobody any longer."""
    shift = desk.shift("einclusie")
    devices.unreserve(shift, device)
    _show(desk, shift, device)


@device.command("history")
@click.argument("device")
@click.pass_obj
def history(desk: Any, device: str) -> None:
    """List who had a device, and when. For the coordinator."""
    shift = desk.shift("einclusie")
    known = devices.one(shift.house, device, shift.here().day)
    found = past_loans.history(shift, device=known.number)
    document = [typed.past_document(one) for one in found]
    desk.answer(document, *(f"{one.since:%d/%m/%Y}  {one.number or '-'}  {desk.t(read(one.how))}" for one in found))


def _document(one: devices.Device, loan: loans.Loan | None) -> dict[str, Any]:
    return {
        "number": one.number, "title": one.title, "sort": one.sort, "code": one.code, "state": one.state,
        "due": loan.due.isoformat() if loan else None,
    }  # fmt: skip


def _show(desk: Any, shift: Any, said: str) -> None:
    one = devices.one(shift.house, said, shift.here().day)
    text = {"number": one.number, "title": one.title, "state": read(one.state)}
    desk.answer(_document(one, loans.of_device(shift.house, one.number)), Sentence("{number}  {title}: {state}", text))
