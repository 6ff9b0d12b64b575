"""A drawer from the float to the count."""

from __future__ import annotations

import pytest

from kiosk_core import CannotUndo, Cents, NotFound, NotUnderstood, TillNotClosed, TillNotOpen, TooLate
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.plain import plain
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk

from .stall import open_till, pay


def slip(house: HouseOnDisk, act: str) -> str:
    return " ".join(plain(house.kiosk.slip(act), ENGLISH).split())


def test_a_float_is_counted_note_by_note_and_somebody_else_may_have_counted_it(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    counter = by_name(house.kiosk.house, "coordinator")
    assert counter is not None
    act = shift.open_till(coins={2000: 5, 200: 10, 50: 3, 1: 2}, counted_by=counter)
    kept = act.events[0].fields
    assert (kept["cents"], kept["by"]) == (12152, counter.id)
    session = shift.drawer()
    assert session is not None and (session.float, session.day) == (12152, house.today)


@pytest.mark.parametrize("coins", [{3: 1}, {200: -1}, {200: 1_000_000}])
def test_what_is_no_note_or_coin_opens_nothing(house: HouseOnDisk, coins: dict[int, int]) -> None:
    with pytest.raises(NotUnderstood):
        house.at("stall").open_till(coins=coins)
    with pytest.raises(NotUnderstood):
        house.at("stall").open_till(Cents(-1))
    assert house.at("stall").drawer() is None


def test_a_drawer_is_opened_once_by_whoever_is_first(house: HouseOnDisk) -> None:
    open_till(house)
    other = house.again()
    with pytest.raises(TillNotClosed):
        other.at("stall").open_till(Cents(100))
    other.close()


def test_a_drawer_that_was_not_closed_is_closed_with_its_own_day_and_then_opened(house: HouseOnDisk) -> None:
    shift = open_till(house)
    first = house.today
    house.later(days=45)
    with pytest.raises(TillNotClosed):
        shift.open_till(Cents(15000))
    with pytest.raises(TillNotClosed):
        shift.cash_in(Cents(100), "coins")
    closed = shift.close_till(Cents(15000))
    assert closed.day == first
    shift.open_till(Cents(15000))
    session = shift.drawer()
    assert session is not None and session.day == house.today


@pytest.mark.parametrize(
    ("float", "note"), [(0, "the float lies in the safe"), (0, ""), (10000, "somebody gave change")]
)
def test_a_float_that_is_not_what_was_left_there_is_said_on_x_and_z_with_the_reason(
    house: HouseOnDisk, float: int, note: str
) -> None:
    shift = open_till(house, 5000)
    pay(shift, 1560)
    shift.close_till(Cents(6560))
    house.later(days=1)
    assert shift.left_in_drawer() == 6560
    shift.open_till(Cents(float), note=note)
    for closing in (shift.print_x(), shift.close_till(Cents(float)), shift.z("A-Z00002")):
        assert (closing.float, closing.left_there, closing.off_at_opening) == (float, 6560, float - 6560)
        assert (closing.expected, closing.difference or 0) == (float, 0), (
            "what is missing since is not today's difference"
        )
        paper = " ".join(plain(shift.closing_slip(closing), ENGLISH).split())
        assert "Should have lain there: €65.60 Difference at opening: " in paper
        assert (note or "Opened without a note about the difference.") in paper
    assert "safe" not in str(house.kiosk.house.rows("SELECT kept FROM event")), "words are a note, in no envelope"


def test_what_was_handed_over_since_the_closing_does_not_lack_at_the_next_opening(house: HouseOnDisk) -> None:
    shift = open_till(house, 15000)
    pay(shift, 6560)
    z = shift.close_till(Cents(21560))
    house.later(days=1)
    with pytest.raises(NotUnderstood, match=r"€215\.60 lies in the drawer"):
        house.at("stall").hand_over(Cents(21561), "KS-0042", "Lies", "Jan")
    act = house.at("stall").hand_over(Cents(6560), "KS-0042", "Lies", "Jan")
    assert "Bag KS-0042" in slip(house, act.id)
    with pytest.raises(TooLate):
        house.at("stall").undo(act.id, "mistake")
    for doing in (shift.cash_in, shift.cash_out):
        with pytest.raises(TillNotOpen):
            doing(Cents(100), "milk")
    assert shift.left_in_drawer() == 15000 and shift.z(z.z) == z, "the Z stays as it was printed"
    shift.open_till(Cents(15000))
    assert (shift.x().off_at_opening, shift.x().expected) == (0, 15000), "and it counts in no later closing"


def test_a_float_put_right_takes_a_difference_of_the_opening_along(house: HouseOnDisk) -> None:
    shift = open_till(house, 5000)
    shift.close_till(Cents(5000))
    shift.open_till(Cents(500))
    assert shift.x().off_at_opening == -4500
    shift.correct_float(Cents(5000), "a zero was forgotten")
    paper = plain(shift.closing_slip(shift.x()), ENGLISH)
    assert shift.x().off_at_opening == 0 and "Difference at opening" not in paper


def test_the_first_opening_of_a_drawer_knows_of_nothing_that_should_lie_there(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    assert shift.left_in_drawer() is None
    assert open_till(house).x().left_there is None


def test_without_a_drawer_the_coordinator_says_by_opening_that_there_is_one(house: HouseOnDisk) -> None:
    house.at("core").change_counter("balie", None, has_drawer=False)
    with pytest.raises(NotUnderstood, match="coordinator"):
        house.at("stall", "volunteer").open_till(Cents(15000))
    house.at("stall").open_till(Cents(15000))
    assert house.at("stall", "volunteer").has_drawer


def test_in_an_example_everybody_may_try_the_till(house: HouseOnDisk) -> None:
    house.at("core").change_counter("balie", None, has_drawer=False)
    house.kiosk.become_example()
    house.at("stall", "volunteer").open_till(Cents(15000))
    assert house.at("stall", "volunteer").drawer() is not None


def test_cash_in_and_out_change_and_no_sale_are_counted(house: HouseOnDisk) -> None:
    shift = open_till(house)
    pay(shift, 1000)
    shift.cash_in(Cents(5000), "coins from the safe")
    shift.cash_out(Cents(450), "milk")
    shift.buy_change(Cents(2000))
    house.at("stall").hand_over(Cents(10000), "KS-0042", "Lies", "coordinator")
    shift.open_drawer("check")
    shift.open_drawer("the till was stuck")
    x = shift.x()
    assert x.expected == 15000 + 1000 + 5000 - 450 - 10000
    assert {sort: (times, cents) for sort, times, cents in x.carried} == {
        "in": (1, 5000), "out": (1, 450), "change": (1, 2000), "hand_over": (1, 10000),
    }  # fmt: skip
    assert ("core", "core.unsold", 2, None) in x.lines
    reasons = house.kiosk.house.rows("SELECT reason FROM core_drawer_unsold ORDER BY event")
    assert reasons == [("check",), ("other",)]


def test_words_typed_at_the_till_are_notes_and_stand_in_no_envelope(house: HouseOnDisk) -> None:
    shift = open_till(house)
    acts = [shift.cash_out(Cents(450), "milk for Fatima"), shift.open_drawer("Fatima wants to see it")]
    house.at("stall").hand_over(Cents(100), "0042", "Fatima", "Jan")
    shift.close_till(Cents(1), note="Fatima got too much back")
    assert all("Fatima" not in kept for (kept,) in house.kiosk.house.rows("SELECT kept FROM event"))
    assert [event.keep for act in acts for event in act.events] == ["money", "notes"] * 2


def test_before_somebody_is_forgotten_it_is_said_that_words_at_the_till_may_still_name_them(house: HouseOnDisk) -> None:
    number, office = house.with_household(name="Fatima El Amrani").client.number, house.at("core")
    shift = open_till(house)
    (saved,) = office.to_forget(number).beside
    shift.cash_out(Cents(450), "shoes for Fatima")
    said, last = office.to_forget(number).beside
    assert last == saved and "may still name them" in str(said) and "How long we keep" in str(said)
    house.later(days=366 * 2)
    house.kiosk.confirm_clock()
    house.at("core").retain(wait=lambda seconds: None)
    assert house.at("core").to_forget(number).beside == (saved,), "they went with the other notes"


def test_a_note_of_ten_thousand_letters_changes_nothing_and_the_closing_stays_short(house: HouseOnDisk) -> None:
    shift, long = open_till(house), "x" * 10_000
    began = house.kiosk.house.number("SELECT count(*) FROM event")
    for act in (
        lambda: shift.cash_in(Cents(100), long), lambda: shift.cash_out(Cents(100), long), lambda: shift.open_drawer(long),
        lambda: shift.close_till(Cents(1), note=long),
    ):  # fmt: skip
        with pytest.raises(NotUnderstood, match="at most 500 letters"):
            act()
    assert house.kiosk.house.number("SELECT count(*) FROM event") == began
    assert shift.close_till(Cents(1), note="[red]x" * 10).noted


@pytest.mark.parametrize("amount", [0, -100, 15001])
def test_no_amount_and_more_than_lies_there_are_refused(house: HouseOnDisk, amount: int) -> None:
    shift = open_till(house)
    with pytest.raises(NotUnderstood):
        shift.cash_out(Cents(amount), "milk")
    assert shift.x().expected == 15000


@pytest.mark.parametrize(
    ("bag", "names"), [("", ("An", "Jan")), ("blue", ("An", "Jan")), ("0042", ("An", "")), ("0042", ("An", "an"))]
)
def test_a_hand_over_has_a_bag_number_and_two_names(house: HouseOnDisk, bag: str, names: tuple[str, str]) -> None:
    open_till(house)
    with pytest.raises(NotUnderstood):
        house.at("stall").hand_over(Cents(100), bag, *names)


def test_a_hand_over_is_printed_to_be_signed(house: HouseOnDisk) -> None:
    open_till(house)
    act = house.at("stall").hand_over(Cents(10000), "KS-0042", "Lies", "Jan")
    said = slip(house, act.id).replace("-", "").split()
    wanted = (
        f"Handed to finance Amount €100.00 Bag KS0042 Counter balie {house.today:%d/%m/%Y} 12:00 "
        "Handed over by Lies Signed: Taken by Jan Signed:"
    )
    assert " ".join(said).endswith(wanted), "each of the two signs under their own name"
    assert house.kiosk.house.rows("SELECT act, what FROM local_spool") == [(act.id, "slip")]


def test_a_mistake_at_the_till_is_taken_back_but_an_opening_and_a_closing_stand(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    opened = shift.open_till(Cents(15000))
    wrong = shift.cash_in(Cents(5000), "coins")
    shift.undo(wrong.id, "mistake")
    assert shift.x().expected == 15000
    late = shift.cash_in(Cents(5000), "coins")
    z = shift.close_till(Cents(20000))
    closing = house.kiosk.house.rows("SELECT event FROM core_till_closed")[0][0]
    for act in (opened.id, house.kiosk.journal.ledger.name(closing)):
        with pytest.raises(CannotUndo):
            shift.undo(act, "mistake")
    with pytest.raises(Exception, match="already closed"):
        shift.undo(late.id, "mistake")
    assert shift.z(z.z) == z


def test_nothing_happens_at_a_closed_drawer(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    for doing in (
        shift.x, lambda: shift.close_till(Cents(0)), lambda: shift.cash_in(Cents(1), "x"), lambda: shift.open_drawer("check"),
    ):  # fmt: skip
        with pytest.raises(TillNotOpen):
            doing()
    with pytest.raises(NotFound):
        shift.z("A-Z00001")
    assert house.kiosk.house.number("SELECT count(*) FROM core_drawer_opened") == 0


def test_a_float_typed_wrongly_is_put_right_and_x_z_and_what_should_lie_there_follow(house: HouseOnDisk) -> None:
    shift = open_till(house, 150000)
    pay(shift, 1000)
    house.at("stall").hand_over(Cents(6000), "KS-0042", "Lies", "Jan")
    for amount, why in ((15000, " "), (-1, "a zero too much"), (150000, "a zero too much"), (4999, "a zero too much")):
        with pytest.raises(NotUnderstood):
            shift.correct_float(Cents(amount), why)
    assert shift.x().expected == 150000 + 1000 - 6000, "nothing happened"
    before = shift.print_x()
    done = shift.correct_float(Cents(15000), "a zero too much")
    x = shift.x()
    assert (x.float, x.expected) == (15000, 10000)
    assert ("core", "core.float", 1, 150000) in x.lines
    with pytest.raises(CannotUndo, match="put right at the till"):
        shift.undo(done.id, "mistake")
    z = shift.close_till(Cents(10000))
    assert (z.float, z.difference) == (15000, 0)
    for closing, said in ((before, False), (z, True)):
        paper = " ".join(plain(shift.closing_slip(closing), ENGLISH).split())
        assert ("a zero too much" in paper) is said
        assert ("1 × Float put right; typed first €1,500.00" in paper) is said
    with pytest.raises(TillNotOpen):
        shift.correct_float(Cents(20000), "too late")


def test_a_float_of_yesterday_is_put_right_before_that_drawer_is_closed(house: HouseOnDisk) -> None:
    shift, first = open_till(house, 150), house.today
    house.later(days=1)
    done = shift.correct_float(Cents(15000), "cents for euros")
    assert (done.events[0].day, shift.x().expected) == (first, 15000)
