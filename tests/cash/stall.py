"""A project for tests of the drawer: sells things of any price, takes and returns deposits, knows a voucher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk_core import (
    Act,
    Cents,
    ClosingLine,
    Event,
    House,
    Kind,
    Offer,
    Payment,
    Project,
    Purpose,
    Row,
    Sentence,
    Service,
    Session,
    Shift,
    Stays,
    Tender,
    Word,
    fact,
    hookimpl,
    kind,
    new_id,
    subject,
)  # fmt: skip
from kiosk_core.testing import HouseOnDisk, Known

SALE, DEPOSIT = "stall.sale", "stall.deposit"
SOLD = fact("stall_sold", {"session": "text", "cents": "cents"}, indexes=(("session",),))


@kind("stall.sold", keep="money", puts=(SOLD,))
class Sold(Kind):
    sale: str = subject()
    cents: Cents
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield SOLD.row(session=self.drawer, cents=self.cents)


@hookimpl
def project() -> Project:
    return Project(
        "stall",
        Sentence("Stall"),
        services=(
            Service("stall.terms", Sentence("Sale"), serves="person", needs_enrolment=False, anonymous=True),
            Service("stall.slip", Sentence("Sale with a slip"), "person", needs_enrolment=False, slip="always"),
        ),
        kinds=(Sold,),
        tables=(SOLD,),
        tenders=(Tender("voucher", Sentence("Voucher")),),
        purposes=(
            Purpose(SALE, Sentence("Things sold")),
            Purpose(DEPOSIT, Sentence("Deposits for the barrow"), "deposit", rounds=False),
        ),
    )


@hookimpl
def closing_lines(session: Session, house: House) -> Iterable[ClosingLine]:
    sold = house.rows("SELECT cents FROM stall_sold WHERE session=?", session.id)
    yield ClosingLine("stall.pieces", Sentence("Pieces sold"), len(sold))


def pay(
    shift: Shift, cents: int, *payments: Payment, purpose: str = SALE, service: str = "stall.terms",
    stays: Stays | None = None,
) -> Act:  # fmt: skip
    """A sale, a deposit (or, below 0, what is given back) to somebody who is not known; exactly in cash when nothing is said."""
    offer = shift.decide(None, service).bind(
        Offer(
            Sentence("Sale"), (Sold(sale=new_id(), cents=Cents(cents)),), due=Cents(cents), purpose=purpose, stays=stays
        )
    )
    return shift.record(offer, payments or (Payment("cash", shift.in_cash(offer)),))


def open_till(house: HouseOnDisk, cents: int = 15000) -> Shift:
    """The volunteer's shift, with the drawer open."""
    shift = house.at("stall", "volunteer")
    shift.open_till(Cents(cents))
    return shift


def owes(shift: Shift, known: Known, cents: int, purpose: str = SALE) -> None:
    """Somebody buys for that much, or borrows, and pays nothing yet."""
    sold = Offer(Sentence("Sale"), (Sold(sale=new_id(), cents=Cents(cents)),), due=Cents(cents), purpose=purpose)
    shift.record(shift.scan(known.card, "stall.terms").bind(sold))


def paid(*amounts: tuple[str, int]) -> Sequence[Payment]:
    return [Payment(means, Cents(cents)) for means, cents in amounts]
