"""What a house decides about its shop. Every default is a dated setting, none is a constant in the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk_core import NotUnderstood, Sentence, setting, settings

MONEY = Sentence("your house decides, with its finance director")
TREATMENTS: dict[str, Sentence] = {
    "outside_scope": Sentence("outside the scope of VAT"),
    "exempt": Sentence("exempt from VAT"),
    "reduced_6": Sentence("VAT 6 %"),
    "standard_21": Sentence("VAT 21 %"),
    "margin": Sentence("VAT on the margin (second-hand goods)"),
}
"""How a category stands towards VAT, by word."""
USUAL_GOODS: dict[str, Sentence] = {
    "kledij": Sentence("clothing"),
    "schoenen": Sentence("shoes"),
    "textiel": Sentence("textiles"),
}
"""What the sorts of goods are called that a shop tells apart until it says others; the code is the same everywhere."""


def is_code(text: str) -> bool:
    """Whether a category may be called so."""
    return text.isascii() and text.replace("_", "").isalnum() and text[:1].islower() and len(text) < 31


def _check_accounts(entries: Any) -> None:
    """Raises NotUnderstood: one without a code or an account would be left out of the day book in silence."""
    if not all(code.strip() and account.strip() for code, _, account in (entry.partition("=") for entry in entries)):
        raise NotUnderstood(why=Sentence("a ledger account is written so: cash=570000, card=580000."))


def _check_seasons(days: Any) -> None:
    """Raises ValueError: no day of a year."""
    for day in days:
        date.fromisoformat(f"2000-{day}")


def _check_most(entries: Any) -> None:
    """Raises NotUnderstood: the terms would hold for any number of pieces."""
    for code, _, most in (entry.partition("=") for entry in entries):
        if not (is_code(code) and most.isascii() and most.isdigit()):
            raise NotUnderstood(why=Sentence("the most pieces are written so: jas=1, schoenen=2."))


@settings("kapstok")
class ShopSettings:
    """Amounts are cents."""

    vat: str = setting(
        "unchosen", choices={"unchosen": Sentence("not chosen yet")} | TREATMENTS, source=MONEY,
        why=Sentence("VAT treatment of what is sold, where the price list says nothing else, on advice of the finance service. "
                     "Nothing is sold before it is chosen."),
    )  # fmt: skip
    accounts: tuple[str, ...] = setting(
        (), source=MONEY, check=_check_accounts,
        why=Sentence("Ledger accounts for the finance service, beside those of the price list: a means of payment, a card or app "
                     "of your own list, a purpose, rounding, difference, in, out or hand_over, for instance 'cash=570000'. The finance service says them."),
    )  # fmt: skip
    vat_article: str = setting("", why=Sentence("With 'exempt': the article of the law, printed on the receipt."))
    mode: str = setting(
        "prices", choices=("prices", "free"), source=MONEY,
        why=Sentence("A shop with prices, or a free shop with a customer card and a number of visits a month."),
    )  # fmt: skip
    percent: int = setting(0, low=0, high=100, why=Sentence("Discount for enrolled clients, in percent."))
    client_prices: bool = setting(
        False, why=Sentence("Enrolled clients pay the client price of the price list, where there is one.")
    )
    credit_adult: int = setting(
        0,
        low=0,
        high=100000,
        cents=True,
        why=Sentence("Clothing credit of an enrolled household per adult and season."),
    )
    credit_child: int = setting(
        0,
        low=0,
        high=100000,
        cents=True,
        why=Sentence("Clothing credit of an enrolled household per child and season."),
    )
    child_until: int = setting(
        18,
        low=1,
        high=25,
        why=Sentence("Up to which birthday the clothing credit of a child holds; an unknown age is an adult's."),
    )
    seasons: tuple[str, ...] = setting(
        ("04-01", "10-01"),
        check=_check_seasons,
        why=Sentence("Month and day on which a season begins: the clothing credit counts anew."),
    )
    most: tuple[str, ...] = setting(
        (),
        check=_check_most,
        why=Sentence(
            "Most pieces per person for which the client terms hold: 'jas=1'. What is more costs the usual price."
        ),
    )
    most_within: str = setting(
        "year", choices=("month", "season", "year"), why=Sentence("Within which time the most pieces are counted.")
    )
    free_visits: int = setting(
        1, low=1, high=31, source=MONEY, why=Sentence("Free shop: visits a month of a small household.")
    )
    free_visits_large: int = setting(
        2, low=1, high=31, source=MONEY, why=Sentence("Free shop: visits a month of a large household.")
    )
    large_from: int = setting(
        5, low=2, high=30, source=MONEY, why=Sentence("Free shop: from how many members a household is a large one.")
    )
    donated_goods: tuple[str, ...] = setting(
        tuple(USUAL_GOODS),
        called=USUAL_GOODS,
        why=Sentence("What is told apart when goods are brought: a word each, kilos or bags."),
    )
    card_slip: bool = setting(
        False, source=MONEY,
        why=Sentence("Whether the till asks for the number on the slip of the card terminal; it stands in the export."),
    )  # fmt: skip
    voucher_days: int = setting(365, low=1, high=3660, why=Sentence("For how many days a voucher is good."))
    alone_minutes: int = setting(
        15,
        low=0,
        high=600000,
        why=Sentence("For how many minutes a volunteer may void a sale or take goods back without the coordinator."),
    )
    return_days: int = setting(14, low=0, high=366, why=Sentence("For how many days goods may be returned."))
    voucher_cash: bool = setting(
        False,
        source=MONEY,
        why=Sentence("What was paid with a voucher may be given back in cash when goods are returned."),
    )
