"""The example house has a shop week, and its drawer was closed each evening."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import kiosk_foodbank
import kiosk_kapstok
import pytest
from kiosk_kapstok import prices, vouchers

from kiosk_core import CoreSettings
from kiosk_core.demo_house import PINS, make_example
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import Store


def test_a_week_of_the_shop_has_everything_that_happens_in_one_and_stands_in_closed_drawers(tmp_path: Path) -> None:
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
        lead = kiosk.sign_in("coordinator", PINS["coordinator"], project="kapstok")
        assert sorted((one.cents, one.left, one.state, one.reason) for one in vouchers.listed(lead)) == [
            (200, 200, "live", "returned"), (1500, 0, "stopped", "social_service"), (1500, 1500, "live", "replaced"),
            (2000, 1400, "live", "gift"),
        ]  # fmt: skip
        zs = lead.last_closings()
        kept = Counter[str]()
        for z in zs:
            kept.update(
                {code: times or 0 for _, code, times, _ in z.lines} | {sort: times for sort, times, _ in z.carried}
            )
        assert [kept[what] for what in ("kapstok.returns", "kapstok.voids", "core.voided", "out", "hand_over")] == [
            1
        ] * 5
        assert kept["core.aside"] and "account" in {line.means for z in zs for line in z.means}
        assert all(z.difference in (0, -50) for z in zs)
        assert [one.lies.cents for one in lead.aside() if one.lies] == [600], "waits for whoever opens the example"


@pytest.mark.parametrize("asked", ["2026-11-27T10:00", "2026-11-27T22:15", "2026-05-01T22:30", "2025-12-31T23:30"])
def test_the_example_house_speaks_the_language_in_which_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """At whatever hour, and whether or not summer time began or ended since the story's first day."""
    monkeypatch.setattr("kiosk_core.demo_house.now", lambda: datetime.fromisoformat(asked).replace(tzinfo=UTC))
    modules = [kiosk_foodbank, kiosk_kapstok]
    made = make_example(tmp_path / "house.db", 8, days=70, modules=modules, lang="fr")
    assert made.silent == []
    with Kiosk(Store(tmp_path / "house.db", made.founded.kiosk.store.key), modules) as kiosk:
        house, today = kiosk.house, kiosk.sign_in("coordinator", PINS["coordinator"]).here().day
        assert house.settings(CoreSettings, today).house_name == "Maison d'exemple"
        assert prices.title(house, "jas", today) == "Manteau"
        assert house.number("SELECT count(*) FROM foodbank_group WHERE subject LIKE 'MA-%'") > 0
        words = " ".join(body for (body,) in house.rows("SELECT body FROM leaf WHERE body LIKE '%caf%'"))
        assert "lait et café" in words.encode().decode("unicode_escape") or "lait et café" in words
