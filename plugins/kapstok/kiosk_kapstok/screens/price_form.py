"""One category of the price list: what it is called, what it costs, and from which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import Cents, Sentence, Shift, read_amount, read_day
from kiosk_core.tui import Form, Hint, Place, Question, Words

from .. import prices
from ..pricelist import amount
from ..prices import UNITS, Category

NEW = Category("", "", "", "piece", Cents(0), Cents(0), Cents(0))


class PriceFormScreen(Place):
    """Dismissed with what was done (a Sentence), or None."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Category")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A volunteer may ask any price between the lowest and the highest. F4: per piece, per kilo, or typed each time.\n"
        "F8 keeps it from the day that stands there. F7: it is not sold any more from that day on."
    )

    def __init__(self, shift: Shift, one: Category | None, since: date | None = None) -> None:
        """`since`: from when it holds as it stands there; None: it holds now, or is new."""
        super().__init__(shift)
        self._one, self._new, self._since = one or NEW, one is None, since
        self._unit = self._one.unit

    def body(self) -> ComposeResult:
        one, day = self._one, self._since or self.shift.here().day
        title = (
            Sentence("A category that is not in the list yet") if self._new else Sentence("{what}", {"what": one.code})
        )
        yield Words(self.say(title), id="form-title")
        code = (Question("code", Sentence("Code"), Sentence("One word of small letters, for instance hoed.")),)
        yield Form(
            *(code if self._new else ()),
            Question("title", Sentence("Name"), value=one.title),
            Question("price", Sentence("Price"), value=amount(one.price)),
            Question("low", Sentence("Lowest price"), value=amount(one.low)),
            Question("high", Sentence("Highest price"), value=amount(one.high)),
            Question("client", Sentence("Price for clients"), value=amount(one.client), optional=True),
            Question("key", Sentence("Letter on the till"), value=one.key, optional=True),
            Question("account", Sentence("Ledger account"), value=one.account, optional=True),
            Question("since", Sentence("From which day"), value=f"{day:%d/%m/%Y}"),
        )

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Save"), self.keep, main=True)
        yield self.hint("f4", Sentence("{unit}", {"unit": UNITS[self._unit]}), self.next_unit)
        if not self._new:
            yield self.hint("f7", Sentence("Not sold any more"), lambda: self.keep(sold=False))
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def next_unit(self) -> None:
        units = list(UNITS)
        self._unit = units[(units.index(self._unit) + 1) % len(units)]

    def keep(self, sold: bool = True) -> None:
        said = self.query_one(Form).answers()
        since = read_day(said["since"])
        changed = replace(self._typed(said), sold=sold)
        prices.change(self.shift, [changed], since, {})
        what = {"what": changed.title, "day": since}
        self.dismiss(
            Sentence("✓ {what} holds from {day}.", what)
            if sold
            else Sentence("✓ {what} is not sold any more from {day}.", what)
        )

    def _typed(self, said: Mapping[str, str]) -> Category:
        price, low, high = (read_amount(said[name] or "0") for name in ("price", "low", "high"))
        client = read_amount(said["client"]) if said["client"] else None
        return Category(
            said.get("code", self._one.code), said["title"], said["key"].lower(), self._unit, price, low, high, client,
            said["account"], self._one.vat,
        )  # fmt: skip

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish this form first (F8), or leave it (Esc)."))
