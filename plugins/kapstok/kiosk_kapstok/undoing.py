"""Who may take back what the shop did, and when it cannot be: one rule for the till, `kiosk undo` and `kiosk kapstok void`.

A sale or a return: for some minutes whoever serves, later the coordinator. After the Z the core itself says that it is too
late; then goods can only be returned.
"""

from __future__ import annotations

from datetime import date

from kiosk_core import Event, Here, House, Sentence, Undoing, moment_of

from . import terms
from .allowed import PriceAllowed
from .donations import Donated, Sorted
from .events import LineTakenAway, Sold
from .prices import LabelSet, PriceSet
from .returns import ClientReturned, Returned, later
from .voucher_events import VoucherIssued, VoucherRedeemed, VoucherStopped


def _of_the_till(house: House, event: Event, here: Here) -> str | None:
    return later(house, moment_of(event.at), here)


def _of_a_voucher(house: House, event: Event, here: Here) -> str | None:
    """One that was given for goods goes with their return; another is taken back by who may issue one."""
    return later(house, moment_of(event.at), here) if event.fields["reason"] == "returned" else "enrol"


def _of_the_day(house: House, event: Event, here: Here) -> str | None:
    """Goods that were brought or sorted: whoever serves that day, later who leads."""
    return None if event.day == here.day else "lead"


def _came_back(house: House, sold: Event) -> Sentence | None:
    """Index kapstok_returned(sale)."""
    if house.one("SELECT 1 FROM kapstok_returned WHERE sale=?", sold.subject):
        return Sentence("goods of this sale came back already: return the others.")
    return None


def _was_spent(house: House, issued: Event) -> Sentence | None:
    """Index kapstok_voucher_used(voucher)."""
    if house.one("SELECT 1 FROM kapstok_voucher_used WHERE voucher=?", issued.subject):
        return Sentence("the voucher was used or stopped meanwhile.")
    return None


def _was_stopped(house: House, redeemed: Event) -> Sentence | None:
    """What would come back onto it would be lost. Index kapstok_voucher_used(voucher)."""
    if house.one("SELECT 1 FROM kapstok_voucher_used WHERE voucher=? AND way<>'redeemed'", redeemed.subject):
        return Sentence("its voucher was stopped meanwhile: take the goods back as a return.")
    return None


def _was_used_again(house: House, returned: Event) -> Sentence | None:
    """Credit that came back and was used since, in the season of its sale. Index kapstok_credit(sale)."""
    credit = 0 if returned.torn else returned.fields["credit"]
    used = (
        house.one("SELECT day FROM kapstok_credit WHERE sale=? AND cents>0", returned.fields["sale"])
        if credit
        else None
    )
    client = house.household(returned.subject, date.fromisoformat(used[0])) if used else None
    if client is None or used is None:
        return None
    left = terms.gather(house, client, date.fromisoformat(used[0])).credit_left
    return Sentence("the clothing credit that came back was used meanwhile.") if credit > left else None


def _was_given_to(house: House, event: Event) -> tuple[str | None, ...]:
    """Index kapstok_voucher(voucher)."""
    return house.one("SELECT client FROM kapstok_voucher WHERE voucher=?", event.subject) or ()


def _stays(house: House, taken_away: Event) -> Sentence | None:
    return Sentence("put the line in the sale again.")


RULES = (
    Undoing(Sold.KIND, _of_the_till, _came_back),
    Undoing(VoucherRedeemed.KIND, _of_the_till, _was_stopped, _was_given_to),
    Undoing(Returned.KIND, _of_the_till),
    Undoing(ClientReturned.KIND, _of_the_till, _was_used_again),
    Undoing(VoucherIssued.KIND, _of_a_voucher, _was_spent),
    Undoing(VoucherStopped.KIND, lambda house, event, here: "lead", whose=_was_given_to),
    Undoing(PriceAllowed.KIND, lambda house, event, here: "lead"),
    Undoing(LineTakenAway.KIND, lambda house, event, here: "lead", _stays),
    Undoing(Donated.KIND, _of_the_day),
    Undoing(Sorted.KIND, _of_the_day),
    Undoing(PriceSet.KIND, lambda house, event, here: "settings"),
    Undoing(LabelSet.KIND, lambda house, event, here: "settings"),
)
