"""A client as a counter may show one: first name, number, how many, in which age bands."""

from __future__ import annotations

from datetime import date

from kiosk_core.domain.births import count_bands
from kiosk_core.domain.texts import Sentence, counted
from kiosk_core.domain.visits import Client

BANDS = (3, 12, 18, 65)
"""First ages of the bands on the screen: babies, children, youngsters, adults, elders."""


def described(client: Client, day: date) -> Sentence:
    """'Fatima · A1042.1 · 5 persons (18-64: 2, 3-11: 3)'."""
    bands = count_bands([member.birth for member in client.members], day, BANDS)
    ages = ", ".join(f"{band}: {n}" for band, n in reversed(bands.items()) if n and band != "?")
    size = counted("{n} person", "{n} persons", client.size)
    who = client.display if client.display == client.number else f"{client.display} · {client.number}"
    if not ages:
        return Sentence("{who} · {size}", {"who": who, "size": size})
    return Sentence("{who} · {size} (age {ages})", {"who": who, "size": size, "ages": ages})
