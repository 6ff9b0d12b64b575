"""Finding while typing: exactly at once, by how it sounds after a pause, and no key waits for either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from textual.widgets import Input

from kiosk_core.house import House
from kiosk_core.registry import search
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.searching import Searching
from kiosk_core.tui.widgets.matches import Matches

from .conftest import Visitor


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Searching, "PAUSE", 0.001)


@pytest.fixture
def town(house: HouseOnDisk) -> HouseOnDisk:
    for name in ("Mohammed Benali", "Muhammad Peeters", "Muhamed Yildiz", "Jan Janssens", "Muhamed Aslan"):
        house.with_household(name=name, enrolled=("toy",))
    return house


class Slow:
    """Looking by sound, which for one text waits until it is let go."""

    def __init__(self) -> None:
        self.text, self.began, self.go_on = "", Event(), Event()
        self._look = search.find_alike

    def look(self, house: House, typed: str, day: str, most: int = search.MOST) -> list[search.Found]:
        if typed == self.text:
            self.began.set()
            self.go_on.wait(10)
        return self._look(house, typed, day, most)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(search, "find_alike", made.look)
    yield made
    made.go_on.set()


def lines(sits: Visitor) -> list[str]:
    """What the list says, '>' before the one that is marked."""
    listed = sits.place.query_one(Matches)
    return [
        (">" if n == listed.highlighted else "") + str(listed.get_option_at_index(n).prompt).split("  ")[0].strip()
        for n in range(listed.option_count)
    ]


async def until(sits: Visitor, true: Callable[[], bool]) -> None:
    """The pause is over, and the worker has come so far."""
    for _ in range(500):
        if true():
            return
        await sits.pilot.pause(0.01)
    raise AssertionError(lines(sits))


async def looks_by_sound(sits: Visitor) -> None:
    await until(sits, lambda: "Sounds like it:" in lines(sits))
    await sits.settles()


async def test_a_list_that_is_not_all_says_so(house: HouseOnDisk) -> None:
    names = ("Amina Aslan", "Amina Benali", "Amina Claes", "Amina Diallo", "Amina Yildiz", "Amina Zidane")
    for name in names:
        house.with_household(name=name, enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("amina")
        assert lines(sits)[0] == ">Amina A. 1984" and len(lines(sits)) == 6
        assert lines(sits)[5] == "There are more: type more letters."
        await sits.presses("down", "down", "down", "down", "down")
        assert lines(sits)[5] == "There are more: type more letters.", "nobody is marked there"
        await sits.types(" z")
        assert lines(sits)[0] == ">Amina Z. 1984" and "There are more: type more letters." not in lines(sits)
        await sits.presses("backspace", "backspace")
        assert lines(sits)[5] == "There are more: type more letters."


@pytest.mark.parametrize("typed", ["V1", "A-V00001", "0001"])
async def test_a_number_that_is_no_clients_says_how_one_is_typed(town: HouseOnDisk, typed: str) -> None:
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types(typed)
        assert "Nobody has this number. A client's number is typed as A1042." in sits.place.message


async def test_who_sounds_alike_follows_below_and_what_stands_there_stays_marked(town: HouseOnDisk) -> None:
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("muhamed")
        await sits.presses("down")
        await looks_by_sound(sits)
        assert lines(sits) == [
            "Muhamed A. 1984", ">Muhamed Y. 1984", "Sounds like it:", "Mohammed B. 1984", "Muhammad P. 1984",
        ]  # fmt: skip
        await sits.presses("down")
        assert lines(sits)[3] == ">Mohammed B. 1984", "the heading is nobody"
        await sits.presses("enter")
        assert sits.look == "yes" and "Mohammed" in sits.shows
    assert town.kiosk.house.number("SELECT count(*) FROM core_look WHERE part='found_by_name'") == 1


async def test_nobody_is_meant_by_an_enter_before_one_is_marked(town: HouseOnDisk) -> None:
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("Mouhamet Pieters")
        await looks_by_sound(sits)
        assert (lines(sits), sits.place.message) == (["Sounds like it:", "Muhammad P. 1984"], "")
        await sits.presses("enter")
        assert sits.look == "ready" and lines(sits)[-1] == ">Muhammad P. 1984"
        await sits.presses("enter")
        assert sits.look == "yes" and "Muhammad" in sits.shows


async def test_letters_of_a_card_that_are_told_late_search_nobody_over_its_verdict(town: HouseOnDisk) -> None:
    zofia = town.with_household(name="Zofia Kwakkel", enrolled=("toy",))
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(zofia.card)
        # As on a machine that stalled between two letters: the line tells of them after the scan was understood.
        search = sits.place.query_one("#search", Input)
        search.post_message(Input.Changed(search, "Muhamed"))
        await sits.settles()
        assert (sits.look, lines(sits)) == ("yes", [])


async def test_keys_typed_meanwhile_stand_and_an_older_answer_is_not_shown(town: HouseOnDisk, slow: Slow) -> None:
    slow.text = "mouhamet"
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("mouhamet")
        await until(sits, slow.began.is_set)
        await sits.types(" pieters")
        assert sits.place.query_one("#search", Input).value == "mouhamet pieters"
        await until(sits, lambda: lines(sits) == ["Sounds like it:", "Muhammad P. 1984"])
        slow.go_on.set()
        await sits.settles()
        assert lines(sits) == ["Sounds like it:", "Muhammad P. 1984"]


async def test_who_was_put_away_does_not_come_back_with_a_late_answer(town: HouseOnDisk, slow: Slow) -> None:
    slow.text = "mouhamet"
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types(slow.text)
        await until(sits, slow.began.is_set)
        await sits.types("\x1b")
        slow.go_on.set()
        await sits.settles()
        assert (lines(sits), sits.look) == ([], "ready")


async def test_names_that_were_found_leave_the_screen_by_themselves(town: HouseOnDisk) -> None:
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("jan")
        assert lines(sits) == [">Jan J. 1984"]
        counter = sits.place
        assert isinstance(counter, Searching)
        question = counter._question
        await sits.passes(town.at("core").settings().names_seconds)
        assert lines(sits) == []
        # As on a machine that stalled: the pause was over before, and is told now.
        counter._ask_by_sound(question, "jan")
        await sits.settles()
        assert lines(sits) == []


async def test_the_office_opens_the_page_of_somebody_written_otherwise(town: HouseOnDisk) -> None:
    sits = Visitor(town)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.chooses("Clients")
        await sits.types("jansens")
        await looks_by_sound(sits)
        assert lines(sits) == ["Sounds like it:", "Jan J. 1984"]
        await sits.presses("enter", "enter")
        assert "A1004 · 1 person" in sits.shows
