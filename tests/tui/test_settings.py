"""For every setting of the core: it alone is changed, and a verdict, a screen, a slip, a card or a file is another one.

Those of a plugin stand beside the plugin's own tests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from inspect import isawaitable
from pathlib import Path

import kiosk_foodbank
import pypdfium2
import pytest
from kiosk_foodbank import changes

from kiosk_core import CASH, Cents, KioskError, Payment
from kiosk_core.care import notice
from kiosk_core.core import CoreSettings
from kiosk_core.domain.receipts import Block, Line, Picture, Qr, Receipt
from kiosk_core.domain.settings import declared
from kiosk_core.domain.texts import ENGLISH, Sentence
from kiosk_core.printing import connection
from kiosk_core.printing.compose import compose
from kiosk_core.printing.escpos import render
from kiosk_core.printing.links import Silent
from kiosk_core.printing.plain import plain
from kiosk_core.printing.profile import Profile, profile_of
from kiosk_core.testing import HouseOnDisk, Known
from kiosk_core.tui.state import state_of

from ..plugins.made import plugin, saying
from . import toy
from .conftest import Visitor

MODULES = [toy, kiosk_foodbank, plugin("guest", saying("guest.told"), elsewhere=("guest.told",))]
ENROLLED = ("toy",)
Shown = Callable[[HouseOnDisk], object | Awaitable[object]]


def said_of(house: HouseOnDisk, act: str) -> str:
    return plain(compose(house.kiosk.plugins, house.kiosk.house, house.kiosk.act(act)), ENGLISH)


# ---- slips and cards ----


def paid(house: HouseOnDisk) -> object:
    """The slip of a bread of €1.98 that is paid with €2, and what is given back."""
    house.set("toy.price", "1,98")
    shift = house.at("toy", "volunteer")
    act = shift.record(shift.scan(house.with_household(enrolled=ENROLLED).card).offers[0], [Payment(CASH, Cents(200))])
    return said_of(house, act.id), act.change


def ways_to_pay(house: HouseOnDisk) -> object:
    """What a bread of €1.98 may be paid with, as a till offers it."""
    house.set("toy.price", "1,98")
    shift = house.at("toy", "volunteer")
    return shift.means(shift.scan(house.with_household(enrolled=ENROLLED).card).offers[0])


def at_night(house: HouseOnDisk) -> object:
    """Half past twelve at night in Brussels."""
    house.moment = house.moment.replace(hour=23, minute=30)
    return paid(house)


def emergency(house: HouseOnDisk) -> object:
    """The slip that sends somebody to the social service, without its code, which is chance."""
    shift = house.at("foodbank", "volunteer")
    verdict = shift.decide(None, "foodbank.emergency", asked={"adults": 1})
    return said_of(house, shift.record(verdict.offers[0]).id).split("[QR")[0]


def distributions(house: HouseOnDisk) -> object:
    """A year of Fridays, in a house that closes while there is no school."""
    house.set("foodbank.weekdays", "fr")
    house.set("foodbank.closed_on", "school")
    return [one.left_out for one in changes.year(house.kiosk.house, house.today)]


def card(house: HouseOnDisk) -> object:
    """Both sides of a card, without its code."""
    code, out = house.with_household().card, house.path.with_suffix(".pdf")
    house.at("core").print_cards(out, ENGLISH)
    with pypdfium2.PdfDocument(out) as document:
        sides = [document[n].get_textpage().get_text_bounded() for n in (0, 1)]
    return [[line for line in side.splitlines() if line.replace(" ", "") not in code] for side in sides]


def queued(house: HouseOnDisk) -> object:
    shift = house.at("toy", "volunteer")
    shift.record(shift.scan(house.with_household(enrolled=ENROLLED).card).offers[0])
    return [(job.job.service, job.job.what) for job in shift.print_queue()]


# ---- verdicts ----


def verdict(house: HouseOnDisk, known: Known) -> object:
    found = house.at("toy", "volunteer").scan(known.card)
    return found.outcome, [str(one.text) for one in found.findings]


def of_an_enrolment(house: HouseOnDisk, days: int) -> object:
    known, today = house.with_household(), house.today
    house.at("core").enrol(known.client, "toy", today + timedelta(days=days), since=today - timedelta(days=300))
    return verdict(house, known)


def after_its_last_day(house: HouseOnDisk) -> object:
    return of_an_enrolment(house, -10)


def near_its_last_day(house: HouseOnDisk) -> object:
    return of_an_enrolment(house, 10)


def with_a_guest(house: HouseOnDisk) -> object:
    return verdict(house, house.with_household(enrolled=ENROLLED))


def recorded_at_once(house: HouseOnDisk) -> object:
    shift = house.at("toy", "volunteer")
    offer = shift.fast(shift.scan(house.with_household(enrolled=ENROLLED).card))
    return offer and str(offer.title)


def from_paper(house: HouseOnDisk) -> object:
    """A bread of five days ago."""
    known = house.with_household(enrolled=ENROLLED)
    house.later(days=10)
    shift = house.at("toy", "volunteer")
    try:
        shift.record(shift.scan(known.card, at=house.moment - timedelta(days=5)).offers[0])
    except KioskError as error:
        return str(error.sentence)
    return "recorded"


def after_ten_days(house: HouseOnDisk) -> object:
    house.later(days=10)
    doubt = house.kiosk.doubt()
    return doubt and str(doubt.sentence)


def retained(house: HouseOnDisk) -> object:
    """What the house need not keep any more, two years after a bread, as `kiosk retention show` says it."""
    queued(house)
    house.later(days=731)
    return house.at("core").retention()


# ---- the last line, and copies ----


def state_line(house: HouseOnDisk) -> object:
    return [str(part) for part in state_of(house.at("toy", "volunteer"))]


def closing(house: HouseOnDisk) -> object:
    house.at("toy", "volunteer").back_up()
    return state_line(house)


def copies(house: HouseOnDisk) -> object:
    """What lies in the folder after two closings, ten days apart."""
    house.set("core.backup_folder", str(folder_of(house)))
    for _ in range(2):
        house.at("toy", "volunteer").back_up()
        house.later(days=10)
    return len(list(folder_of(house).glob("*.backup")))


def folder_of(house: HouseOnDisk) -> Path:
    folder = house.path.parent / "copies"
    folder.mkdir(exist_ok=True)
    return folder


# ---- a printer ----


def printer(house: HouseOnDisk) -> Profile:
    return profile_of(house.at("toy").settings())


def paper(house: HouseOnDisk) -> object:
    """The bytes of a slip with a euro, a drawing, a code and the drawer."""
    drawing = Picture("tests.printing.conftest:house_picture", Sentence("A house"))
    parts = (Line("€ œuvre", "3,50"), drawing, Qr("BCDEFGHIJKLNPRSTU"))
    return render(Receipt((Block("body", parts),), open_drawer=True), printer(house), ENGLISH)


class Wire:
    """A printer that takes `takes` seconds for an answer and hangs up when it is asked whether it printed."""

    def __init__(self, takes: float) -> None:
        self.takes, self.asked = takes, b""

    def write(self, data: bytes, timeout: float) -> None:
        self.asked = data

    def read(self, timeout: float) -> bytes:
        if timeout < self.takes:
            raise Silent
        return b"\x12" if self.asked == connection.ASK_PAPER else b""

    def finish(self, timeout: float) -> None: ...

    def close(self) -> None: ...


def never_answers(house: HouseOnDisk) -> object:
    return str(connection._talk(b"slip", Wire(takes=3600), printer(house), lambda: None).says)


def never_confirms(house: HouseOnDisk) -> object:
    return str(connection._talk(b"slip", Wire(takes=0), printer(house), lambda: None).says)


def answers_after_a_second(house: HouseOnDisk) -> object:
    house.set("core.printer_answers", "status")
    return str(connection._talk(b"slip", Wire(takes=1), printer(house), lambda: None).says)


# ---- the screen ----


async def door(house: HouseOnDisk) -> object:
    sits = Visitor(house, lang=None)
    async with sits.app.run_test() as sits.pilot:
        await sits.settles()
        return sits.shows


async def left_alone(house: HouseOnDisk) -> object:
    """What stands there half a minute after a scan, and two minutes after it."""
    known = house.with_household(enrolled=ENROLLED)
    sits, seen = Visitor(house), []
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(known.card)
        for seconds in (30, 90):
            await sits.passes(seconds)
            seen.append(("Fatima" in sits.shows, "Locked" in sits.shows))
    return seen


async def by_badge(house: HouseOnDisk) -> object:
    """What stands there once a badge was scanned."""
    badge = house.at("core").give_badge("volunteer")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.scans(badge)
        return type(sits.place).__name__, sits.shows


async def scanned(house: HouseOnDisk, *cadences: float) -> object:
    """One card at these seconds a key, some two seconds apart; put away after each."""
    known = house.with_household(enrolled=ENROLLED)
    sits, seen = Visitor(house), []
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        for every in cadences:
            sits.now += 1
            await sits._send(known.card + "\r", every)
            await sits.settles()
            seen.append(sits.look)
            await sits.presses("escape")
    return seen


async def scanned_twice(house: HouseOnDisk) -> object:
    return await scanned(house, 0.001, 0.001)


async def by_a_slow_scanner(house: HouseOnDisk) -> object:
    """What stands there after a stranger's code at the menu: what a person types there are keys, and Enter opens what is marked."""
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        sits.now += 2
        await sits.send_quickly("%%%%%%%%%%\r", 0.02)
        return type(sits.place).__name__, sits.shows


