"""Two members who are one person, registered twice: what holds of them from then on, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.births import read_birth
from ..domain.ids import HouseholdId, PersonId
from ..domain.texts import Sentence, counted
from ..house import House
from .households import MemberJoined
from .persons import PersonChanged, folded

_COLUMNS = ("name", "first_name", "aliases", "born", "sex", "phone")


@dataclass(frozen=True, slots=True)
class _Stay:
    """An open stay in a household, as core_member has it."""

    household: str
    place: int
    number: str
    share: Any
    from_day: str


def kept(house: House, one: PersonId, other: PersonId, day: date) -> Iterable[Any]:
    """What is recorded beside the merge: what is known of `one` holds, and what only the other's registration knew is
    added; the other's name stays one to be found by. In a household of both the number of `one` goes on.

    What came from a registration is recorded as that one's: taken apart again, it is forgotten with whom it is of."""
    yield from _changes(house, one, other)
    theirs = {(stay.household, stay.from_day) for stay in _stays(house, other, day)}
    for stay in _stays(house, one, day):
        if (stay.household, stay.from_day) in theirs:
            yield MemberJoined(
                person=one, household=HouseholdId(stay.household), number=stay.number, place=stay.place, share=stay.share,
                from_day=date.fromisoformat(stay.from_day),
            )  # fmt: skip


def foreseen(house: House, one: PersonId, other: PersonId, day: date) -> list[Sentence]:
    """What changes for both, for somebody to read before it happens."""
    mine, theirs = _stays(house, one, day), _stays(house, other, day)
    said = [known_as(house, one, other, day)]
    both = {stay.household for stay in mine} & {stay.household for stay in theirs}
    for household in sorted(both):
        size = len(house.members(household, day))
        number = next(stay.number for stay in mine if stay.household == household).partition(".")[0]
        said.append(
            counted(
                "{number} counts {n} person instead of {size}.", "{number} counts {n} persons instead of {size}.",
                size - 1, number=number, size=size,
            )
        )  # fmt: skip
    homes = sorted({stay.number.partition(".")[0] for stay in (*mine, *theirs)})
    if len({stay.household for stay in (*mine, *theirs)}) > 1:
        said.append(
            Sentence(
                "This person then belongs to {homes}, and counts in each. If that is not so, note next who moved away.",
                {"homes": ", ".join(homes)},
            )
        )
    said.append(Sentence("Both numbers and all cards go on. It can be taken apart again, also later."))
    return said


def known_as(house: House, one: PersonId, other: PersonId, day: date) -> Sentence:
    """Whose name and birth hold of the two as one."""
    known = _known(house, one, other)
    mine, theirs = _stays(house, one, day), _stays(house, other, day)
    birth = read_birth(known["born"])
    who = {
        "one": mine[0].number if mine else "-", "other": theirs[0].number if theirs else "-",
        "name": known["name"] or "-",
        "born": "-" if birth is None or birth.vague else str(birth.assumed.year) if birth.estimated else birth.first,
    }  # fmt: skip
    return Sentence("{one} and {other} are one person from now on: {name} ({born}).", who)


def _changes(house: House, one: PersonId, other: PersonId) -> Iterable[PersonChanged]:
    ours, theirs = _registered(house, one), _registered(house, other)
    holds = _known(house, one, other)
    of_other = {key for key in ("born", "sex", "phone") if holds[key] != ours[key]}
    called, more, first, second = (ours, theirs, one, other) if ours["name"] else (theirs, ours, other, one)
    names: dict[str, Any] = {key: called[key] for key in ("name", "first_name")} | {"aliases": called["aliases"] or ""}
    if also := _more_names((called["name"], called["aliases"]), (more["name"], more["aliases"])):
        names |= {"other": second, "also": also}
    for person, keys in ((one, {"born", "sex", "phone"} - of_other), (other, of_other)):
        values = {key: holds[key] for key in sorted(keys) if holds[key]} | (names if person == first else {})
        if values:
            yield PersonChanged(person=person, **values)


def _known(house: House, one: PersonId, other: PersonId) -> dict[str, str | None]:
    """What holds of the two as one."""
    ours, theirs = _registered(house, one), _registered(house, other)
    found = {key: ours[key] or theirs[key] for key in ("name", "born", "sex", "phone")}
    mine, others = read_birth(ours["born"]), read_birth(theirs["born"])
    if mine and others and mine.holds(others):
        found["born"] = theirs["born"]  # the same birth, known more exactly
    return found


def _registered(house: House, person: PersonId) -> dict[str, str | None]:
    row = house.one(f"SELECT {', '.join(_COLUMNS)} FROM core_person WHERE subject=?", person)
    return dict(zip(_COLUMNS, row or (None,) * len(_COLUMNS), strict=True))


def _more_names(known: Sequence[str | None], others: Sequence[str | None]) -> str:
    """Every name of the others once, of those that are not known yet."""
    each = [one.strip() for names in others for one in (names or "").split(",") if one.strip()]
    once = dict.fromkeys((folded(one) for names in known for one in (names or "").split(",")), "")
    for one in each:
        once.setdefault(folded(one), one)
    return ", ".join(one for one in once.values() if one)


def _stays(house: House, person: str, day: date) -> list[_Stay]:
    """Primary key of core_member."""
    found = house.rows(
        "SELECT household, place, number, share, from_day FROM core_member WHERE subject=? AND from_day<=? "
        "AND (until_day IS NULL OR until_day>?) ORDER BY share, from_day, number", person, str(day), str(day),
    )  # fmt: skip
    return [_Stay(*row) for row in found]
