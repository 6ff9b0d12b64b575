"""What the shop adds to the closing of a drawer: pieces, reductions, vouchers, returns and voids of that session."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Cents, ClosingLine, House, Sentence, Session

LINES = (
    ("kapstok.discounts", Sentence("Discounts"),
     "SELECT count(*), coalesce(sum(discount), 0) FROM kapstok_line WHERE session=? AND back=0 AND discount>0"),
    ("kapstok.terms", Sentence("Client terms"),
     "SELECT count(*), coalesce(sum(terms), 0) FROM kapstok_line WHERE session=? AND back=0 AND terms>0"),
    ("kapstok.issued", Sentence("Vouchers issued"),
     "SELECT count(*), coalesce(sum(cents), 0) FROM kapstok_voucher WHERE session=?"),
    ("kapstok.redeemed", Sentence("Vouchers redeemed"),
     "SELECT count(*), coalesce(sum(cents), 0) FROM kapstok_voucher_used WHERE session=? AND way='redeemed'"),
    ("kapstok.stopped", Sentence("Vouchers stopped"),
     "SELECT count(*), coalesce(sum(cents), 0) FROM kapstok_voucher_used WHERE session=? AND way<>'redeemed'"),
    ("kapstok.returns", Sentence("Returns"),
     "SELECT count(DISTINCT event), coalesce(sum(cents), 0) FROM kapstok_returned WHERE session=?"),
)  # fmt: skip
"""(code, title, how often and how much of a session); each uses the index on `session` of its table."""
VOIDS = "SELECT count(*) FROM kapstok_sale_all WHERE session=? AND voided=1"
"""How often only: the core says the amount, with all receipts that were undone."""
TAKEN_AWAY = "SELECT count(*), coalesce(sum(net), 0) FROM kapstok_taken_away WHERE session=?"
"""Lines that were in a sale and were not paid: how many, and what they came to."""


def lines(session: Session, house: House) -> Iterable[ClosingLine]:
    """None where the shop did nothing in that session."""
    found = [(code, title, house.rows(query, session.id)[0]) for code, title, query in LINES]
    sold = house.number("SELECT count(*) FROM kapstok_sale WHERE session=?", session.id)
    voids = house.number(VOIDS, session.id)
    away, worth = house.rows(TAKEN_AWAY, session.id)[0]
    if not sold and not voids and not away and not any(times for _, _, (times, _) in found):
        return
    pieces = house.number("SELECT sum(pieces) FROM kapstok_line WHERE session=? AND back=0", session.id)
    yield ClosingLine("kapstok.pieces", Sentence("Pieces sold, returns not taken off"), pieces)
    for code, title, (times, cents) in found:
        yield ClosingLine(code, title, times, Cents(cents))
    yield ClosingLine("kapstok.voids", Sentence("Sales voided (amount: see receipts undone)"), voids)
    if away:
        yield ClosingLine("kapstok.taken_away", Sentence("Lines taken away"), away, Cents(worth))
