"""Card codes: every likely slip of a hand or a reader is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.cards import LENGTH, LETTERS, grouped, new_code, read_code

codes = st.builds(lambda _: new_code(), st.integers())
CODE = new_code()


def others(letter: str) -> list[str]:
    return [other for other in LETTERS if other != letter]


def test_a_new_code_is_read_back() -> None:
    for code in {new_code() for _ in range(1000)}:
        assert len(code) == LENGTH
        assert read_code(code) == code


def test_a_thousand_new_codes_are_a_thousand_codes() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


def test_any_single_wrong_letter_is_noticed() -> None:
    for place, letter in enumerate(CODE):
        for other in others(letter):
            assert read_code(CODE[:place] + other + CODE[place + 1 :]) is None


def test_any_swap_of_neighbours_and_across_one_is_noticed() -> None:
    for distance in (1, 2):
        for place in range(LENGTH - distance):
            swapped = list(CODE)
            swapped[place], swapped[place + distance] = swapped[place + distance], swapped[place]
            if "".join(swapped) != CODE:
                assert read_code("".join(swapped)) is None


def test_any_twin_error_is_noticed() -> None:
    for place in range(LENGTH - 2):
        for letter in LETTERS:
            body = CODE[:place] + letter * 2 + CODE[place + 2 : LENGTH - 1]
            twin = next(body + check for check in LETTERS if read_code(body + check))
            for other in others(letter):
                assert read_code(twin[:place] + other * 2 + twin[place + 2 :]) is None


@given(codes, st.data())
def test_a_slip_in_any_code_is_noticed(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, LENGTH - 2))
    wrong = code[:place] + data.draw(st.sampled_from(others(code[place]))) + code[place + 1 :]
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read_code(wrong) is None
    assert swapped == code or read_code(swapped) is None


def test_a_code_is_never_accepted_by_a_part_of_it() -> None:
    for length in range(LENGTH):
        assert read_code(CODE[:length]) is None
        assert read_code(CODE[length + 1 :]) is None
    assert all(read_code(CODE + letter) is None for letter in LETTERS)


@pytest.mark.parametrize(
    "write", [str.lower, grouped, lambda code: f"  {code}\r\n", lambda code: "-".join(code), str.title]
)
def test_case_spaces_and_dashes_do_not_matter(write: object) -> None:
    assert callable(write)
    assert read_code(write(CODE)) == CODE


@pytest.mark.parametrize(
    ("letter", "alike"), [("S", "ſ"), ("I", "ı"), ("C", "С"), ("E", "Ｅ"), ("K", "\u212a"), ("FI", "ﬁ")]
)
def test_letters_that_only_look_or_fold_alike_are_not_read(letter: str, alike: str) -> None:
    code = next(code for code in iter(new_code, None) if letter[0] in code)
    if len(letter) == 2:
        body = "FI" + code[2:16]
        code = next(body + check for check in LETTERS if read_code(body + check))
    assert read_code(code.replace(letter, alike, 1)) is None


@given(st.text(max_size=40))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    found = read_code(text)
    assert found is None or set(found) <= set(LETTERS)


def test_groups_of_four_as_printed() -> None:
    assert grouped("BCDEFGHIJKLNPRSTU") == "BCDE FGHI JKLN PRST U"
