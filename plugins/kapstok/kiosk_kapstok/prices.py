"""The price list: one row per category and day from which it holds. Until a shop has its own, the list of prices.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from kiosk_core import (
    CODE,
    Act,
    Cents,
    CoreSettings,
    Event,
    House,
    Kind,
    NotFound,
    NotUnderstood,
    Row,
    Sentence,
    Shift,
    Word,
    kind,
    plain_letters,
    state,
    subject,
    words,
)

from .settings import TREATMENTS, is_code

MOST_DIGITS = 48
"""of an article label, as a scanner gives it."""
Unit = Literal["piece", "kilo", "open"]
UNITS: dict[Unit, Sentence] = {
    "piece": Sentence("per piece"),
    "kilo": Sentence("per kilo"),
    "open": Sentence("price is typed"),
}

PRICE = state(
    "kapstok_price",
    {"valid_from": "day", "title": "text", "key": "text", "unit": "text", "price": "cents", "client": "cents", "low": "cents",
     "high": "cents", "account": "text", "vat": "text", "sold": "int"},
    key=("valid_from",),
    indexes=(("subject", "valid_from"),),
)  # fmt: skip
"""Subject: the category's code. `client`: the price for enrolled clients, NULL: none of its own."""
LABEL = state("kapstok_label", {"category": "text", "price": "cents"})
"""Subject: the digits of an article label, or the letters of one of ours. `price`: NULL: the category's."""


@dataclass(frozen=True, slots=True)
class Category:
    """What is sold under one name, as it holds on a day."""

    code: str
    """One word, 'jas'."""
    title: str
    key: str
    """The letter of the till; '' has none."""
    unit: Unit
    price: Cents
    """cents per piece or per kilo; 0 where the price is typed."""
    low: Cents
    high: Cents
    """Within which a volunteer may change the price."""
    client: Cents | None = None
    """cents for enrolled clients; None: no price of their own."""
    account: str = ""
    """Of the ledger; '' while the finance service has not said."""
    vat: str = ""
    """One of TREATMENTS; '' is the house's."""
    sold: bool = True
    """False: not sold any more from that day on."""


@kind("kapstok.price_set", keep="house", puts=(PRICE,))
class PriceSet(Kind):
    """A category of the price list as it holds from a day on. Amounts in cents."""

    category: str = subject()
    valid_from: date
    key: Word
    unit: Unit
    price: Cents
    client: Cents | None = None
    low: Cents
    high: Cents
    account: Word
    vat: Word
    sold: bool = True
    title: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield PRICE.row(
            valid_from=self.valid_from, title=self.title, key=self.key, unit=self.unit, price=self.price, client=self.client,
            low=self.low, high=self.high, account=self.account, vat=self.vat, sold=self.sold,
        )  # fmt: skip


@kind("kapstok.label_set", keep="house", puts=(LABEL, CODE))
class LabelSet(Kind):
    """What an article label stands for: a category, and a price of its own or None."""

    label: str = subject()
    category: Word
    price: Cents | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield LABEL.row(category=self.category, price=self.price)
        if self.label.isalpha():
            yield CODE.row(code=self.label, kind="article", owner="kapstok", state="live")


_COLUMNS = "subject, title, key, unit, price, low, high, client, account, vat, sold"


def usual(house: House, day: date) -> Mapping[str, Category]:
    """The list of a shop that has none of its own, by code, in the language of the house's papers."""
    return _usual(house.settings(CoreSettings, day).paper_language)


@cache
def _usual(language: str) -> Mapping[str, Category]:
    listed = tomllib.loads(files(__package__).joinpath("prices.toml").read_text(encoding="utf8"))["category"]
    found = {}
    for one in listed:
        french = one.pop("fr")
        found[one["code"]] = Category(**one | ({"title": french} if language == "fr" else {}))
    return found


