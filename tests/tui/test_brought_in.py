"""A client brings something in, gets money back, and is told a number that was given under the lock: in the project's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kiosk_core import (
    Act,
    Cents,
    Event,
    House,
    Kind,
    Line,
    Offer,
    Purpose,
    Row,
    Sentence,
    Verdict,
    Visit,
    Word,
    fact,
    kind,
    subject,
)  # fmt: skip
from kiosk_core.testing import HouseOnDisk

from ..plugins.made import desk, plugin
from .conftest import Visitor

IN = fact("bikes_in", {"number": "int"})
SAYS = {"how": "number"}


@kind("bikes.brought_in", keep="visits", puts=(IN,))
class BroughtIn(Kind):
    bike: Word = subject()
    number: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield IN.row(number=self.number)


def under_the_lock(house: House) -> BroughtIn:
    number = 121 + house.number("SELECT count(*) FROM bikes_in")
    return BroughtIn(bike=Word(f"bike-{number}"), number=number)


def says(act: Act) -> Sentence | None:
    match SAYS["how"]:
        case "number":
            return Sentence("Ticket {n}: tie it to the bike.", {"n": act.events[0].fields["number"]})
        case "raises":
            raise RuntimeError("no number")
        case "lacks":
            return Sentence("Ticket {n}: tie it to the bike.")
        case _:
            return "Ticket"  # type: ignore[return-value]


def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    take, here = Sentence("Take in"), Sentence("It is here")
    yield Offer(Sentence("a bike"), (under_the_lock,), asks=True, heading=take, handed=here, says=says)
    yield Offer(Sentence("The deposit"), (under_the_lock,), due=Cents(-502), purpose="bikes.deposit")


PURPOSES = (Purpose("bikes.deposit", Sentence("Deposits"), "deposit"),)
bikes = plugin(
    "bikes", offer, services=desk("bikes"), kinds=(BroughtIn,), tables=(IN,), purposes=PURPOSES, cash_list=True
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [bikes])
    made.set("core.printer", "127.0.0.1:9")
    yield made
    made.close()


async def test_what_is_brought_in_has_words_of_its_own_and_its_number_is_said_at_once(house: HouseOnDisk) -> None:
    known = house.with_household()
    sits = Visitor(house, project="bikes")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(known.card)
        assert "Take in: a bike" in sits.shows and "Hand over" not in sits.shows
        assert sits.keys()["enter"] == "It is here"
        await sits.presses("enter")
        assert "✓ a bike is recorded. Ticket 121: tie it to the bike." in sits.shows


@pytest.mark.parametrize("bad", ["raises", "lacks", "plain words"])
async def test_one_that_cannot_say_it_is_recorded_all_the_same_and_named_in_the_last_line(
    house: HouseOnDisk, bad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SAYS, "how", bad)
    counter = house.at("bikes", "volunteer")
    made = counter.scan(house.with_household().card).offers[0]
    act = counter.record(made)
    assert counter.said_of(made, act) is None
    assert [(one.plugin, one.hook) for one in counter.failures] == [("bikes", "says")]
    assert house.kiosk.house.number("SELECT number FROM bikes_in") == 121
    SAYS["how"] = "number"
    assert str(counter.said_of(made, act)) == "Ticket 121: tie it to the bike." and not counter.failures


async def test_money_that_the_house_gives_back_is_never_asked_of_the_client(house: HouseOnDisk) -> None:
    known = house.with_household()
    sits = Visitor(house, project="bikes")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(known.card)
        await sits.presses("down")
        assert "To give back: €5.02" in sits.shows
        assert sits.keys()["f5"] == "Given back: €5.00" and sits.keys()["f6"] == "Less to pay"
        await sits.presses("f5")
        assert "Given back: €5.00" in sits.shows and "€-" not in sits.shows
        assert sits.keys().get("f9") == "Slip", "the project has no lines for it, and it was paid"
        slip = house.kiosk.slip(sits.place.shift.done.id)
    said = [f"{part.left} {part.right}" for block in slip.blocks for part in block.parts if isinstance(part, Line)]
    assert "To give back €5.02" in said and "To give back €5.00" in said and "Given back in cash €5.00" in said
    assert not any("-" in line for line in said if "€" in line and not line.startswith("Rounding"))
    assert house.kiosk.house.number("SELECT cents FROM core_money WHERE means='cash'") == -500
