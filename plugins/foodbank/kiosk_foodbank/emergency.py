"""The emergency parcel: for whoever is in need, with a slip for the social service and a signal to the coordinator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from kiosk_core import Act, EventId, House, HouseholdId, NotFound, Offer, Shift, Visit, counted, new_code, new_id

from . import parcels
from .events import ReferralFollowed, Referred


def offer(visit: Visit, house: House) -> Offer:
    """Emergency parcel, baby parcel and slip. It asks while a stranger's three numbers were not said."""
    collected = parcels.emergency(visit, house)
    people = collected.adults + collected.children + collected.babies
    referred = Referred(household=collected.household, code=new_code(), call_back=None)
    return Offer(
        counted("Emergency parcel for {n} person", "Emergency parcel for {n} persons", people),
        (collected, referred), hand_over=parcels.lines(collected.handed),
        asks=visit.client is None and not visit.asked,
    )  # fmt: skip


def with_call_back(offer: Offer, phone: str) -> Offer:
    """The same offer, with the number at which the social service may call back. Kept for a year at most."""
    drafts = tuple(replace(d, call_back=phone.strip() or None) if isinstance(d, Referred) else d for d in offer.drafts)
    return replace(offer, drafts=drafts)


@dataclass(frozen=True, slots=True)
class Signal:
    """Somebody who got a slip for the social service and was not taken up yet. `number`: of a known household."""

    event: EventId
    day: date
    number: str | None
    call_back: str | None


def open_signals(house: House) -> list[Signal]:
    """The newest first. Indexes foodbank_followed(of), primary key of core_household."""
    found = house.rows(
        "SELECT r.of, r.day, h.number, r.call_back FROM foodbank_referred r "
        "LEFT JOIN core_household h ON h.subject=r.household "
        "WHERE NOT EXISTS (SELECT 1 FROM foodbank_followed f WHERE f.of=r.of) ORDER BY r.day DESC, r.event DESC"
    )
    return [Signal(EventId(of), date.fromisoformat(day), number, phone) for of, day, number, phone in found]


def follow(shift: Shift, event: EventId) -> Act:
    """A coordinator took this signal up; its slip is used. Raises NotAllowed, NotFound: not open."""
    shift.require("dossier")
    return shift.tell(following(event))


def following(event: EventId) -> Callable[[House], Iterable[ReferralFollowed]]:
    """The draft of a signal taken up, completed inside the transaction. Index foodbank_referred(of)."""

    def drafts(house: House) -> Iterable[ReferralFollowed]:
        found = house.one(
            "SELECT household, code FROM foodbank_referred r WHERE of=? "
            "AND NOT EXISTS (SELECT 1 FROM foodbank_followed f WHERE f.of=r.of)", event,
        )  # fmt: skip
        if found is None:
            raise NotFound(what=event)
        household, code = found
        # Of somebody who was forgotten meanwhile, only the fact itself is noted.
        yield ReferralFollowed(household=HouseholdId(household or new_id()), referral=event, code=code)

    return drafts
