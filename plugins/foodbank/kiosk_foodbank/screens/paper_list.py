"""The lists of a day: the one on paper, to print before anything stops, and three for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from kiosk_core import Sentence, Shift, read_day
from kiosk_core.tui import Form, Hint, Question, usual_file, written

from .. import day_list, day_sheets
from .asking import AskPlace

KEYS: dict[day_sheets.What, tuple[str, Sentence, Sentence]] = {
    "paper": ("f5", Sentence("To tick"), Sentence("food distribution to tick")),
    "expected": ("f6", Sentence("Still to come"), Sentence("food distribution still to come")),
    "came": ("f7", Sentence("Who was here"), Sentence("food distribution who came")),
}
"""The key, what it is called, and the file's own name."""


class ListsScreen(AskPlace):
    """Asks of which day and where. A file that is there already is never replaced."""

    SAVES: ClassVar[Sentence] = Sentence("To print (PDF)")

    def __init__(self, shift: Shift) -> None:
        day = day_list.next_day(shift.house, shift.here().day)
        questions = [
            Question(
                "day", Sentence("Day"), Sentence("Empty: for the list on paper {day}, for the others today.", {"day": day}),
                optional=True,
            ),
            Question(
                "file", Sentence("File or folder"),
                Sentence("Empty: each list gets a name of its own in your own folder. F8 makes a PDF, to print on a usual printer; the other keys a spreadsheet: .xlsx, or .csv."),
                optional=True,
            ),
        ]  # fmt: skip
        guide = Sentence(
            "F8: print this list before each distribution, and keep it at hand. If the PC stops, tick on it who collected. "
            "Afterwards F9 enters it.\n\n"
            "The other keys write a spreadsheet: the same list to tick, who is still to come, and how the day went (the coordinator's).\n\n"
            "Destroy each of them afterwards: first names stand on it."
        )
        super().__init__(shift, Sentence("Lists of a day"), guide, questions, self._pdf)

    def hints(self) -> Iterable[Hint]:
        yield from super().hints()
        for what, (key, title, _) in KEYS.items():
            if what != "came" or self.shift.may("dossier"):
                yield self.hint(key, title, partial(self._sheet, what))

    def _pdf(self, said: dict[str, str]) -> Sentence:
        out = self._file(said, day_list.FILE, (".pdf",))
        made = written(out, lambda to: day_list.write_list(self.shift, to, _day(said)))
        return Sentence("{made} (print it now)", {"made": made.said})

    def _sheet(self, what: day_sheets.What) -> None:
        said, words = self.query_one(Form).answers(), self.desk.kiosk.paper_words()
        out = self._file(said, KEYS[what][2], (".xlsx", ".csv"))
        made = written(out, lambda to: day_sheets.write_sheet(self.shift, what, to, words, _day(said)))
        self.dismiss(self.say(made.said))

    def _file(self, said: dict[str, str], stem: Sentence, endings: tuple[str, ...]) -> Path:
        """Where it was said, with an ending that fits the key; in a folder, or where nothing was said, under its own name."""
        out = Path(said["file"] or "~").expanduser()
        if out.is_dir():
            return out / usual_file(self.shift, stem, endings[0]).name
        return out if out.suffix.lower() in endings else out.with_suffix(endings[0])


def _day(said: dict[str, str]) -> date | None:
    return read_day(said["day"]) if said["day"] else None