async def a_lone_letter(house: HouseOnDisk) -> object:
    """Whether a letter stands in the field twenty milliseconds after its key."""
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits._send("x", 0.2)
        sits.now += 0.02
        await sits.pilot.pause(0.05)
        return sits.place.query_one("#search").value  # type: ignore[attr-defined]


def explained(house: HouseOnDisk) -> object:
    """The page for whoever is enrolled."""
    return [
        [str(part.left) for part in block.parts if isinstance(part, Line)]
        for block in notice.blocks(house.at("core").notice())
    ]


def on_a_page(house: HouseOnDisk) -> object:
    """What is signed or posted."""
    page = house.path.with_name("page.pdf")
    house.at("core").print_page([Block("body", (Line(Sentence("Turnover")),))], page)
    with pypdfium2.PdfDocument(page) as document:
        return document[0].get_textpage().get_text_bounded()


OTHER_PAGES = [page for page in declared(CoreSettings)["core.printer_page"].choices if page != "CP858"]
USUAL: dict[Shown, object] = {}
"""What is shown when nothing is set."""
EACH: list[tuple[str, str, Shown]] = [
    ("house_name", "Het Andere Huis", paid),
    ("phone", "011 22 33 44", card),
    ("address", "Stationsstraat 1", emergency),
    ("privacy_contact", "dpo@huis.be", explained),
    ("announcement", "Gesloten op 1 mei", paid),
    ("language", "fr", door),
    ("language", "en", door),
    ("paper_language", "fr", on_a_page),
    ("zone", "America/New_York", at_night),
    ("grace_days", "5", after_its_last_day),
    ("notice_days", "5", near_its_last_day),
    ("late_days", "3", from_paper),
    ("ahead_days", "5", after_ten_days),
    ("fast", "toy.bread=on", recorded_at_once),
    ("slips", "toy.bread=always", queued),
    ("rounding", "toy.price=off", paid),
    ("round_all", "yes", paid),
    ("payments", "bancontact=card", ways_to_pay),
    ("school_holidays", "2026-12-04/2026-12-04", distributions),
    ("elsewhere", "guest.told", with_a_guest),
    ("idle_minutes", "1", left_alone),
    ("badge", "with_pin", by_badge),
    ("names_seconds", "20", left_alone),
    ("repeat_seconds", "0", scanned_twice),
    ("scan_gap_ms", "10", by_a_slow_scanner),
    ("scan_wait_ms", "100", a_lone_letter),
    ("backup_folder", "FOLDER", closing),
    ("backup_keep_days", "5", copies),
    ("on_cards", "first_name", card),
    ("on_cards", "number", card),
    ("on_cards", "house", card),
    ("visits_years", "1", retained),
    ("notes_years", "2", retained),
    ("money_years", "1", retained),
    ("retention_rules", "visits=1.2.3", retained),
    ("printer", "file:/dev/null", state_line),
    ("printer_columns", "32", paper),
    ("printer_columns", "48", paper),
    *(("printer_page", page, paper) for page in OTHER_PAGES),
    ("printer_page_number", "13", paper),
    ("printer_dots", "300", paper),
    ("printer_qr", "native", paper),
    ("printer_cutter", "partial", paper),
    ("printer_cutter", "none", paper),
    ("printer_answers", "status", never_confirms),
    ("printer_answers", "silent", never_answers),
    ("printer_timeout", "200", answers_after_a_second),
    ("drawer_pin", "5", paper),
    ("drawer_on", "200", paper),
    ("drawer_off", "300", paper),
]


