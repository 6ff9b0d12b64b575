"""Everybody who belongs to a household, one line a person, as a table that an import reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.births import read_birth
from ..domain.fields import Term, household_terms, said_answer
from ..domain.project import Project
from ..domain.texts import Sentence
from ..house import House, speaks
from .sheets import Cell, Column, Sheet

PEOPLE = (
    Column("number", Sentence("Number"), Sentence("The person's number; it begins with that of the household.")),
    Column("household", Sentence("Household"), Sentence("People who eat together have the same number here.")),
    Column("full_name", Sentence("Full name"), Sentence("As it was registered; empty when it is not known.")),
    Column("call_name", Sentence("Name on the screen"), Sentence("What volunteers see at the counter.")),
    Column("aliases", Sentence("Other names"), Sentence("Names by which the person is found too.")),
    Column("born", Sentence("Date of birth"), Sentence("As exactly as is known: a day, a month, a year, or an age."), "date"),
    Column("sex", Sentence("Sex"), Sentence("v, m or x; empty when it is not said.")),
    Column("phone", Sentence("Phone"), Sentence("Of the person.")),
    Column("share", Sentence("Part share"), Sentence("Yes: the person also belongs to another household.")),
    Column("other_number", Sentence("Number in another household"), Sentence("Of a person who belongs to several.")),
    Column("household_phone", Sentence("Household phone"), Sentence("Of the household.")),
    Column("address", Sentence("Address"), Sentence("Of the household.")),
    Column("collective", Sentence("Collective housing"), Sentence("Yes: the address says nothing of who lives together.")),
    Column("protected", Sentence("Protected"), Sentence("Yes: the address is for the coordinator only.")),
)  # fmt: skip
YES = Sentence("yes")


def clients_sheet(house: House, day: date, *, protected: bool, projects: Mapping[str, Project]) -> Sheet:
    """As it holds on that day, by number. `protected`: with the households whose address is the coordinator's only."""
    enrolling = {name: one for name, one in sorted(projects.items()) if one.services}
    until = [
        Column(
            f"until_{name}",
            Sentence("{project}: until", {"project": one.title}),
            Sentence(
                "Last day of the decision about this project that holds, or else begins next; an import does not read it."
            ),
            "date",
        )
        for name, one in enrolling.items()
    ]
    terms = household_terms(projects)
    asked = [Column(code, term.title, term.field.why) for code, term in terms.items()]
    rows = _rows(house, str(day), protected, list(enrolling), terms)
    return Sheet(Sentence("Clients"), (*PEOPLE, *until, *asked), rows)


@dataclass(frozen=True, slots=True)
class _Decided:
    """The decisions that speak on a day: (client, project) -> last day, and what was answered."""

    until: Mapping[tuple[str, str], date]
    terms: Mapping[tuple[str, str], Mapping[str, object]]

    def said(self, household: str, asked: Mapping[str, Term]) -> Iterable[Cell]:
        for code, term in asked.items():
            terms = self.terms.get((household, term.project.name), {})
            yield said_answer(term.field, str(terms.get(code, "")))


def _decided(house: House, day: str) -> _Decided:
    found = house.rows(
        f"SELECT subject, project, until_day, terms FROM core_enrolment e WHERE {speaks('?1', 'e')}", day
    )
    return _Decided(
        {(whose, project): date.fromisoformat(last) for whose, project, last, _ in found},
        {(whose, project): json.loads(said) for whose, project, _, said in found if said and said != "{}"},
    )


def _rows(
    house: House, day: str, protected: bool, projects: Sequence[str], asked: Mapping[str, Term]
) -> list[tuple[Cell, ...]]:
    decided = _decided(house, day)
    found = house.rows(
        "SELECT m.subject, m.household, m.number, h.number, p.name, p.first_name, p.aliases, p.born, p.sex, p.phone, m.share, "
        "h.phone, h.address, h.collective, h.protected FROM core_member m JOIN core_household h ON h.subject=m.household "
        "JOIN core_person p ON p.subject=m.subject WHERE m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) "
        "AND (? OR NOT h.protected) ORDER BY length(h.number), h.number, m.place", day, day, protected,
    )  # fmt: skip
    numbers: dict[str, list[str]] = {}
    for person, _, number, *_ in found:
        numbers.setdefault(person, []).append(number)
    return [
        (
            number, home, name, first, aliases, _born(born, day), sex, phone, _yes(share == "part"),
            ", ".join(one for one in numbers[person] if one != number) or None, home_phone, address, _yes(collective), _yes(shy),
            *(decided.until.get((person, project)) or decided.until.get((household, project)) for project in projects),
            *decided.said(household, asked),
        )
        for person, household, number, home, name, first, aliases, born, sex, phone, share,
            home_phone, address, collective, shy in found
    ]  # fmt: skip


def _born(text: str | None, day: str) -> Cell:
    """A whole day is a day, an age how old they are on that day; what is known less exactly is text."""
    birth = read_birth(text)
    if birth and text and "@" in text:
        today = date.fromisoformat(day)
        return Sentence("{ages} years", {"ages": birth.ages(today) if birth.vague else birth.age(today)})
    return date.fromisoformat(text) if text and len(text) == len("1984-02-01") else text


def _yes(mark: object) -> Cell:
    return YES if mark else None
