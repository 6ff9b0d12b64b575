"""An afternoon of sixty households at the installed kiosk, 80×24, and then everything that is left of it side by side.

The house is begun and equipped from the command line; volunteers type, scan and read; a printer that fails stands beside.
Journal, readings, report, slips and the closing must tell one story, which is the one in the volunteers' book.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pyzbar.pyzbar import decode as read_qr

from tests.printing.decoder import Bitmap, Cut, Pulse, decode, text_of
from tests.printing.render_png import picture_of

from .conftest import House, Household, Printer, found_house
from .counter import Book, Counterside

pytestmark = [pytest.mark.slow, pytest.mark.tour]

FIRST = (
    "Zofia",
    "Yusuf",
    "Wendela",
    "Vladan",
    "Umutcan",
    "Tibor",
    "Sunniva",
    "Ruslan",
    "Quirine",
    "Pelagia",
    "Oksana",
    "Njord",
)
LAST = ("Kwakkel", "Jaworska", "Iskender", "Hrubesch", "Guldentops")
NAMES = [f"{first} {last}" for last, first in product(LAST, FIRST)]
DUE = 200
UNKNOWN = "XVUTSRPNLKJIHGFED"
"""Right letters, never issued."""

ENDED, GRACE, SOON, NEVER, LOST, ORDINARY = slice(2), slice(2, 5), slice(5, 7), slice(7, 11), 11, slice(12, 60)
UNTIL = [-60] * 2 + [-5] * 3 + [9] * 2 + [None] * 4 + [200] * 49
"""Days from today to the last day of each household's enrolment."""


def told(place: int, name: str) -> dict[str, Any]:
    """A household of the plan: two adults now and then, some children, a few with something that must not be in it."""
    return {
        "name": name, "adults": 1 + place % 2, "children": ["2016-03-09", "2019-04-01", "2012-12-24"][: place % 4],
        "until": UNTIL[place], "terms": {"leave_out": "pork"} if place % 15 == 14 else None,
    }  # fmt: skip


@pytest.fixture
def house(tmp_path: Path, printer: Printer) -> House:
    folder = tmp_path / "stick"
    folder.mkdir()
    settings = {
        "core.house_name": "Sociaal Huis", "core.printer": printer.address, "core.backup_folder": str(folder), "core.phone": "03 555 12 12",
        "foodbank.contribution": "2,00",
    }  # fmt: skip
    made = found_house(tmp_path / "home", [told(*one) for one in enumerate(NAMES)], settings)
    made.kiosk("card", "lost", made.households[LOST].number)
    return made


def test_an_afternoon_of_sixty_households_tells_one_story_everywhere(house: House, printer: Printer) -> None:
    with house.screen() as screen:
        counter = Counterside(screen)
        live(counter, house, printer)
        closed = close(counter, len(counter.book.served))
        screen.press("escape")
        screen.wait_for("Close the kiosk")
        counter.to("Close the kiosk")
        assert screen.ended() == 0
    compare(house, counter.book, printer, closed)


