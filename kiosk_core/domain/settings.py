"""A plugin's settings are one frozen dataclass; its values are dated events, read as an instance of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from typing import Any, Literal, TypeVar, dataclass_transform, get_type_hints

from .errors import NotUnderstood
from .ids import Cents
from .letters import meant, plain_letters
from .money import read_amount
from .texts import Money, Sentence, Text, Translate

S = TypeVar("S")
Scope = Literal["house", "counter"]
Check = Callable[[Any], object]
LONGEST = 500
"""Letters of a text, and parts of a list."""


def setting(
    default: Any,
    *,
    why: Sentence,
    source: Text = "",
    low: int | None = None,
    high: int | None = None,
    choices: Mapping[str, Sentence] | tuple[str, ...] = (),
    scope: Scope = "house",
    cents: bool = False,
    called: Mapping[str, Sentence] | tuple[()] = (),
    folder: bool = False,
    check: Check | None = None,
) -> Any:
    """One setting: default, what it changes, the source of the default, limits, and whether a counter may have its own.
    `called`: of words that may be others too, what the usual ones are called. `folder`: a place for files, which need not be
    there when it is set (a stick). `check`: of words or a list, raises ValueError, LookupError or OSError for what nothing
    could be done with."""
    return field(
        default=default,
        metadata={
            "why": why, "source": source, "low": low, "high": high, "choices": choices, "scope": scope, "cents": cents,
            "called": called, "folder": folder, "check": check,
        },
    )  # fmt: skip


def pairs(entries: Iterable[str]) -> dict[str, str]:
    """What a list of 'name=word' says, by name. Capitals of a name and spaces around either part say nothing."""
    split = (entry.partition("=") for entry in entries)
    return {name.strip().lower(): word.strip() for name, _, word in split}


def paired(*words: str) -> Check:
    """A check: each entry of the list is 'name=word', and the word one of these where some are given."""

    def check(entries: Sequence[str]) -> None:
        said = pairs(entries)
        if not all(name and word and (not words or word in words) for name, word in said.items()):
            raise ValueError(entries)

    return check


@dataclass_transform(frozen_default=True, field_specifiers=(setting,))
def settings(prefix: str):  # type: ignore[no-untyped-def]
    """Marks a class as the settings of the plugin `prefix`. Types: int, bool, str, or a tuple of str."""

    def mark(cls: type[S]) -> type[S]:
        cls = dataclass(frozen=True)(cls)
        cls.PREFIX = prefix  # type: ignore[attr-defined]
        return cls

    return mark


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting, as a screen or command sees it."""

    key: str
    """'toys.at_once'"""
    type: Literal["int", "bool", "str", "list"]
    default: Any
    why: Sentence
    source: Text
    low: int | None
    high: int | None
    choices: Mapping[str, Sentence] | tuple[str, ...]
    """Codes, or what each of them is called."""
    scope: Scope
    cents: bool
    called: Mapping[str, Sentence] | tuple[()] = ()
    folder: bool = False
    check: Check | None = None


def declared(cls: type) -> dict[str, Setting]:
    """All settings of a class, by key."""
    hints = get_type_hints(cls)
    prefix = cls.PREFIX  # type: ignore[attr-defined]
    found = {}
    for f in fields(cls):
        kind = {int: "int", bool: "bool", str: "str"}.get(hints[f.name], "list")
        found[f"{prefix}.{f.name}"] = Setting(f"{prefix}.{f.name}", kind, f.default, **f.metadata)  # type: ignore[arg-type]
    return found


def as_set(cls: type[S], values: Mapping[str, Any]) -> S:
    """An instance of `cls` with what was set; keys of others are left out."""
    prefix = cls.PREFIX  # type: ignore[attr-defined]

    def value(f: Field[Any]) -> Any:
        found = values.get(f"{prefix}.{f.name}", f.default)
        return tuple(found) if isinstance(found, list) else found

    return cls(**{f.name: value(f) for f in fields(cls)})  # type: ignore[arg-type]


