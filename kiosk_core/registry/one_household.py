"""Two households that were registered twice and are one: what that changes, for somebody to read before it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ..domain.ids import ClientId, HouseholdId
from ..domain.texts import Sentence, Text, counted
from ..domain.visits import Client, Member
from ..house import House, speaks_first
from ..store import marks
from .households import HouseholdChanged


def kept(house: House, one: ClientId, other: ClientId) -> Iterable[HouseholdChanged]:
    """What is recorded beside the merge of two households, for else the younger's registration would speak: address and phone
    of `one` hold, where it has any, and who is protected stays so. Each value stays its own household's, to be forgotten with
    it. Nothing beside a merge of persons."""
    query = "SELECT address, phone, collective, protected FROM core_household WHERE subject=?"
    ours, theirs = (house.one(query, id) for id in (one, other))
    if ours and theirs:
        address, phone = (None if mine else others for mine, others in zip(ours[:2], theirs[:2], strict=True))
        if address or phone:
            yield HouseholdChanged(household=HouseholdId(other), address=address, phone=phone)
        yield HouseholdChanged(
            household=HouseholdId(one), address=ours[0], phone=ours[1],
            collective=bool(theirs[2] if address else ours[2]), protected=bool(ours[3] or theirs[3]),
        )  # fmt: skip


def foreseen(house: House, one: Client, other: Client, day: date, titles: Mapping[str, Text]) -> list[Sentence]:
    """Who belongs to it, whether all of them are protected now, which decisions hold, how many cards go on. `titles`: of
    projects, by name.

    Indexes core_enrolment(subject), core_card(subject)."""
    members = {member.person: member for member in (*one.members, *other.members)}
    said: Mapping[str, Text] = {
        "first": one.number.partition(".")[0], "second": other.number.partition(".")[0],
        "names": ", ".join(map(_named, members.values())),
    }  # fmt: skip
    found = [
        counted(
            "{first} and {second} are one household of {n} person from now on: {names}.",
            "{first} and {second} are one household of {n} persons from now on: {names}.", len(members), **said,
        )
    ]  # fmt: skip
    homes = (one.household or "", other.household or "")
    protected = [each.number for each in (one, other) if house.protects(each.household)]
    if len(protected) == 1:
        found.append(
            Sentence(
                "{number} is protected: all of them are from now on. Their address is for the coordinator only, and they are "
                "found by whole name and whole birth date only.",
                {"number": protected[0].partition(".")[0]},
            )
        )
    query = f"SELECT project, until_day FROM core_enrolment WHERE subject IN (?2, ?3) ORDER BY project, {speaks_first('?1')}"
    spoken: dict[str, str] = {}
    for project, until in house.rows(query, str(day), *homes):
        spoken.setdefault(project, until)
    decisions = tuple(
        Sentence("{project} until {day}", {"project": titles.get(project, project), "day": date.fromisoformat(until)})
        for project, until in spoken.items()
        if until >= str(day)
    )
    if decisions:
        found.append(Sentence("Decisions that hold for all of them: {what}.", {"what": decisions}))
    cards = house.number(
        f"SELECT count(*) FROM core_card WHERE subject IN ({marks(members)}) AND state='live'", *members
    )
    found.append(counted("{n} card goes on.", "{n} cards go on.", cards))
    found.append(Sentence("Both numbers and all cards go on. It can be taken apart again, also later."))
    return found


def _named(member: Member) -> str:
    return f"{member.first_name} ({member.number})" if member.first_name else member.number
