"""One definition, one number. Households and persons are counted so that no month or year changes when somebody is forgotten.

Persons come from what each parcel kept of its day: of every household, the parcel that counts is its first of the month
or year, as decided under the lock; of other periods its first in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kiosk_core import Figure, House, Indicator, Period, Sentence, Text, count_clients, month_of, whole_and_parts

from .contribution import PURPOSE
from .events import COUNTED
from .people import SEXES, UNKNOWN
from .settings import FoodSettings, numbers

HOUSE, ESF = Sentence("the house itself"), Sentence("Regulation (EU) 2021/1057, Annex III")
FEDERATION = Sentence("Federation of food banks, table by age in days")
FORGOTTEN = "forgotten"
"""Row for parcels of forgotten households in a period that is no whole month or year: nobody knows whose they were."""


def parcels(house: House, period: Period) -> Iterable[Figure]:
    """Index foodbank_collected(day)."""
    query = "SELECT parcel, count(*) FROM foodbank_collected WHERE day BETWEEN ? AND ? GROUP BY parcel"
    found = dict(house.rows(query, *period.days))
    yield Figure(sum(found.values()))
    for sort, said in (("regular", Sentence("regular parcel")), ("emergency", Sentence("emergency parcel"))):
        yield Figure(found.get(sort, 0), sort, said)


def baby_parcels(house: House, period: Period) -> Iterable[Figure]:
    query = "SELECT count(*) FROM foodbank_collected WHERE day BETWEEN ? AND ? AND babies>0"
    yield Figure(house.number(query, *period.days))


def emergency(house: House, period: Period) -> Iterable[Figure]:
    query = "SELECT count(*) FROM foodbank_collected WHERE day BETWEEN ? AND ? AND parcel='emergency'"
    yield Figure(house.number(query, *period.days))


def entered_late(house: House, period: Period) -> Iterable[Figure]:
    query = "SELECT count(*) FROM foodbank_collected WHERE day BETWEEN ? AND ? AND late=1"
    yield Figure(house.number(query, *period.days))


def households(house: House, period: Period) -> Iterable[Figure]:
    found = count_clients(house, [COUNTED], period)
    yield Figure(found.clients)
    if found.torn:
        yield Figure(found.torn, FORGOTTEN)


def contributions(house: House, period: Period) -> Iterable[Figure]:
    """By means: what was paid, and what was owed less what was paid of it later."""
    query = (
        "SELECT means, sum(cents) FROM core_money WHERE purpose=? AND day BETWEEN ? AND ? AND means<>'rounding' "
        "GROUP BY means ORDER BY means"
    )
    return whole_and_parts(house.rows(query, PURPOSE, *period.days))


def _people(
    column: str, bands: Callable[[FoodSettings], list[str]], said: Callable[[str], Text]
) -> Callable[[House, Period], Iterable[Figure]]:
    """Figures of one division of the persons; bands that were kept under older cut-offs follow behind today's."""

    def compute(house: House, period: Period) -> Iterable[Figure]:
        found, torn = _counted(house, column, period)
        named = [*bands(house.settings(FoodSettings, period.last)), UNKNOWN]
        yield Figure(sum(found.values()))
        for band in [*named, *sorted(found.keys() - set(named))]:
            yield Figure(found.get(band, 0), band, "" if band == UNKNOWN else said(band))
        if torn:
            yield Figure(torn, FORGOTTEN)

    return compute


def _counted(house: House, column: str, period: Period) -> tuple[dict[str, int], int]:
    """(persons by band, persons at visits of forgotten households in an odd period)."""
    whole = "month" if period == month_of(period.first) else "year" if period == _year_of(period.first) else ""
    found: dict[str, int] = {}
    for sign, path in ((1, f"c.{column}"), (-1, f"json_extract(c.shared, '$.{whole}.{column}')" if whole else "NULL")):
        for band, n in house.rows(_SQL[whole].format(bands=path), COUNTED, *period.days):
            found[band] = found.get(band, 0) + sign * n
    if whole:
        return found, 0
    torn = "SELECT sum(adults+children+babies) FROM foodbank_collected WHERE household IS NULL AND day BETWEEN ? AND ?"
    return found, house.number(torn, *period.days)


