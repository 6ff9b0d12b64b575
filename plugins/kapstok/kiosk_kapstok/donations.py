"""What people bring to the shop, in kilos or bags; and where it goes when it was sorted, in kilos."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk_core import (
    Act,
    Event,
    Grams,
    House,
    Kind,
    NotUnderstood,
    Row,
    Sentence,
    Shift,
    Text,
    Word,
    counted,
    fact,
    kind,
    new_id,
    plain_letters,
    subject,
    weight,
    words,
)

from .lines import MOST_GRAMS, read_grams
from .settings import USUAL_GOODS, ShopSettings

WAYS: dict[str, Sentence] = {
    "shop": Sentence("To the shop"),
    "project": Sentence("To another project"),
    "recycler": Sentence("To the textile recycler"),
}
"""Where goods go that were sorted."""
MOST_BAGS = 999

DONATED = fact(
    "kapstok_donated",
    {"donation": "text", "goods": "text", "grams": "grams", "bags": "int"},
    indexes=(("donation",), ("day",)),
)
"""One row per donation and sort of goods: weighed, or counted in bags that nobody weighed."""
DONOR = fact("kapstok_donor", {"donation": "text", "name": "text"}, indexes=(("donation",),))
"""What a donor wanted to be called; gone after a year, with the other words."""
SORTED = fact("kapstok_sorted", {"way": "text", "grams": "grams"}, indexes=(("day",),))

GoodsBody = dict[Word, Word | int]
"""goods, grams, bags."""


@kind("kapstok.donated", keep="house", puts=(DONATED,))
class Donated(Kind):
    """Goods were brought. Nobody's name: see DonorNamed."""

    donation: str = subject()
    goods: list[GoodsBody]

    def rows(self, event: Event) -> Iterable[Row]:
        for one in self.goods:
            grams, bags = one.get(Word("grams"), 0), one.get(Word("bags"), 0)
            yield DONATED.row(donation=self.donation, goods=one.get(Word("goods"), ""), grams=grams, bags=bags)


@kind("kapstok.donor_named", keep="notes", puts=(DONOR,))
class DonorNamed(Kind):
    """Who brought it, as they wanted to be called on the thank-you slip."""

    donation: str = subject()
    name: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield DONOR.row(donation=self.donation, name=self.name)


@kind("kapstok.sorted", keep="house", puts=(SORTED,))
class Sorted(Kind):
    """What was brought was sorted. `grams`: by where it goes, one of WAYS."""

    sorting: str = subject()
    grams: dict[Word, int]

    def rows(self, event: Event) -> Iterable[Row]:
        for way, grams in self.grams.items():
            yield SORTED.row(way=way, grams=grams)


@dataclass(frozen=True, slots=True)
class Brought:
    """One sort of goods of a donation: weighed, or so many bags."""

    goods: str
    grams: Grams = Grams(0)
    bags: int = 0

    @property
    def much(self) -> Sentence:
        return weight(self.grams) if self.grams else counted("{n} bag", "{n} bags", self.bags)


def goods_of(house: House, day: date) -> Mapping[str, Text]:
    """The sorts of goods that this shop tells apart, each with what it is called: by the house's own word, or a usual one in the
    reader's language."""
    own = house.settings(ShopSettings, day).donated_goods
    return {code_of(word): USUAL_GOODS.get(word, word) for word in own}


def code_of(word: str) -> str:
    """Under which a sort of goods is written down: 'vêtements' is vetements."""
    return "-".join(re.findall("[a-z0-9]+", plain_letters(word)))


def goods_title(house: House, code: str, day: date) -> Text:
    """What a sort of goods is called on that day, one that is told apart no longer too."""
    known: Mapping[str, Text] = {**USUAL_GOODS, **goods_of(house, day)}
    return known.get(code, code)


def read_brought(goods: str, typed: str, called: Text = "") -> Brought:
    """'12,5' or '12.5kg' is kilos, '500g' grams, '3x' is three bags. `called`: what the goods are called, else their code. Raises
    NotUnderstood, which names them."""
    said = typed.strip().lower()
    bags = re.fullmatch(r"(\d{1,3})\s*x", said, re.ASCII)
    if bags:
        return Brought(goods, bags=int(bags[1]))
    try:
        return Brought(goods, _grams(said))
    except NotUnderstood:
        why = Sentence(
            "{goods}: type kilos, for instance 12,5, or bags with an x: 3x.", {"goods": called or goods[:40]}
        )
        raise NotUnderstood(why=why) from None


