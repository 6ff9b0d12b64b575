"""A client's page as the office reads it: gathered in one place for screen, command and dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..cash.money import owed
from ..domain.ids import Cents
from ..domain.texts import Sentence, Text
from ..domain.visits import Client
from ..house import Enrolment, House
from ..registry.left_behind import next_step


@dataclass(frozen=True, slots=True)
class KnownMember:
    """One of the household. `born` as births.read_birth reads; None: unknown."""

    number: str
    display: str
    born: str | None
    sex: str | None
    share: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class KnownCard:
    code: str
    client: str
    state: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """`number`, `display`: of whom was asked, a household or a member. `owed`: cents. `arranged`: (a project's title, what
    it arranged with them). `next_step`: what is left to arrange since somebody left."""

    number: str
    display: str
    size: int
    address: str | None
    phone: str | None
    members: tuple[KnownMember, ...]
    enrolments: tuple[Enrolment, ...]
    cards: tuple[KnownCard, ...]
    owed: Cents
    next_step: Sentence | None
    arranged: tuple[tuple[Text, Text], ...] = ()


def read_page(house: House, client: Client, day: date) -> ClientPage:
    """What the registry knows of a client, whose members are those of the day that it was asked for."""
    where = house.one("SELECT address, phone FROM core_household WHERE subject=?", client.household or "")
    asked = [client.person] if client.person else [m.person for m in client.members]
    members, cards = [], []
    for member in client.members:
        query = "SELECT name, born, sex, phone FROM core_person WHERE subject=?"
        name, born, sex, phone = house.one(query, member.person) or (None,) * 4
        display = name or member.first_name or member.number
        members.append(KnownMember(member.number, display, born, sex, member.share, phone or None))
    numbers = {member.person: member.number for member in client.members}
    for person in asked:
        found = house.rows(
            "SELECT code, state FROM core_card WHERE subject=? AND state IS NOT NULL ORDER BY issued_day, code", person
        )
        cards += [KnownCard(code, numbers.get(person, client.number), state) for code, state in found]
    subjects = [str(one) for one in (client.household, *asked) if one]
    named = next((m.display for m in members if m.number == client.number), client.display)
    return ClientPage(
        client.number, named, client.size, where[0] if where else None, where[1] if where else None, tuple(members),
        tuple(e for subject in subjects for e in house.enrolments(subject)), tuple(cards),
        Cents(sum(owed(house, subject) for subject in subjects)),
        next_step(house, client.household, day) if client.household else None,
    )  # fmt: skip
