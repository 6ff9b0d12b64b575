"""What a project asks of a household's enrolment, as a column of a spreadsheet says it: read in the words of three languages,
checked by the project, put into the decision that there is. A spreadsheet makes no decision and ends none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..domain.errors import NotUnderstood
from ..domain.fields import Term, kept, parts, said_answer, said_choices, typed_choices
from ..domain.ids import HouseholdId
from ..domain.project import Field
from ..domain.texts import Sentence, Text, Translate
from ..domain.typed_times import read_day
from ..house import House
from ..registry.enrolments import Enrolled, decisions
from ..registry.persons import folded
from .cells import NOBODY, clean, read_yes
from .people import reason

_BETWEEN = re.compile(r"[,;/\n+&]| (?:en|et|and) ", re.IGNORECASE)
_NO = re.compile(r"(?:(?:geen|zonder|pas de|sans|no|without)\s+|pas d['’]\s*)", re.IGNORECASE)

Told = dict[str, dict[str, str]]
"""By project, then by field code, as `domain.fields.kept` has them."""
Answer = tuple[str, tuple[Sentence, ...]]
"""(as it is kept, '' when nothing of it is; what of it is not, and why)"""
Check = Callable[[str, Mapping[str, str]], None]
"""(project, terms) -> nothing. Raises NotUnderstood: the project does not take them."""


class Terms:
    """Of one day. `there`: those that the file has a column for, and `titles` what those are called. `enrolling`: the project whose
    decision new ones get, ''. `own`: whether it is a household about which whoever takes the list over decides nothing."""

    def __init__(
        self, house: House, day: date, there: Mapping[str, Term], titles: Mapping[str, str], words: Sequence[Translate], check: Check,
        enrolling: str, own: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._house, self._day, self._there, self._titles, self._words = house, day, there, titles, words
        self._check, self._enrolling, self._own = check, enrolling, own
        self._read: dict[tuple[str, str], Answer] = {}

    def read(self, said: Mapping[str, str]) -> tuple[Told, list[Sentence]]:
        """(what is understood, and what is not): a remark leaves nobody out."""
        told: Told = {}
        lost: list[Sentence] = []
        for code, text in said.items():
            if (code, text) not in self._read:
                self._read[code, text] = self._understood(code, text)
            value, why = self._read[code, text]
            lost += why
            if value:
                told.setdefault(self._there[code].project.name, {})[code] = value
        return told, lost

    def _understood(self, code: str, text: str) -> Answer:
        """What is no answer to it, or what the project does not take, is said with its column."""
        term = self._there[code]
        try:
            value, strange, may = read_term(term.field, text, self._words)
            if value:
                self._check(term.project.name, {code: value})
        except NotUnderstood as error:
            value, strange, may = "", [clean(text)], reason(error)
        why = [
            Sentence(
                "{heading}: without {text}, which is not understood. {why}",
                {"heading": self._titles[code], "text": one[:60], "why": may},
            )
            for one in strange
        ]
        return value, tuple(why)

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
            if new and self._own(household):
                why.append(Sentence("your own household: a colleague changes its decision, here it stays as it was"))
            elif new:
                whole = decisions(self._house, household, decided.until_day)
                (noted,) = (one for one in whole if (one.project, one.from_day) == (project, decided.from_day))
                drafts.append(replace(noted, terms={**decided.terms, **new}))
                why += [self._instead(code, before.get(code, ""), value) for code, value in new.items()]
        return drafts, why

    def _instead(self, code: str, before: str, value: str) -> Sentence:
        term = self._there[code]
        return instead(term.title, *(said_answer(term.field, one) for one in (before, value)))

    def _undecided(self, project: str) -> Sentence:
        title = next(term.project.title for term in self._there.values() if term.project.name == project)
        return Sentence("there is no decision for {project} yet: its column is not kept", {"project": title})


def instead(what: Text, before: object, new: object) -> Sentence:
    """'address: Markt 1 → Markt 3'"""
    return Sentence("{what}: {before} → {new}", {"what": what, "before": before or "-", "new": new})


def read_term(field: Field, text: str, words: Sequence[Translate]) -> tuple[str, list[str], Sentence]:
    """(as `domain.fields.kept`, from a cell in any of these languages; what in it is no choice; what may be chosen). Raises
    NotUnderstood: no answer of another sort."""
    match field.type:
        case "choice" | "choices":
            codes, strange = _codes(field, text, words)
            said = {"field": field.title, "choices": tuple(said_choices(field).values())}
            return kept(field, ", ".join(codes)), strange, Sentence("{field} is one of: {choices}.", said)
        case "date":
            value = kept(field, str(read_day(text)) if "/" in text else text)
        case "yesno":
            value = "yes" if read_yes(text) else "no"
        case "number":
            value = kept(field, text.removesuffix("%").strip())
        case _:
            value = kept(field, clean(text))
    return value, [], Sentence("")


def _codes(field: Field, text: str, words: Sequence[Translate]) -> tuple[list[str], list[str]]:
    """(codes, what is none). Several may have a comma, a semicolon, a line or an 'en' between them; "geen vis" is fish where the
    question is what must not be there."""
    codes: dict[str, None] = {}
    strange: list[str] = []
    for part in _BETWEEN.split(text) if field.type == "choices" else [text]:
        said = _NO.sub("", part.strip()) if field.leaves_out else part.strip()
        meant = (typed_choices(field, said, say) for say in words)
        if code := next((code for code in meant if code in field.choices), None):
            codes[code] = None
        elif folded(said) not in NOBODY:
            strange.append(clean(part))
    return list(codes), strange


def _alike(field: Field, said: str, has: str) -> bool:
    return set(parts(field, said)) == set(parts(field, has)) if field.type == "choices" else clean(said) == clean(has)
