"""Who looked at whom: the traces that finding by name and reading a client's page left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain.moments import Period, moment_of
from ..domain.texts import Sentence
from ..house import House
from ..store import marks
from .for_coordinator import number_of, volunteer_named

PARTS: dict[str, Sentence] = {
    "found_by_name": Sentence("found by name"),
    "found_by_number": Sentence("found by number"),
    "dossier": Sentence("client page"),
    "proxies": Sentence("who may collect"),
    "copy": Sentence("copy for the person"),
}
"""What was looked at; a part that a plugin named stands as it is."""


@dataclass(frozen=True, slots=True)
class Look:
    """`at`: UTC moment. `volunteer`: the name. `number`: the client's, '' for somebody who was forgotten or belongs to no
    household now. `part`: what was looked at."""

    at: datetime
    volunteer: str
    number: str
    part: str


def looks(
    house: House, period: Period, *, persons: Sequence[str] | None = None, actor: str | None = None, most: int
) -> list[Look]:
    """The last ones of these days, newest first. `persons`: only at one of these; `actor`: only by this volunteer.

    Indexes core_look(day), core_look(person, day)."""
    wanted, given = "l.day BETWEEN ? AND ?", [str(period.first), str(period.last)]
    if persons is not None:
        wanted += f" AND l.person IN ({marks(persons)})"
        given += persons
    if actor is not None:
        wanted += " AND l.actor=?"
        given.append(actor)
    query = (
        "SELECT e.at, l.actor, l.person, l.part FROM core_look l JOIN event e ON e.id=l.event "
        f"WHERE {wanted} ORDER BY e.at DESC, e.id DESC LIMIT ?"
    )
    found = house.rows(query, *given, most)
    return [
        Look(moment_of(at), volunteer_named(house, who), number_of(house, person), part)
        for at, who, person, part in found
    ]
