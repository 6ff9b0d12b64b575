"""The lists of a day for a spreadsheet program: the one on paper, who is still to come, and the day as it was. A protected
household stands on each by its number only, and each says that it is to be destroyed afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kiosk_core import Cell, Column, House, NotUnderstood, Sentence, Sheet, Shift

from .day import Waiting, waiting_on
from .day_list import Listed, first_name, needs, next_day, some_first_name
from .settings import FoodSettings
from .weekdays import WEEKDAYS
from .words import hours

What = Literal["paper", "expected", "came"]
WHATS: tuple[What, ...] = ("paper", "expected", "came")
DAY = Column("day", Sentence("Day"), Sentence("The day of the distribution."), "date")
NUMBER = Column("number", Sentence("Number"), Sentence("Of the household; empty: without a card, or forgotten since."))
NAME = Column("first_name", Sentence("First name"), Sentence("One first name; of a protected household none."))
HOUR = Column("hour", Sentence("Hour"), Sentence("Of its collection group that day; of a protected household none."))
GROUP = Column("group", Sentence("Group"), Sentence("Its collection group that day; of a protected household none."))
PAPER = (
    DAY, HOUR, GROUP, NUMBER, NAME,
    Column("parcel", Sentence("Parcel"), Sentence("What to hand over, and what is asked for it.")),
    Column("leave_out", Sentence("Must not be in it"), Sentence("Goods that stay out of this parcel. The reason is not asked.")),
    Column("collected", Sentence("Collected"), Sentence("Empty, to tick.")),
)  # fmt: skip
EXPECTED = (
    DAY, HOUR, GROUP, NUMBER, NAME,
    Column("persons", Sentence("Persons"), Sentence("Who belong to the household that day; of a protected household none."), "number"),
    Column("excused", Sentence("Excused"), Sentence("Yes: the household told that it does not come.")),
)  # fmt: skip
CAME = (
    DAY, NUMBER, NAME,
    Column(
        "how", Sentence("At the distribution"),
        Sentence(
            "Was here, some entered from paper; excused: told beforehand; did not come: noted at the closing; not here yet: while it is open."
        ),
    ),
    Column("parcel", Sentence("Parcel"), Sentence("A food parcel, or an emergency parcel.")),
    Column("adults", Sentence("Adults"), Sentence("For whom this parcel was; of a protected household none."), "number"),
    Column("children", Sentence("Children"), Sentence("For whom this parcel was, babies not counted."), "number"),
    Column("babies", Sentence("Babies"), Sentence("For whom this parcel was."), "number"),
)  # fmt: skip
HERE, LATE = Sentence("was here"), Sentence("was here, entered from paper")
EXCUSED, AWAY, AWAITED = Sentence("excused"), Sentence("did not come"), Sentence("not here yet")
PARCELS = {"regular": Sentence("Food parcel"), "emergency": Sentence("Emergency parcel")}
YES = Sentence("yes")
AFTERWARDS = Sentence("To be destroyed afterwards: it says who came to collect.")
Row = tuple[Cell, ...]


def write_sheet(shift: Shift, what: What, out: Path, words: Any, day: date | None = None) -> Listed:
    """Writes one list to an .xlsx with its definitions, or a .csv. `day` None: of the paper list the next distribution,
    of the others today. `words`: a catalogue.

    Raises NotAllowed (who came is the coordinator's), NotUnderstood (another ending; who came on a day that is still to
    come), OSError."""
    shift.require("dossier" if what == "came" else "close_day")
    today = shift.here().day
    when = day or (next_day(shift.house, today) if what == "paper" else today)
    if what == "came" and when > today:
        raise NotUnderstood(why=Sentence("{day} is still to come.", {"day": when}))
    title, columns, read, counts = LISTS[what]
    rows = list(read(shift.house, when))
    nothing = (None,) * (len(columns) - 1)
    last: list[Row] = [(None, *nothing), (AFTERWARDS, *nothing)]
    of = Sentence("Food distribution of {weekday} {day}", {"weekday": WEEKDAYS[when.weekday()], "day": when})
    about = [of, _grown(shift.house, when), AFTERWARDS] if what == "came" else [of, AFTERWARDS]
    shift.write_sheets([Sheet(title, columns, [*rows, *last])], out, words, about)
    return Listed(when, _households(columns, filter(counts, rows)), out)


def _grown(house: House, day: date) -> Sentence:
    years = {"n": house.settings(FoodSettings, day).child_until}
    return Sentence("Whoever is {n} or older counts as an adult, and so does who is of unknown age.", years)


def _households(columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """On some of the lines; each that has no number is one of its own."""
    at = [column.code for column in columns].index(NUMBER.code)
    return len({row[at] or n for n, row in enumerate(rows)})


def _paper(house: House, day: date) -> Iterator[Row]:
    for one in waiting_on(house, day):
        if not one.excused:
            yield (*_place(day, one), one.number, first_name(house, day, one), *needs(house, day, one), None)


def _expected(house: House, day: date) -> Iterator[Row]:
    for one in waiting_on(house, day):
        size = None if one.protected else max(1, len(house.members(one.household, day)))
        yield (*_place(day, one), one.number, first_name(house, day, one), size, YES if one.excused else None)


def _place(day: date, one: Waiting) -> Row:
    """Day, hour and group; of a protected household the day only."""
    group = None if one.protected else one.group
    return (day, hours(group), group.name) if group else (day, None, None)


def _came(house: House, day: date) -> Iterator[Row]:
    """By number, who has none last. Indexes foodbank_collected(day), foodbank_excused(on_day), foodbank_not_come(day)."""
    found: list[tuple[str | None, Sentence, Row]] = [
        (household, LATE if late else HERE, (PARCELS[parcel], *people))
        for household, late, parcel, *people in house.rows(
            "SELECT household, late, parcel, adults, children, babies FROM foodbank_collected WHERE day=?", str(day)
        )
    ]
    here = {household for household, _, (parcel, *_) in found if parcel == PARCELS["regular"]}
    away = {one.household: EXCUSED if one.excused else AWAITED for one in _awaited(house, day)}
    away |= {one: AWAY for (one,) in house.rows("SELECT household FROM foodbank_not_come WHERE day=?", str(day))}
    query = "SELECT subject FROM foodbank_excused WHERE on_day=? AND excused=1"
    away |= {one: EXCUSED for (one,) in house.rows(query, str(day))}
    found += [(household, how, (None,) * 4) for household, how in away.items() if household not in here]
    known = {household: _known(house, day, household) for household, _, _ in found}
    for household, how, parcel in sorted(found, key=lambda one: _order(known[one[0]][0])):
        number, name, shy = known[household]
        yield (day, number, name, how, *((None,) * 4 if shy else parcel))


def _awaited(house: House, day: date) -> Sequence[Waiting]:
    """While a counter still serves."""
    query = (
        "SELECT 1 FROM foodbank_opened o WHERE o.day=?1 AND NOT EXISTS "
        "(SELECT 1 FROM foodbank_closed c WHERE c.day=?1 AND c.counter=o.counter)"
    )
    return waiting_on(house, day) if house.one(query, str(day)) else ()


def _known(house: House, day: date, household: str | None) -> tuple[str, str, bool]:
    """(number, first name, whether it is protected); nothing of who has no card, or was forgotten. Primary key of core_household."""
    found = house.one("SELECT number, coalesce(protected, 0) FROM core_household WHERE subject=?", household or "")
    if found is None or household is None:
        return "", "", False
    number, shy = found
    return number or "", "" if shy else some_first_name(house, day, household), bool(shy)


def _order(number: str) -> tuple[bool, int, str]:
    return not number, len(number), number


LISTS: dict[What, tuple[Sentence, Sequence[Column], Callable[[House, date], Iterable[Row]], Callable[[Row], bool]]] = {
    "paper": (Sentence("List on paper"), PAPER, _paper, lambda row: True),
    "expected": (Sentence("Still to come"), EXPECTED, _expected, lambda row: row[-1] is None),
    "came": (Sentence("As the day was"), CAME, _came, lambda row: row[3] in (HERE, LATE)),
}
"""The last: which lines count as a household that is expected, or that was there."""
