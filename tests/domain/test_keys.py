"""Telling a scanner from a typist, and digits through the keyboard layouts that are installed here."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.cards import new_code, read_code
from kiosk_core.domain.keys import (
    ENDS,
    GS,
    LIMIT,
    PATIENCE,
    SAFE,
    Action,
    Deliver,
    Junk,
    Keyboard,
    Repeats,
    Scan,
    Stroke,
    Times,
    is_code,
    unscramble,
)

from .xkb import LAYOUTS, keyboard, typed

KEYBOARDS = [(layout, caps) for layout in LAYOUTS for caps in (False, True)]
keyboards = pytest.mark.parametrize(("layout", "caps"), KEYBOARDS)

CARD = "BCDEFGHIJKLNPRSTU"
EDITS = ("backspace", "left", "delete")
letters = st.characters(categories=["L", "N", "P", "S"])
strokes = st.one_of(
    letters.map(lambda char: Stroke(char, char)),
    st.sampled_from([Stroke(name) for name in EDITS]),
    st.sampled_from([Stroke("enter", "\r"), Stroke("tab", "\t"), Stroke("ctrl+j", "\n")]),
)
GAP_MS = st.integers(1, 20)
"""A scanner's cadence, ms per key."""


def strike(text: str) -> list[Stroke]:
    names = {"\r": "enter", "\n": "ctrl+j", "\t": "tab", "\x1b": "escape", "\x03": "ctrl+c", "\x11": "ctrl+q"}
    return [Stroke(names.get(char, char), char) for char in text]


def play(keys: list[Stroke], waits: list[float], times: Times | None = None) -> list[Action]:
    """All that comes of it, with the timer fired whenever it is due and after the last key."""
    keyboard, done = Keyboard(times), []
    for key, at in zip(keys, accumulate(waits), strict=True):
        if keyboard.due is not None and keyboard.due <= at:
            done += keyboard.expire(keyboard.due)
        done += keyboard.feed(key, at)
    return [*done, *keyboard.expire(keyboard.last + 1)]


def scan(text: str, ms: int = 4) -> list[Action]:
    return play(strike(text), [ms / 1000] * len(text))


@given(st.lists(st.tuples(strokes, st.floats(0, 0.1))))
def test_no_key_is_lost_doubled_or_moved(typing: list[tuple[Stroke, float]]) -> None:
    keys = [key for key, _ in typing]
    after = []
    for action in play(keys, [wait for _, wait in typing]):
        match action:
            case Deliver(strokes):
                after += strokes
            case Scan(text):
                after += [Stroke(char, char) for char in text] + [None]
            case Junk():
                raise AssertionError("nothing here is hostile")
    # A scan stands for its keys and the one that ended it; the line feed of CR LF goes with it.
    place = 0
    for key in after:
        if key is None:
            assert keys[place].name in ENDS
            crlf = keys[place].name == "enter" and place + 1 < len(keys) and keys[place + 1].name == "ctrl+j"
            place += (
                2
                if crlf and typing[place + 1][1] < Times().gap * PATIENCE and keys[place + 1] not in after[place:]
                else 1
            )
        else:
            assert keys[place] == key
            place += 1
    assert place == len(keys)


@given(st.text(st.sampled_from(sorted(SAFE)), min_size=8, max_size=LIMIT), st.data())
def test_a_scan_is_heard_at_any_cadence_of_a_scanner(text: str, data: st.DataObject) -> None:
    waits = [data.draw(GAP_MS) / 1000 for _ in range(len(text) + 1)]
    end = data.draw(st.sampled_from("\r\n\t"))
    assert play(strike(text + end), waits) == [Scan(text)]


@given(st.lists(st.tuples(strokes, st.floats(0.040, 2.0))))
def test_typing_is_never_a_scan_and_never_waits_longer_than_a_lone_key_may(typing: list[tuple[Stroke, float]]) -> None:
    keyboard, now = Keyboard(), 0.0
    for key, wait in typing:
        now += wait
        done = keyboard.feed(key, now)
        if not done:
            assert keyboard.due is not None
            assert keyboard.due - now <= Times().wait + 1e-9
            done = keyboard.expire(keyboard.due)
        assert done == [Deliver((key,))]


