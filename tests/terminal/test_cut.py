"""Nothing is cut off: every word that stands on a huge terminal stands on a small one too, in Dutch, and for
`make campaign` in French.

The huge one is the oracle: whatever a screen has to say fits there. What scrolls (lists, forms, help) is scrolled through
on the small one; a verdict, a question and the keys must stand there at once. tests/tui/test_nothing_cut.py looks at the places of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import House, found_house
from .counter import sign_in_blindly
from .driver import Terminal

pytestmark = pytest.mark.slow

HUGE, SMALL, WIDE = (200, 70), (80, 24), (120, 40)
WORD = re.compile(r"[^\W\d_]{2,}")
PEOPLE = [
    {"name": "Zofia Kwakkelstein", "adults": 2, "children": ["2019-04-01", "2026-09-01"], "terms": {"leave_out": "pork, nuts"}},
    {"name": "Yusuf Jaworska", "until": None},
    {"name": "Wendela Iskender", "until": -5},
    {"name": "Wenceslas van den Broeckhoven", "until": 9},
]  # fmt: skip
SETTINGS = {"foodbank.contribution": "2,00", "core.phone": "03 555 12 12"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> House:
    return found_house(tmp_path_factory.mktemp("cut"), PEOPLE, SETTINGS)


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


class Tourist:
    """Goes through the screens by keys that are the same in every language. `huge`: what stood on the huge terminal, which
    says how far a small one must be scrolled; None on the huge one itself."""

    def __init__(self, screen: Terminal, huge: dict[str, str] | None) -> None:
        self.screen, self.huge = screen, huge

    def press(self, *names: str) -> str:
        """Each key, and what stands there when it was obeyed."""
        for name in names:
            before = self.screen.text
            self.screen.press(name)
            self.screen.wait_changed(before)
        return self.screen.settle(0.12)

    def scan(self, card: str) -> str:
        before = self.screen.text
        self.screen.scans(card)
        self.screen.wait_changed(before)
        return self.screen.settle()

    def all_of_it(self, what: str) -> str:
        """What stands there, and what comes when it is scrolled until every word was seen: by pages where it can be, and
        from line to line, there and back, because a page may step over a line that is broken in two."""
        seen = [self.screen.settle()]
        lacking = words((self.huge or {}).get(what, "")) - words(seen[0])
        for keys, most in (["pagedown"], 9), (["down"] * 6, 25), (["up"] * 6, 40):
            still = 0
            for _ in range(most):
                if not lacking or still == 3:
                    break
                self.screen.press(*keys)
                seen.append(self.screen.settle())
                lacking -= words(seen[-1])
                still = still + 1 if seen[-1] == seen[-2] else 0
        return "\n".join(seen)

    def keys(self, text: str) -> list[str]:
        """Those of the list that stands there, each once."""
        found = [line.split()[0].lower() for line in text.splitlines() if re.match(r" +[0-9A-Z]  \S", line)]
        return list(dict.fromkeys(found))

    def goes_round(self, house: House) -> Iterator[tuple[str, str]]:
        """(what it is, its text) of every screen that a coordinator can reach."""
        screen = self.screen
        yield "sign in", screen.settle()
        yield "help of sign in", self.press("f1")
        self.press("escape")
        sign_in_blindly(screen, "Celine", "2222")
        screen.wait_for("F12")
        yield "home", screen.settle()
        yield "help of home", self.press("f1")
        self.press("escape")
        *_, office, _close = self.keys(screen.text)
        self.press("d")
        yield "day", self.all_of_it("day")
        yield "help of day", self.press("f1")
        self.press("escape", "escape", office)
        # Half of the next screen would still hold the list of home, and the key that closes the kiosk.
        screen.wait_for("F1", gone=["F12"])
        office = self.all_of_it("office")
        yield "office", office
        entries = self.keys(office)
        assert len(entries) >= 3
        for key in entries:
            self.press(key)
            yield f"entry {key}", self.all_of_it(f"entry {key}")
            yield f"help of entry {key}", self.press("f1")
            self.press("escape", "escape")
        self.press("escape")
        self.scan(house.households[-1].card)
        self.press("escape")
        yield "counter", screen.settle()
        yield "help of counter", self.press("f1")
        self.press("escape")
        for one in house.households:
            yield f"verdict {one.name}", self.scan(one.card)
        yield "paid", self.press("f5")
        yield "unknown card", self.scan("XVUTSRPNLKJIHGFED")
        self.press("escape")
        yield "last acts", self.press("f4")
        yield "for whom", self.press("f6")
        self.press("escape")
        yield "walk-in", self.press("f3")
        self.screen.types("211")
        screen.press("enter")
        screen.wait_for("███")
        yield "walk-in's verdict", screen.settle()
        self.press("escape")
        screen.types("wen")
        yield "matches", screen.settle()
        self.press("escape")
        yield "other volunteer", self.press("f12")


@pytest.mark.tour
@pytest.mark.parametrize("lang", ["nl", pytest.param("fr", marks=pytest.mark.long)])
def test_nothing_is_cut_off_at_the_counter_nor_in_the_office(begun: House, tmp_path: Path, lang: str) -> None:
    seen: dict[tuple[int, int], dict[str, str]] = {}
    for size in (HUGE, SMALL):
        house = begun.in_other_home(tmp_path / f"{size[0]}")
        with house.screen("open", "--project", "foodbank", lang=lang, columns=size[0], lines=size[1]) as screen:
            screen.wait_for("╰", "F1")
            seen[size] = dict(Tourist(screen, seen.get(HUGE)).goes_round(house))
    assert_nothing_is_cut(seen)


@pytest.mark.parametrize("lang", ["nl", "fr"])
def test_nothing_is_cut_off_at_the_very_first_start(tmp_path: Path, lang: str) -> None:
    seen: dict[tuple[int, int], dict[str, str]] = {}
    for size in (HUGE, SMALL, WIDE):
        home = tmp_path / f"{size[0]}"
        home.mkdir()
        with Terminal(home, columns=size[0], lines=size[1], KIOSK_LANG=lang) as screen:
            screen.wait_for("F5", "F8")
            tourist = Tourist(screen, seen.get(HUGE))
            first = {"first": screen.settle(), "help": tourist.press("f1")}
            tourist.press("escape")
            seen[size] = first | {"set up": tourist.press("f8"), "help of set up": tourist.press("f1")}
    assert_nothing_is_cut(seen)


def assert_nothing_is_cut(seen: dict[tuple[int, int], dict[str, str]]) -> None:
    cut = {
        (size, what): sorted(words(huge) - words(seen[size][what])) or "…"
        for what, huge in seen[HUGE].items()
        for size in seen.keys() - {HUGE}
        if words(huge) - words(seen[size][what]) or "…" in seen[size][what]
    }
    assert not cut, "\n".join(f"{key}: {lost}\n{seen[key[0]][key[1]]}" for key, lost in cut.items())
