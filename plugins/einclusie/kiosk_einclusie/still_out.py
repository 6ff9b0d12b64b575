"""Devices that are still out when a name goes: of somebody who is forgotten, or of everybody, by a retention run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk_core import House, Money, PersonId, Sentence

from .events.loans import Lent
from .loans import Loan, all_loans, of_person


def still_open(house: House, ids: Sequence[str], day: date) -> Iterable[Sentence]:
    """Devices that these have at home, before they are forgotten."""
    for id in ids:
        for loan in of_person(house, PersonId(id)):
            yield Sentence("device {number} is at home", {"number": loan.device})


def unsettled(house: House, keep: str, before: date) -> Iterable[Sentence]:
    """Devices of which nothing from that day on says who has them: neither lent nor extended since. One whose borrower is
    forgotten has no name to lose."""
    if keep == Lent.KEEP:
        yield from (_said(loan) for loan in all_loans(house) if loan.borrower and loan.named < before)


def _said(loan: Loan) -> Sentence:
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
