"""What single cells of a coordinator's spreadsheet mean. Each raises NotUnderstood when nobody could say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from sys import intern

from ..domain.births import AGE, MONTHS_OLD, WEEKS_OLD, typed_birth
from ..domain.errors import NotUnderstood
from ..domain.texts import Sentence
from ..registry.persons import folded
from ..reports.sheets import printable

UNKNOWN = frozenset(("", "onbekend", "niet bekend", "inconnu", "inconnue", "unknown", "nvt", "n v t"))
SEXES = {
    "v": (
        "v",
        "vrouw",
        "vrouwelijk",
        "f",
        "femme",
        "feminin",
        "female",
        "woman",
        "w",
        "mw",
        "mevr",
        "mevrouw",
        "mme",
        "madame",
        "mlle",
        "meisje",
        "fille",
        "girl",
    ),
    "m": (
        "m",
        "man",
        "mannelijk",
        "h",
        "homme",
        "masculin",
        "male",
        "dhr",
        "de heer",
        "mr",
        "meneer",
        "monsieur",
        "jongen",
        "garcon",
        "boy",
    ),
    "x": ("x", "andere", "autre", "other"),
}
YES = frozenset(("1", "ja", "j", "oui", "o", "yes", "y", "x", "true", "waar", "vrai"))
MONTHS = (
    ("jan", "januari", "janvier", "january"), ("feb", "febr", "februari", "fev", "fevr", "fevrier", "february"),
    ("mrt", "maart", "mar", "mars", "march"), ("apr", "april", "avr", "avril"), ("mei", "mai", "may"), ("jun", "juni", "juin", "june"),
    ("jul", "juli", "juil", "juillet", "july"), ("aug", "augustus", "aout", "august"), ("sep", "sept", "september", "septembre"),
    ("okt", "oktober", "oct", "octobre", "october"), ("nov", "november", "novembre"), ("dec", "december", "decembre"),
)  # fmt: skip
DAY_ZERO, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 5_000, 60_000
"""A day that a spreadsheet shows as a bare number: days since then. No year is as large, no birth as old as the first."""
_TIME = re.compile(r"[ t]0?0:00(:00)?(\.0+)?$", re.ASCII)
"""Midnight behind a day: what some programs write of a day that has no time."""
_ABOUT = re.compile(r"^(?:ca\.?|circa|±|~|rond|omstreeks|vers|environ|about) ?(?=\d{4}$)", re.ASCII)
"""Before a year alone, which is no more exact than that."""
_COMPARED = re.compile("[<>+&]")
"""'<18', '9+11': no birth, whatever else stands there."""
MOST_PERSONS = 60
_PEOPLE = re.compile(
    r"(?:(?:kind(?:eren)?|enfants?|child(?:ren)?|volw(?:assenen?)?|adult(?:es?|s)?|pers(?:on[a-z]*)?)\.? ?[:=]? ?)?"
    r"(\d{1,3})(?:[.,]0+)?(?: ?[a-z]+\.?)?"
)
"""'4', '4,0' as a program shows it, '4 pers.', 'kinderen: 2'; several with a + between are added: '2+1', '2 volw. + 1 kind'."""
_NO_COUNT = re.compile(
    rf"\d{{1,3}} ?(?:m|d|dg|dagen|jours?|days?|{'|'.join(name for names in MONTHS for name in names)})\.?", re.ASCII
)
"""'3 m' is as old as '3 md', or three boys, and '9 nov' a day; never so many of any sort."""
LEAST_DIGITS = 8
"""Of a whole phone number: less is a part of one, as in '0470/123456'."""
_BETWEEN, _YEARS = re.compile(r"[,;\n&+]| (?:en|et|and) "), re.compile(r"\d{4}(?:[\s/]+\d{4})+", re.ASCII)
"""Between the births of several children in one cell. Of years alone a space or a / is enough; a - might be a range."""
_DAY, _BORN = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", re.ASCII), re.compile(r"°|\b(?:geb|né|née|nés|born)\b\.?")
"""Of whole days and of ages a space is enough too, '1/4/2015 2/5/2018' or '12j 8j'; what may stand before one: '°2015', 'geb. 2015'."""
_HOW_MANY = re.compile(r"(\d{1,2})(?: ?(?:kind(?:eren)?|enfants?|child(?:ren)?))?(?: ?: ?(.+)| ?\((.+)\))")
"""Before the births of so many: '2 (2015, 2018)', '2 kinderen: 9 en 11 jaar'."""
BARE, _YEAR = re.compile(r"\d{1,2}", re.ASCII), re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_AGES = re.compile(r"\d{1,2}(?:(?: ?[,;/&+\n] ?| (?:en|et|and) | )\d{1,2})*", re.ASCII)
_HALF = re.compile(r"\d+[.,]5(?: ?[a-z]+\.?)?", re.ASCII)
"""One child and a half year, or two children: '1,5', '5,5 jaar'."""
_OR = tuple(re.compile(one, re.IGNORECASE) for one in (r" (?:of|en|ou|et|or|and) |[;,\n]", r" / ", "/", r"\s+"))
"""Between phone numbers, the likeliest first: a / may stand within one too."""
NOT_THERE = frozenset(("", "geen", "aucun", "aucune", "neant", "none", "nvt", "n v t", "nee", "neen", "non", "no", "0", "alleenstaand",
    "alleenstaande", "single", "gescheiden", "weduwe", "weduwnaar", "celibataire", "isole", "isolee", "seul", "seule", "divorce", "divorcee",
    "veuf", "veuve",
))  # fmt: skip
"""Where the name of a partner or a child would stand."""
DITTO = frozenset(("idem", "id", "zelfde", "zie boven", "meme adresse", "idem ci dessus", "same", "ditto"))
NOBODY = UNKNOWN | {"geen", "aucun", "aucune", "neant", "none"}
NO_PHONE = NOBODY | {
    "geen telefoon",
    "geen gsm",
    "geen tel",
    "pas de telephone",
    "pas de tel",
    "pas de gsm",
    "no phone",
}


def clean(text: str) -> str:
    """As it is kept: one space between words, and nothing that is no letter to anybody."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(c if c.isprintable() or c.isspace() else "?" for c in printable(text)).split())


