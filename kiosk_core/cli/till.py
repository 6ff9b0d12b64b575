"""`kiosk till open|float|x|close|cash-in|cash-out|hand-over|open-drawer|z`: the drawer of this counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from ..domain.errors import NotFound
from ..domain.ids import Cents
from ..domain.money import read_amount
from ..domain.texts import Money, Sentence, Text
from .frame import Desk, command, option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ..cash.closing import Closing
    from ..cash.drawers import Session
    from ..journal import Act
    from ..shift import Shift

NOTE = Sentence("In a few words, what it is for.")


@command(Sentence("Open the till with what lies in the drawer."), name="open")
@option("--float", "counted", required=True, metavar="AMOUNT", says=Sentence("What was counted, for instance 150.00."))
@option("--note", default="", metavar="TEXT", says=Sentence("Why there is a difference."))
def open_(desk: Desk, counted: str, note: str) -> None:
    cents = read_amount(counted)
    shift = desk.shift()
    act = shift.open_till(cents, note=note)
    session = shift.drawer()
    assert session is not None  # it was opened now
    desk.answer(
        {
            "act": act.id, "session": session.id, "counter": shift.counter, "float_cents": cents,
            "left_there_cents": session.left_there, "difference_cents": _difference(session), "noted": bool(session.why),
        },
        Sentence("The till is open with {amount}.", {"amount": Money(cents)}),
        *_said_of(session),
    )  # fmt: skip


def _said_of(session: Session) -> Iterable[Text]:
    if session.left_there is not None and session.off:
        said = {"amount": Money(session.left_there), "difference": Money(session.off)}
        yield Sentence("{amount} should have lain there. Difference: {difference}.", said)
        if not session.why:
            yield Sentence("Opened without a note about the difference.")


def _difference(opened: Session | Closing) -> Cents | None:
    """At opening; None when nobody knew what should lie there."""
    return None if opened.left_there is None else Cents(opened.float - opened.left_there)


@command(Sentence("Put right a float that was typed wrongly at opening."), name="float")
@click.argument("amount")
@option("--note", required=True, metavar="TEXT", says=Sentence("Why, in a few words."))
def float_(desk: Desk, amount: str, note: str) -> None:
    cents = read_amount(amount)
    shift = desk.shift()
    act = shift.correct_float(cents, note)
    expected = shift.x().expected
    desk.answer(
        {
            "act": act.id,
            "before_cents": act.events[0].fields["before"],
            "float_cents": cents,
            "expected_cents": expected,
        },
        Sentence("Noted. {amount} should lie in the drawer now.", {"amount": Money(expected)}),
    )


@command(Sentence("Show how the till stands now."))
@option("--print", "printing", is_flag=True, says=Sentence("Print it too."))
def x(desk: Desk, printing: bool) -> None:
    shift = desk.shift()
    _answer(desk, shift, shift.print_x() if printing else shift.x())


@command(Sentence("Close the till with what was counted, and print its Z report."))
@option("--counted", required=True, metavar="AMOUNT", says=Sentence("What lies in the drawer, for instance 212.35."))
@option("--note", metavar="TEXT", says=Sentence("Why there is a difference."))
@option("--keep-aside", is_flag=True, says=Sentence("What was put aside waits for another day."))
def close(desk: Desk, counted: str, note: str | None, keep_aside: bool) -> None:
    cents = read_amount(counted)
    shift = desk.shift()
    _answer(desk, shift, shift.close_till(cents, note=note, keep_aside=keep_aside))


@command(Sentence("Show what was put aside at this counter and is not paid."))
def aside(desk: Desk) -> None:
    shift = desk.shift()
    found = shift.aside()
    desk.answer(
        [
            {
                "id": one.id,
                "project": one.project,
                "client": one.client or None,
                "parked": one.parked,
                "first": desk.t(one.lies.first) if one.lies else None,
                "pieces": one.lies.pieces if one.lies else None,
                "total_cents": one.lies.cents if one.lies else None,
            }
            for one in found
        ],
        *(
            Sentence("{id}  {what}", {"id": one.id, "what": one.told(shift.settings().zone, shift.here().day)})
            for one in found
        ),
    )


@command(Sentence("Drop what was put aside: it comes to nothing, and why stays written down."))
@click.argument("id")
@option("--reason", required=True, metavar="CODE-OR-TEXT", says=Sentence("not_taken, mistake, or your own words."))
def drop(desk: Desk, id: str, reason: str) -> None:
    if not reason.strip():
        raise desk.usage(Sentence("Say why with --reason."))
    act = desk.shift().drop_aside(id, reason)
    desk.answer({"act": act.id, "reason": act.events[0].fields["reason"]}, Sentence("It is dropped."))


@command(Sentence("Show a Z report again, as it was printed; without a number the last one."))
@click.argument("number", required=False)
@option("--print", "printing", is_flag=True, says=Sentence("Print it once more, marked COPY."))
def z(desk: Desk, number: str | None, printing: bool) -> None:
    shift = desk.shift()
    closing = shift.z(number) if number else next(iter(shift.last_closings(1)), None)
    if closing is None:
        raise NotFound(what="Z")
    if printing:
        shift.print_z(closing.z)
    _answer(desk, shift, closing)


@command(Sentence("Put cash into the drawer."))
@click.argument("amount")
@option("--note", required=True, metavar="TEXT", says=NOTE)
def cash_in(desk: Desk, amount: str, note: str) -> None:
    cents = read_amount(amount)
    shift = desk.shift()
    _carried(desk, shift, shift.cash_in(cents, note))


@command(Sentence("Take cash out of the drawer."))
@click.argument("amount")
@option("--note", required=True, metavar="TEXT", says=NOTE)
def cash_out(desk: Desk, amount: str, note: str) -> None:
    cents = read_amount(amount)
    shift = desk.shift()
    _carried(desk, shift, shift.cash_out(cents, note))


@command(Sentence("Exchange notes for coins: the drawer holds as much as before."))
@click.argument("amount")
def change(desk: Desk, amount: str) -> None:
    cents = read_amount(amount)
    shift = desk.shift()
    _carried(desk, shift, shift.buy_change(cents))


@command(Sentence("Hand cash over to the finance service, and print a slip to sign."))
@click.argument("amount")
@option("--bag", required=True, metavar="NUMBER", says=Sentence("The number of the sealed bag."))
@option("--from", "giver", required=True, metavar="NAME", says=Sentence("Who hands it over."))
@option("--to", "receiver", required=True, metavar="NAME", says=Sentence("Who takes it."))
def hand_over(desk: Desk, amount: str, bag: str, giver: str, receiver: str) -> None:
    cents = read_amount(amount)
    shift = desk.shift()
    _carried(desk, shift, shift.hand_over(cents, bag, giver, receiver))


@command(Sentence("Open the drawer without a sale."))
@option("--reason", required=True, metavar="CODE-OR-TEXT", says=Sentence("change, check, stuck, or your own words."))
def open_drawer(desk: Desk, reason: str) -> None:
    if not reason.strip():
        raise desk.usage(Sentence("Say why with --reason."))
    act = desk.shift().open_drawer(reason)
    desk.answer({"act": act.id, "reason": act.events[0].fields["reason"]}, Sentence("The drawer opens."))


def _carried(desk: Desk, shift: Shift, act: Act) -> None:
    kept = act.events[0].fields
    expected = shift.x().expected if shift.drawer() else shift.left_in_drawer() or Cents(0)
    desk.answer(
        {"act": act.id, "sort": kept["sort"], "amount_cents": kept["amount"], "expected_cents": expected},
        Sentence("Noted. {amount} should lie in the drawer now.", {"amount": Money(expected)}),
    )


def _answer(desk: Desk, shift: Shift, closing: Closing) -> None:
    from ..printing.plain import plain

    receipt = shift.closing_slip(closing)
    desk.answer(_document(desk, shift, closing), *plain(receipt, desk.words).splitlines())


def _document(desk: Desk, shift: Shift, closing: Closing) -> dict[str, Any]:
    def said(text: Text) -> str:
        return desk.t(text)

    return {
        "z": closing.z or None, "session": closing.session, "counter": closing.counter, "day": closing.day.isoformat(),
        "opened_at": _moment(closing.opened, shift), "at": _moment(closing.at, shift),
        "left_there_cents": closing.left_there, "opening_difference_cents": _difference(closing),
        "float_cents": closing.float, "expected_cents": closing.expected, "counted_cents": closing.counted,
        "difference_cents": closing.difference, "noted": closing.noted,
        "coins": [{"denomination_cents": cents, "pieces": pieces} for cents, pieces in closing.coins],
        "purposes": [
            {"project": one.project, "purpose": one.purpose, "title": said(closing.title(one.purpose)),
             "nature": one.nature, "times": one.times, "taken_cents": one.taken, "times_back": one.times_back,
             "back_cents": one.back} for one in closing.purposes
        ],
        "means": [
            {"means": one.means, "name": one.name or None, "times": one.times, "cents": one.cents}
            for one in closing.means
        ],
        "rounding_cents": closing.rounding,
        "carried": [{"sort": sort, "times": times, "cents": cents} for sort, times, cents in closing.carried],
        "lines": [
            {"by": plugin, "code": code, "title": said(closing.title(code)), "times": times, "cents": cents}
            for plugin, code, times, cents in closing.lines
        ],
        "receipts": [{"series": series, "first": first, "last": last} for series, first, last in closing.receipts],
        "ended": [{"series": series, "last_known": last} for series, last in closing.ended],
        "worked": shift.names_of(closing.worked), "head": closing.head or None,
    }  # fmt: skip


def _moment(at: datetime | None, shift: Shift) -> str | None:
    """Local, as it stands on the paper, with its distance from UTC."""
    return at.astimezone(ZoneInfo(shift.settings().zone)).isoformat(timespec="seconds") if at else None
