"""One line on top: where this is, who stands here, and that an example house is one."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal

from .words import Words


@dataclass(frozen=True, slots=True)
class Title:
    """All in the volunteer's language."""

    left: str
    right: str = ""
    example: str = ""


class TitleLine(Horizontal):
    DEFAULT_CSS = """
    TitleLine { height: 1; width: 1fr; background: $panel; padding: 0 1; }
    TitleLine #title-left { width: 1fr; text-style: bold; }
    TitleLine #title-example { width: auto; text-style: bold reverse; }
    TitleLine #title-right { width: auto; padding-left: 2; }
    """

    def compose(self) -> ComposeResult:
        yield Words(id="title-left")
        yield Words(id="title-example")
        yield Words(id="title-right")

    def show(self, title: Title) -> None:
        self.query_one("#title-left", Words).put(title.left)
        self.query_one("#title-example", Words).put(f" {title.example} " if title.example else "")
        self.query_one("#title-right", Words).put(title.right)
