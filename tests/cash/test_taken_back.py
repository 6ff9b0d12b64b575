"""What is taken back at a drawer, by whom, and what the closing says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core import CannotUndo, Cents, NotAllowed, NotUnderstood, Offer, Payment, Sentence, Shift, TooLate, new_id
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk
from tests.printing.decoder import Pulse, decode

from .stall import SALE, Sold, open_till, pay


def second_till(house: HouseOnDisk) -> Shift:
    house.at("core").add_counter("balie2", has_drawer=True)
    who = by_name(house.kiosk.house, "volunteer")
    assert who is not None
    return house.kiosk.shift(who, project="stall", counter="balie2")


def lines(shift: Shift) -> dict[str, tuple[int | None, Cents | None]]:
    return {code: (times, cents) for plugin, code, times, cents in shift.x().lines if plugin == "core"}


def test_cash_is_given_back_from_the_drawer_that_it_lies_in(house: HouseOnDisk) -> None:
    one, other = open_till(house), second_till(house)
    sold, by_card = pay(one, 400), pay(one, 400, Payment("card", Cents(400)))
    for state in ("closed", "open"):
        with pytest.raises(CannotUndo, match="another drawer"):
            other.undo(sold.id, "mistake")
        if state == "closed":
            other.open_till(Cents(15000))
    other.undo(by_card.id, "mistake")
    assert (one.x().expected, other.x().expected) == (15400, 15000)
    one.undo(sold.id, "mistake")
    assert one.x().expected == 15000


def test_a_drawer_that_was_opened_without_a_sale_stays_written_down(house: HouseOnDisk) -> None:
    shift = open_till(house)
    opened = shift.open_drawer("stuck")
    assert shift.last_carried() is None
    with pytest.raises(CannotUndo):
        shift.undo(opened.id, "mistake")
    assert lines(shift)["core.unsold"] == (1, None)


def test_a_test_slip_opens_no_drawer_unseen(house: HouseOnDisk, tmp_path: Path) -> None:
    printer = tmp_path / "printer"
    house.set("core.printer", f"file:{printer}", counter="balie")
    volunteer, lead = house.at("stall", "volunteer"), house.at("stall")
    with pytest.raises(NotAllowed):
        volunteer.test_slip(ENGLISH, drawer=True)
    assert lead.test_slip(ENGLISH, drawer=True).sent, "nothing is counted yet: the technician sets the printer up"
    shift = open_till(house)
    with pytest.raises(NotAllowed):
        house.kiosk.shift(lead.vouch("volunteer"), project="stall").test_slip(ENGLISH, drawer=True)
    assert lines(shift)["core.unsold"] == (0, None)
    printer.unlink()
    assert volunteer.test_slip(ENGLISH, drawer=True).sent
    volunteer.print_again(ENGLISH)
    assert [type(item) for item in decode(printer.read_bytes())].count(Pulse) == 1
    assert lines(shift)["core.unsold"] == (1, None)
    assert volunteer.test_slip(ENGLISH).sent and lines(shift)["core.unsold"] == (1, None)


def test_a_hand_over_is_taken_back_by_who_may_hand_over_and_the_closing_says_so(house: HouseOnDisk) -> None:
    shift, lead = open_till(house), house.at("stall")
    bag = lead.hand_over(Cents(10000), "KS-0042", "Lies", "coordinator")
    with pytest.raises(NotAllowed):
        shift.undo(bag.id, "mistake")
    assert shift.x().expected == 5000
    assert "core.uncarried" not in lines(shift)
    lead.undo(bag.id, "mistake")
    shift.undo(shift.cash_out(Cents(450), "milk").id, "mistake")
    assert shift.x().expected == 15000
    assert lines(shift)["core.uncarried"] == (2, 10450)


def test_who_took_something_back_worked_at_the_drawer_too(house: HouseOnDisk) -> None:
    shift, lead = open_till(house), house.at("stall")
    lead.undo(pay(shift, 400).id, "mistake")
    assert shift.close_till(Cents(15000)).worked == (shift.volunteer.id, lead.volunteer.id)


def test_what_stands_in_a_closing_without_money_is_not_taken_back_behind_it_either(house: HouseOnDisk) -> None:
    shift = open_till(house)
    free = shift.record(
        shift.decide(None, "stall.terms").bind(Offer(Sentence("Sale"), (Sold(sale=new_id(), cents=Cents(0)),)))
    )
    z = shift.close_till(Cents(15000))
    assert ("stall", "stall.pieces", 1, None) in z.lines
    with pytest.raises(TooLate):
        shift.undo(free.id, "mistake")
    assert house.kiosk.house.number("SELECT count(*) FROM stall_sold") == 1


def test_a_debt_is_not_paid_by_taking_money_out_of_the_drawer(house: HouseOnDisk) -> None:
    shift, known = open_till(house), house.with_household(1)
    sold = Offer(Sentence("Sale"), (Sold(sale=new_id(), cents=Cents(1000)),), due=Cents(1000), purpose=SALE)
    shift.record(shift.scan(known.card, "stall.terms").bind(sold), [])
    with pytest.raises(NotUnderstood, match="below 0"):
        shift.settle_owed(known.client, SALE, [Payment("card", Cents(6000)), Payment("cash", Cents(-5000))])
    assert shift.x().expected == 15000
