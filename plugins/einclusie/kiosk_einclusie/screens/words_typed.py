"""Words of a list as somebody types them on a form: 'lader, muis'."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk_core import NotUnderstood, Sentence, Word

from ..vocabulary import Text


def read_words(typed: str, known: Mapping[Word, Text], say: Callable[[Text], str]) -> tuple[Word, ...]:
    """By their translated name or the word itself. Raises NotUnderstood: one that is not in the list."""
    names = {say(text).casefold(): word for word, text in known.items()} | {word.casefold(): word for word in known}
    found = []
    for part in (part.strip().casefold() for part in typed.split(",")):
        if part and part not in names:
            raise NotUnderstood(why=Sentence("{what} is not in the list.", {"what": part}))
        if part:
            found.append(names[part])
    return tuple(found)


def listed(known: Mapping[Word, Text], say: Callable[[Text], str]) -> str:
    """The list as people read it."""
    return ", ".join(map(say, known.values()))
