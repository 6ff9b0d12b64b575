"""The invented families of the example house: names of many languages, children in two homes, dates half known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from .domain.project import Project
from .registry.households import NewMember

LOCALES = ("nl_BE", "nl_BE", "nl_BE", "fr_BE", "fr_BE", "tr_TR", "pl_PL", "ro_RO", "es_ES", "en_GB")
"""As often as they stand here."""


@dataclass(frozen=True, slots=True)
class Family:
    """One household of the story."""

    n: int
    registered: date
    members: tuple[NewMember, ...]
    address: str | None
    phone: str | None
    collective: bool
    chance: Random
    """Of its own, so that another family more or less changes nothing here."""
    shared: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Place of a child that also belongs to another family -> (that family, its place there)."""
    births: tuple[tuple[date, NewMember], ...] = ()
    loses_card: date | None = None

    def projects_of(self, projects: Mapping[str, Project]) -> list[str]:
        """Where they are enrolled: everywhere some, at the first most."""
        asking = [name for name, p in sorted(projects.items()) if any(s.needs_enrolment for s in p.services)]
        return [name for n, name in enumerate(asking) if self.chance.random() < (0.95 if n == 0 else 0.4)]


def families(count: int, seed: int, first: date, days: int) -> list[Family]:
    """`count` families that register between `first` and `days` later; the same for the same arguments."""
    names = _Names(seed)
    made: list[Family] = []
    for n in range(count):
        chance = Random(f"{seed}:{n}")
        late = n % 5 == 4
        registered = first + timedelta(days=chance.randrange(21, days - 30) if late else chance.randrange(0, 14))
        made.append(_family(n, chance, registered, first + timedelta(days=days), names, made))
    return made


def _family(n: int, chance: Random, registered: date, end: date, names: _Names, others: list[Family]) -> Family:
    locale = chance.choice(LOCALES)
    grown = chance.choices((1, 2, 3), (55, 40, 5))[0]
    young = chance.choices((0, 1, 2, 3, 4, 5), (38, 22, 20, 12, 6, 2))[0]
    last = names.last(locale)
    adults = [_adult(chance, names, locale, last, registered) for _ in range(grown)]
    children = [_child(chance, names, locale, last, registered) for _ in range(young)]
    shared: dict[int, tuple[int, int]] = {}
    for other in others[-12:]:
        parts = [place for place, member in enumerate(other.members) if member.share == "part"]
        taken = {pair for family in others for pair in family.shared.values()}
        if parts and other.registered < registered and (other.n, parts[0]) not in taken:
            shared = {grown + place: (other.n, which) for place, which in enumerate(parts)}
            children = [other.members[which] for which in parts] + children
            break
    else:
        if grown == 1 and children and chance.random() < 0.15:
            children[0] = NewMember(children[0].born, children[0].name, sex=children[0].sex, share="part")
    births = []
    if grown == 2 and chance.random() < 0.18 and (end - registered).days > 60:
        born = registered + timedelta(days=chance.randrange(30, (end - registered).days - 20))
        births.append((born + timedelta(days=9), _born(chance, names, locale, last, born)))
    lost = chance.random() < 0.2 and (end - registered).days > 90
    return Family(
        n, registered, (*adults, *children),
        f"{names.street(chance)} {chance.randrange(1, 180)}" if chance.random() < 0.9 else None,
        f"0470 00 {chance.randrange(100):02} {chance.randrange(100):02}" if chance.random() < 0.8 else None,
        chance.random() < 0.04, chance, shared, tuple(births),
        registered + timedelta(days=chance.randrange(40, (end - registered).days)) if lost else None,
    )  # fmt: skip


def _adult(chance: Random, names: _Names, locale: str, last: str, on: date) -> NewMember:
    sex = chance.choice("vvm")
    own = last if chance.random() < 0.6 else names.last(locale)
    born = on - timedelta(days=int(365.25 * chance.triangular(18, 88, 38)))
    return NewMember(_known(chance, born, on), f"{names.first(locale, sex)} {own}", sex=_said(chance, sex))


def _child(chance: Random, names: _Names, locale: str, last: str, on: date) -> NewMember:
    sex = chance.choice("vm")
    born = on - timedelta(days=chance.randrange(60, 17 * 365))
    name = f"{names.first(locale, sex)} {last}" if chance.random() < 0.85 else None
    return NewMember(_known(chance, born, on), name, sex=_said(chance, sex))


def _born(chance: Random, names: _Names, locale: str, last: str, on: date) -> NewMember:
    sex = chance.choice("vm")
    return NewMember(on.isoformat(), f"{names.first(locale, sex)} {last}", sex=sex)


def _known(chance: Random, born: date, on: date) -> str | None:
    """A birth as a house knows it: mostly the day, sometimes less, sometimes nothing."""
    age = (on - born).days // 365
    return chance.choices(
        (born.isoformat(), f"{born:%Y-%m}", f"{born:%Y}", f"{age}-{age}@{on}", None), (80, 4, 9, 3, 4)
    )[0]  # fmt: skip


def _said(chance: Random, sex: str) -> str | None:
    return sex if chance.random() < 0.94 else None


class _Names:
    """Faker, one of each language, each with the story's seed."""

    def __init__(self, seed: int) -> None:
        from faker import Faker  # 0.4 s, and only here

        self._fakers: dict[str, Any] = {}
        for locale in dict.fromkeys(LOCALES):
            self._fakers[locale] = Faker(locale)
            self._fakers[locale].seed_instance(seed)

    def first(self, locale: str, sex: str) -> str:
        faker = self._fakers[locale]
        return str(faker.first_name_female() if sex == "v" else faker.first_name_male())

    def last(self, locale: str) -> str:
        return str(self._fakers[locale].last_name())

    def street(self, chance: Random) -> str:
        return str(self._fakers[chance.choice(("nl_BE", "fr_BE"))].street_name())
