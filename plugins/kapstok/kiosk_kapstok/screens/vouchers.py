"""All vouchers for the coordinator: what is left on each; issued, stopped, and printed on a sheet to cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Act, Cents, Money, Sentence, Shift, counted
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
        "F6 gives new ones. F5 makes a sheet of all that are good, to print and cut; F9 of the marked one only.\n"
        "A voucher that was lost: mark it, F7. Another one has what was left: print it with F9. F8 stops the marked one. F4 takes "
        "the last stop back."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._found: list[Voucher] = []
        self._stopped: Act | None = None
        """The last stop of this look at the list."""

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f6", Sentence("New voucher"), self.issue, main=True)
        if any(one.state == "live" for one in self._found):
            yield self.hint("f5", Sentence("Sheet to print"), lambda: self.print_sheet(self._found))
        if self._found and self._marked.state == "live":
            yield self.hint("f7", Sentence("Lost: another one"), lambda: self.stop(anew=True))
            yield self.hint("f8", Sentence("Stop it"), lambda: self.stop(anew=False))
            yield self.hint("f9", Sentence("Print this one"), lambda: self.print_sheet([self._marked]))
        if self._stopped is not None:
            yield self.hint("f4", Sentence("Take back the last one"), self.take_back)

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
        self._stopped, fresh = vouchers.stop(
            self.shift, self._marked.number, "lost" if anew else "withdrawn", anew=anew
        )
        said = Sentence("✓ Stopped. Voucher {number} has what was left.", {"number": fresh.number}) if fresh else None
        self._done(said or Sentence("✓ Stopped."))
        if fresh is not None:
            self._mark(fresh.id)

    def take_back(self) -> None:
        assert self._stopped is not None
        self.shift.undo(self._stopped.id, "mistake")
        self._stopped = None
        self._done(Sentence("✓ It is taken back."))

    def print_sheet(self, wanted: Sequence[Voucher]) -> None:
        chosen = [one for one in wanted if one.state == "live"]
        out = usual_file(self.shift, Sentence("vouchers"))
        made = written(out, lambda file: vouchers.print_sheet(self.shift, chosen, file, self.desk.kiosk.paper_words()))
        self.tell(counted("✓ {n} voucher: {file}", "✓ {n} vouchers: {file}", made, file=out))

    def _mark(self, id: str) -> bool:
        """Whether it is in the list."""
        places = [place for place, one in enumerate(self._found) if one.id == id]
        if places:
            self.query_one(Rows).highlighted = places[0]
        return bool(places)

    def scanned(self, keys: str) -> None:
        """A voucher is marked in the list; everything else goes to the counter."""
        found = self.desk.kiosk.resolve(keys)
        if found.kind != "voucher" or not self._mark(found.id):
            super().scanned(keys)
