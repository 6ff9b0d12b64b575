"""Who is late with a device, with a number to call. The coordinator's list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Sentence
from kiosk_core.tui import Hint, Place, Words

from .. import agreement, loans


class LateScreen(Place):
    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who is late")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Call first: most people forgot, or need it longer. F7 lets the device stay out longer.\n"
        "F9 makes a reminder on paper, F8 the list with the phone numbers."
    )

    def body(self) -> ComposeResult:
        with Vertical(id="devices"):
            yield OptionList(markup=False)
            yield Words(self.say(Sentence("Nobody is late.")), id="none")

    def on_mount(self) -> None:
        self.attempt(self.read)
        self.query_one(OptionList).focus()

    def read(self) -> None:
        self._late = loans.late(self.shift)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(self._line(one)) for one in self._late])
        listed.highlighted = 0 if self._late else None
        listed.display = bool(self._late)
        self.query_one("#none").display = not self._late

    def _line(self, one: loans.Late) -> str:
        who = f"{one.display} {one.number}" if one.number else "-"
        return f" {one.loan.due:%d/%m/%Y}  {one.loan.device:<9} {one.loan.title:<16.16} {who:<18.18} {one.phone}"

    def hints(self) -> Iterable[Hint]:
        if self._late:
            yield self.hint("f7", Sentence("Longer"), self.extend)
            yield self.hint("f9", Sentence("Reminder"), self.reminder, main=True)
            yield self.hint("f8", Sentence("Print the list"), self.print_list)

    @property
    def _marked(self) -> loans.Late:
        return self._late[self.query_one(OptionList).highlighted or 0]

    def extend(self) -> None:
        loan = loans.extend(self.shift, self._marked.loan.device)
        self.read()
        self.tell(Sentence("✓ {number} may stay out until {day}.", {"number": loan.device, "day": loan.due}))

    def reminder(self) -> None:
        loan = self._marked.loan
        file = agreement.save(self.shift, agreement.reminder(self.shift, loan), f"herinnering-{loan.device}")
        self.tell(Sentence("✓ The reminder is in {file}", {"file": str(file)}))

    def print_list(self) -> None:
        file = agreement.save(self.shift, agreement.late_list(self.shift), "te-laat")
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))
