"""Scans wherever the focus is. Three lines make an app hear them:

    class KioskApp(Capture):
        def on_scanned(self, scanned: Scanned) -> None: ...        # or on a screen: it is asked first
        def on_no_code(self, message: NoCode) -> None: ...    # "this is not a card of ours"

Every key waits until it is clear that no scanner typed it: at most `times.wait` when it stands alone. Keys at a
scanner's speed that are no code reach a field that takes text, and nothing else: a QR from outside presses no button.
`capture_with(Times(...))` puts the settings of the counter. A pilot presses keys faster than any scanner: pass
`times=Times(gap=0)` to the app (no scans) or leave `pilot.pause(0.03)` between a letter and Enter.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Any, Literal, cast

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from kiosk_core.domain.cards import read_code
from kiosk_core.domain.keys import (
    GS,
    LIMIT,
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

PASTE_LIMIT = 4096
"""characters: more is neither a code nor a note that a person means to put into a field."""
AGAIN, SLOW, PATIENCE = 0.01, 0.5, 3.0
"""seconds: how often a key that waits looks again; how long for the one before it; how long at all."""

_TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class Scanned(Message):
    """A code came from a scanner. `keys` as they were typed: give them to `read_code`, then `unscramble`."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.keys = keys


class Torn(Message):
    """A machine that stalled had typed the first letters of a scan as keys, into no field: whoever acted on them takes that
    back. `letters`: in their order; what they did may be told later than this."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self.letters = letters


class NoCode(Message):
    """A scanner read something that cannot be a code. `foreign`: a line of text, and no field wanted it."""

    def __init__(self, why: Literal["long", "control", "foreign"]) -> None:
        super().__init__()
        self.why = why


class KeyPassed(Message):
    """Follows a key to where it was sent and up to the app, and then what the key set off there (`twice`). `at`: seconds."""

    def __init__(self, target: Widget, at: float, *, twice: bool = False) -> None:
        super().__init__()
        self.target, self.at, self.twice = target, at, twice


class _Wake(events.Event, bubble=False):
    """Held keys may be due."""


class Capture(App[None]):
    """An app that tells a scanner from a typist. `clock`: seconds, the one that stamps Textual's events."""

    def __init__(
        self,
        *args: Any,
        times: Times | None = None,
        clock: Callable[[], float] = time.perf_counter if sys.platform == "win32" else time.monotonic,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._clock = clock
        self._keyboard = Keyboard()
        self._repeats = Repeats(0)
        self._timer: asyncio.TimerHandle | None = None
        self._heard: list[tuple[Action | events.Key, float]] = []
        """What no screen was told yet, and when it was typed or scanned: seconds of the clock."""
        self._passed: KeyPassed | None = None
        self.touched = clock()
        """When somebody last typed, scanned, pasted, pressed or scrolled: seconds of the clock."""
        self.capture_with(times or Times())

    def capture_with(self, times: Times) -> None:
        """From now on with these times."""
        self._keyboard.times = times
        self._repeats.within = times.repeat

    def forget_scan(self) -> None:
        """The next scan is a new one, also of the same code: somebody else looks at it now."""
        self._repeats = Repeats(self._repeats.within)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go through the capture; everything else goes its way."""
        if isinstance(event, _TOUCHES):
            self.touched = self._clock()
        match event:
            case events.Key(is_forwarded=False):
                # The event's own moment: under load keys are handled late and in bunches, yet were typed apart.
                await self._act(self._keyboard.feed(_stroke(event), event.time))
                self._arm()
            case events.Paste(is_forwarded=False):
                await self._act(self._keyboard.flush())
                await self._pasted(event)
            case _Wake():
                await self._act(self._keyboard.expire(self._clock()))
                await self._pass_on()
                self._arm()
            case _:
                await super().on_event(event)

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self._clock() + AGAIN if self._heard else self._keyboard.due
        if due is not None:
            delay = max(due - self._clock(), 0)
            self._timer = asyncio.get_running_loop().call_later(delay, self._wake, 2)

    def _wake(self, turns: int) -> None:
        """Behind every key that the terminal's thread has already sent: each needs two turns of the loop to be queued."""
        if turns:
            asyncio.get_running_loop().call_soon(self._wake, turns - 1)
        else:
            self.post_message(_Wake())

    async def _act(self, actions: list[Action]) -> None:
        self._heard += [(action, self._keyboard.last) for action in actions]
        await self._pass_on()

    async def _pass_on(self) -> None:
        """What was typed and scanned, in its order, each once the key before it has done what it does: the next field has
        the focus, a new screen is all there. What comes meanwhile waits, and is not lost."""
        while self._heard and self._is_settled():
            what, at = self._heard.pop(0)
            match what:
                case events.Key():
                    await self._pass_key(what)
                case Deliver(_, True) if not self._takes("a"):
                    self._tell(NoCode("foreign"))
                case Deliver(strokes):
                    self._heard[:0] = [(cast("events.Key", stroke.source), at) for stroke in strokes]
                case Scan(keys, leaked):
                    self._pass_scan(keys, leaked, at)
                case Junk(why):
                    self._tell(NoCode(why))

    def _is_settled(self) -> bool:
        what, at = self._heard[0]
        before, now = self._passed, self._clock()
        done = before is None or not before.target.is_attached or now - before.at > SLOW
        return (done and (not isinstance(what, events.Key) or self.hears_keys())) or now - at > PATIENCE

    async def _pass_key(self, key: events.Key) -> None:
        target = self.focused or self.screen
        self._passed = KeyPassed(target, self._clock())
        await super().on_event(key)
        target.post_message(self._passed)

    def _pass_scan(self, keys: str, leaked: int, at: float) -> None:
        in_field = self._takes(keys[:1])
        for _ in range(leaked if in_field else 0):
            # No key: one is heard some turns later, by whichever field has the focus when the scan was understood.
            cast("Input", self.focused).action_delete_left()
        if leaked and not in_field:
            self._tell(Torn(keys[:leaked]))
        self._scanned(keys, at)

    async def on_key_passed(self, passed: KeyPassed) -> None:
        if passed is not self._passed:
            return
        self._passed = None
        if not passed.twice and passed.target.is_attached:
            self._passed = KeyPassed(passed.target, passed.at, twice=True)
            passed.target.post_message(self._passed)
        await self._pass_on()
        self._arm()

    @property
    def keys_wait(self) -> bool:
        """Whether something was typed that no screen heard yet."""
        return bool(self._heard)

    def hears_keys(self) -> bool:
        """Whether what lies on top is all there."""
        return True

    async def _pasted(self, paste: events.Paste) -> None:
        """A scanner behind a bridging program pastes its line; a person pastes a whole card code without one."""
        line = paste.text.rstrip("\r\n\t")
        if len(paste.text) > PASTE_LIMIT:
            self._tell(NoCode("long"))
        elif len(line) <= LIMIT and (read_code(line) or (line != paste.text and is_code(line))):
            self._scanned(line, paste.time)
        elif not all(char.isprintable() or char in "\r\n\t" for char in paste.text):
            self._tell(NoCode("control"))
        else:
            await super().on_event(paste)

    def _scanned(self, keys: str, at: float) -> None:
        if not self._repeats.again(read_code(keys) or unscramble(keys) or keys.upper(), at):
            self._tell(Scanned(keys))

    def _tell(self, message: Message) -> None:
        self.screen.post_message(message)

    def _takes(self, char: str) -> bool:
        """Whether it would stand in the field that has the focus."""
        return self.focused is not None and self.focused.check_consume_key(char, char)


def _stroke(event: events.Key) -> Stroke:
    char = GS if event.key == "ctrl+right_square_bracket" else event.character or ""
    return Stroke(event.key, char, event)
