"""What is kept about people is called by words that they understand: every kind, field and word of a list."""

from __future__ import annotations

from types import ModuleType

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest

from kiosk_core import core
from kiosk_core.contract import of_people, without_words

PROJECTS = [core, kiosk_foodbank, kiosk_kapstok, kiosk_einclusie]


@pytest.mark.parametrize("module", PROJECTS, ids=lambda m: m.__name__)
def test_everything_kept_about_people_has_words(module: ModuleType) -> None:
    assert of_people(module.project())
    assert without_words(module.project()) == [], "words in held.py, or None where they tell a person nothing"
