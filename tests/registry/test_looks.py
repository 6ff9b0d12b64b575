"""Who looked at whom: the coordinator reads it, per client and per volunteer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_core import NotAllowed, NotFound
from kiosk_core.domain.errors import CannotUndo, OwnHousehold
from kiosk_core.domain.moments import Period
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.registry.looks import PARTS
from kiosk_core.testing import HouseOnDisk


def lines(house: HouseOnDisk, days: int = 0, **of: str) -> list[tuple[str, str, str]]:
    period = Period(house.today - timedelta(days=days), house.today)
    return [(one.volunteer, one.number, one.part) for one in house.at("core").looks(period, **of)]  # type: ignore[arg-type]


def test_each_look_is_a_line_with_who_whom_and_how_newest_first(house: HouseOnDisk) -> None:
    house.with_household(name="Fatima El Amrani", enrolled=("soup",))
    house.with_household(name="Jan Peeters")
    shift = house.at("soup", "volunteer")
    shift.chosen(shift.find("Fatima")[0].person)
    house.later(days=1)
    house.at("core").client_page("A1002")
    house.at("core", "administrator").client_page("A1001")
    assert lines(house) == [("administrator", "A1001.1", "dossier"), ("coordinator", "A1002.1", "dossier")]
    assert lines(house, 1)[-1] == ("volunteer", "A1001.1", "found_by_name")
    assert [who for who, _, _ in lines(house, 1, client="A1001")] == ["administrator", "volunteer"]
    assert [number for _, number, _ in lines(house, 1, volunteer="coordinator")] == ["A1002.1"]
    assert {part for _, _, part in lines(house, 1)} <= PARTS.keys()


def test_a_household_asked_for_by_number_is_one_look_at_one_of_it(house: HouseOnDisk) -> None:
    house.with_household(3, ("2019-04-01",), enrolled=("soup",))
    shift = house.at("soup", "volunteer")
    shift.client_by_number("1001")
    assert lines(house) == [("volunteer", "A1001.1", "found_by_number")]
    shift.client_by_number("A1001.2")
    assert lines(house)[0] == ("volunteer", "A1001.2", "found_by_number")
    assert {part for _, _, part in lines(house)} <= PARTS.keys()


def test_who_left_is_still_named_and_somebody_forgotten_is_not(house: HouseOnDisk) -> None:
    house.with_household(name="Fatima El Amrani", enrolled=("soup",))
    shift = house.at("soup", "volunteer")
    shift.chosen(shift.find("Fatima")[0].person)
    house.at("core").retire("volunteer")
    assert lines(house, volunteer="volunteer") == [("volunteer", "A1001.1", "found_by_name")]
    house.at("core").forget("A1001", "request")
    assert [number for _, number, _ in lines(house, volunteer="volunteer")] == [""]
    with pytest.raises(NotFound):
        lines(house, volunteer="somebody")


def test_the_looks_are_the_coordinators_and_at_their_own_household_a_colleagues(house: HouseOnDisk) -> None:
    known = house.with_household()
    period = Period(house.today, house.today)
    with pytest.raises(NotAllowed):
        house.at("soup", "volunteer").looks(period)
    house.at("core").link_volunteer("coordinator", known.client.members[0].person)
    with pytest.raises(OwnHousehold):
        house.at("core").looks(period, client="A1001")


def test_a_list_of_everybody_is_one_line_for_all_and_stands_at_each_who_was_in_it(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.with_household(adults=2, name="Fatima El Amrani")
    hidden = house.with_household(name="Ana Silva", protected=True)
    house.at("core").welcome("Eva", ["deputy"], "4444", cost=1, deputy_until=house.today)
    house.at("core", "Eva").export_clients(tmp_path / "a.xlsx", ENGLISH)
    house.later(days=1)
    house.at("core").change_household(hidden.client, protected=False)
    house.with_household(name="Jan Peeters")
    house.at("core").export_clients(tmp_path / "b.csv", ENGLISH)
    assert lines(house, 1) == [("coordinator", "", "clients"), ("Eva", "", "clients")]
    said = [str(one.said()) for one in house.at("core").looks(Period(house.today, house.today))]
    assert said == ["list of everybody (4)"]
    everybody = ["coordinator", "Eva"]
    assert [[who for who, _, _ in lines(house, 1, client=number)] for number in ("A1001", "A1001.2")] == [everybody] * 2
    assert [who for who, _, _ in lines(house, 1, client="A1002")] == ["coordinator"], "she was hidden from the deputy"
    assert [who for who, _, _ in lines(house, 1, client="A1003")] == ["coordinator"], "he came the day after"
    assert [who for who, _, _ in lines(house, 1, volunteer="Eva")] == ["Eva"]
    (act,) = {event.act for event in house.kiosk.last_events(1)}
    with pytest.raises(CannotUndo):
        house.at("core").undo(act, "mistake")


def test_a_file_of_cards_is_a_look_at_whose_cards_they_are(house: HouseOnDisk, tmp_path: Path) -> None:
    house.with_household(name="Fatima El Amrani")
    house.at("core").print_cards(tmp_path / "a.pdf", ENGLISH)
    house.with_household(name="Jan Peeters")
    assert lines(house) == [("coordinator", "", "cards")]
    assert lines(house, client="A1001") == [("coordinator", "A1001.1", "cards")]
    assert lines(house, client="A1002") == []
