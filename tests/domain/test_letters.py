"""What somebody types is one of the words on the screen when nobody can mistake it."""

from __future__ import annotations

import pytest

from kiosk_core.domain.letters import meant, plain_letters

VAT = {"outside_scope": "buiten toepassing", "vat_6": "btw 6 %", "vat_21": "btw 21 %", "exempt": "niet vrijgesteld"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("btw 21 %", "vat_21"), ("21", "vat_21"), ("btw 21%", "vat_21"), ("BTW21%", "vat_21"), ("6%", "vat_6"), ("buiten", "outside_scope")],
)  # fmt: skip
def test_a_choice_is_known_by_its_number_with_or_without_spaces(typed: str, code: str) -> None:
    assert meant(VAT, typed) == code


@pytest.mark.parametrize("typed", ["btw", "%", "2", "12", "vrijgesteld"])
def test_what_may_be_mistaken_stays_as_it_was_typed(typed: str) -> None:
    assert meant(VAT, typed) == typed, "a word alone could leave out the 'niet' before it"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Євген Ющенко", "yevhen yushchenko"), ("Наталія", "nataliia"), ("Її Йосиф", "yii yosyf"), ("Кузьменко", "kuzmenko"),
        ("Дем'янюк", "dem'ianiuk"), ("Хвоя Цвях", "khvoia tsviakh"), ("Иван Ильин", "ivan ilyn"), ("Э́мма", "emma"), ("Љубица", "ljubytsa"),
    ],
)  # fmt: skip
def test_cyrillic_is_written_as_on_a_residence_card(written: str, plain: str) -> None:
    assert plain_letters(written) == plain
