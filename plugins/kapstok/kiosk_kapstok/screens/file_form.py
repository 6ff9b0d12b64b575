"""A form that makes a spreadsheet, in a worker: the till of another window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from kiosk_core import Sentence
from kiosk_core.tui import Beside, FormPlace, Hint, Question, usual_file

WRITING = Sentence("One moment: the file is being written.")


class FileForm(FormPlace, Beside):
    """Its last question is the file."""

    LEAVES = True
    SAVES: ClassVar[Sentence] = Sentence("Make the file")

    def hints(self) -> Iterable[Hint]:
        if not self.busy:
            yield from super().hints()

    def ask_file(self, stem: Sentence) -> Question:
        return Question("file", Sentence("File"), Sentence("Ends in .xlsx (Excel) or .csv."), value=self.usual(stem))

    def usual(self, stem: Sentence) -> str:
        """In the home of whoever is signed in on this computer."""
        return f"~/{usual_file(self.shift, stem, '.xlsx').name}"

    @property
    def file(self) -> Path:
        return Path(self.said["file"]).expanduser()
