"""Households and who belongs to them from when until when. Size on a day is a query: House.members.

A person may be part of two households (co-parenting). Only the composition is required: a member may be nameless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ..domain.errors import NotUnderstood
from ..domain.ids import ClientId, HouseholdId, PersonId, Word, new_id
from ..domain.texts import Sentence
from ..house import House
from ..journal import Event, Kind, Row, kind, personal, state, subject
from .enrolments import Answered
from .numbers import FIRST_CLIENT, NUMBERED, client_series, next_number
from .persons import PHONE, PersonRegistered, called, phone_rows

HOUSEHOLD = state(
    "core_household",
    {"number": "text", "address": "text", "phone": "text", "collective": "int", "protected": "int"},
)
NUMBER = state("core_number", {"number": "text", "serial": "int"}, key=("number",), indexes=(("serial",),))
"""Every number that finds a household: after a merge the old one still does. `serial`: typed without its letter."""
MEMBER = state(
    "core_member",
    {"household": "id", "place": "int", "number": "text", "share": "text", "from_day": "day", "until_day": "day", "ending": "text"},
    key=("household", "from_day"),
    indexes=(("number",),),
    by_subject=True,
)  # fmt: skip
"""Stays of a person (subject) in a household. `until_day`: the first day on which the person is no longer there."""

Ending = Literal["left", "split", "moved", "deceased"]
Share = Literal["full", "part"]


@kind("core.household_registered", keep="registry", puts=(HOUSEHOLD, NUMBER, NUMBERED, PHONE))
class HouseholdRegistered(Kind):
    """People who eat together are known from now on, under the next number of the origin's series."""

    household: HouseholdId = subject(personal=True)
    serial: int
    address: str | None = personal("household")
    phone: str | None = personal("household")
    collective: bool = False
    protected: bool = False

    def rows(self, event: Event) -> Iterable[Row]:
        yield NUMBERED.row(series=client_series(event.id[0]), number=self.serial)
        if not event.torn:
            number = f"{event.id[0]}{self.serial}"
            yield NUMBER.row(number=number, serial=self.serial)
            yield HOUSEHOLD.row(
                number=number, address=self.address, phone=self.phone,
                collective=self.collective, protected=self.protected,
            )  # fmt: skip
            yield from phone_rows(self.phone)


@kind("core.household_changed", keep="registry", puts=(HOUSEHOLD, PHONE))
class HouseholdChanged(Kind):
    """Only what changed; None: as it was; '': not known any more."""

    household: HouseholdId = subject(personal=True)
    address: str | None = personal("household")
    phone: str | None = personal("household")
    collective: bool | None = None
    protected: bool | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        columns = {name: getattr(self, name) for name in ("address", "phone", "collective", "protected")}
        if changed := {name: value for name, value in columns.items() if value is not None}:
            yield HOUSEHOLD.row(**{name: None if value == "" else value for name, value in changed.items()})
        yield from phone_rows(self.phone)


@kind("core.member_joined", keep="registry", puts=(MEMBER,))
class MemberJoined(Kind):
    """A person is part of a household from that day on. `place`: 1 for 'A1042.1', in the order of joining.

    Whoever left that day and comes back is there again: the stay that began then has no end."""

    person: PersonId = subject(personal=True)
    from_day: date
    share: Share = "full"
    place: int
    household: HouseholdId | None = personal("household")
    number: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.household:
            yield MEMBER.row(
                household=self.household, place=self.place, number=self.number, share=self.share, from_day=self.from_day,
                until_day=None, ending=None,
            )  # fmt: skip


@kind("core.member_left", keep="registry", puts=(MEMBER,))
class MemberLeft(Kind):
    """Ends the stay that began on `from_day`."""

    person: PersonId = subject(personal=True)
    from_day: date
    until_day: date
    ending: Ending
    household: HouseholdId | None = personal("household")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.household:
            yield MEMBER.row(
                household=self.household, from_day=self.from_day, until_day=self.until_day, ending=self.ending
            )


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody on the registration form. `known`: a person of this house already, who only joins. `person`: the id that somebody
    new gets, where it is said beforehand because they join another household too."""

    born: str | None = None
    name: str | None = None
    first_name: str | None = None
    sex: str | None = None
    phone: str | None = None
    aliases: str | None = None
    share: Share = "full"
    known: PersonId | None = None
    person: PersonId | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    """To plugins' fields of a person, by field code, as they are stored."""


Drafts = Callable[[House], Iterable[Any]]
"""Asked inside the write transaction: only there is the next number known."""


def register(
    household: HouseholdId, letter: str, members: Sequence[NewMember], day: date, *, address: str | None = None,
    phone: str | None = None, collective: bool = False, protected: bool = False,
) -> Drafts:  # fmt: skip
    """A household with its first members, numbered in order, from that day on. Raises NotUnderstood: nobody in it."""
    if not members:
        raise NotUnderstood(why=Sentence("a household has at least one person."))

    def drafts(house: House) -> Iterable[Any]:
        serial = next_number(house, client_series(letter), FIRST_CLIENT)
        yield from registered(
            household,
            letter,
            serial,
            members,
            day,
            address=address,
            phone=phone,
            collective=collective,
            protected=protected,
        )

    return drafts


def registered(
    household: HouseholdId, letter: str, serial: int, members: Sequence[NewMember], day: date, *, address: str | None,
    phone: str | None, collective: bool, protected: bool,
) -> Iterable[Any]:  # fmt: skip
    """What is recorded of a new household under that number of the series."""
    yield HouseholdRegistered(
        household=household, serial=serial, address=address, phone=phone, collective=collective, protected=protected
    )
    yield from _joined(household, f"{letter}{serial}", 0, members, day)


def join(household: HouseholdId, members: Sequence[NewMember], day: date) -> Drafts:
    """More members: a birth, somebody moving in, a child of parents who live apart."""

    def drafts(house: House) -> Iterable[Any]:
        found = house.one("SELECT number FROM core_household WHERE subject=?", household)
        if found is None:
            raise NotUnderstood(why=Sentence("this household is not known."))
        last = house.number("SELECT max(place) FROM core_member WHERE household=?", household)
        yield from _joined(household, str(found[0]), last, members, day)

    return drafts


def left(
    house: House, household: HouseholdId, persons: Sequence[PersonId], day: date, ending: Ending
) -> Iterable[MemberLeft]:
    """Ends the stays of these persons that are open. `day`: the first day on which they are no longer there. Ask it
    inside the write transaction."""
    query = "SELECT subject, from_day FROM core_member WHERE household=? AND until_day IS NULL ORDER BY place"
    for person, since in house.rows(query, household):
        if person in persons:
            yield MemberLeft(
                person=person, household=household, from_day=date.fromisoformat(since), until_day=day, ending=ending
            )


def _joined(household: HouseholdId, number: str, last: int, members: Sequence[NewMember], day: date) -> Iterable[Any]:
    for place, new in enumerate(members, last + 1):
        person = new.known or new.person or PersonId(new_id())
        if new.known is None:
            first = new.first_name or called(new.name or "") or None
            yield PersonRegistered(
                person=person,
                name=new.name,
                first_name=first,
                aliases=new.aliases,
                born=new.born,
                sex=new.sex,
                phone=new.phone,
            )
        yield MemberJoined(
            person=person, household=household, number=f"{number}.{place}", place=place, share=new.share, from_day=day
        )
        for code, value in new.answers.items():
            yield Answered(whose=ClientId(person), of="person", field=Word(code), value=value)
