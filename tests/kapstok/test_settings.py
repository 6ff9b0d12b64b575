"""For every setting: it alone is changed, and what is asked, printed or allowed is another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import kiosk_kapstok
import pytest
from kiosk_kapstok import donations, ledger, paying, prices, returns, vouchers
from kiosk_kapstok.settings import ShopSettings

from kiosk_core import Cents, KioskError, NotUnderstood, Period
from kiosk_core.domain.settings import declared
from kiosk_core.testing import HouseOnDisk

from .told import basket, open_till, sell, slip, terms_of

ENROLLED = ("kapstok",)
Shown = Callable[[HouseOnDisk], object]


@pytest.mark.parametrize("typed", ["hors TVA", "Hors tva", "buiten de btw", "outside the scope", "outside_scope"])
def test_a_choice_is_typed_as_what_it_means_in_any_language_of_the_house(house: HouseOnDisk, typed: str) -> None:
    house.set("kapstok.vat", "exempt")
    house.set("kapstok.vat", typed)
    assert house.kiosk.house.settings(ShopSettings, house.today).vat == "outside_scope"
    with pytest.raises(
        NotUnderstood, match=r"choose from: not chosen yet, outside the scope of VAT, .*\(kapstok.vat\)"
    ):
        house.set("kapstok.vat", "VAT")


def printed(house: HouseOnDisk) -> object:
    try:
        return slip(house, sell(house, "jas").act).split("[QR")[0]
    except KioskError as error:
        return str(error)


def exempt(house: HouseOnDisk) -> object:
    house.set("kapstok.vat", "exempt")
    return printed(house)


def bought(house: HouseOnDisk) -> object:
    """What an enrolled household pays for three coats, why, and what its card says."""
    cheap = prices.Category("jas", "Jas", "j", "piece", Cents(400), Cents(0), Cents(800), Cents(150))
    prices.change(house.at("kapstok"), [cheap], house.today, {})
    fatima = house.with_household(2, ("2010-04-01",), enrolled=ENROLLED)
    said = [str(finding.text) for finding in terms_of(house, fatima).findings]
    return basket(house, "4*jas", who=fatima).total, said


def with_credit(house: HouseOnDisk) -> object:
    house.set("kapstok.credit_child", "5")
    return bought(house)


def next_month(house: HouseOnDisk) -> object:
    """With one coat per person: what the second costs some months later."""
    house.set("kapstok.most", "jas=1")
    house.set("kapstok.percent", "50")
    house.set("kapstok.seasons", "01-01, 12-24")
    fatima, totals = house.with_household(enrolled=ENROLLED), []
    sell(house, "jas", who=fatima)
    for day in (date(2026, 12, 20), date(2026, 12, 28)):
        house.moment = house.moment.replace(month=day.month, day=day.day)
        totals.append(sell(house, "jas", who=fatima).sale.total)
    return totals


def free(house: HouseOnDisk) -> object:
    house.set("kapstok.mode", "free")
    return bought(house)


def free_large(house: HouseOnDisk) -> object:
    house.set("kapstok.mode", "free")
    return [str(f.text) for f in terms_of(house, house.with_household(5, enrolled=ENROLLED)).findings]


def issued(house: HouseOnDisk) -> object:
    return [voucher.until for voucher in vouchers.issue(house.at("kapstok"), Cents(500), "gift")[1]]


def brought(house: HouseOnDisk) -> object:
    return list(donations.goods_of(house.kiosk.house, house.today))


def _back(house: HouseOnDisk, receipt: str | None, by: str = "volunteer") -> object:
    try:
        return returns.give_back(house.at("kapstok", by), receipt or "", "too_small")[0].receipt
    except KioskError as error:
        return str(error)


def an_hour_later(house: HouseOnDisk) -> object:
    done = sell(house, "jas")
    house.later(minutes=50)
    return _back(house, done.receipt)


def three_weeks_later(house: HouseOnDisk) -> object:
    done = sell(house, "jas")
    house.later(days=21)
    open_till(house)
    return _back(house, done.receipt, "coordinator")


def paid_with_a_voucher(house: HouseOnDisk) -> object:
    voucher = vouchers.issue(house.at("kapstok"), Cents(500), "gift")[1][0]
    return _back(house, sell(house, "jas", pays=(f"voucher:{voucher.code}",)).receipt)


def without_account(house: HouseOnDisk) -> object:
    sell(house, "jas")
    return ledger.read(house.at("kapstok"), Period(house.today, house.today)).without_account


EACH: list[tuple[str, str, Shown]] = [
    ("vat", "unchosen", printed),
    ("vat", "exempt", printed),
    ("vat", "reduced_6", printed),
    ("vat", "standard_21", printed),
    ("vat", "margin", printed),
    ("vat_article", "art. 44", exempt),
    ("accounts", "cash=570000", without_account),
    ("mode", "free", bought),
    ("percent", "50", bought),
    ("client_prices", "yes", bought),
    ("credit_adult", "10", bought),
    ("credit_child", "10", bought),
    ("child_until", "12", with_credit),
    ("seasons", "01-01", with_credit),
    ("most", "jas=1", free),
    ("most_within", "month", next_month),
    ("most_within", "season", next_month),
    ("free_visits", "3", free),
    ("free_visits_large", "3", free_large),
    ("large_from", "3", free),
    ("donated_goods", "hoeden", brought),
    (
        "card_slip",
        "yes",
        lambda house: [paying.asks_slip(house.at("kapstok"), means) for means in ("bancontact", "cash")],
    ),
    ("voucher_days", "30", issued),
    ("alone_minutes", "60", an_hour_later),
    ("return_days", "30", three_weeks_later),
    ("voucher_cash", "yes", paid_with_a_voucher),
]


@pytest.mark.parametrize(("name", "typed", "shown"), EACH, ids=[f"{name}={typed}" for name, typed, _ in EACH])
def test_this_setting_alone_changes_what_people_see(
    house: HouseOnDisk, founded: Path, tmp_path_factory: pytest.TempPathFactory, name: str, typed: str, shown: Shown
) -> None:
    usual = shown(house)
    changed = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("changed"), [kiosk_kapstok])
    changed.set(f"kapstok.{name}", typed)
    assert shown(changed) != usual
    changed.close()


def test_every_setting_and_every_choice_has_its_row() -> None:
    known = declared(ShopSettings)
    tried = {(name, typed) for name, typed, _ in EACH}
    assert {name for name, _ in tried} == {key.removeprefix("kapstok.") for key in known}
    for key, setting in known.items():
        if setting.type == "str" and setting.choices:
            name = key.removeprefix("kapstok.")
            others = {choice for choice in setting.choices if (name, choice) != ("vat", "outside_scope")}
            assert {(name, choice) for choice in others if choice != setting.default or name == "vat"} <= tried


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("most", "jas=een"),
        ("most", "jas"),
        ("seasons", "13-40"),
        ("seasons", "april"),
        ("accounts", "cash"),
        ("accounts", "=5"),
    ],
)
def test_what_would_be_passed_over_in_silence_is_not_kept(house: HouseOnDisk, key: str, wrong: str) -> None:
    stood = getattr(house.kiosk.house.settings(ShopSettings, house.today), key)
    with pytest.raises(NotUnderstood):
        house.set(f"kapstok.{key}", wrong)
    assert getattr(house.kiosk.house.settings(ShopSettings, house.today), key) == stood


def test_an_enrolment_with_terms_that_cannot_be_says_what_is_wrong_and_not_that_something_changed(
    house: HouseOnDisk,
) -> None:
    known = house.with_household()
    with pytest.raises(NotUnderstood, match="a number from 0 to 100"):
        house.at("core").enrol(known.client, "kapstok", house.today, terms={"percent": "175"})
