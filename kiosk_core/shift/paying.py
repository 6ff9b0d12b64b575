"""How an amount is paid at this counter: by which means, how it is rounded, into which drawer. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ..cash import money
from ..cash.drawers import Session
from ..core import CoreSettings, chosen
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
    settle_debt,
    still_to_pay,
    total_of,
)  # fmt: skip
from ..domain.project import Project
from ..domain.settings import pairs
from ..domain.texts import Sentence
from ..domain.visits import Here, Offer


class Paying:
    project: Project
    settings: Callable[..., CoreSettings]
    drawer: Callable[[], Session | None]
    has_drawer: Any

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

    def _settled(
        self, offer: Offer, payments: Sequence[Payment], here: Here, owing: Cents = Cents(0)
    ) -> Settlement | None:
        """`owing`: what was owed before and is paid now, cents."""
        if not offer.due and not payments:
            return None
        rounding = self.rounding(offer.purpose, here)
        given = [self._meant(p, here) for p in payments] or [Payment(OWED, total_of(offer.due, rounding))]
        if offer.due and any(p.cents and (p.cents < 0) != (offer.due < 0) for p in given):
            raise NotUnderstood(why=Sentence("an amount that is paid is never below 0."))
        if any(p.means == CASH for p in given) and not self.takes_cash(offer.purpose):
            raise NoDrawer()
        return settle_debt(owing, given, rounding) if owing else settle(offer.due, given, rounding)

    def _meant(self, payment: Payment, here: Here) -> Payment:
        """With a name of the house's list as the means it stands for. Raises NotUnderstood: no means of payment here."""
        means = self.cards(here).get(payment.means, payment.means)
        own = {tender.code for tender in self.project.tenders}
        if means not in {CASH, OWED, CARD, QR, *own}:
            raise NotUnderstood(why=Sentence("{means} is no means of payment here.", {"means": payment.means}))
        if means in (CARD, QR) and payment.reference and not is_number(payment.reference):
            raise NotUnderstood(why=Sentence("a reference is the number on the slip: digits, and a few letters."))
        return replace(payment, means=means, name=payment.means if means != payment.means else payment.name)

    def _session_for(self, here: Here, paid: Settlement | None) -> str | None:
        """Under the lock: the drawer session that an act of that day belongs to. None where there is no drawer; or it is
        closed, and nothing but a debt moves or the project's own day counts it. Raises TillNotOpen, TillNotClosed."""
        if not self.has_drawer:
            return None
        session = self.drawer()
        if session is not None and session.day >= here.day:
            return session.id
        if paid is not None and money.moves_money(paid.payments) and not self.project.cash_list:
            raise TillNotClosed(day=session.day) if session else TillNotOpen()
        return None
