"""Every finding of the core and of the food distribution, met once on the real terminal by a volunteer or a coordinator."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .conftest import ROOT, House, Household, found_house
from .counter import READY, Counterside
from .driver import Terminal

pytestmark = pytest.mark.slow

SAID = {
    "core.unknown_card": "This card is not known any more. Search by name.",
    "core.not_enrolled": "Not enrolled for this.",
    "core.not_yet": "Enrolled from",
    "core.ended": "The enrolment ended on",
    "core.grace": "Help goes on until",
    "core.ends_soon": "The enrolment ends in 9 days",
    "core.which_member": "This person is not part of a household now.",
    "core.proxies": "May also be collected by Mia.",
    "core.second_volunteer": "A second volunteer confirms this one.",
    "core.looks_like_number": "looks like a national, bank or card number",
    "core.alike": "Is it one of these?",
    "core.form_check_failed": "One check of this form does not work now.",
    "check_failed": "One check does not work now",
    "offer_failed": "What to hand over cannot be shown now",
    "foodbank.emergency_possible": "Nothing to eat today? Give an emergency parcel",
    "foodbank.already_collected": "already has its parcel",
    "foodbank.collected_before_parting": "was part of another, which has its parcel of",
    "foodbank.emergency_today": "emergency parcels were given today",
    "foodbank.emergency_before": "had an emergency parcel on",
    "foodbank.not_expected": "no distribution is planned. This household is expected on",
    "foodbank.day_closed": "Is this parcel still for that day?",
    "foodbank.long_enrolment": "This decision runs for more than 3 months.",
    "foodbank.no_adult": "Nobody of this household is an adult.",
}
"""Code -> words that a person reads; the codes of a check or an offer that fails begin with the name of its plugin."""
NOT_MET = {
    "core.who": "only a program decides about nobody at a service that wants to know who comes",
    "core.no_proxy": "only a program says yet who collects for somebody else",
}
IN_FORMS = {
    "core.later_decision_speaks": "tests/tui/test_office.py",
    "core.moves": "tests/tui/test_family.py",
    "core.not_found_by": "tests/tui/test_family.py",
    "core.one_person": "tests/tui/test_family.py",
    "core.receipt": "tests/einclusie/test_screens.py",
    "core.still_open": "tests/tui/test_rights.py",
    "core.two_homes": "tests/tui/test_two_homes.py",
}
"""Where those are read of which nothing but their own test makes the screen: a form in the office, a family of its own."""
PLAN = (
    {"name": "Never Enrolled", "until": None}, {"name": "Begins Later", "since": 5}, {"name": "Long Ended", "until": -60},
    {"name": "Just Ended", "until": -5}, {"name": "Ends Soon", "until": 9}, {"name": "Moved Out", "adults": 2, "left": True},
    {"name": "Zofia Kwakkel"}, {"name": "Parts Today", "adults": 2}, {"name": "Last One"},
    {"name": "", "adults": 0, "children": ["2019-04-01"], "until": None},
)  # fmt: skip
BROKEN = """
from kiosk_core import Project, Sentence, Service, hookimpl

@hookimpl
def project():
    service = Service("broken.help", Sentence("Help"), serves="household", needs_enrolment=False)
    return Project("broken", Sentence("Broken"), services=(service,))

@hookimpl
def check_eligibility(visit, house):
    raise RuntimeError("no")

@hookimpl
def offer(visit, verdict, house):
    raise RuntimeError("no")

@hookimpl
def check_registration(answers, client, house):
    raise RuntimeError("no")
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> House:
    return found_house(tmp_path_factory.mktemp("findings"), PLAN, {"foodbank.usual_months": "3"})


