"""What is stored, in words a person understands: from what each plugin says its kinds, fields and values are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk_core.domain.births import said_age
from kiosk_core.domain.fields import NO, YES, said_answer
from kiosk_core.domain.ids import Cents, Grams
from kiosk_core.domain.project import Field, Project
from kiosk_core.domain.texts import Money, Sentence, Text

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)", re.ASCII)
"""A birth date as it is stored; the last days of a month stay as they are written."""


@dataclass(frozen=True, slots=True)
class Readable:
    """`codes`: what services, projects, purposes and means of payment are called. `questions`: fields by code."""

    projects: Mapping[str, Project]
    codes: dict[str, Text] = field(default_factory=dict)
    questions: dict[str, Field] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for project in self.projects.values():
            self.codes[project.name] = project.title
            self.codes.update({service.code: service.title for service in project.services})
            self.codes.update({purpose.code: purpose.title for purpose in project.purposes})
            self.codes.update({tender.code: tender.title for tender in project.tenders})
            for question in project.fields:
                self.questions[question.code] = question
                self.codes[question.code] = question.title

    def title(self, kind: str) -> Text:
        """What happened; the kind's bare name where nobody has words for it."""
        return self._says(kind).get(kind) or kind

    def tells_nothing(self, kind: str) -> bool:
        """Its project says what it keeps of people, and has no words for this: the house's own, as a day's closing."""
        says = self._says(kind)
        return bool(says) and says.get(kind) is None

    def label(self, kind: str, name: str) -> Text | None:
        """What a field is called; None: it is the program's own and tells a person nothing."""
        says = self._says(kind)
        for key in (f"{kind}.{name}", name):
            if key in says:
                return says[key]
        return name

    def value(self, kind: str, name: str, value: Any, types: tuple[Any, ...] = ()) -> Text:
        """`types`: the plain types of the field (kinds.types_in), of which cents and grams are said as such."""
        match value:
            case bool():
                return YES if value else NO
            case date():
                return Sentence("{said}", {"said": value})
            case int() if Cents in types:
                return Sentence("{said}", {"said": Money(Cents(value))})
            case int() if Grams in types:
                return Sentence("{n} g", {"n": value})
            case list() | tuple():
                return Sentence("{said}", {"said": tuple(self.value(kind, name, one, types) for one in value)})
            case dict():
                return Sentence("{said}", {"said": tuple(self._pair(kind, name, *one, types) for one in value.items())})
            case str() if _DAY.fullmatch(value):
                return Sentence("{said}", {"said": date.fromisoformat(value)})
            case str() if age := said_age(value):
                return age
            case str():
                return self._word(kind, name, value)
        return str(value)

    def answer(self, code: str, value: str) -> Text:
        """An answer to a plugin's question, in the words of the question."""
        question = self.questions.get(code)
        return said_answer(question, value) if question else value

    def _pair(self, kind: str, name: str, key: str, value: Any, types: tuple[Any, ...]) -> Text:
        known = key in self.questions and isinstance(value, str)
        said = self.answer(key, value) if known else self.value(kind, name, value, types)
        return Sentence("{label}: {said}", {"label": self._word(kind, name, key), "said": said})

    def _word(self, kind: str, name: str, value: str) -> Text:
        return self._says(kind).get(f"{name}={value}") or self.codes.get(value) or value

    def _says(self, kind: str) -> Mapping[str, Sentence | None]:
        project = self.projects.get(kind.partition(".")[0])
        return project.says if project else {}