def live(counter: Counterside, house: House, printer: Printer) -> None:
    """The afternoon up to the closing."""
    screen, known = counter.screen, house.households
    queue = iter(known[ORDINARY])
    counter.signs_in("Marie", "Today")
    counter.to("Distribution day")
    screen.wait_for("Still to come", "Open the day")
    screen.press("f8")
    screen.wait_for("The day is open.")
    screen.press("escape")
    counter.to("Counter: Food distribution")
    screen.wait_for("Scan the card")

    for household in [next(queue) for _ in range(12)]:
        counter.pays(household)
    first = known[ORDINARY][0]
    counter.explains(first, "already has its parcel")
    counter.owes(next(queue))
    for household in known[NEVER]:
        counter.explains(household, "Not enrolled for this.")
    for household in known[ENDED]:
        counter.explains(household, "The enrolment ended on")
    counter.scans_stranger(UNKNOWN)
    counter.helps_without_papers(2, 1, 1)
    counter.scans_stranger(known[LOST].card)
    counter.finds(known[LOST].name.split()[0][:4].lower() + " " + known[LOST].name.split()[1][:3], known[LOST])
    counter.takes_coins(known[LOST])

    # Bart's turn, by badge; what stands on the screen is not lost.
    waiting = next(queue)
    counter.scans(waiting, "Paid:")
    screen.scans(house.badges["Bart"])
    screen.wait_for("Welcome, Bart.", f"{waiting.number}.1", gone=["Marie"])
    counter.takes_coins(waiting)
    for household in known[GRACE]:
        counter.asks_first(household)
    for household in known[SOON]:
        counter.pays(household)
    wrong, right, mistake = next(queue), next(queue), next(queue)
    counter.pays(wrong)
    counter.gives_to_whom_it_was_for(wrong, right)
    counter.pays(mistake)
    counter.takes_back(mistake)

    # The printer goes off in the middle, comes back, loses the line twice.
    screen.wait_for("Printer: ready")
    printer.switch_off()
    for household in [next(queue) for _ in range(4)]:
        counter.pays(household)
    screen.wait_for("The printer is off.")
    printer.switch_on()
    counter.helps_without_papers(1, 0, 0)
    screen.wait_for("Printer: ready", gone=["The printer is off."])
    printer.becomes("dies")
    counter.pays(next(queue))
    screen.wait_for("Did this slip print?", "Print it again")
    screen.press("f11")
    screen.wait_for("Printer: ready", gone=["Did this slip print?"])
    printer.becomes("dies after")
    counter.pays(next(queue))
    screen.wait_for("Did this slip print?", "Slip is printed")
    screen.press("f2")
    screen.wait_for("Printer: ready", gone=["Did this slip print?"])

    # Marie again, by name and PIN.
    screen.press("f12")
    counter.signs_in("Marie", "is recorded")
    for place, household in enumerate(queue):
        counter.owes(household) if place % 9 == 4 else counter.pays(household)
    screen.wait_for("Printer: ready")


def close(counter: Counterside, served: int) -> str:
    """The day is closed with what lies in the box, one coin short; the screen then says the totals."""
    screen, cash = counter.screen, len(counter.book.paid) * DUE
    screen.press("f10")
    screen.wait_for("Today")
    counter.to("Distribution day")
    screen.wait_for("Still to come", f"{served} of ", "Close the day")
    screen.press("f8")
    screen.wait_for("In the box")
    screen.types(f"{(cash - 50) / 100:.2f}".replace(".", ","))
    screen.press("enter")
    return screen.wait_for("The day is closed, and the backup is good", "Too little:", "0.50")


def compare(house: House, book: Book, printer: Printer, closed: str) -> None:
    """Every place that remembers the afternoon, against the book."""
    assert len(book.served) == sum(book.served.values()), "the book itself has nobody twice"
    assert len(book.paid) > 40 and len(book.owed) > 2 and len(book.emergencies) == 2
    _journal_tells_it(house, book)
    _readings_tell_it(house, book)
    _report_tells_it(house, book)
    _slips_tell_it(house.households, book, printer)
    _closing_tells_it(house, book, closed)
    _backup_tells_it(house)
    found = house.kiosk("verify")
    assert found["clean"] and found["waiting"] == found["asleep"] == found["differing"] == []


def _journal_tells_it(house: House, book: Book) -> None:
    envelopes = house.kiosk("journal")
    kinds = Counter(one["kind"] for one in envelopes)
    of_act: dict[str, list[str]] = {}
    for one in envelopes:
        of_act.setdefault(one["act"], []).append(one["kind"])
    acts = [kinds for kinds in of_act.values() if "foodbank.parcel_collected" in kinds]
    parcels = len(book.paid) + len(book.owed) + len(book.taken_back) + len(book.emergencies)
    assert kinds["foodbank.parcel_collected"] == len(acts) == parcels, "one event a parcel, one parcel an act"
    assert kinds["core.money_moved"] == parcels - len(book.emergencies)
    assert kinds["foodbank.referred"] == len(book.emergencies)
    assert kinds["core.voided"] == 2 * len(book.taken_back), "a parcel and its money, each taken back"
    assert kinds["foodbank.day_opened"] == kinds["foodbank.day_closed"] == 1
    actors = {one["actor"] for one in envelopes if one["kind"] == "foodbank.parcel_collected"}
    assert len(actors) == 2, "two volunteers took turns"
    written = json.dumps(envelopes)
    assert not [word for name in NAMES for word in name.split() if word in written]


