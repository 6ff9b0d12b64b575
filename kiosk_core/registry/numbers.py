"""Numbers that are printed (clients, receipts): per series, taken under the lock, never given twice."""

from __future__ import annotations

from ..house import House
from ..journal import fact

NUMBERED = fact("core_numbered", {"series": "text", "number": "int"}, indexes=(("series", "number"),))
"""A fact outlives a forgetting, and a voided number stays taken: the whole table counts, voided rows too."""

FIRST_CLIENT = 1001


def next_number(house: House, series: str, first: int = 1) -> int:
    """The next of a series. Call it inside the write transaction. Index core_numbered(series, number)."""
    found = house.one("SELECT max(number) FROM core_numbered_all WHERE series=?", series)
    return first if found is None or found[0] is None else int(found[0]) + 1


def client_series(letter: str) -> str:
    """Client numbers run per letter of the origin: two offline counters never give one number twice."""
    return f"client:{letter}"


def receipt_series(letter: str, year: int) -> str:
    """Receipt numbers run per letter and year."""
    return f"receipt:{letter}-{year}"


def receipt_number(letter: str, year: int, number: int) -> str:
    """As printed: 'A-2026-000123'."""
    return f"{letter}-{year}-{number:06}"
