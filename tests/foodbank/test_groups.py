"""Which household collects when: groups with their hour and places, one time on another day, who does not come."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from kiosk_foodbank import changes, groups, places
from kiosk_foodbank import day as days

from kiosk_core import Act, Changed, Client, NotAllowed, NotFound, NotUnderstood
from kiosk_core.registry.households import HouseholdChanged
from kiosk_core.testing import HouseOnDisk

from .told import codes, collect, scan, slip

ENROLLED = ("foodbank",)
WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)
NEXT = WEDNESDAY + timedelta(weeks=2)


def two_groups(house: HouseOnDisk, places: int = 25) -> None:
    """A collects today and every second week at one, B two days later at two."""
    shift = house.at("foodbank")
    groups.set_group(shift, "A", WEDNESDAY, weeks=2, start=780, minutes=60, capacity=places)
    groups.set_group(shift, "B", FRIDAY, weeks=2, start=840, minutes=60, capacity=places)


def in_b(house: HouseOnDisk) -> Client:
    known = house.with_household(enrolled=ENROLLED).client
    groups.join(house.at("foodbank"), known, "B")
    return known


def awaited(house: HouseOnDisk, day: date) -> list[tuple[str, str | None, bool]]:
    found = days.still_to_come(house.kiosk.house, day)
    return [(one.number, one.group and one.group.name, one.excused) for one in found]


def test_what_was_arranged_stands_on_the_page_and_of_a_protected_household_only_for_who_may(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=ENROLLED).client
    number = known.number.partition(".")[0]
    assert house.at("core").client_page(number).arranged == (), "there are no groups yet"
    two_groups(house)
    ((_, none),) = house.at("core").client_page(number).arranged
    groups.join(house.at("foodbank"), known, "A")
    ((title, said),) = house.at("core").client_page(number).arranged
    assert (str(title), str(none)) == ("Food distribution", "in no collection group")
    assert str(said).startswith("group A, 13:00-14:00, next time ") and "(1 of 25 places)" in str(said)
    household = known.household
    assert household
    house.at("core").tell(HouseholdChanged(household=household, address=None, phone=None, protected=True))
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    assert house.at("core").client_page(number).arranged
    assert house.at("core", "deputy").client_page(number).arranged == ()


def test_a_household_is_expected_on_the_days_of_its_group_and_the_slip_says_the_next(house: HouseOnDisk) -> None:
    house.set("foodbank.frequency", "days")
    two_groups(house)
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    free = house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "a")
    groups.join(shift, omar.client, "B")
    assert awaited(house, WEDNESDAY) == [("A1001", "A", False), ("A1003", None, False)], "who has no group may come too"
    assert awaited(house, FRIDAY)[0] == ("A1002", "B", False)
    assert "Next parcel: from Wednesday 09/12/2026" in slip(house, collect(house, fatima))
    assert days.show(house.kiosk.house, "balie", WEDNESDAY).expected == 2
    groups.end_group(shift, "A")
    assert groups.next_of(house.kiosk.house, fatima.client, FRIDAY) == FRIDAY, "in no group: any distribution"
    assert free.client.household


def test_a_household_comes_on_another_day_for_one_time(house: HouseOnDisk) -> None:
    two_groups(house)
    fatima = house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "A")
    groups.move_once(shift, fatima.client, FRIDAY)
    assert awaited(house, WEDNESDAY) == []
    assert awaited(house, FRIDAY) == [("A1001", "B", False)]
    assert awaited(house, NEXT) == [("A1001", "A", False)], "one time only"
    groups.leave(shift, fatima.client)
    assert awaited(house, WEDNESDAY) == [], "who left the group since still comes on the other day"
    groups.join(shift, fatima.client, "A")
    with pytest.raises(NotUnderstood, match="no distribution"):
        groups.move_once(shift, fatima.client, date(2026, 11, 26))
    with pytest.raises(NotUnderstood, match="does not collect"):
        groups.move_once(shift, fatima.client, NEXT, of_day=FRIDAY)


def test_who_comes_on_a_day_that_is_not_theirs_gets_the_parcel_and_the_volunteer_reads_when_they_are_expected(
    house: HouseOnDisk,
) -> None:
    two_groups(house)
    fatima, omar, free = (house.with_household(enrolled=ENROLLED) for _ in range(3))
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "A")
    groups.join(shift, omar.client, "B")
    assert codes(scan(house, fatima)) == codes(scan(house, free)) == []
    verdict = scan(house, omar)
    assert (verdict.outcome, codes(verdict)) == ("granted", ["foodbank.not_expected"])
    assert str(verdict.findings[0].text) == "This household is not expected on 25/11/2026, but on 27/11/2026."
    groups.move_once(shift, omar.client, WEDNESDAY)
    assert codes(scan(house, omar)) == [], "for one time it is their day"
    house.later(days=1)
    for known in (omar, free):
        (found,) = scan(house, known).findings
        assert found.code == "foodbank.not_expected"
        assert str(found.text).startswith("On 26/11/2026 no distribution is planned. This household is expected on ")
    days.open_day(shift)
    assert codes(scan(house, free)) == [], "somebody opened this day on purpose"


def test_who_moved_to_another_day_goes_along_when_that_distribution_moves(house: HouseOnDisk) -> None:
    two_groups(house)
    thursday, saturday, monday = (WEDNESDAY + timedelta(days=n) for n in (1, 3, 5))
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    shift = house.at("foodbank")
    for known in (fatima, omar):
        groups.join(shift, known.client, "A")
    groups.move_once(shift, fatima.client, FRIDAY)
    changes.move_day(shift, FRIDAY, saturday)
    assert (awaited(house, FRIDAY), awaited(house, saturday)) == ([], [("A1001", "B", False)])
    assert groups.next_of(house.kiosk.house, fatima.client, WEDNESDAY) == saturday
    groups.move_once(shift, omar.client, saturday)
    assert places.taken(house.kiosk.house, "B", saturday) == 2
    changes.move_day(shift, saturday, monday)
    assert [one[:2] for one in awaited(house, monday)] == [("A1001", "B"), ("A1002", "B")], "also who came to it later"
    assert (awaited(house, saturday), places.taken(house.kiosk.house, "B", saturday)) == ([], 0)
    changes.move_day(shift, WEDNESDAY, thursday)
    assert awaited(house, thursday) == [], "nor on the usual day that they gave up, wherever that is now"
    house.later(days=5)
    assert groups.next_of(house.kiosk.house, omar.client, house.today) == monday


def test_who_moved_to_a_day_that_is_cancelled_since_comes_on_the_usual_day_again(house: HouseOnDisk) -> None:
    two_groups(house, places=1)
    fatima = house.with_household(enrolled=ENROLLED).client
    shift, saturday = house.at("foodbank"), FRIDAY + timedelta(days=1)
    groups.join(shift, fatima, "A")
    groups.move_once(shift, fatima, FRIDAY)
    changes.move_day(shift, FRIDAY, saturday)
    changes.close_day(shift, saturday)
    assert [awaited(house, day) for day in (FRIDAY, saturday)] == [[], []], "nobody is expected where nothing is held"
    assert awaited(house, WEDNESDAY) == [("A1001", "A", False)]
    assert groups.next_of(house.kiosk.house, fatima, WEDNESDAY) == WEDNESDAY
    with pytest.raises(Changed, match="Group A is full"):
        groups.move_once(shift, in_b(house), WEDNESDAY)
    house.later(days=1)
    assert groups.next_of(house.kiosk.house, fatima, house.today) == NEXT, "no slip says a day without a distribution"
    changes.hold_day(shift, FRIDAY)
    assert groups.next_of(house.kiosk.house, fatima, house.today) == FRIDAY, "held after all, it holds again"
    assert ("A1001", "B", False) in awaited(house, FRIDAY)


def test_who_moved_to_the_day_of_a_group_that_ended_since_comes_on_the_usual_day_again(house: HouseOnDisk) -> None:
    two_groups(house)
    fatima = house.with_household(enrolled=ENROLLED).client
    shift = house.at("foodbank")
    groups.join(shift, fatima, "A")
    groups.move_once(shift, fatima, FRIDAY)
    groups.end_group(shift, "B")
    assert groups.next_of(house.kiosk.house, fatima, WEDNESDAY) == WEDNESDAY
    assert awaited(house, WEDNESDAY) == [("A1001", "A", False)]


def test_who_comes_a_week_sooner_for_one_time_hears_the_usual_day_after_the_one_it_gave_up(house: HouseOnDisk) -> None:
    shift, gave_up = house.at("foodbank"), WEDNESDAY + timedelta(weeks=1)
    groups.set_group(shift, "A", WEDNESDAY, weeks=2, start=780, minutes=60, capacity=20)
    groups.set_group(shift, "B", gave_up, weeks=2, start=840, minutes=60, capacity=20)
    fatima = house.with_household(enrolled=ENROLLED)
    groups.join(shift, fatima.client, "B")
    groups.move_once(shift, fatima.client, WEDNESDAY)
    assert groups.next_of(house.kiosk.house, fatima.client, WEDNESDAY) == WEDNESDAY
    assert "Next parcel: from Wednesday 16/12/2026" in slip(house, collect(house, fatima))
    house.later(days=1)
    assert groups.next_of(house.kiosk.house, fatima.client, house.today) == gave_up + timedelta(weeks=2)


def test_a_full_group_says_so_and_a_place_is_free_again_when_somebody_leaves(house: HouseOnDisk) -> None:
    two_groups(house, places=1)
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "A")
    with pytest.raises(Changed, match=r"^Group A is full: all 1 places are taken\. Choose another group\.$"):
        groups.join(shift, omar.client, "A")
    groups.join(shift, omar.client, "B")
    with pytest.raises(Changed, match="Group A is full"):
        groups.move_once(shift, omar.client, NEXT)
    groups.leave(shift, fatima.client)
    groups.move_once(shift, omar.client, NEXT)
    assert awaited(house, NEXT) == [("A1001", None, False), ("A1002", "A", False)][::-1]


def test_a_place_is_free_again_when_a_decision_is_over(house: HouseOnDisk) -> None:
    two_groups(house, places=1)
    past, omar = house.with_household(enrolled=ENROLLED, until=WEDNESDAY), house.with_household(enrolled=ENROLLED)
    shift = house.at("foodbank")
    groups.join(shift, past.client, "A")
    house.later(days=14)
    with pytest.raises(Changed):
        groups.join(shift, omar.client, "A")
    house.later(days=28)
    groups.join(shift, omar.client, "A")
    assert [one.number for one in groups.households(house.kiosk.house, "A", house.today)] == ["A1002"]


def test_a_place_is_free_the_day_after_a_decision_was_ended(house: HouseOnDisk) -> None:
    two_groups(house, places=1)
    gone, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    groups.join(house.at("foodbank"), gone.client, "A")
    house.at("core").end_enrolment(gone.client, "foodbank", house.today, decided_by="Mia Peeters", reason="verhuisd")
    with pytest.raises(Changed):
        groups.join(house.at("foodbank"), omar.client, "A")
    house.later(days=1)
    groups.join(house.at("foodbank"), omar.client, "A")
    assert [one.number for one in groups.households(house.kiosk.house, "A", house.today)] == ["A1002"]


@pytest.mark.parametrize("ending", ["deceased", "moved"])
def test_whoever_moved_to_another_day_and_is_no_more_takes_a_place_on_neither(
    house: HouseOnDisk, ending: Literal["deceased", "moved"]
) -> None:
    two_groups(house, places=2)
    gone, mia, omar, sofie, youssef = (house.with_household(enrolled=ENROLLED).client for _ in range(5))
    shift = house.at("foodbank")
    for one in (gone, mia):
        groups.join(shift, one, "A")
    groups.move_once(shift, gone, FRIDAY)
    assert gone.person
    house.at("core").leave(gone, [gone.person], ending)
    read = house.kiosk.house
    assert (places.taken(read, "A", WEDNESDAY), places.taken(read, "B", FRIDAY)) == (1, 0)
    for one, group in ((omar, "A"), (sofie, "B"), (youssef, "B")):
        groups.join(shift, one, group)
    assert awaited(house, FRIDAY) == [("A1004", "B", False), ("A1005", "B", False)]


def test_a_household_in_which_nobody_lives_has_no_next_time_and_who_died_keeps_the_number(house: HouseOnDisk) -> None:
    two_groups(house)
    gone = house.with_household(enrolled=ENROLLED).client
    groups.join(house.at("foodbank"), gone, "A")
    assert gone.person
    office = house.at("core")
    office.leave(gone, [gone.person], "deceased")
    empty, person = office.client_page("A1001"), office.client_page("A1001.1")
    assert (empty.number, empty.size, empty.arranged) == ("A1001", 0, ())
    assert (person.number, person.arranged) == ("A1001.1", ())
    assert groups.next_of(house.kiosk.house, house.kiosk.house.by_number("A1001", house.today), house.today) is None


def test_a_last_place_that_is_taken_meanwhile_is_not_given_again(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_groups(house, places=1)
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    slow = house.at("foodbank")
    quick = house.kiosk.shift(slow.volunteer, "balie", "foodbank")
    append = slow._append

    def told_late(*offered: Any, **more: Any) -> Act:
        """Between looking and writing, another counter is quicker."""
        groups.join(quick, omar.client, "A")
        return append(*offered, **more)

    monkeypatch.setattr(slow, "_append", told_late)
    with pytest.raises(Changed, match="changed meanwhile: Group A is full"):
        groups.join(slow, fatima.client, "A")
    assert [one.number for one in groups.households(house.kiosk.house, "A", house.today)] == ["A1002"]


RACER = """
import json, sys
from pathlib import Path
import kiosk_foodbank
from kiosk_foodbank import groups
from kiosk_core import Changed
from kiosk_core.testing import HouseOnDisk
told = json.load(sys.stdin)
house = HouseOnDisk(Path(told["path"]), [kiosk_foodbank])
shift, joined = house.at("foodbank"), 0
clients = [house.kiosk.house.by_number(number, house.today) for number in told["numbers"]]
for client in clients:
    try:
        groups.join(shift, client, "A")
        joined += 1
    except Changed:
        pass
