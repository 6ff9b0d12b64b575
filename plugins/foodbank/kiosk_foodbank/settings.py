"""What a house decides about its food distribution. Every default is a dated setting, none is a constant in the rules."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Sentence, setting, settings

from .weekdays import WEEKDAYS as CALLED

PRACTICE = Sentence("usual in Belgium: your house decides")
WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


@settings("foodbank")
class FoodSettings:
    """Amounts are cents, ages years unless said otherwise."""

    frequency: str = setting(
        "week", choices=("distribution", "week", "days", "month"), source=PRACTICE,
        why=Sentence("How often a household may collect: once per distribution, once a week, every so many days, or a "
                     "number of times a month."),
    )  # fmt: skip
    every_days: int = setting(
        14, low=1, high=92, why=Sentence("With frequency 'days': a parcel again after this many days.")
    )
    per_month: int = setting(2, low=1, high=31, why=Sentence("With frequency 'month': so many parcels a month."))
    again: str = setting(
        "refuse", choices=("refuse", "ask"),
        why=Sentence("When a parcel was already collected: hand over none, or let the volunteer decide."),
    )  # fmt: skip
    weekdays: tuple[str, ...] = setting(
        (),
        choices=dict(zip(WEEKDAYS, CALLED, strict=True)),
        why=Sentence("Days of the week with a distribution; the slip then says the next date."),
    )
    list_folder: str = setting(
        "", scope="counter", folder=True,
        why=Sentence("Where closing the day puts the paper list of the next distribution, if the PC stops one day; empty: nowhere."),
    )  # fmt: skip
    closed_on: tuple[str, ...] = setting(
        ("public",), choices=("public", "school"),
        why=Sentence("Holidays without a distribution: public ones, those of the schools, both or none."),
    )  # fmt: skip

    child_until: int = setting(
        14, low=1, high=25, source=Sentence("OECD-modified scale: a child is younger than 14"),
        why=Sentence("Up to which birthday somebody counts as a child. An unknown age counts as an adult."),
    )  # fmt: skip
    child_counts: str = setting(
        "whole", choices=("whole", "half"), why=Sentence("How much a child counts for the size of the parcel.")
    )
    part_counts: str = setting(
        "whole", choices=("whole", "half"),
        why=Sentence("How much a child counts who lives with the other parent too."),
    )  # fmt: skip
    medium_from: int = setting(3, low=1, high=20, why=Sentence("From how many persons the parcel is a medium one."))
    large_from: int = setting(5, low=1, high=30, why=Sentence("From how many persons the parcel is a large one."))
    small_crates: int = setting(1, low=1, high=20, why=Sentence("Crates in a small parcel."))
    medium_crates: int = setting(2, low=1, high=20, why=Sentence("Crates in a medium parcel."))
    large_crates: int = setting(3, low=1, high=20, why=Sentence("Crates in a large parcel."))

    contribution: int = setting(
        0, low=0, high=2000, cents=True, source=PRACTICE,
        why=Sentence("Own contribution per parcel, or per adult. Never for goods that must be free."),
    )  # fmt: skip
    contribution_per: str = setting(
        "parcel", choices=("parcel", "head"), why=Sentence("The contribution is per parcel, or per person.")
    )
    contribution_child: int = setting(
        0, low=0, high=2000, cents=True, why=Sentence("Contribution per child, when it is per person.")
    )
    contribution_cap: int = setting(
        0, low=0, high=5000, cents=True, why=Sentence("The most that a household contributes at once; 0: no limit.")
    )
    goods_free: bool = setting(
        False, source=Sentence("what comes from ESF+, the food bank or a donation without VAT"),
        why=Sentence("All goods here must be given free of charge: nobody pays a contribution."),
    )  # fmt: skip

    emergency_days: int = setting(
        30, low=0, high=366,
        why=Sentence("For how many days an earlier emergency parcel of this household is mentioned."),
    )  # fmt: skip
    referral_when: str = setting(
        "", why=Sentence("Emergency slip: when the social service receives people, for instance 'dinsdag 9-12 u'.")
    )

    slip_number: bool = setting(True, why=Sentence("The slip shows the client number. It never shows a name."))
    pictograms: bool = setting(True, why=Sentence("The slip has drawings beside the words."))
    bring_days: int = setting(
        45, low=0, high=366,
        why=Sentence("How many days before the end of the enrolment the slip says what to bring."),
    )  # fmt: skip
    bring: str = setting("", why=Sentence("What to bring to the social service; empty: the usual papers."))

    usual_months: int = setting(
        12, low=1, high=60, source=PRACTICE,
        why=Sentence("An enrolment for longer than this many months is asked about when it is noted."),
    )  # fmt: skip
    federation_days: tuple[str, ...] = setting(
        ("183", "730", "4745", "6570", "8760", "23741"), source=Sentence("table of the federation of food banks"),
        why=Sentence("Age bands for the federation of food banks: the first day of life of every band but the youngest."),
    )  # fmt: skip
    age_bands: tuple[str, ...] = setting(
        ("18", "30", "65"), source=Sentence("Regulation (EU) 2021/1057, Annex III"),
        why=Sentence("Age bands of the report: the first year of every band but the youngest."),
    )  # fmt: skip


def numbers(typed: Iterable[str]) -> list[int]:
    """A list of whole numbers as a setting holds it, in rising order; what is no number is passed over."""
    return sorted({int(one) for one in typed if one.isascii() and one.isdigit()})
