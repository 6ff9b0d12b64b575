"""Answers to the questions that plugins ask about a client: as they are typed, as they are kept, as they are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .errors import NotUnderstood
from .letters import meant
from .project import Field, Project
from .texts import Sentence, Text, Translate

YES, NO = Sentence("yes"), Sentence("no")


@dataclass(frozen=True, slots=True)
class Term:
    """What a project asks of a household's enrolment, as a column of a spreadsheet."""

    project: Project
    field: Field

    @property
    def title(self) -> Sentence:
        return Sentence("{project}: {field}", {"project": self.project.title, "field": self.field.title})


def household_terms(projects: Mapping[str, Project]) -> dict[str, Term]:
    """By field code, of those projects that serve households, by name."""
    return {
        field.code: Term(project, field)
        for _, project in sorted(projects.items())
        if project.services and project.services[0].serves == "household"
        for field in project.fields
        if field.of == "enrolment"
    }


def kept_answers(fields: Iterable[Field], given: Mapping[str, object], project: str = "") -> dict[str, object]:
    """Answers by field code as they are stored; `project`: whose fields may be named without their prefix.

    Raises NotUnderstood: a field that is not among these, or an answer that is none."""
    known = {field.code: field for field in fields}
    full = {code if code in known or not project else f"{project}.{code}": value for code, value in given.items()}
    for code in full:
        if code not in known:
            raise NotUnderstood(why=Sentence("{field} is not asked here.", {"field": code}))
    return {code: kept(known[code], str(value)) for code, value in full.items()}


def kept(field: Field, answer: str) -> str:
    """A number as digits, a date as 2026-11-25, 'yes' or 'no', choices by their codes with a comma between.

    Raises NotUnderstood."""
    match field.type:
        case "number":
            fits = answer.strip().isascii() and answer.strip().isdigit()
        case "date":
            fits = _is_date(answer)
        case "yesno":
            fits = answer in ("yes", "no")
        case "choice" | "choices":
            return ", ".join(_choice(field, part) for part in parts(field, answer))
        case _:
            fits = True
    if not fits:
        raise NotUnderstood(why=Sentence("{field}: this is no answer to it.", {"field": field.title}))
    return answer.strip()


def parts(field: Field, answer: str) -> list[str]:
    """Several choices have a comma between them."""
    told = answer.split(",") if field.type == "choices" else [answer]
    return [part.strip() for part in told if part.strip()]


def _choice(field: Field, word: str) -> str:
    if field.choices and word not in field.choices:
        said = {"field": field.code, "choices": ", ".join(field.choices)}
        raise NotUnderstood(why=Sentence("{field} is one of: {choices}.", said))
    return word


def _is_date(answer: str) -> bool:
    try:
        date.fromisoformat(answer.strip())
    except ValueError:
        return False
    return True


def said_choices(field: Field) -> dict[str, Text]:
    """What each choice is called; its own code where the plugin gave no words."""
    if field.type == "yesno":
        return {"yes": YES, "no": NO}
    return dict(field.choices) if isinstance(field.choices, Mapping) else {code: code for code in field.choices}


def said_answer(field: Field, kept: str) -> Text:
    """A kept answer in words; a choice that is none any more stays as it is."""
    words = said_choices(field)
    if not words or not kept:
        return kept
    return Sentence("{all}", {"all": tuple(words.get(code, code) for code in parts(field, kept))})


def said_terms(project: Project | None, terms: Mapping[str, object]) -> list[Sentence]:
    """What a decision says in answer to the project's questions, in its order; nothing of a project that is not here."""
    return [
        Sentence("{label}: {said}", {"label": field.title, "said": said_answer(field, str(terms[field.code]))})
        for field in (project.fields if project else ())
        if field.of == "enrolment" and field.code in terms
    ]


def typed_choices(field: Field, typed: str, say: Translate) -> str:
    """Codes of what somebody typed in the words of the screen, or the beginning of one. What fits none, or more than
    one, stays as it is: then `kept` says what is possible."""
    words = {code: say(text) for code, text in said_choices(field).items()}
    return ", ".join(meant(words, part) for part in parts(field, typed))