def test_every_finding_at_the_counter_is_read_there(begun: House, tmp_path: Path) -> None:
    house = begun.in_other_home(tmp_path / "home")
    never, later, ended, grace, soon, moved, zofia, parts, last, _ = house.households
    with house.screen("--project", "foodbank") as screen:
        counter = Counterside(screen)
        counter.signs_in("Marie", "Today")
        counter.to("Counter: Food distribution")
        screen.wait_for(READY)
        reads(counter, never, "core.not_enrolled", "foodbank.emergency_possible")
        reads(counter, later, "core.not_yet")
        reads(counter, ended, "core.ended")
        reads(counter, grace, "core.grace")
        reads(counter, soon, "core.ends_soon")
        house.kiosk("proxy", "name", soon.number, "--until", "2099-12-31", "--name", "Mia Janssens")
        house.kiosk("volunteer", "link", "Marie", f"{soon.number}.1")
        # Another card in between: the same one again within three seconds is one scan.
        screen.scans(moved.card)
        screen.wait_for(SAID["core.which_member"])
        reads(counter, soon, "core.proxies", "core.second_volunteer")
        house.kiosk("volunteer", "unlink", "Marie")
        screen.scans("XVUTSRPNLKJIHGFED")
        screen.wait_for(SAID["core.unknown_card"])
        hands_over(counter, parts)
        half, _ = house.kiosk("client", "split", parts.number, "--away", f"{parts.number}.2")["households"]
        screen.scans(half["cards"][0]["code"])
        screen.wait_for(SAID["foodbank.collected_before_parting"])
        hands_over(counter, zofia)
        reads(counter, soon, "core.ends_soon")
        reads(counter, zofia, "foodbank.already_collected")
        screen.press("f7")
        screen.wait_for(SAID["foodbank.emergency_today"])
        screen.press("enter")
        screen.wait_for("is recorded")
        counter.puts_away()
        screen.types(zofia.name.split()[0].lower())
        screen.wait_for("This one")
        screen.press("enter")
        screen.wait_for(SAID["foodbank.already_collected"])
        screen.press("f7")
        screen.wait_for(SAID["foodbank.emergency_before"])
        house.kiosk("settings", "set", "foodbank.weekdays", f"{datetime.now(UTC) + timedelta(days=3):%a}"[:2].lower())
        counter.puts_away()
        reads(counter, last, "foodbank.not_expected")
        for does in ("open", "close"):
            house.kiosk("foodbank", "day", does)
        counter.puts_away()
        reads(counter, soon, "core.ends_soon")
        counter.puts_away()
        reads(counter, last, "foodbank.day_closed")


def test_what_is_broken_and_what_a_form_asks_is_read_too(begun: House, tmp_path: Path) -> None:
    house = begun.in_other_home(tmp_path / "home")
    children = house.households[-1]
    with with_a_broken_plugin(house, tmp_path / "site") as screen:
        counter = Counterside(screen)
        counter.signs_in("Celine", "Today")
        counter.to("Counter: Broken")
        screen.wait_for(READY)
        screen.scans(house.households[0].card)
        screen.wait_for(SAID["check_failed"], SAID["offer_failed"])
        counter.puts_away()
        screen.press("f10")
        screen.wait_for("Today", "Office")
        counter.to("Office")
        screen.wait_for("Register a household")
        counter.to("Register a household")
        screen.wait_for("Adults")
        for answer in ("", "", "Zofia Kwakkel", "", "", "85.07.30-033.61"):
            screen.types(answer)
            screen.press("enter")
            screen.settle()
        screen.press("up")
        screen.wait_for(SAID["core.alike"], SAID["core.looks_like_number"], SAID["core.form_check_failed"])
        screen.press("escape")
        screen.wait_for("Clients")
        counter.to("Clients")
        screen.types(children.number)
        screen.wait_for(f"{children.number}.1")
        screen.press("enter")
        screen.wait_for("Decisions")
        screen.press("f5")
        screen.wait_for("For which project?")
        counter.to("Food distribution")
        screen.wait_for("Last day")
        screen.press("enter")
        screen.wait_for(SAID["foodbank.long_enrolment"], SAID["foodbank.no_adult"])


def reads(counter: Counterside, household: Household, *codes: str) -> None:
    counter.scans(household, *(SAID[code] for code in codes))


def hands_over(counter: Counterside, household: Household) -> None:
    counter.scans(household, "Handed over")
    counter.screen.press("enter")
    counter.screen.wait_for("is recorded")


def with_a_broken_plugin(house: House, site: Path) -> Terminal:
    """Installed as pip would: its counter is the first that is opened."""
    info = site / "kiosk_broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kiosk-broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kiosk]\nbroken = kiosk_broken\n")
    (site / "kiosk_broken.py").write_text(BROKEN)
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(site)]))
    return Terminal(
        house.home, "open", "--project", "broken", columns=120, lines=40, KIOSK_DB=str(house.path), KIOSK_LANG="en",
        PYTHONPATH=path,
    )  # fmt: skip


def test_every_finding_is_met_here() -> None:
    met = ast.parse(Path(__file__).read_text(encoding="utf8"))
    named = {node.value for node in ast.walk(met) if isinstance(node, ast.Constant) and node.value in SAID}
    assert set(codes()) == SAID.keys() | NOT_MET.keys() | IN_FORMS.keys() and named == SAID.keys()


def codes() -> Iterator[str]:
    """Of all findings that the core and the food distribution make, as they are written there."""
    for room in (ROOT / "kiosk_core", ROOT / "plugins" / "foodbank"):
        for file in room.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and len(node.args) > 1:
                    assert isinstance(node.args[1], ast.Constant), f"{file}: {ast.unparse(node)}"
                    yield str(node.args[1].value)
