"""Telling a scanner from a typist, and digits that a keyboard layout has scrambled. Pure: the clock is an argument.

A keyboard-wedge scanner types like a very quick person whose keys lie as on an American keyboard. What it types is held
until it is clear what it is. Source of the times and of the letters: docs/sources.md, 'Scanner and cards'.
"""

from __future__ import annotations

import math
import re
from collections import deque
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from .cards import LENGTH, read_code

SAFE = frozenset("BCDEFGHIJKLNOPRSTUVXbcdefghijklnoprstuvx")
"""Letters that every Latin layout types alike, in both cases for Caps Lock. ASCII only: 'ſ' and 'ı' are not among them."""
LEAST, MOST = 8, 48
"""keys: the shortest code of any kind, and the longest of digits or GS1."""
LIMIT = 256
"""keys: a longer line at a scanner's speed is no code, and is not kept."""
SOONEST = 0.010
"""seconds: no lone key is delivered sooner, however quick the scanner: a busy machine hands its keys over later than that."""
SPAN, LOOKED_BACK = 3, 20
"""A lone key waits so many times the usual gap behind the first key of the last so many scans."""
SURE, PATIENCE = 4, 4
"""So many keys at a scanner's speed are no person's: from then on both times hold this many times over, because one
stall of a busy machine would tear the code."""
RECALL = 0.5
"""seconds: letters delivered this short ago may be the beginning of the card whose other letters come now."""
GS = "\x1d"
"""Between two GS1 fields; scanners send it as Ctrl+]."""

ENDS = frozenset({"enter", "ctrl+j", "tab"})
_EDITS = frozenset({"backspace", "delete", "left", "right", "up", "down", "home", "end", "pageup", "pagedown"})
_CHORDS = ("ctrl+", "alt+", "super+", "hyper+", "meta+")


@dataclass(frozen=True, slots=True)
class Times:
    """`gap`: seconds that two keys of a scanner lie apart at most. `wait`: seconds that a lone key is held at most, and as
    long as no scan was seen.

    `repeat`: seconds in which the same code again is the same scan. A `gap` of 0 takes nothing for a scan.
    """

    gap: float = 0.025
    wait: float = 0.030
    repeat: float = 3.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key. `name` as Textual calls it ('a', 'enter', 'ctrl+j'); `char` what it types, '' for nothing."""

    name: str
    char: str = ""
    source: object = field(default=None, compare=False)
    """Whatever the caller wants back with it."""

    @property
    def commands(self) -> bool:
        """It types nothing and edits nothing: Escape, a function key, a chord."""
        if self.char == GS or self.name in _EDITS:
            return False
        return self.name.startswith(_CHORDS) or not (self.char and self.char.isprintable())


@dataclass(frozen=True, slots=True)
class Deliver:
    """Keys for whoever has the focus, in order. `machine`: faster than a person, so they must not act as commands."""

    strokes: tuple[Stroke, ...]
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A code, as it was typed; the key that ended it is swallowed."""

    keys: str
    leaked: int = 0
    """How many of its first letters were delivered already, because the machine stalled between them: take them back."""


@dataclass(frozen=True, slots=True)
class Junk:
    """A scanner read what cannot be a code; nothing of it is delivered. 'long': over LIMIT keys. 'control': commands in it."""

    why: Literal["long", "control"]


Action = Deliver | Scan | Junk


