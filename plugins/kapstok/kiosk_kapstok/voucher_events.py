"""What is recorded of vouchers, and the words that somebody typed about one, or about a sale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import CODE, Cents, ClientId, Event, Kind, Row, Word, fact, kind, personal, subject, words

VOUCHER = fact(
    "kapstok_voucher",
    {"voucher": "text", "letter": "text", "serial": "int", "number": "text", "code": "text", "cents": "cents", "until_day": "day",
     "reason": "text", "client": "id", "session": "text"},
    indexes=(("voucher",), ("letter", "serial"), ("number",), ("serial",), ("client",), ("day",), ("session",)),
)  # fmt: skip
"""One row per voucher that was issued. `client`: whom it was given to, when that was said."""
USED = fact(
    "kapstok_voucher_used",
    {"voucher": "text", "cents": "cents", "way": "text", "of": "text", "session": "text"},
    indexes=(("voucher",), ("day", "way"), ("session",)),
)
"""What went off it. `way`: redeemed | lost | withdrawn (then all that was left). `of`: the event's id."""
NOTED = fact("kapstok_noted", {"of": "text", "note": "text"}, indexes=(("of",),))
"""Words that somebody typed about a voucher or a sale; they go after a year, with the other notes."""


@kind("kapstok.voucher_issued", keep="money", puts=(VOUCHER, CODE))
class VoucherIssued(Kind):
    """A voucher was made: good for that many cents, up to and with `until`."""

    voucher: str = subject()
    code: Word
    letter: Word
    serial: int
    cents: Cents
    until: date
    reason: Word
    drawer: Word | None = None
    client: ClientId | None = personal("client")

    def rows(self, event: Event) -> Iterable[Row]:
        yield VOUCHER.row(
            voucher=self.voucher, letter=self.letter, serial=self.serial, number=number_of(self.letter, self.serial),
            code=self.code, cents=self.cents, until_day=self.until, reason=self.reason, client=self.client,
            session=self.drawer,
        )  # fmt: skip
        yield CODE.row(code=self.code, kind="voucher", owner="kapstok", state="live")


@kind("kapstok.voucher_redeemed", keep="money", puts=(USED,))
class VoucherRedeemed(Kind):
    """A sale was paid with it, whole or in part. `left`: cents that stay on it, for the receipt."""

    voucher: str = subject()
    cents: Cents
    left: Cents
    sale: Word
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield USED.row(voucher=self.voucher, cents=self.cents, way="redeemed", of=event.id, session=self.drawer)


@kind("kapstok.voucher_stopped", keep="money", puts=(USED, CODE))
class VoucherStopped(Kind):
    """It is worth nothing any more. `cents`: what was left on it; `replaced_by`: the voucher that has it now."""

    voucher: str = subject()
    code: Word
    why: Literal["lost", "withdrawn"]
    cents: Cents
    replaced_by: Word | None = None
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield USED.row(voucher=self.voucher, cents=self.cents, way=self.why, of=event.id, session=self.drawer)
        yield CODE.row(code=self.code, state="stopped")


@kind("kapstok.noted", keep="notes", puts=(NOTED,))
class Noted(Kind):
    """What somebody typed about a voucher or a sale: `note` of nobody's, `told` of that client's, with whom it goes."""

    about: str = subject()
    of: Word
    note: str | None = words()
    client: ClientId | None = personal("client")
    told: str | None = personal("client")

    def rows(self, event: Event) -> Iterable[Row]:
        yield NOTED.row(of=self.of, note=self.told or self.note)


def number_of(letter: str, serial: int) -> str:
    """As printed."""
    return f"{letter}-V{serial:05}"
