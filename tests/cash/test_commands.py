"""`kiosk till …`: the real command line in a process of its own."""

from __future__ import annotations

from pathlib import Path

import kiosk_einclusie
import kiosk_foodbank

from tests.installed import Installed

CLOSING = [
    "z", "session", "counter", "day", "opened_at", "at", "left_there_cents", "opening_difference_cents", "float_cents", "expected_cents", "counted_cents", "difference_cents", "noted", "coins",
    "purposes", "means", "rounding_cents", "carried", "lines", "receipts", "ended", "worked", "head",
]  # fmt: skip


def test_a_day_of_the_till_from_the_command_line(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_foodbank)
    _, early, opened, twice, righted, put_in, taken, x, no_sale, too_much, closed, again, gone, bag, less, x_less = (
        kiosk.run(
            "init --name Huis --admin An",
            "till x",
            "till open --float 15,00",
            "till open --float 150",
            "till float 150.00 --note zero",
            "till cash-in 50.00 --note coins",
            "till cash-out 4,50 --note milk",
            "till x",
            "till open-drawer --reason check",
            "till cash-out 1000 --note car",
            "till close --counted 212.35 --note found",
            "till z",
            "till close --counted 1",
            "till hand-over 62,35 --bag KS-0042 --from An --to Jan",
            "till open --float 140 --note safe",
            "till x",
        )
    )
    assert (early[0], early[1]["error"]["code"]) == (1, "till_not_open")
    assert (opened[0], opened[1]["float_cents"], opened[1]["counter"]) == (0, 1500, "balie")
    assert {**righted[1], "act": None} == {
        "act": None, "before_cents": 1500, "float_cents": 15000, "expected_cents": 15000,
    }  # fmt: skip
    assert (twice[0], twice[1]["error"]["code"]) == (1, "till_not_closed")
    assert [answer["expected_cents"] for _, answer in (put_in, taken, x)] == [20000, 19550, 19550]
    assert (x[1]["z"], x[1]["counted_cents"], x[1]["difference_cents"]) == (None, None, None)
    assert (no_sale[0], no_sale[1]["reason"]) == (0, "check")
    assert (too_much[0], too_much[1]["error"]["code"]) == (1, "not_understood")
    z = closed[1]
    assert list(z) == CLOSING
    assert (z["z"], z["expected_cents"], z["counted_cents"], z["difference_cents"]) == ("A-Z00001", 19550, 21235, 1685)
    assert (z["noted"], z["worked"]) == (True, ["An"])
    assert again[1] == z
    assert (gone[0], gone[1]["error"]["code"]) == (1, "till_not_open")
    assert (opened[1]["left_there_cents"], opened[1]["difference_cents"]) == (None, None), "never closed before"
    assert (bag[0], bag[1]["expected_cents"]) == (0, 15000)
    assert [less[1][key] for key in ("left_there_cents", "difference_cents", "noted")] == [15000, -1000, True]
    assert (x_less[1]["left_there_cents"], x_less[1]["opening_difference_cents"]) == (15000, -1000)


def test_what_is_typed_wrongly_says_so_and_writes_nothing(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_foodbank)
    _, _, *wrong, journal = kiosk.run(
        "init --name Huis --admin An",
        "till open --float 10",
        "till cash-in 5",
        "till close",
        "till open-drawer",
        "till cash-in five --note coins",
        "till cash-in -5 --note coins",
        "till close --counted 1.2.3",
        "till close --counted -1",
        "till z A-Z00009",
        "till hand-over 5 --bag blue --from An --to Jan",
        "journal --tail 1",
    )
    assert [code for code, _ in wrong] == [2, 2, 2, 1, 1, 1, 1, 1, 1]
    assert journal[1][0]["kind"] == "core.drawer_session_opened"


def test_a_contribution_of_before_is_paid_by_a_command(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_foodbank)
    answers = kiosk.run(
        "init --name Huis --admin An",
        "till open --float 50",
        "settings set foodbank.goods_free no",
        "settings set foodbank.contribution 2",
        "client add --adults 1 --name Fatima",
        "enrol A1001 foodbank --until 2030-12-31",
        "card issue A1001",
    )
    assert [code for code, _ in answers] == [0] * len(answers), answers
    _, owing, part, none, asked = kiosk.run(
        f"scan {answers[-1][1]['code']} --project foodbank --record",
        "settle A1001 --project foodbank",
        "settle A1001 --project foodbank --pay cash:5",
        "settle A1001 --project foodbank --pay cash:1",
        "settle A1001 --project foodbank --pay five",
    )
    assert [(one["purpose"], one["cents"]) for one in owing[1]["owed"]] == [("foodbank.contribution", 200)]
    assert owing[1]["recorded"] is None, "looking writes nothing"
    assert (part[1]["owed"], part[1]["recorded"]["change_cents"]) == ([], 300)
    assert (none[0], none[1]["error"]["code"], asked[0]) == (1, "not_possible", 2)


def test_a_deposit_that_was_noted_is_paid_by_a_command_in_two_parts(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    *_, card = kiosk.run(
        "init --name Huis --admin An",
        "till open --float 50",
        "einclusie device add Laptop --number LAP-1",
        "client add --adults 1 --name Fatima",
        "card issue A1001",
    )
    lent, half, rest, x = kiosk.run(
        f"einclusie loan out LAP-1 {card[1]['code']} --deposit 20",
        "settle A1001 --project einclusie --pay card:12",
        "settle A1001.1 --project einclusie --pay cash:8",
        "till x",
    )
    assert lent[0] == 0, lent
    assert [(one["purpose"], one["cents"]) for one in half[1]["owed"]] == [("einclusie.deposit", 800)]
    assert rest[1]["owed"] == [] and x[1]["expected_cents"] == 5800
