"""Decide in the library, and record one act, at two sizes, beside a bare unencrypted insert with the same fsync."""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from . import build
from .table import Row


def percentile(values: Sequence[float], share: float) -> float:
    """In the unit of the values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def bare_inserts(folder: Path, times: int) -> list[float]:
    """One-row transactions into a plain file: WAL, synchronous=FULL. Milliseconds each."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)")
    took = [timed(lambda: db.execute("INSERT INTO bare (body) VALUES (?)", ("x" * 300,))) for _ in range(times)]
    db.close()
    return took


def rows(sizes: Sequence[int], times: int = 400) -> list[Row]:
    """For the table."""
    table: list[Row] = []
    build.CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build.CACHE) as folder:
        bare = statistics.median(bare_inserts(Path(folder), times))
    table.append(Row("bare unencrypted insert, one row, same fsync", f"p50 {bare:.2f} ms"))
    first = 0.0
    for size in sizes:
        made = build.house(size)
        with tempfile.TemporaryDirectory(dir=build.CACHE) as folder:
            copy = Path(shutil.copy(made.path, folder))
            with build.open_house(copy) as kiosk:
                shift = kiosk.sign_in("volunteer", build.PIN, project="foodbank")
                kiosk.confirm_clock()
                cards = Random(2).choices(made.cards, k=times)
                shift.scan(cards[0])
                took = [timed(partial(shift.scan, card)) for card in cards]
                offers = [verdict.offers[0] for card in dict.fromkeys(cards) if (verdict := shift.scan(card)).offers]
                wrote = [timed(partial(shift.record, offer)) for offer in offers]
        middle = statistics.median(took)
        ratio = f", {middle / first:.2f}x of {sizes[0]}" if first else ""
        first = first or middle
        what = f"{size} households, {made.events} events, {made.megabytes:.0f} MB"
        said = f"p50 {middle:.2f} ms, p99 {percentile(took, 0.99):.2f} ms{ratio}"
        table.append(Row(f"decide: {what}", said, "p50 1 ms"))
        record = statistics.median(wrote)
        said = f"p50 {record:.2f} ms, {record / bare:.1f}x bare"
        table.append(Row(f"record a parcel with its checks and its slip: {what}", said))
    return table


if __name__ == "__main__":
    for row in rows((200,)):
        print(row)
