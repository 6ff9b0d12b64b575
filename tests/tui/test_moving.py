"""What was for somebody else: while it is being moved the screen says so, and it is moved to the next who stands here only."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk, Known

from .conftest import Visitor


def given_to(house: HouseOnDisk) -> list[str]:
    """Numbers, in their order."""
    return sorted(one.number for one in house.at("toy").last_served())


async def moves_what_was_for(sits: Visitor, wrong: Known, pays: str = "enter") -> None:
    """Recorded, and said to be somebody else's."""
    await sits.at_counter()
    await sits.scans(wrong.card)
    await sits.presses(pays, "f4", "f6")


async def test_the_screen_says_what_is_moved_until_it_is_and_then_what_to_ask_back(house: HouseOnDisk) -> None:
    house.set("toy.price", "2")
    wrong = house.with_household(adults=3, name="Jan Peeters", enrolled=("toy",))
    right = house.with_household(name="Amina Diallo", enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await moves_what_was_for(sits, wrong, pays="f5")
        assert "You are moving: Bread, of A1001." in sits.shows and "Who was it for?" in sits.shows
        await sits.scans(right.card)
        assert sits.look == "yes" and "You are moving: Bread, of A1001." in sits.shows
        await sits.presses("f5")
        assert sits.look == "done" and "You are moving" not in sits.shows
        assert sits.place.message == (
            "✓ Bread is recorded. No longer at A1001: Bread. Was A1001 here too? Ask back: 3 loaves, 2 × Pot of jam. "
            "Give back €2.00. If not: ask nothing back."
        )
    assert given_to(house) == ["A1002"]


async def test_of_a_wrong_line_only_the_money_is_given_back_that_nobody_owes(house: HouseOnDisk) -> None:
    """Paid at once and noted at somebody else; the right one pays later after all."""
    house.set("toy.price", "2")
    wrong, right = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Amina Diallo"))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await moves_what_was_for(sits, wrong, pays="f5")
        await sits.scans(right.card)
        await sits.presses("f6")
        assert sits.place.message.endswith(
            "Give back €2.00. Was A1001 here too? Ask back: 1 loaf, 2 × Pot of jam. If not: ask nothing back."
        )
    assert given_to(house) == ["A1002"]


async def test_after_somebody_who_is_refused_the_next_one_takes_nothing_from_another(house: HouseOnDisk) -> None:
    wrong, after = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Amina Diallo"))
    stranger = house.with_household(name="An Claes")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await moves_what_was_for(sits, wrong)
        await sits.scans(stranger.card)
        assert sits.look == "read" and sits.place.message == "Nothing is moved: Bread stays with A1001."
        await sits.scans(after.card)
        await sits.presses("enter")
        assert sits.place.message == "✓ Bread is recorded."
    assert given_to(house) == ["A1001", "A1002"]


async def test_a_card_that_is_not_known_is_nobody_and_the_name_may_be_typed(house: HouseOnDisk) -> None:
    wrong, right = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Amina Diallo"))
    house.at("toy").stop_card(right.card, "lost")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await moves_what_was_for(sits, wrong)
        await sits.scans(right.card)
        assert sits.look == "read" and "You are moving: Bread, of A1001." in sits.shows
        await sits.types("amina")
        await sits.presses("enter", "enter")
    assert given_to(house) == ["A1002"]


async def test_only_the_next_who_stands_here_is_meant(house: HouseOnDisk) -> None:
    wrong, asked, after = (
        house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "An Claes", "Amina Diallo")
    )
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(asked.card)
        await sits.presses("enter")
        await moves_what_was_for(sits, wrong)
        await sits.scans(asked.card)
        assert sits.look == "read" and "You are moving" in sits.shows
        await sits.scans(after.card)
        assert sits.look == "yes" and sits.place.message == "Nothing is moved: Bread stays with A1001."
        await sits.presses("enter")
    assert given_to(house) == ["A1001", "A1002", "A1003"]


async def test_who_leaves_the_counter_or_lets_the_name_go_moves_nothing(house: HouseOnDisk) -> None:
    wrong, right = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Amina Diallo"))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        for leaves in ("f10", "escape", "time"):
            await moves_what_was_for(sits, wrong)
            if leaves == "time":
                await sits.scans(right.card)
                await sits.passes(61)
            else:
                await sits.presses(leaves)
            sits.app.to_counter()
            await sits.settles()
            assert "You are moving" not in sits.shows
            assert sits.place.message == "Nothing is moved: Bread stays with A1001."
            await sits.presses("f4", "f8")
    assert given_to(house) == []


async def test_what_a_second_volunteer_confirms_is_moved_after_one_pin(house: HouseOnDisk) -> None:
    """To the mover's own household, which needs somebody else."""
    wrong, own = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Vera Maes"))
    house.at("core", "administrator").link_volunteer("volunteer", own.client.members[0].person)
    house.at("toy", "coordinator")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await moves_what_was_for(sits, wrong)
        await sits.scans(own.card)
        await sits.presses("f8")
        await sits.signs_in("coordinator", "2222")
        assert sits.look == "done"
    assert given_to(house) == ["A1002"]
