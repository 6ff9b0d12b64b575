"""Money that moved at a counter: one event per act, whatever the means, with a receipt number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..domain.ids import Cents, ClientId, Word
from ..domain.money import CASH, OWED, Payment, Settlement
from ..domain.visits import Here, Stays
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, personal, subject
from ..registry.numbers import NUMBERED, next_number, receipt_number, receipt_series

MONEY = fact(
    "core_money",
    {"client": "id", "project": "text", "purpose": "text", "counter": "text", "session": "text", "means": "text",
     "name": "text", "cents": "cents", "reference": "text", "receipt": "text"},
    indexes=(("counter", "day"), ("receipt",), ("client", "means"), ("session",)),
)  # fmt: skip
"""One row per payment, and one with means 'rounding': together less the rounding they are what was due. `session`: the
drawer session, NULL without a drawer. `name`: which card or app, of the house's list."""

ROUNDING = "rounding"


@kind("core.money_moved", keep="money", puts=(MONEY, NUMBERED))
class MoneyMoved(Kind):
    """An amount that was due and how it was settled; negative when the house gave back.

    `payments`: [means, cents] each, change taken off; what is owed is one of them. `references` (terminal slips, voucher
    ids) and `names` (of the house's list): by the payment's place, '0' first; the eldest references are by means. `given`: cash laid down, when more than was
    kept. `drawer`: the session whose drawer was open; None where a counter has none, or when nothing but a debt moved.
    `stays`: [kept or owed, cents] each, what of a deposit is not given back: it leaves `purpose` and is for `stays_as`.
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
    names: dict[Word, Word] | None = None
    rounding: Cents = Cents(0)
    given: Cents | None = None
    drawer: Word | None = None
    stays: tuple[tuple[Word, Cents], ...] = ()
    stays_as: Word | None = None
    client: ClientId | None = personal("client")

    def rows(self, event: Event) -> Iterable[Row]:
        yield NUMBERED.row(series=receipt_series(self.letter, self.year), number=self.serial)
        moved = [*self.payments, *(((ROUNDING, self.rounding),) if self.rounding else ())]
        names, references = self.names or {}, self.references or {}
        for place, (means, cents) in enumerate(moved):
            at = Word(str(place))
            yield MONEY.row(
                client=self.client, project=self.project, purpose=self.purpose, counter=event.counter,
                session=self.drawer, means=means, name=names.get(at), cents=cents,
                reference=references.get(at, references.get(Word(means))), receipt=self.receipt,
            )  # fmt: skip
        for means, cents in self.stays:
            for purpose, amount in ((self.purpose, Cents(-cents)), (self.stays_as, cents)):
                yield MONEY.row(
                    client=self.client, project=self.project, purpose=purpose, counter=event.counter, session=self.drawer,
                    means=means, cents=amount, receipt=self.receipt,
                )  # fmt: skip


def moved(
    house: House, here: Here, letter: str, purpose: str, due: Cents, paid: Settlement, client: str | None,
    stays: Stays | None = None,
) -> MoneyMoved:  # fmt: skip
    """What to record, under the next receipt number. Call it inside the write transaction."""
    year = here.day.year
    serial = next_number(house, receipt_series(letter, year))
    cash = sum(p.cents for p in paid.payments if p.means == CASH)
    return MoneyMoved(
        receipt=receipt_number(letter, year, serial), letter=Word(letter), year=year, serial=serial,
        project=Word(here.project), purpose=Word(purpose), due=due,
        payments=tuple((Word(p.means), p.cents) for p in paid.payments),
        references=_by_place([p.reference for p in paid.payments]), names=_by_place([p.name for p in paid.payments]),
        rounding=paid.rounding, given=Cents(cash + paid.change) if paid.change else None,
        drawer=Word(here.drawer) if here.drawer else None, client=ClientId(client) if client else None,
        stays=stays.moved if stays else (), stays_as=Word(stays.purpose) if stays else None,
    )  # fmt: skip


def _by_place(said: Sequence[str]) -> dict[Word, Word] | None:
    return {Word(str(place)): Word(text) for place, text in enumerate(said) if text} or None


def moves_money(payments: Iterable[Payment]) -> bool:
    """Whether anything but a debt is written down."""
    return any(p.means != OWED for p in payments)


def owed(house: House, client: str, purpose: str | None = None) -> Cents:
    """What a client still owes, for that purpose or in all, cents. Index core_money(client, means)."""
    query = "SELECT sum(cents) FROM core_money WHERE client=? AND means=? AND purpose=coalesce(?, purpose)"
    return Cents(house.number(query, client, OWED, purpose))