@given(st.lists(st.tuples(strokes | st.sampled_from(strike("\x1b\x03\x11")), st.floats(0, 0.2)), max_size=60))
def test_whatever_comes_nothing_stays_held(typing: list[tuple[Stroke, float]]) -> None:
    keyboard, now = Keyboard(), 0.0
    for key, wait in typing:
        now += wait
        keyboard.feed(key, now)
    keyboard.expire(now + Times().wait * PATIENCE + 1e-6)
    assert keyboard.due is None


def test_a_card_typed_with_each_ending_is_one_scan() -> None:
    for end in ("\r", "\n", "\t", "\r\n"):
        assert scan(CARD + end) == [Scan(CARD)]


def test_two_cards_in_a_row_with_carriage_return_and_line_feed_are_two_scans() -> None:
    assert scan(f"{CARD}\r\n{CARD[::-1]}\r\n") == [Scan(CARD), Scan(CARD[::-1])]


def test_enter_alone_comes_at_once() -> None:
    assert Keyboard().feed(Stroke("enter", "\r"), 5.0) == [Deliver((Stroke("enter", "\r"),))]


def test_a_letter_just_before_a_scan_is_kept_apart_from_it() -> None:
    keys = strike("v" + CARD + "\r")
    assert play(keys, [0, 0.027] + [0.003] * (len(keys) - 2)) == [Deliver(tuple(strike("v"))), Scan(CARD)]


def test_enter_long_after_a_burst_is_only_enter() -> None:
    keys = strike(CARD + "\r")
    assert play(keys, [0.003] * len(CARD) + [0.5]) == [Deliver(tuple(strike(CARD)), True), Deliver(tuple(strike("\r")))]


@given(st.integers(4, len(CARD)), st.floats(0.025, 0.095))
def test_one_stall_of_a_busy_machine_does_not_tear_a_scan(place: int, stall: float) -> None:
    waits = [0.008] * (len(CARD) + 1)
    waits[place] = stall
    assert play(strike(CARD + "\r"), waits) == [Scan(CARD)]


def test_seven_letters_are_no_code_and_reach_their_field_with_enter() -> None:
    assert scan("BCDEFGH\r") == [Deliver(tuple(strike("BCDEFGH\r")), machine=True)]


def test_a_gap_of_nothing_takes_nothing_for_a_scan() -> None:
    keys = strike(CARD + "\r")
    assert play(keys, [0.0] * len(keys), Times(gap=0)) == [Deliver((key,)) for key in keys]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/pay?id=1",
        "'; DROP TABLE persons; --",
        "[red]hello[/red] [@click=app.quit]x[/]",
        "ВСDЕFGНIJ",  # Cyrillic look-alikes
        "ſſſſſſſſſ",
        "ﬁﬁﬁﬁﬁﬁﬁﬁ",
        "ıııııııııı",
        "١٢٣٤٥٦٧٨٩",
    ],
)
def test_what_only_looks_like_a_code_is_delivered_as_a_machine_typed_it(text: str) -> None:
    assert scan(text + "\r") == [Deliver(tuple(strike(text + "\r")), machine=True)]


@pytest.mark.parametrize("text", ["\x11", "\x1b", "\x03abc", "abc\x1bdef", CARD + "\x11"])
def test_commands_in_a_scan_never_act(text: str) -> None:
    assert scan(text + "\r") == [Junk("control")]


def test_commands_in_a_burst_without_an_end_never_act() -> None:
    assert scan("abcdefgh\x11") == [Junk("control")]


def test_a_command_by_hand_is_delivered() -> None:
    keys = strike("a\x1b\r")
    assert play(keys, [0.1, 0.1, 0.1]) == [Deliver((key,)) for key in keys]


def test_a_line_of_a_megabyte_is_dropped_once_and_nothing_is_kept() -> None:
    keyboard, junk = Keyboard(), []
    for place in range(1_000_000):
        junk += keyboard.feed(Stroke("B", "B"), place * 0.0001)
        assert len(keyboard._held) <= LIMIT
    junk += keyboard.feed(Stroke("enter", "\r"), 100.0001)
    junk += keyboard.feed(Stroke("ctrl+j", "\n"), 100.0002)
    assert junk == [Junk("long")]
    assert [a for key in strike(CARD + "\r") for a in keyboard.feed(key, 100.3)] == [Scan(CARD)]


def test_typing_goes_on_after_a_long_line_that_never_ended() -> None:
    keyboard = Keyboard()
    for place in range(LIMIT + 50):
        keyboard.feed(Stroke("x", "x"), place * 0.001)
    keyboard.feed(Stroke("a", "a"), 1.0)
    assert keyboard.expire(1.05) == [Deliver((Stroke("a", "a"),))]


