"""Devices that are still out when a name goes: of somebody who is forgotten, or of everybody, by a retention run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk_core import OWED, Cents, House, Money, PersonId, Sentence

from .events.loans import Lent
from .loans import DEPOSIT, Loan, all_loans, of_person


def still_open(house: House, ids: Sequence[str], day: date) -> Iterable[Sentence]:
    """Devices that these have at home, before they are forgotten."""
    for id in ids:
        for loan in of_person(house, PersonId(id)):
            yield Sentence("device {number} is at home", {"number": loan.device})


def unsettled(house: House, keep: str, before: date) -> Iterable[Sentence]:
    """Devices of which nothing from that day on says who has them, neither lent nor extended since; and those whose deposit
    would be owed by nobody. One whose borrower is forgotten has no name to lose.

    A device that is kept for somebody and a seat in a course hold nothing up: both are over on a day of their own."""
    named = [loan for loan in all_loans(house) if loan.borrower]
    if keep == Lent.KEEP:
        yield from (_out(loan) for loan in named if loan.named < before)
    elif keep == "money":
        for loan in named:
            if loan.since < before and (amount := _owed(house, loan)):
                known = {"number": loan.device, "day": loan.since, "amount": Money(amount)}
                yield Sentence(
                    "device {number} is lent since {day}, and {amount} of its deposit is not paid: have it paid, or take it back",
                    known,
                )


def _owed(house: House, loan: Loan) -> Cents:
    """What of the deposit was to be paid later, on the day of the loan, and is not paid. Index core_money(client, means)."""
    query = (
        "SELECT min(sum(cents), sum(CASE WHEN day=? AND cents>0 THEN cents ELSE 0 END)) FROM core_money "
        "WHERE client=? AND means=? AND purpose=?"
    )
    return Cents(max(0, house.number(query, str(loan.since), loan.borrower, OWED, DEPOSIT)))


def _out(loan: Loan) -> Sentence:
    known = {"number": loan.device, "day": loan.since, "deposit": Money(loan.deposit)}
    if not loan.deposit:
        return Sentence(
            "device {number} is still lent since {day}: extend it, take it back or note that it does not come back",
            known,
        )
    return Sentence(
        "device {number} is still lent since {day}, deposit {deposit}: extend it, take it back or note that it does not "
        "come back", known,
    )  # fmt: skip
