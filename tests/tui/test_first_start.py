"""The very first start: example data, or a house of one's own whose key stands on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk_core.core import CoreSettings
from kiosk_core.domain.keys import Times
from kiosk_core.opening import open_house
from kiosk_core.tui.capture import NoCode, Scanned
from kiosk_core.tui.first import FirstApp
from kiosk_core.tui.widgets.words import Words


def shown(app: FirstApp) -> str:
    return "\n".join(words.text for words in app.screen.query(Words))


async def types(pilot: Pilot[None], *texts: str) -> None:
    for text in texts:
        await pilot.press(*("space" if c == " " else c for c in text), "enter")
        await pilot.pause(0.05)


async def test_a_house_is_set_up_and_its_key_is_typed_back(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.db"
    app = FirstApp(file, "en", None, times=Times(gap=0))
    async with app.run_test() as pilot:
        await pilot.press("f8")
        await types(pilot, "Het Huis", "Marie", "2468", "1357")
        assert "The two PINs are not the same." in shown(app)
        await types(pilot, "2468", "2468")
        await pilot.pause(0.2)
        key = shown(app).split("Recovery key\n")[1].split("\n")[0]
        await pilot.press("ctrl+q")
        assert app.is_running and "Type the recovery key from your paper." in shown(app), "it is shown this once"
        await types(pilot, "bcdf")
        assert "This is not the recovery key yet." in shown(app)
        await pilot.press(*["backspace"] * 4)
        await types(pilot, key.replace(" ", "").lower())
    assert app.made and not app.faults
    with open_house(file, modules=[]) as kiosk:
        assert kiosk.sign_in("Marie", "2468").volunteer.roles == ("administrator",)


@pytest.mark.parametrize("lang", ["fr", "en", None])
async def test_a_house_keeps_the_language_in_which_it_was_founded(tmp_path: Path, lang: str | None) -> None:
    app = FirstApp(tmp_path / "kiosk.db", lang, None, times=Times(gap=0))
    async with app.run_test() as pilot:
        await pilot.press("f8")
        await types(pilot, "La Maison", "Marie", "2468", "2468")
        await pilot.pause(0.2)
    with open_house(tmp_path / "kiosk.db", modules=[]) as kiosk:
        assert kiosk.house.settings(CoreSettings, date(2100, 1, 1)).language == (lang or "nl")


async def test_a_card_scanned_before_there_is_a_house_is_no_fault(tmp_path: Path) -> None:
    app = FirstApp(tmp_path / "kiosk.db", "en", None, times=Times(gap=9, wait=9))
    async with app.run_test() as pilot:
        await pilot.press(*"BCDEFGHIJKLNPRSTU", "enter")
        await pilot.pause(0.1)
        assert "Choose first." in shown(app) and not app.faults


@pytest.mark.parametrize("lang", ["nl", "fr"])
async def test_no_question_of_the_first_form_is_cut(tmp_path: Path, lang: str) -> None:
    app = FirstApp(tmp_path / "kiosk.db", lang, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await pilot.pause(0.1)
        titles = [words for words in app.screen.query(Words) if words.has_class("title")]
        assert len(titles) == 4
        for title in titles:
            assert title.get_content_height(title.size, app.size, title.size.width) <= title.size.height, title.text


async def test_example_data_is_made_beside_the_screen(tmp_path: Path) -> None:
    made: list[Path] = []
    app = FirstApp(tmp_path / "kiosk.db", "en", made.append, times=Times(gap=0))
    async with app.run_test() as pilot:
        await pilot.press("f5")
        await pilot.pause(0.2)
    assert made == [tmp_path / "kiosk.db"] and app.made


@pytest.mark.parametrize("heard", [Scanned("BCDEFGHIJKLNPRSTU"), NoCode("foreign")])
async def test_while_the_example_is_made_that_is_said_whatever_is_scanned_or_typed_quickly(
    tmp_path: Path, heard: Message
) -> None:
    ready = Event()
    app = FirstApp(tmp_path / "kiosk.db", "en", lambda file: ready.wait(20), times=Times(gap=0))
    async with app.run_test() as pilot:
        await pilot.press("f5")
        await pilot.pause(0)
        app.screen.post_message(heard)
        await pilot.pause(0)
        ready.set()
        assert "One moment: two years of invented life are being written." in shown(app)


@pytest.mark.parametrize("pin", ["12", "abcd"])
async def test_a_pin_that_is_none_is_said_and_no_house_is_left(tmp_path: Path, pin: str) -> None:
    app = FirstApp(tmp_path / "kiosk.db", "en", None, times=Times(gap=0))
    async with app.run_test() as pilot:
        await pilot.press("f8")
        await types(pilot, "Het Huis", "Marie", pin, pin)
        assert "a PIN is 4 to 12 digits." in shown(app)
        assert app.focused is not None and app.focused.id == "q-pin"
        assert app.screen.query_one("#q-pin", Input).value == "", "it is typed anew, not hunted for"
    assert not app.made and not (tmp_path / "kiosk.db").exists()
