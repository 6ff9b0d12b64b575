"""A volunteer who is a client too. The link is optional, the coordinator makes it, and no colleague sees it.

At their own household's card a second volunteer confirms; what a person could be suspected of is not theirs to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..domain.eligibility import Finding, Severity
from ..domain.ids import PersonId, VolunteerId
from ..domain.texts import Sentence
from ..domain.visits import Client
from ..house import House
from ..journal import Event, Kind, Row, kind, personal, state, subject
from ..store import marks

LINK = state("core_volunteer_link", {"person": "id"})
"""Who a volunteer (subject) is among the clients."""
CONFIRMS = Finding(
    Severity.ASK, "core.second_volunteer", Sentence("A second volunteer confirms this one."), confirm="other"
)
"""Never why: whoever stands beside reads no more than that."""
SECOND = CONFIRMS.code
DECIDED = "core.own_decision"
"""What a second one says yes to, when a decision about one's own household is noted."""

LOCAL_TABLES = ("CREATE TABLE IF NOT EXISTS local_present (volunteer TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT",)
"""On which day a volunteer last signed in here."""


@kind("core.volunteer_linked", keep="volunteers", puts=(LINK,))
class VolunteerLinked(Kind):
    """This volunteer is that person. `linked` False: it is not noted any more."""

    volunteer: VolunteerId = subject(personal=True)
    linked: bool = True
    person: PersonId | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if not self.linked:
            yield LINK.clear()
        elif self.person:
            yield LINK.row(person=self.person)


def is_own(house: House, volunteer: str, client: Client | None, collector: str | None = None) -> bool:
    """Whether the volunteer is that person, belongs to the same household, or came to collect for it.

    Primary key of core_volunteer_link."""
    if client is None:
        return False
    found = house.one("SELECT person FROM core_volunteer_link WHERE subject=?", volunteer)
    return (
        found is not None
        and found[0] is not None
        and found[0] in (client.person, collector, *(m.person for m in client.members))
    )


def own_ids(house: House, volunteer: str) -> list[str]:
    """The volunteer as a client, and every household that person was ever part of. Primary key of core_member."""
    found = house.one("SELECT person FROM core_volunteer_link WHERE subject=?", volunteer)
    if found is None or found[0] is None:
        return []
    homes = house.rows("SELECT DISTINCT household FROM core_member WHERE subject=?", found[0])
    return [found[0], *(home for (home,) in homes)]


def helps_as(house: House, persons: Sequence[str]) -> list[str]:
    """Names under which any of these persons is a volunteer, or was one and is still known."""
    query = (
        "SELECT v.name FROM core_volunteer_link l JOIN core_volunteer v ON v.subject=l.subject "
        f"WHERE l.person IN ({marks(persons)}) AND v.name IS NOT NULL ORDER BY v.name"
    )
    return [str(name) for (name,) in house.rows(query, *persons)]


def note_present(db: Any, volunteer: str, day: date) -> None:
    """Inside a write transaction: signed in here on that day."""
    db.execute("INSERT OR REPLACE INTO local_present VALUES (?, ?)", (volunteer, str(day)))


def is_present(house: House, volunteer: str, day: date) -> bool:
    return house.one("SELECT 1 FROM local_present WHERE volunteer=? AND day=?", volunteer, str(day)) is not None


def others_present(house: House, volunteer: str, client: Client | None, day: date) -> bool:
    """Whether somebody else signed in here that day who could confirm: not of the same household."""
    found = house.rows("SELECT volunteer FROM local_present WHERE day=? AND volunteer<>?", str(day), volunteer)
    return any(not is_own(house, other, client) for (other,) in found)
