"""How an amount is paid at this counter: by which means, how it is rounded, into which drawer. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ..cash import money
from ..core import chosen
from ..domain.errors import NoDrawer, NotUnderstood, TillNotClosed, TillNotOpen
from ..domain.ids import Cents
from ..domain.money import (
    CARD,
    CASH,
    OWED,
    QR,
    Asked,
    Payment,
    Rounding,
    Settlement,
    is_number,
    settle,
    still_to_pay,
    total_of,
)  # fmt: skip
from ..domain.settings import pairs
from ..domain.texts import Sentence
from ..domain.visits import Here, Offer
from .standing import Standing


class Paying(Standing):
    def cards(self, here: Here | None = None) -> dict[str, str]:
        """Cards and apps that are taken, in the order of the house's list: name -> card or qr."""
        return {name: sort for name, sort in pairs(self.settings(here).payments).items() if sort in (CARD, QR)}

    def takes_cash(self, purpose: str) -> bool:
        """Whether somebody counts cash for that purpose here: a drawer, or the cash list of the project's own day."""
        declared = any(known.code == purpose for known in self.project.purposes)
        return declared and (self.has_drawer or self.project.cash_list)

    def means(self, offer: Offer) -> tuple[str, ...]:
        """The ways in which it may be paid here."""
        cash = (CASH,) if self.takes_cash(offer.purpose) else ()
        return (*cash, *self.cards(), *(tender.code for tender in self.project.tenders), OWED)

    def rounding(self, purpose: str, here: Here | None = None) -> Rounding:
        """What of an amount for that purpose is rounded to 5 cents, by law and the house's settings."""
        settings = self.settings(here)
        word = chosen(settings.rounding, purpose)
        declared = next((known.rounds for known in self.project.purposes if known.code == purpose), True)
        if not (word == "on" if word else declared):
            return "none"
        return "all" if settings.round_all else "cash"

    def still_to_pay(self, due: Cents, purpose: str, payments: Sequence[Payment] = ()) -> Asked:
        """What is left to pay after these payments, none of them in cash: exactly, and in coins."""
        return still_to_pay(due, payments, self.rounding(purpose))

    def in_cash(self, offer: Offer) -> Cents:
        """What is asked in coins for all of it."""
        return self.still_to_pay(offer.due, offer.purpose).cash

    # ---- inside ----

    def _settled(self, due: Cents, purpose: str, payments: Sequence[Payment], here: Here) -> Settlement | None:
        if not due and not payments:
            return None
        rounding = self.rounding(purpose, here)
        given = self._in_means(payments, purpose, here) or [Payment(OWED, total_of(due, rounding))]
        if due and any(p.cents and (p.cents < 0) != (due < 0) for p in given):
            raise NotUnderstood(why=Sentence("an amount that is paid is never below 0."))
        return settle(due, given, rounding)

    def _in_means(self, payments: Sequence[Payment], purpose: str, here: Here) -> list[Payment]:
        """In means that are taken for that purpose here. Raises NotUnderstood, NoDrawer."""
        given = [self._meant(payment, here) for payment in payments]
        if any(payment.means == CASH for payment in given) and not self.takes_cash(purpose):
            raise NoDrawer()
        return given

    def _meant(self, payment: Payment, here: Here) -> Payment:
        """With a name of the house's list as the means it stands for. Raises NotUnderstood: no means of payment here."""
        means = self.cards(here).get(payment.means, payment.means)
        own = {tender.code for tender in self.project.tenders}
        if means not in {CASH, OWED, CARD, QR, *own}:
            raise NotUnderstood(why=Sentence("{means} is no means of payment here.", {"means": payment.means}))
        if means in (CARD, QR) and payment.reference and not is_number(payment.reference):
            raise NotUnderstood(why=Sentence("a reference is the number on the slip: digits, and a few letters."))
        return replace(payment, means=means, name=payment.means if means != payment.means else payment.name)

    def _bar_closed(self, here: Here, paid: Settlement) -> None:
        """Under the lock: where there is a drawer, anything but a debt moves while it is open, or where the project's own day
        counts it. Raises TillNotOpen, TillNotClosed."""
        if self.has_drawer and here.drawer is None and money.moves_money(paid.payments) and not self.project.cash_list:
            session = self.drawer()
            raise TillNotClosed(day=session.day) if session else TillNotOpen()

    def _open_for(self, paid: Settlement | None, act: str, at: datetime) -> None:
        """The drawer opens where cash goes in or out and no slip is printed that opens it."""
        if paid and self.has_drawer and any(p.means == CASH for p in paid.payments):
            self._pulse(act, at)