print(joined)
house.close()
"""


def test_two_processes_never_give_the_last_place_twice(house: HouseOnDisk) -> None:
    two_groups(house, places=15)
    numbers = [house.with_household(enrolled=ENROLLED).client.number.split(".")[0] for _ in range(24)]
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for place, racer in enumerate(racers):
        assert racer.stdin is not None and racer.stdout is not None
        racer.stdin.write(json.dumps({"path": str(house.path), "numbers": numbers[place::2]}))
        racer.stdin.close()
    joined = [int(racer.stdout.read()) for racer in racers if racer.stdout]
    assert [racer.wait() for racer in racers] == [0, 0]
    assert sum(joined) == 15
    assert len(groups.households(house.kiosk.house, "A", house.today)) == 15


def test_a_protected_household_has_a_place_without_its_name(house: HouseOnDisk) -> None:
    two_groups(house)
    fatima = house.with_household(enrolled=ENROLLED)
    assert fatima.client.household is not None
    shift = house.at("foodbank")
    groups.join(shift, fatima.client, "A")
    house.at("core").tell(HouseholdChanged(household=fatima.client.household, address=None, phone=None, protected=True))
    assert awaited(house, WEDNESDAY) == []
    assert [one.first_name for one in groups.households(house.kiosk.house, "A", house.today)] == [""]


def test_what_is_no_group_is_not_made_and_a_volunteer_makes_none(house: HouseOnDisk) -> None:
    shift, usual = house.at("foodbank"), {"weeks": 1, "start": 780, "minutes": 60, "capacity": 5}
    for name, wrong in (("een groep", {}), ("A", {"weeks": 9}), ("A", {"minutes": 0}), ("A", {"capacity": 0})):
        with pytest.raises(NotUnderstood):
            groups.set_group(shift, name, WEDNESDAY, **{**usual, **wrong})
    with pytest.raises(NotFound):
        groups.end_group(shift, "A")
    volunteer = house.at("foodbank", "volunteer")
    client: Client = house.with_household(enrolled=ENROLLED).client
    with pytest.raises(NotAllowed):
        groups.set_group(volunteer, "A", WEDNESDAY, **usual)
    with pytest.raises(NotAllowed):
        groups.join(volunteer, client, "A")
