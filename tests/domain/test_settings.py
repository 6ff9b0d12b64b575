"""Settings: what is declared, what is set, what somebody typed."""

from __future__ import annotations

import pytest

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.settings import Setting, as_set, declared, read_setting, setting, settings
from kiosk_core.domain.texts import Sentence

WHY = Sentence("Because.")


@settings("library")
class Library:
    days: int = setting(21, why=WHY, source="the house", low=1, high=60)
    strikes: int = setting(3, why=WHY, low=1)
    shelves: int = setting(3, why=WHY, high=9)
    fine: int = setting(50, why=WHY, low=0, high=200, cents=True)
    reminders: bool = setting(True, why=WHY, scope="counter")
    mood: str = setting("calm", why=WHY, choices=("calm", "busy"))
    name: str = setting("", why=WHY)
    kinds: tuple[str, ...] = setting(("book",), why=WHY, choices=("book", "game"))


LIBRARY = declared(Library)


def of(name: str) -> Setting:
    return LIBRARY[f"library.{name}"]


def test_every_setting_is_declared_with_its_type_and_limits() -> None:
    assert {key: found.type for key, found in LIBRARY.items()} == {
        "library.days": "int",
        "library.strikes": "int",
        "library.shelves": "int",
        "library.fine": "int",
        "library.reminders": "bool",
        "library.mood": "str",
        "library.name": "str",
        "library.kinds": "list",
    }
    days = of("days")
    assert (days.key, days.default, days.source, days.low, days.high) == ("library.days", 21, "the house", 1, 60)
    assert (days.scope, of("reminders").scope) == ("house", "counter")


def test_what_was_not_set_has_its_default() -> None:
    assert as_set(Library, {}) == Library()


def test_what_was_set_counts_and_others_keys_do_not() -> None:
    found = as_set(Library, {"library.days": 7, "library.kinds": ["game"], "foodbank.days": 1, "days": 2})
    assert (found.days, found.kinds, found.mood) == (7, ("game",), "calm")


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        Library().days = 3  # type: ignore[misc]


@pytest.mark.parametrize("word", ["yes", "JA", " oui ", "true", "on", "aan", "1"])
def test_yes_in_three_languages(word: str) -> None:
    assert read_setting(of("reminders"), word) is True


@pytest.mark.parametrize("word", ["no", "Nee", "non", "false", "off", "uit", "0"])
def test_no_in_three_languages(word: str) -> None:
    assert read_setting(of("reminders"), word) is False


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("days", " 30 ", 30),
        ("days", "1", 1),
        ("days", "60", 60),
        ("fine", "1,50", 150),
        ("fine", "€ 2", 200),
        ("mood", "busy", "busy"),
        ("name", " De Kapstok ", "De Kapstok"),
        ("kinds", "book, game", ("book", "game")),
        ("kinds", "", ()),
        ("kinds", " , game ,", ("game",)),
    ],
)
def test_what_is_typed_is_read(name: str, typed: str, value: object) -> None:
    assert read_setting(of(name), typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("reminders", "perhaps", "type yes or no (library.reminders)."),
        ("days", "many", "type a whole number (library.days)."),
        ("days", "1_0", "type a whole number (library.days)."),
        ("days", "٣", "type a whole number (library.days)."),
        ("days", "3.5", "type a whole number (library.days)."),
        ("days", "0", "type a value from 1 to 60 (library.days)."),
        ("days", "61", "type a value from 1 to 60 (library.days)."),
        ("strikes", "0", "type 1 or more (library.strikes)."),
        ("shelves", "10", "type 9 or less (library.shelves)."),
        ("fine", "-1", "type a value from €0.00 to €2.00 (library.fine)."),
        ("fine", "2,01", "type a value from €0.00 to €2.00 (library.fine)."),
        ("fine", "much", "an amount looks like 3,50."),
        ("mood", "angry", "choose from: calm, busy (library.mood)."),
        ("kinds", "book,toy", "choose from: book, game (library.kinds)."),
    ],
)
def test_what_does_not_fit_says_what_would(name: str, typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_setting(of(name), typed)
    assert str(refused.value) == f"This does not fit: {says}"
