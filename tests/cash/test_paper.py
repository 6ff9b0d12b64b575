"""What the till prints, as an independent decoder reads the printer's bytes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_core import CannotUndo, Cents, read_amount
from kiosk_core.cash.closing import Closing
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.plain import plain
from kiosk_core.shift import Shift
from kiosk_core.testing import HouseOnDisk
from tests.printing.decoder import Pulse, decode, text_of

from .stall import DEPOSIT, SALE, open_till, owes, paid, pay


def lines_of(shift: Shift, closing: Closing) -> list[str]:
    return [" ".join(line.split()) for line in plain(shift.closing_slip(closing), ENGLISH).splitlines()]


def test_a_z_is_printed_once_and_a_copy_says_that_it_is_one(house: HouseOnDisk, tmp_path: Path) -> None:
    printer = tmp_path / "printer"
    house.set("core.printer", f"file:{printer}", counter="balie")
    shift = open_till(house)
    pay(shift, 1023, *paid(("cash", 2000)))
    pay(shift, 2000, *paid(("bancontact", 2000)), purpose=DEPOSIT)
    pay(shift, -500)
    shift.print_again(ENGLISH)
    assert [type(item) for item in decode(printer.read_bytes())].count(Pulse) == 2, "the drawer opened for both in cash"
    printer.unlink()

    z = shift.close_till(Cents(15530), note="a coin too much")
    shift.print_again(ENGLISH)
    first = text_of(decode(printer.read_bytes()))
    for line in (
        f"Z report {z.z}", "Stall: Turnover", "1 × Things sold", "Things sold: given back", "Stall: Deposits (to be given back)", "20.00",
        "Card (bancontact)", "Rounding", "Should lie in the drawer", "Counted", "Difference", "a coin too much",
        "At this drawer: volunteer", "000001 - 000003", z.head,
    ):  # fmt: skip
        assert line in first, line
    assert "COPY" not in first
    printer.unlink()

    house.later(days=400)
    shift.print_z(z.z)
    shift.print_again(ENGLISH)
    copy = text_of(decode(printer.read_bytes()))
    assert "KOPIE - COPY" in copy
    kept = copy.replace("KOPIE - COPY", "").split()
    assert kept == first.split(), "word for word the same"
    assert Pulse not in [type(item) for item in decode(printer.read_bytes())]


def test_what_stands_between_the_float_and_what_should_lie_there_adds_up(house: HouseOnDisk) -> None:
    shift = open_till(house)
    pay(shift, 1023, *paid(("cash", 2000)))
    shift = house.at("stall", "coordinator")
    shift.cash_in(Cents(2000), "coins")
    shift.cash_out(Cents(450), "milk")
    shift.buy_change(Cents(5000))
    shift.hand_over(Cents(10000), "KS-0042", "volunteer", "Jan")
    lines = plain(shift.closing_slip(shift.x()), ENGLISH).splitlines()
    first, last = (
        next(n for n, line in enumerate(lines) if line.startswith(title)) for title in ("Float", "Should lie")
    )
    column = [read_amount(line.split()[-1]) for line in lines[first : last + 1]]
    assert column == [15000, 1025, 0, -10000, 2000, -450, sum(column[:-1])]
    assert "1 × Change bought: €50.00" in lines[first + 2]


def test_x_and_z_say_when_the_drawer_was_opened_and_closed_by_the_clock_of_the_house_and_a_copy_says_the_same(
    house: HouseOnDisk,
) -> None:
    def times(closing: Closing) -> list[str]:
        said = plain(shift.closing_slip(closing), ENGLISH).splitlines()
        return [" ".join(line.split()) for line in said if line.split()[:1] in (["Opened"], ["As"], ["Closed"])]

    shift, day = open_till(house), house.today
    opened = f"Opened {day:%d/%m/%Y} 12:00"
    house.later(hours=2, minutes=5)
    x = shift.print_x()
    assert times(shift.x()) == times(x) == [opened, f"As it stood {day:%d/%m/%Y} 14:05"]
    house.later(days=1)
    z = shift.close_till(Cents(15000))
    closed = [opened, f"Closed {day + timedelta(days=1):%d/%m/%Y} 14:05"]
    house.later(days=200)
    assert times(shift.z(z.z)) == closed, "in winter as in summer"


def test_an_x_that_was_printed_says_for_ever_how_it_stood_then(house: HouseOnDisk, tmp_path: Path) -> None:
    printer = tmp_path / "printer"
    house.set("core.printer", f"file:{printer}", counter="balie")
    shift = open_till(house)
    pay(shift, 1000, *paid(("card", 1000)))
    x = shift.print_x()
    pay(shift, 700, *paid(("card", 700)))
    assert (x.z, x.expected, sum(line.cents for line in x.means)) == ("", 15000, 1000)
    shift.print_again(ENGLISH)
    printed = text_of(decode(printer.read_bytes()))
    assert "X report" in printed and "10.00" in printed and "17.00" not in printed
    read = next(event for event in house.kiosk.last_events(9) if event.kind == "core.till_read")
    with pytest.raises(CannotUndo):
        shift.undo(read.act, "mistake")


def test_what_was_owed_before_and_is_paid_now_stands_there_by_what_it_was_for_and_no_heading_is_empty(
    house: HouseOnDisk,
) -> None:
    shift = open_till(house)
    fatima = house.with_household()
    for purpose, cents in ((SALE, 300), (DEPOSIT, 2000)):
        owes(shift, fatima, cents, purpose)
    first = lines_of(shift, shift.close_till(Cents(15000)))
    assert "2 × Still to pay €23.00" in first
    assert not [line for line in first if "paid now" in line]
    house.later(days=7)
    shift.open_till(Cents(15000))
    shift.settle_owed(fatima.client, DEPOSIT, paid(("cash", 2000)))
    shift.settle_owed(fatima.client, SALE, paid(("cash", 300)))
    z = " ".join(lines_of(shift, shift.close_till(Cents(17300))))
    assert "Stall:" not in z, "nothing new came in"
    for line in (
        "2 × Cash €23.00", "2 × Owed before, paid now €-23.00", "1 × Deposits for the barrow: owed before, paid now €20.00",
        "1 × Things sold: owed before, paid now €3.00",
    ):  # fmt: skip
        assert line in z, line
