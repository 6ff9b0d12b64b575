"""Letters that a printer or a font lacks, spelled with those it has. Never a question mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

Can = Callable[[str], bool]
"""Whether a character can be written as it is."""

_SPELLED: Mapping[str, str] = {
    "€": "EUR",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ẞ": "SS",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ı": "i",
    "ə": "e",
    "Ə": "E",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "ʼ": "'",
    "ʻ": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "″": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "•": "-",
    "·": "-",
    "×": "x",
    "✓": "v",
    "→": "->",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
}
HARD = "\xa0"
"""A blank at which no line ends, as before a French colon; `layout.in_columns` prints it as any other."""
_HARD = (HARD, "\u202f")
_LETTER = re.compile(
    r"\b(?:LETTER|LIGATURE|SYLLABLE) (?:[A-Z]+ )?([A-Z]+)(?:$| WITH| FINAL| INITIAL| MEDIAL| ISOLATED)"
)


def clean(text: str) -> str:
    """One line of visible text: controls, escapes, bidirectional marks and the like are taken out, white space is blank, or
    HARD where no line may end.

    What is printed is data of strangers: without this a name could hold a printer's command.
    """
    kept = (_blank(letter) if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text))
    return "".join(letter for letter in kept if unicodedata.category(letter)[0] != "C")


def _blank(space: str) -> str:
    return HARD if space in _HARD else " "


def faithful(text: str, can: Can) -> bool:
    """Whether `spelled` keeps every letter recognisable: it can be written, or is a known spelling or a plain base."""
    return all(_plainly(letter, can) is not None for letter in clean(text))


def spelled(text: str, can: Can) -> str:
    """The cleaned text with what can be written; at worst a letter is named by its base: 'Олена' becomes 'Olena'."""
    return "".join(_spell(letter, can) for letter in clean(text))


def _plainly(letter: str, can: Can) -> str | None:
    if letter == HARD or can(letter):
        return letter
    if letter in _SPELLED:
        return _SPELLED[letter]
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if bare != letter and all(can(part) or part in _SPELLED for part in bare):
        return "".join(part if can(part) else _SPELLED[part] for part in bare)
    return None


def _spell(letter: str, can: Can) -> str:
    plain = _plainly(letter, can)
    if plain is not None:
        return plain
    found = _LETTER.search(unicodedata.name(letter, ""))
    if not found:
        return "*"
    # A letter's own name is how it sounds: 'KA' is k, 'SHA' is sh, 'EL' is l, 'MEEM' is m, 'IE' is e.
    sound = _sound(found[1].lower())
    return sound.capitalize() if letter.isupper() else sound


def _sound(name: str) -> str:
    if name in ("a", "i", "o", "u", "ie"):
        return name[-1]
    consonants = re.match(r"[^aeiouy]+", name)
    if consonants:
        return consonants[0]
    after = re.fullmatch(r"e([^aeiouy]+)", name)
    return after[1][:1] if after else name[:1]
