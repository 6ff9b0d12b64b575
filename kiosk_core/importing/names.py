"""Which word of a whole name is the first name: a counter calls out that one, and never a family name or a particle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Literal

from ..registry.persons import folded, particles

FORMS_OF_ADDRESS = frozenset(
    ("mevr", "mevrouw", "mw", "mej", "dhr", "meneer", "mme", "madame", "mlle", "monsieur", "mr", "mrs", "ms")
)
HEARD = ("nl_BE", "fr_BE", "tr_TR", "pl_PL", "ro_RO", "es_ES")
"""Of whose first names lists are at hand."""


def unaddressed(name: str) -> list[str]:
    """Its words, without 'Mevr.', 'Mme' or 'De heer' in front."""
    words = name.split()
    while 0 < (form := _form(words)) < len(words):
        del words[:form]
    return words


def _form(words: Sequence[str]) -> int:
    """How many words at the beginning are a form of address. 'De Heer' with a capital is a family name."""
    if words[1:2] == ["heer"] and folded(words[0]) == "de":
        return 2
    return int(bool(words) and folded(words[0]) in FORMS_OF_ADDRESS)


def given_first(name: str) -> str:
    """'JANSSENS Marie-Claire' as 'Marie-Claire JANSSENS', and 'van der Linden Joris' as 'Joris van der Linden': the first word is
    what a counter calls out. 'Mevr.' is no name."""
    words = unaddressed(name)
    before = particles(words)
    given = next((place for place in range(before, len(words)) if not _in_capitals(words[place])), 0)
    if 0 < before == given:
        return _last_in_front(words)
    return " ".join((*words[given:], *words[:given]))


def first_in_front(name: str) -> str:
    """Of a column that says the family name first, 'Peeters Jan' as 'Jan Peeters', and 'Ben Ali Samira' as 'Samira Ben Ali';
    anywhere 'Peeters, Jan'. Capitals, and a particle before the last word as in 'Els De Smet', say more than the column; capitals
    are left to `given_first`."""
    words = unaddressed(name)
    family, comma, given = " ".join(words).partition(",")
    if comma:
        return f"{given.strip()} {family.strip()}".strip()
    if any(len(word) > 1 and word.isupper() for word in words) or particles(words[-2:-1]):
        return " ".join(words)
    return _last_in_front(words)


def family_first(names: Iterable[str]) -> str | None:
    """One of the names of a column of which most have the family name first; None when they have not, or nobody could say."""
    told = {name: way for name in names if (way := _way(name))}
    ways = Counter(told.values())
    if ways["family"] <= 2 * ways["given"]:
        return None
    return next(name for name, way in told.items() if way == "family")


def _way(name: str) -> Literal["family", "given"] | None:
    """What comes first: told by a particle, else by which of its ends is a first name that is known. Capitals and a comma say it
    for their own line only."""
    words = unaddressed(name)
    if len(words) < 2 or "," in name or any(map(_in_capitals, words)):
        return None
    if before := particles(words):
        return "family" if len(words) - before > 1 else None
    if any(particles([word]) for word in words[1:-1]):
        return "given"
    first, last = (folded(word) in _first_names() for word in (words[0], words[-1]))
    return None if first == last else "given" if first else "family"


def _in_capitals(word: str) -> bool:
    return word.isupper() and len(word) > 1 and "." not in word


def _last_in_front(words: Sequence[str]) -> str:
    """As it stands where nothing but a family name is there: 'van der Linden', 'De Smet'."""
    if len(words) - particles(words) < 2:
        return " ".join(words)
    return " ".join((words[-1], *words[:-1]))


@cache
def _first_names() -> frozenset[str]:
    """Folded, those that are not also family names there. Loading them takes 0.5 s, which one column of whole names is worth."""
    found: set[str] = set()
    for where in HEARD:
        lists = import_module(f"faker.providers.person.{where}").Provider
        found |= {folded(name) for name in lists.first_names} - {folded(name) for name in lists.last_names}
    return frozenset(found)
