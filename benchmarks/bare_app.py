"""A bare Textual app that paints as much as the counter does: a line of keys in, the next prepared screen out."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Static


class Bare(App[None]):
    CSS = "#band {height: 5; background: $primary;} #middle {height: 1fr;} #left, #right {width: 1fr;}"

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names, self.at = names, 0

    def compose(self) -> ComposeResult:
        yield Static("Food distribution", id="title")
        yield Static("", id="band", markup=False)
        with Vertical(id="middle"), Horizontal():
            yield Static("", id="left", markup=False)
            yield Static("", id="right", markup=False)
        yield Static("Search", id="search")
        yield Static("", id="keys", markup=False)
        yield Static("Journal: in order", id="state")

    def on_ready(self) -> None:
        self.query_one("#keys", Static).update("READY")

    def on_key(self, event: Key) -> None:
        if event.key == "enter":
            name = self.names[self.at % len(self.names)]
            self.at += 1
            self.query_one("#band", Static).update("▄███▄  ▀▄ ▄▀ █▀▀▀\n█████    █   █▀▀\n ▀▀▀     ▀   ▀▀▀▀\n" + name)
            self.query_one("#left", Static).update("Hand over: Parcel\n2 × Crate with food\n1 × Baby parcel\n" + name)
            self.query_one("#right", Static).update("▌ NOT in it\n▌ ✗ Pork\n▌\n▌\n▌")
            self.query_one("#keys", Static).update(f" Enter  Handed over  F3  Without a card  F4  Undo  {self.at}")


if __name__ == "__main__":
    Bare(sys.argv[1:]).run()