@lru_cache(1 << 15)
def read_born(text: str, today: date) -> str:
    """As births.read_birth reads it, '' when unknown: '1/2/1984' (day first), '01.02.84', '1 februari 1984', '1984', '6 jaar'."""
    said = _ABOUT.sub("", _TIME.sub("", text.strip().lower()))
    if folded(said) in UNKNOWN:
        return ""
    try:
        return intern(typed_birth(_plain(said, today), today) or "")
    except ValueError as error:
        raise NotUnderstood(why=Sentence("{text} is no birth date.", {"text": text[:40]})) from error


@lru_cache(1 << 12)
def read_births(text: str, today: date) -> tuple[str, ...]:
    """Of the children in one cell, each as `read_born`: '2015, 2018', '2015 / 2018', '1/4/2015 en 2/5/2018', '3j en 5j', '3 en 5
    jaar', '12 ans, 8 et 5', '7 maanden', '2 (2015, 2018)'. () when it says something else: a number of two digits may be a count, an
    age or a year, '9-11 jaar' one child or two, and '3 jaar en 7 maanden' too."""
    said = " ".join(_BORN.sub(" ", text.lower()).split()).strip(" ,;")
    if found := _HOW_MANY.fullmatch(said):
        births = read_births(found[2] or found[3], today)
        return births if len(births) == int(found[1]) else ()
    parts = _each(said)
    units = [unit for unit, ages in (("j", AGE), ("mnd", MONTHS_OLD)) if any(map(ages.fullmatch, parts))]
    if _HALF.fullmatch(said) or any((age := AGE.fullmatch(part)) and age[1] for part in parts):
        return ()
    if len(units) > 1 and (len(parts) == 2 or any(map(BARE.fullmatch, parts))):
        return ()
    if units:
        parts = [f"{part} {units[0]}" if BARE.fullmatch(part) else part for part in parts]
    try:
        births = tuple(read_born(part, today) for part in parts if not BARE.fullmatch(part))
    except NotUnderstood:
        return ()
    return births if all(births) and len(births) == len(parts) else ()


def _each(said: str) -> list[str]:
    """What is said of each child."""
    if _YEARS.fullmatch(said):
        return said.replace("/", " ").split()
    words = said.split()
    if all(any(one.fullmatch(word) for one in (_DAY, AGE, MONTHS_OLD)) for word in words):
        return words
    return [part.strip() for part in _BETWEEN.split(said)]


