"""The capture inside a running app: what reaches the screen, the field and the keys of the screen."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk_core.domain.keys import Times

from .capture_app import CaptureApp

CARD = "BCDEFGHIJKLNPRSTU"
NAMES = {"\r": "enter", "\n": "ctrl+j", "\t": "tab", "\x11": "ctrl+q", " ": "space"}


class Hand:
    """Presses keys at moments of its own: the app's clock is this hand's, and time passes only when it says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    async def types(self, pilot: Pilot[None], text: str, every: float) -> None:
        for char in text:
            self.now += every
            key = events.Key(NAMES.get(char, char), char)
            key.time = self.now
            pilot.app.post_message(key)
        await pilot.pause()

    async def pastes(self, pilot: Pilot[None], text: str) -> None:
        self.now += 1
        paste = events.Paste(text)
        paste.time = self.now
        pilot.app.post_message(paste)
        await pilot.pause()


@pytest.fixture
def hand() -> Hand:
    return Hand()


def app_of(hand: Hand, **more: bool) -> CaptureApp:
    return CaptureApp(clock=hand.clock, **more)


async def test_a_scan_is_heard_and_leaves_the_field_as_it_was(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.types(pilot, "an", 0.2)
        await hand.types(pilot, "\t", 0.2)
        app.query_one(Input).focus()
        await hand.types(pilot, CARD.lower() + "\r\n", 0.004)
        assert app.happened == [f"scanned {CARD.lower()}"]
        assert app.query_one(Input).value == "an"


async def test_slow_typing_reaches_the_field_in_order(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.types(pilot, "Vercruysse\r", 0.04)
        assert app.happened == ["entered Vercruysse"]


async def test_a_lone_letter_is_delivered_by_the_timer() -> None:
    app = CaptureApp()
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.pause(0.05)
        assert app.query_one(Input).value == "x"


async def test_keys_typed_apart_but_handled_in_one_bunch_are_still_typing(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        hand.now += 60
        await hand.types(pilot, "christine\r", 0.1)
        assert app.happened == ["entered christine"]


async def test_the_same_card_again_within_three_seconds_is_one_scan(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        for pause in (0, 1, 2.5, 3.5):
            hand.now += pause
            await hand.types(pilot, CARD + "\r", 0.004)
        assert app.happened == [f"scanned {CARD}"] * 2


@pytest.mark.parametrize("text", ["y\r", "yyyy\r", "https://example.org/y\r", "y [@click=app.confirm]\r", "yyyyyyyy"])
async def test_a_foreign_code_presses_no_key_of_the_screen(hand: Hand, text: str) -> None:
    app = app_of(hand, field=False)
    async with app.run_test() as pilot:
        await hand.types(pilot, text, 0.004)
        hand.now += 1
        await pilot.pause(0.15)
        assert app.happened == ["junk foreign"]


async def test_a_key_by_hand_confirms(hand: Hand) -> None:
    app = app_of(hand, field=False)
    async with app.run_test() as pilot:
        await hand.types(pilot, "y\r", 0.2)
        assert app.happened == ["confirmed"]


async def test_a_scan_cannot_close_the_app(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.types(pilot, "\x11\r", 0.004)
        assert app.happened == ["junk control"]
        assert app.is_running


async def test_markup_and_sql_reach_a_field_as_the_letters_they_are(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.types(pilot, "[red]'; DROP TABLE persons; --\r", 0.004)
        assert app.happened == ["entered [red]'; DROP TABLE persons; --"]


async def test_a_line_of_a_megabyte_is_one_message_and_nothing_in_the_field(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        for piece in _pieces("B" * 20_000 + "\r", 2_000):
            await hand.types(pilot, piece, 0.0001)
        await hand.pastes(pilot, "B" * 1_000_000 + "\n")
        assert app.happened == ["junk long", "junk long"]
        assert app.query_one(Input).value == ""


@pytest.mark.parametrize("text", [CARD + "\n", CARD + "\r\n", "5412345678908\n"])
async def test_a_pasted_line_of_a_scanner_is_a_scan(hand: Hand, text: str) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.pastes(pilot, text)
        assert app.happened == [f"scanned {text.strip()}"]


async def test_a_pasted_phone_number_goes_into_the_field(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.pastes(pilot, "0475123456")
        assert app.query_one(Input).value == "0475123456"
        assert app.happened == []


async def test_a_paste_with_escape_sequences_goes_nowhere(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        await hand.pastes(pilot, "\x1b]52;c;aGVsbG8=\x07abc")
        assert app.happened == ["junk control"]


async def test_the_times_of_the_counter_can_be_put_while_it_runs(hand: Hand) -> None:
    app = app_of(hand)
    async with app.run_test() as pilot:
        app.capture_with(Times(gap=0, repeat=0))
        await hand.types(pilot, CARD + "\r", 0.004)
        assert app.happened == [f"entered {CARD}"]
        app.capture_with(Times(repeat=0))
        for _ in range(2):
            await hand.types(pilot, CARD + "\r", 0.004)
        assert app.happened[1:] == [f"scanned {CARD}"] * 2


def _pieces(text: str, size: int) -> Iterable[str]:
    return (text[place : place + size] for place in range(0, len(text), size))
