"""A client as a counter may show one: first name, number, how many, in which age bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from kiosk_core.domain.births import Birth, count_bands
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.domain.visits import Client

BANDS = (3, 12, 18, 65)
"""First ages of the bands on the screen: babies, children, youngsters, adults, elders."""


def described(client: Client, day: date) -> Sentence:
    """'Fatima · A1042.1 · 6 persons (age 18-64: 2, 3-11: 3, not known: 1)'."""
    ages = tuple(_ages([member.birth for member in client.members], day))
    size = counted("{n} person", "{n} persons", client.size)
    who = client.display if client.display == client.number else f"{client.display} · {client.number}"
    if not client.members or all(member.birth is None for member in client.members):
        return Sentence("{who} · {size}", {"who": who, "size": size})
    return Sentence("{who} · {size} (age {ages})", {"who": who, "size": size, "ages": ages})


def aged(birth: Birth | None, day: date) -> Sentence:
    """How old somebody is on that day, as exactly as it is known: children without a name are told apart so."""
    if birth is None:
        return Sentence("age not known")
    if birth.vague:
        return Sentence("{ages} years", {"ages": birth.ages(day)})
    age = counted("{n} year", "{n} years", birth.age(day))
    return Sentence("about {age}", {"age": age}) if birth.estimated else age


def _ages(births: Sequence[Birth | None], day: date) -> Iterable[Text]:
    """The oldest first, a child of unknown age as '0-17', who is not known last."""
    bands = count_bands([birth for birth in births if birth is None or not birth.vague], day, BANDS)
    unknown = bands.pop("?")
    vague = Counter(birth.ages(day) for birth in births if birth and birth.vague)
    yield from (f"{band}: {n}" for band, n in [*reversed(bands.items()), *sorted(vague.items())] if n)
    if unknown:
        yield Sentence("not known: {n}", {"n": unknown})
