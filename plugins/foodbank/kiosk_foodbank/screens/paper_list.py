"""The lists of a day: the one on paper, to print before anything stops, and three for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from kiosk_core import NotUnderstood, Sentence, Shift, read_day
from kiosk_core.tui import Form, Hint, Question

from .. import day_list, day_sheets
from ..day_list import Listed
from .asking import AskPlace

KEYS: dict[day_sheets.What, tuple[str, Sentence]] = {
    "paper": ("f5", Sentence("To tick")),
    "expected": ("f6", Sentence("Still to come")),
    "came": ("f7", Sentence("Who was here")),
}


class ListsScreen(AskPlace):
    """Asks of which day and where; an older list in that file is replaced."""

    SAVES: ClassVar[Sentence] = Sentence("To print (PDF)")

    def __init__(self, shift: Shift) -> None:
        day = day_list.next_day(shift.house, shift.here().day)
        questions = [
            Question(
                "day", Sentence("Day"), Sentence("Empty: for the list on paper {day}, for the others today.", {"day": day}),
                optional=True,
            ),
            Question(
                "file", Sentence("File"), Sentence("F8 makes a PDF, to print on a usual printer; the other keys a spreadsheet: .xlsx, or .csv."),
                value=f"~/{day_list.FILE}",
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
        for what, (key, title) in KEYS.items():
            if what != "came" or self.shift.may("dossier"):
                yield self.hint(key, title, partial(self._sheet, what))

    def _pdf(self, said: dict[str, str]) -> Sentence:
        made = _written(_file(said, (".pdf",)), lambda out: day_list.write_list(self.shift, out, _day(said)))
        return Sentence("✓ {n} households: print {file}", {"n": made.households, "file": str(made.file)})

    def _sheet(self, what: day_sheets.What) -> None:
        said, words = self.query_one(Form).answers(), self.desk.words
        out = _file(said, (".xlsx", ".csv"))
        made = _written(out, lambda to: day_sheets.write_sheet(self.shift, what, to, words, _day(said)))
        done = {"day": made.day, "n": made.households, "file": str(made.file)}
        self.dismiss(self.say(Sentence("✓ {day}, {n} households: {file}", done)))


def _day(said: dict[str, str]) -> date | None:
    return read_day(said["day"]) if said["day"] else None


def _file(said: dict[str, str], endings: tuple[str, ...]) -> Path:
    """Where it was said, with an ending that fits the key."""
    out = Path(said["file"] or f"~/{day_list.FILE}").expanduser()
    return out if out.suffix.lower() in endings else out.with_suffix(endings[0])


def _written(out: Path, write: Callable[[Path], Listed]) -> Listed:
    try:
        return write(out)
    except OSError:
        raise NotUnderstood(why=Sentence("nothing can be written to {file}.", {"file": str(out)})) from None
