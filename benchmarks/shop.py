"""Adding a line and finishing a sale at the till, as painted: an empty shop beside one with many articles and past sales.

`python -m benchmarks.shop [sales articles]`. The runs take turns, so that a busy moment of the machine meets both. As issue 8
asks it: 5,000 articles and 500,000 past sales.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import kiosk_kapstok
from kiosk_kapstok.events import Sold
from kiosk_kapstok.prices import LabelSet

from kiosk_core import Cents, Kiosk, Word, new_code, new_id
from kiosk_core.cash.money import MoneyMoved
from kiosk_core.store import Store, save_key

from . import build
from .table import Row
from .terminal import Terminal, letters

SALES, ARTICLES = 500_000, 5_000
LINES = 5
"""Pieces of a sale by letter, and as many by label."""
FINISHED, RUNS = 12, 3
"""Sales of a run."""
A_DAY = 120
"""Past sales of one day."""
GOODS = (("jas", 400), ("trui", 200), ("broek", 200), ("kindertrui", 100))
UNKNOWN = "99999999999"
"""A label that nothing has."""
FRAMES = "1.2x of an empty shop, p99 50 ms (3 frames)"


def house(sales: int, articles: int) -> Path:
    """A shop with that many; made when it is not there yet."""
    build.CACHE.mkdir(exist_ok=True)
    path = build.CACHE / f"shop-{sales}-{articles}.db"
    whole = path.with_suffix(".made")
    if not whole.exists():
        for tail in ("", "-wal", "-shm"):
            Path(f"{path}{tail}").unlink(missing_ok=True)
        with Kiosk(Store(path, build.KEY, create=True), [kiosk_kapstok]) as kiosk:
            kiosk.start("Meetwinkel", "administrator", build.PIN, pin_cost=1)
            office = kiosk.sign_in("administrator", build.PIN)
            for key, typed in {"kapstok.vat": "outside_scope", "core.printer": "file:/dev/null"}.items():
                office.set_setting(key, typed, since=build.LAST_DAY - timedelta(days=1))
            build.append_acts(
                kiosk, ((build.LAST_DAY, [_label(n)]) for n in range(articles)), "articles", articles, "kapstok"
            )
            build.append_acts(kiosk, _past(sales), "sales", sales, "kapstok")
        whole.touch()
    with open_shop(path):  # fills tables that were declared anew since it was made, and not while it is measured
        pass
    save_key(path, build.KEY, replace=True, in_vault=False)
    return path


def _label(n: int) -> LabelSet:
    return LabelSet(label=f"2{n:011}", category=Word(GOODS[n % len(GOODS)][0]), price=_own_price(n))


def _own_price(n: int) -> Cents:
    """Another one for each label that is scanned here, so that it is known when it is painted."""
    return Cents(100 + n % 900)


def _past(sales: int) -> Iterator[tuple[Any, list[Any]]]:
    """Goods and their money, the newest on the last day."""
    chance = Random(1)
    for n in range(sales):
        day = build.LAST_DAY - timedelta(days=(sales - 1 - n) // A_DAY)
        sold = chance.sample(GOODS, chance.randint(1, len(GOODS)))
        lines = [
            {
                Word(name): value
                for name, value in {
                    "category": Word(code), "pieces": 1, "grams": 0, "gross": price, "discount": 0, "terms": 0, "net": price,
                    "vat": Word("outside_scope"), "account": Word(""),
                }.items()
            }
            for code, price in sold
        ]  # fmt: skip
        total = Cents(sum(price for _, price in sold))
        yield day, [
            Sold(sale=new_id(), code=Word(new_code()), card=False, lines=lines, drawer=Word(f"past{day:%Y%m%d}")),  # type: ignore[arg-type] # words and numbers, as LineBody
            MoneyMoved(
                receipt=f"Z-2020-{n + 1:06}", letter=Word("Z"), year=2020, serial=n + 1, project=Word("kapstok"),
                purpose=Word("kapstok.sale"), due=total, payments=((Word("cash"), total),), drawer=Word(f"past{day:%Y%m%d}"),
            ),
        ]  # fmt: skip


@dataclass(slots=True)
class Times:
    """Seconds until it was painted."""

    by_letter: list[float] = field(default_factory=list)
    by_label: list[float] = field(default_factory=list)
    sold: list[float] = field(default_factory=list)


def till(path: Path, times: Times) -> None:
    """From a letter, or the Enter of a label, to the painted line; from the key for cash to 'Sold': on disk, its receipt queued.

    Something is scanned first, as in every shop: until then a key by hand waits longer (`kiosk_core/domain/keys.py`)."""
    terminal = Terminal(sys.executable, "-m", "benchmarks.shop_app", str(path))
    terminal.wait(b"Your PIN")
    terminal.drain(0.5)
    for typed in ("administrator", build.PIN):
        terminal.type(typed, 0.1)
        terminal.type("\r", 0.5)
    terminal.drain(1.0)
    terminal.type("\r", 0)
    terminal.wait(b"Scan a client")
    terminal.drain(0.3)
    terminal.type(UNKNOWN + "\r")
    terminal.wait(b"not in the price list")
    for _ in range(FINISHED):
        terminal.drain(0.3)
        for pieces in range(1, LINES + 1):
            terminal.drain(0.1, 0.5)
            terminal.type("j", 0)
            times.by_letter.append(terminal.wait(f"{pieces} × Jas".encode()))
        for n in range(1, LINES + 1):
            terminal.drain(0.1, 0.5)
            terminal.type(f"2{n:011}")
            terminal.type("\r", 0)
            times.by_label.append(terminal.wait(f"€{_own_price(n) / 100:.2f}".encode()))
        terminal.drain(0.3)
        terminal.type("\r", 0)
        terminal.wait(b"Cash: ")
        terminal.drain(0.3)
        terminal.type("\x1b[15~", 0)
        times.sold.append(terminal.wait(b"Sold. Receipt"))
    terminal.close()


def rows(sales: int = SALES, articles: int = ARTICLES) -> list[Row]:
    """For the table; the sizes are read back from the file."""
    empty, full = house(0, LINES + 1), house(sales, articles)
    alone, among = Times(), Times()
    for _ in range(RUNS):
        till(empty, alone)
        till(full, among)
    with open_shop(full) as kiosk:
        past, known = (kiosk.house.number(f"SELECT count(*) FROM {name}") for name in ("kapstok_sale", "kapstok_label"))
    what = f"{known} articles, {past} past sales, {full.stat().st_size / 1e6:.0f} MB"
    return [
        Row(
            f"{name}: {what}",
            f"{letters(many)}, {statistics.median(many) / statistics.median(few):.2f}x of an empty shop ({letters(few)})",
            FRAMES,
        )
        for name, few, many in (
            ("a line by its letter, painted", alone.by_letter, among.by_letter),
            ("a line by its label, painted", alone.by_label, among.by_label),
            ("a sale is finished: on disk, its receipt queued, painted", alone.sold, among.sold),
        )
    ]


def open_shop(path: Path) -> Kiosk:
    """As the counter opens it, encrypted."""
    return Kiosk(Store(path, build.KEY), [kiosk_kapstok])


if __name__ == "__main__":
    for row in rows(*(int(size) for size in sys.argv[1:])):
        print(row)
