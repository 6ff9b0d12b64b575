"""Each line of a menu has a key of its own, however many plugins ask for the same one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.texts import Sentence
from kiosk_core.tui.listed import Entry, keys_of


def entries(letters: list[str]) -> list[Entry]:
    return [Entry(Sentence("Counter"), lambda: None, letter) for letter in letters]


@given(st.lists(st.sampled_from(["", "", "a", "b", "p", "s"]), max_size=26))
def test_no_key_opens_two_things(letters: list[str]) -> None:
    keys = keys_of(entries(letters))
    assert len(set(keys)) == len(keys) == len(letters)
    for letter in set(letters) - {""}:
        assert keys[letters.index(letter)] == letter, "who asked first has it"


def test_the_houses_tenth_line_does_not_take_the_letter_of_a_plugin_that_came_too_late() -> None:
    assert keys_of(entries([*[""] * 10, "p", "p"])) == [*"123456789", "a", "p", "b"]
