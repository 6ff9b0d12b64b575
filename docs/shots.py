"""Pictures of the real screens for the documents: `make shots` writes them into docs/user/ as SVG, the page at the door as PNG.

A house with invented people, a still clock, 80x24, in Dutch. What is pressed here is what a volunteer presses.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pypdfium2
from kiosk_einclusie import courses, devices, loans, seats, sessions
from kiosk_foodbank import day as days
from kiosk_foodbank import day_list, groups
from playwright.sync_api import sync_playwright
from textual.pilot import Pilot

from kiosk_core import Word
from kiosk_core.domain.keys import Times
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.app import KioskApp

OUT = Path(__file__).parent / "user"
CODE = "BCDFGHJK"
"""Lets the browser in."""


def main() -> None:
    with _house(kiosk_foodbank) as house:
        house.set("foodbank.contribution", "1.00")
        known = house.with_household(
            adults=2, children=("2019-04-01", "2026-02-10"), name="Fatima El Amrani", enrolled=("foodbank",),
            terms={"leave_out": "pork"},
        )  # fmt: skip
        strange = house.with_household(name="Jan Peeters")
        asyncio.run(_shoot_counter(house, known.card, strange.card))
        asyncio.run(_shoot_planning(house))
    with _house(kiosk_foodbank) as house:
        asyncio.run(_shoot_list(house, _own_list(house.path.parent)))
    with _house(kiosk_einclusie) as house:
        asyncio.run(_shoot_einclusie(house, _digital_house(house)))
        _shoot_door(house)
    with _house(kiosk_kapstok) as house:
        asyncio.run(_shoot_kapstok(house, _shop(house)))


@contextmanager
def _house(plugin: ModuleType) -> Iterator[HouseOnDisk]:
    with tempfile.TemporaryDirectory() as folder:
        house = HouseOnDisk.make(Path(folder), [plugin])
        yield house
        house.close()


@dataclass
class Sitting:
    """Somebody at the screen of one project."""

    house: HouseOnDisk
    app: KioskApp
    pilot: Pilot[None]

    async def enters(self, who: str) -> None:
        volunteer = by_name(self.house.kiosk.house, who)
        assert volunteer is not None
        self.app.enter(volunteer)
        await self.settles()

    async def settles(self) -> None:
        await self.pilot.pause(0.5)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause(0.1)

    async def presses(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settles()

    async def scans(self, code: str) -> None:
        self.app.to_counter(code)
        await self.settles()

    async def opens(self, name: str, *about: Any) -> None:
        """A screen of the core, for this project."""
        self.app.open(name, self.app.shift_for(self.app.project.name), *about)
        await self.settles()

    async def opens_own(self, code: str) -> None:
        """A screen that the project declared."""
        project = self.app.project
        self.app.open_project_screen(project, next(one for one in project.screens if one.code == code))
        await self.settles()

    def shows(self, name: str) -> None:
        """The picture, without the fonts of an outside host, and without a number that is another one each time."""
        picture = re.sub(r"@font-face \{.*?\}", "", self.app.export_screenshot(), flags=re.DOTALL)
        picture = re.sub(r"terminal-\d+", f"terminal-{name}", picture.replace("Fira Code", "DejaVu Sans Mono"))
        (OUT / f"{name}.svg").write_text(picture, encoding="utf8")


@asynccontextmanager
async def _sitting(house: HouseOnDisk, project: str) -> AsyncIterator[Sitting]:
    app = KioskApp(house.kiosk, project=project, lang="nl", times=Times(gap=0))
    async with app.run_test(size=(80, 24)) as pilot:
        sits = Sitting(house, app, pilot)
        await sits.settles()
        yield sits


async def _shoot_counter(house: HouseOnDisk, card: str, strange: str) -> None:
    async with _sitting(house, "foodbank") as sits:
        sits.shows("aanmelden")
        await sits.enters("volunteer")
        sits.shows("begin")
        await sits.scans(card)
        sits.shows("counter")
        await sits.presses("f5")
        sits.shows("klaar")
        await sits.scans(strange)
        sits.shows("lees")
        await sits.presses("escape")
        await sits.presses("f3")
        sits.shows("zonder-kaart")
        await sits.presses("escape")
        await sits.presses("f4")
        sits.shows("ongedaan")
        await sits.presses("escape")
        await sits.enters("coordinator")
        await sits.scans(strange)
        await sits.presses("f9")
        sits.shows("toch-doen")
        await sits.presses("escape", "f10")
        await sits.opens("office:OfficeScreen")
        sits.shows("kantoor")


async def _shoot_planning(house: HouseOnDisk) -> None:
    """Groups, the calendar, the day with its hours, and a paper list that is entered; the list itself as a picture."""
    shift, today = house.at("foodbank"), house.today
    people = [
        house.with_household(adults=1 + n % 2, children=("2019-04-01", "2026-08-01")[: n % 3], name=name,
                             enrolled=("foodbank",), terms={"leave_out": "pork, nuts"} if n % 2 else None)
        for n, name in enumerate(("Amina Diallo", "Omar Haddad", "Yusuf Kaya", "Olena Koval", "An Maes", "Piet Baert"))
    ]  # fmt: skip
    for place, name in enumerate(("WO-1", "WO-2")):
        groups.set_group(shift, name, today, weeks=2, start=780 + 60 * place, minutes=60, capacity=25)
        for one in people[3 * place : 3 * place + 3]:
            groups.join(shift, one.client, name)
    with tempfile.TemporaryDirectory() as folder:
        day_list.write_list(shift, Path(folder) / "lijst.pdf", today)
        with pypdfium2.PdfDocument(Path(folder) / "lijst.pdf") as document:
            document[0].render(scale=1.2).to_pil().crop((0, 0, 714, 620)).save(OUT / "lijst.png")
    days.open_day(shift)
    async with _sitting(house, "foodbank") as sits:
        await sits.enters("coordinator")
        for code, name in (("foodbank.groups", "groepen"), ("foodbank.calendar", "kalender"), ("foodbank.day", "dag")):
            await sits.opens_own(code)
            sits.shows(name)
        await sits.presses("f9")
        for number in ("1003", "1004"):
            await sits.presses(*number, "enter")
            await sits.presses("f5")
        await sits.presses(*"1005", "enter")
        sits.shows("nagevoerd")
        await sits.opens("client:ClientScreen", people[0].client.number)
        sits.shows("fiche")


def _own_list(folder: Path) -> Path:
    """A list as a coordinator has it: a title above, a day as text, somebody twice, a day that is none."""
    lines = [
        "Lijst najaar;;;;",
        "Naam;Voornaam;Geb. datum;Adres;Aantal kinderen",
        "El Amrani;Fatima;1/2/1984;Kerkstraat 1;2",
        "Peeters;Jan;31/02/1970;Markt 3;",
        "Diallo;Amina;12/05/1990;Molenweg 7;1",
        "El Amrani;Fatma;1/2/1984;Kerkstraat 1;",
    ]
    (folder / "lijst gezinnen.csv").write_text("\r\n".join(lines), encoding="cp1252")
    return folder


async def _shoot_list(house: HouseOnDisk, folder: Path) -> None:
    async with _sitting(house, "foodbank") as sits:
        await sits.enters("coordinator")
        await sits.opens("import_look:ImportLookScreen", folder / "lijst gezinnen.csv")
        sits.shows("lijst-bekijken")
        await sits.presses("f5")
        sits.shows("lijst-kolommen")


def _digital_house(house: HouseOnDisk) -> str:
    """A help desk, devices and a course with a waiting list; the card of a visitor."""
    shift = house.at("einclusie")
    people = [
        house.with_household(name=name) for name in ("Fatima El Amrani", "Jan Peeters", "Amina Diallo", "Omar Haddad")
    ]
    sessions.plan(shift, house.today, 720, 180, capacity=12)
    for title in ("ThinkPad 14 inch", "Latitude 13 inch", "iPad 10", "4G-router"):
        devices.add(shift, title)
    loans.lend(shift, shift.scan(people[1].card, loans.LOAN), "A-001")
    loans.lend(shift, shift.scan(people[2].card, loans.LOAN), "A-003")
    loans.take_back(shift, "A-003", marks=(Word("battery"),))
    assert people[3].client.person is not None
    devices.reserve(shift, "A-003", people[3].client.person, house.today)
    courses.plan(shift, "Smartphone voor beginners", house.today, 960, 60, lessons=6, capacity=3)
    for person in people:
        seats.enrol(shift, shift.scan(person.card, seats.COURSE), "Smartphone voor beginners")
    return people[0].card


async def _shoot_einclusie(house: HouseOnDisk, card: str) -> None:
    async with _sitting(house, "einclusie") as sits:
        await sits.enters("coordinator")
        await sits.scans(card)
        sits.shows("einclusie-welkom")
        await sits.presses("f2")
        await sits.presses("a")
        sits.shows("einclusie-hulpvraag")
        await sits.presses("escape")
        for code, name, keys in (
            ("einclusie.devices", "einclusie-toestellen", ()),
            ("einclusie.devices", "einclusie-toestel", ("down", "down", "f2")),
            ("einclusie.courses", "einclusie-reeks", ("enter",)),
            ("einclusie.today", "einclusie-rekenbladen", ("f9",)),
        ):
            await sits.opens_own(code)
            await sits.presses(*keys)
            sits.shows(name)


def _shoot_door(house: HouseOnDisk) -> None:
    """The page that asks for the card, in the browser, on a tablet on its side."""
    command = [sys.executable, "-m", "tests.web.serve_house", str(house.path), CODE]
    with subprocess.Popen(command, cwd=OUT.parents[1], text=True, stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        url = json.loads(served.stdout.readline())["url"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1024, "height": 600})
            page.goto(url)
            page.keyboard.type(CODE)
            page.keyboard.press("Enter")
            page.wait_for_selector("#code")
            page.screenshot(path=OUT / "zelf-aanmelden.png")
            browser.close()
        served.kill()


def _shop(house: HouseOnDisk) -> str:
    """With client terms and a drawer; the card of a client."""
    for key, typed in {
        "vat": "outside_scope",
        "percent": "50",
        "credit_adult": "30",
        "accounts": "cash=570000",
    }.items():
        house.set(f"kapstok.{key}", typed)
    house.at("core").change_counter("balie", None, has_drawer=True)
    return house.with_household(adults=2, name="Fatima El Amrani", enrolled=("kapstok",)).card


async def _shoot_kapstok(house: HouseOnDisk, card: str) -> None:
    """From the drawer in the morning to the drawer in the evening."""
    async with _sitting(house, "kapstok") as sits:
        await sits.enters("volunteer")
        await sits.opens("till:TillScreen")
        await sits.presses("f8", *["enter"] * 4, "5", "enter", "3", "enter", "4")
        sits.shows("kapstok-tellen")
        await sits.presses("f8")
        await sits.scans(card)
        await sits.presses("j", "3", "k", "2", ",", "4", "w")
        sits.shows("kapstok-verkoop")
        await sits.presses("enter")
        sits.shows("kapstok-betalen")
        await sits.presses("f7")
        sits.shows("kapstok-wisselgeld")
        ((code,),) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")
        await sits.scans(code)
        await sits.presses("down", "enter")
        sits.shows("kapstok-terug")
        await sits.presses("escape")
        await sits.opens("till:TillScreen")
        sits.shows("kapstok-kassa")


if __name__ == "__main__":
    main()
