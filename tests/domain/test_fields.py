"""What somebody types is understood as the keyboard has it."""

from __future__ import annotations

import pytest

from kiosk_core.domain.fields import typed_choices
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence

FRENCH = {"Beef": "Bœuf", "Eggs": "Œufs", "Milk": "Lait"}
LEAVE_OUT = Field(
    "soup.leave_out", "enrolment", Sentence("Leave out"), Sentence("So that it is eaten."), "choices",
    choices={"beef": Sentence("Beef"), "eggs": Sentence("Eggs"), "milk": Sentence("Milk")},
)  # fmt: skip


@pytest.mark.parametrize("typed", ["Œufs, Bœuf", "oeufs, boeuf", "OEUFS,BOEUF", "oeu, boe", "eggs, beef"])
def test_a_choice_is_typed_on_any_keyboard(typed: str) -> None:
    assert typed_choices(LEAVE_OUT, typed, lambda text: FRENCH[str(text)]) == "eggs, beef"
