"""`kiosk kapstok …`: the real command line in a process of its own."""

from __future__ import annotations

from pathlib import Path

import kiosk_kapstok

from tests.installed import Installed


def test_a_sale_is_sold_from_the_command_line(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    _, early, _, _, sold, free, wrong, little, usage, second = kiosk.run(
        "init --name Huis --admin An",
        "kapstok sell --line jas --pay cash:20",
        "settings set kapstok.vat outside_scope",
        "till open --float 150.00",
        "kapstok sell --line jas --line 3*kindertrui@0.50 --line kilo:2.4kg --pay cash:20",
        "kapstok sell --line jas@0",
        "kapstok sell --line hoed --pay cash:20",
        "kapstok sell --line jas --pay cash:1",
        "kapstok sell --pay cash:1",
        "kapstok sell --line jas@7.77 --pay card:5:T1 --pay cash",
    )
    assert (early[0], early[1]["error"]["code"]) == (1, "not_sold")
    code, answer = sold
    assert (code, answer["total_cents"], answer["cash_due_cents"], answer["change_cents"]) == (0, 1030, 1030, 970)
    assert answer["receipt"].startswith("A-") and answer["receipt"].endswith("-000001")
    assert [line["category"] for line in answer["lines"]] == ["jas", "kindertrui", "kilo"]
    assert (free[0], free[1]["receipt"]) == (0, None)
    assert [(c, d["error"]["code"]) for c, d in (wrong, little, usage)] == [
        (1, "not_found"),
        (1, "balance"),
        (2, "usage"),
    ]
    assert (second[1]["total_cents"], second[1]["cash_due_cents"]) == (777, 275)
    assert second[1]["receipt"].endswith("-000002"), "what was refused used no number"


def test_a_client_is_served_from_the_command_line_by_number_and_their_terms_hold(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    begun = kiosk.run(
        "init --name Huis --admin An", "client add --adults 2 --child 2019 --name Peeters", "client add --adults 1"
    )
    number, other = (said["number"] for _, said in begun[1:])
    *_, sold, usual, stranger, nobody = kiosk.run(
        "settings set kapstok.vat outside_scope",
        f"enrol {number} kapstok --until 2099-12-31 --term percent=50",
        "till open --float 100",
        f"kapstok sell --line jas --line 3*kindertrui@0.50 --client {number} --pay cash:20",
        f"kapstok sell --line jas --client {other} --pay cash",
        "kapstok sell --line jas --client A9999 --pay cash",
        "kapstok sell --line jas --pay credit",
    )
    assert (sold[1]["terms"], usual[1]["terms"], usual[1]["total_cents"]) == ("granted", "refused", 400)
    assert (sold[0], sold[1]["total_cents"], sold[1]["change_cents"]) == (0, 275, 1725)
    assert [line["terms_cents"] for line in sold[1]["lines"]] == [200, 75] and sold[1]["lines"][0]["why"]
    assert [(code, said["error"]["code"]) for code, said in (stranger, nobody)] == [
        (1, "not_found"),
        (1, "not_understood"),
    ]


def test_a_voucher_is_issued_redeemed_stopped_and_printed(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    made = kiosk.run(
        "init --name Huis --admin An",
        "settings set kapstok.vat outside_scope",
        "client add --adults 1 --name Fatima",
        "kapstok voucher issue 10,00 --reason social_service --client A1001",
    )[-1][1]
    code, number = made["code"], made["number"]
    paid, shown, stopped, gone, sheet, missing, usage = kiosk.run(
        f"kapstok sell --line jas --pay voucher:{code}",
        "kapstok voucher show A1001",
        f"kapstok voucher stop {number} --reason lost --anew",
        f"kapstok sell --line jas --pay voucher:{code}",
        f"kapstok voucher print --out {tmp_path / 'sheet.pdf'}",
        "kapstok voucher show BCDEFGHIJKLNPRSTU",
        f"kapstok voucher stop {number}",
    )
    assert (paid[1]["total_cents"], paid[1]["cash_due_cents"], paid[1]["change_cents"]) == (400, 0, 0)
    assert [(one["number"], one["left_cents"], one["state"]) for one in shown[1]] == [(number, 600, "live")]
    assert stopped[1]["stopped"] == number and stopped[1]["anew"]["left_cents"] == 600
    assert (gone[0], gone[1]["error"]["code"]) == (1, "not_understood")
    assert sheet[1]["vouchers"] == 1 and (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (missing[0], missing[1]["error"]["code"]) == (1, "not_found")
    assert (usage[0], usage[1]["error"]["code"]) == (2, "usage")


def test_a_sale_is_voided_and_goods_come_back_from_the_command_line(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    one, two = kiosk.run(
        "init --name Huis --admin An",
        "settings set kapstok.vat outside_scope",
        "till open --float 100",
        "kapstok sell --line jas --pay cash:4",
        "kapstok sell --line 2*jas --pay cash:8",
    )[-2:]
    first, second = one[1]["receipt"], two[1]["receipt"]
    said = kiosk.run(
        f"kapstok void {first}",
        f"kapstok return {second}",
        f"kapstok void {int(first[-6:])} --reason mistake",
        f"kapstok void {first} --reason mistake",
        f"kapstok return {second} --reason too_small --line 1:1",
        f"kapstok return {int(second[-6:])} --reason te_klein",
        f"kapstok return {second} --reason too_small",
        "till close --counted 100",
        "till open --float 100",
        f"kapstok void {second} --reason mistake",
    )
    assert [code for code, _ in said] == [2, 2, 0, 1, 0, 0, 1, 0, 0, 1]
    assert said[2][1]["receipt"] == first, "its last digits were typed"
    back = said[4][1]
    assert (back["total_cents"], back["cash_due_cents"], back["receipt"]) == (-400, -400, second[:-1] + "3")
    assert said[7][1]["expected_cents"] == 10000


def test_goods_are_brought_and_sorted_from_the_command_line(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    _, brought, unknown, wrong, sorted_, nothing, usage = kiosk.run(
        "init --name Huis --admin An",
        "kapstok donation --goods kledij:12.5kg --goods schoenen:3x --donor Peeters --slip",
        "kapstok donation --goods hout:1",
        "kapstok donation --goods kledij",
        "kapstok sorting --shop 10 --recycler 2,5kg",
        "kapstok sorting",
        "kapstok donation",
    )
    assert brought[1]["goods"] == [
        {"goods": "kledij", "grams": 12500, "bags": 0}, {"goods": "schoenen", "grams": 0, "bags": 3},
    ]  # fmt: skip
    assert sorted_[1]["grams"] == {"shop": 10000, "recycler": 2500}
    assert [(code, answer["error"]["code"]) for code, answer in (unknown, wrong, nothing, usage)] == [
        (1, "not_understood"), (1, "not_understood"), (1, "not_understood"), (2, "usage"),
    ]  # fmt: skip


def test_the_price_list_is_exported_changed_and_imported(tmp_path: Path) -> None:
    kiosk, file = Installed(tmp_path, kiosk_kapstok), tmp_path / "prijzen.csv"
    assert kiosk.run("init --name Huis --admin An", f"kapstok prices export {file}")[1][0] == 0
    text = file.read_bytes().decode("utf-8-sig").replace("jas;Jas;j;piece;4,00", "jas;Jas;j;piece;5,00")
    file.write_text(text, encoding="utf8")
    looked, still, brought, shown, wrong = kiosk.run(
        f"kapstok prices import {file}", "kapstok prices show", f"kapstok prices import {file} --yes", "kapstok prices show",
        f"kapstok prices export {tmp_path / 'x.xml'}",
    )  # fmt: skip
    change = {"code": "jas", "before_cents": 400, "price_cents": 500, "sold": True}
    assert (looked[0], looked[1]["written"], looked[1]["changes"]) == (0, False, [change])
    assert (brought[0], brought[1]["categories"], brought[1]["changes"]) == (0, 12, [change])
    prices = [{one["code"]: one["price_cents"] for one in document}["jas"] for _, document in (still, shown)]
    assert prices == [400, 500]
    assert (wrong[0], wrong[1]["error"]["code"]) == (2, "usage")
    sheet, _, credit = kiosk.run(
        f"kapstok prices label jas --price 7,50 --count 2 --out {tmp_path / 'etiketten.pdf'}",
        "settings set kapstok.vat outside_scope",
        "kapstok credit",
    )
    assert (sheet[1]["labels"], sheet[1]["price_cents"], credit[1]) == (2, 750, [])
    (label,) = kiosk.run("till open --float 100", f"kapstok sell --line {sheet[1]['label']} --pay cash:10")[1:]
    assert label[1]["total_cents"] == 750


BAD = (
    "sell --line jas@-1 --pay cash:20",
    "sell --line jas@vier --pay cash:20",
    f"sell --line {'j' * 10_000} --pay cash:20",
    "sell --line jas --pay cash:vier",
    "sell --line jas --pay cash:-4",
    "sell --line jas --pay cash:3,99",
    "sell --line jas --pay voucher:XVUTSRPNLKJIHGFED",
    "sell --line jas --pay voucher:https://example.com/?b=12",
    f"sell --line jas --pay voucher:{'9' * 10_000}",
    "sell --line jas --client https://example.com/ --pay cash:4",
    "sell --line jas --client XVUTSRPNLKJIHGFED --pay cash:4",
    "return https://example.com/ --reason too_small",
    "void XVUTSRPNLKJIHGFED --reason mistake",
    "voucher issue -5 --reason gift",
    "voucher issue vijf --reason gift",
)


def test_bad_input_gets_one_sentence_changes_nothing_and_uses_no_number(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_kapstok)
    *_, before = kiosk.run(
        "init --name Huis --admin An", "settings set kapstok.vat outside_scope", "till open --float 100", "journal"
    )
    *refused, after, sold = kiosk.run(
        *(f"kapstok {typed}" for typed in BAD), "journal", "kapstok sell --line jas --pay cash:4"
    )
    for typed, (code, said) in zip(BAD, refused, strict=True):
        assert code in (1, 2) and 10 < len(said["error"]["text"]) < 300, (typed, code, said)
    assert after == before
    assert sold[1]["receipt"].endswith("-000001")
