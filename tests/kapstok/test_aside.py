"""Sales that lie on the till's PC and are not paid: taken up by somebody else, and never in the way of another sale."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kiosk_kapstok import aside, paying, prices, returns, sale, terms
from kiosk_kapstok.lines import read_line
from kiosk_kapstok.sale import Sale
from kiosk_kapstok.screens.till import TillScreen

from kiosk_core import CannotUndo, Draft, NotFound, NotUnderstood
from kiosk_core.testing import HouseOnDisk

from .test_till import at_the_till, total
from .test_till import basket as lying
from .told import basket

CASH = [paying.read_tendered("cash")]


def put_aside(house: HouseOnDisk, *lines: str, by: str = "volunteer", parked: bool = True) -> Sale:
    begun = basket(house, *lines, by=by)
    sale.keep(house.at("kapstok", by), begun, parked=parked)
    house.later(seconds=1)
    return begun


def not_sold_any_more(house: HouseOnDisk, code: str) -> None:
    gone = replace(prices.category(house.kiosk.house, code, house.today), sold=False)
    prices.change(house.at("kapstok"), [gone], house.today, {})


def test_a_volunteer_goes_on_with_a_sale_in_which_the_coordinator_asked_another_price(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima, till = house.with_household(enrolled=("kapstok",)), house.at("kapstok", "volunteer")
    put_aside(house, "jas@1", "jas-100%/goodwill", by="coordinator", parked=False)
    taken, _ = aside.open_one(till)
    more = sale.with_lines(till, taken, [*taken.wanted, read_line("trui")])
    theirs = sale.with_client(till, more, till.scan(fatima.card, terms.TERMS))
    assert [line.net for line in theirs.lines] == [50, 0, 100]
    sale.keep(till, theirs)
    assert paying.pay(till, aside.open_one(till)[0], CASH).sale.total == 150


@pytest.mark.parametrize("line", ["jas@1", "2*jas@9", "jas-90%/goodwill", "trui@0"])
def test_nobody_allows_themselves_a_price_by_what_lies_on_this_pc(house: HouseOnDisk, line: str) -> None:
    till, lead = house.at("kapstok", "volunteer"), house.at("kapstok")
    allowed = put_aside(house, "jas@9", by="coordinator")
    forged = Draft(allowed.id, {"lines": [read_line(one).stored() for one in ("jas@9", line)]})
    till.keep_draft(forged)
    with pytest.raises(NotUnderstood, match="for another price ask the coordinator"):
        sale.from_draft(till, forged)
    with pytest.raises(NotUnderstood, match="for another price ask the coordinator"):
        paying.pay(till, sale.from_draft(lead, forged), CASH)
    with pytest.raises(NotUnderstood, match="for another price ask the coordinator"):
        sale.with_lines(till, allowed, [read_line("jas@9"), read_line("jas@9")])
    assert house.kiosk.house.number("SELECT count(*) FROM kapstok_sale") == 0


def test_a_sale_that_cannot_be_taken_up_is_in_nobodys_way(house: HouseOnDisk) -> None:
    till = house.at("kapstok", "volunteer")
    gone, other = put_aside(house, "jas", "broek", parked=False), put_aside(house, "trui")
    not_sold_any_more(house, "jas")
    at_hand, said = aside.open_one(till)
    assert (at_hand.lines, str(said)) == ((), "The sale that was open is put aside. jas is not known here.")
    at_hand = sale.with_lines(till, at_hand, [read_line("hemd")])
    sale.keep(till, at_hand)
    waiting = {draft.id: draft for draft in till.drafts() if draft.parked}
    with pytest.raises(NotFound, match="jas is not known here"):
        aside.take_up(till, waiting[gone.id], at_hand)
    assert [one.id for one in till.aside() if not one.parked] == [at_hand.id], "nothing changed"
    assert aside.take_up(till, waiting[other.id], at_hand).id == other.id
    assert {one.id: one.parked for one in till.aside()} == {gone.id: True, other.id: False, at_hand.id: True}


async def test_the_till_works_whatever_lies_there(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("kapstok",))
    put_aside(house, "broek", parked=False)
    not_sold_any_more(house, "broek")
    put_aside(house, "jas")
    async with at_the_till(house) as sits:
        assert sits.place.message == "The sale that was open is put aside. broek is not known here."
        await sits.presses("t", "enter", "f5")
        assert "✓ Sold" in sits.place.message
        await sits.scans(fatima.card)
        await sits.presses("f4", "2")
        assert (lying(sits), total(sits)) == (["1 × Jas €4.00"], "€4.00")
        assert sits.keys()["f4"] == "1 put aside", "a card that was scanned before anything lay there waits for nobody"
        await sits.presses("enter", "f5")
        assert sits.place.message == "✓ Sold. Receipt A-2026-000002."
        await sits.presses("f4")
        assert (lying(sits), sits.place.message) == ([], "broek is not known here.")
    assert [one.client for one in house.at("kapstok").aside()] == [""]


async def test_a_till_that_could_not_begin_says_so_and_begins_with_the_next_key(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        till = sits.place
        assert isinstance(till, TillScreen)
        till.sale = None  # as a disk that failed leaves it
        assert {"f10", "f12"} <= {hint.key for hint in till.hints()}
        await sits.types("j")
        assert lying(sits) == ["1 × Jas €4.00"]


def test_what_was_put_aside_comes_to_nothing_with_a_reason_only_and_stands_on_the_closing(house: HouseOnDisk) -> None:
    till = house.at("kapstok", "volunteer")
    parked = put_aside(house, "jas", "trui")
    for _ in range(2):
        with pytest.raises(NotUnderstood, match="say why it comes to nothing"):
            till.drop_draft(parked.id)
        at_hand = aside.take_up(till, next(one for one in till.drafts() if one.id == parked.id), sale.begin(till))
    at_hand = aside.take_away(till, at_hand, 1)
    with pytest.raises(NotUnderstood, match="say why it comes to nothing"):
        aside.take_away(till, at_hand, 0)
    sale.keep(till, at_hand)
    till.drop_aside(parked.id, "not_taken")
    plain = put_aside(house, "hemd", parked=False)
    sale.keep(till, plain)
    till.drop_draft(plain.id)
    assert till.aside() == []
    said = {code: (times, cents) for _, code, times, cents in till.x().lines}
    assert (said["core.dropped"], said["kapstok.taken_away"]) == ((1, 400), (1, 200))


def test_a_line_taken_away_is_counted_and_stays_counted(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima, till, lead = (
        house.with_household(enrolled=("kapstok",)),
        house.at("kapstok", "volunteer"),
        house.at("kapstok"),
    )
    begun = basket(house, "3*kindertrui", "jas", "kilo:2kg", who=fatima)
    rest = aside.take_away(till, begun, 2)
    assert [line.category.code for line in rest.lines] == ["kindertrui", "jas"]
    paid = paying.pay(till, aside.take_away(till, rest, 0), CASH)
    told = house.kiosk.house.rows("SELECT category, pieces, grams, net FROM kapstok_taken_away ORDER BY event")
    assert told == [("kilo", 1, 2000, 200), ("kindertrui", 3, 0, 150)]
    (event,) = house.kiosk.house.one("SELECT event FROM kapstok_taken_away") or ()
    with pytest.raises(CannotUndo, match="put the line in the sale again"):
        lead.undo(house.kiosk.journal.ledger.name(event), "mistake")
    returns.void(lead, paid.receipt or "", "mistake")
    assert ("kapstok", "kapstok.taken_away", 2, 350) in lead.close_till(lead.x().expected).lines


async def test_delete_takes_a_line_away_and_asks_why_of_the_last_one_that_was_put_aside(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.presses("j", "b", "t", "up", "delete")
        assert lying(sits) == ["1 × Jas €4.00", "1 × Trui €2.00"]
        await sits.presses("f8", "k", "delete")
        assert (lying(sits), sits.keys()["f4"]) == ([], "1 put aside")
        await sits.presses("f4", "delete", "delete")
        assert "Why does it come to nothing?" in sits.shows
        await sits.presses("escape")
        assert lying(sits) == ["1 × Jas €4.00"], "nothing happened"
        await sits.presses("delete", "1")
        assert (lying(sits), sits.place.message) == ([], "✓ It is dropped.")
    assert house.kiosk.house.rows("SELECT reason, cents FROM core_draft_dropped") == [("not_taken", 400)]
    assert house.kiosk.house.rows("SELECT category FROM kapstok_taken_away ORDER BY event") == [
        ("broek",),
        ("kindertrui",),
        ("trui",),
    ]
