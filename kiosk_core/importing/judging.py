"""What the cells of a column say of the guess that its heading gave: a household's number is no word that strangers share, and
most names of a column have the family name first or they have not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..domain.texts import Sentence
from ..registry.persons import folded
from .columns import Header
from .names import family_first, first_in_front
from .spreadsheet import Line

LOOKED_THROUGH = 1_000
"""Lines of a list by which its columns are judged."""
NAMES = ("name", "first_name", "full_name", "family_first")
_COUNTED = re.compile(r"\b(?:kind|enfant|child|volw|adult|pers|gezinsl)")
"""Before or behind a number that says how many, as in 'kinderen: 2'."""
_SEVERAL = re.compile(r"1?\d(?:(?:, ?| ?[;/&] ?| (?:en|et|and) | )1?\d)+(?<!\d,[05])", re.ASCII)
"""Ages of several children, and not '4,0'."""
SMALL = 20
"""A number up to this one may be how many people they are."""


def judged(header: Header, lines: Sequence[Line], chosen: Mapping[str, str]) -> Header:
    """The guess, put right by what the first lines below it contradict; what a person chose stays."""
    below = [line for line in lines if line.number > header.line]
    if "household" in header.fields and "household" not in chosen and (said := _strangers(header, below)):
        fields = {field: place for field, place in header.fields.items() if field != "household"}
        header = replace(header, fields=fields, notes=(*header.notes, said))
    if "number" in header.fields and not {"number", "household"} & {*chosen} and "household" not in header.fields:
        header = _of_households(header, below)
    if "children" in header.fields and "children" not in chosen and "children_ages" not in header.fields:
        header = _of_ages(header, below)
    return header if set(NAMES) & set(chosen) else _turned(header, below)


def _of_households(header: Header, lines: Sequence[Line]) -> Header:
    """With its number read as a household's where it stands on the first line of each family only, and those below have its name."""
    place = header.fields["number"]
    first: Line | None = None
    below: list[tuple[Line, Line]] = []
    for line in lines:
        number = line.cells[place] if place < len(line.cells) else ""
        if number:
            first = line
        elif first is not None and _names(header, line):
            below.append((line, first))
    related = [line for line, first in below if _names(header, line) & _names(header, first)]
    if not related or 2 * len(related) <= len(below):
        return header
    note = Sentence(
        "{heading} is read as the number of a household: line {line} has none and is of the household above it. Is it not so? Then "
        "say that this column is the number.", {"heading": header.titles[place], "line": related[0].number},
    )  # fmt: skip
    fields = {("household" if name == "number" else name): at for name, at in header.fields.items()}
    return replace(header, fields=fields, notes=(*header.notes, note))


def _of_ages(header: Header, lines: Sequence[Line]) -> Header:
    """With its column of children read as their ages where it has '9, 11' about as often as one number."""
    place = header.fields["children"]
    said = [(line.number, line.cells[place]) for line in lines if place < len(line.cells)]
    several = [(line, cell) for line, cell in said if _SEVERAL.fullmatch(cell)]
    if len(several) < 2 or 2 * len(several) < sum(cell.isdigit() for _, cell in said):
        return header
    line, cell = several[0]
    told = {"heading": header.titles[place], "text": cell[:40], "line": line}
    note = Sentence(
        "{heading} is read as the ages of the children: line {line} says {text}. Is it not so? Then say that this column is the "
        "number of children.", told,
    )  # fmt: skip
    fields = {("children_ages" if name == "children" else name): at for name, at in header.fields.items()}
    return replace(header, fields=fields, notes=(*header.notes, note))


def _turned(header: Header, lines: Sequence[Line]) -> Header:
    """With its one column of whole names read family name first where most of them have it so."""
    fields = header.fields
    field = next((name for name in ("full_name", "name") if name in fields), None)
    if field is None or {"first_name", "call_name", "family_first"} & set(fields):
        return header
    place = fields[field]
    heading = header.titles[place]
    if folded(heading).startswith(("voornaam", "prenom")):
        return header
    example = family_first([line.cells[place] for line in lines if place < len(line.cells)])
    if example is None:
        return header
    told = {"heading": heading, "text": example[:40], "name": first_in_front(example)[:40]}
    said = Sentence(
        "{heading} is read with the family name first, as most lines have it: {text} is {name}. Is it not so? Then say that this "
        "column is the full name.", told,
    )  # fmt: skip
    turned = {("family_first" if name == field else name): at for name, at in fields.items()}
    return replace(header, fields=turned, notes=(*header.notes, said))


def _strangers(header: Header, lines: Sequence[Line]) -> Sentence | None:
    """Why the column is no household number: a word, or how many they are, that stands behind people of other names."""
    place = header.fields["household"]
    stands: dict[str, list[tuple[int, int, set[str]]]] = {}
    filled = [line for line in lines if place < len(line.cells) and line.cells[place]]
    for at, line in enumerate(filled):
        stands.setdefault(line.cells[place], []).append((at, line.number, _names(header, line)))
    for value, there in stands.items():
        named = [(line, names) for _, line, names in there if names]
        if len(named) < 2 or _of_one_family(value, [names for _, names in named]):
            continue
        apart = there[-1][0] - there[0][0] >= len(there)
        if not _is_code(value) or (apart and _is_small(value)):
            told = {"heading": header.titles[place], "text": value[:40], "line": named[0][0], "other": named[1][0]}
            return Sentence(
                "{heading} is not taken for the number of a household: {text} stands on lines {line} and {other}, which have "
                "different names. Is it one? Say so for that column.", told,
            )  # fmt: skip
    return None


def _names(header: Header, line: Line) -> set[str]:
    places = [header.fields[name] for name in NAMES if name in header.fields]
    return {word for place in places if place < len(line.cells) for word in folded(line.cells[place]).split()}


def _of_one_family(value: str, named: Sequence[set[str]]) -> bool:
    """They share a name, or one of them has the column's own word for a name."""
    return bool(set.intersection(*named) or set.union(*named) & set(folded(value).split()))


def _is_code(value: str) -> bool:
    return any(map(str.isdigit, value)) and not _COUNTED.search(folded(value))


def _is_small(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value[:3]) <= SMALL
