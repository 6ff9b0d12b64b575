"""Words of a list as somebody types them on a form: 'lader, muis'."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk_core import NotUnderstood, Sentence, Word, plain_letters

from ..vocabulary import Text


def read_words(typed: str, known: Mapping[Word, Text], say: Callable[[Text], str]) -> tuple[Word, ...]:
    """By their translated name or the word itself, also without accents. Raises NotUnderstood: one that is not in the list."""
    said = {plain_letters(say(text)): word for word, text in known.items()}
    names = said | {plain_letters(word): word for word in known}
    found = []
    for part in filter(None, (part.strip() for part in typed.split(","))):
        if plain_letters(part) not in names:
            raise NotUnderstood(why=Sentence("{what} is not in the list.", {"what": part}))
        found.append(names[plain_letters(part)])
    return tuple(found)


def listed(known: Mapping[Word, Text], say: Callable[[Text], str]) -> str:
    """The list as people read it."""
    return ", ".join(map(say, known.values()))