def test_a_code_seen_again_within_three_seconds_is_one_scan() -> None:
    repeats = Repeats(3.0)
    assert [repeats.again(*seen) for seen in [("A", 0), ("A", 2.9), ("A", 5.8), ("A", 8.8), ("B", 9), ("A", 9.1)]] == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]


def test_the_safe_letters_are_those_that_every_installed_layout_types_alike() -> None:
    alike = {
        letter
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if all({keyboard(*k)[letter], keyboard(*k)[letter.lower()]} == {letter, letter.lower()} for k in KEYBOARDS)
    }
    assert alike == {letter.upper() for letter in SAFE}


@keyboards
def test_a_card_typed_through_an_installed_layout_is_understood(layout: str, caps: bool) -> None:
    for code in [new_code() for _ in range(50)]:
        keys = typed(code, layout, caps)
        assert scan(keys + "\r") == [Scan(keys)]
        assert read_code(keys) == code


@keyboards
@given(digits=st.text("0123456789", min_size=8, max_size=48))
def test_digits_through_an_installed_layout_are_the_same_digits(layout: str, caps: bool, digits: str) -> None:
    keys = typed(digits, layout, caps)
    assert unscramble(keys) == digits
    assert is_code(keys)


GTIN = "0109506000134352"


@keyboards
@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (f"{GTIN}17261231", f"{GTIN}17261231"),
        (f"]C1{GTIN}10BC3", f"{GTIN}10BC3"),
        (f"]d2{GTIN}10BC6{GS}17261231", f"{GTIN}10BC6{GS}17261231"),
        ("(01)09506000134352(10)BC-3/E(17)261231", f"{GTIN}{GS}10BC-3/E{GS}17261231"),
        (f"{GTIN}3103000750", f"{GTIN}3103000750"),
        (f"{GTIN}10LAQMW8", f"{GTIN}10LAQMW8"),
    ],
)
def test_gs1_through_an_installed_layout_is_what_was_printed(layout: str, caps: bool, printed: str, meant: str) -> None:
    assert unscramble(typed(printed, layout, caps)) == meant


@pytest.mark.parametrize(
    "text", ["", "12 34", "jan@x.be", "010950600013435310BC", "10<b>x</b>\x1b", "10'; DROP TABLE x"]
)
def test_what_is_neither_digits_nor_gs1_is_not_unscrambled(text: str) -> None:
    assert unscramble(text) is None


@given(st.text(max_size=60))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    found = unscramble(text)
    assert found is None or found.isascii()


@pytest.mark.parametrize("torn", [1, 2, 5, 17])
def test_a_card_whose_first_letters_were_torn_off_by_a_stall_is_still_the_card(torn: int) -> None:
    code, keyboard, at = new_code(), Keyboard(), 0.0
    for letter in code[:torn]:
        keyboard.feed(Stroke(letter.lower(), letter, None), at)
        assert keyboard.expire(at + 0.031) == [Deliver((Stroke(letter.lower(), letter, None),))]
        at += 0.04
    for letter in code[torn:]:
        keyboard.feed(Stroke(letter.lower(), letter, None), at)
        at += 0.005
    assert keyboard.feed(Stroke("enter", "\r", None), at) == [Scan(code, torn)]


def test_letters_typed_long_before_belong_to_no_card() -> None:
    code, keyboard = new_code(), Keyboard()
    keyboard.feed(Stroke("x", code[0], None), 0.0)
    keyboard.expire(0.1)
    for place, letter in enumerate(code[1:]):
        keyboard.feed(Stroke(letter.lower(), letter, None), 2.0 + place * 0.005)
    assert keyboard.feed(Stroke("enter", "\r", None), 2.1) == [Scan(code[1:])]


FOREIGN = ["jtb", "https://example.org/pay?id=1", "y", "\x1b[15~jjj", "j\x1b\x03", "j" * 300]


def after_scans(*cadences: float) -> Keyboard:
    """A keyboard that a scanner was heard on, a scan at each cadence: seconds a key."""
    keyboard, at = Keyboard(), 0.0
    for every in cadences:
        at += 1.0
        for key in strike(CARD + "\r"):
            done = keyboard.feed(key, at)
            at += every
        assert done == [Scan(CARD)]
    return keyboard


