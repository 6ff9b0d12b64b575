"""A form that makes a spreadsheet, in a worker: the till of another window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from kiosk_core import Sentence
from kiosk_core.tui import Beside, FormPlace, Hint, Question, usual_file

WRITING = Sentence("One moment: the file is being written.")


class FileForm(FormPlace, Beside):
    """Its last question is the file."""

    LEAVES = True
    SAVES: ClassVar[Sentence] = Sentence("Make the file")
    PERSONAL = False

    def hints(self) -> Iterable[Hint]:
        if not self.busy:
            yield from super().hints()

    def ask_file(self, stem: str) -> Question:
        return Question("file", Sentence("File"), Sentence("Ends in .xlsx (Excel) or .csv."), value=self.usual(stem))

    def usual(self, stem: str) -> str:
        """In the home of whoever is signed in on this computer."""
        now = self.shift.here().at.astimezone(ZoneInfo(self.shift.settings().zone))
        return f"~/{usual_file(stem, now, '.xlsx').name}"

    @property
    def file(self) -> Path:
        return Path(self.said["file"]).expanduser()
