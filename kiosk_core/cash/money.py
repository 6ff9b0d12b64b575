"""Money that moved at a counter: one event per act, whatever the means, with a receipt number."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.ids import Cents, ClientId, Word
from ..domain.money import OWED, Settlement
from ..domain.visits import Here
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, personal, subject
from ..registry.numbers import NUMBERED, next_number, receipt_number, receipt_series

MONEY = fact(
    "core_money",
    {"client": "id", "project": "text", "purpose": "text", "counter": "text", "session": "text", "means": "text",
     "cents": "cents", "reference": "text", "receipt": "text"},
    indexes=(("counter", "day"), ("receipt",), ("client", "means")),
)  # fmt: skip
"""One row per means of payment, and one with means 'rounding'. `session`: the drawer session, NULL without a drawer."""

ROUNDING = "rounding"


@kind("core.money_moved", keep="money", puts=(MONEY, NUMBERED))
class MoneyMoved(Kind):
    """An amount that was due and how it was settled; negative when the house gave back.

    `payments`: [means, cents] each; what is owed is one of them. `references`: terminal slips or voucher ids, by means.
    `drawer`: the session whose coins moved, None where a counter has no drawer.
    """

    receipt: str = subject()
    letter: Word
    year: int
    serial: int
    project: Word
    purpose: Word
    due: Cents
    payments: tuple[tuple[Word, Cents], ...]
    references: dict[Word, Word] | None = None
    rounding: Cents = Cents(0)
    drawer: Word | None = None
    client: ClientId | None = personal("client")

    def rows(self, event: Event) -> Iterable[Row]:
        yield NUMBERED.row(series=receipt_series(self.letter, self.year), number=self.serial)
        moved = [*self.payments, *(((ROUNDING, self.rounding),) if self.rounding else ())]
        for means, cents in moved:
            yield MONEY.row(
                client=self.client, project=self.project, purpose=self.purpose, counter=event.counter,
                session=self.drawer, means=means, cents=cents, reference=(self.references or {}).get(Word(means)),
                receipt=self.receipt,
            )  # fmt: skip


def moved(
    house: House, here: Here, letter: str, purpose: str, due: Cents, paid: Settlement, client: str | None
) -> MoneyMoved:
    """What to record, under the next receipt number. Call it inside the write transaction."""
    year = here.day.year
    serial = next_number(house, receipt_series(letter, year))
    return MoneyMoved(
        receipt=receipt_number(letter, year, serial), letter=Word(letter), year=year, serial=serial,
        project=Word(here.project), purpose=Word(purpose), due=due,
        payments=tuple((Word(p.means), p.cents) for p in paid.payments),
        references={Word(p.means): Word(p.reference) for p in paid.payments if p.reference} or None,
        rounding=paid.rounding, drawer=Word(here.drawer) if here.drawer else None,
        client=ClientId(client) if client else None,
    )  # fmt: skip


def owed(house: House, client: str, purpose: str | None = None) -> Cents:
    """What a client still owes, for that purpose or in all, cents. Index core_money(client, means)."""
    query = "SELECT sum(cents) FROM core_money WHERE client=? AND means=? AND purpose=coalesce(?, purpose)"
    return Cents(house.number(query, client, OWED, purpose))