@pytest.mark.parametrize(("name", "typed", "shown"), EACH, ids=[f"{name}={typed}" for name, typed, _ in EACH])
async def test_this_setting_alone_changes_what_people_see(
    example: Path, tmp_path: Path, name: str, typed: str, shown: Shown
) -> None:
    async def seen(folder: str, value: str | None = None) -> object:
        (tmp_path / folder).mkdir()
        house = HouseOnDisk.copy_of(example, tmp_path / folder, MODULES)
        if value is not None:
            house.set(f"core.{name}", str(folder_of(house)) if value == "FOLDER" else value)
        found = shown(house)
        found = await found if isawaitable(found) else found
        house.close()
        return found

    if shown not in USUAL:
        USUAL[shown] = await seen("usual")
        assert await seen("again") == USUAL[shown], "what is shown depends on the settings only"
    assert await seen("changed", typed) != USUAL[shown]


def test_every_setting_and_every_choice_has_its_row() -> None:
    known = declared(CoreSettings)
    tried = {(f"core.{name}", typed) for name, typed, _ in EACH}
    assert {key for key, _ in tried} == known.keys()
    usual = {key: one.default if isinstance(one.default, tuple) else (one.default,) for key, one in known.items()}
    choices = {(key, choice) for key, one in known.items() for choice in one.choices if choice not in usual[key]}
    assert choices <= tried