def read_sorted(typed: Mapping[str, str]) -> dict[str, Grams]:
    """Kilos as typed, by where they went, one of WAYS; nothing typed is left out. Raises NotUnderstood, which says where."""
    found = {}
    for way, kilos in typed.items():
        try:
            if kilos.strip():
                found[way] = _grams(kilos.strip().lower())
        except NotUnderstood:
            raise NotUnderstood(why=Sentence("{way}: type kilos, for instance 12,5.", {"way": WAYS[way]})) from None
    return found


def _grams(typed: str) -> Grams:
    if typed.endswith("g") and not typed.endswith("kg"):
        return read_grams(typed[:-1], "g")
    return read_grams(typed.removesuffix("kg"))


def take_in(shift: Shift, brought: Sequence[Brought], donor: str = "") -> Act:
    """Notes a donation. `donor`: what they want to be called, when they want a name on the slip.

    Raises NotAllowed, NotUnderstood (nothing was brought, a sort of goods that the shop does not know, too much)."""
    shift.require("serve")
    known = goods_of(shift.house, shift.here().day)
    for one in brought:
        if one.goods not in known:
            raise NotUnderstood(why=Sentence("what is brought is one of: {goods}.", {"goods": ", ".join(known)}))
        if not (0 <= one.grams <= MOST_GRAMS and 0 <= one.bags <= MOST_BAGS):
            raise NotUnderstood(why=Sentence("that is more than one donation can be."))
    there = [one for one in brought if one.grams or one.bags]
    if not there:
        raise NotUnderstood(why=Sentence("say what was brought."))
    return shift.tell(*drafted(there, donor))


def drafted(brought: Iterable[Brought], donor: str = "") -> list[Donated | DonorNamed]:
    """What a donation records."""
    id = new_id()
    body: list[GoodsBody] = [
        {Word("goods"): Word(one.goods), Word("grams"): one.grams, Word("bags"): one.bags} for one in brought
    ]
    named = [DonorNamed(donation=id, name=donor.strip()[:60])] if donor.strip() else []
    return [Donated(donation=id, goods=body), *named]


def sort(shift: Shift, grams: Mapping[str, Grams]) -> Act:
    """Notes what came of sorting, by where it goes. Raises NotAllowed, NotUnderstood (nothing, or too much)."""
    shift.require("serve")
    kept = {Word(way): int(weighed) for way, weighed in grams.items() if weighed}
    if not kept or not set(kept) <= set(WAYS):
        raise NotUnderstood(why=Sentence("say how many kilos went where."))
    if any(not 0 < weighed <= MOST_GRAMS for weighed in kept.values()):
        raise NotUnderstood(why=Sentence("that is more than can be sorted at once."))
    return shift.tell(Sorted(sorting=new_id(), grams=kept))


@dataclass(frozen=True, slots=True)
class Noted:
    """A donation or sorting that was noted, and how much of what, in words."""

    act: str
    what: Sentence


def last_brought(shift: Shift) -> Noted | None:
    """The last donation of today that was not taken back. Index kapstok_donated(day)."""
    return _last(
        shift,
        "SELECT event, goods, grams, bags FROM kapstok_donated WHERE event="
        "(SELECT max(event) FROM kapstok_donated WHERE day=?) ORDER BY n",
        lambda goods, grams, bags: (
            goods_title(shift.house, goods, shift.here().day),
            Brought(goods, Grams(grams), bags).much,
        ),
    )


def last_sorted(shift: Shift) -> Noted | None:
    """The last sorting of today that was not taken back. Index kapstok_sorted(day)."""
    return _last(
        shift,
        "SELECT event, way, grams FROM kapstok_sorted WHERE event="
        "(SELECT max(event) FROM kapstok_sorted WHERE day=?) ORDER BY n",
        lambda way, grams: (WAYS.get(str(way), str(way)), weight(grams)),
    )


def _last(shift: Shift, query: str, said: Callable[..., tuple[Text, Sentence]]) -> Noted | None:
    rows = shift.house.rows(query, str(shift.here().day))
    if not rows:
        return None
    parts = [Sentence("{what} {much}", dict(zip(("what", "much"), said(*row[1:]), strict=True))) for row in rows]
    return Noted(shift.kiosk.event_id(rows[0][0]), Sentence("{goods}", {"goods": tuple(parts)}))


def named(house: House, donation: str) -> str:
    """What the donor is called on the slip, '' when nobody said. Index kapstok_donor(donation)."""
    found = house.one("SELECT name FROM kapstok_donor WHERE donation=?", donation)
    return str(found[0] or "") if found else ""
