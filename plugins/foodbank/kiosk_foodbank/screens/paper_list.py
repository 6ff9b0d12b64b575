"""The list on paper of a distribution, to print on a usual printer before anything stops."""

from __future__ import annotations

from pathlib import Path

from kiosk_core import NotUnderstood, Sentence, Shift, read_day
from kiosk_core.tui import Question

from .. import day_list
from .asking import AskPlace


def ask_for_list(shift: Shift) -> AskPlace:
    """Asks of which day and where; an older list in that file is replaced."""

    def keep(said: dict[str, str]) -> Sentence:
        out, day = Path(said["file"]).expanduser(), read_day(said["day"])
        try:
            made = day_list.write_list(shift, out, day)
        except OSError:
            raise NotUnderstood(why=Sentence("nothing can be written to {file}.", {"file": str(out)})) from None
        return Sentence("✓ {n} households: print {file}", {"n": made.households, "file": str(out)})

    day = day_list.next_day(shift.house, shift.here().day)
    questions = [
        Question("day", Sentence("Day"), Sentence("The next distribution, or another day."), value=f"{day:%d/%m/%Y}"),
        Question("file", Sentence("File"), Sentence("A PDF, to print on a usual printer."), value=f"~/{day_list.FILE}"),
    ]
    guide = Sentence(
        "Print this list before each distribution, and keep it at hand. If the PC stops, tick on it who collected.\n\n"
        "Afterwards F9 enters it, and then you destroy it: first names stand on it."
    )
    return AskPlace(shift, Sentence("List on paper"), guide, questions, keep)
