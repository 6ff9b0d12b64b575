"""Digital inclusion: the hooks, short. What is recorded: events/. Who comes in: sign_in.py. When: sessions.py."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import (
    Command,
    Finding,
    Glance,
    Here,
    House,
    Offer,
    Project,
    Screen,
    Sentence,
    Service,
    Verdict,
    Visit,
    hookimpl,
)  # fmt: skip

from . import events, glance, sign_in
from .events.sessions import SIGN_IN
from .settings import DigitalSettings


@hookimpl
def project() -> Project:
    return Project(
        "einclusie",
        Sentence("Digital help"),
        services=(
            Service(SIGN_IN, Sentence("Sign a visitor in"), serves="person", needs_enrolment=False, anonymous=True, fast=True, slip="never"),
        ),
        counter="kiosk_einclusie.screens.counter:WelcomeScreen",
        settings=DigitalSettings,
        kinds=events.KINDS,
        tables=events.TABLES,
        screens=(Screen("einclusie.today", Sentence("Digital help: sessions"), "s", "kiosk_einclusie.screens.today:TodayScreen"),),
        commands=(Command("einclusie", "kiosk_einclusie.commands:einclusie"),),
        core="0.1",
    )  # fmt: skip


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    if visit.service.code == SIGN_IN:
        return sign_in.judge(house.settings(DigitalSettings, visit.day), sign_in.gather(visit, house))
    return ()


@hookimpl
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    return sign_in.offers(visit, house)


@hookimpl
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    return glance.lines(here, house)
