"""The copy that a person takes home: what is known now, what happened, who looked, how long it stays, as lines of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk_core.domain.receipts import Block, Line
from kiosk_core.domain.texts import Sentence, Text, counted

from .dossier import Detail, Entry, Look
from .notice import Notice, about
from .page import KnownCard


@dataclass(frozen=True, slots=True)
class Named:
    """A member of the household. `display`: '' where the name is not this reader's to see."""

    number: str
    display: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a class is kept. `years`: 0 or None: for as long as it is needed. `rule`: the selection rule's number."""

    keep: str
    years: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """`known`: what the registry says now. `project_titles`: by name. `open`: projects where something lies open. `notice`:
    what everybody is told who is enrolled."""

    number: str
    display: str
    house: str
    day: date
    known: tuple[Detail, ...]
    members: tuple[Named, ...]
    cards: tuple[KnownCard, ...]
    entries: tuple[Entry, ...]
    looks: tuple[Look, ...]
    open: tuple[Text, ...]
    kept: tuple[Kept, ...]
    project_titles: dict[str, Text]
    notice: Notice

    @property
    def typed(self) -> int:
        """How many fields hold words that somebody typed: to be read before the copy is given."""
        return sum(d.typed and d.name not in REGISTRY for e in self.entries for d in e.details)


REGISTRY = ("name", "first_name", "aliases", "born", "sex", "phone", "address", "number", "code")
"""Personal fields in which nothing stands about anybody else."""
CLASSES: dict[str, Sentence] = {
    "registry": Sentence("Who you are and what was decided for you"),
    "visits": Sentence("What you came for"),
    "money": Sentence("What was paid or is owed"),
    "audit": Sentence("Who looked at your data"),
    "volunteers": Sentence("What you do here as a volunteer"),
    "notes": Sentence("Notes and signals"),
    "house": Sentence("What was taken back"),
}
CARD_STATES = {"live": Sentence("works"), "lost": Sentence("was lost"), "withdrawn": Sentence("was withdrawn")}


def blocks(dossier: Dossier) -> tuple[Block, ...]:
    """For a page of A4, or as lines on a terminal: what belongs together is one block."""
    head = (
        Line(Sentence("What {house} keeps about you", {"house": dossier.house}), style="large"),
        Line(dossier.number, style="strong"),
        Line(Sentence("Made on {day}", {"day": dossier.day}), style="small"),
    )
    made = [Block("body", head)]
    for title, entries in _chapters(dossier):
        above: tuple[Line, ...] = (Line(""), Line(title, style="strong"))
        for lines in entries:
            if lines:
                made.append(Block("body", (*above, *lines), whole=True))
                above = ()
    return tuple(made)


def _chapters(dossier: Dossier) -> Iterator[tuple[Text, Iterable[Sequence[Line]]]]:
    """Each with its title and what of it stays on one page."""
    yield Sentence("Who you are"), [[_pair(one.label, one.said) for one in dossier.known if one.label is not None]]
    yield Sentence("Your household"), [[Line(f"{one.number}  {one.display}") for one in dossier.members]]
    yield (
        Sentence("Your cards"),
        [
            [
                Line(f"{card.client}  …{card.code[-5:]}", CARD_STATES.get(card.state, card.state))
                for card in dossier.cards
            ]
        ],
    )
    for project in dict.fromkeys(entry.kind.partition(".")[0] for entry in dossier.entries):
        mine = [entry for entry in dossier.entries if entry.kind.partition(".")[0] == project]
        yield dossier.project_titles.get(project, project), (list(_entry(entry)) for entry in mine)
    yield Sentence("Not finished yet"), ([Line(title)] for title in dossier.open)
    yield Sentence("Who looked"), ([_look(one)] for one in dossier.looks)
    yield Sentence("How long it is kept"), [[_pair(CLASSES[one.keep], _term(one)) for one in dossier.kept]]
    *why, whom = about(dossier.notice)
    for title, lines in (*why, (Sentence("Your rights"), RIGHTS), whom):
        yield title, [list(map(Line, lines))]


RIGHTS = (
    Sentence("Something is wrong? Ask us to change it."),
    Sentence("You do not want us to keep it any longer? Ask us to erase it. We say what must stay, and why."),
    Sentence("What belongs to somebody else is not in this copy."),
)


def _entry(entry: Entry) -> Iterator[Line]:
    title: Text = entry.title
    if entry.undone:
        title = Sentence("{title} (taken back)", {"title": title})
    yield Line(Sentence("{day}  {title}", {"day": entry.day, "title": title}), entry.about)
    for detail in entry.details:
        if detail.label is not None:
            yield _pair(detail.label, detail.said)


def _pair(label: Text | None, said: Text) -> Line:
    return Line(Sentence("      {label}: {said}", {"label": label, "said": said}))


def _look(look: Look) -> Line:
    who: Text = look.who or Sentence("somebody who no longer works here")
    return Line(Sentence("{day}  {who}: {what}", {"day": look.day, "who": who, "what": look.said}), look.about)


def _term(kept: Kept) -> Text:
    if not kept.years:
        return Sentence("as long as it is needed, or until you ask to erase it")
    years = counted("{n} year", "{n} years", kept.years)
    return Sentence("{years} (rule {rule})", {"years": years, "rule": kept.rule}) if kept.rule else years


def as_json(dossier: Dossier, said: Callable[[Text], str]) -> dict[str, Any]:
    """`said`: turns a text into the reader's language."""
    return {
        "number": dossier.number, "display": dossier.display, "day": str(dossier.day),
        "known": [_detail_json(one, said) for one in dossier.known],
        "members": [{"number": one.number, "display": one.display} for one in dossier.members],
        "cards": [{"code": one.code, "client": one.client, "state": one.state} for one in dossier.cards],
        "entries": [
            {
                "id": one.id, "day": str(one.day), "about": one.about, "kind": one.kind, "title": said(one.title),
                "class": one.keep, "undone": one.undone, "fields": [_detail_json(d, said) for d in one.details],
            }
            for one in dossier.entries
        ],
        "looks": [
            {"day": str(one.day), "about": one.about, "who": one.who or None, "part": one.part} for one in dossier.looks
        ],
        "open": [said(one) for one in dossier.open],
        "kept": [{"class": one.keep, "years": one.years, "rule": one.rule or None} for one in dossier.kept],
    }  # fmt: skip


def _detail_json(detail: Detail, said: Callable[[Text], str]) -> dict[str, Any]:
    value = str(detail.value) if isinstance(detail.value, date) else detail.value
    return {
        "name": detail.name,
        "value": value,
        "label": said(detail.label) if detail.label else None,
        "said": said(detail.said),
    }
