"""Vouchers: redeemed whole or in part, by code, number or client; never twice."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import kiosk_kapstok
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kiosk_kapstok import returns, vouchers
from kiosk_kapstok.vouchers import Voucher

from kiosk_core import Cents, Changed, Client, NotAllowed, NotFound, NotUnderstood
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.ids import OriginName
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import Store
from kiosk_core.testing import KEY, HouseOnDisk

from .told import basket, open_till, pay, sell, slip


def issue(house: HouseOnDisk, cents: int, client: Client | None = None, until: date | None = None) -> Voucher:
    _, (made,) = vouchers.issue(house.at("kapstok"), Cents(cents), "social_service", client=client, until=until)
    return made


def look(house: HouseOnDisk, voucher: Voucher) -> Voucher:
    return vouchers.one(house.at("kapstok", "volunteer"), voucher.code)


def test_a_voucher_is_redeemed_in_parts_and_the_rest_stands_on_the_receipt(house: HouseOnDisk) -> None:
    voucher = issue(house, 1000)
    done = sell(house, "jas", pays=(f"voucher:{voucher.code}",))
    assert (done.sale.total, done.change, done.cash) == (400, 0, 0)
    printed = slip(house, done.act)
    assert f"Left on voucher {voucher.number} €6.00" in printed
    assert printed.index("Left on voucher") < printed.index("outside the scope of VAT"), (
        "with the rest of what was paid"
    )
    more = sell(house, "2*jas", pays=(f"voucher:{voucher.number.lower()}", "cash:5"))
    assert (more.cash, more.change) == (200, 300)
    assert (look(house, voucher).left, look(house, voucher).state) == (0, "used")
    said = f"Paid with voucher {voucher.number} €6.00 Left on voucher {voucher.number} €0.00"
    assert said in slip(house, more.act), "each part of what was paid stands there"
    assert f"Left on voucher {voucher.number} €6.00" in slip(house, done.act), "a copy says what it said"
    with pytest.raises(NotUnderstood, match="is used up"):
        sell(house, "jas", pays=(f"voucher:{voucher.code}",))


def test_no_cash_comes_back_for_a_voucher(house: HouseOnDisk) -> None:
    voucher = issue(house, 1000)
    with pytest.raises(NotUnderstood, match="left"):
        sell(house, "3*jas", pays=(f"voucher:{voucher.code}:12", "cash"))
    done = sell(house, "jas", pays=(f"voucher:{voucher.code}:3", "cash:1"))
    assert (done.change, look(house, voucher).left) == (0, 700)


def test_it_is_found_by_its_number_or_through_the_client(house: HouseOnDisk) -> None:
    fatima = house.with_household(2)
    voucher, other = issue(house, 1000, fatima.client), issue(house, 500)
    shift = house.at("kapstok", "volunteer")
    household = fatima.client.number.partition(".")[0]
    assert [vouchers.one(shift, typed).id for typed in ("A-V00001", "1", household, fatima.client.number)] == [
        voucher.id
    ] * 4
    assert {vouchers.one(shift, typed).id for typed in ("V1", "v 1", "V-00001", "a-v1", "AV1", "0001")} == {voucher.id}
    query = "SELECT count(*) FROM event JOIN kind ON kind.n=event.kind WHERE kind.name='core.client_looked_at'"
    assert house.kiosk.house.number(query) == 2, (
        "one look for the household and one for the person: found without a card"
    )
    assert vouchers.one(shift, "2").id == other.id
    for typed in ("A-V00009", "9", "B-V00001", "BCDEFGHIJKLNPRSTU", "x" * 10_000, household + "9"):
        with pytest.raises(NotFound):
            vouchers.one(shift, typed)
    house.at("core").forget(household, "request", with_open=True)
    assert look(house, voucher).left == 1000, "it belongs to whoever holds it"


def test_a_lost_voucher_is_stopped_and_what_was_left_is_given_anew(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    voucher = issue(house, 1000, fatima.client)
    sell(house, "jas", pays=(f"voucher:{voucher.code}",))
    with pytest.raises(NotAllowed):
        vouchers.stop(house.at("kapstok", "volunteer"), voucher.code, "lost", anew=True)
    _, fresh = vouchers.stop(house.at("kapstok"), voucher.code, "lost", anew=True)
    assert fresh is not None and (fresh.left, fresh.until, fresh.number) == (600, voucher.until, "A-V00002")
    assert look(house, voucher).state == "stopped"
    with pytest.raises(NotUnderstood, match="was stopped"):
        sell(house, "jas", pays=(f"voucher:{voucher.code}",))
    with pytest.raises(NotUnderstood, match="cannot be stopped"):
        vouchers.stop(house.at("kapstok"), voucher.code, "lost")
    assert vouchers.one(house.at("kapstok"), fatima.client.number).id == fresh.id


def test_a_voucher_is_good_up_to_its_last_day(house: HouseOnDisk) -> None:
    voucher = issue(house, 1000, until=house.today)
    sell(house, "trui", pays=(f"voucher:{voucher.code}",))
    house.later(days=1)
    with pytest.raises(NotUnderstood, match="was good until 25/11/2026"):
        sell(house, "trui", pays=(f"voucher:{voucher.code}",))


def test_an_undone_sale_gives_the_voucher_back(house: HouseOnDisk) -> None:
    voucher = issue(house, 1000)
    done = sell(house, "jas", pays=(f"voucher:{voucher.code}",))
    house.at("kapstok", "volunteer").undo(done.act.id, "mistake")
    assert look(house, voucher).left == 1000


def test_only_the_office_issues_and_only_what_can_be(house: HouseOnDisk) -> None:
    with pytest.raises(NotAllowed):
        vouchers.issue(house.at("kapstok", "volunteer"), Cents(1000), "gift")
    office = house.at("kapstok")
    for cents, count in ((0, 1), (-5, 1), (100_001, 1), (500, 0), (500, 201)):
        with pytest.raises(NotUnderstood):
            vouchers.issue(office, Cents(cents), "gift", count=count)
    with pytest.raises(NotUnderstood):
        vouchers.issue(office, Cents(500), " ")
    _, made = vouchers.issue(office, Cents(500), "geboorte van een kind", count=3)
    assert ([v.number for v in made], {v.reason for v in made}) == (["A-V00001", "A-V00002", "A-V00003"], {"other"})
    assert house.kiosk.house.rows("SELECT note FROM kapstok_noted") == [("geboorte van een kind",)]


def test_a_sheet_of_vouchers_is_a_pdf_with_a_code_each(house: HouseOnDisk, tmp_path: Path) -> None:
    import pypdfium2
    from pyzbar.pyzbar import decode

    office = house.at("kapstok")
    _, made = vouchers.issue(office, Cents(500), "gift", count=25)
    sell(house, "jas", pays=(f"voucher:{made[1].code}",))
    made = sorted(vouchers.listed(office), key=lambda one: one.number)
    assert (
        vouchers.print_sheet(office, made, tmp_path / "sheet.pdf", catalogue("nl", house.kiosk.plugins.packages)) == 25
    )
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    assert len(document) == 2
    text = document[0].get_textpage().get_text_range()
    assert "Tegoedbon A-V00001" in text and text.count("€ 5,00, tot en met 25/11/2027") == 23
    assert "€ 1,00, tot en met 25/11/2027" in text, "what was spent is not promised again"
    page = document[1].render(scale=300 / 72).to_pil()
    assert {code.data.decode() for code in decode(page)} == {made[-1].code}


RACE = """
import sys, pathlib, kiosk_kapstok
from datetime import UTC, datetime
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import Store
from kiosk_core import KioskError
from kiosk_kapstok import paying, sale
from kiosk_kapstok.lines import read_line
path, code, go = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
with Kiosk(Store(path, bytes([7]) * 32), [kiosk_kapstok], clock=lambda: datetime(2026, 11, 25, 11, tzinfo=UTC)) as kiosk:
    shift = kiosk.sign_in("volunteer", "1111", project="kapstok")
    print("ready", flush=True)
    sys.stdin.readline()
    won = 0
    for _ in range(20):
        basket = sale.with_lines(shift, sale.begin(shift), [read_line("trui")])
        try:
            paying.pay(shift, basket, [paying.read_tendered(f"voucher:{code}")])
            won += 1
        except KioskError as error:
            pass
    print(won, flush=True)
