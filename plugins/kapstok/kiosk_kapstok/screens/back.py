"""A receipt that was scanned: goods come back, or the sale was a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Cents, Money, Sentence, Shift, Word, weight
from kiosk_core.tui import Hint, Place, Words, called, plain

from .. import paying, prices, returns
from ..returns import REASONS
from ..settings import ShopSettings
from ..ways import Way
from .why import ask_why

WAYS: tuple[tuple[str, Way, Sentence], ...] = (
    ("f5", "cash", Sentence("Back in cash")),
    ("f6", "voucher", Sentence("As a voucher")),
    ("f7", "credit", Sentence("To the credit")),
    ("f9", "account", Sentence("Off the account")),
)


class BackScreen(Place):
    """Dismissed with what the volunteer does now (a Sentence), or None."""

    CSS_PATH = Path(__file__).with_name("back.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Take back")
    GUIDE: ClassVar[Sentence] = Sentence(
        "One line of the receipt is marked with the arrows; Enter marks it to come back, or not. F2: one piece less of it.\n"
        "F5, F6, F7 and F9: how it is given back. F4 says why: press a digit, or type it in a few words.\n"
        "F8 voids the whole sale. It asks why first."
    )

    def __init__(self, shift: Shift, typed: str) -> None:
        """Raises what `returns.find` raises."""
        super().__init__(shift)
        self._typed, self._bought = typed, returns.find(shift, typed)
        self._budget = self._bought.budget(shift.house.settings(ShopSettings, shift.here().day))
        self._chosen: dict[int, int] = {}
        """Pieces that come back, by place on the receipt."""
        self._reason = "too_small"

    def body(self) -> ComposeResult:
        with Vertical(id="sold"):
            title = Sentence("Receipt {receipt}: what comes back?", {"receipt": self._bought.act.receipt or "-"})
            yield Words(self.say(title), id="sold-title")
            yield OptionList(markup=False)
            yield Words(id="coming")
            yield Words(id="reason")

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.focus()
        self.paint()
        listed.highlighted = 0

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Comes back, or not"), self.mark)
        if self._chosen.get(self._place, 0) > 1:
            yield self.hint("f2", Sentence("One piece less"), self.one_less)
        for key, way, text in WAYS:
            # What cost nothing comes back as if in coins; a way by which nothing of it was paid only refuses.
            if self._chosen and (self._budget.left(way) or (way == "cash" and not self._coming)):
                yield self.hint(key, text, lambda way=way: self.give_back(way), main=way == "cash")  # type: ignore[misc] # bound now
        yield self.hint(
            "f4", Sentence("Another reason"), lambda: ask_why(self, Sentence("Why does it come back?"), self.because)
        )
        yield self.hint(
            "f8", Sentence("Void the sale"), lambda: ask_why(self, Sentence("Why is it voided?"), self.void)
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.mark)

    @property
    def _place(self) -> int:
        return (self.query_one(OptionList).highlighted or 0) + 1

    def mark(self) -> None:
        """All that is left of the line, or none of it."""
        if self._chosen.pop(self._place, 0) == 0 and (left := self._bought.left(self._place)):
            self._chosen[self._place] = left
        self.paint()

    def one_less(self) -> None:
        self._chosen[self._place] -= 1
        self.paint()

    def because(self, reason: str) -> None:
        self._reason = reason
        self.paint()

    def give_back(self, way: Way) -> None:
        act, made = returns.give_back(self.shift, self._typed, self._reason, way, self._chosen)
        self.desk.paper.wake()
        coins = Cents(-paying.in_coins(act))
        said = {
            "coins": Money(coins),
            "number": made.number if made else "",
            "amount": Money(made.cents if made else coins),
        }
        if made is not None and coins:
            self.dismiss(Sentence("✓ Taken back. Give back {coins}. Voucher {number}: {amount}.", said))
        elif made is not None:
            self.dismiss(Sentence("✓ Taken back. Voucher {number}: {amount}.", said))
        elif coins and returns.went_several_ways(act):
            self.dismiss(Sentence("✓ Taken back. Give back {amount}. The rest goes back as it was paid.", said))
        elif coins or way == "cash":
            self.dismiss(Sentence("✓ Taken back. Give back {amount}.", said))
        else:
            self.dismiss(Sentence("✓ The goods are taken back."))

    def void(self, reason: str) -> None:
        returns.void(self.shift, self._typed, reason)
        back = ", ".join(self._paid_by(*part) for part in paying.in_money(self._bought.act))
        said = (
            Sentence("✓ The sale is void. Give back {amount}.", {"amount": back})
            if back
            else Sentence("✓ The sale is void.")
        )
        self.dismiss(said)

    def _paid_by(self, name: str, cents: Cents) -> str:
        """'€4.00', 'Bancontact €3.00': what goes back on the terminal is said by name."""
        amount = self.say(Sentence("{amount}", {"amount": Money(cents)}))
        return f"{called(name)} {amount}" if name else amount

    def say_anew(self) -> None:
        super().say_anew()
        self.paint()

    def paint(self) -> None:
        listed = self.query_one(OptionList)
        at = listed.highlighted
        listed.clear_options()
        day = self._bought.act.events[0].day
        for place, line in enumerate(self._bought.lines, 1):
            title = prices.title(self.shift.house, line["category"], day)
            left = self._bought.left(place)
            box = "✓" if place in self._chosen else "·" if left else "–"
            part = self._part(line, self._chosen.get(place, left))
            price = self.say(Sentence("{amount}", {"amount": self._worth(place, self._chosen.get(place, left))}))
            listed.add_option(Option(plain(f" {box} {part:>7} {title:<30.30} {price:>10}")))
        listed.highlighted = at
        self.query_one("#reason", Words).put(
            self.say(Sentence("Reason: {reason}", {"reason": REASONS.get(self._reason, self._reason)}))
        )
        coming = {"amount": Money(self._coming)}
        back = self.say(Sentence("Comes back: {amount}", coming)) if self._chosen else ""
        self.query_one("#coming", Words).put(back)
        self.refresh_hints()

    @property
    def _coming(self) -> Cents:
        """What all that comes back was sold for."""
        return Cents(sum(self._worth(*one).cents for one in self._chosen.items()))

    def _worth(self, place: int, pieces: int) -> Money:
        return Money(Cents(int(self._bought.worth(place, pieces)[Word("net")])))

    def _part(self, line: Mapping[str, Any], some: int) -> str:
        """'2.4 kg', '3 ×', '1/3 ×': how many of the pieces that were sold."""
        if line["grams"]:
            return self.say(weight(line["grams"]))
        return f"{some} ×" if some == line["pieces"] else f"{some}/{line['pieces']} ×"

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("First leave this receipt (Esc), then scan."))
