"""Every row of a report is in the reader's words; programs find the same codes in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest

from kiosk_core.catalogues import catalogue
from kiosk_core.demo_house import make_example
from kiosk_core.domain.moments import Period
from kiosk_core.domain.texts import spoken
from kiosk_core.kiosk import Kiosk
from kiosk_core.reports.figures import ROWS, figures, for_people
from kiosk_core.store import Store

MODULES = [kiosk_einclusie, kiosk_foodbank, kiosk_kapstok]
OWN_WORDS = {"itsme", "kledij", "schoenen", "speelgoed", "boeken"}
"""A name, and what this house calls the goods that people bring."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    path = tmp_path_factory.mktemp("figures") / "house.db"
    made = make_example(path, 8, days=70, modules=MODULES)
    with Kiosk(Store(path, made.founded.kiosk.store.key), MODULES) as kiosk:
        yield kiosk


@pytest.mark.parametrize("lang", ["nl", "fr"])
def test_no_row_of_a_report_is_a_code_and_no_source_is_english(example: Kiosk, lang: str) -> None:
    today = example.clock().date()
    found = list(figures(example.plugins, example.house, Period(today - timedelta(days=70), today)))
    words = catalogue(lang, example.plugins.packages)
    rows = {one.breakdown: spoken(one.said, words) for one in found if one.breakdown}
    assert {"anonymous", "regular", "unknown", "v", "with_card", "late", "recycler", "cash"} <= rows.keys()
    assert {code for code, said in rows.items() if said == code} <= OWN_WORDS
    assert not any("_" in said for said in rows.values())
    sheet = for_people(found, example.plugins)
    means = [spoken(text, words) for _, text in sheet.terms]
    assert means
    assert not any(english in said for said in means for english in ("the house", "Regulation", "Federation", "owed"))
    assert all(spoken(said, words) != said.template for said in ROWS.values())
    assert all(one.as_json()["breakdown"] == one.breakdown for one in found)
