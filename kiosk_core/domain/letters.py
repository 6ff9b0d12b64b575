"""Letters as every keyboard has them: what somebody types is compared so with what stands on the screen."""

from __future__ import annotations

import unicodedata

_STROKES = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and a mark."""


def plain_letters(text: str) -> str:
    """No accents, no case, no ligatures: 'Bœuf haché' is 'boeuf hache'."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return "".join(c for c in apart if not unicodedata.combining(c))
