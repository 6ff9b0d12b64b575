"""Letters as every keyboard has them: what somebody types is compared so with what stands on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_STROKES = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and a mark."""


def plain_letters(text: str) -> str:
    """No accents, no case, no ligatures: 'Bœuf haché' is 'boeuf hache'."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return "".join(c for c in apart if not unicodedata.combining(c))


def meant(words: Mapping[str, str], typed: str) -> str:
    """The code whose words these are, or begin so; what fits none, or several, stays as it is."""
    plain = plain_letters(typed).strip()
    said = {code: plain_letters(word).strip() for code, word in words.items()}
    same = [code for code, word in said.items() if plain in (word, code)]
    found = same or [code for code, word in said.items() if word.startswith(plain)]
    return found[0] if len(found) == 1 else typed
