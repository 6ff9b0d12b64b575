"""`kiosk demo`: two years of an invented house, lived through the same journal as a real one, on a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from . import drafts
from .catalogues import language
from .core import DEFAULTS
from .demo import Story
from .demo_people import Family, families
from .domain.errors import ClockDoubt, NeedsAnother, NotUnderstood
from .domain.ids import Cents, PersonId
from .domain.moments import now
from .domain.money import Payment
from .domain.texts import Sentence
from .domain.visits import Client, Offer
from .drafts import Draft
from .kiosk import Kiosk
from .opening import Founded, create_house
from .registry.households import NewMember
from .registry.volunteers import active, by_name
from .shift import Shift
from .store import Store

DAYS = 730
PINS = {"volunteer": "1111", "coordinator": "2222", "administrator": "3333"}
PIN_COST = 1
"""What guessing costs protects a secret. These are printed for everybody to read."""
HOUSES = {"nl": "Voorbeeldhuis", "fr": "Maison d'exemple", "en": "Example house"}
"""What it is called, in the language of its screens."""
Progress = Callable[[int, int], None]
"""(days told, of how many)"""


@dataclass(frozen=True, slots=True)
class Example:
    """`founded`: with its Kiosk closed. `silent`: plugins that could not go on telling theirs."""

    founded: Founded
    silent: list[str]


class StoryHouse(Kiosk):
    """A house on the story's clock, which nobody has to confirm."""

    def doubt(self) -> ClockDoubt | None:
        return None


class StoryClock:
    """Stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def set(self, day: date, hour: int, minute: int) -> None:
        """Local time of the house."""
        self.moment = datetime.combine(day, time(hour, minute), ZoneInfo(DEFAULTS.zone)).astimezone(UTC)


def _today() -> date:
    return now().astimezone(ZoneInfo(DEFAULTS.zone)).date()


def _morning_of(day: date) -> StoryClock:
    """Before anything is told of that day. Not some days ago at this hour: late in the evening that is the day after,
    where summer time began or ended since, and the house would be founded after its story."""
    clock = StoryClock(now())
    clock.set(day, 8, 0)
    return clock


def make_example(
    database: Path, households: int = 120, seed: int = 1, *, days: int = DAYS, modules: Sequence[ModuleType] | None = None,
    progress: Progress = lambda done, of: None, lang: str | None = None,
) -> Example:  # fmt: skip
    """A whole example house at a new path. `lang`, and errors, as of `create_house`."""
    clock = _morning_of(_today() - timedelta(days=days))
    made = create_house(
        database,
        HOUSES[language(lang)],
        "administrator",
        PINS["administrator"],
        example=True,
        lang=lang,
        modules=modules,
        clock=clock,
        pin_cost=PIN_COST,
    )
    made.kiosk.close()
    key = made.kiosk.store.key
    return Example(made, fill(database, key, households, seed, days=days, modules=modules, progress=progress))


def fill(
    database: Path, key: bytes | None, households: int, seed: int, *, days: int = DAYS, modules: Sequence[ModuleType] | None = None,
    progress: Progress = lambda done, of: None,
) -> list[str]:  # fmt: skip
    """Tells the story into a house that has no clients yet, which is an example from then on; in one transaction.

    Answers the plugins that could not go on telling theirs. The same seed tells the same story up to the same day.
    Raises NotUnderstood: there are clients in it."""
    today = _today()
    clock = _morning_of(today - timedelta(days=days))
    with StoryHouse(Store(database, key), modules, clock) as kiosk:
        if kiosk.house.one("SELECT 1 FROM core_household"):
            raise NotUnderstood(why=Sentence("there are clients in this house already."))
        _welcome(kiosk)
        with kiosk.journal.batch():
            if not kiosk.example:
                kiosk.become_example()
            return _Telling(kiosk, clock, families(households, seed, today - timedelta(days=days), days), seed).tell(
                today, days, progress
            )


def _welcome(kiosk: Kiosk) -> None:
    """The three volunteers. Whoever started the house with one of their names gets that one's PIN."""
    founder = next(one for one in active(kiosk.house) if "administrator" in one.roles)
    shift = kiosk.shift(founder, project="core")
    for name, pin in PINS.items():
        known = by_name(kiosk.house, name)
        if known is None:
            shift.welcome(name, [name], pin, cost=PIN_COST)
            continue
        if name not in known.roles:
            shift.set_roles(name, [*known.roles, name])
        shift.change_pin(name, pin, cost=PIN_COST)


