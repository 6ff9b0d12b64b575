"""What a story looks at: the verdict, what goes over the counter, the slip, the call list, the month's figures."""

from __future__ import annotations

from datetime import date

from kiosk_foodbank.day import still_to_come

from kiosk_core import NewMember, month_of
from kiosk_core.care.copy import blocks
from kiosk_core.domain.receipts import Receipt
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.domain.visits import Client
from kiosk_core.printing.plain import plain
from kiosk_core.testing import HouseOnDisk


def family(house: HouseOnDisk, *members: NewMember, enrolled: bool = True, **more: object) -> Client:
    """Registered today; enrolled for the food distribution until a year from now."""
    client = house.at("core").register(members, **more)  # type: ignore[arg-type]
    if enrolled:
        house.at("core").enrol(client, "foodbank", date(2027, 11, 25))
    return client


def card_of(house: HouseOnDisk, number: str) -> str:
    """A new card for whoever has that number."""
    return house.at("core").issue_card(house.kiosk.house.by_number(number, house.today))


def outcome(house: HouseOnDisk, card: str) -> tuple[str, list[str]]:
    """(outcome, codes of what the volunteer reads) at the food counter."""
    verdict = house.at("foodbank", "volunteer").scan(card)
    return verdict.outcome, [finding.code for finding in verdict.findings]


def parcel(house: HouseOnDisk, card: str) -> str:
    """Hands over the parcel; answers the slip as it is printed."""
    shift = house.at("foodbank", "volunteer")
    act = shift.record(shift.scan(card).offers[0])
    return plain(house.kiosk.slip(act.id), ENGLISH)


def title(house: HouseOnDisk, card: str) -> str:
    """What the counter offers."""
    return str(house.at("foodbank", "volunteer").scan(card).offers[0].title)


def call_list(house: HouseOnDisk) -> list[tuple[str, tuple[str, ...]]]:
    """(number, first names) of who is still expected today."""
    return [(one.number, one.names) for one in still_to_come(house.kiosk.house, house.today)]


def figures(house: HouseOnDisk, *indicators: str) -> dict[str, int]:
    """This month's totals by indicator, without their prefix."""
    found = house.at("core").report(month_of(house.today), "foodbank")
    totals = {one.indicator.partition(".")[2]: one.value for one in found if not one.breakdown}
    return {name: totals[name] for name in indicators}


def page(house: HouseOnDisk, number: str) -> str:
    """All that the office's page of a client says."""
    return repr(house.at("core").client_page(number))


def copy(house: HouseOnDisk, number: str) -> str:
    """The access copy of who has that number, as it is printed."""
    return plain(Receipt(blocks(house.at("core").dossier(number))), ENGLISH)