def _readings_tell_it(house: House, book: Book) -> None:
    found = house.readings()
    regular = Counter(one["number"] for one in found["parcels"] if one["parcel"] == "regular")
    assert regular == book.served
    assert [one["persons"] for one in found["parcels"] if one["parcel"] == "emergency"] == book.emergencies
    sizes = {one.number: one.persons for one in house.households}
    assert all(one["persons"] == sizes[one["number"]] for one in found["parcels"] if one["number"])
    money = Counter((number, means) for number, means, _ in found["money"])
    assert money == Counter([(n, "cash") for n in book.paid] + [(n, "owed") for n in book.owed])
    assert {cents for _, _, cents in found["money"]} == {DUE}
    assert found["queue"] == 0, "every slip came out"
    assert {one["day"] for one in found["parcels"]} == {house.day}


def _report_tells_it(house: House, book: Book) -> None:
    figures = house.kiosk("report", "--from", house.day, "--to", house.day, "--project", "foodbank")["figures"]
    value = {(one["indicator"], one["breakdown"]): one["value"] for one in figures}
    total = len(book.served) + len(book.emergencies)
    assert value["foodbank.parcels", ""] == total
    assert value["foodbank.parcels", "regular"] == len(book.served)
    assert value["foodbank.emergency_parcels", ""] == len(book.emergencies)
    assert value["foodbank.households", ""] == total
    assert value["foodbank.persons_by_age", ""] == _persons(house, book)
    assert value["foodbank.contributions", "cash"] == len(book.paid) * DUE
    assert value["foodbank.contributions", "owed"] == len(book.owed) * DUE


def _slips_tell_it(households: list[Household], book: Book, printer: Printer) -> None:
    """Once each, in order, whatever the printer did; a number at most, never a name."""
    jobs = [decode(job) for job in printer.printed]
    numbers = {one.number for one in households}
    texts = [text_of(job) for job in jobs]
    named = [next((word for word in text.split() if word in numbers), "") for text in texts]
    assert named == book.slips
    for job, text, number in zip(jobs, texts, named, strict=True):
        assert sum(isinstance(item, Cut) for item in job) == 1
        assert any(isinstance(item, Bitmap) for item in job), "pictograms"
        codes = [found.data.decode() for found in read_qr(picture_of(job))]
        assert [len(code) for code in codes] == ([] if number else [17]), "a slip for the social service has its code"
        assert not any(isinstance(item, Pulse) for item in job), "this counter has a cash list and no drawer"
        assert ("2,00" in text.replace(".", ",")) == bool(number) and ("03 555 12 12" in text) == (not number)
        assert text.startswith("Sociaal Huis\n")
        assert not [word for name in NAMES for word in name.split() if word.lower() in text.lower()]
        assert "COP" not in text, "nothing here is a copy"


def _closing_tells_it(house: House, book: Book, closed: str) -> None:
    cash, owed = len(book.paid) * DUE, len(book.owed) * DUE
    day = house.kiosk("foodbank", "day", "show")
    assert (day["opened"], day["closed"], day["served"]) == (True, True, len(book.served))
    assert day["parcels"] == {"regular": len(book.served), "emergency": len(book.emergencies), "baby": 1}
    assert day["persons"] == _persons(house, book)
    assert (day["cash_cents"], day["owed_cents"], day["counted_cents"]) == (cash, owed, cash - 50)
    (event,) = [one for one in house.kiosk("journal", "--tail", "20") if one["kind"] == "foodbank.day_closed"]
    kept = event["kept"]
    assert {name: kept[name] for name in ("cash", "owed", "regular", "persons")} == {
        "cash": cash, "owed": owed, "regular": len(book.served), "persons": day["persons"],
    }  # fmt: skip
    for said in (f"{len(book.served)} parcels", "2 emergency parcels", f"{cash / 100:.2f}", f"{owed / 100:.2f}"):
        assert said in closed, said


def _backup_tells_it(house: House) -> None:
    """The copy that closing made, opened elsewhere, gives the same figures."""
    (made,) = (house.home.parent / "stick").iterdir()
    elsewhere = house.in_other_home(house.home.parent / "elsewhere")
    for file in elsewhere.home.glob("house.db*"):
        if file.suffix != ".key":
            file.unlink()
    elsewhere.kiosk("restore", str(made))
    days = ("report", "--from", house.day, "--to", house.day)
    assert elsewhere.kiosk(*days) == house.kiosk(*days)


def _persons(house: House, book: Book) -> int:
    sizes = {one.number: one.persons for one in house.households}
    return sum(sizes[number] for number in book.served) + sum(book.emergencies)
