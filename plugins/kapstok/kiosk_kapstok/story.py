"""The shop of the example house: its last week, as volunteers at the till live it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kiosk_core import CARD, CASH, QR, Cents, Client, Grams, Here, House, Payment, Story, Verdict, Word, new_id

from . import donations, sale, terms
from .donations import Brought, Sorted
from .lines import Wanted
from .story_beside import beside

DAYS, SUNDAY = 7, 6
FLOAT = Cents(15000)
SALES, MINUTES = (6, 12), 360
WITH_CARD = 0.4
MEANS = (CASH, CASH, CASH, CARD, QR)
GOODS = ("jas", "trui", "broek", "rok", "hemd", "schoenen", "kindertrui", "kinderbroek", "kinderschoenen")
SETTINGS = {
    "vat": "outside_scope", "percent": "50", "credit_adult": "30,00", "credit_child": "20,00", "most": "jas=1",
}  # fmt: skip
"""Example data; a real house chooses its own (docs/sources.md, 'Money')."""


@dataclass(frozen=True, slots=True)
class _Volunteer:
    """Stands at the till of the story."""

    story: Story
    now: Here

    @property
    def house(self) -> House:
        return self.story.house

    def here(self) -> Here:
        return self.now

    def may(self, right: str, /) -> bool:
        return False

    def decide(self, client: Client | None, service: str | None = None, /) -> Verdict:
        return self.story.decide(client, service or sale.SALE, {})


def live(story: Story) -> None:
    """One day of it: the door is open from Monday to Saturday."""
    if story.left >= DAYS or story.day.weekday() == SUNDAY:
        return
    if not story.house.one("SELECT 1 FROM kapstok_sale LIMIT 1"):
        for key, typed in SETTINGS.items():
            story.set_setting(f"kapstok.{key}", typed)
    story.set_clock(9, 50)
    story.open_drawer(FLOAT)
    count = story.chance.randint(*SALES)
    for place in range(count):
        story.set_clock(*divmod(10 * 60 + place * MINUTES // count, 60))
        _sell(story)
    _bring(story)
    if story.shift is not None:
        beside(story, story.shift("volunteer", "kapstok"), story.shift("coordinator", "kapstok"))


def _bring(story: Story) -> None:
    """At the end of the day: two bags, and some kilos that were weighed; then they are sorted."""
    grams = story.chance.randint(4, 30) * 500
    story.tell(*donations.drafted([Brought("kledij", Grams(grams)), Brought("schoenen", bags=2)]))
    shop = grams // 2
    story.tell(Sorted(sorting=new_id(), grams={Word("shop"): shop, Word("recycler"): grams - shop}))


def _sell(story: Story) -> None:
    begun, chance = story.decide(None, sale.SALE, {}), story.chance
    if begun.visit is None:
        return
    volunteer = _Volunteer(story, begun.visit.here)
    bought = sale.begin(volunteer)
    if story.clients and chance.random() < WITH_CARD:
        client = chance.choice(story.clients)
        bought = sale.with_client(volunteer, bought, story.decide(client, terms.TERMS, {}), confirmed=True)
    bought = sale.with_lines(volunteer, bought, _basket(chance))
    credit = Cents(min(bought.payable_by_credit, bought.total))
    offered = sale.offer(volunteer, bought, credit)
    rest = Cents(bought.total - credit)
    payments = [Payment("credit", credit)] if credit else []
    if rest:
        means = chance.choice(MEANS)
        payments.append(Payment(means, Cents(-(-rest // 500) * 500) if means == CASH else rest))
    story.record(offered, payments)


def _basket(chance: Random) -> list[Wanted]:
    codes = chance.sample(GOODS, chance.randint(1, 4))
    return [Wanted(code, pieces=chance.choice((1, 1, 1, 2))) for code in codes]
