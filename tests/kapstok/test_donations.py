"""What people bring, the slip that thanks them, and where it goes when it was sorted."""

from __future__ import annotations

import pytest
from kiosk_kapstok import donations, indicators
from kiosk_kapstok.donations import Brought
from kiosk_kapstok.settings import ShopSettings
from textual.widgets import OptionList

from kiosk_core import Grams, NotAllowed, NotUnderstood, month_of
from kiosk_core.catalogues import catalogue
from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor

from .test_office import office
from .told import slip


def figures(house: HouseOnDisk, code: str) -> dict[str, int]:
    one = next(one for one in indicators.ALL if one.code == f"kapstok.{code}")
    return {figure.breakdown: figure.value for figure in one.compute(house.kiosk.house, month_of(house.today))}


def test_a_donation_counts_in_kilos_and_bags_and_its_slip_thanks_by_name(house: HouseOnDisk) -> None:
    shift = house.at("kapstok", "volunteer")
    brought = [donations.read_brought("kledij", "12,5"), donations.read_brought("schoenen", "3x")]
    act = donations.take_in(shift, brought, "Familie Peeters")
    said = slip(house, act)
    assert "Thank you! Familie Peeters" in said and "clothing 12.5 kg" in said and "shoes 3 bags" in said
    donations.take_in(shift, [Brought("kledij", Grams(500))])
    gone = donations.take_in(shift, [Brought("textiel", Grams(9000))])
    shift.undo(gone.id, "mistake")
    assert figures(house, "donated") == {"": 13000, "kledij": 13000}
    assert figures(house, "bags") == {"": 3, "schoenen": 3}
    assert "Peeters" not in " ".join(str(event.kept) for event in house.kiosk.last_events(20))
    house.moment = house.moment.replace(year=house.moment.year + 1, month=12)
    house.kiosk.confirm_clock()
    house.at("core").retain(wait=lambda seconds: None)
    assert "Peeters" not in slip(house, act) and "clothing 12.5 kg" in slip(house, act)


def test_what_was_sorted_counts_by_where_it_went(house: HouseOnDisk) -> None:
    shift = house.at("kapstok", "volunteer")
    donations.sort(shift, {"shop": Grams(10000), "recycler": Grams(4200)})
    donations.sort(shift, {"shop": Grams(500), "project": Grams(1000)})
    assert figures(house, "sorted") == {"": 15700, "project": 1000, "recycler": 4200, "shop": 10500}


def test_what_cannot_be_a_donation_gets_a_sentence(house: HouseOnDisk) -> None:
    shift = house.at("kapstok", "volunteer")
    for wrong in ("veel", "3xx", "1.2345", "-1", ""):
        with pytest.raises(NotUnderstood, match="kledij: type kilos, for instance 12,5, or bags with an x: 3x"):
            donations.take_in(shift, [donations.read_brought("kledij", wrong)])
    assert donations.read_brought("kledij", "500g") == Brought("kledij", Grams(500))
    for brought in ([], [Brought("hout", Grams(1))], [Brought("kledij")], [Brought("kledij", Grams(1_000_000))]):
        with pytest.raises(NotUnderstood):
            donations.take_in(shift, brought)
    for grams in ({}, {"zolder": Grams(1)}, {"shop": Grams(1_000_000)}):
        with pytest.raises(NotUnderstood):
            donations.sort(shift, grams)
    assert figures(house, "donated") == {"": 0} and figures(house, "sorted") == {"": 0}


async def test_goods_are_noted_at_the_till_with_a_slip_and_taken_back(house: HouseOnDisk) -> None:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter("volunteer")
        await sits.presses("tab", "d")
        await sits.types("12,5\r3x\r")
        await sits.presses("f5")
        assert "✓ It is noted." in sits.place.message
        assert house.kiosk.house.rows("SELECT what FROM local_spool") == [("slip",)]
        await sits.types("9")
        await sits.presses("f8", "f4")
        assert sits.place.message == "✓ Taken back: clothing 9 kg"
        await sits.presses("escape", "s")
        await sits.types("\r\r4,2")
        await sits.presses("f8")
        assert "✓ It is noted." in sits.place.message
        await sits.types("\r3x")
        await sits.presses("f8")
        assert "To another project: type kilos, for instance 12,5." in sits.place.message
        await sits.presses("escape")
        assert sits.keys().get("f4") is None
        await sits.presses("tab", "s", "f4")
        assert sits.place.message == "✓ Taken back: To the textile recycler 4.2 kg"
        await sits.presses("escape", "tab", "d", "f4")
        assert sits.place.message == "✓ Taken back: clothing 12.5 kg, shoes 3 bags", "noted before the screen was left"
        assert sits.keys().get("f4") is None
    assert figures(house, "donated") == {"": 0} and figures(house, "sorted") == {"": 0}