@lru_cache(1 << 12)
def read_ages(text: str, today: date) -> tuple[str, ...]:
    """The same below a heading that says ages: '12, 8 en 5' and '12/8/5' are years, '3 md' is months, and birth years say themselves
    what they are. () when it may be something else: '9-11' two children or one, '3 en 7 md' years or months, '1,5'."""
    said = " ".join(text.lower().split()).strip(" ,;")
    if found := _HOW_MANY.fullmatch(said):
        ages = read_ages(found[2] or found[3], today)
        return ages if len(ages) == int(found[1]) else ()
    days = " " in said and any(map(_DAY.fullmatch, said.split()))
    if _AGES.fullmatch(said) and not _HALF.fullmatch(said) and not days:
        return tuple(read_born(f"{age} j", today) for age in BARE.findall(said))
    parts = _each(said)
    bare = any(map(BARE.fullmatch, parts))
    known = all(AGE.fullmatch(part) or BARE.fullmatch(part) or _YEAR.search(part) for part in parts)
    baby = not bare and all(any(ages.fullmatch(part) for ages in (AGE, MONTHS_OLD, WEEKS_OLD)) for part in parts)
    return read_births(text, today) if days or known or baby else ()


def _plain(said: str, today: date) -> str:
    """As births.typed_birth takes it."""
    if "@" in said or any(ages.fullmatch(said) for ages in (AGE, MONTHS_OLD, WEEKS_OLD)):
        return said
    if re.fullmatch(r"\d{5}", said, re.ASCII) and FIRST_SERIAL <= int(said) <= LAST_SERIAL:
        return (DAY_ZERO + timedelta(days=int(said))).isoformat()
    if _COMPARED.search(said):
        raise ValueError(said)
    words = folded(said).split()
    parts = [str(_month(word)) if word.isalpha() else word.removesuffix("er") for word in words]
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(said)
    if len(parts[0]) == 4:
        return "-".join(parts)
    if len(words) == 2 and len(parts[1]) <= 2 and int(parts[1]) <= 31 and not words[0].isalpha():
        # '9-11' or '9 nov': a day without a year, two ages, or a month and a year
        raise ValueError(said)
    while len(parts) > 1 and not int(parts[0]):
        del parts[0]
    parts[-1] = _year(parts[-1], today)
    return "-".join(reversed(parts))


def _month(word: str) -> int:
    for number, names in enumerate(MONTHS, 1):
        if word in names:
            return number
    raise ValueError(word)


def _year(text: str, today: date) -> str:
    """'84' is 1984, and '19' is 2019: nobody is born in the future."""
    if len(text) != 2:
        return text
    this = today.year % 100
    return str(today.year - this + int(text) - (100 if int(text) > this else 0))


def read_sex(text: str) -> str:
    """v, m or x; '' when it is not said."""
    said = folded(text)
    if said in UNKNOWN:
        return ""
    for sex, names in SEXES.items():
        if said in names:
            return sex
    raise NotUnderstood(why=Sentence("without a sex: {text} is none (v, m or x).", {"text": text[:40]}))


def read_phones(text: str) -> list[str]:
    """A cell may hold two numbers, '0470 12 34 56 / 09 123 45 67': each by itself, where each part is long enough to be one."""
    for between in _OR if len(text) > 2 * LEAST_DIGITS else ():
        parts = [part for part in between.split(text) if part.strip()]
        if len(parts) > 1 and all(sum(map(str.isdigit, part)) >= LEAST_DIGITS for part in parts):
            return [read_phone(part) for part in parts]
    return [found] if (found := read_phone(text)) else []


def read_phone(text: str) -> str:
    """As typed, '' when it says that there is none; a number that lost its first zero because a spreadsheet took it for an amount has it again."""
    said = clean(text)
    if folded(said) in NO_PHONE:
        return ""
    bare = re.fullmatch(r"[1-9]\d{7,8}", said, re.ASCII)
    return f"0{said}" if bare else said


def read_count(text: str) -> int:
    if not text[:1].isdigit() and folded(text) in NOBODY:
        return 0
    said = text.strip().lower()
    dated = any(one.fullmatch(said) for one in (_NO_COUNT, AGE, MONTHS_OLD, WEEKS_OLD))
    found = [None if dated else _PEOPLE.fullmatch(part.strip()) for part in said.split("+")]
    n = sum(int(part[1]) for part in found if part)
    if not all(found) or n > MOST_PERSONS or not text.isascii():
        told = {"text": text[:40], "n": MOST_PERSONS}
        raise NotUnderstood(why=Sentence("{text} is no number of persons; at most {n}.", told))
    return n


def read_yes(text: str) -> bool:
    return folded(text) in YES
