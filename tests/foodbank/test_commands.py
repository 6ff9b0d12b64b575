"""`kiosk foodbank …`: the real command line in a process of its own, with the plugin installed as a stranger's would be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import kiosk_foodbank
from kiosk_foodbank import emergency

from kiosk_core import CASH, Cents, Kiosk, NewMember, Payment
from kiosk_core.store import Store, find_key
from tests.installed import Installed


def test_a_list_on_paper_is_a_pdf_and_the_sentence_names_the_command_for_a_spreadsheet(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_foodbank)
    _, (code, said) = kiosk.run("init --name Huis --admin An", f"foodbank paper --out {tmp_path}/lijst.xlsx")
    assert code == 2 and "kiosk foodbank sheet paper --out F" in said["error"]["text"]
    assert not (tmp_path / "lijst.xlsx").exists()


def test_a_day_is_opened_served_closed_and_shown(tmp_path: Path) -> None:
    kiosk, stick = Installed(tmp_path, kiosk_foodbank), tmp_path / "stick"
    stick.mkdir()
    founded, (code, opened), nonsense = kiosk.run(
        "init --name Huis --admin An", "foodbank day open", "foodbank day show --day gisteren"
    )
    assert (founded[0], code, nonsense[0], nonsense[1]["error"]["code"]) == (0, 0, 2, "usage")
    assert (opened["opened"], opened["closed"], opened["expected"], opened["served"]) == (True, False, 0, 0)
    signal = an_afternoon(tmp_path / "house.db", stick)
    said = kiosk.run(
        "foodbank expected", "foodbank debts", "foodbank signals", f"foodbank signals --follow {signal}",
        "foodbank day close --counted 1,50", "foodbank day show", "foodbank day open",
    )  # fmt: skip
    assert [code for code, _ in said] == [0, 0, 0, 0, 0, 0, 1]
    expected, debts, signals, followed, closed, shown, refused = (document for _, document in said)
    (omar,) = expected
    assert (omar["number"], omar["names"], omar["size"], omar["group"], omar["excused"]) == (
        "A1002",
        ["Omar"],
        1,
        None,
        False,
    )
    assert debts == [{"number": "A1003", "owed_cents": 200}]
    assert [(one["event"], one["number"], one["call_back"]) for one in signals] == [(signal, None, "0470 11 22 33")]
    assert followed == []
    assert (closed["closed"], closed["expected"], closed["served"], closed["persons"]) == (True, 3, 2, 4)
    assert (closed["cash_cents"], closed["counted_cents"], closed["difference_cents"]) == (200, 150, -50)
    assert closed["parcels"] == {"regular": 2, "emergency": 1, "baby": 0}
    assert Path(closed["backup"]).parent == stick
    assert shown == {**closed, "backup": None}
    assert refused["error"]["code"] == "not_possible"


def an_afternoon(database: Path, stick: Path) -> str:
    """Somebody pays, somebody owes, somebody does not come, and somebody is in need, whose signal is answered."""
    with Kiosk(Store(database, find_key(database)), [kiosk_foodbank]) as kiosk:
        office = kiosk.sign_in("An", "3333")
        office.set_setting("core.backup_folder", str(stick))
        office.set_setting("foodbank.contribution", "2")
        households = ([NewMember(name="Fatima"), NewMember()], [NewMember(name="Omar")], [NewMember()])
        fatima, omar, owing = (office.register(members) for members in households)
        for client in (fatima, omar, owing):
            office.enrol(client, "foodbank", office.here().day + timedelta(days=90))
        shift = kiosk.sign_in("An", "3333", project="foodbank")
        shift.record(shift.decide(fatima).offers[0], [Payment(CASH, Cents(200))])
        shift.record(shift.decide(owing).offers[0])
        in_need = shift.decide(None, "foodbank.emergency", asked={"adults": 1})
        shift.record(emergency.with_call_back(in_need.offers[0], "0470 11 22 33"))
        return emergency.open_signals(kiosk.house)[0].event