def said_choices(declared: Setting) -> Mapping[str, Sentence]:
    """What each choice is called, or each usual word of those that may be others too."""
    choices = declared.choices or declared.called
    return choices if isinstance(choices, Mapping) else {code: Sentence(code) for code in choices}


def read_setting(declared: Setting, text: str, words: Sequence[Translate] = ()) -> Any:
    """What somebody typed for it: yes/no words, a number, an amount, a choice, or a list with commas. A choice also by what it
    is called in one of these languages. Raises NotUnderstood."""
    text = text.strip()
    match declared.type:
        case "bool":
            if text.lower() in _YES | _NO:
                return text.lower() in _YES
            raise NotUnderstood(why=Sentence("type yes or no ({key}).", {"key": declared.key}))
        case "int":
            value = read_amount(text) if declared.cents else _whole(declared, text)
            _within(declared, value)
            return value
        case "list":
            values = tuple(_chosen(declared, part.strip(), words) for part in text.split(",") if part.strip())
            _among(declared, values)
            _usable(declared, text, values)
            return values
        case _:
            text = _chosen(declared, text, words)
            _among(declared, (text,))
            _usable(declared, text, text)
            return text


_YES = {"yes", "ja", "oui", "true", "on", "aan", "1"}
_NO = {"no", "nee", "non", "false", "off", "uit", "0"}


_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
"""As many digits as the store can keep."""


def _whole(declared: Setting, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise NotUnderstood(why=Sentence("type a whole number ({key}).", {"key": declared.key}))
    return int(text)


def _within(declared: Setting, value: int) -> None:
    low, high = declared.low, declared.high
    if (low is None or value >= low) and (high is None or value <= high):
        return
    said: dict[str, object] = {"low": low, "high": high}
    if declared.cents:
        said = {name: Money(Cents(limit)) for name, limit in (("low", low), ("high", high)) if limit is not None}
    limits = {"key": declared.key, **said}
    if high is None:
        raise NotUnderstood(why=Sentence("type {low} or more ({key}).", limits))
    if low is None:
        raise NotUnderstood(why=Sentence("type {high} or less ({key}).", limits))
    raise NotUnderstood(why=Sentence("type a value from {low} to {high} ({key}).", limits))


def _usable(declared: Setting, text: str, value: Any) -> None:
    """One line of a length that fits a screen and a slip, and what the setting itself asks."""
    if len(text) > (LONGEST if declared.type == "str" else LONGEST * 8) or len(value) > LONGEST:
        raise NotUnderstood(why=Sentence("this is too long, make it shorter ({key}).", {"key": declared.key}))
    if not text.isprintable():
        raise NotUnderstood(
            why=Sentence("a sign in it cannot be shown, type it without ({key}).", {"key": declared.key})
        )
    if declared.check is None:
        return
    try:
        declared.check(value)
    except (ValueError, LookupError, OSError) as error:
        usual = ", ".join(declared.default) if declared.type == "list" else declared.default
        said = {"key": declared.key, "usual": usual, "why": declared.why}
        how = (
            Sentence("write it like this: {usual} ({key}).", said)
            if usual
            else Sentence("this is not understood ({key}). {why}", said)
        )
        raise NotUnderstood(why=how) from error


def _chosen(declared: Setting, typed: str, words: Iterable[Translate]) -> str:
    """The code of a choice, or of a usual word, which is typed whole; what is none stays as it is."""
    called = said_choices(declared)
    if not called or typed in called:
        return typed
    said = ({code: say(text) for code, text in called.items()} for say in words)
    if declared.choices:
        return next((code for one in said if (code := meant(one, typed)) in called), typed)
    plain = plain_letters(typed)
    return next((code for one in said for code, word in one.items() if plain_letters(word) == plain), typed)


def _among(declared: Setting, values: tuple[str, ...]) -> None:
    wrong = [value for value in values if declared.choices and value not in declared.choices]
    if wrong:
        choices = {"key": declared.key, "choices": tuple(said_choices(declared).values())}
        raise NotUnderstood(why=Sentence("choose from: {choices} ({key}).", choices))
