"""Names for identifiers and quantities, so that a household cannot be passed for a person, nor grams for cents."""

from __future__ import annotations

import secrets
import threading
import time
from typing import NewType

PersonId = NewType("PersonId", str)
HouseholdId = NewType("HouseholdId", str)
ClientId = NewType("ClientId", str)
"""A person's or a household's id, where either may stand."""
VolunteerId = NewType("VolunteerId", str)
"""A volunteer's pseudonym: the journal never holds a volunteer's name in an envelope."""
Subject = NewType("Subject", str)
"""Whose history an event belongs to: a person, a household, a sale, a device, a drawer session."""
EventId = NewType("EventId", str)
"""`ABKTR-123`: the origin's name and the event's place in it."""
ActId = NewType("ActId", str)
"""What one key press did: the id of its first event."""
OriginName = NewType("OriginName", str)
"""One life of one database file, its letter first; a restored backup is another."""
CounterId = NewType("CounterId", str)
Cents = NewType("Cents", int)
Grams = NewType("Grams", int)
Word = NewType("Word", str)
"""A stable word from a list in the code or in the settings; never typed freely, so it may be kept for ever."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01
_last = 0
_guard = threading.Lock()
_PAIRS = [one + other for one in ALPHABET for other in ALPHABET]
_PLACES = range(60, -1, -10)


def new_id() -> str:
    """A fresh id of 14 letters: 8 of time, 6 of chance, so that the elder of two ids is the smaller one.

    It orders who is the elder of two merged clients, never events: those are ordered by (at, origin, seq).
    """
    global _last
    with _guard:
        _last = max(_last + 1, time.time_ns() // 1_000_000 - _EPOCH_MS)
        number = _last << 30 | secrets.randbits(30)
    return "".join([_PAIRS[number >> place & 1023] for place in _PLACES])