class Keyboard:
    """What is held of one keyboard. `at`: seconds on a clock that never goes back, of the key and not of its handling.

    A lone key waits whether a scanner's second one follows, and no longer than this counter's scanners need: SPAN times what
    the second key of its last scans usually took to come. Now and then this machine itself takes a key late, which says
    nothing of the next scan. From the second key on `times.wait` holds, whatever was seen. What may go wrong, once: a slower
    scanner (or a machine that takes the second key very late) comes after quick ones, and its first key is delivered before
    the second one comes; that one sees it, and from there the wait is `times.wait` again for LOOKED_BACK scans. Of a code it is
    taken back (`Scan.leaked`); of a stranger's QR it has acted as if pressed."""

    def __init__(self, times: Times | None = None) -> None:
        self.times = times or Times()
        self.last = -math.inf
        """When the newest key came."""
        self._held: list[Stroke] = []
        self._dropping = False
        self._ended_by_enter = False
        self._leaked = ""
        self._leaked_at = -math.inf
        """Characters that were delivered one by one until then, for a card whose first letters the machine tore off."""
        self._gaps: deque[float] = deque(maxlen=LOOKED_BACK)
        """The gap behind the first key of each of the last scans, seconds."""
        self._gap = 0.0
        """That of what is held."""
        self._careful = 0
        """So many scans from now on a lone key waits as long as if none had been seen."""
        self._let_go: str | None = None
        """What was delivered because it had waited in vain, until the next key comes; '' for a key that types nothing."""
        self._early = ""
        """The same, when the keys that are held followed it so soon that it should have waited for them."""

    @property
    def due(self) -> float | None:
        """When `expire` is wanted; None while nothing is held."""
        return self.last + self._wait * self._patience if self._held else None

    @property
    def _wait(self) -> float:
        if len(self._held) > 1 or self._careful or not self._gaps:
            return self.times.wait
        return min(max(SPAN * median(self._gaps), SOONEST), self.times.wait)

    @property
    def _patience(self) -> int:
        return PATIENCE if len(self._held) >= SURE or self._dropping or self._ended_by_enter else 1

    def feed(self, key: Stroke, at: float) -> list[Action]:
        """What to do now that this key came."""
        quiet = at - self.last
        near = quiet < self.times.gap * self._patience
        done = [] if near else self.flush()
        if len(self._held) == 1:
            self._gap = quiet
        elif not self._held and near and self._let_go is not None and quiet < self.times.wait:
            self._careful = LOOKED_BACK
            self._early = self._let_go
        self._let_go = None
        self.last = at
        self._dropping = self._dropping and near
        line_feed = near and self._ended_by_enter and key.name == "ctrl+j"
        self._ended_by_enter = False
        if line_feed:
            return done
        if self._dropping:
            self._swallow(key)
            return done
        if key.name in ENDS:
            return [*done, self._judge(key)]
        self._held.append(key)
        if len(self._held) > LIMIT:
            self._held.clear()
            self._dropping = True
            done.append(Junk("long"))
        return done

    def expire(self, at: float) -> list[Action]:
        """What to do when it is `at` and no further key came."""
        if self.due is None or at < self.due:
            return []
        let_go = "".join(key.char for key in self._held)
        delivered = self.flush()
        self._let_go = let_go
        return delivered

    def flush(self) -> list[Action]:
        """Whatever is held, without waiting longer."""
        held, self._held = tuple(self._held), []
        self._gap, self._early = 0.0, ""
        if not held:
            return []
        machine = len(held) >= LEAST
        if machine and any(key.commands for key in held):
            return [Junk("control")]
        before = self._leaked if self.last - self._leaked_at < RECALL else ""
        self._leaked, self._leaked_at = (before + "".join(key.char for key in held))[-LENGTH:], self.last
        return [Deliver(held, machine)]

    def _swallow(self, key: Stroke) -> None:
        """The end of a line that was dropped; an Enter may have a line feed behind it."""
        if key.name in ENDS:
            self._dropping = False
            self._ended_by_enter = key.name == "enter"

    def _judge(self, end: Stroke) -> Action:
        held, self._held = tuple(self._held), []
        text = "".join(key.char for key in held)
        torn = self._torn_off(text)
        if len(text) >= LEAST:
            self._learn(torn=bool(torn))
        self._gap, self._early = 0.0, ""
        if not held and not torn:
            return Deliver((end,))
        if any(key.commands for key in held):
            found: Action = Junk("control")
        elif torn:
            found, self._leaked = Scan(torn + text, len(torn)), ""
        elif all(key.char for key in held) and is_code(text):
            found = Scan(text)
        else:
            return Deliver((*held, end), machine=any(key.char and key.name not in _EDITS for key in held))
        self._ended_by_enter = end.name == "enter"
        return found

    def _learn(self, *, torn: bool) -> None:
        """Of a scan. When its beginning was torn off, what lay behind its first key is not known."""
        self._careful = LOOKED_BACK if torn else max(self._careful - 1, 0)
        if not torn:
            self._gaps.append(self._gap)

    def _torn_off(self, text: str) -> str:
        """What was delivered a moment ago and makes a code of this run: the first key of a slower scanner, or letters of a
        card, whose check letter leaves no doubt."""
        if self._early and is_code(self._early + text) and not read_code(text):
            return self._early
        lacking = LENGTH - len(text)
        first = self._leaked[-lacking:] if 0 < lacking <= len(self._leaked) else ""
        return first if self.last - self._leaked_at < RECALL and first and read_code(first + text) else ""