def categories(house: House, day: date) -> list[Category]:
    """All that is sold on that day: in the order of the usual list, then by code."""
    own = house.rows(
        f"SELECT {_COLUMNS} FROM kapstok_price p WHERE valid_from="
        "(SELECT max(valid_from) FROM kapstok_price q WHERE q.subject=p.subject AND q.valid_from<=?)", str(day),
    )  # fmt: skip
    found = {**usual(house, day), **{row[0]: _category(row) for row in sorted(own)}}
    return [category for category in found.values() if category.sold]


def coming(house: House, day: date) -> list[tuple[date, Category]]:
    """What is set for later days: of each category its next one, by day, with the day from which it holds."""
    found = house.rows(
        f"SELECT {_COLUMNS}, valid_from FROM kapstok_price p WHERE valid_from="
        "(SELECT min(valid_from) FROM kapstok_price q WHERE q.subject=p.subject AND q.valid_from>?) ORDER BY valid_from, subject",
        str(day),
    )  # fmt: skip
    return [(date.fromisoformat(row[-1]), _category(row[:-1])) for row in found]


def category(house: House, code: str, day: date) -> Category:
    """One of them. Index kapstok_price(subject, valid_from). Raises NotFound."""
    row = house.one(
        f"SELECT {_COLUMNS} FROM kapstok_price WHERE subject=? AND valid_from<=? ORDER BY valid_from DESC LIMIT 1",
        code, str(day),
    )  # fmt: skip
    found = _category(row) if row else usual(house, day).get(code)
    if found is None or not found.sold:
        raise NotFound(what=code[:40])
    return found


def called(house: House, name: str, day: date) -> Category:
    """By its code or by what it is called, as any keyboard types it. Raises NotFound."""
    wanted = plain_letters(name).strip()
    for one in categories(house, day):
        if wanted in (one.code, plain_letters(one.title)):
            return one
    raise NotFound(what=name.strip()[:40])


def title(house: House, code: str, day: date) -> str:
    """What a category is called, also when it is not sold any more. Index kapstok_price(subject, valid_from)."""
    row = house.one(
        "SELECT title FROM kapstok_price WHERE subject=? AND valid_from<=? ORDER BY valid_from DESC LIMIT 1",
        code,
        str(day),
    )
    known = row[0] if row else None
    listed = usual(house, day)
    return known or (listed[code].title if code in listed else code)


def labelled(house: House, label: str) -> tuple[str, Cents | None] | None:
    """(category, price of its own) of an article label; None: not known. Primary key of kapstok_label."""
    found = house.one("SELECT category, price FROM kapstok_label WHERE subject=?", label)
    return (found[0], None if found[1] is None else Cents(found[1])) if found else None


def change(
    shift: Shift, changed: Sequence[Category], since: date, labels: Mapping[str, tuple[str, Cents | None]]
) -> Act:
    """These hold from that day on. `labels`: label -> (category, price of its own). Raises NotAllowed, NotUnderstood (a day
    that is past, what cannot be), NotFound (a label's category)."""
    shift.require("settings")
    check_day(shift, since)
    known = {one.code: one for one in (*categories(shift.house, since), *changed)}
    for one in changed:
        check(one)
        _check_letter(one, known.values())
    for label, (code, _) in labels.items():
        check_label(shift.house, label, code)
        if code not in known:
            raise NotFound(what=code[:40])
        _check_moved(shift, label, code, since)
    drafts = [_draft(one, since) for one in changed]
    marks = [LabelSet(label=label, category=Word(code), price=price) for label, (code, price) in labels.items()]
    return shift.tell(*drafts, *marks)


def _check_moved(shift: Shift, label: str, code: str, since: date) -> None:
    """Raises NotUnderstood: a label stands for one category at a time, and its pieces would cost the other's price at once."""
    now = labelled(shift.house, label)
    if now is not None and now[0] != code and since > shift.here().day:
        said = {"label": label[:20], "code": now[0]}
        raise NotUnderstood(
            why=Sentence("label {label} stands for {code} until then: move it on the day itself.", said)
        )


