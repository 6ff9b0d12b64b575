"""What a volunteer does at the food counter, said in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk_core import Act, Payment, Receipt, Verdict
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.compose import compose
from kiosk_core.printing.plain import plain
from kiosk_core.testing import HouseOnDisk, Known


def scan(house: HouseOnDisk, who: Known, service: str | None = None) -> Verdict:
    return house.at("foodbank", "volunteer").scan(who.card, service)


def collect(house: HouseOnDisk, who: Known, payments: Sequence[Payment] = (), service: str | None = None) -> Act:
    """The first offer, recorded; an ask is confirmed."""
    return house.at("foodbank", "volunteer").record(scan(house, who, service).offers[0], payments)


def collect_on(house: HouseOnDisk, who: Known, day: date) -> Act:
    """Entered from paper, for an earlier day."""
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(who.client, here=replace(shift.here(), day=day))
    return shift.record(verdict.offers[0])


def in_need(house: HouseOnDisk, who: Known | None = None, **asked: int) -> Act:
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(who.client if who else None, "foodbank.emergency", asked=asked)
    return shift.record(verdict.offers[0])


def codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


def receipt(house: HouseOnDisk, act: Act) -> Receipt:
    return compose(house.kiosk.plugins, house.kiosk.house, house.kiosk.act(act.id))


def slip(house: HouseOnDisk, act: Act) -> str:
    """As a person reads it, in the English of the source; wrapped lines joined."""
    return " ".join(plain(receipt(house, act), ENGLISH).split())
