"""What happens at the digital-inclusion counter, said in one line each."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk_einclusie import sessions, sign_in
from kiosk_einclusie.sessions import Session

from kiosk_core import Verdict
from kiosk_core.testing import HouseOnDisk, Known

PROJECT = "einclusie"


def scan(house: HouseOnDisk, who: Known) -> Verdict:
    return house.at(PROJECT, "volunteer").scan(who.card)


def comes(house: HouseOnDisk, who: Known | None = None) -> sign_in.Greeting:
    """A scan as the counter records it, or a visitor without a name."""
    shift = house.at(PROJECT, "volunteer")
    return sign_in.sign_in(shift, shift.scan(who.card) if who else shift.decide(None))


def codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


def planned(house: HouseOnDisk, capacity: int = 0, day: date | None = None, hour: int = 12) -> Session:
    """A help desk of two hours at the counter."""
    shift = house.at(PROJECT)
    done = sessions.plan(shift, day or house.today, hour * 60, 120, capacity=capacity)
    return sessions.one(shift.house, done.sessions[0])


def tomorrow(house: HouseOnDisk) -> date:
    return house.today + timedelta(days=1)