def lone(keyboard: Keyboard) -> float:
    """Seconds that a key by hand is held."""
    at = max(keyboard.last, 0.0) + 5
    assert keyboard.feed(Stroke("j", "j"), at) == []
    assert keyboard.due is not None
    waits = keyboard.due - at
    assert keyboard.expire(keyboard.due) == [Deliver((Stroke("j", "j"),))]
    return waits


def arrives(keyboard: Keyboard, keys: list[Stroke], gaps: list[float]) -> list[Action]:
    """Keys with these gaps, seconds, the timer fired whenever it is due."""
    at, done = max(keyboard.last, 0.0) + 5, list[Action]()
    for key, gap in zip(keys, [0.0, *gaps], strict=True):
        at += gap
        if keyboard.due is not None and keyboard.due <= at:
            done += keyboard.expire(keyboard.due)
        done += keyboard.feed(key, at)
    return [*done, *keyboard.expire(keyboard.last + 1)]


def test_a_key_by_hand_waits_as_long_as_the_scanner_of_this_counter_needs() -> None:
    assert lone(Keyboard()) == pytest.approx(0.030)
    assert lone(after_scans(0.002)) == pytest.approx(0.010)
    assert lone(after_scans(0.005)) == pytest.approx(0.015)
    assert lone(after_scans(0.020)) == pytest.approx(0.030)
    assert lone(after_scans(*[0.008] * 11, *[0.001] * 9)) == pytest.approx(0.024)
    assert lone(after_scans(*[0.008] * 9, *[0.001] * 11)) == pytest.approx(0.010), (
        "a late key now and then says nothing"
    )


@given(st.data(), st.sampled_from(FOREIGN))
def test_a_strangers_code_presses_nothing_after_scans_at_the_same_pace(data: st.DataObject, text: str) -> None:
    longest = data.draw(st.floats(0.001, 0.020))
    keyboard = after_scans(*[longest] * data.draw(st.integers(1, 25)))
    keys = strike(text + "\r")
    gaps = [data.draw(st.floats(0, longest)) for _ in keys[1:]]
    done = arrives(keyboard, keys, gaps)
    assert all(isinstance(one, Junk) or (isinstance(one, Deliver) and one.machine) for one in done)


@given(st.data(), st.sampled_from(FOREIGN))
def test_a_terminal_that_hands_a_line_over_in_pieces_presses_nothing(data: st.DataObject, text: str) -> None:
    keyboard = after_scans(*[0.0] * 20)
    keys = strike(text + "\r")
    gaps = [data.draw(st.sampled_from([0.0, 0.0, 0.009, 0.024])) for _ in keys[1:]]
    gaps[0] = min(gaps[0], 0.009)
    done = arrives(keyboard, keys, gaps)
    assert all(isinstance(one, Junk) or (isinstance(one, Deliver) and one.machine) for one in done)


@pytest.mark.parametrize("every", [0.011, 0.018, 0.024])
@pytest.mark.parametrize("first", [Stroke("j", "j"), Stroke("f5")], ids=["j", "f5"])
def test_a_slower_scanner_beside_a_quick_one_is_seen_at_its_second_key(every: float, first: Stroke) -> None:
    keyboard = after_scans(*[0.002] * 20)
    foreign = [first, *strike("tbroek12345\r")]
    done = arrives(keyboard, foreign, [every] * (len(foreign) - 1))
    assert done == [Deliver((foreign[0],)), Deliver(tuple(foreign[1:]), machine=True)]
    assert lone(keyboard) == pytest.approx(0.030)
    again = Deliver(tuple(foreign), machine=True) if first.char else Junk("control")
    assert arrives(keyboard, foreign, [every] * (len(foreign) - 1)) == [again]
    for _ in range(20):
        assert arrives(keyboard, strike(CARD + "\r"), [0.002] * len(CARD)) == [Scan(CARD)]
    assert lone(keyboard) == pytest.approx(0.010), "when only the quick one was heard for long"


@pytest.mark.parametrize("code", [new_code(), "5412345678908", "2000000000015"], ids=["card", "label", "own label"])
def test_the_first_code_of_a_slower_scanner_is_whole(code: str) -> None:
    keyboard = after_scans(*[0.002] * 20)
    keys = strike(code + "\r")
    assert arrives(keyboard, keys, [0.018] * (len(keys) - 1)) == [Deliver((keys[0],)), Scan(code, 1)]
    assert arrives(keyboard, keys, [0.018] * (len(keys) - 1)) == [Scan(code)]
