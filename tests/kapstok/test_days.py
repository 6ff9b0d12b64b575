"""The law of the shop's drawer: whatever a day of sales, vouchers, voids, returns and deposits brings, lines, discounts,
payments, rounding and change balance, and the Z is the sum of its acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kiosk_kapstok
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kiosk_kapstok import ledger, returns, vouchers
from kiosk_kapstok.ways import Way

from kiosk_core import CannotUndo, Cents, NotUnderstood, Period, Shift, TooLate
from kiosk_core.cash.closing import Closing
from kiosk_core.testing import HouseOnDisk, Known
from tests.cash import stall

from .told import basket, pay

MODULES = (kiosk_kapstok, stall)
SALE = "kapstok.sale"
FLOAT, CREDIT, PERCENT = 15000, 4000, 33
pieces, cents, percent = st.integers(1, 9), st.integers(0, 4000), st.sampled_from([0, 0, 0, 10, 33, 50, 100])
lines = st.lists(st.tuples(pieces, cents, percent), min_size=1, max_size=4)
parts = st.lists(
    st.tuples(st.sampled_from(["card", "qr", "account", "credit", "voucher"]), st.integers(0, 100)), max_size=3
)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), lines, st.booleans(), parts, st.integers(0, 5000)),
        st.tuples(st.just("sell"), lines, st.booleans(), parts, st.integers(0, 5000)),
        st.tuples(st.just("voucher"), st.integers(1, 5000)),
        st.tuples(st.just("void"), st.integers(0, 30)),
        st.tuples(st.just("come_back"), st.integers(0, 30), st.integers(0, 3), st.sampled_from(["cash", "voucher", "credit", "account"])),
        st.tuples(st.just("deposit"), st.integers(1, 5000), st.sampled_from([1, 1, -1])),
        st.tuples(st.just("carry"), st.sampled_from(["in", "out", "change"]), st.integers(1, 4000)),
    ),
    max_size=14,
)  # fmt: skip


@dataclass
class Sale:
    """As it stands on its receipt. `left`: cents of each line, None when it came back; `paid`, `back`: by means."""

    act: str
    receipt: str
    pieces: list[int]
    left: list[int | None]
    paid: Counter[str]
    due: int
    back: Counter[str] = field(default_factory=Counter)

    def parts(self, net: int, way: Way) -> dict[str, int] | None:
        """What a line of that price is given back as, cents by way; None: it is refused. Every cent came from one purse, and is
        taken out of it once: a voucher takes from what vouchers paid, then from what money paid."""
        purses = {name: self.paid[name] for name in ("credit", "account", "voucher")}
        purses["cash"] = self.due - sum(purses.values())
        for gone in ("credit", "account", "cash"):
            purses[gone] -= self.back[gone]
        of_vouchers = min(self.back["voucher"], purses["voucher"])
        purses["voucher"] -= of_vouchers
        purses["cash"] -= self.back["voucher"] - of_vouchers
        fits = {**purses, "voucher": purses["voucher"] + purses["cash"]}
        if net <= fits[way]:
            return {way: net}
        if not fits[way] or any(net <= purse for purse in fits.values()):
            return None
        found, rest = {way: fits[way]}, net - fits[way]
        for other in ("credit", "account", "cash", "voucher"):
            if other != way and not (way == "voucher" and other == "cash"):
                found[other] = min(purses[other], rest)
                rest -= found[other]
        assert rest == 0, "whatever is left of the sale can come back"
        return {name: cents for name, cents in found.items() if cents}


@dataclass
class Book:
    """The day as somebody with a pencil would keep it."""

    rows: dict[str, tuple[str, int, Mapping[str, int]]] = field(default_factory=dict)
    """act -> (purpose, due, means -> cents)"""
    sales: list[Sale] = field(default_factory=list)
    issued: int = 0
    """On vouchers, cents."""
    carried: int = 0
    numbers: int = 0

    def write(self, act: str, purpose: str, due: int, paid: Mapping[str, int]) -> None:
        self.rows[act] = (purpose, due, paid)
        self.numbers += 1

    def moved(self) -> Counter[str]:
        found = Counter[str]()
        for _, _, paid in self.rows.values():
            found.update(paid)
        return found

    @property
    def last(self) -> str:
        """The receipt that was given last."""
        return f"A-2026-{self.numbers:06}"


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def net_of(pieces: int, price: int, off: int, client: bool) -> int:
    """What one line costs, cents."""
    net = pieces * price - half_up(Decimal(pieces * price * off) / 100)
    return net - half_up(Decimal(net * PERCENT) / 100) if client else net


def lawful(rest: int) -> int:
    """By the table of the law, last digit by last digit."""
    last = abs(rest) % 10
    rounded = abs(rest) - last + (0 if last < 3 else 5 if last < 8 else 10)
    return rounded if rest >= 0 else -rounded


def coins(rest: int, total: int) -> int:
    """What is asked in cash for the rest of a total."""
    return rest if abs(total) <= 5 else lawful(rest)


@dataclass
class Day:
    """What the acts need, and the book that is kept beside them."""

    house: HouseOnDisk
    fatima: Known
    book: Book = field(default_factory=Book)
    vouchers: list[str] = field(default_factory=list)
    credit: int = CREDIT

    @property
    def shift(self) -> Shift:
        return self.house.at("kapstok")

    def sell(self, asked: list[tuple[int, int, int]], client: bool, split: list[tuple[str, int]], more: int) -> None:
        typed = [f"{n}*broek@{price / 100:.2f}" + (f"-{off}%/many" if off else "") for n, price, off in asked]
        nets = [net_of(*line, client=client) for line in asked]
        sale = basket(self.house, *typed, who=self.fatima if client else None, by="coordinator")
        assert [line.net for line in sale.lines] == nets
        left, paid, pays, there = sum(nets), Counter[str](), list[str](), self._there(client)
        for means, share in split:
            amount = min(left * share // 100, there.get(means, left))
            if amount:
                there[means] = there.get(means, left) - amount
                said = ":decision 7" if means == "account" else ""
                pays.append(f"{means}{f':{self.vouchers[-1]}' if means == 'voucher' else ''}:{amount / 100:.2f}{said}")
                paid[means] += amount
                left -= amount
        cash = coins(left, sum(nets))
        coins_too = (f"cash:{(cash + more) / 100:.2f}",) if sale.total else ()
        done = pay(self.house, sale, *pays, *coins_too, by="coordinator")
        if not sale.total:
            assert done.receipt is None, "what costs nothing uses no number"
            return
        self.credit -= paid["credit"]
        paid["cash"] = cash
        self.book.write(done.act.id, SALE, sum(nets), paid)
        assert (done.receipt, done.cash, done.change) == (self.book.last, cash, more)
        self.book.sales.append(Sale(done.act.id, self.book.last, [n for n, _, _ in asked], list(nets), paid, sum(nets)))

    def _there(self, client: bool) -> dict[str, int]:
        """What credit and the last voucher can pay at most."""
        last = [vouchers.one(self.shift, code).left for code in self.vouchers[-1:]]
        return {"credit": self.credit if client else 0, "voucher": last[0] if last else 0}

    def voucher(self, worth: int) -> None:
        _, (made,) = vouchers.issue(self.shift, Cents(worth), "gift")
        self.vouchers.append(made.code)
        self.book.issued += worth

    def void(self, place: int) -> None:
        """Not once goods came back."""
        if not self.book.sales:
            return
        sale = self.book.sales[place % len(self.book.sales)]
        if None in sale.left:
            with pytest.raises(CannotUndo):
                returns.void(self.shift, sale.receipt, "mistake")
            return
        returns.void(self.shift, sale.receipt, "mistake")
        self.book.sales.remove(sale)
        self.credit += self.book.rows.pop(sale.act)[2].get("credit", 0)

    def come_back(self, place: int, line: int, way: Way) -> None:
        """A whole line, given back as the money of its sale allows; otherwise nothing happens."""
        if not self.book.sales:
            return
        sale = self.book.sales[place % len(self.book.sales)]
        line %= len(sale.left)
        net = sale.left[line]
        try:
            act, made = returns.give_back(self.shift, sale.receipt, "too_small", way, {line + 1: sale.pieces[line]})
        except NotUnderstood:
            assert net is None or sale.parts(net, way) is None, "it came back already, or was not paid so"
            return
        assert net is not None
        parts = sale.parts(net, way)
        assert parts is not None
        sale.left[line] = None
        sale.back.update(parts)
        if net:
            moved = {one: coins(-cents, net) if one == "cash" else -cents for one, cents in parts.items()}
            self.book.write(act.id, SALE, -net, moved)
            assert act.receipt == self.book.last
        self.credit += parts.get("credit", 0)
        if made is not None:
            assert made.cents == parts["voucher"]
            self.book.issued += made.cents

    def deposit(self, amount: int, sign: int) -> None:
        act = stall.pay(self.house.at("stall"), sign * amount, purpose=stall.DEPOSIT)
        self.book.write(act.id, stall.DEPOSIT, sign * amount, {"cash": sign * amount})

    def carry(self, how: str, amount: int) -> None:
        """No more goes out than lies there; change that is bought leaves as much as there was."""
        there = FLOAT + self.book.moved()["cash"] + self.book.carried
        if how == "in":
            self.shift.cash_in(Cents(amount), "coins")
            self.book.carried += amount
        elif amount > there:
            with pytest.raises(NotUnderstood):
                self.shift.cash_out(Cents(amount), "milk")
        elif how == "out":
            self.shift.cash_out(Cents(amount), "milk")
            self.book.carried -= amount
        else:
            self.shift.buy_change(Cents(amount))


def check(closing: Closing, day: Day) -> None:
    """Every line of the closing is the sum of the acts that stand, and so is what the shop itself reads."""
    book, house = day.book, day.house.kiosk.house
    for purpose in (SALE, stall.DEPOSIT):
        found = [line for line in closing.purposes if line.purpose == purpose]
        dues = [due for known, due, _ in book.rows.values() if known == purpose]
        assert sum(line.taken for line in found) == sum(due for due in dues if due > 0)
        assert sum(line.back for line in found) == sum(due for due in dues if due < 0)
    moved = book.moved()
    assert {line.means: line.cents for line in closing.means if line.cents} == {m: c for m, c in moved.items() if c}
    assert closing.rounding == sum(moved.values()) - sum(due for _, due, _ in book.rows.values())
    assert closing.expected == FLOAT + moved["cash"] + book.carried
    assert [(first, last) for _, first, last in closing.receipts] == ([(1, book.numbers)] if book.numbers else [])
    turnover = house.number("SELECT sum(net) FROM kapstok_line")
    assert turnover == sum(due for purpose, due, _ in book.rows.values() if purpose == SALE)
    assert house.number("SELECT sum(gross-discount-terms-net) FROM kapstok_line") == 0
    left = house.number("SELECT sum(cents) FROM kapstok_voucher") - house.number(
        "SELECT sum(cents) FROM kapstok_voucher_used"
    )
    gone = sum(sale.paid.get("voucher", 0) for sale in book.sales)
    assert left == book.issued - gone


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("days"), MODULES)
    for key, typed in {"vat": "outside_scope", "percent": str(PERCENT), "credit_adult": f"{CREDIT // 100}"}.items():
        made.set(f"kapstok.{key}", typed)
    made.with_household(enrolled=("kapstok",))
    made.at("kapstok").open_till(Cents(FLOAT))
    made.close()
    return made.path


@given(acts)
@example([("sell", [(1, 152, 0)], False, [], 0), ("come_back", 0, 0, "cash"), ("void", 0)])
@example([("carry", "out", 4000), ("carry", "change", 3000), ("sell", [(1, 152, 0)], False, [], 0), ("void", 0)])
@example(
    [
        ("sell", [(1, 1003, 0), (1, 200, 0)], True, [("credit", 30), ("account", 20)], 0),
        ("come_back", 0, 0, "cash"),
        ("come_back", 0, 1, "credit"),
    ]
)
@example(
    [
        ("voucher", 300),
        ("sell", [(2, 402, 0)], True, [("credit", 30), ("voucher", 40)], 0),
        ("come_back", 0, 0, "voucher"),
    ]
)
@settings(max_examples=20)
def test_a_z_is_the_sum_of_whatever_a_day_at_the_shop_brought(begun: Path, lived: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        house = HouseOnDisk.copy_of(begun, Path(folder), MODULES)
        card = house.kiosk.house.rows("SELECT code FROM core_card")[0][0]
        client = house.at("kapstok").scan(card).visit
        assert client is not None and client.client is not None
        day = Day(house, Known(client.client, card))
        for what, *more in lived:
            getattr(day, what)(*more)
            check(day.shift.x(), day)
        z = day.shift.close_till(Cents(FLOAT))
        check(z, day)
        assert z.difference == FLOAT - z.expected
        for sale in day.book.sales:
            with pytest.raises((TooLate, CannotUndo, NotUnderstood)):
                returns.void(day.shift, sale.receipt, "mistake")
        check(day.shift.z(z.z), day)
        book = ledger.read(day.shift, Period(house.today, house.today))
        assert book.agrees(z) and sum(one.cents for one in book.entries) == 0
        balance = Counter[str]()
        for one in book.entries:
            balance[one.receipt] += one.cents
        assert not any(balance.values()), "each receipt has as much debit as credit"
        house.close()
