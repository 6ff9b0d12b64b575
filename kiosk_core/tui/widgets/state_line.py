"""The last line of every screen: printer, journal, backup. Calm while all is well."""

from __future__ import annotations

from .words import Words


class StateLine(Words):
    DEFAULT_CSS = """
    StateLine { height: auto; max-height: 2; width: 1fr; padding: 0 1; color: $text-muted; }
    """

    def show(self, text: str) -> None:
        self.put(text)