async def test_a_finger_that_trembles_notes_goods_once_and_takes_one_back(house: HouseOnDisk) -> None:
    """What says "say what was brought" after it was noted is typed again, and counted twice."""
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter("volunteer")
        await sits.presses("tab", "d")
        for key, kilos in (("f8", "10"), ("f5", "4")):
            await sits.types(kilos)
            await sits.types_ahead(key, key, key)
            assert sits.place.message == "✓ It is noted. Thank you."
        assert figures(house, "donated")[""] == 14000
        await sits.types_ahead("f4", "f4")
        assert sits.place.message == "✓ Taken back: clothing 4 kg" and figures(house, "donated")[""] == 10000
        await sits.presses("escape", "s")
        await sits.types("3")
        await sits.types_ahead("f8", "f8")
        assert sits.place.message == "✓ It is noted."
        await sits.types("2")
        await sits.presses("f8")
        await sits.types_ahead("f4", "f4")
        assert figures(house, "sorted")[""] == 3000


def test_goods_of_another_day_are_taken_back_by_who_leads(house: HouseOnDisk) -> None:
    shift, lead = house.at("kapstok", "volunteer"), house.at("kapstok")
    acts = [donations.take_in(shift, [Brought("kledij", Grams(500))]), donations.sort(shift, {"shop": Grams(500)})]
    house.later(days=1)
    for act in acts:
        with pytest.raises(NotAllowed):
            shift.undo(act.id, "mistake")
        lead.undo(act.id, "mistake")
    assert figures(house, "donated") == {"": 0} and figures(house, "sorted") == {"": 0}


def test_the_usual_goods_are_called_so_in_each_language_and_a_house_has_words_of_its_own(house: HouseOnDisk) -> None:
    till = house.at("kapstok")
    act = donations.take_in(till, [donations.read_brought("kledij", "3")])
    assert "vêtements 3 kg" in slip(house, act, "fr") and "kledij 3 kg" in slip(house, act, "nl")
    house.set("kapstok.donated_goods", "Vêtements d'hiver, schoenen")
    known = donations.goods_of(house.kiosk.house, house.today)
    assert [(code, str(called)) for code, called in known.items()] == [
        ("vetements-d-hiver", "Vêtements d'hiver"), ("schoenen", "shoes"),
    ]  # fmt: skip
    own = donations.take_in(till, [donations.read_brought("vetements-d-hiver", "4")])
    assert "Vêtements d'hiver 4 kg" in slip(house, own) and "clothing 3 kg" in slip(house, act)
    assert figures(house, "donated") == {"": 7000, "kledij": 3000, "vetements-d-hiver": 4000}


async def test_the_usual_goods_are_read_and_typed_in_the_settings_in_the_readers_language(house: HouseOnDisk) -> None:
    def told_apart() -> tuple[str, ...]:
        return house.kiosk.house.settings(ShopSettings, house.today).donated_goods

    async with office(house, "Settings") as sits:
        sits.app.words = catalogue("fr", house.kiosk.plugins.packages)
        await sits.types("donated goods")
        listed = sits.app.screen.query_one("#settings", OptionList).get_option("kapstok.donated_goods")
        assert {"vêtements,", "chaussures,", "textiles"} <= set(str(listed.prompt).split())
        assert "Par défaut vêtements, chaussures, textiles" in sits.shows and "kledij" not in sits.shows
        await sits.presses("enter", "enter")
        assert told_apart() == ("kledij", "schoenen", "textiel"), "what was read goes back as it was"
        await sits.presses("enter")
        await sits.types("VETEMENTS, jouets, c\r")
    assert told_apart() == ("kledij", "jouets", "c"), "a word of its own is no beginning of a usual one"
