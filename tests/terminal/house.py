"""A house for the terminal tests, in a process of its own: what two hundred commands would do, in a second.

house.py make HOUSE < PLAN   registers the plan's people in the house that `kiosk init` made, and says what they got
house.py read HOUSE          what the readings say of parcels, money and the print queue
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk_core import Kiosk, NewMember, Shift

ADMIN, PIN = "Ans", "3333"


def make(kiosk: Kiosk, plan: dict[str, Any]) -> dict[str, Any]:
    """`plan`: settings by key; volunteers as (name, role, pin); households as `household` takes them."""
    office = kiosk.sign_in(ADMIN, PIN, project="core")
    yesterday = office.here().day - timedelta(days=1)
    for name, role, pin in plan["volunteers"]:
        office.welcome(name, [role], pin, cost=1)
    with kiosk.journal.batch():
        for key, value in plan["settings"].items():
            office.set_setting(key, value, since=yesterday)
        badges = {name: office.give_badge(name) for name, _, _ in plan["volunteers"]}
        households = [household(office, **told) for told in plan["households"]]
    return {"badges": badges, "households": households, "day": str(office.here().day)}


def household(
    office: Shift, name: str, adults: int = 1, children: tuple[str, ...] = (), until: int | None = 200,
    terms: dict[str, str] | None = None, since: int = -100, left: bool = False,
) -> dict[str, str]:  # fmt: skip
    """Its number, card and id. `until`, `since`: days from today to the last and first day of its enrolment; None: it
    has none. `left`: who has the card belongs to no household any more. Without an adult there is no card."""
    grown = [NewMember(name=name if place == 0 else None, born="1984-02-01") for place in range(adults)]
    client = office.register([*grown, *(NewMember(born=born) for born in children)])
    if until is not None:
        day = office.here().day
        last, first = day + timedelta(days=until), day + timedelta(days=since)
        office.enrol(client, "foodbank", last, since=first, terms=terms)
    card = office.issue_card(client) if adults else ""
    if left:
        office.leave(client, [client.members[0].person], "moved")
    return {"number": client.number, "card": card, "id": str(client.household)}


def read(kiosk: Kiosk) -> dict[str, Any]:
    """Rows as they stand, those of what was undone left out."""
    house = kiosk.house
    parcels = house.rows(
        "SELECT e.event, h.number, e.parcel, e.adults+e.children+e.babies, e.due, e.day FROM foodbank_collected e "
        "LEFT JOIN core_household h ON h.subject=e.household ORDER BY e.event"
    )
    money = house.rows(
        "SELECT h.number, m.means, m.cents FROM core_money m JOIN core_household h ON h.subject=m.client"
    )
    name = kiosk.journal.ledger.name
    return {
        "parcels": [
            {"event": name(event), "number": number, "parcel": parcel, "persons": persons, "due": due, "day": day}
            for event, number, parcel, persons, due, day in parcels
        ],
        "money": money,
        "served": house.rows("SELECT client, count(*) FROM core_served GROUP BY client"),
        "queue": house.number("SELECT count(*) FROM local_spool"),
        "notes": house.number("SELECT count(*) FROM event"),
        "waiting": [state for (state,) in house.rows("SELECT state FROM local_spool ORDER BY id")],
    }


if __name__ == "__main__":
    with Kiosk.open(Path(sys.argv[2])) as opened:
        print(json.dumps(make(opened, json.load(sys.stdin)) if sys.argv[1] == "make" else read(opened)))
