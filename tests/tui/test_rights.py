"""What a person may ask of the house, on the screens: a copy, to be forgotten, how long things are kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk_core import ClientId, Draft, NewMember
from kiosk_core.shift import Shift
from kiosk_core.shift.keeping import Forgetting
from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor
from .test_office import at


async def test_a_client_is_forgotten_after_the_number_is_typed(house: HouseOnDisk) -> None:
    couple = [NewMember(name="Fatima El Amrani", born="1984"), NewMember(name="Karim", born="1980")]
    known = house.at("core").register(couple)
    house.at("toy").keep_draft(Draft("one", {"n": 1}, ClientId(known.household or ""), parked=True))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("Forget")
        await sits.chooses("The household A1001")
        assert "A1001 · 2 persons" in sits.shows and "Still open: something is not finished: " in sits.shows
        assert "Of the rest only that something happened that day: " in sits.shows
        assert "Older backups may hold them until" in sits.shows
        assert "Lists and copies that were saved or printed still name them: destroy those too" in sits.shows
        await sits.types("A1002")
        await sits.presses("f8")
        assert "Read what stands above. F8 again forgets them all the same." in sits.shows, (
            "what is open is asked about first"
        )
        await sits.presses("f8")
        assert "type A1001 to forget this one." in sits.shows
        await sits.presses("backspace")
        await sits.types("1")
        await sits.presses("f6", "f8")
        assert "✓ Forgotten. The data are gone from this PC." in sits.shows
        assert "saved or printed still name them: destroy those too." in sits.place.message
    assert house.kiosk.house.number("SELECT count(*) FROM core_person") == 0


async def test_while_somebody_is_forgotten_the_screen_says_so_and_goes_on(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.with_household()
    may_go_on, forget = threading.Event(), Shift.forget

    def slowly(shift: Shift, *given: Any, **named: Any) -> Forgetting:
        assert may_go_on.wait(30)
        return forget(shift, *given, **named)

    monkeypatch.setattr(Shift, "forget", slowly)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("Forget")
        await sits.chooses("The household A1001")
        await sits.types("A1001")
        sits.app.top.press("f8")
        await sits.pilot.pause(0.05)
        assert sits.place.message == "One moment: the names are being taken out."
        assert set(sits.keys()) == {"f1"}, "not twice, and not left before it is said how it ended"
        sits.app.lock()
        await sits.pilot.pause(0.05)
        may_go_on.set()
        await sits.settles()
        await sits.signs_in()
        assert "✓ Forgotten. The data are gone from this PC." in sits.shows
    assert house.kiosk.house.number("SELECT count(*) FROM core_person") == 0


async def test_a_copy_for_one_member_is_written_in_dutch(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    house.at("core").register([NewMember(name="Fatima El Amrani", born="1984"), NewMember(name="Karim", born="1980")])
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("Copy of all we keep")
        await sits.chooses("A1001.1")
        await sits.presses("f8")
        assert "✓ " in sits.place.message
    (file,) = tmp_path.glob("dossier-*.pdf")
    assert "Fatima" not in file.name
    with pypdfium2.PdfDocument(file) as document:
        said = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "over u bewaart" in said
    assert "Fatima El Amrani" in said
    assert "Karim" not in said


async def test_the_page_that_explains_is_printed_from_a_client_s_page(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    house.with_household()
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("A page that explains")
        await sits.presses("f6", "f8")
        assert "✓ " in sits.place.message
    (file,) = tmp_path.glob("privacy-*.pdf")
    with pypdfium2.PdfDocument(file) as document:
        assert "garde sur vous" in document[0].get_textpage().get_text_bounded()


async def test_the_office_sees_how_long_and_by_which_rule_and_takes_what_is_older(house: HouseOnDisk) -> None:
    house.set("core.retention_rules", "visits=2045-12")
    known = house.with_household(enrolled=["toy"])
    bread = house.at("toy", "volunteer")
    bread.record(bread.scan(known.card).offers[0])
    house.later(days=4 * 365)
    house.kiosk.confirm_clock()
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "How long we keep")
        assert "Visits: 3 years, rule 2045-12." in sits.shows
        assert "Registration, cards and decisions: kept" in sits.shows
        await sits.presses("f8")
        assert "It cannot be taken back." in sits.place.message
        await sits.presses("f8")
        assert "✓ What was older is gone." in sits.place.message


async def test_a_client_page_that_was_left_open_is_closed_to_the_colleague_who_signs_in(house: HouseOnDisk) -> None:
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    house.at("core").register(
        [NewMember(name="Samira Ben Ali", born="1990-03-05")], address="Schuilplaats 3", protected=True
    )
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("samira ben ali 5/3/1990\r")
        await sits.settles()
        assert "Schuilplaats 3" in sits.shows
        sits.app.lock()
        await sits.signs_in()
        await sits.settles()
        assert "Schuilplaats 3" in sits.shows, "who comes back goes on"
        sits.app.lock()
        await sits.signs_in("deputy", "5555")
        await sits.settles()
        assert "Schuilplaats 3" not in sits.shows and "A1001" not in sits.shows
