"""Which column says what: guessed from headings in three languages, corrected by whoever looks at the guess."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..domain.errors import NotUnderstood
from ..domain.fields import Term
from ..domain.texts import Sentence, Text
from ..registry.imports import Layout
from ..registry.persons import folded
from .spreadsheet import LOOKED_AT, MOST_COLUMNS, Line

MOST_CHILDREN = 20
NONE: Mapping[str, Any] = MappingProxyType({})
NO_HEADINGS = Sentence(
    "no column has a heading that is known. Say which is which, for instance: {example}.",
    {"example": "--column name=Naam"},
)
TITLES: dict[str, Sentence] = {
    "number": Sentence("Number"), "household": Sentence("Household"), "full_name": Sentence("Full name"),
    "name": Sentence("Name, or family name"), "family_first": Sentence("Full name, family name first"), "first_name": Sentence("First name"), "call_name": Sentence("Name on the screen"),
    "aliases": Sentence("Other names"), "born": Sentence("Date of birth"), "sex": Sentence("Sex"), "phone": Sentence("Phone"),
    "household_phone": Sentence("Household phone"), "address": Sentence("Address"), "house_number": Sentence("House number"),
    "postcode": Sentence("Postcode"), "town": Sentence("Town"), "adults": Sentence("Number of adults"),
    "children": Sentence("Number of children"), "children_born": Sentence("Birth years of the children"),
    "children_ages": Sentence("Ages of the children"), "persons": Sentence("Number of persons"), "partner": Sentence("Partner"),
    "partner_born": Sentence("Birth date of the partner"), "share": Sentence("Part share"),
    "other_number": Sentence("Number in another household"),
    "collective": Sentence("Collective housing"), "protected": Sentence("Protected"),
}  # fmt: skip
"""What a field is called on a screen; a child with columns of its own: see `child_titles`."""
_CHILD = re.compile(
    r"(?:kind|enfant|child) ?(?:n |no |nr )?(\d{1,2})|(\d{1,2})(?:er|e|eme|ste|de|st|nd|rd|th) (?:kind|enfant|child)\b"
)
_CHILD_FIELD = re.compile(r"child(\d{1,2})(?:_born)?")
AGES = re.compile(r"\b(?:leeftijd(?:en)?|leeft|lftd?|ages?)\b")
_CHILDREN = re.compile(r"\b(?:kind(?:eren)?|kids?|kdn|[dl]?enfants?|enf|child(?:rens?|s)?)\b")
_FIRST_OF = re.compile(r" 1$")
"""'GSM 1' beside a 'GSM 2'."""
_NUMBER = re.compile(r"\b(?:aantal|nombre|nbr?e?|number)\b")
"""A heading that says how many before how old: below it a number alone is how many."""
_BIRTH = ("geboorte", "geb", "naissance", "birth", "born", "datum", "date")


@dataclass(frozen=True, slots=True)
class Header:
    """`line`: its number. `titles`: as they stand. `fields`: place of the column by field ('name', 'child3_born')."""

    line: int
    titles: tuple[str, ...]
    fields: Mapping[str, int]
    examples: tuple[str, ...] = ()
    """Of each column the first cell below its heading that says something, as far as the beginning of the file has one."""
    terms: Mapping[str, Term] = made(default_factory=dict)
    """What projects ask of an enrolment, which a column may say too: by field code."""
    notes: tuple[Sentence, ...] = ()
    """What was found out about columns, beside what their headings say: for people."""

    def said(self, field: str) -> Text:
        """What a field is called on a screen."""
        return (
            self.terms[field].title if field in self.terms else TITLES.get(field) or child_titles(MOST_CHILDREN)[field]
        )

    @property
    def children(self) -> int:
        """How many children have columns of their own."""
        return max((int(found[1]) for field in self.fields if (found := _CHILD_FIELD.fullmatch(field))), default=0)

    @property
    def layout(self) -> Layout:
        return Layout(self.line, dict(self.fields))

    @property
    def unused(self) -> list[str]:
        """Columns that nothing is read from."""
        used = set(self.fields.values())
        return [title for place, title in enumerate(self.titles) if title and place not in used]


def child_titles(most: int) -> dict[str, Text]:
    """What the columns of the first `most` children are called on a screen: by field, 'child1' and 'child1_born'."""
    titles: dict[str, Text] = {}
    for n in range(1, min(most, MOST_CHILDREN) + 1):
        titles[f"child{n}"] = Sentence("Child {n}", {"n": n})
        titles[f"child{n}_born"] = Sentence("Birth date of child {n}", {"n": n})
    return titles


@cache
def headings() -> dict[str, str]:
    """Folded heading -> field."""
    found = tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf8"))
    return {folded(word): field for field, words in found.items() for word in words}


def find_header(
    lines: Iterable[Line], chosen: Mapping[str, str], terms: Mapping[str, Term] = NONE, called: Mapping[str, str] = NONE,
    before: Layout | None = None,
) -> Header:  # fmt: skip
    """The line of the first few that knows most headings, with the corrections `chosen`: field -> heading, '' for none.
    `terms`: what projects ask, by field code; `called`: folded heading -> such a code. `before`: how the same file was read when
    it was written, which stands in the place of any guess. Without fields where no heading is known: then it is the line with most
    cells.

    Raises NotUnderstood: there is no line, or a correction names what is not there."""
    wanted = {folded(title) for title in chosen.values() if title}
    begin = [line for line, _ in zip(lines, range(LOOKED_AT), strict=False)]
    cells = {line.number: line.cells for line in begin}

    def titles_of(line: Line) -> tuple[str, ...]:
        above = cells.get(line.number - 1, ())
        own = _filled(line.cells, above) if _guessed(above, called) else line.cells
        return tuple(_below(above, place, cell.strip()) for place, cell in enumerate(own))

    def known(line: Line) -> int:
        own = sum(folded(cell) in wanted for cell in titles_of(line) if cell)
        return 10 * own + len(_guessed(titles_of(line), called))

    best = next((line for line in begin if before and line.number == before.headings), None)
    if best is None:
        best = max(begin, key=known, default=None)
        if best is None:
            raise NotUnderstood(why=NO_HEADINGS)
        if not known(best):
            best = max(begin, key=lambda line: sum(map(bool, line.cells)))
    titles = titles_of(best)
    below = [line.cells for line in begin if line.number > best.number]
    examples = tuple(next((c[place] for c in below if place < len(c) and c[place]), "") for place in range(len(titles)))
    fields = _as_before(before, terms) if before else _guessed(titles, called)
    return Header(best.number, titles, corrected(titles, fields, chosen, terms), examples, terms)


def _as_before(before: Layout, terms: Iterable[str]) -> dict[str, int]:
    """Without what a project asked that does not ask it any more."""
    known = {*TITLES, *child_titles(MOST_CHILDREN), *terms}
    return {field: place for field, place in before.columns.items() if field in known}


def _filled(cells: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """Headings on two lines: a cell that goes over both, 'Téléphone', has its words on the upper one."""
    return [one or over for one, over in zip_longest(cells, above, fillvalue="")]


def _below(above: Sequence[str], place: int, title: str) -> str:
    """What a heading says below a cell that stands over several: 'Kind 1' over 'Naam' and 'Geb.datum', 'Gezin' over 'Nr.'."""
    over = next((cell.strip() for cell in reversed(above[: place + 1]) if cell.strip()), "")
    child = _CHILD.fullmatch(folded(over)) and not _CHILD.search(folded(title))
    household = _field_of(folded(over)) == "household" and _field_of(folded(title)) == "number"
    return f"{over} {title}" if title and (child or household) else title


def looks_like_headings(
    lines: Iterable[Line], chosen: Mapping[str, str] = NONE, called: Mapping[str, str] = NONE
) -> bool:
    """Whether one of the first lines has two headings that are known, or one that somebody named."""
    wanted = {folded(title) for title in chosen.values() if title}
    return any(
        len(_guessed(line.cells, called)) > 1 or any(folded(cell) in wanted for cell in line.cells) for line in lines
    )


def _guessed(titles: Sequence[str], called: Mapping[str, str]) -> dict[str, int]:
    """The first column that may be a field is it. A birth behind a child or a partner is theirs, and a number behind a street its."""
    found: dict[str, int] = {}
    before = ""
    for place, title in enumerate(titles):
        field = _field_of(name := folded(title)) or called.get(name) or ""
        if field == "born" and (
            before == "partner" or (_CHILD_FIELD.fullmatch(before) and not before.endswith("_born"))
        ):
            field = f"{before}_born"
        elif field == "number" and before == "address":
            field = "house_number"
        if field:
            found.setdefault(field, place)
        before = field
    return found


def _field_of(title: str) -> str | None:
    if child := _CHILD.search(title):
        place = int(child[1] or child[2])
        birth = any(word in title for word in _BIRTH)
        return f"child{place}{'_born' * birth}" if 1 <= place <= MOST_CHILDREN else None
    if AGES.search(title) and _CHILDREN.search(title):
        return "children" if _NUMBER.search(title) else "children_ages"
    return headings().get(title) or headings().get(_FIRST_OF.sub("", title)) or _of_words(title)


def _of_words(title: str) -> str | None:
    """'Tel./GSM', 'Gezinsgrootte (pers.)': every word is one that headings of the field have, and one of them says it alone."""
    words = title.split()
    fits = [field for field, known in _vocabulary().items() if known.issuperset(words)]
    alone = [field for field in fits if any(headings().get(word) == field for word in words)]
    return alone[0] if len(words) > 1 and len(alone) == 1 else None


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    """Field -> the words of which its headings are made."""
    words: dict[str, set[str]] = {}
    for title, field in headings().items():
        words.setdefault(field, set()).update(title.split())
    return {field: frozenset(known) for field, known in words.items()}


def place_of(titles: Sequence[str], typed: str) -> int | None:
    """A column by its heading, the beginning of one, or the letter that a spreadsheet program shows above it ('c')."""
    words = [folded(title) for title in titles]
    if (said := folded(typed)) in words:
        return words.index(said)
    if place := letters().get(typed.strip().upper()):
        return place - 1
    begins = [place for place, title in enumerate(words) if said and title.startswith(said)]
    return begins[0] if len(begins) == 1 else None


@cache
def letters() -> dict[str, int]:
    """'A' -> 1, 'Z' -> 26, 'AA' -> 27, as far as columns are read."""
    alphabet = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    names = [*alphabet, *(first + second for first in alphabet for second in alphabet)]
    return {name: place for place, name in enumerate(names[:MOST_COLUMNS], 1)}


def corrected(
    titles: Sequence[str], guessed: dict[str, int], chosen: Mapping[str, str], terms: Iterable[str] = ()
) -> dict[str, int]:
    """The place of each field's column, with what a person says of it: field -> heading, '' for none. Raises NotUnderstood."""
    for field, title in chosen.items():
        if field not in TITLES and field not in terms and field not in child_titles(MOST_CHILDREN):
            names = ", ".join((*TITLES, *child_titles(1), *terms))
            raise NotUnderstood(why=Sentence("a column is one of: {names}.", {"names": names}))
        guessed.pop(field, None)
        if not title:
            continue
        place = place_of(titles, title)
        if place is None:
            names = ", ".join(title for title in titles if title)
            raise NotUnderstood(
                why=Sentence("no column is called {title}. There are: {names}.", {"title": title, "names": names})
            )
        guessed = {other: at for other, at in guessed.items() if at != place}
        guessed[field] = place
    return guessed
