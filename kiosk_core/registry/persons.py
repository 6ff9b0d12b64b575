"""Persons: registered, changed, looked at. Merging is the journal's own event. Only the id is required."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from ..domain.ids import PersonId, Word
from ..domain.letters import plain_letters
from ..journal import Event, Kind, Row, fact, kind, personal, state, subject
from .sounds import sound

PERSON = state(
    "core_person",
    {"name": "text", "first_name": "text", "aliases": "text", "born": "text", "sex": "text", "phone": "text"},
    indexes=(("born",),),
)
NAME = state("core_name", {"word": "text", "sound": "text"}, key=("word",), indexes=(("sound",),), edition=2)
"""Every word of a person's name and aliases, folded: prefix search is a range of the primary key (word, subject).
`sound`: as sounds.sound hears it."""
PAIR = state("core_name_pair", {"pair": "text", "whole": "text"}, key=("pair",), edition=2)
"""Every two words of a person's name and aliases, as `pairs` writes them: of thousands with one first name, those whose other
word begins so lie side by side. `whole`: all the words, in order."""
PHONE = state("core_phone", {"digits": "text"}, key=("digits",), edition=2)
"""Phone numbers of a person or household (subject), as `digits` writes them."""
LOOK = fact("core_look", {"person": "id", "actor": "text", "part": "text"}, indexes=(("person", "day"), ("day",)))

HEAD, PAIRED = 3, 8
"""Letters of the first word of a pair, and how many words of a name are paired: a text of a hundred would be thousands of pairs."""
SEXES = ("v", "m", "x")
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "le",
        "la",
        "el",
        "al",
        "ter",
        "ten",
        "te",
        "t",
    ]
)
"""Of a family name, folded."""


_BELGIAN, _ABROAD = re.compile(r"^0032|\+32|^32(?=4\d{8}$)", re.ASCII), re.compile("^00")
"""Of a phone number, without spaces."""
_PLAIN = {c: chr(c).lower() if chr(c).isalnum() else None if chr(c) in "'`" else " " for c in range(128)}
"""What `folded` makes of letters without accents, in one step: a long list has a million of them."""


def folded(text: str) -> str:
    """A name as it is compared: no accents, no case, no punctuation; words parted by one space."""
    if text.isascii():
        return " ".join(text.translate(_PLAIN).split())
    kept = "".join(c if c.isalnum() else " " for c in plain_letters(text) if c not in "'’`´ʼ")
    return " ".join(kept.split())


def pairs(words: Iterable[str]) -> set[str]:
    """'fat amrani' is written 'amr fatima': of two words the one that comes first in the alphabet begins, with HEAD letters."""
    return {f"{one[:HEAD]} {other}" for one, other in combinations(sorted(set(words))[:PAIRED], 2)}


def particles(words: Sequence[str]) -> int:
    """How many words at the beginning are only part of a family name: two of 'van der Linden'."""
    return next((n for n, word in enumerate(words) if folded(word) not in PARTICLES), len(words))


def called(name: str) -> str:
    """What a counter calls out of a whole name: its first word. A particle is nobody's: of 'van der Linden Joris' the last one, and
    of 'van der Linden' all that there is."""
    words = name.split()
    before = particles(words)
    if not before:
        return " ".join(words[:1])
    return words[-1] if len(words) - before > 1 else name


def digits(phone: str | None) -> str:
    """A phone number as it is compared: of a Belgian one '+32 470', '0032 470', '0470' and what a spreadsheet leaves of it
    ('32470...') alike; of another country '+31' and '0031'."""
    said = re.sub(r"[^\d+]", "", (phone or "").replace("(0)", ""))
    return _ABROAD.sub("", _BELGIAN.sub("0", said)).replace("+", "")


def phone_rows(phone: str | None) -> Iterable[Row]:
    """What is put of a number that was given; '' takes it away."""
    if phone is not None:
        yield PHONE.clear()
        if found := digits(phone):
            yield PHONE.row(digits=found)


def _put(of: PersonRegistered | PersonChanged, also: str | None = None) -> Iterable[Row]:
    columns = {name: getattr(of, name) for name in ("name", "first_name", "aliases", "born", "sex", "phone")}
    if also:
        columns["aliases"] = ", ".join(filter(None, (of.aliases, also)))
    changed = {name: value or None for name, value in columns.items() if value is not None}
    if changed or isinstance(of, PersonRegistered):
        yield PERSON.row(**changed)
    yield from phone_rows(of.phone)
    if of.name is not None or of.aliases is not None:
        whole = folded(f"{of.name or ''} {columns['aliases'] or ''}")
        yield NAME.clear()
        for word in sorted(set(whole.split())):
            yield NAME.row(word=word, sound=sound(word))
        yield PAIR.clear()
        for pair in sorted(pairs(whole.split())):
            yield PAIR.row(pair=pair, whole=whole)


@kind("core.person_registered", keep="registry", puts=(PERSON, NAME, PAIR, PHONE))
class PersonRegistered(Kind):
    """Somebody is known from now on. `born`: as births.read_birth reads; `sex`: v, m or x; each may be unknown (None)."""

    person: PersonId = subject(personal=True)
    name: str | None = personal("person")
    first_name: str | None = personal("person")
    aliases: str | None = personal("person")
    born: str | None = personal("person")
    sex: str | None = personal("person")
    phone: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if not event.torn:
            yield from _put(self)


@kind("core.person_changed", keep="registry", puts=(PERSON, NAME, PAIR, PHONE))
class PersonChanged(Kind):
    """Only what changed; None: as it was; '': not known any more. A changed name comes with all aliases.

    `also`: names from the registration of `other`, who is this person too. They are that one's, and go with that one."""

    person: PersonId = subject(personal=True)
    name: str | None = personal("person")
    first_name: str | None = personal("person")
    aliases: str | None = personal("person")
    born: str | None = personal("person")
    sex: str | None = personal("person")
    phone: str | None = personal("person")
    other: PersonId | None = personal("other")
    also: str | None = personal("other")

    def rows(self, event: Event) -> Iterable[Row]:
        yield from _put(self, self.also)


@kind("core.client_looked_at", keep="audit", puts=(LOOK,))
class ClientLookedAt(Kind):
    """Finding somebody by name or reading a dossier leaves a trace; who looked is the event's actor."""

    person: PersonId = subject(personal=True)
    part: Word

    def rows(self, event: Event) -> Iterable[Row]:
        yield LOOK.row(person=self.person, actor=event.actor, part=self.part)