def _sql(whole: str) -> str:
    """The parcels that count, and their bands summed. Indexes core_served(service, day), primary key of foodbank_collected."""
    first = (
        f"(s.first_{whole}=1 OR EXISTS (SELECT 1 FROM core_first_passed p WHERE p.of=s.of AND p.{whole}=1))"
        if whole
        else "1"
    )
    return (
        f"WITH visit AS (SELECT s.event, s.client, {first} AS first, row_number() OVER "
        f"(PARTITION BY s.client ORDER BY {first} DESC, s.day, s.event) AS place "
        "FROM core_served s WHERE s.service=? AND s.day BETWEEN ? AND ?) "
        "SELECT b.key, sum(b.value) FROM visit v JOIN foodbank_collected c ON c.event=v.event, json_each({bands}) b "
        f"WHERE (v.client IS NULL AND {'v.first' if whole else '0'}) OR (v.client IS NOT NULL AND v.place=1 AND "
        # Whose first parcel is among the forgotten ones was counted with it.
        "(v.first OR NOT EXISTS (SELECT 1 FROM visit WHERE client IS NULL))) GROUP BY b.key ORDER BY b.key"
    )


_SQL = {whole: _sql(whole) for whole in ("month", "year", "")}


def _age_bands(rules: FoodSettings) -> list[str]:
    return _named(numbers(rules.age_bands))


def _federation_bands(rules: FoodSettings) -> list[str]:
    return _named(numbers(rules.federation_days))


def _named(limits: list[int]) -> list[str]:
    """As `count_bands` names them."""
    edges = [0, *limits]
    return [f"{low}-{high - 1}" for low, high in zip(edges, limits, strict=False)] + [f"{edges[-1]}+"]


def _of_years(band: str) -> Text:
    return Sentence("{band} years", {"band": band})


def _of_days(band: str) -> Text:
    return Sentence("{band} days old", {"band": band})


def _of_words(band: str) -> Text:
    return WORDS.get(band, band)


WORDS = {
    "v": Sentence("woman"), "m": Sentence("man"), "x": Sentence("X"), "exact": Sentence("day of birth known"),
    "estimated": Sentence("estimate"),
}  # fmt: skip


def _year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


ALL = (
    Indicator(
        "foodbank.parcels", Sentence("Parcels"), "pieces",
        Sentence("Parcels handed over, those taken back not counted; regular and emergency."), HOUSE, parcels,
    ),
    Indicator(
        "foodbank.baby_parcels", Sentence("Baby parcels"), "pieces",
        Sentence("Parcels, regular or emergency, that had a baby parcel with them."), HOUSE, baby_parcels,
    ),
    Indicator(
        "foodbank.emergency_parcels", Sentence("Emergency parcels"), "pieces",
        Sentence("Parcels for people in need that day, with or without a card."), HOUSE, emergency,
    ),
    Indicator(
        "foodbank.entered_late", Sentence("Parcels entered late"), "pieces",
        Sentence("Of these parcels, how many were ticked on a paper list and entered afterwards."), HOUSE, entered_late,
    ),
    Indicator(
        "foodbank.households", Sentence("Households"), "households",
        Sentence("Different households that got a parcel of any sort. Who gave no name is counted each time."),
        HOUSE, households,
    ),
    Indicator(
        "foodbank.persons_by_age", Sentence("Persons by age"), "persons",
        Sentence("Each person once: as the household was at its first parcel of the period. Unknown ages are a row."),
        ESF, _people("ages", _age_bands, _of_years),
    ),
    Indicator(
        "foodbank.persons_by_sex", Sentence("Persons by sex"), "persons",
        Sentence("Each person once: as the household was at its first parcel of the period. Not known is a row."),
        ESF, _people("sexes", lambda rules: list(SEXES), _of_words),
    ),
    Indicator(
        "foodbank.persons_federation", Sentence("Persons by age, for the federation"), "persons",
        Sentence("Each person once, by full days of life at the household's first parcel of the period."),
        FEDERATION, _people("federation", _federation_bands, _of_days),
    ),
    Indicator(
        "foodbank.persons_by_birth", Sentence("How sure the ages are"), "persons",
        Sentence(
            "Each person once: the day of birth is known, or the age band is an estimate (1 July of a year of birth, an age, "
            "or somebody who was registered as a child), or it is not known."
        ),
        HOUSE, _people("births", lambda rules: ["exact", "estimated"], _of_words),
    ),
    Indicator(
        "foodbank.contributions", Sentence("Contributions"), "cents",
        Sentence("Own contributions by means of payment; what of this period is still to pay is a row."),
        HOUSE, contributions,
    ),
)  # fmt: skip
