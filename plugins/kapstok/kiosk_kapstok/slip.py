"""The receipt of a sale. It names no client, and does not say whether the customer is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kiosk_core import Act, Block, Cents, Event, Grams, House, Line, Money, Qr, Rule, Sentence, weight

from . import donations, prices
from .events import Sold
from .returns import Returned
from .settings import TREATMENTS, ShopSettings
from .voucher_events import VoucherIssued, VoucherRedeemed, number_of


def blocks(act: Act, house: House) -> Iterable[Block]:
    """For acts of the shop; others get nothing."""
    for event in sorted(act.events, key=lambda event: event.kind == Sold.KIND):  # its code stands below what was paid
        if event.kind == VoucherIssued.KIND:
            yield Block("body", tuple(_voucher(event.fields)))
        elif event.kind == VoucherRedeemed.KIND:
            yield Block("foot", tuple(_redeemed(event, house)))
        elif event.kind == donations.Donated.KIND:
            yield Block("body", tuple(_thanks(event, house)))
        elif event.kind == Returned.KIND:
            yield Block("body", tuple(_returned(event.fields["lines"], house, event.day)))
            yield Block("foot", tuple(_otherwise(act)))
        elif event.kind == Sold.KIND:
            lines = event.fields["lines"]
            yield Block("body", tuple(_sold(lines, house, event.day)))
            yield Block(
                "foot",
                (*_otherwise(act), Rule(), *_treatments(lines, house, event.day), Qr(event.fields["code"])),
            )


def _sold(lines: Iterable[Mapping[str, Any]], house: House, day: date) -> Iterable[Line]:
    for line in lines:
        yield Line(_what(line, house, day), _amount(line["gross"]))
        if off := line["discount"] + line["terms"]:  # in one: the paper does not say who is a client
            yield Line(Sentence("  Discount"), _amount(-off), style="small")


def _otherwise(act: Act) -> Iterable[Line]:
    """What a client's credit or the social service paid, or got back, in words that say neither."""
    paid = [pair for event in act.events if event.kind == "core.money_moved" for pair in event.fields["payments"]]
    if cents := sum(cents for means, cents in paid if means in ("credit", "account")):
        yield Line(
            Sentence("Paid in another way") if cents > 0 else Sentence("Given back in another way"), _amount(abs(cents))
        )


def _returned(lines: Iterable[Mapping[str, Any]], house: House, day: date) -> Iterable[Line]:
    yield Line(Sentence("Goods that came back"), style="strong")
    for line in lines:
        yield Line(_what(line, house, day), _amount(-line["net"]))


def _what(line: Mapping[str, Any], house: House, day: date) -> Sentence:
    title = prices.title(house, line["category"], day)
    if line["grams"]:
        return Sentence("{weight} {what}", {"weight": weight(line["grams"]), "what": title})
    if line["pieces"] == 1:
        return Sentence("{what}", {"what": title})
    return Sentence("{n} × {what}", {"n": line["pieces"], "what": title})


def _treatments(lines: Iterable[Mapping[str, Any]], house: House, day: date) -> Iterable[Line]:
    """Each treatment with what was sold under it, by name."""
    article = house.settings(ShopSettings, day).vat_article
    by_name: dict[str, int] = {}
    for line in lines:
        by_name[line["vat"]] = by_name.get(line["vat"], 0) + line["net"]
    for name, cents in by_name.items():
        said = TREATMENTS.get(name) or Sentence("{name}", {"name": name})
        if name == "exempt" and article:
            said = Sentence("{what}: {article}", {"what": said, "article": article})
        yield Line(said, _amount(cents), style="small")


def _voucher(said: Mapping[str, Any]) -> Iterable[Line | Rule | Qr]:
    """What its holder needs: value, last day, number and code. Nobody's name."""
    yield Rule()
    yield Line(Sentence("VOUCHER"), style="large", centred=True)
    yield Line(_amount(said["cents"]), style="large", centred=True)
    yield Line(Sentence("Good until {day}", {"day": date.fromisoformat(said["until"])}), centred=True)
    yield Qr(said["code"])
    yield Line(number_of(said["letter"], said["serial"]), style="strong", centred=True)


def _redeemed(event: Event, house: House) -> Iterable[Line]:
    """Index kapstok_voucher(voucher)."""
    found = house.one("SELECT number FROM kapstok_voucher WHERE voucher=?", event.subject)
    number = {"number": found[0] if found else ""}
    yield Line(Sentence("Paid with voucher {number}", number), _amount(event.fields["cents"]))
    yield Line(Sentence("Left on voucher {number}", number), _amount(event.fields["left"]), style="strong")


def _thanks(event: Event, house: House) -> Iterable[Line]:
    """For who brought something."""
    yield Line(Sentence("Thank you!"), style="large", centred=True)
    if name := donations.named(house, event.subject):
        yield Line(name, centred=True)
    yield Line(Sentence("You brought us:"))
    for one in event.fields["goods"]:
        called = donations.goods_title(house, one["goods"], event.day)
        yield Line(called, donations.Brought(one["goods"], Grams(one["grams"]), one["bags"]).much)
    yield Line(Sentence("Somebody will be glad to wear it again."))


def _amount(cents: int) -> Sentence:
    return Sentence("{amount}", {"amount": Money(Cents(cents))})
