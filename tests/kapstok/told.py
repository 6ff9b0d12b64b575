"""What a volunteer does at the till, said in one line each."""

from __future__ import annotations

from kiosk_kapstok import paying, terms
from kiosk_kapstok import sale as sales
from kiosk_kapstok.lines import read_line
from kiosk_kapstok.paying import Paid
from kiosk_kapstok.sale import Sale

from kiosk_core import Act, Cents, Verdict
from kiosk_core.catalogues import catalogue
from kiosk_core.printing.compose import compose
from kiosk_core.printing.plain import plain
from kiosk_core.testing import HouseOnDisk, Known


def terms_of(house: HouseOnDisk, who: Known) -> Verdict:
    return house.at("kapstok", "volunteer").scan(who.card, terms.TERMS)


def basket(
    house: HouseOnDisk, *lines: str, who: Known | None = None, by: str = "volunteer", confirmed: bool = False
) -> Sale:
    """What lies on the counter, not paid yet."""
    shift = house.at("kapstok", by)
    begun = sales.begin(shift)
    if who is not None:
        begun = sales.with_client(shift, begun, shift.scan(who.card, terms.TERMS), confirmed=confirmed)
    return sales.with_lines(shift, begun, [read_line(line) for line in lines])


def pay(house: HouseOnDisk, sale: Sale, *pays: str, by: str = "volunteer") -> Paid:
    open_till(house)
    return paying.pay(house.at("kapstok", by), sale, [paying.read_tendered(pay) for pay in pays])


def open_till(house: HouseOnDisk) -> None:
    """As every morning, with what was left in the drawer."""
    till = house.at("kapstok")
    session = till.drawer()
    if session is not None and session.day < house.today:
        till.close_till(till.x().expected)
        session = None
    if session is None:
        till.open_till(Cents(15000))


def sell(
    house: HouseOnDisk, *lines: str, pays: tuple[str, ...] = ("cash",), who: Known | None = None, by: str = "volunteer"
) -> Paid:
    return pay(house, basket(house, *lines, who=who, by=by), *pays, by=by)


def whys(sale: Sale) -> list[list[str]]:
    return [[str(why) for why in line.why] for line in sale.lines]


def slip(house: HouseOnDisk, act: Act, lang: str = "en") -> str:
    """As a person reads it, in the English of the source or another language; wrapped lines joined."""
    words = catalogue(lang, house.kiosk.plugins.packages)
    return " ".join(plain(compose(house.kiosk.plugins, house.kiosk.house, house.kiosk.act(act.id)), words).split())
