"""The register of processing (GDPR art. 30), from what core and plugins declare: what is asked and kept of whom, what for,
how long, who reads it. A new plugin is in it without a change here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from kiosk_core.domain.ids import VolunteerId
from kiosk_core.domain.project import Project
from kiosk_core.domain.receipts import Block, Line
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.journal.kinds import types_in
from kiosk_core.journal.own import OWN
from kiosk_core.registry.rights import RIGHTS, ROLES

from .readable import Readable
from .retention import TITLES


@dataclass(frozen=True, slots=True)
class Held:
    """One kind that says something of somebody. `of`: client or volunteer. `fields`: (name, words, whether it goes when they are
    forgotten); words None: the program's own."""

    kind: str
    title: Text
    keep: str
    of: str
    fields: tuple[tuple[str, Text | None, bool], ...]


@dataclass(frozen=True, slots=True)
class Processing:
    """One project: what for (`services`), what is asked and why, what is kept."""

    project: str
    title: Text
    services: tuple[Text, ...]
    questions: tuple[tuple[str, Text, Text], ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """`years`: by retention class; 0 is no term. `rules`: numbers of the selection rules that the house follows."""

    house: str
    contact: str
    processings: tuple[Processing, ...]
    years: Mapping[str, int]
    rules: Mapping[str, str]
    encrypted: bool = True


def processings(projects: Mapping[str, Project]) -> tuple[Processing, ...]:
    """By name, the core first; a project that keeps nothing of anybody has no kinds in it."""
    words = Readable(projects)
    named = sorted(projects.values(), key=lambda project: (project.name != "core", project.name))
    return tuple(
        Processing(
            project.name, project.title, tuple(service.title for service in project.services),
            tuple((field.code, field.title, field.why) for field in project.fields),
            tuple(held for kind in _kinds(project) if (held := _held(kind, words))),
        )
        for project in named
    )  # fmt: skip


def _kinds(project: Project) -> tuple[Any, ...]:
    """The journal's own kinds are the core's."""
    return (*project.kinds, *(OWN if project.name == "core" else ()))


def _held(kind: Any, words: Readable) -> Held | None:
    """None: it says nothing of anybody."""
    own = kind.SUBJECT
    if not own.metadata["personal"] and not any(of and of != own.name for of in kind.OWNERS.values()):
        return None if kind.KEEP != "notes" else _of(kind, words, "client")
    is_volunteer = VolunteerId in types_in(get_type_hints(kind)[own.name])
    return _of(kind, words, "volunteer" if is_volunteer else "client")


def _of(kind: Any, words: Readable, of: str) -> Held:
    named = tuple((name, words.label(kind.KIND, name), owner is not None) for name, owner in kind.OWNERS.items())
    return Held(kind.KIND, words.title(kind.KIND), kind.KEEP, of, named)


# ---- as a page ----


def blocks(register: Register) -> tuple[Block, ...]:
    parts = [Line(Sentence("Register of processing"), style="large"), Line(register.house, style="strong")]
    parts.append(
        Line(Sentence("Made from what the program and its projects declare (GDPR article 30)."), style="small")
    )
    for title, lines in _chapters(register):
        parts += [Line(""), Line(title, style="strong"), *map(Line, lines)]
    return (Block("body", tuple(parts)),)


def _chapters(register: Register) -> Iterator[tuple[Text, Iterable[Text]]]:
    contact: Text = register.contact or Sentence("not filled in: setting core.privacy_contact")
    yield (
        Sentence("Who is responsible"),
        [register.house, Sentence("Data protection contact: {contact}", {"contact": contact})],
    )
    yield Sentence("On which ground"), [Sentence("Public task (GDPR article 6.1.e and 6.1.c), not consent.")]
    for one in register.processings:
        yield one.title, _project(one, register)
    yield Sentence("Who reads it"), _readers()
    yield (
        Sentence("Outside the house"),
        [
            Sentence("Nothing leaves this house by itself. What a coordinator exports or prints is theirs to guard."),
            Sentence("The program sends nothing to anybody, so nothing to a country outside the European Union."),
        ],
    )
    yield (
        Sentence("How it is protected"),
        [
            Sentence("Everything lies encrypted on this computer, and in its backups.")
            if register.encrypted
            else Sentence("NOT encrypted on this computer: this house was started without encryption."),
            Sentence("Everybody signs in with an own PIN; rights are by role; who looks leaves a trace."),
            Sentence("Who is forgotten leaves every file; older backups are thinned out."),
        ],
    )


def _project(one: Processing, register: Register) -> Iterator[Text]:
    if one.services:
        yield Sentence("What for: {what}", {"what": one.services})
    for _, title, why in one.questions:
        yield Sentence("Asked: {title}. {why}", {"title": title, "why": why})
    for keep in TITLES:
        kinds = [held for held in one.held if held.keep == keep]
        if kinds:
            yield _term(keep, register)
        yield from map(_line, kinds)


def _line(held: Held) -> Sentence:
    whose = Sentence("volunteers") if held.of == "volunteer" else Sentence("clients")
    fields = tuple(words for _, words, _ in held.fields if words is not None)
    known = {"what": held.title, "whose": whose, "fields": fields}
    return Sentence("- {what} ({whose}): {fields}", known) if fields else Sentence("- {what} ({whose})", known)


def _term(keep: str, register: Register) -> Text:
    years, rule = register.years.get(keep), register.rules.get(keep)
    term: Text = counted("{n} year", "{n} years", years) if years else Sentence("as long as it is needed")
    known = {"class_": TITLES[keep], "term": term, "rule": rule or Sentence("none yet")}
    return Sentence("{class_}: {term}. Selection rule: {rule}.", known)


def _readers() -> Iterator[Text]:
    yield Sentence("At the counter everybody sees: the answer, first names, how many persons, what to hand over.")
    roles = tuple(says for role, says in ROLES.items() if role in RIGHTS["dossier"])
    yield Sentence("A client's page: {roles}", {"roles": roles})


def as_json(register: Register, said: Callable[[Text], str]) -> dict[str, Any]:
    return {
        "house": register.house, "contact": register.contact or None,
        "processings": [
            {
                "project": one.project, "title": said(one.title), "services": [said(text) for text in one.services],
                "questions": [{"code": code, "title": said(t), "why": said(why)} for code, t, why in one.questions],
                "kinds": [
                    {
                        "kind": held.kind, "title": said(held.title), "class": held.keep, "of": held.of,
                        "fields": [
                            {"name": name, "label": said(label) if label else None, "personal": theirs}
                            for name, label, theirs in held.fields
                        ],
                    }
                    for held in one.held
                ],
            }
            for one in register.processings
        ],
        "kept": [{"class": keep, "years": register.years.get(keep), "rule": register.rules.get(keep)} for keep in TITLES],
    }  # fmt: skip
