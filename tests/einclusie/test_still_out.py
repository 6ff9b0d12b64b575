"""A device that is still out when the house no longer keeps who borrowed it: its name stays until that is settled."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from kiosk_einclusie import loans, past_loans
from kiosk_einclusie.events.loans import LoanExtended

from kiosk_core import CASH, Cents, Payment, PersonId, Word
from kiosk_core.care.retention import Due, as_said
from kiosk_core.cash.money import owed
from kiosk_core.cli import root
from kiosk_core.shift.keeping import Retained
from kiosk_core.testing import PINS, HouseOnDisk, Known
from tests.tui.conftest import Visitor
from tests.tui.test_office import at

from .test_loans import laptop, lend
from .told import PROJECT


def years_later(house: HouseOnDisk, years: int) -> None:
    house.moment = house.moment.replace(year=house.moment.year + years)
    house.kiosk.confirm_clock()


def over_three_years_later(house: HouseOnDisk) -> None:
    house.later(days=1)
    years_later(house, 3)


def lent(house: HouseOnDisk) -> tuple[Known, str]:
    """A laptop that goes out today with Fatima, for a deposit of € 20."""
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    return fatima, device


def retained(house: HouseOnDisk) -> Retained:
    return house.at("core").retain(wait=lambda seconds: None)


def visits(house: HouseOnDisk, keep: str = "visits") -> Due:
    return next(one for one in house.at("core").retention() if one.keep == keep)


def who_has(house: HouseOnDisk) -> list[PersonId | None]:
    return [loan.borrower for loan in loans.all_loans(house.kiosk.house)]


def test_a_loan_that_is_extended_each_year_keeps_the_name_of_who_has_it(house: HouseOnDisk) -> None:
    fatima, device = lent(house)
    for _ in range(3):
        years_later(house, 1)
        loans.extend(house.at(PROJECT, "volunteer"), device, house.today + timedelta(days=365))
    house.later(days=1)
    assert visits(house).open == ()
    assert retained(house).acts == 1
    first = "SELECT borrower FROM einclusie_lent"
    assert house.kiosk.house.one(first) == (None,), "what is older than the house keeps it is gone"
    assert who_has(house) == [fatima.client.person]
    assert [one.device for one in loans.of_person(house.kiosk.house, fatima.client.person)] == [device]
    assert [past.number for past in past_loans.history(house.at(PROJECT), device=device)] == [fatima.client.number]
    assert [past.device for past in past_loans.history(house.at(PROJECT), person=fatima.client.person)] == [device]
    assert [str(one) for one in house.at("core").to_forget(fatima.client.number).open] == ["device A-001 is at home"]
    assert house.at("core").verify().clean


def test_a_retention_run_leaves_alone_a_class_in_which_a_device_is_still_out(house: HouseOnDisk) -> None:
    """Nobody looked at it for three years: whose it is would be lost, and to whom the deposit belongs."""
    fatima, device = lent(house)
    began = house.today
    over_three_years_later(house)
    (line,) = visits(house).open
    out = f"Digital help: device {device} is still lent since {began:%d/%m/%Y}, deposit €20.00: extend it,"
    assert str(line).startswith(out) and "Fatima" not in str(line)
    done = retained(house)
    assert (done.acts, done.backups_until, who_has(house)) == (0, None, [fatima.client.person])
    assert any("no name is taken before this is settled" in str(one) for one in as_said(done.taken))


@pytest.mark.parametrize("how", ["extended", "back", "lost"])
def test_once_it_is_extended_back_or_lost_the_run_goes_on(house: HouseOnDisk, how: str) -> None:
    fatima, device = lent(house)
    over_three_years_later(house)
    assert retained(house).acts == 0
    match how:
        case "extended":
            loans.extend(house.at(PROJECT), device)
        case "back":
            house.at(PROJECT).close_till(Cents(17000))
            house.at(PROJECT).open_till(Cents(15000))
            loans.take_back(house.at(PROJECT), device)
        case _:
            loans.note_lost(house.at(PROJECT), device, "lost")
    assert visits(house).open == ()
    assert retained(house).acts == 1
    assert who_has(house) == ([fatima.client.person] if how == "extended" else [])
    assert house.at("core").verify().clean


def test_a_device_whose_borrower_asked_to_be_forgotten_holds_nothing_up(house: HouseOnDisk) -> None:
    fatima, _ = lent(house)
    omar, shift = house.with_household(name="Omar"), house.at(PROJECT, "volunteer")
    shift.record(shift.scan(omar.card).offers[0])
    house.at("core").forget(fatima.client.number, "request", with_open=True)
    over_three_years_later(house)
    assert (visits(house).open, retained(house).acts) == ((), 1)


def test_a_loan_that_was_extended_before_extending_named_anybody_is_told_so(house: HouseOnDisk) -> None:
    """Events of an older version name nobody; one more extension does."""
    fatima, device = lent(house)
    years_later(house, 2)
    loan = loans.of_device(house.kiosk.house, device)
    assert loan is not None
    house.at(PROJECT).tell(LoanExtended(device=device, loan=Word(loan.id), due=date(2031, 1, 1)))
    years_later(house, 2)
    assert len(visits(house).open) == 1
    loans.extend(house.at(PROJECT), device, date(2032, 1, 1))
    assert (visits(house).open, retained(house).acts, who_has(house)) == ((), 1, [fatima.client.person])


def test_a_deposit_that_is_not_paid_is_owed_as_long_as_the_loan_lasts(house: HouseOnDisk) -> None:
    """A house that keeps evidence of money for a year, and lends for longer."""
    house.set("core.money_years", "1")
    fatima, device = house.with_household(), laptop(house)
    lend(house, fatima, device, deposit=Cents(2000))
    paid, other = house.with_household(name="Omar"), laptop(house)
    lend(house, paid, other, deposit=Cents(2000), payments=[Payment(CASH, Cents(2000))])
    house.later(days=1)
    years_later(house, 1)
    (line,) = visits(house, "money").open
    said = (
        f"Digital help: device {device} is lent since 25/11/2026, and €20.00 of its deposit is not paid: have it paid,"
    )
    assert str(line).startswith(said)
    assert (retained(house).acts, owed(house.kiosk.house, fatima.client.person or "")) == (0, 2000)
    house.at(PROJECT).close_till(Cents(17000))
    house.at(PROJECT).open_till(Cents(15000))
    loan = loans.of_device(house.kiosk.house, device)
    assert loan is not None
    loans.pay_deposit(house.at(PROJECT, "volunteer"), loan, CASH)
    assert (visits(house, "money").open, retained(house).acts) == ((), 1)
    assert house.at("core").verify().clean


async def test_the_screen_names_the_device_and_not_the_person_and_takes_nothing_before(
    house: HouseOnDisk,
) -> None:
    fatima, device = lent(house)
    over_three_years_later(house)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "How long we keep")
        assert "Visits: no name is taken before this is settled:" in " ".join(sits.shows.split())
        assert "- Digital help: device A-001 is still lent since 25/11/2026, deposit €20.00: extend it" in " ".join(
            sits.shows.split()
        )
        assert "Fatima" not in sits.shows and "Take what is older" not in sits.shows
        await sits.presses("f8", "f8")
        assert who_has(house) == [fatima.client.person]
        loans.extend(house.at(PROJECT), device)
        await sits.presses("escape")
        await sits.chooses("How long we keep")
        assert "is still lent" not in " ".join(sits.shows.split())
        await sits.presses("f8", "f8")
        assert sits.place.message == "✓ What was older is gone. Older backups may hold them until 31/12/2029."
    assert who_has(house) == [fatima.client.person]


def test_the_command_says_what_is_still_out_and_what_to_do_first(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fatima, _ = lent(house)
    over_three_years_later(house)
    monkeypatch.setattr("kiosk_core.opening.open_house", lambda *asked, **more: house.again().kiosk)

    def kiosk(*typed: str) -> str:
        env = {"KIOSK_AS": "coordinator", "KIOSK_PIN": PINS["coordinator"], "KIOSK_LANG": "nl"}
        done = CliRunner().invoke(root, ["retention", *typed], env=env)
        assert done.exit_code == 0, done.output
        assert "Fatima" not in done.stdout
        return done.stdout

    out = (
        "E-inclusie: toestel A-001 is nog uitgeleend sinds 25/11/2026, waarborg € 20,00: verleng het, neem het terug of "
        "noteer dat het niet terugkomt"
    )
    for said in (kiosk("preview"), kiosk("run")):
        assert f"Bezoeken: geen enkele naam gaat weg voor dit geregeld is:\n- {out}\n" in said.replace("\xa0", " ")
    assert kiosk("run").endswith("Er is niets weggehaald.\n")
    (held,) = (one for one in json.loads(kiosk("run", "--json"))["taken"] if one["open"])
    assert (held["class"], [one.replace("\xa0", " ") for one in held["open"]]) == ("visits", [out])
    assert who_has(house) == [fatima.client.person]
