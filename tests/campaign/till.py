"""A till in a process of its own: lays goods, takes money by all means, puts sales aside, voids, prints; and keeps a book.

Used as counter.py is. Every line that was laid is on disk before it is seen, as on the screen; what lies there when a
process begins is paid first.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Generator, Iterator

from kiosk_kapstok import paying, returns, sale, terms
from kiosk_kapstok.lines import Wanted
from kiosk_kapstok.paying import Tendered
from kiosk_kapstok.sale import Sale

from kiosk_core import CASH, Cents, Grams
from kiosk_core.kiosk import Kiosk
from kiosk_core.shift import Shift
from tests.campaign import shop
from tests.campaign.counter import forking, prints
from tests.campaign.house import Book, Watch, cards

GOODS = (
    Wanted("jas"), Wanted("kindertrui", pieces=3), Wanted("open", price=Cents(153)), Wanted("kilo", grams=Grams(2400)),
    Wanted("broek", percent=25, reason="many"),
)  # fmt: skip


def work(kiosk: Kiosk, book: Book, watch: Watch, chance: random.Random, times: int) -> Iterator[None]:
    """Sales one after the other. Yields after each act; `times` 0: without end."""
    shift, codes = shop.till(kiosk), cards(kiosk)
    codes_of_vouchers = [code for (code,) in kiosk.house.rows("SELECT code FROM kapstok_voucher ORDER BY number")]
    sold: list[tuple[str, str]] = []
    for draft in shift.drafts():
        if not draft.parked:
            watch.tick()
            sold.append(_pay(shift, book, sale.from_draft(shift, draft), chance, codes_of_vouchers))
            yield
    for _ in range(times) if times else itertools.count():
        watch.tick()
        aside = [draft for draft in shift.drafts() if draft.parked]
        match chance.random():
            case r if r < 0.12 and sold:
                _void(shift, book, *sold.pop(chance.randrange(len(sold))))
            case r if r < 0.22 and aside:
                taken = sale.from_draft(shift, aside[0])
                book.intent(does="take_up", sale=taken.id)
                shift.keep_draft(sale.as_draft(taken))
                book.done(does="take_up", sale=taken.id)
                sold.append(_pay(shift, book, taken, chance, codes_of_vouchers))
            case r if r < 0.30:
                prints(kiosk, book, shift, watch)
            case _:
                laid = yield from _lay(shift, book, chance, codes)
                if chance.random() < 0.2:
                    book.intent(does="park", sale=laid.id)
                    shift.keep_draft(sale.as_draft(laid, parked=True))
                    book.done(does="park", sale=laid.id)
                else:
                    sold.append(_pay(shift, book, laid, chance, codes_of_vouchers))
        yield


def _lay(shift: Shift, book: Book, chance: random.Random, codes: list[str]) -> Generator[None, None, Sale]:
    """Some lines, for a client now and then."""
    laid = sale.begin(shift)
    if chance.random() < 0.4:
        laid = sale.with_client(shift, laid, shift.scan(chance.choice(codes), terms.TERMS), confirmed=True)
    for n in range(1, chance.randint(1, 3) + 1):
        laid = sale.with_lines(shift, laid, [*laid.wanted, chance.choice(GOODS)])
        book.intent(does="lay", sale=laid.id, lines=n)
        shift.keep_draft(sale.as_draft(laid))
        book.done(does="lay", sale=laid.id, lines=n)
        yield
    return laid


def _pay(shift: Shift, book: Book, laid: Sale, chance: random.Random, vouchers: list[str]) -> tuple[str, str]:
    """(its id, its receipt). Part of it by something else, now and then, and the rest in cash."""
    part, other = (
        Cents(laid.total * chance.randint(0, 100) // 100),
        chance.choice(["card", "qr", "voucher", "credit", ""]),
    )
    first = [Tendered(other, part, chance.choice(vouchers) if other == "voucher" else "")] if other else []
    if other == "credit" and laid.terms is None:
        first = []
    tendered = [*first, Tendered(CASH)]
    book.intent(does="sell", sale=laid.id)
    paid = paying.pay(shift, laid, tendered)
    money = next(event.fields for event in paid.act.events if event.kind == "core.money_moved")
    moved = {means: cents for means, cents in money["payments"] if cents}
    book.done(does="sell", sale=laid.id, act=paid.act.id, receipt=paid.receipt, paid=moved)
    return laid.id, str(paid.receipt)


def _void(shift: Shift, book: Book, id: str, receipt: str) -> None:
    book.intent(does="void", sale=id)
    book.done(does="void", sale=id, act=returns.void(shift, receipt, "mistake").id)


if __name__ == "__main__":
    forking(shop.opened, work, shop.moment)
