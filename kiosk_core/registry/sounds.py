"""How a name sounds, so that a spelling is forgiven: Mohammed and Muhamed, Youssef and Yusuf, Łukasz and Lukas.

A name reaches us through Dutch, French, English, Turkish or Slavic letters. What differs between those is mostly vowels,
doubled letters, a mute h, and which letters write one consonant. So a word's key is its consonants as they sound. What a
key does not forgive, one letter more, less or other, is looked for as neighbours of the key: each is one lookup in an
index, so that nothing is read as a whole however many people are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_HEARD = (
    ("sch", "s"), ("tch", "s"), ("tsj", "s"), ("dzh", "j"), ("szcz", "s"), ("cz", "s"), ("sz", "s"), ("rz", "s"), ("zh", "s"),
    ("sh", "s"), ("sj", "s"), ("ch", "s"), ("ph", "f"), ("gh", "g"), ("kh", "k"), ("th", "t"), ("dj", "j"), ("ck", "k"),
    ("ts", "s"), ("x", "ks"), ("oe", "u"), ("ou", "u"), ("ij", "i"), ("q", "k"), ("c", "k"), ("z", "s"), ("w", "v"), ("b", "p"),
    ("d", "t"), ("g", "k"), ("f", "v"), ("y", "j"), ("h", ""),
)  # fmt: skip
_WRITTEN = (("g", "h"), ("d", "dj"), ("t", "ts"), ("c", "ts"), ("dj", "xh"))
"""Other ways to write one name that sound otherwise to who reads them: Olga and Olha, Đorđe and Djordje, Țuțu and Tsutsu, Wójcik and
Voytsik, Hodja and Hoxha."""
_FRONTS = (("w", "ou"), ("v", "ou"), ("ye", "e"), ("je", "e"))
"""The same at the beginning of a word: Wafa, Vefa and Ouafa; Yevhen, Jevhen and Evhen."""
_LETTERS = "ajklmnprstv"
"""What a key is made of: any vowel in front is 'a'."""
LIKE = 0.5
"""Of difflib, over the letters of two words whose keys are neighbours: less is another name."""
SAME = 0.9
"""How near two words are that sound alike, whatever their letters."""


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """The key of one word, folded as persons.folded does. '' for what has no letter that sounds."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    word = re.sub(r"(?<=[^aeiou])j|j(?=[^aeiou]|$)", "i", word)
    rest = re.sub("[aeiou]", "", word[1:])
    front = "a" if word[:1] in tuple("aeiou") else word[:1]
    return re.sub(r"(.)\1+", r"\1", front + rest)


@lru_cache(maxsize=1 << 10)
def otherwise(word: str) -> frozenset[str]:
    """The keys of what this folded word is too where others write it down; its own left out."""
    written = {word}
    for one, other in _WRITTEN:
        written |= {word.replace(one, other), word.replace(other, one)}
    for one, other in _FRONTS:
        written |= {other + each.removeprefix(one) for each in written if each.startswith(one)} | {
            one + each.removeprefix(other) for each in written if each.startswith(other)
        }
    return frozenset(map(sound, written)) - {sound(word), ""}


def neighbours(key: str) -> list[str]:
    """Every key that is one letter more, less or other, or two swapped; itself left out. Short keys have none: everybody
    would be near."""
    if len(key) < 2:
        return []
    found = {key[:n] + letter + key[n:] for n in range(len(key) + 1) for letter in _LETTERS}
    found |= {key[:n] + letter + key[n + 1 :] for n in range(len(key)) for letter in _LETTERS}
    found |= {key[:n] + key[n + 1 :] for n in range(len(key))} if len(key) > 2 else set()
    found |= {key[:n] + key[n + 1] + key[n] + key[n + 2 :] for n in range(len(key) - 1)}
    return sorted({re.sub(r"(.)\1+", r"\1", one) for one in found} - {key, ""})


def likeness(word: str, others: Iterable[str]) -> float:
    """From 0 to 1: how near the nearest of these words is; the same sound is nearly the same word."""
    key = sound(word)
    return max((_like(word, key, other) for other in others), default=0.0)


@lru_cache(maxsize=1 << 14)
def _like(word: str, key: str, other: str) -> float:
    near = SequenceMatcher(None, word, other).ratio()
    if (heard := sound(other)) == key:
        return max(near, SAME)
    return max(near, LIKE) if heard in otherwise(word) else near
