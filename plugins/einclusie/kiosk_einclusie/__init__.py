"""Digital inclusion: the hooks, short. What is recorded: events/. Who comes in: sign_in.py. When: sessions.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk_core import (
    Act,
    Block,
    Command,
    Conflict,
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
    Verdict,
    Visit,
    hookimpl,
)  # fmt: skip

from . import conflicts, events, glance, held, indicators, loans, seats, sign_in, slip, still_out
from . import story as lived
from .events.sessions import SIGN_IN
from .settings import DigitalSettings


@hookimpl
def project() -> Project:
    return Project(
        "einclusie",
        Sentence("Digital help"),
        services=(
            Service(SIGN_IN, Sentence("Sign a visitor in"), serves="person", needs_enrolment=False, anonymous=True, fast=True, slip="never"),
            Service(seats.COURSE, Sentence("Course"), serves="person", needs_enrolment=False, slip="never"),
            Service(loans.LOAN, Sentence("Loan"), serves="person", needs_enrolment=False, slip="always"),
        ),
        counter="kiosk_einclusie.screens.counter:WelcomeScreen",
        self_service="kiosk_einclusie.at_the_door:sign_in_alone",
        settings=DigitalSettings,
        kinds=events.KINDS,
        tables=events.TABLES,
        screens=(
            Screen("einclusie.today", Sentence("Digital help: sessions"), "s", "kiosk_einclusie.screens.today:TodayScreen"),
            Screen("einclusie.devices", Sentence("Digital help: devices"), "t", "kiosk_einclusie.screens.devices:DevicesScreen"),
            Screen("einclusie.courses", Sentence("Digital help: courses"), "c", "kiosk_einclusie.screens.courses:CoursesScreen"),
        ),
        commands=(Command("einclusie", "kiosk_einclusie.commands:einclusie"),),
        indicators=indicators.ALL,
        purposes=(
            Purpose(loans.DEPOSIT, Sentence("Deposits for devices"), "deposit", rounds=False),
            Purpose(loans.DAMAGE, Sentence("Kept of deposits"), "contribution", rounds=False),
        ),
        says=held.SAYS,
        still_open=still_out.still_open,
        unsettled=still_out.unsettled,
        core="0.1",
    )  # fmt: skip


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    rules = house.settings(DigitalSettings, visit.day)
    match visit.service.code:
        case sign_in.SERVICE:
            return sign_in.judge(rules, sign_in.gather(visit, house))
        case seats.COURSE:
            return seats.judge(rules, seats.gather(visit, house))
        case loans.LOAN:
            return loans.judge(rules, loans.gather(visit, house))
    return ()


@hookimpl
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    match visit.service.code:
        case seats.COURSE:
            return seats.offers(visit, house)
        case loans.LOAN:
            return loans.offers(visit, house)
    return sign_in.offers(visit, house)


@hookimpl
def find_conflicts(subjects: Sequence[str], house: House) -> Iterable[Conflict]:
    return conflicts.found(subjects, house)


@hookimpl
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    return slip.blocks(act, house)


@hookimpl
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    return glance.lines(here, house)


@hookimpl
def tell_demo(story: Story) -> None:
    lived.live(story)
