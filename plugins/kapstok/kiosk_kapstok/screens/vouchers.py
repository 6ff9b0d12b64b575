"""All vouchers for the coordinator: what is left on each; issued, stopped, and printed on a sheet to cut."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult

from kiosk_core import Cents, Money, Sentence, Shift, counted
from kiosk_core.tui import Hint, Place, Rows, Words, usual_file, written

from .. import vouchers
from ..vouchers import Voucher

STATES: dict[str, Sentence] = {
    "live": Sentence("good"), "used": Sentence("used up"), "expired": Sentence("past its day"), "stopped": Sentence("stopped"),
}  # fmt: skip


class VouchersScreen(Place):
    CSS_PATH = Path(__file__).with_name("lists.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Vouchers")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The newest voucher stands on top, with what is left on it.\n"
        "F6 gives new ones. F5 makes a sheet of all that are good, to print and cut.\n"
        "A voucher that was lost: mark it, F7. Another one has what was left. F8 stops the marked one for good."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._found: list[Voucher] = []

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f6", Sentence("New voucher"), self.issue, main=True)
        if any(one.state == "live" for one in self._found):
            yield self.hint("f5", Sentence("Sheet to print"), self.print_sheet)
        if self._found and self._marked.state == "live":
            yield self.hint("f7", Sentence("Lost: another one"), lambda: self.stop(anew=True))
            yield self.hint("f8", Sentence("Stop it"), lambda: self.stop(anew=False))

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_if_shown()

    @property
    def _marked(self) -> Voucher:
        return self._found[self.query_one(Rows).highlighted or 0]

    def read(self) -> None:
        self._found = vouchers.listed(self.shift)
        left = Money(Cents(sum(one.left for one in self._found)))
        self.query_one("#list-title", Words).put(self.say(Sentence("Still to be spent: {amount}", {"amount": left})))
        self.query_one(Rows).show([self._line(one) for one in self._found])

    def _line(self, one: Voucher) -> str:
        said = {"left": Money(one.left), "value": Money(one.cents), "until": one.until, "state": STATES[one.state]}
        return f"{one.number}  {self.say(Sentence('{left} of {value}, until {until}, {state}', said))}"

    def issue(self) -> None:
        from .voucher_form import VoucherFormScreen

        self.app.push_screen(VoucherFormScreen(self.shift), self._done)

    def _done(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, Sentence):
            self.tell(said)

    def stop(self, anew: bool) -> None:
        _, fresh = vouchers.stop(self.shift, self._marked.number, "lost" if anew else "withdrawn", anew=anew)
        said = Sentence("✓ Stopped. Voucher {number} has what was left.", {"number": fresh.number}) if fresh else None
        self._done(said or Sentence("✓ Stopped."))

    def print_sheet(self) -> None:
        chosen = [one for one in self._found if one.state == "live"]
        out = usual_file("kiosk-vouchers", self.shift.here().at.astimezone(ZoneInfo(self.shift.settings().zone)))
        made = written(out, lambda file: vouchers.print_sheet(self.shift, chosen, file, self.desk.words))
        self.tell(counted("✓ {n} voucher: {file}", "✓ {n} vouchers: {file}", made, file=out))

    def scanned(self, keys: str) -> None:
        """A voucher is marked in the list; everything else goes to the counter."""
        found = self.desk.kiosk.resolve(keys)
        places = [n for n, one in enumerate(self._found) if one.id == found.id] if found.kind == "voucher" else []
        if places:
            self.query_one(Rows).highlighted = places[0]
        else:
            super().scanned(keys)
