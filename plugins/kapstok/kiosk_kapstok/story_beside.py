"""What else happens in the example week of the shop: vouchers, goods that come back, a void, money that goes out, a sale put
aside. One of them each day that the door is open."""

from __future__ import annotations

from kiosk_core import Cents, Sentence, Shift, Story

from . import paying, returns, sale, vouchers
from .lines import Wanted
from .paying import Tendered

GIFT, HELP = Cents(2000), Cents(1500)
MILK = Cents(745)
DECISION = Sentence("decision 2026/114")
STAYS = Cents(15000)
"""The float of the next morning: what is more goes to the finance service."""


def beside(story: Story, volunteer: Shift, lead: Shift) -> None:
    """After the sales of the day. Which day of the week it is follows from how many there were."""
    days = (_give_vouchers, _redeem, _lose, _bring_back, _void, _hand_over)
    nth = story.house.number("SELECT count(DISTINCT day) FROM kapstok_sale") - 1
    story.set_clock(16, 15)
    if 0 <= nth < len(days):
        days[nth](story, volunteer, lead)


def _give_vouchers(story: Story, volunteer: Shift, lead: Shift) -> None:
    vouchers.issue(lead, GIFT, "gift")
    vouchers.issue(lead, HELP, "social_service", client=story.clients[0] if story.clients else None)


def _redeem(story: Story, volunteer: Shift, lead: Shift) -> None:
    """A part of the gift; and milk for the coffee, out of the drawer."""
    _sold(volunteer, [Wanted("jas"), Wanted("trui")], Tendered("voucher", None, _voucher(lead, GIFT).code))
    volunteer.cash_out(MILK, story.say(Sentence("milk and coffee")))


def _lose(story: Story, volunteer: Shift, lead: Shift) -> None:
    vouchers.stop(lead, _voucher(lead, HELP).number, "lost", anew=True)


def _bring_back(story: Story, volunteer: Shift, lead: Shift) -> None:
    """Trousers that do not fit: their worth on a voucher."""
    receipt = _sold(volunteer, [Wanted("broek", pieces=2), Wanted("hemd")], Tendered("card"))
    returns.give_back(volunteer, receipt, "too_small", "voucher", {1: 1})


def _void(story: Story, volunteer: Shift, lead: Shift) -> None:
    """Rung up twice; and a sale that the social service pays."""
    receipt = _sold(volunteer, [Wanted("schoenen")], Tendered("cash"))
    returns.void(volunteer, receipt, "mistake")
    _sold(volunteer, [Wanted("jas"), Wanted("kindertrui", pieces=2)], Tendered("account", None, story.say(DECISION)))


def _hand_over(story: Story, volunteer: Shift, lead: Shift) -> None:
    """The last day: what is more than the float goes to the finance service, and a sale waits for tomorrow."""
    if (more := lead.x().expected - STAYS) > 0:
        lead.hand_over(Cents(more), "KS-0042", "coordinator", "Jan Peeters")
    lies = sale.with_lines(volunteer, sale.begin(volunteer), [Wanted("jas"), Wanted("kinderbroek", pieces=2)])
    story.put_aside("kapstok", sale.as_draft(lies, parked=True))


def _sold(shift: Shift, wanted: list[Wanted], *tendered: Tendered) -> str:
    """The number of its receipt."""
    paid = paying.pay(shift, sale.with_lines(shift, sale.begin(shift), wanted), tendered)
    return paid.receipt or ""


def _voucher(lead: Shift, worth: Cents) -> vouchers.Voucher:
    return next(one for one in vouchers.listed(lead) if one.cents == worth and one.state == "live")
