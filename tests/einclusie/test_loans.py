"""Devices and loans: handed out once, back and wiped before the next, with a deposit that comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from kiosk_einclusie import agreement, devices, loans, past_loans
from kiosk_einclusie.errors import NotNow

from kiosk_core import (
    CASH,
    KEPT,
    OWED,
    Act,
    Cents,
    Changed,
    NewMember,
    NotAllowed,
    NotFound,
    NotUnderstood,
    Payment,
    Shift,
    Word,
)
from kiosk_core.domain.errors import OwnHousehold
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.compose import compose
from kiosk_core.printing.plain import plain
from kiosk_core.testing import HouseOnDisk, Known

from .told import PROJECT, codes

DUE = date(2026, 12, 16)
WIPED = ("signed_out", "files_gone", "browser_emptied", "updated", "cleaned")


def laptop(house: HouseOnDisk) -> str:
    return devices.add(house.at(PROJECT), "ThinkPad 14 inch")


def lend(house: HouseOnDisk, who: Known, device: str, **more: object) -> Act:
    shift = house.at(PROJECT, "volunteer")
    return loans.lend(shift, shift.scan(who.card, loans.LOAN), device, **more)  # type: ignore[arg-type]


def state(house: HouseOnDisk, device: str) -> str:
    return devices.one(house.kiosk.house, device, house.today).state


def said(house: HouseOnDisk, act: str) -> str:
    """On its slip, as a person reads it in the English of the source; wrapped lines joined."""
    return " ".join(plain(compose(house.kiosk.plugins, house.kiosk.house, house.kiosk.act(act)), ENGLISH).split())


def cash(house: HouseOnDisk) -> int:
    """Deposits in the drawer, cents."""
    query = "SELECT sum(cents) FROM core_money WHERE means='cash' AND purpose=?"
    return house.kiosk.house.number(query, loans.DEPOSIT)


def test_a_slip_says_what_was_lent_until_when_and_what_was_paid_for_it(house: HouseOnDisk) -> None:
    lend(house, house.with_household(), laptop(house), deposit=Cents(2000), payments=[Payment(CASH, Cents(5000))])
    loans.take_back(house.at(PROJECT, "volunteer"), "A-001", kept=Cents(500), marks=(Word("screen"),), damaged=True)
    lent, back = (said(house, job.job.act) for job in house.at(PROJECT).print_queue())
    assert "ThinkPad 14 inch A-001 Back on 16/12/2026 Deposit €20.00" in lent
    assert "Paid in cash €20.00" in lent and "A-2026-000001" in lent
    assert "Of the deposit stays here €5.00" in back and "Given back in cash €15.00" in back
    assert "Fatima" not in lent + back


def test_a_device_goes_out_comes_back_is_wiped_and_goes_out_again(house: HouseOnDisk) -> None:
    shift, fatima, omar = house.at(PROJECT, "volunteer"), house.with_household(), house.with_household(name="Omar")
    device = laptop(house)
    assert (device, state(house, device)) == ("A-001", "in")
    act = lend(house, fatima, device, accessories=(Word("charger"),))
    assert act.events[0].fields["due"] == str(DUE)
    assert state(house, device) == "out"
    with pytest.raises(Changed, match="lent"):
        lend(house, omar, device)
    loans.take_back(shift, device)
    assert state(house, device) == "to_wipe"
    with pytest.raises(Changed, match="wiped first"):
        lend(house, omar, device)
    with pytest.raises(NotUnderstood, match="cleaned"):
        devices.wiped(shift, device, WIPED[:-1])
    devices.wiped(shift, device, WIPED)
    lend(house, omar, device)
    assert loans.of_device(shift.house, device) is not None
    assert [(past.number, past.how) for past in past_loans.history(house.at(PROJECT), device=device)] == [
        (omar.client.number, "out"), (fatima.client.number, "back"),
    ]  # fmt: skip
    assert [past.device for past in past_loans.history(house.at(PROJECT), person=omar.client.person)] == [device]


def test_a_device_is_found_by_the_code_on_its_label(house: HouseOnDisk) -> None:
    device = laptop(house)
    code = devices.one(house.kiosk.house, device, house.today).code
    lend(house, house.with_household(), code.lower())
    assert state(house, device) == "out"
    with pytest.raises(NotFound):
        devices.one(house.kiosk.house, "A-999", house.today)


def test_two_counters_that_both_saw_it_in_lend_it_once(house: HouseOnDisk) -> None:
    fatima, omar, device = house.with_household(), house.with_household(name="Omar"), laptop(house)
    other = house.again()
    here, there = house.at(PROJECT, "volunteer"), other.at(PROJECT, "volunteer")
    mine, theirs = here.scan(fatima.card, loans.LOAN), there.scan(omar.card, loans.LOAN)
    loans.lend(here, mine, device)
    with pytest.raises(Changed):
        loans.lend(there, theirs, device)
    other.close()


def test_a_deposit_is_paid_and_comes_back_less_what_stays_for_damage(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    paid = lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    assert paid.receipt == "A-2026-000001"
    with pytest.raises(NotUnderstood):
        loans.take_back(house.at(PROJECT), device, kept=Cents(2001))
    loans.take_back(house.at(PROJECT), device, damaged=True, kept=Cents(500), marks=(Word("screen"),))
    assert cash(house) == 500
    assert state(house, device) == "repair"
    devices.recovered(house.at(PROJECT), device)
    assert state(house, device) == "to_wipe"


def money(house: HouseOnDisk) -> dict[tuple[str, str], int]:
    """What is left of each purpose by each means, cents; nothing where it comes to nothing."""
    found = house.kiosk.house.rows("SELECT purpose, means, sum(cents) FROM core_money GROUP BY purpose, means")
    return {(purpose.removeprefix("einclusie."), means): cents for purpose, means, cents in found if cents}


def test_what_stays_of_a_deposit_for_damage_is_no_debt_any_more(house: HouseOnDisk) -> None:
    device = laptop(house)
    lend(house, house.with_household(), device, deposit=Cents(2500), payments=[Payment(CASH, Cents(2500))])
    back = loans.take_back(house.at(PROJECT), device, kept=Cents(1000), marks=(Word("battery"),))
    assert money(house) == {("deposit", CASH): 1000, ("deposit", KEPT): -1000, ("damage", KEPT): 1000}
    assert "Given back in cash €15.00" in said(house, back.id)
    house.at(PROJECT).undo(back.id, "mistake")
    assert money(house) == {("deposit", CASH): 2500}, "taken back whole"


def test_a_device_that_is_lost_leaves_no_deposit_to_give_back_nor_one_that_never_was_paid(house: HouseOnDisk) -> None:
    paid, owed = laptop(house), laptop(house)
    fatima = house.with_household()
    lend(house, fatima, paid, deposit=Cents(2500), payments=[Payment(CASH, Cents(2500))])
    loans.note_lost(house.at(PROJECT), paid, "lost")
    assert money(house) == {("deposit", CASH): 2500, ("deposit", KEPT): -2500, ("damage", KEPT): 2500}
    lend(house, fatima, owed, deposit=Cents(3000))
    loans.take_back(house.at(PROJECT), owed, kept=Cents(1000))
    assert money(house)["damage", OWED] == 1000 and ("deposit", OWED) not in money(house)


def test_a_deposit_that_was_never_paid_is_not_given_back_in_coins(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000))
    loans.take_back(house.at(PROJECT, "volunteer"), device)
    assert house.kiosk.house.rows(
        "SELECT means, sum(cents) FROM core_money WHERE purpose='einclusie.deposit' GROUP BY means"
    ) == [(OWED, 0)]


def test_who_was_vouched_for_gives_no_deposit_back(house: HouseOnDisk) -> None:
    device = laptop(house)
    lend(house, house.with_household(), device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    without_pin = house.kiosk.shift(house.at("core").vouch("volunteer"), project=PROJECT)
    with pytest.raises(NotAllowed, match="A colleague with a PIN"):
        loans.take_back(without_pin, device)
    assert (cash(house), state(house, device)) == (2000, "out")


def test_a_volunteer_does_not_undo_a_loan_of_their_own_and_take_the_deposit(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    act = lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    house.at("core").link_volunteer("volunteer", fatima.client.members[0].person)
    with pytest.raises(OwnHousehold):
        house.at(PROJECT, "volunteer").undo(act.id, "mistake")
    assert (cash(house), state(house, device)) == (2000, "out")
    house.at(PROJECT).undo(act.id, "mistake")
    assert (cash(house), state(house, device)) == (0, "in")


def test_a_half_paid_deposit_comes_back_half(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    half = [Payment(CASH, Cents(1000)), Payment(OWED, Cents(1000))]
    lend(house, fatima, device, deposit=Cents(2000), payments=half)
    loans.take_back(house.at(PROJECT, "volunteer"), device)
    assert house.kiosk.house.rows(
        "SELECT means, sum(cents) FROM core_money WHERE purpose='einclusie.deposit' GROUP BY means"
    ) == [(CASH, 0), (OWED, 0)]


def test_of_two_devices_the_deposit_that_was_paid_comes_back_in_coins_and_the_one_that_is_owed_does_not(
    house: HouseOnDisk,
) -> None:
    fatima, paid, owed = house.with_household(), laptop(house), laptop(house)
    lend(house, fatima, paid, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    lend(house, fatima, owed, deposit=Cents(1500))
    shift = house.at(PROJECT, "volunteer")
    loans.take_back(shift, paid)
    assert cash(house) == 0, "Fatima has her 20 euro again"
    loans.take_back(shift, owed)
    assert cash(house) == 0


def test_a_deposit_that_was_never_paid_is_paid_out_to_nobody_once_the_borrower_is_forgotten(house: HouseOnDisk) -> None:
    fatima, omar = house.with_household(), house.with_household(name="Omar")
    owed, paid = laptop(house), laptop(house)
    lend(house, fatima, owed, deposit=Cents(2000))
    lend(house, omar, paid, deposit=Cents(1500), payments=[Payment(CASH, Cents(1500))])
    for one in (fatima, omar):
        house.at("core").forget(one.client.number, "request", with_open=True)
    for device, left in ((owed, 1500), (paid, 0)):
        loans.take_back(house.at(PROJECT, "volunteer"), device)
        assert cash(house) == left
    open_debts = "SELECT sum(cents) FROM core_money WHERE means='owed'"
    assert house.kiosk.house.number(open_debts) == 0


def test_a_deposit_that_is_paid_while_the_device_comes_back_is_not_taken_off_again(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000))
    other, record = house.again(), Shift.record
    alone = replace(fatima.client, household=None)

    def meanwhile(shift: Shift, *asked: Any, **more: Any) -> Act:
        monkeypatch.setattr(Shift, "record", record)
        other.at(PROJECT, "volunteer").settle_owed(alone, loans.DEPOSIT, [Payment(CASH, Cents(2000))])
        return record(shift, *asked, **more)

    monkeypatch.setattr(Shift, "record", meanwhile)
    shift = house.at(PROJECT, "volunteer")
    with pytest.raises(Changed, match="not what it was"):
        loans.take_back(shift, device)
    loans.take_back(shift, device)
    assert (cash(house), state(house, device)) == (0, "to_wipe")
    other.close()


def test_a_minor_borrows_through_a_parent(house: HouseOnDisk) -> None:
    family, device = house.with_household(children=("2014-05-01",)), laptop(house)
    shift = house.at(PROJECT, "volunteer")
    child = shift.house.client(family.client.members[1].person, house.today)
    verdict = shift.decide(child, loans.LOAN)
    assert (verdict.outcome, codes(verdict)) == ("refused", ["einclusie.minor"])
    with pytest.raises(NotNow, match="A parent borrows"):
        loans.lend(shift, verdict, device)
    lend(house, family, device)


def test_who_is_late_is_asked_about_it_and_stands_on_the_call_list(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(phone="0470 11 22 33"), laptop(house)
    lend(house, fatima, device)
    shift = house.at(PROJECT, "volunteer")
    assert codes(shift.scan(fatima.card, loans.LOAN)) == ["einclusie.enough"]
    house.later(days=22)
    assert codes(shift.scan(fatima.card, loans.LOAN)) == ["einclusie.late"]
    with pytest.raises(NotAllowed):
        loans.late(shift)
    (late,) = loans.late(house.at(PROJECT))
    assert (late.loan.device, late.number, late.phone) == (device, fatima.client.number, "0470 11 22 33")
    assert loans.extend(shift, device).due == house.today + timedelta(days=21)
    assert loans.late(house.at(PROJECT)) == []


def test_a_reserved_device_goes_to_whom_it_is_kept_for(house: HouseOnDisk) -> None:
    fatima, omar, device = house.with_household(), house.with_household(name="Omar"), laptop(house)
    shift = house.at(PROJECT, "volunteer")
    devices.reserve(shift, device, fatima.client.person, house.today)
    assert state(house, device) == "reserved"
    with pytest.raises(Changed, match="kept for somebody"):
        lend(house, omar, device)
    with pytest.raises(Changed, match="kept for somebody"):
        devices.reserve(shift, device, omar.client.person, house.today + timedelta(days=3))
    lend(house, fatima, device)
    loans.take_back(shift, device)
    devices.wiped(shift, device, WIPED)
    assert state(house, device) == "in", "the reservation was for that loan"


def test_a_reservation_ends_by_itself_or_by_hand(house: HouseOnDisk) -> None:
    fatima, omar, device = house.with_household(), house.with_household(name="Omar"), laptop(house)
    shift = house.at(PROJECT, "volunteer")
    devices.reserve(shift, device, fatima.client.person, house.today)
    devices.unreserve(shift, device)
    assert state(house, device) == "in"
    devices.reserve(shift, device, fatima.client.person, house.today)
    house.later(days=7)
    lend(house, omar, device)


def test_a_reservation_is_ended_once_however_far_ahead_it_is(house: HouseOnDisk) -> None:
    fatima, device, shift = house.with_household(), laptop(house), house.at(PROJECT, "volunteer")
    devices.reserve(shift, device, fatima.client.person, house.today + timedelta(days=400))
    devices.unreserve(shift, device)
    assert devices.reservations(shift.house, device, house.today, date.max) == []
    with pytest.raises(Changed, match="kept for nobody"):
        devices.unreserve(shift, device)


def test_a_lost_device_ends_its_loan_and_may_be_found_again(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    shift = house.at(PROJECT, "volunteer")
    act = loans.note_lost(shift, device, "stolen")
    assert act.events[0].fields["reason"] == "stolen"
    assert (state(house, device), cash(house), loans.all_loans(shift.house)) == ("lost", 2000, [])
    with pytest.raises(NotNow):
        loans.take_back(shift, device)
    devices.recovered(shift, device)
    assert state(house, device) == "to_wipe"


def test_a_loan_that_was_a_mistake_is_undone_with_its_deposit(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    act = lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    house.at(PROJECT, "volunteer").undo(act.id, "mistake")
    assert (state(house, device), cash(house)) == ("in", 0)


def test_a_forgotten_borrower_leaves_a_device_that_can_come_back(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device)
    house.at("core").forget(fatima.client.number, "request", with_open=True)
    assert state(house, device) == "out"
    loans.take_back(house.at(PROJECT), device)
    assert state(house, device) == "to_wipe"


def test_inventory_numbers_are_the_house_s_own_or_the_next_and_never_twice(house: HouseOnDisk) -> None:
    shift = house.at(PROJECT)
    assert devices.add(shift, "Tablet", number="welz-17", sort="tablet") == "WELZ-17"
    with pytest.raises(Changed):
        devices.add(shift, "Tablet", number="WELZ-17")
    first = laptop(house)
    shift.undo(house.kiosk.last_events(1)[0].id, "mistake")
    assert (first, laptop(house)) == ("A-001", "A-002")
    with pytest.raises(NotUnderstood):
        devices.add(shift, "Tablet", number="17 é")
    with pytest.raises(NotAllowed):
        devices.add(house.at(PROJECT, "volunteer"), "Tablet")


def test_a_deposit_of_one_day_comes_back_two_weeks_later_out_of_the_drawer_of_that_day(house: HouseOnDisk) -> None:
    """It stands in two closings, and in none as turnover."""
    shift, device = house.at(PROJECT), laptop(house)
    lend(house, house.with_household(), device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    taken = shift.close_till(Cents(17000))
    house.later(days=14)
    shift.open_till(Cents(15000))
    loans.take_back(house.at(PROJECT, "volunteer"), device)
    given = shift.close_till(Cents(13000))
    for closing, cents in ((taken, (2000, 0)), (given, (0, -2000))):
        (line,) = [one for one in closing.purposes if one.purpose == loans.DEPOSIT]
        assert (line.nature, line.taken, line.back) == ("deposit", *cents)


def test_a_deposit_that_a_person_owes_is_settled_though_there_is_a_household(house: HouseOnDisk) -> None:
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(OWED, Cents(2000))])
    house.at(PROJECT, "volunteer").settle_owed(fatima.client, loans.DEPOSIT, [Payment(CASH, Cents(2000))])
    assert cash(house) == 2000
    loans.take_back(house.at(PROJECT, "volunteer"), device)
    assert cash(house) == 0, "what was paid later is given back too"


def test_who_is_protected_is_a_number_to_volunteers_and_has_no_phone_for_a_deputy(house: HouseOnDisk) -> None:
    office = house.at("core")
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=date(2027, 1, 1))
    samira = office.register([NewMember(name="Samira", phone="0470 55 66 77")], phone="093 33 44 55", protected=True)
    shift = house.at(PROJECT, "volunteer")
    loans.lend(shift, shift.chosen(samira.members[0].person, loans.LOAN), laptop(house))
    assert agreement.called(shift, samira) == "A1001"
    house.later(days=30)
    late = {
        who: [(one.number, one.phone) for one in loans.late(house.at(PROJECT, who))]
        for who in ("deputy", "coordinator")
    }
    assert late == {"deputy": [("A1001.1", "")], "coordinator": [("A1001.1", "0470 55 66 77")]}


def test_an_agreement_is_made_by_volunteers_on_the_day_of_the_loan(house: HouseOnDisk) -> None:
    device = laptop(house)
    lend(house, house.with_household(), device)
    shift = house.at(PROJECT, "volunteer")
    assert agreement.agreement(shift, loans.held(shift, device))
    house.later(days=1)
    with pytest.raises(NotAllowed):
        agreement.agreement(shift, loans.held(shift, device))
    assert agreement.agreement(house.at(PROJECT), loans.held(shift, device))
