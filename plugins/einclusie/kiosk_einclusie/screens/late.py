"""Who is late with a device, with a number to call. The coordinator's list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Sentence
from kiosk_core.tui import Hint

from .. import agreement, loans
from ..loans import Late
from .listing import ListScreen
from .reserve import ExtendScreen


class LateScreen(ListScreen[Late]):
    needs = "dossier"
    HEADING: ClassVar[Sentence] = Sentence("Who is late")
    EMPTY: ClassVar[Sentence] = Sentence("Nobody is late.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Call first: most people forgot, or need it longer. F7 lets the device stay out longer.\n"
        "F9 makes a reminder on paper, F8 the list with the phone numbers."
    )

    def found(self) -> Sequence[Late]:
        return loans.late(self.shift)

    def line(self, one: Late) -> str:
        who = f"{one.display} {one.number}" if one.number else "-"
        return f"{one.loan.due:%d/%m/%Y}  {one.loan.device:<9} {one.loan.title:<16.16} {who:<18.18} {one.phone}"

    def hints(self) -> Iterable[Hint]:
        if self.marked:
            yield self.hint("f7", Sentence("Longer"), self.extend)
            yield self.hint("f9", Sentence("Reminder"), self.reminder, main=True)
            yield self.hint("f8", Sentence("Print the list"), self.print_list)

    def extend(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(ExtendScreen(self.shift, self.marked.loan), self._extended)

    def _extended(self, said: object) -> None:
        self.read()
        if isinstance(said, tuple):
            self.tell(said[1])

    def reminder(self) -> None:
        assert self.marked is not None
        loan = self.marked.loan
        file = agreement.save(self.shift, agreement.reminder(self.shift, loan), Sentence("reminder"), loan.device)
        self.tell(Sentence("✓ The reminder is in {file}", {"file": str(file)}))

    def print_list(self) -> None:
        file = agreement.save(self.shift, agreement.late_list(self.shift), Sentence("too late"))
        self.tell(Sentence("✓ The list is in {file}", {"file": str(file)}))
