"""A year of distributions, for the coordinator: a day closed, moved, held after all, and the file for other calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from kiosk_core import Sentence, counted, read_day
from kiosk_core.tui import Hint, Question, usual_file, written

from .. import changes
from ..calendar import Planned
from ..words import planned_line
from .asking import AskPlace
from .listed import ListPlace


class CalendarScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Calendar of the distributions")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The days of a year, from the groups or from the weekdays in the settings. Which holidays have no distribution "
        "is a setting too.\n\n"
        "F6: no distribution that day. F7: on another day. F8: a distribution after all.\n"
        "F9 writes a calendar file, for a website or a telephone. It names nobody."
    )

    def lines(self) -> Sequence[str]:
        self._days: list[Planned] = changes.year(self.shift.house, self.shift.here().day)
        return [self.say(planned_line(one)) for one in self._days]

    def above(self) -> Sentence:
        held = sum(one.left_out is None for one in self._days)
        if not held:
            return Sentence("Nothing is planned yet: make groups, or choose weekdays in the settings.")
        return counted("{n} distribution in the coming year", "{n} distributions in the coming year", held)

    def hints(self) -> Iterable[Hint]:
        if not self._days:
            return
        day = self._days[self.marked]
        if day.left_out:
            yield self.hint("f8", Sentence("Hold it after all"), self.hold)
        else:
            yield self.hint("f6", Sentence("Close"), self.close)
        yield self.hint("f7", Sentence("Another day"), self.move)
        yield self.hint("f9", Sentence("Calendar file"), self.write)

    def on_option_list_option_highlighted(self) -> None:
        """Which keys there are depends on the day."""
        self.refresh_if_shown()

    def close(self) -> None:
        day = self._days[self.marked].day
        changes.close_day(self.shift, day)
        self.read()
        self.tell(Sentence("✓ No distribution on {day}.", {"day": day}))

    def hold(self) -> None:
        day = self._days[self.marked].day
        changes.hold_day(self.shift, day)
        self.read()
        self.tell(Sentence("✓ There is a distribution on {day}.", {"day": day}))

    def move(self) -> None:
        day = self._days[self.marked].day

        def keep(said: dict[str, str]) -> Sentence:
            to = read_day(said["to"])
            changes.move_day(self.shift, day, to)
            return Sentence("✓ The distribution of {day} is on {to}.", {"day": day, "to": to})

        questions = [Question("to", Sentence("Moved to"), Sentence("For instance 31/12/2027."))]
        guide = Sentence("All groups of that day come on the other day, at their usual hour.")
        heading = Sentence("{day}: another day", {"day": day})
        self.app.push_screen(AskPlace(self.shift, heading, guide, questions, keep), self.back)

    def write(self) -> None:
        def keep(said: dict[str, str]) -> Sentence:
            out = Path(said["file"]).expanduser()
            written(out, lambda file: changes.write_file(self.shift, file, self.desk.kiosk.paper_say()))
            return Sentence("✓ The calendar is in {file}", {"file": str(out)})

        usual = f"~/{usual_file(self.shift, Sentence('food distributions'), '.ics').name}"
        questions = [Question("file", Sentence("File"), Sentence("An iCalendar file."), value=usual)]
        guide = Sentence("Every calendar reads this file. It names nobody. Write it again when something changes.")
        self.app.push_screen(AskPlace(self.shift, Sentence("Calendar file"), guide, questions, keep), self.back)
