"""A screen that lists where to go, each entry with its key: digits for the house's own, its letter for a plugin's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits

from textual import events
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core.domain.keys import as_digits
from kiosk_core.domain.texts import Text

from .place import Place
from .widgets.key_bar import Hint
from .widgets.words import plain


@dataclass(frozen=True, slots=True)
class Entry:
    """`letter`: the one that its plugin asked for; '': a digit."""

    title: Text
    act: Callable[[], object]
    letter: str = ""


def keys_of(entries: Sequence[Entry]) -> list[str]:
    """A key for each, none twice and none left out: what was asked for, first come first served, else the next free one."""
    wanted = [entry.letter for entry in entries]
    keys = [letter if letter and letter not in wanted[:n] else "" for n, letter in enumerate(wanted)]
    for n, entry in enumerate(entries):
        free = ascii_lowercase if entry.letter else (*digits[1:], *ascii_lowercase)
        keys[n] = keys[n] or next(key for key in free if key not in keys)
    return keys


class Lettered(Place):
    """Keys that are letters and digits too: only where nothing is typed."""

    def on_key(self, event: events.Key) -> None:
        """A digit of the row above the letters counts without Shift, and a letter with Caps Lock."""
        key = as_digits(event.character or "").lower()
        if any(hint.key == key for hint in self._all_hints()):
            event.stop()
            self.press(key)


class Listed(Lettered):
    """With an OptionList `#menu` in its body."""

    def entries(self) -> Sequence[Entry]:
        """What may be opened from here, by whoever stands here."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.query_one("#menu", OptionList).focus()

    def refresh_place(self) -> None:
        super().refresh_place()
        menu = self.query_one("#menu", OptionList)
        at = menu.highlighted or 0
        entries = self.entries()
        menu.clear_options()
        # Two rows each while they fit: a finger is wider than a line.
        room = "\n" if 2 * len(entries) <= max(menu.size.height, ROWS) else ""
        lines = zip(keys_of(entries), entries, strict=True)
        menu.add_options([Option(plain(f" {key.upper()}  {self.say(entry.title)}{room}")) for key, entry in lines])
        menu.highlighted = min(at, len(entries) - 1)

    def entry_hints(self) -> Iterable[Hint]:
        entries = self.entries()
        for key, entry in zip(keys_of(entries), entries, strict=True):
            yield Hint(key, "", entry.act)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.entries()[event.option_index].act)


ROWS = 15
"""of a menu on a small terminal, before it has been laid out."""