class _Telling:
    """The story while it is told: who is known by now, and who is due."""

    def __init__(self, kiosk: Kiosk, clock: StoryClock, coming: Sequence[Family], seed: int) -> None:
        self.kiosk, self.clock, self.chance = kiosk, clock, Random(seed)
        self.coming = {day: [f for f in coming if f.registered == day] for day in {f.registered for f in coming}}
        self.clients: dict[PersonId, Client] = {}
        self.homes: dict[int, Client] = {}
        self.float: Cents | None = None
        self.due: dict[date, list[Callable[[date], None]]] = {}
        who = {name: by_name(kiosk.house, name) for name in PINS}
        self.shifts: dict[tuple[str, str], Shift] = {
            (role, project): kiosk.shift(volunteer, project=project)
            for role, volunteer in who.items()
            for project in kiosk.plugins.projects
            if volunteer
        }
        self.office = self.shifts["coordinator", "core"]
        self.say = kiosk.paper_say()

    def tell(self, today: date, days: int, progress: Progress) -> list[str]:
        """Every day up to yesterday."""
        silent: list[str] = []
        for n in range(days):
            day = today - timedelta(days=days - n)
            self.clock.set(day, 9, 0)
            for family in self.coming.get(day, ()):
                self.register(family, day)
            for happening in self.due.pop(day, ()):
                happening(day)
            telling = set(self.kiosk.plugins.projects) - set(silent)
            self.morning()
            heard = self.kiosk.plugins.ask("tell_demo", only=telling, story=self.story(day, days - n - 1))
            silent += [failure.plugin for failure in heard.failures]
            self.evening(day)
            progress(n + 1, days)
        self.kiosk.store.db.execute("DELETE FROM local_spool")
        return silent

    # ---- the drawer, once somebody takes money ----

    def open_drawer(self, cents: Cents) -> None:
        self.float = cents
        self.morning()

    def morning(self) -> None:
        if self.float is not None and self.office.drawer() is None:
            left = self.office.left_in_drawer()
            self.office.open_till(self.float if left is None else left)

    def evening(self, day: date) -> None:
        """Now and then the count is some coins off."""
        if self.float is not None and self.office.drawer() is not None:
            self.clock.set(day, 18, 0)
            expected = self.office.x().expected
            off = self.chance.random() < 0.1
            note = "50 cent te weinig, niet gevonden" if off else None
            self.office.close_till(Cents(expected - 50 * off), note=note, keep_aside=True)

    def story(self, day: date, left: int) -> Story:
        return Story(
            day, self.chance, tuple(self.clients.values()), self.office.house, self.decide, self.record,
            self.shifts["coordinator", "core"].tell, lambda hour, minute: self.clock.set(day, hour, minute),
            self.shifts["administrator", "core"].set_setting, self.open_drawer,
            lambda role, project: self.shifts[role, project], self.put_aside, self.say, left,
        )  # fmt: skip

    def put_aside(self, project: str, draft: Draft) -> None:
        drafts.keep(self.kiosk.store.db, self.office.counter, project, draft, self.clock())

    def decide(self, client: Client | None, service: str, asked: dict[str, int]) -> Any:
        project = service.partition(".")[0]
        return self.shifts["volunteer", project].decide(client, service, asked=asked)

    def record(self, offer: Offer, payments: Sequence[Payment] = ()) -> Any:
        project = offer.visit.service.owner if offer.visit else "core"
        shift = self.shifts["volunteer", project]
        try:
            return shift.record(offer, payments)
        except NeedsAnother:
            return shift.record(offer, payments, confirmed_by=self.office.volunteer)

    # ---- what happens to a family ----

    def register(self, family: Family, day: date) -> None:
        known = {
            place: self.homes[other].members[which].person
            for place, (other, which) in family.shared.items()
            if other in self.homes
        }
        members = [
            NewMember(known=known[place], share="part") if place in known else member
            for place, member in enumerate(family.members)
        ]
        home = self.office.register(
            members, address=family.address, phone=family.phone, collective=family.collective
        )  # fmt: skip
        self.homes[family.n] = home
        self.remember(home, day)
        self.card(home)
        for project in family.projects_of(self.kiosk.plugins.projects):
            self.enrol(home, project, family, day)
        for when, child in family.births:
            self.due.setdefault(when, []).append(partial(self.join, family.n, child))
        if family.loses_card:
            self.due.setdefault(family.loses_card, []).append(partial(self.new_card, family.n))

    def enrol(self, home: Client, project: str, family: Family, day: date) -> None:
        """For half a year or a year; most come back in time for the next decision."""
        until = day + timedelta(days=family.chance.choice((182, 365, 365)))
        fields = [f for f in self.kiosk.plugins.projects[project].fields if f.of == "enrolment" and f.choices]
        terms = {f.code: family.chance.choice(tuple(f.choices)) for f in fields if family.chance.random() < 0.2}
        self.office.enrol(home, project, until, terms=terms)
        renewed = until - timedelta(days=family.chance.randrange(0, 20))
        if family.chance.random() < 0.93:
            self.due.setdefault(renewed, []).append(partial(self.enrol, home, project, family))

    def join(self, n: int, child: NewMember, day: date) -> None:
        self.homes[n] = self.office.join(self.homes[n], [child])
        self.remember(self.homes[n], day)

    def card(self, home: Client) -> None:
        self.office.issue_card(home)

    def new_card(self, n: int, day: date) -> None:
        self.office.stop_card(self.homes[n].members[0].number, "lost")
        self.card(self.homes[n])

    def remember(self, home: Client, day: date) -> None:
        """The clients of a household as they are from now on."""
        for member in home.members:
            client = self.kiosk.house.client(member.person, day)
            if client is not None:
                self.clients[member.person] = client
