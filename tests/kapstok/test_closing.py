"""What of the shop stands on the closing of its drawer, and what was put aside when it is closed."""

from __future__ import annotations

import pytest
from kiosk_kapstok import returns, sale, vouchers

from kiosk_core import CannotUndo, Cents, Draft, KioskError, NotFound, NotUnderstood
from kiosk_core.testing import HouseOnDisk, Known
from tests.tui.conftest import WAIT, Visitor

from .told import basket, sell


def shop_lines(house: HouseOnDisk) -> dict[str, tuple[int | None, int | None]]:
    x = house.at("kapstok").x()
    return {code.removeprefix("kapstok."): (times, cents) for by, code, times, cents in x.lines if by == "kapstok"}


def park(house: HouseOnDisk, *lines: str, who: Known | None = None) -> str:
    begun = basket(house, *lines, who=who)
    house.at("kapstok", "volunteer").keep_draft(sale.as_draft(begun, parked=True))
    return begun.id


def test_the_shops_own_lines_stand_on_the_closing_of_its_session_only(house: HouseOnDisk) -> None:
    assert shop_lines(house) == {}, "a drawer in which the shop did nothing says nothing of it"
    house.set("kapstok.percent", "50")
    fatima, lead = house.with_household(enrolled=("kapstok",)), house.at("kapstok")
    _, (voucher,) = vouchers.issue(lead, Cents(1000), "gift")
    sell(house, "2*jas-1,00/damaged", pays=(f"voucher:{voucher.code}:5", "cash"))
    sell(house, "3*kindertrui", who=fatima)
    void = sell(house, "broek")
    returns.void(lead, void.receipt or "", "mistake")
    back = sell(house, "hemd", "kilo:1kg")
    returns.give_back(lead, back.receipt or "", "too_small", "voucher", {1: 1})
    vouchers.stop(lead, voucher.code, "lost", anew=True)
    assert shop_lines(house) == {
        "pieces": (6, None), "discounts": (1, 100), "terms": (1, 150), "issued": (3, 1600), "redeemed": (1, 500),
        "stopped": (1, 500), "returns": (1, 100), "voids": (1, None),
    }  # fmt: skip
    undone = [(code, times, cents) for by, code, times, cents in lead.x().lines if "voided" in code]
    assert undone == [("core.voided", 1, 200)], "money that was undone is named once, whatever project names it"
    assert sum(one.left for one in vouchers.listed(lead)) == 1600 - 500 - 500, (
        "what is still open follows from the paper"
    )
    z = lead.close_till(lead.x().expected)
    house.later(days=1)
    lead.open_till(Cents(15000))
    assert shop_lines(house) == {}
    vouchers.issue(lead, Cents(500), "gift")
    assert shop_lines(house)["issued"] == (1, 500)
    assert lead.z(z.z).lines == z.lines


def test_what_was_put_aside_is_finished_kept_or_dropped_before_the_till_is_closed(house: HouseOnDisk) -> None:
    till = house.at("kapstok")
    first, second = park(house, "jas"), park(house, "broek")
    with pytest.raises(KioskError, match="2 sales are put aside here"):
        till.close_till(Cents(15000))
    with pytest.raises(NotUnderstood, match="say why"):
        till.drop_aside(first, " ")
    dropped = till.drop_aside(first, "not_taken")
    assert [one.id for one in till.aside()] == [second]
    with pytest.raises(CannotUndo):
        till.undo(dropped.id, "mistake")
    z = till.close_till(Cents(15000), keep_aside=True)
    said = {code: times for _, code, times, _ in z.lines}
    assert (said["core.aside"], said["core.dropped"]) == (1, 1)
    assert [one.id for one in till.aside()] == [second], "kept for another day"
    began = house.today
    house.later(days=1)
    (kept,) = till.aside()
    assert str(kept.told("Europe/Brussels", house.today)).startswith(f"{began:%d/%m/%Y} 12:00, "), "which is not today"


def test_a_form_that_is_half_filled_in_is_no_sale_put_aside(house: HouseOnDisk) -> None:
    till, form = house.at("kapstok", "volunteer"), f"form-add_member-{house.with_household().client.household}-balie"
    house.at("core").keep_draft(Draft(form, {"name": "Fatima"}))
    with pytest.raises(NotFound):
        till.drop_aside(form, "mistake")
    assert till.aside() == []
    assert "core.aside" not in {code for _, code, _, _ in till.close_till(Cents(15000)).lines}
    assert [draft.id for draft in house.at("core").drafts()] == [form], "it waits for who filled it in"


async def test_the_screen_shows_what_was_put_aside_before_the_drawer_is_counted(house: HouseOnDisk) -> None:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("kapstok.percent", "50")
    fatima = house.with_household(enrolled=("kapstok",))
    home = fatima.client.number.partition(".")[0]
    park(house, "jas", "kilo:1kg", "kindertrui")
    park(house, "broek", who=fatima)
    sits, till = Visitor(house), house.at("kapstok")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8")
        assert "2 sales are not paid:" in sits.shows
        assert [line.strip() for line in sits.rows] == [
            "12:00, Jas, 3 pieces, €7.00, Second-hand shop", f"12:00, Broek, 1 piece, €1.00, card {home}, Second-hand shop",
        ], "what helps to find the right one, and no name"  # fmt: skip
        await sits.presses("f4", "f6")
        assert len(sits.rows) == 1 and "✓ It is dropped." in sits.place.message
        await sits.presses("f8")
        await sits.types("\r\r\r1\r2\r")
        await sits.presses("f8", "f8")
        assert "✓ The till is closed: A-Z00001." in sits.place.message
    assert house.kiosk.house.rows("SELECT reason FROM core_draft_dropped") == [("mistake",)]
    assert len(till.aside()) == 1
