"""What a joker, another house's card or a web address can send through a real terminal: the screen stays whole, nothing
is recorded, and the next real scan works."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kiosk_core.registry.persons import folded

from .conftest import House, found_house
from .counter import READY, Counterside
from .driver import PATIENCE, Terminal

pytestmark = pytest.mark.slow

MARKUP = (
    "[red]Robrecht[/red] Rood",
    "[@click=app.quit]Klikbaar[/] Knop",
    "{0.__class__} %s%n $ {x!r}",
    "Ann\u202eagreV ⅤＢ",
)
HOSTILE = {
    "control characters": b"\x11\x12\x18\x01\x02BCDEFGHIJ\r",
    "colours": b"\x1b[31m\x1b[2Jred\r",
    "a window's title": b"\x1b]0;owned\x07\r",
    "the clipboard": b"\x1b]52;c;aGVsbG8=\x07\r",
    "an alien paste": b"\x1b[200~\x1b[31mB\x07\x1b[201~\r",
    "a line without end": b"B" * 20_000 + b"\r",
    "a megabyte": b"\x1b[200~" + b"B" * 1_000_000 + b"\r\x1b[201~",
    "a megabyte of brackets": b"\x1b[200~" + b"[" * 1_000_000 + b"\x1b[201~\r",
    "look-alike letters": "ВСDЕFGНІЈКLΝРRЅТU".encode() + b"\r",
    "wide letters": "ＢＣＤＥＦＧＨＩＪＫＬＮＰＲＳＴＵ".encode() + b"\r",
    "a card never issued": b"XVUTSRPNLKJIHGFED\r",
    "a web address": b"https://example.org/?q=1&x=%3Cscript%3E\r",
    "a wireless network": b"WIFI:S:x;T:WPA;P:y;;\r",
    "a contact": b"BEGIN:VCARD\nN:x\nEND:VCARD\r",
    "SQL": b"'; DROP TABLE event; --\r",
    "markup": b"[red]x[/red]\r",
    "an action": b"[@click=app.quit]x[/]\r",
    "a spreadsheet": b"=cmd|'/c calc'!A1\r",
}
WHOLE = ("Food distribution", "Marie", "Search", "Menu", "Printer: none", "Journal: in order")
"""What stands on the counter's screen whatever comes."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    plain = [{"name": "Zofia Kwakkel"}, {"name": "Yusuf Jaworska"}]
    return found_house(tmp_path_factory.mktemp("hostile"), [*plain, *({"name": name} for name in MARKUP)])


@pytest.fixture
def counter(house: House) -> Iterator[Counterside]:
    with house.screen("--project", "foodbank") as screen:
        counter = Counterside(screen)
        counter.signs_in("Marie", "Today")
        counter.to("Counter: Food distribution")
        screen.wait_for(READY)
        yield counter


def recover(counter: Counterside) -> None:
    """Whatever landed in the search field is put away, and typing works. A terminal swallows a megabyte at once, the app
    reads it key by key: it is asked until it answers."""
    screen, until = counter.screen, time.monotonic() + PATIENCE
    while not screen.shows("Search zq"):
        assert time.monotonic() < until, screen.text
        screen.settle()
        screen.press("escape")
        screen.settle()
        screen.types("zq")
        screen.settle()
    screen.press("escape")
    screen.wait_for(READY, *WHOLE, gone=["Search zq"])


def looks_whole(screen: Terminal) -> None:
    """Every frame line where it belongs, no letter of an escape sequence between them, and no style gone astray."""
    assert screen.lines[0].startswith(" Food distribution") and screen.lines[-1].startswith(" Printer: none")
    assert "\x1b" not in screen.text and "31m" not in screen.text and "owned" not in screen.text + screen.title


@pytest.mark.tour
def test_hostile_scans_record_nothing_and_the_next_card_works(house: House, counter: Counterside) -> None:
    known = house.households[:2]
    before = house.kiosk("journal")
    for place, (what, keys) in enumerate(HOSTILE.items()):
        counter.screen.send(keys)
        recover(counter)
        looks_whole(counter.screen)
        # A real card straight after it: the other one each time, because the same one again is one scan.
        said = counter.scans(known[place % 2], "Handed over")
        assert known[place % 2].name.split()[0] in said, what
        counter.puts_away()
    after = house.kiosk("journal")
    assert [one["kind"] for one in after[len(before) :]] == [], "nothing was recorded, not even a look"
    counter.scans(known[0], "Handed over")
    counter.screen.press("enter")
    counter.screen.wait_for("is recorded")


def test_names_that_look_like_markup_are_shown_as_they_are(house: House, counter: Counterside) -> None:
    """In the list of matches and in the verdict, letter for letter; a sign that would turn the line around is a �."""
    screen = counter.screen
    for typed, first, known in zip(
        ("robrecht", "knop", "{0", "ann"), ("[red]Robrecht[/red]", "[@click=app.quit]Klikbaar[/]", "{0.__class__}", "Ann�agreV"),
        house.households[2:], strict=True,
    ):  # fmt: skip
        counter.scans(known, first)
        style = screen.style_of(first)
        counter.puts_away()
        screen.types(typed[:6])
        if len(folded(typed)) > 1:  # fewer letters are looked for by nobody
            screen.wait_for(known.number, first)
            screen.press("enter")
            screen.wait_for(first, known.number, "Handed over")
            assert screen.style_of(first) == style
        counter.puts_away()
        looks_whole(screen)
