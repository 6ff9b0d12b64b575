"""The example house has a shop week, and its drawer was closed each evening."""

from __future__ import annotations

from pathlib import Path

import kiosk_foodbank
import kiosk_kapstok

from kiosk_core.demo_house import make_example
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import Store


def test_a_week_of_sales_with_and_without_a_card_stands_in_closed_drawers(tmp_path: Path) -> None:
    modules = [kiosk_foodbank, kiosk_kapstok]
    made = make_example(tmp_path / "house.db", 8, days=70, modules=modules)
    assert made.silent == []
    with Kiosk(Store(tmp_path / "house.db", made.founded.kiosk.store.key), modules) as kiosk:
        house = kiosk.house
        sales, cards = house.rows("SELECT count(*), sum(card) FROM kapstok_sale")[0]
        assert 36 <= sales <= 72 and 0 < cards < sales
        assert house.number("SELECT count(DISTINCT day) FROM kapstok_sale") == 6
        assert {means for (means,) in house.rows("SELECT DISTINCT means FROM core_money WHERE project='kapstok'")} >= {
            "cash",
            "card",
            "credit",
        }
        assert (
            house.number("SELECT sum(grams) FROM kapstok_donated")
            == house.number("SELECT sum(grams) FROM kapstok_sorted")
            > 0
        )
        assert house.number("SELECT count(*) FROM core_till_closed") >= 6
