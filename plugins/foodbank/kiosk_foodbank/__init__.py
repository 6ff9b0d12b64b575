"""The food distribution: the hooks, short. What is recorded: events.py. What decides: rules.py. What is handed over: parcels.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kiosk_core import (
    Act,
    Block,
    Client,
    Command,
    Field,
    Finding,
    Glance,
    Here,
    House,
    Offer,
    Project,
    Purpose,
    Screen,
    Sentence,
    Service,
    Story,
    ToKnow,
    Verdict,
    Visit,
    hookimpl,
)  # fmt: skip

from . import (
    afterwards,
    contribution,
    emergency,
    events,
    glance,
    groups,
    held,
    indicators,
    paper,
    parcels,
    planned,
    registration,
    rules,
    slip,
)  # fmt: skip
from . import story as lived
from .goods import LEAVE_OUT
from .settings import FoodSettings


@hookimpl
def project() -> Project:
    return Project(
        "foodbank",
        Sentence("Food distribution"),
        services=(
            Service(rules.PARCEL, Sentence("Food parcel"), serves="household", slip="always"),
            Service(
                rules.EMERGENCY, Sentence("Emergency parcel"), serves="household", needs_enrolment=False,
                anonymous=True, slip="always",
            ),
        ),
        settings=FoodSettings,
        kinds=(*events.KINDS, *planned.KINDS, *paper.KINDS),
        tables=(*events.TABLES, *planned.TABLES, *paper.TABLES),
        fields=(
            Field(
                parcels.LEAVE_OUT, "enrolment", Sentence("Must not be in the parcel"),
                Sentence("So that nobody takes home what they cannot eat. Goods only: the reason is not asked."),
                "choices", LEAVE_OUT, leaves_out=True,
            ),
        ),
        screens=(
            Screen(
                "foodbank.day", Sentence("Distribution day"), "d", "kiosk_foodbank.screens.day:DayScreen", "home", "close_day"
            ),
            Screen(
                "foodbank.signals", Sentence("Emergency slips to take up"), "s",
                "kiosk_foodbank.screens.signals:SignalsScreen", "office", "dossier",
            ),
            Screen(
                "foodbank.debts", Sentence("Contributions to pay"), "b", "kiosk_foodbank.screens.debts:DebtsScreen",
                "office", "dossier",
            ),
            Screen(
                "foodbank.groups", Sentence("Collection groups"), "g", "kiosk_foodbank.screens.groups:GroupsScreen",
                "office", "enrol",
            ),
            Screen(
                "foodbank.calendar", Sentence("Calendar of the distributions"), "k",
                "kiosk_foodbank.screens.calendar:CalendarScreen", "office", "enrol",
            ),
            Screen(
                "foodbank.absent", Sentence("Who did not come"), "m", "kiosk_foodbank.screens.absent:AbsentScreen",
                "office", "dossier",
            ),
            Screen(
                "foodbank.doubts", Sentence("Paper lists to look at"), "p", "kiosk_foodbank.screens.doubts:DoubtsScreen",
                "office", "dossier",
            ),
            Screen(
                "foodbank.pay", Sentence("Pay contribution"), "b", "kiosk_foodbank.screens.pay:PayScreen", "client", "dossier"
            ),
            Screen(
                "foodbank.group_of", Sentence("Collection group"), "g", "kiosk_foodbank.screens.group_of:GroupOfScreen",
                "client", "enrol",
            ),
        ),
        commands=(Command("foodbank", "kiosk_foodbank.commands:foodbank"),),
        indicators=indicators.ALL,
        purposes=(Purpose(contribution.PURPOSE, Sentence("Contributions to food parcels"), "contribution", rounds=False),),
        cash_list=True,
        on_page=groups.on_page,
        says=held.SAYS,
        core="0.1",
    )  # fmt: skip


@hookimpl
def check_registration(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    return registration.check(answers, client, house)


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    if visit.service.code == rules.EMERGENCY:
        return rules.judge_emergency(rules.gather_emergency(visit, house))
    if visit.service.code != rules.PARCEL or visit.whose is None:
        return ()
    return rules.judge(house.settings(FoodSettings, visit.day), visit.day, rules.gather(visit, house))


@hookimpl
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    if visit.service.code == rules.EMERGENCY:
        yield emergency.offer(visit, house)
    elif parcel := parcels.regular(visit, house):
        yield parcel


@hookimpl
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    return slip.blocks(act, house)


@hookimpl
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    return glance.lines(here, house)


@hookimpl
def to_know(day: date, house: House) -> Iterable[ToKnow]:
    return afterwards.to_know(day, house)


@hookimpl
def tell_demo(story: Story) -> None:
    lived.live(story)
