"""What a project asks of a household's enrolment, as a column of a spreadsheet says it: read in the words of three languages,
checked by the project, put into the decision that there is. A spreadsheet makes no decision and ends none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..domain.errors import NotUnderstood
from ..domain.fields import Term, kept, parts, said_choices, typed_choices
from ..domain.ids import HouseholdId
from ..domain.project import Field
from ..domain.texts import Sentence, Translate
from ..domain.typed_times import read_day
from ..house import House
from ..registry.enrolments import Enrolled, decisions
from .cells import clean, read_yes

Told = dict[str, dict[str, str]]
"""By project, then by field code, as `domain.fields.kept` has them."""
Check = Callable[[str, Mapping[str, str]], None]
"""(project, terms) -> nothing. Raises NotUnderstood: the project does not take them."""


class Terms:
    """Of one day. `there`: those that the file has a column for. `enrolling`: the project whose decision new ones get, ''."""

    def __init__(
        self, house: House, day: date, there: Mapping[str, Term], words: Sequence[Translate], check: Check, enrolling: str
    ) -> None:  # fmt: skip
        self._house, self._day, self._there, self._words = house, day, there, words
        self._check, self._enrolling = check, enrolling
        self._read: dict[tuple[str, str], str] = {}

    def read(self, said: Mapping[str, str]) -> Told:
        """Raises NotUnderstood: no answer to it, or the project does not take it."""
        told: Told = {}
        for code, text in said.items():
            term = self._there[code]
            if (code, text) not in self._read:
                value = read_term(term.field, text, self._words)
                self._check(term.project.name, {code: value})
                self._read[code, text] = value
            told.setdefault(term.project.name, {})[code] = self._read[code, text]
        return told

    def of_new(self, told: Told) -> tuple[Mapping[str, object], list[Sentence]]:
        """(the terms of the decision that comes with the list, what is not kept and why)"""
        return told.get(self._enrolling, {}), [self._undecided(name) for name in told if name != self._enrolling]

    def of_known(self, household: HouseholdId, told: Told) -> tuple[list[Enrolled], list[Sentence]]:
        """(the same decisions with their new terms, what changes or is not kept). Whatever else was decided stays as it is."""
        drafts: list[Enrolled] = []
        why: list[Sentence] = []
        for project, terms in told.items():
            decided = self._house.enrolment(household, project, self._day)
            if decided is None:
                why.append(self._undecided(project))
                continue
            before = {code: str(value) for code, value in decided.terms.items()}
            new = {c: v for c, v in terms.items() if not _alike(self._there[c].field, v, before.get(c, ""))}
            if new:
                whole = decisions(self._house, household, decided.until_day)
                (noted,) = (one for one in whole if (one.project, one.from_day) == (project, decided.from_day))
                drafts.append(replace(noted, terms={**decided.terms, **new}))
                why += [self._there[code].title for code in new]
        return drafts, why

    def _undecided(self, project: str) -> Sentence:
        title = next(term.project.title for term in self._there.values() if term.project.name == project)
        return Sentence("there is no decision for {project} yet: its column is not kept", {"project": title})


def read_term(field: Field, text: str, words: Sequence[Translate]) -> str:
    """As `domain.fields.kept`, from a cell in any of these languages. Raises NotUnderstood."""
    match field.type:
        case "choice" | "choices":
            return kept(field, _codes(field, text, words))
        case "date":
            return kept(field, str(read_day(text)) if "/" in text else text)
        case "yesno":
            return "yes" if read_yes(text) else "no"
        case "number":
            return kept(field, text.removesuffix("%").strip())
        case _:
            return kept(field, clean(text))


def _codes(field: Field, text: str, words: Sequence[Translate]) -> str:
    """Several may have a comma, a semicolon or a line between them."""
    typed = ",".join(re.split(r"[;/\n+]", text)) if field.type == "choices" else text
    for say in words:
        codes = typed_choices(field, typed, say)
        if set(parts(field, codes)) <= set(field.choices):
            return codes
    said = {"field": field.title, "choices": tuple(said_choices(field).values())}
    raise NotUnderstood(why=Sentence("{field} is one of: {choices}.", said))


def _alike(field: Field, said: str, has: str) -> bool:
    return set(parts(field, said)) == set(parts(field, has)) if field.type == "choices" else clean(said) == clean(has)
