"""Which spreadsheet is read: its path is typed, or it is picked from a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence

from .place import Place
from .widgets.key_bar import Hint
from .widgets.rows import Rows
from .widgets.typed_line import TypedLine
from .widgets.words import Words

ENDINGS = (".xlsx", ".csv")
MOST = 200


class FilePlace(Place):
    """Says in HEADING and GUIDE what the file is for, and what is done with the one that was `chosen`."""

    DEFAULT_CSS = """
    FilePlace #where { height: 3; padding: 1 2; }
    FilePlace #file-label { width: auto; padding-right: 1; text-style: bold; }
    FilePlace #file { width: 1fr; }
    FilePlace Rows { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def chosen(self, path: Path) -> None:
        """A spreadsheet that is there."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with Horizontal(id="where"):
            yield Words(self.say(Sentence("File")), id="file-label")
            yield TypedLine("~/", id="file")
        yield Rows(id="files")

    def on_mount(self) -> None:
        self._found: list[Path] = []
        self._list()

    def hints(self) -> Iterable[Hint]:
        rows = self.query_one(Rows)
        yield self.hint("enter", Sentence("Open"), self.open, main=True)
        yield Hint("down", "", rows.action_cursor_down)
        yield Hint("up", "", rows.action_cursor_up)

    @property
    def _typed(self) -> Path:
        """From the folder of whoever sits there on, also where typing took the place of the '~/'."""
        typed = self.query_one("#file", Input).value.strip()
        return Path.home() / (typed[1:].lstrip("/") if typed.startswith("~") else typed)

    @on(Input.Changed, "#file")
    def typed(self) -> None:
        self.tell("")
        self.attempt(self._list)
        if not self._found:
            self.tell(Sentence("Nothing is there: {file}. Is it written like that?", {"file": self._typed}))

    def _list(self) -> None:
        """What may be opened there: spreadsheets, the newest first, folders behind them, and last the folder above."""
        typed = self._typed
        folder, begin = (typed, "") if typed.is_dir() else (typed.parent, typed.name.casefold())
        self._found = _spreadsheets(folder, begin) if folder.is_dir() else []
        listed = [f"{one.name}/" if one.is_dir() else one.name for one in self._found]
        if not begin and folder != folder.parent:
            self._found.append(folder.parent)
            listed.append(self.say(Sentence("../ (the folder above)")))
        self.query_one(Rows).show(listed, focus=False)

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(lambda: self._take(self._found[event.option_index]))

    def open(self) -> None:
        typed, at = self._typed, self.query_one(Rows).highlighted
        if typed.is_file():
            self._take(typed)
        elif at is not None and self._found:
            self._take(self._found[at])
        else:
            raise NotUnderstood(why=Sentence("there is no spreadsheet at {file}.", {"file": typed}))

    def _take(self, path: Path) -> None:
        if path.is_dir():
            field = self.query_one("#file", Input)
            field.value = f"{str(path).rstrip('/')}/"
            field.select_on_focus = False
            field.focus()
            field.cursor_position = len(field.value)
        else:
            self.chosen(path)

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))


def _spreadsheets(folder: Path, begin: str) -> list[Path]:
    try:
        there = [
            one for one in folder.iterdir() if not one.name.startswith(".") and one.name.casefold().startswith(begin)
        ]
        files = [one for one in there if one.suffix.lower() in ENDINGS and one.is_file()]
        files.sort(key=lambda one: one.stat().st_mtime, reverse=True)
        folders = sorted(one for one in there if one.is_dir())
    except OSError as error:
        raise NotUnderstood(why=Sentence("{file} cannot be looked into.", {"file": folder})) from error
    return [*files, *folders][:MOST]
