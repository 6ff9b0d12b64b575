"""Volunteers, counters and the sheet of cards: for those who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core import NewMember, NotAllowed, PersonId
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor
from .test_office import at


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files to print go."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def marks(sits: Visitor, name: str) -> None:
    place = next(n for n, line in enumerate(sits.rows) if name in line)
    await sits.presses(*["up"] * len(sits.rows), *["down"] * place)


async def test_somebody_is_welcomed_with_a_pin_typed_twice_and_signs_in(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Volunteers")
        await sits.presses("f5")
        await sits.types("Marie\r\r2468\r1357")
        await sits.presses("f8")
        assert "The two PINs are not the same." in sits.place.message
        await sits.types("2468\r2468")
        await sits.presses("f8")
        assert "✓ Marie is welcome." in sits.place.message and any("Marie" in line for line in sits.rows)
        await sits.presses("f7")
        assert "✓ Badge of Marie:" in sits.place.message, "the mark stands on who was added, not on who adds"
        await sits.presses("escape", "escape", "f12")
        await sits.signs_in("Marie", "2468")
        assert sits.app.who is not None and sits.app.who.roles == ("volunteer",)


async def test_roles_are_chosen_in_the_words_of_the_screen(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Volunteers")
        await sits.presses("f5")
        await sits.types("Marie\rshop lead, coord\r2468\r2468")
        await sits.presses("f8")
        await marks(sits, "Marie")
        assert "shop lead, coordinator" in next(line for line in sits.rows if "Marie" in line)
        await sits.presses("f9", "1", "2", "3", "1")
        assert "somebody who helps has a role." in sits.place.message
        await sits.presses("4")
        await sits.types("30/11/2026")
        await sits.presses("f8")
        assert "✓ Marie: volunteer, deputy coordinator until 30/11/2026." in sits.place.message
        await sits.presses("2", "4")
        assert "✓ Marie: volunteer, shop lead." in sits.place.message
        await sits.presses("escape")
        assert "volunteer, shop lead" in next(line for line in sits.rows if "Marie" in line)


async def test_a_new_pin_a_badge_and_goodbye(house: HouseOnDisk, home: Path) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Volunteers")
        await marks(sits, "volunteer")
        await sits.presses("f6")
        await sits.types("9876\r9876")
        await sits.presses("f8")
        assert house.kiosk.check_pin("volunteer", "9876")
        await sits.presses("f7")
        (badge,) = (code for (code,) in house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='badge'"))
        assert badge[:4] in sits.place.message and house.kiosk.badge(badge) is not None
        (sheet,) = home.glob("*.pdf")
        assert sheet.read_bytes().startswith(b"%PDF") and "volunteer" not in sheet.name
        await sits.presses("f2")
        assert house.kiosk.badge(badge) is None
        await sits.presses("f4")
        assert by_name(house.kiosk.house, "volunteer") is None
        await sits.presses("f4")
        assert by_name(house.kiosk.house, "volunteer") is not None


async def test_nobody_can_lock_everybody_out(house: HouseOnDisk) -> None:
    house.at("core").retire("administrator")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Volunteers")
        await marks(sits, "coordinator")
        await sits.presses("f4")
        assert "nobody would be left who may welcome volunteers." in sits.place.message
        await sits.presses("f9", "1", "3")
        assert "nobody would be left who may welcome volunteers." in sits.place.message
    assert by_name(house.kiosk.house, "coordinator") is not None


async def test_a_counter_is_added_gets_a_title_and_a_drawer(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Counters")
        await sits.presses("f5")
        await sits.types("shop\rShop at the back")
        await sits.presses("f8")
        assert any("Shop at the back" in line and "without a drawer" in line for line in sits.rows)
        await marks(sits, "shop")
        await sits.presses("f7", "f6")
        await sits.types("Shop at the front")
        await sits.presses("f8")
        assert [(c.name, c.title, c.has_drawer) for c in sits.app.shift_for("core").known_counters()][1:] == [
            ("shop", "Shop at the front", True)
        ]
    assert Visitor(house).app.counter == "balie", "this computer stays where it stood"


async def test_cards_never_printed_come_on_one_sheet_and_only_once(house: HouseOnDisk, home: Path) -> None:
    house.with_household(name="Omar Haddad")
    house.at("core").print_cards(home.parent / "before.pdf", ENGLISH, only_new=True)
    house.with_household(name="Fatima El Amrani")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Cards to print")
        assert "1 card was never printed." in sits.shows
        await sits.presses("f8")
        (sheet,) = home.glob("*.pdf")
        assert f"✓ 1 card: {sheet}" in sits.place.message and "0 cards were never printed." in sits.shows
        await sits.presses("f8")
        assert "is there already" in sits.place.message
        await sits.presses(*["backspace"] * 60)
        await sits.types("/nowhere/x.pdf")
        house.with_household(name="Jan Peeters")
        await sits.presses("f8")
        assert "nothing can be written to /nowhere/x.pdf" in sits.place.message
    assert len(house.at("core").live_cards_to_print(True)) == 1


async def test_after_a_list_was_read_every_household_that_may_come_gets_its_card_at_once(house: HouseOnDisk) -> None:
    office = house.at("core")
    house.with_household(name="Omar Haddad", enrolled=("toy",))
    office.register([NewMember(name="Nobody Decided")])
    for members in ([NewMember(name="Jan Peeters", born="1950")], [NewMember()], [NewMember(born="2019")]):
        client = office.register(members)
        office.enrol(house.kiosk.house.by_number(f"{client.number}.1", house.today), "toy", house.today)
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Cards to print")
        assert "3 households may come and have no card yet." in sits.shows
        await sits.presses("f6")
        assert sits.place.message == "✓ 2 cards are made."
        assert "1 household may come and has no card yet." in sits.shows, "a child's card is given by hand"
    assert [face.number for _, face in office.live_cards_to_print(True)] == ["A1001.1", "A1003.1", "A1004.1"]
    assert office.issue_missing_cards() == 0
    with pytest.raises(NotAllowed):
        house.at("toy", "volunteer").issue_missing_cards()


async def test_who_stopped_is_forgotten_on_the_screen_after_the_name_is_typed(house: HouseOnDisk) -> None:
    office = house.at("core")
    known = house.with_household(name="Maria Peeters")
    office.welcome("Els", ["volunteer"], "7777", cost=1)
    office.link_volunteer("Els", PersonId(known.client.person or ""))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Volunteers")
        assert "f3" not in set(sits.keys()), "nobody stopped yet"
        await marks(sits, "Els")
        await sits.presses("f4", "f3")
        await sits.chooses("Els")
        assert "The names go. What stays without a name:" in sits.shows and "Older backups may hold them" in sits.shows
        assert "What they did stays, for the accounts and the figures" in sits.shows
        assert "They are a client here too: that stays." in sits.shows
        await sits.types("coordinator")
        await sits.presses("f8")
        assert "type Els to forget this one." in sits.shows
        await sits.types("\x15")
        await sits.presses(*["backspace"] * len("coordinator"))
        await sits.types("els")
        await sits.presses("f8")
        assert "✓ Forgotten." in sits.shows and "f3" not in set(sits.keys())
    assert house.kiosk.house.number("SELECT count(*) FROM leaf WHERE body LIKE '%\"Els\"%'") == 0
    assert house.kiosk.house.client(known.client.person or "", house.today) is not None


async def test_before_a_client_who_helps_too_is_forgotten_it_says_that_the_helping_stays(house: HouseOnDisk) -> None:
    known = house.with_household(name="Els Peeters")
    office = house.at("core")
    office.welcome("Els", ["volunteer"], "7777", cost=1)
    office.link_volunteer("Els", PersonId(known.client.person or ""))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("Forget")
        await sits.chooses("The household A1001")
        assert "They help here too, as Els: that stays." in sits.shows
    assert len(office.to_forget("A1001").beside) == 2
    other = house.with_household(name="Jo Maes")
    assert len(office.to_forget(other.client.number).beside) == 1
