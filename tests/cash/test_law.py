"""The law of the drawer: whatever a day brings, payments, rounding and change balance, the Z is the sum of its acts, and
nothing that comes afterwards changes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_core import CannotUndo, Cents, NotUnderstood, Payment, Shift, TooLate, Word
from kiosk_core.care import forgetting
from kiosk_core.cash.closing import Closing
from kiosk_core.cash.money import MoneyMoved
from kiosk_core.journal import Voided
from kiosk_core.testing import HouseOnDisk

from . import stall
from .stall import DEPOSIT, SALE, pay

cents = st.integers(1, 4000)
shares = st.lists(st.tuples(st.sampled_from(["card", "wero", "voucher", "owed"]), st.integers(0, 100)), max_size=3)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.sampled_from([SALE, DEPOSIT]), cents, st.sampled_from([1, 1, 1, -1]), shares, st.integers(0, 50)),
        st.tuples(st.just("undo"), st.integers(0, 30)),
        st.tuples(st.just("carry"), st.sampled_from(["in", "out", "change"]), cents),
        st.tuples(st.just("unsold")),
        st.tuples(st.just("float"), st.integers(0, 30000)),
    ),
    max_size=25,
)  # fmt: skip


@dataclass
class Book:
    """The day as somebody with a pencil would keep it."""

    float: int = 15000
    rows: dict[str, tuple[str, int, dict[str, int], int]] = field(default_factory=dict)
    """act -> (purpose, due, means -> cents, rounding)"""
    carried: Counter[str] = field(default_factory=Counter)
    unsold: int = 0
    corrected: int = 0
    undone: list[int] = field(default_factory=list)
    """what was due of each"""
    numbers: int = 0

    @property
    def cash(self) -> int:
        moved = sum(means.get("cash", 0) for _, _, means, _ in self.rows.values())
        return self.float + moved + self.carried["in"] - self.carried["out"]


def lawful(rest: int) -> int:
    """By the table of the law, last digit by last digit."""
    last = abs(rest) % 10
    rounded = abs(rest) - last + (0 if last < 3 else 5 if last < 8 else 10)
    return rounded if rest >= 0 else -rounded


def live(shift: Shift, book: Book, day: list[tuple[Any, ...]]) -> None:
    for one in day:
        match one:
            case ("pay", purpose, amount, sign, split, more):
                _pay(shift, book, purpose, amount * sign, split, more)
            case ("undo", place) if book.rows:
                act = list(book.rows)[place % len(book.rows)]
                shift.undo(act, "mistake")
                book.undone.append(book.rows.pop(act)[1])
            case ("carry", "in", amount):
                shift.cash_in(Cents(amount), "coins")
                book.carried["in"] += amount
            case ("carry", "out", amount) if amount <= book.cash:
                shift.cash_out(Cents(amount), "milk")
                book.carried["out"] += amount
            case ("carry", "change", amount) if amount <= book.cash:
                shift.buy_change(Cents(amount))
                book.carried["change"] += amount
            case ("unsold",):
                shift.open_drawer("check")
                book.unsold += 1
            case ("float", amount) if amount != book.float and book.cash - book.float + amount >= 0:
                shift.correct_float(Cents(amount), "typed wrongly")
                book.float, book.corrected = amount, book.corrected + 1


def _pay(shift: Shift, book: Book, purpose: str, due: int, split: list[tuple[str, int]], more: int) -> None:
    left, payments = due, []
    for means, percent in split:
        part = left * percent // 100 if left > 0 else -(-left * percent // 100)
        payments.append(Payment(means, Cents(part)))
        left -= part
    coins = lawful(left) if purpose == SALE and abs(due) > 5 else left
    sign = -1 if due < 0 else 1
    payments.append(Payment("cash", Cents(coins + sign * more)))
    done = pay(shift, due, *payments, purpose=purpose)
    book.numbers += 1
    assert done.change == sign * more and done.receipt is not None and done.receipt.endswith(f"{book.numbers:06}")
    taken = Counter[str]()
    for payment in payments[:-1]:
        taken["qr" if payment.means == "wero" else payment.means] += payment.cents
    taken["cash"] += coins
    book.rows[done.id] = (purpose, due, dict(taken), coins - left)


def check(closing: Closing, book: Book) -> None:
    """Every line of the closing is the sum of the acts that stand."""
    rows = book.rows.values()
    for purpose in (SALE, DEPOSIT):
        lines = [line for line in closing.purposes if line.purpose == purpose]
        dues = [due for known, due, _, _ in rows if known == purpose]
        assert sum(line.taken for line in lines) == sum(due for due in dues if due > 0)
        assert sum(line.back for line in lines) == sum(due for due in dues if due < 0)
        assert all(line.nature == ("deposit" if purpose == DEPOSIT else "turnover") for line in lines)
    for means in ("cash", "card", "qr", "voucher", "owed"):
        said = sum(line.cents for line in closing.means if line.means == means)
        assert said == sum(moved.get(means, 0) for _, _, moved, _ in rows)
    assert closing.rounding == sum(rounding for *_, rounding in rows)
    assert sum(line.taken + line.back for line in closing.purposes) + closing.rounding == sum(
        line.cents for line in closing.means
    )
    assert {sort: amount for sort, _, amount in closing.carried} == dict(book.carried)
    lines = {code: (times, cents) for _, code, times, cents in closing.lines}
    came, went = ([due for due in book.undone if (due < 0) is out] for out in (False, True))
    assert lines["core.voided"] == (len(came), sum(came))
    assert lines.get("core.voided_back", (0, 0)) == (len(went), sum(went))
    assert (lines["core.unsold"], lines["stall.pieces"]) == ((book.unsold, None), (len(book.rows), None))
    assert lines.get("core.float") == ((book.corrected, 15000) if book.corrected else None)
    assert closing.float == book.float
    assert closing.receipts == (((closing.receipts[0][0], 1, book.numbers),) if book.numbers else ())
    assert closing.expected == book.cash


@given(acts)
@settings(max_examples=20)
def test_a_z_is_the_sum_of_its_acts_and_nothing_changes_it_afterwards(
    founded: Path, day: list[tuple[Any, ...]]
) -> None:
    with TemporaryDirectory() as folder:
        house = HouseOnDisk.copy_of(founded, Path(folder), [stall])
        shift, book = house.at("stall", "volunteer"), Book()
        shift.open_till(Cents(book.float))
        live(shift, book, day)
        before = house.kiosk.house.number("SELECT count(*) FROM event")
        check(shift.x(), book)
        assert house.kiosk.house.number("SELECT count(*) FROM event") == before, "an X writes nothing"
        z = shift.close_till(Cents(12345))
        check(z, book)
        assert z.difference == 12345 - book.cash
        for act in book.rows:
            try:
                shift.undo(act, "mistake")
            except (TooLate, CannotUndo):
                continue
            raise AssertionError("money of a closed drawer was undone")
        house.close()


def test_no_late_void_late_event_merge_forgetting_or_refilling_changes_a_printed_z(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    ours, shift = house.kiosk.journal, house.at("stall", "volunteer")
    first, second = house.with_household(), house.with_household(name="Fatma Elamrani")
    shift.open_till(Cents(15000))
    session = shift.drawer()
    assert session is not None
    sold = pay(shift, 1023)
    pay(shift, 2000, purpose=DEPOSIT)
    shift.cash_out(Cents(450), "milk")
    z = shift.close_till(Cents(15000), note="found a coin")

    (tmp_path / "other").mkdir()
    other = HouseOnDisk.make(tmp_path / "other", [stall])
    theirs = other.kiosk.journal
    assert ours.origin is not None and theirs.origin is not None
    theirs.receive(ours.sent(ours.origin))
    late = MoneyMoved(
        receipt="A-2026-000900", letter=Word("A"), year=2026, serial=900, project=Word("stall"), purpose=Word(SALE),
        due=Cents(777), payments=((Word("cash"), Cents(777)),), drawer=Word(session.id),
    )  # fmt: skip
    theirs.append(lambda: [late], other.at("stall").here())
    closing = next(e for e in ours.ledger.events("WHERE k.name='core.till_closed'"))
    gone = [Voided(event=event.id, reason=Word("mistake")) for event in (*sold.events, closing)]
    theirs.append(lambda: gone, other.at("stall").here())
    assert not ours.receive(theirs.sent(theirs.origin)).refused
    assert first.client.person and second.client.person
    house.at("core").merge(first.client.person, second.client.person)  # type: ignore[arg-type]
    ours.append(lambda: forgetting.on_request(ours, [str(first.client.person)]), shift.here())
    with house.kiosk.store.writing() as db:
        db.execute("DELETE FROM declared WHERE name LIKE 'core_%'")
    again = house.again()
    for kiosk in (shift, again.at("stall", "volunteer")):
        assert kiosk.z(z.z) == z
        assert kiosk.drawer() is None, "a closing that somebody voided elsewhere opens no drawer"
    assert again.kiosk.house.number("SELECT sum(cents) FROM core_money WHERE session=?", session.id) != 3025
    again.close()
    other.close()


def test_after_the_last_letter_no_house_lives_again(house: HouseOnDisk) -> None:
    for _ in range(25):
        house.kiosk.live_again("somewhere")
    with pytest.raises(NotUnderstood, match="every letter was given"):
        house.kiosk.live_again("somewhere")


def test_numbers_run_on_in_a_new_series_after_a_restore_and_the_next_z_names_the_old_one(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    shift.open_till(Cents(15000))
    assert pay(shift, 1000).receipt == "A-2026-000001"
    house.kiosk.live_again("somewhere")
    assert pay(shift, 1000).receipt == "B-2026-000001"
    z = shift.close_till(Cents(17000))
    assert (z.z, z.ended) == ("B-Z00001", (("A-2026", 1),))
    assert z.receipts == (("A-2026", 1, 1), ("B-2026", 1, 1))
    shift.open_till(Cents(15000))
    assert shift.close_till(Cents(15000)).ended == (), "named once"