class Repeats:
    """The same code again within some seconds of the last time it was seen is the same scan (a card left under the lamp)."""

    def __init__(self, within: float) -> None:
        self.within = within
        self._code = ""
        self._at = -math.inf

    def again(self, code: str, at: float) -> bool:
        """Whether this is the scan that was seen last. `at`: seconds of the keyboard."""
        same = code == self._code and at - self._at < self.within
        self._code, self._at = code, at
        return same


def is_code(keys: str) -> bool:
    """Whether a line at a scanner's speed is a code of any kind: safe letters, digits or GS1."""
    if len(keys) >= LEAST and SAFE.issuperset(keys):
        return True
    return LEAST <= len(keys) <= MOST and unscramble(keys) is not None


# The keys that lie or type differently, in one order for all layouts; the letters of cards are not among them. NUL: a
# dead key, which types nothing by itself. Source: xkb-data 2.35; tests/domain/test_keys.py compares with what is installed.
_US = "1234567890!@#$%^&*()-_=+qwamzyQWAMZY;:'\",<.>/?]"
_LAYOUTS = (
    _US,
    "&é\"'(§è!çà1234567890)°-_azq,wyAZQ?WYmMù%;.:/=+$",
    "&é\"'(-è_çà1234567890)°=+azq,wyAZQ?WYmMù%;.:/!§$",
    '1234567890!"§$%&/()=ß?\0\0qwamyzQWAMYZöÖäÄ,;.:-_+',
)


def _capital(typed: str) -> str:
    return "ẞ" if typed == "ß" else typed.swapcase()


def _reading(layout: str, caps: bool) -> dict[str, str]:
    """What was typed -> what the scanner meant."""
    pairs = [*zip(layout, _US, strict=True), *((letter, letter) for letter in sorted(SAFE)), (GS, GS)]
    return {_capital(typed) if caps else typed: meant for typed, meant in pairs if typed != "\0"}


_READINGS = [_reading(layout, caps) for caps in (False, True) for layout in _LAYOUTS]
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""A scanner may say first which kind of barcode it read: ']C1'."""
_GS1 = re.compile(r"[0-9][!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z\x1d]+")
"""The 82 characters of the GS1 General Specifications, figure 7.11-1, behind the first digit of an identifier."""


def unscramble(keys: str) -> str | None:
    """Digits or a GS1 element string as the scanner meant it, typed on a US, Belgian, French or German layout; or None.

    Fields of GS1 end with GS where their length is not fixed; brackets and the AIM prefix are taken off. Digits have one
    reading. A lot number may have several (German Y and Z, Caps Lock): the one with most capitals and digits is taken,
    then the American.
    """
    readings = ["".join(reading.get(key, "\0") for key in keys) for reading in _READINGS]
    plain = [_AIM.sub("", text, count=1) if _AIM.match(text) else text for text in readings if "\0" not in text]
    digits = next((text for text in plain if text.isascii() and text.isdigit()), None)
    if digits is not None:
        return digits
    fields = [found for text in plain if (found := _gs1(text)) is not None]
    return min(fields, key=lambda text: sum(not (c.isdigit() or c.isupper()) for c in text), default=None)


def as_digits(keys: str) -> str:
    """Digits as a person means them who types on the row above the letters, where a Belgian or French keyboard has digits
    with Shift only; anything else as it is."""
    read = unscramble(keys) or ""
    return read if read.isdigit() else keys


def _gs1(text: str) -> str | None:
    if text.startswith("("):
        text = text[1:].replace("(", GS).replace(")", "")
    text = text.removeprefix(GS)
    if not _GS1.fullmatch(text):
        return None
    # 40 ms of tables that a counter without GS1 barcodes never needs.
    from stdnum import exceptions, gs1_128

    try:
        gs1_128.validate(text, GS)
    except exceptions.ValidationError:
        return None
    return text
