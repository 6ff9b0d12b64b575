"""What a person reads. English is the source text; it is translated when it is painted or printed, not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from .ids import Cents


class Catalogue(Protocol):
    """What a language's messages must answer; `gettext.NullTranslations` is one."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, n: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Money:
    """An amount inside a sentence; how it is written is the catalogue's business."""

    cents: Cents


@dataclass(frozen=True, slots=True)
class Sentence:
    """`Sentence("Collected on {day}", {"day": date(2026, 11, 25)})`.

    A value may be a Sentence, a Money, a date, a datetime (local) or a tuple of these, each said in the reader's language. With `many` the
    number under `n` chooses between the two. Babel extracts `template` under the keyword Sentence.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str | None = None
    capital: bool = False
    """It begins with a capital, also where its first word is a value's."""

    def spoken(self, words: Catalogue) -> str:
        """The sentence in the language of `words`."""
        said = {name: say(value, words) for name, value in self.values.items()}
        if self.many is None:
            template = words.gettext(self.template)
        else:
            n = self.values.get("n")
            template = words.ngettext(self.template, self.many, n if isinstance(n, int) else 0)
        whole = template.format(**said)
        return whole[:1].upper() + whole[1:] if self.capital else whole

    def __str__(self) -> str:
        return self.spoken(ENGLISH)


def counted(one: str, many: str, n: int, **values: object) -> Sentence:
    """A sentence about a number: `counted("{n} toy", "{n} toys", 3)`."""
    return Sentence(one, {"n": n, **values}, many)


def weight(grams: int) -> Sentence:
    """'2.4 kg', '0.85 kg': without the noughts behind, with the reader's comma."""
    whole, rest = divmod(abs(grams), 1000)
    said = f"-{whole}" if grams < 0 else whole
    if not rest:
        return Sentence("{whole} kg", {"whole": said})
    return Sentence("{whole}.{rest} kg", {"whole": said, "rest": f"{rest:03}".rstrip("0")})


def say(value: object, words: Catalogue) -> object:
    """A value as it stands in a sentence of that language; what needs no translating comes back as it is."""
    match value:
        case Sentence():
            return value.spoken(words)
        case Money(cents):
            units, rest = divmod(abs(cents), 100)
            sign = "-" if cents < 0 else ""
            said = f"{sign}{_in_thousands(units, words)}"
            return words.gettext("€{units}.{cents}").format(units=said, cents=f"{rest:02}")
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case tuple():
            # whole sentences stand one behind the other
            return ", ".join(str(say(one, words)) for one in value).replace("., ", ". ")
        case _:
            return value


def _in_thousands(units: int, words: Catalogue) -> str:
    """'1,234,567', with what the language puts between: `domain.money.read_amount` reads each of these."""
    before, behind = divmod(units, 1000)
    if not before:
        return str(units)
    return words.gettext("{before},{behind}").format(before=_in_thousands(before, words), behind=f"{behind:03}")


class _English:
    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return one if n == 1 else many


ENGLISH: Catalogue = _English()

Text = Sentence | str
"""What a screen or slip shows: a sentence to be translated, or words that are somebody's own (a name, a number)."""


def spoken(text: Text, words: Catalogue) -> str:
    """Any text in that language."""
    return text.spoken(words) if isinstance(text, Sentence) else text


Translate = Callable[[Text], str]
