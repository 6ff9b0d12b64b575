"""A registration is taken back before anything stands on it, not after: nobody is left behind whom no number finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk_core import CannotUndo, NewMember, NotFound
from kiosk_core.shift.families import Away
from kiosk_core.testing import HouseOnDisk

from .told import card_of, family, outcome, parcel

FATIMA = NewMember(name="Zxqvortel El Amrani", born="1984-02-01", sex="v")
YOUSSEF = NewMember(name="Qwaxlibur Haddad", born="1980-06-30", sex="m")


def act_of(house: HouseOnDisk, kind: str) -> str:
    """The newest act with an event of that kind that was not taken back."""
    ledger = house.kiosk.journal.ledger
    stands = (e for e in reversed(house.kiosk.last_events(80)) if not ledger.voided(ledger.known_key(e.id) or 0))
    return str(next(event.act for event in stands if event.kind == kind))


def in_file(house: HouseOnDisk, *names: str) -> list[str]:
    """Those of these names that stand in a file of the house, which is closed for it."""
    house.close()
    there = b"".join(file.read_bytes() for file in house.path.parent.iterdir() if file.is_file()).lower()
    return [name for name in names if name.lower().encode() in there]


@pytest.fixture
def plain(tmp_path: Path) -> HouseOnDisk:
    """Without encryption, so that a name can be looked for in its bytes."""
    import kiosk_foodbank

    return HouseOnDisk.make(tmp_path, [kiosk_foodbank], key=None)


def test_a_registration_on_which_more_stands_is_not_taken_back_until_that_is(house: HouseOnDisk) -> None:
    office = house.at("core")
    client = family(house, FATIMA, enrolled=False)
    registered = act_of(house, "core.household_registered")
    client = office.join(client, [YOUSSEF])
    joined = act_of(house, "core.member_joined")
    office.enrol(client, "foodbank", date(2027, 11, 25))
    decided = act_of(house, "core.enrolled")
    card = card_of(house, "A1001.2")
    issued = act_of(house, "core.card_issued")
    parcel(house, card)
    served = act_of(house, "foodbank.parcel_collected")
    with pytest.raises(CannotUndo) as refused:
        office.undo(registered, "mistake")
    named = str(refused.value)
    places = [named.index(f", {act})") for act in (served, decided, joined)]
    assert places == sorted(places), named
    assert "Part of the household" in named
    with pytest.raises(CannotUndo, match="Card given out"):
        office.undo(joined, "mistake")
    assert outcome(house, card) == ("refused", ["foodbank.already_collected"])

    for act in (served, issued, decided, joined, registered):
        office.undo(act, "mistake")
    assert outcome(house, card) == ("unknown", ["core.unknown_card"])
    assert (
        house.kiosk.house.rows(
            "SELECT 1 FROM core_person UNION SELECT 1 FROM core_member UNION SELECT 1 FROM core_household"
        )
        == []
    )


def test_a_split_after_which_life_went_on_is_not_taken_back_from_under_it(house: HouseOnDisk) -> None:
    office = house.at("core")
    old = family(house, FATIMA, YOUSSEF)
    card = card_of(house, "A1001.1")
    split = office.split(old, Away([old.members[1].person]))
    for new, _ in split.cards:
        parcel(house, new)
    office.change_household(split.away, address="Kerkstraat 9")
    office.name_proxy(split.away, date(2027, 1, 1), name="Mia Jans")
    office.join(split.stayed, [NewMember(born="2026")])
    with pytest.raises(CannotUndo) as refused:
        office.undo(split.act, "mistake")
    for word in ("Part of the household", "Somebody may collect", "Data of the household changed", "Parcel"):
        assert word in str(refused.value)
    for kind in (
        "core.member_joined",
        "core.proxy_named",
        "core.household_changed",
        *["foodbank.parcel_collected"] * 2,
    ):
        office.undo(act_of(house, kind), "mistake")
    office.undo(split.act, "mistake")
    assert outcome(house, card)[0] == "granted"
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 1


def test_who_was_registered_by_mistake_is_forgotten_by_the_number_that_was_given(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    family(plain, FATIMA, enrolled=False)
    office.undo(act_of(plain, "core.household_registered"), "mistake")
    with pytest.raises(NotFound):
        office.client_page("A1001")
    assert office.to_forget("A1001").persons == 1
    assert office.forget("A1001", "request").gone
    with pytest.raises(NotFound):
        office.forget("A1001", "request")
    assert office.verify().clean
    assert in_file(plain, "zxqvortel") == []


def test_with_a_household_goes_who_joined_it_or_might_collect_for_it_by_mistake(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    client = family(plain, NewMember(name="Fatima El Amrani", born="1984-02-01"), enrolled=False)
    office.join(client, [YOUSSEF])
    office.undo(act_of(plain, "core.member_joined"), "mistake")
    office.name_proxy(client, date(2027, 1, 1), name="Zxqvortel Jans")
    office.undo(act_of(plain, "core.proxy_named"), "mistake")
    neighbour = family(plain, NewMember(name="Grubvenster", born="1990"), enrolled=False)
    office.join(client, [NewMember(known=neighbour.members[0].person, share="part")])
    office.undo(act_of(plain, "core.member_joined"), "mistake")
    assert office.to_forget("A1001").persons == 3
    office.forget("A1001", "request")
    assert [one.number for one in office.look_up("Grubvenster")] == ["A1002.1"]
    assert in_file(plain, "zxqvortel", "qwaxlibur", "fatima", "grubvenster") == ["grubvenster"]


def test_one_who_joined_by_mistake_is_forgotten_alone_and_nobody_who_lives_elsewhere(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    client = family(plain, NewMember(name="Fatima El Amrani", born="1984-02-01"), enrolled=False)
    office.join(client, [YOUSSEF])
    office.undo(act_of(plain, "core.member_joined"), "mistake")
    neighbour = family(plain, NewMember(name="Grubvenster", born="1990"), enrolled=False)
    office.join(client, [NewMember(known=neighbour.members[0].person, share="part")])
    office.undo(act_of(plain, "core.member_joined"), "mistake")
    office.forget("A1001.2", "mistake")
    with pytest.raises(NotFound):
        office.forget("A1001.2", "mistake")
    assert in_file(plain, "qwaxlibur", "fatima", "grubvenster") == ["fatima", "grubvenster"]


def test_who_collects_for_somebody_without_a_household_goes_with_them(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    client = family(plain, YOUSSEF, enrolled=False)
    office.leave(client, [client.members[0].person], "left")
    alone = plain.kiosk.house.by_number("A1001.1", plain.today)
    office.name_proxy(alone, date(2027, 1, 1), name="Zxqvortel Jans")
    assert office.to_forget("A1001.1").persons == 2
    office.forget("A1001.1", "request")
    assert in_file(plain, "zxqvortel", "qwaxlibur") == []


def test_two_members_who_were_not_one_after_all_leave_nothing_in_each_others_history(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    family(plain, NewMember(name="Fatima El Amrani", aliases="Fafa"), enrolled=False)
    family(
        plain,
        NewMember(name="Zxqvortel Peeters", aliases="Qwaxlibur", born="1984-02-01", phone="0499887766"),
        enrolled=False,
    )
    one, other = (plain.kiosk.house.by_number(number, plain.today) for number in ("A1001.1", "A1002.1"))
    merged = office.merge_members(one, other)
    row = plain.kiosk.house.one("SELECT name, first_name, aliases, born, phone FROM core_person")
    assert row == ("Fatima El Amrani", "Fatima", "Fafa, Zxqvortel Peeters, Qwaxlibur", "1984-02-01", "0499887766")
    assert "A1001.1" in [found.number for found in office.look_up("qwaxlibur")]
    office.undo(merged.id, "mistake")
    office.forget("A1002", "request")
    assert office.verify().clean
    assert in_file(plain, "zxqvortel", "qwaxlibur", "0499887766", "1984-02-01", "fafa") == ["fafa"]


def test_of_two_who_were_one_the_name_of_the_other_goes_with_its_registration(plain: HouseOnDisk) -> None:
    office = plain.at("core")
    family(plain, NewMember(phone="0499887766"), enrolled=False)
    family(plain, YOUSSEF, enrolled=False)
    one, other = (plain.kiosk.house.by_number(number, plain.today) for number in ("A1001.1", "A1002.1"))
    merged = office.merge_members(one, other)
    assert plain.kiosk.house.rows("SELECT first_name, phone, sex FROM core_person") == [
        ("Qwaxlibur", "0499887766", "m")
    ]
    office.undo(merged.id, "mistake")
    office.forget("A1002", "request")
    assert in_file(plain, "qwaxlibur", "0499887766") == ["0499887766"]


def test_who_comes_out_of_a_merge_whose_household_was_forgotten_is_forgotten_by_the_old_number(
    plain: HouseOnDisk,
) -> None:
    office = plain.at("core")
    family(plain, FATIMA, enrolled=False)
    family(plain, YOUSSEF, enrolled=False)
    one, other = (plain.kiosk.house.by_number(number, plain.today) for number in ("A1001.1", "A1002.1"))
    merged = office.merge_members(one, other)
    office.forget("A1001", "request")
    office.undo(merged.id, "mistake")
    office.forget("A1001.1", "request")
    assert office.client_page("A1002.1").number == "A1002.1"
    assert in_file(plain, "zxqvortel", "qwaxlibur") == ["qwaxlibur"]
