"""Notes and coins: how many of each lie in a drawer. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.errors import NotUnderstood
from ..domain.ids import Cents
from ..domain.texts import Money, Sentence

DENOMINATIONS: tuple[Cents, ...] = tuple(
    Cents(cents) for cents in (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
)
"""Cents, the largest first. Source: Council Regulation (EC) 974/98 and the ECB's notes; €500 is no longer made and still
legal tender."""
MOST = 100_000
"""Of one denomination: more is a slip of the keyboard."""

Counted = tuple[tuple[Cents, int], ...]
"""(denomination, how many) as an event keeps it, the largest first, none of 0."""


def counted(coins: Mapping[int, int]) -> Counted:
    """Denomination -> how many, in order. Raises NotUnderstood: no such note or coin, a number that cannot be."""
    for cents, pieces in coins.items():
        if cents not in DENOMINATIONS:
            raise NotUnderstood(why=Sentence("there is no note or coin of {amount}.", {"amount": Money(Cents(cents))}))
        if not 0 <= pieces <= MOST:
            raise NotUnderstood(
                why=Sentence("nobody has {n} of {amount}.", {"n": pieces, "amount": Money(Cents(cents))})
            )
    return tuple((cents, coins[cents]) for cents in DENOMINATIONS if coins.get(cents))


def amount_of(coins: Counted) -> Cents:
    """What they are worth together."""
    return Cents(sum(cents * pieces for cents, pieces in coins))
