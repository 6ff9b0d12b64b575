"""Letters as every keyboard has them: what somebody types is compared so with what stands on the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_STROKES = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and a mark."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = str.maketrans(
    dict(zip("абвгґдеёзиійїклмнопрстуўфыэєѓјќ", "abvhgdeezyiiiklmnoprstuufyeegjk", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ъ": "ie", "є": "ie", "ю": "iu", "я": "ia"}
    | {"ђ": "dj", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz"}
)  # fmt: skip
"""Cyrillic as residence cards and passports write it (ICAO Doc 9303, part 3; the Ukrainian table of 2010); where the two languages
have one letter, as Ukrainian does."""
_AT_FRONT = str.maketrans({"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya", "и": "i"})
_FRONT = re.compile(r"(?<![\w'’ʼ])[єїйюяи]")


def plain_letters(text: str) -> str:
    """No accents, no case, no ligatures: 'Bœuf haché' is 'boeuf hache', and 'Юлія' is 'yuliia'."""
    apart = unicodedata.normalize("NFKD", _in_latin(text.casefold()).translate(_STROKES))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _in_latin(small: str) -> str:
    if not _CYRILLIC.search(small):
        return small
    whole = unicodedata.normalize("NFC", small).replace("зг", "zgh")
    return _FRONT.sub(lambda found: found[0].translate(_AT_FRONT), whole).translate(_LATIN)


def hyphened(text: str) -> str:
    """For the name of a file: nothing but plain letters and digits, with hyphens between the words."""
    return "-".join(re.findall("[A-Za-z0-9]+", text))


def meant(words: Mapping[str, str], typed: str) -> str:
    """The code whose words these are, or begin so, or that alone has this number, with or without spaces ('21%' is 'btw 21 %');
    what fits none, or several, stays as it is."""
    plain = plain_letters(typed).strip()
    said = {code: plain_letters(word).strip() for code, word in words.items()}
    same = [code for code, word in said.items() if plain in (word, code)]
    begin = [code for code, word in said.items() if word.startswith(plain)]
    found = same or begin or [code for code, word in said.items() if _has_number(word, _tight(plain))]
    return found[0] if len(found) == 1 else typed


def _tight(text: str) -> str:
    return "".join(text.split())


def _has_number(word: str, tight: str) -> bool:
    """Whether some whole words of it are that, which holds a number: of other words one may be left out that turns the sense."""
    parts = word.split()
    runs = ("".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
    return any(char.isdigit() for char in tight) and tight in runs
