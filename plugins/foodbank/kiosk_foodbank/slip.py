"""The slip: plain sentences and our own drawings. What it says comes from the act and its readings only, so that a copy
next month says the same. It names nobody: at most the client number stands on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kiosk_core import Act, Block, Cents, CoreSettings, Event, House, Line, Money, Picture, Qr, Rule, Sentence, counted

from .events import ParcelCollected, Referred
from .goods import left_out, on_slip
from .settings import FoodSettings
from .weekdays import WEEKDAYS

Part = Line | Rule | Qr | Picture

PICTURES = {
    "crate": Sentence("a crate with food"),
    "without": Sentence("not in the crate"),
    "baby": Sentence("a feeding bottle"),
    "euro": Sentence("coins"),
    "calendar": Sentence("a calendar"),
    "document": Sentence("a sheet of paper"),
    "talk": Sentence("two people talking"),
}


def blocks(act: Act, house: House) -> Iterable[Block]:
    """For acts of the food distribution; others get nothing."""
    for event in act.events:
        rules = house.settings(FoodSettings, event.day)
        if event.kind == ParcelCollected.KIND:
            yield Block("body", _drawn(rules, (*_parcel(rules, event, house),)))
        elif event.kind == Referred.KIND:
            yield Block("body", _drawn(rules, (*_referral(rules, event, house),)))


def _parcel(rules: FoodSettings, event: Event, house: House) -> Iterable[Part]:
    said = event.fields
    size = said["adults"] + said["children"] + said["babies"]
    yield _picture("crate")
    if said["parcel"] == "emergency":
        title = counted("Emergency parcel for {n} person", "Emergency parcel for {n} persons", size)
    else:
        title = counted("Food parcel for {n} person", "Food parcel for {n} persons", size)
    yield Line(title, style="strong")
    number = house.one("SELECT number FROM core_household WHERE subject=?", event.subject)
    if number and rules.slip_number:
        yield Line(Sentence("Your number"), str(number[0]))
    yield from _goods(said["handed"])
    yield from _advice(rules, event, house)
    if said["due"]:
        yield Rule()
        yield _picture("euro")
        yield Line(Sentence("Contribution"), Sentence("{amount}", {"amount": Money(Cents(said["due"]))}))
    if said["parcel"] == "regular":
        yield Rule()
        yield _picture("calendar")
        yield Line(_next(said), style="strong")


def _goods(goods: Mapping[str, int]) -> Iterable[Part]:
    crates = {code: n for code, n in goods.items() if code.endswith("crate")}
    for code, quantity in crates.items():
        yield Line(on_slip(code), f"{quantity} x")
    if len(crates) < len(goods):
        yield _picture("baby")
    for code, quantity in goods.items():
        if code not in crates:
            yield Line(on_slip(code), f"{quantity} x")


def _advice(rules: FoodSettings, event: Event, house: House) -> Iterable[Part]:
    """Index foodbank_advised(of)."""
    found = house.one("SELECT leave_out, bring_by FROM foodbank_advised WHERE of=?", event.id)
    if found is None:
        return
    without, bring_by = json.loads(found[0]), found[1]
    if without:
        yield Rule()
        yield _picture("without")
        yield Line(Sentence("Not in your parcel:"), style="strong")
        for code in without:
            yield Line(left_out(code))
    if bring_by:
        yield Rule()
        yield _picture("document")
        day = {"day": date.fromisoformat(bring_by)}
        yield Line(Sentence("Make an appointment with the social service before {day}.", day), style="strong")
        papers = Sentence("Bring along: proof of your income, of your rent or loan, and your identity card.")
        yield Line(Sentence("Bring along: {what}", {"what": rules.bring}) if rules.bring else papers)


def _next(said: Mapping[str, Any]) -> Sentence:
    if said["next_day"]:
        day = date.fromisoformat(said["next_day"])
        return Sentence("Next parcel: from {weekday} {day}.", {"weekday": WEEKDAYS[day.weekday()], "day": day})
    return Sentence("Next parcel: at the next distribution.")


def _referral(rules: FoodSettings, event: Event, house: House) -> Iterable[Part]:
    """Index foodbank_referred(of)."""
    yield Rule()
    yield _picture("talk")
    yield Line(Sentence("The social service can help you for longer."), style="strong")
    yield Line(Sentence("Show this slip there. You need nothing else to come."))
    reception = house.settings(CoreSettings, event.day)
    for title, what in (
        (Sentence("Where"), reception.address),
        (Sentence("When"), rules.referral_when),
        (Sentence("Phone"), reception.phone),
    ):
        if what:
            yield Line(Sentence("{title}: {what}", {"title": title, "what": what}))
    code = house.one("SELECT code FROM foodbank_referred WHERE of=?", event.id)
    if code and code[0]:
        yield Qr(code[0])


def _picture(name: str) -> Picture:
    return Picture(f"kiosk_foodbank.pictograms:{name}", PICTURES[name])


def _drawn(rules: FoodSettings, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return parts if rules.pictograms else tuple(part for part in parts if not isinstance(part, Picture))