"""


def test_two_processes_race_for_a_voucher_and_never_spend_it_twice(house: HouseOnDisk, tmp_path: Path) -> None:
    open_till(house)
    voucher = issue(house, 2200)
    command = [sys.executable, "-c", RACE, str(house.path), voucher.code, str(tmp_path / "go")]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdout is not None and racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [int(racer.communicate(timeout=120)[0]) for racer in racers]
    assert sum(won) == 11
    assert house.kiosk.house.number("SELECT sum(cents) FROM kapstok_voucher_used") == 2200
    assert house.kiosk.house.number("SELECT sum(cents) FROM core_money WHERE means='voucher'") == 2200


def test_a_voucher_spent_at_two_counters_apart_is_found_on_both(house: HouseOnDisk, tmp_path: Path) -> None:
    voucher = issue(house, 1000)
    there = other_counter(house, tmp_path)
    for counter in (house, there):
        sell(counter, "2*jas", pays=(f"voucher:{voucher.code}",))
    for one, other, letter in ((house, there, "B"), (there, house, "A")):
        name = next(n for (n,) in other.kiosk.house.rows("SELECT name FROM origin") if n.startswith(letter))
        received, found = one.kiosk.receive(list(other.kiosk.journal.sent(OriginName(name))))
        assert not received.refused
        (conflict,) = found
        assert (conflict.code, len(conflict.events)) == ("kapstok.voucher_twice", 2)
        assert str(conflict.text) == "Voucher A-V00001 was used at two counters: €6.00 too much."
    there.close()


def other_counter(house: HouseOnDisk, folder: Path) -> HouseOnDisk:
    """The same house on another PC, which writes under its own letter from now on."""
    house.kiosk.store.checkpoint()
    (folder / "there.db").write_bytes(house.path.read_bytes())
    with Kiosk(Store(folder / "there.db", KEY), [kiosk_kapstok], clock=lambda: house.moment) as kiosk:
        kiosk.begin_origin()
    return HouseOnDisk(folder / "there.db", [kiosk_kapstok])


@given(st.integers(1, 3000), st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 1500)), max_size=8))
@settings(max_examples=25, deadline=None)
def test_what_is_left_is_the_value_less_what_went_off(founded: Path, tmp_path_factory: pytest.TempPathFactory, value: int, spent: list[tuple[str, int]]) -> None:  # fmt: skip
    house = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("voucher"), [kiosk_kapstok])
    voucher, left = issue(house, value), value
    for _, cents in spent:
        sale = basket(house, f"open@{cents / 100:.2f}", by="coordinator")
        try:
            pay(house, sale, f"voucher:{voucher.code}:{cents / 100:.2f}", by="coordinator")
            left -= cents
        except (NotUnderstood, Changed):
            assert cents > left
    assert look(house, voucher).left == left >= 0
    house.close()


@given(st.integers(1, 3000), *[st.lists(st.tuples(st.integers(1, 1500), st.booleans()), max_size=3)] * 2)
@example(1000, [(600, True)], [(600, False)])
@example(1000, [(600, False)], [(600, False)])
@settings(max_examples=6, deadline=None)
def test_whatever_two_counters_spent_apart_either_fits_or_is_found_on_both(
    founded: Path, tmp_path_factory: pytest.TempPathFactory, value: int, here: list[tuple[int, bool]], there: list[tuple[int, bool]]
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("apart")
    house = HouseOnDisk.copy_of(founded, folder, [kiosk_kapstok])
    voucher = issue(house, value)
    other, gone = other_counter(house, folder), 0
    for counter, spent in ((house, here), (other, there)):
        left = value
        for cents, voided in spent:
            if cents > left:
                continue
            sale = basket(counter, f"open@{cents / 100:.2f}", by="coordinator")
            done = pay(counter, sale, f"voucher:{voucher.code}:{cents / 100:.2f}", by="coordinator")
            if voided:
                returns.void(counter.at("kapstok"), done.receipt or "", "mistake")
            else:
                left -= cents
        gone += value - left
    sent = {
        letter: list(one.kiosk.journal.sent(OriginName(name)))
        for one, letter in ((house, "A"), (other, "B"))
        for (name,) in one.kiosk.house.rows("SELECT name FROM origin")
        if name.startswith(letter)
    }
    for one, letter in ((house, "B"), (other, "A")):
        _, found = one.kiosk.receive(sent[letter])
        assert [conflict.code for conflict in found] == (["kapstok.voucher_twice"] if gone > value else [])
        assert look(one, voucher).left == max(value - gone, 0)
    other.close()
    house.close()


def test_a_return_gives_no_voucher_more_time_and_it_is_found_through_its_client(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "10")
    fatima, lead = house.with_household(1, enrolled=("kapstok",)), house.at("kapstok")
    _, (voucher,) = vouchers.issue(lead, Cents(180), "gift", until=house.today + timedelta(days=3))
    done = sell(house, "broek", pays=(f"voucher:{voucher.code}",), who=fatima)
    _, made = returns.give_back(lead, done.receipt or "", "too_small", "voucher")
    assert made is not None and made.until == voucher.until
    assert vouchers.one(lead, fatima.client.number).number == made.number
    paid = sell(house, "broek", who=fatima)
    _, made = returns.give_back(lead, paid.receipt or "", "too_small", "voucher")
    assert made is not None and made.until > voucher.until, "money that becomes a voucher has the usual time"


def test_a_dozen_vouchers_and_slips_pay_one_sale(house: HouseOnDisk) -> None:
    _, many = vouchers.issue(house.at("kapstok"), Cents(50), "gift", count=12)
    slips = ("card:1:12345678901234567890", "card:1:22345678901234567890")
    done = sell(house, "jas@8", pays=(*(f"voucher:{one.code}" for one in many), *slips))
    assert done.receipt and {one.state for one in vouchers.listed(house.at("kapstok"))} == {"used"}
    kept = house.kiosk.house.rows("SELECT reference FROM core_money ORDER BY reference")
    assert [reference for (reference,) in kept] == sorted(
        [one.number for one in many] + [slip.partition(":")[2].partition(":")[2] for slip in slips]
    )


def test_every_voucher_that_is_good_stands_in_the_list_however_many_there_are(house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(vouchers, "MOST_LISTED", 3)
    lead = house.at("kapstok")
    _, (old, *_) = vouchers.issue(lead, Cents(1000), "gift", count=5)
    _, gone = vouchers.issue(lead, Cents(1000), "gift", count=5)
    for one in gone:
        vouchers.stop(lead, one.number, "withdrawn")
    found = vouchers.listed(lead)
    assert (len(found), found[-1].number, sum(one.left for one in found)) == (8, old.number, 5000)
