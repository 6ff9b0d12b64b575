"""What whoever signs in reads first, the note they leave, and who looked at whom."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor


async def test_a_briefing_lies_on_top_until_it_is_read_and_the_coordinator_sees_who_did(house: HouseOnDisk) -> None:
    house.at("toy").write_briefing("The oven is hot.", house.today, house.today)
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in("volunteer", "1111")
        assert "The oven is hot." in sits.shows and "coordinator" in sits.shows
        await sits.scans(card)
        assert sits.look == "yes", "a card does not wait for a briefing"
        await sits.presses("f12")
        await sits.signs_in("volunteer", "1111")
        assert sits.look == "yes" and "There is something to read for you" in sits.shows
        await sits.presses("escape", "f12")
        await sits.signs_in("volunteer", "1111")
        assert "The oven is hot." in sits.shows
        await sits.presses("f8")
        assert "The oven is hot." not in sits.shows
        await sits.presses("f12")
        await sits.signs_in("volunteer", "1111")
        assert "The oven is hot." not in sits.shows
        await sits.presses("f12")
        await sits.signs_in()
        await sits.presses("f10")
        await sits.chooses("Good to know")
        assert "Read by: volunteer" in sits.shows


async def test_who_goes_leaves_a_note_and_the_next_one_reads_it(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in("volunteer", "1111")
        await sits.presses("f12", "f8")
        await sits.types("Call 85073003328 back")
        await sits.presses("f8")
        assert "looks like a national, bank or card number" in sits.shows
        await sits.presses(*["backspace"] * 20)
        await sits.types("Flour is almost gone")
        await sits.presses("f8")
        assert "✓ The next shift reads it." in sits.shows
        await sits.signs_in()
        assert "Flour is almost gone" in sits.shows and "volunteer" in sits.shows
        await sits.presses("f4")
        assert "Nothing is noted for this shift." in sits.shows


async def test_the_coordinator_writes_a_briefing_for_days_and_takes_the_right_one_back(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        for text in ("One", "Two"):
            await sits.chooses("Good to know")
            await sits.presses("f6")
            await sits.types(text)
            await sits.presses("f6", "f7", "f8")
            assert "✓ Whoever signs in reads it." in sits.shows
            await sits.presses("escape")
        await sits.chooses("Good to know")
        await sits.presses("f4", "2")
        assert "Two" in sits.shows and "One" not in sits.shows
    (note,) = house.at("toy", "volunteer").shift_notes()
    assert (note.project, note.counter, (note.last - note.first).days) == ("", "balie", 6)


async def test_the_coordinator_reads_the_notes_of_a_day_and_takes_one_back(house: HouseOnDisk) -> None:
    house.at("toy", "volunteer").leave_note("Flour is almost gone.")
    house.at("core").vouch("volunteer")
    house.later(days=1)
    house.at("toy", "volunteer").leave_note("The oven smells.")
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.presses("escape")
        await sits.chooses("Office")
        await sits.chooses("Notes of the day")
        assert ["The oven smells." in sits.rows[0], "Flour is almost gone." in sits.rows[1]] == [True, True]
        assert "Bread · counter balie" in sits.shows and "From the shift of 26/11/2026 · volunteer" in sits.shows
        keys = sits.keys()
        assert "f6" not in keys, "tomorrow is not known yet"
        await sits.presses("f4")
        assert "✓ Taken back." in sits.place.message and len(sits.rows) == 1
        await sits.presses("f5")
        assert "coordinator vouched for volunteer, who had no PIN." in sits.rows[0]
        assert "coordinator vouched for volunteer, who had no PIN." in sits.shows and len(sits.rows) == 2
        await sits.presses("f6")
        assert len(sits.rows) == 1
    assert [one.text for one in house.at("toy").shift_notes()] == ["Flour is almost gone."]


async def test_the_coordinator_reads_who_looked_per_client_and_per_volunteer(house: HouseOnDisk) -> None:
    house.with_household(enrolled=("toy",))
    shift = house.at("toy", "volunteer")
    shift.chosen(shift.find("Fatima")[0].person)
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.chooses("Who looked")
        assert any("volunteer" in line and "A1001.1" in line and "found by name" in line for line in sits.rows)
        for typed, there in (("administrator", 0), ("A1001", 1), ("volunteer", 1)):
            await sits.types(f"{typed}\r")
            assert len(sits.rows) == there, typed
            await sits.presses(*["backspace"] * len(typed))
        await sits.presses("f5")
        assert sits.rows == [] and "Nobody looked in these days." in sits.shows
        await sits.presses("f7")
        await sits.presses("f6")
        assert len(sits.rows) == 1
