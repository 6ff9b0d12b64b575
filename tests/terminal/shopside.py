"""What a volunteer does at the till of the shop, in English, and a book of it that shares nothing with the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .counter import Counterside
from .driver import Terminal

SALE, CONTRIBUTION, DEPOSIT = "kapstok.sale", "foodbank.contribution", "einclusie.deposit"

Item = tuple[str, int, int, int]
"""A line as it was sold: category, pieces, grams, what it cost in cents."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one receipt stands for. Cents; `paid` by means, change taken off; all below zero when it was given back."""

    number: str
    purpose: str
    items: tuple[Item, ...]
    paid: Mapping[str, int]
    rounding: int = 0
    change: int = 0

    @property
    def due(self) -> int:
        return sum(self.paid.values()) - self.rounding


@dataclass
class ShopBook:
    """Kept on paper beside the screen. `carried`: cash in and out of the drawer that is nobody's receipt."""

    float: int
    year: str
    tickets: list[Ticket] = field(default_factory=list)
    voided: set[str] = field(default_factory=set)
    carried: int = 0

    def write(
        self, purpose: str, items: tuple[Item, ...] = (), rounding: int = 0, change: int = 0, **paid: int
    ) -> Ticket:
        number = f"A-{self.year}-{len(self.tickets) + 1:06}"
        self.tickets.append(Ticket(number, purpose, items, paid, rounding, change))
        return self.tickets[-1]

    @property
    def standing(self) -> list[Ticket]:
        """Those that were not voided."""
        return [ticket for ticket in self.tickets if ticket.number not in self.voided]

    def by_means(self) -> Counter[str]:
        found = Counter[str]()
        for ticket in self.standing:
            found.update(ticket.paid)
        return found

    @property
    def in_drawer(self) -> int:
        return self.float + self.by_means()["cash"] + self.carried


class Tillside(Counterside):
    """Each method waits until the screen answers."""

    def __init__(self, screen: Terminal, shop: ShopBook) -> None:
        super().__init__(screen)
        self.shop = shop

    def lays(self, typed: str, *shown: str) -> None:
        """A number and a letter for each line."""
        self.screen.types(typed)
        self.screen.wait_for(*shown)

    def asks_money(self, exact: str) -> None:
        self.screen.press("enter")
        self.screen.wait_for(f"Cash: {exact}", "Voucher")

    def sold(self, *items: Item, rounding: int = 0, change: int = 0, **paid: int) -> Ticket:
        """'Sold' stands there: from now on it must be there for ever."""
        number = f"A-{self.shop.year}-{len(self.shop.tickets) + 1:06}"
        self.screen.wait_for(f"✓ Sold. Receipt {number}.")
        return self.shop.write(SALE, items, rounding, change, **paid)

    def sells(self, typed: str, exact: str, *keys: str, shown: str, items: tuple[Item, ...], **paid: int) -> Ticket:
        """Lines, Enter, and the keys with which it is paid."""
        self.lays(typed, shown)
        self.asks_money(exact)
        self.screen.press(*keys)
        return self.sold(*items, **paid)