def check_day(shift: Shift, since: date) -> None:
    """Raises NotUnderstood: what was set for a later day would hold instead, and what was sold keeps its price."""
    if since < (today := shift.here().day):
        raise NotUnderstood(why=Sentence("a price holds from {day} at the earliest.", {"day": today}))


def check(one: Category) -> None:
    """Raises NotUnderstood with what is wrong with a row of the price list."""
    said = {"code": one.code[:40]}
    if not is_code(one.code):
        raise NotUnderstood(why=Sentence("{code}: a category is one word of small letters and digits.", said))
    if not one.title.strip() or len(one.title) > 40:
        raise NotUnderstood(why=Sentence("{code}: the name has 1 to 40 letters.", said))
    if one.unit not in UNITS:
        raise NotUnderstood(why=Sentence("{code}: the unit is piece, kilo or open.", said))
    if min(one.price, one.client or 0) < 0:
        raise NotUnderstood(why=Sentence("{code}: a price is not negative.", said))
    if one.unit == "open" and not 0 <= one.low <= one.high > 0:
        raise NotUnderstood(
            why=Sentence(
                "{code}: the price is typed: fill in the lowest and the highest that a volunteer may ask.", said
            )
        )
    if one.unit != "open" and not 0 <= one.low <= one.price <= one.high:
        raise NotUnderstood(why=Sentence("{code}: the price lies between its lowest and its highest.", said))
    if one.vat and one.vat not in TREATMENTS:
        choices = {**said, "choices": ", ".join(TREATMENTS)}
        raise NotUnderstood(why=Sentence("{code}: the VAT treatment is one of: {choices}.", choices))
    if len(one.key) > 1 or (one.key and not ("a" <= one.key <= "z")):
        raise NotUnderstood(why=Sentence("{code}: the key is one letter of a to z.", said))
    if len(one.account) > 40 or not all(char.isascii() and (char.isalnum() or char in "./-") for char in one.account):
        raise NotUnderstood(why=Sentence("{code}: an account has letters, digits, points and dashes only.", said))


def check_label(house: House, label: str, code: str) -> None:
    """Raises NotUnderstood: other letters than those of our own labels may be somebody's card or voucher, which would be dead
    from then on. `code`: the category that it is to stand for."""
    digits = label.isascii() and label.isdigit() and 8 <= len(label) <= MOST_DIGITS
    if not digits and labelled(house, label) is None:
        said = {"code": code[:40], "most": MOST_DIGITS}
        raise NotUnderstood(why=Sentence("{code}: a label is 8 to {most} digits, or one of our own labels.", said))


def _check_letter(one: Category, known: Iterable[Category]) -> None:
    """Raises NotUnderstood: with the same letter the till would ring up the other one."""
    for other in known:
        if one.key and one.sold and other.sold and other.key == one.key and other.code != one.code:
            said = {"code": one.code, "letter": one.key.upper(), "other": other.code}
            raise NotUnderstood(why=Sentence("{code}: the letter {letter} is that of {other}.", said))


def _draft(one: Category, since: date) -> PriceSet:
    return PriceSet(
        category=one.code, valid_from=since, key=Word(one.key), unit=one.unit, price=one.price, client=one.client, low=one.low,
        high=one.high, account=Word(one.account), vat=Word(one.vat), sold=one.sold, title=one.title.strip(),
    )  # fmt: skip


def _category(row: tuple[object, ...]) -> Category:
    code, title, key, unit, price, low, high, client, account, vat, sold = row
    found = Category(
        str(code), str(title or code), str(key or ""), unit, price, low, high, client, str(account or ""), str(vat or ""),  # type: ignore[arg-type] # as the table's columns say
    )  # fmt: skip
    return replace(found, sold=bool(sold))
