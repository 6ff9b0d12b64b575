"""Who a parcel is for, counted: adults, children, babies, and the age bands and sexes that reports ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kiosk_core import Birth, House, Member, Word, band_of, count_bands, marks, read_birth, some_child

from .events import Bands
from .settings import FoodSettings, numbers

UNKNOWN = Word("unknown")
SEXES = ("v", "m", "x")


@dataclass(frozen=True, slots=True)
class People:
    """A household on a day, without a name in it. `part`: how many of the children live elsewhere too.

    `babies`: when they were born, None when only their number was said."""

    adults: int
    children: int
    babies: tuple[Birth | None, ...]
    part: int
    ages: Bands
    sexes: Bands
    federation: Bands
    births: Bands
    """exact, estimated (a year, a month, an age or 'a child' is known) or unknown: how sure `ages` is."""

    @property
    def size(self) -> int:
        return self.adults + self.children + len(self.babies)


def count(
    rules: FoodSettings, members: Sequence[Member], sexes: Mapping[str, str | None], day: date, baby_until: int
) -> People:
    """`sexes`: by person. `baby_until`: days of life. Of unknown age is an adult for the parcel, and unknown in reports."""
    adults = [m for m in members if m.birth is None or m.birth.age(day) >= rules.child_until]
    young = [m for m in members if m not in adults]
    babies = tuple(m.birth for m in young if m.birth and m.birth.days_old(day) < baby_until)
    births = [m.birth for m in members]
    return People(
        adults=len(adults), children=len(young) - len(babies), babies=babies,
        part=sum(m.share == "part" for m in young),
        ages=_filled(count_bands(births, day, numbers(rules.age_bands))),
        sexes=_tally(_known_sex(sexes.get(m.person)) for m in members),
        federation=_by_days(births, day, numbers(rules.federation_days)),
        births=_tally(_sure(birth, day, numbers(rules.age_bands)) for birth in births),
    )  # fmt: skip


def said(rules: FoodSettings, asked: Mapping[str, int], day: date, baby_until: int) -> People:
    """Somebody without card, name or referral said three numbers; a child or baby is that in the reports too. Nothing asked
    yet: one adult."""
    adults, children, babies = (max(0, asked.get(name, 0)) for name in ("adults", "children", "babies"))
    if adults + children + babies == 0:
        adults = 1
    baby = Birth(day - timedelta(days=baby_until - 1), day)
    births = [None] * adults + [read_birth(some_child(day))] * children + [baby] * babies
    bands = numbers(rules.age_bands)
    return People(
        adults, children, (None,) * babies, 0,
        ages=_filled(count_bands(births, day, bands)), sexes={UNKNOWN: len(births)},
        federation=_by_days(births, day, numbers(rules.federation_days)), births=_tally(_sure(birth, day, bands) for birth in births),
    )  # fmt: skip


def sexes_of(house: House, members: Sequence[Member]) -> dict[str, str | None]:
    """By person; primary key of core_person."""
    ids = [m.person for m in members]
    return dict(house.rows(f"SELECT subject, sex FROM core_person WHERE subject IN ({marks(ids)})", *ids))


def _known_sex(sex: str | None) -> str:
    return sex if sex in SEXES else UNKNOWN


def _tally(words: Iterable[str]) -> Bands:
    found: Bands = {}
    for word in words:
        found[Word(word)] = found.get(Word(word), 0) + 1
    return found


def _filled(bands: Mapping[str, int]) -> Bands:
    return {UNKNOWN if name == "?" else Word(name): n for name, n in bands.items() if n}


def _sure(birth: Birth | None, day: date, limits: Sequence[int]) -> str:
    """How sure the age band is; unknown is who is in none."""
    if birth is None or count_bands([birth], day, limits)["?"]:
        return UNKNOWN
    return "estimated" if birth.estimated else "exact"


def _by_days(births: Iterable[Birth | None], day: date, limits: Sequence[int]) -> Bands:
    """By full days of life; a band is named by its first day and its last: '183-729'."""
    edges = [0, *limits]
    names = [f"{low}-{high - 1}" for low, high in pairwise(edges)] + [f"{edges[-1]}+"]
    places = (band_of(birth, limits, lambda born: (day - born).days) for birth in births)
    return _tally(UNKNOWN if place is None else names[place] for place in places)
