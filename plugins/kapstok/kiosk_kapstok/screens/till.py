"""The till: what is sold, for whom, and what it comes to. Paying opens from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from kiosk_core import (
    Cents,
    KioskError,
    Money,
    NotUnderstood,
    Sentence,
    Shift,
    Text,
    counted,
    read_amount,
    unscramble,
)
from kiosk_core.tui import Hint, Torn, Words

from .. import aside, prices, sale, terms, vouchers
from ..lines import Wanted
from ..paying import Paid, Tendered, said, said_paid
from ..sale import Sale
from .basket import Basket
from .client_band import ClientBand
from .field import TillField
from .goods import Goods
from .put_aside import PutAside
from .torn import Pressed, TornLetters
from .total import Total

HOW_MANY, TYPED = Sentence("How many"), Sentence("pieces, weight or amount")
CLOSED = Sentence("The till is not open yet: F10, then choose the till.")


class TillScreen(PutAside):
    CSS_PATH = Path(__file__).with_name("till.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "press('tab')", show=False)]
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the letter of what is sold. First a number for more pieces: 3 K. For a kilo price first the weight: 2,4 W.\n"
        "A label can be scanned, and the client's card at any moment: the prices follow, and the line says why.\n\n"
        "Enter: pay. Delete takes the marked line away; the arrows mark another one.\n"
        "F5 and F6 change the marked line: first type the price or the discount.\n"
        "F8 puts the sale aside; it also comes back by itself after a power cut."
    )

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__(shift)
        self.sale: Sale | None = None
        self._paid: Paid | None = None
        """What was sold last, until something new begins."""
        self._letters = TornLetters()
        self._shown: list[prices.Category] = []
        """The goods as they stand there, read when the till was painted: a letter is what is seen."""

    # ---- what is on it ----

    def body(self) -> ComposeResult:
        yield ClientBand()
        with Horizontal(id="middle"):
            with VerticalScroll(id="left", can_focus=False):
                yield Goods()
            with Vertical(id="right"):
                yield Basket()
                with Horizontal(id="sum"):
                    yield Words(id="sum-label")
                    yield Total(id="total")
        with Horizontal(id="typing"):
            yield Words(self.say(HOW_MANY), id="typing-label")
            yield TillField(id="typed", placeholder=self.say(TYPED))

    def on_mount(self) -> None:
        self.query_one("#typed").focus()
        self.attempt(self.begin)

    def begin(self) -> None:
        """With the sale that was open when the power went, if there was one. What cannot be taken up waits aside."""
        self.sale, told = aside.open_one(self.shift)
        if self.sale.paid:
            self.tell(said_paid(self.sale))
        elif told.template:
            self.tell(told)
        self.paint()
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """The drawer may have been opened or closed since the till was left, and one of an earlier day takes nothing."""
        session = self.shift.drawer()
        closed = self.shift.has_drawer and (session is None or session.day < self.shift.here().day)
        if self.sale is not None and (closed or self.message == self.say(CLOSED)):
            self.tell(CLOSED if closed else "")

    def leave(self) -> None:
        """What is said here holds no longer once somebody comes back: it may be put right meanwhile."""
        self.tell("")
        super().leave()

    def hints(self) -> Iterable[Hint]:
        if self.sale is not None:
            yield from self._hints_of(self.sale)
        yield Hint("escape", "", self.empty_field)
        yield self.hint("f12", Sentence("Other volunteer"), self.desk.another, seldom=True)
        yield self.hint("f10", Sentence("Menu"), self.leave)

    def _hints_of(self, at_hand: Sale) -> Iterable[Hint]:
        if at_hand.waits:
            yield self.hint("f7", Sentence("Yes, these terms hold"), self.confirm, main=True)
        if at_hand.lines:
            yield self.hint("enter", Sentence("Pay"), self.pay, main=True)
            yield self.hint("f5", Sentence("Other price"), self.other_price)
            yield self.hint("f6", Sentence("Discount"), self.discount)
            yield self.hint("delete", Sentence("Line away"), self.take_line_away)
            yield self.hint("f8", Sentence("Put this aside"), self.park)
            yield Hint("up", "", lambda: self._basket.action_cursor_up())
            yield Hint("down", "", lambda: self._basket.action_cursor_down())
        else:
            yield from self.slip_hints(open_offer=False)
        if waiting := sum(draft.parked for draft in self.shift.drafts()):
            yield self.hint("f4", counted("{n} put aside", "{n} put aside", waiting), self.resume)
        if at_hand.client is None:
            yield self.hint("f3", Sentence("Client by name"), self.find)
        else:
            yield self.hint("f3", Sentence("Without the card"), self.nobody)
        if self.desk.project_screens("counter"):
            yield self.hint("tab", Sentence("More"), lambda: self.desk.open("more:MoreScreen", self.shift))

    @property
    def _basket(self) -> Basket:
        return self.query_one(Basket)

    @property
    def _field(self) -> TillField:
        return self.query_one("#typed", TillField)

    @property
    def open(self) -> Sale:
        """The sale at hand; one that could not begin before begins now. Raises as `begin`."""
        if self.sale is None:
            self.begin()
        assert self.sale is not None  # else it raised
        return self.sale

    def is_free(self) -> bool:
        """Not while the change of the last sale stands there."""
        return self._paid is None and super().is_free()

    # ---- lines ----

    def on_till_field_letter(self, event: TillField.Letter) -> None:
        event.stop()
        self.attempt(lambda: self.by_letter(event.letter, event.typed))

    def on_torn(self, event: Torn) -> None:
        """Letters of a card were taken for goods: the till is as it was before them."""
        event.stop()
        if (first := self._letters.torn(event.letters, self.desk.now)) is not None:
            self.change(first.before)
            self._field.take()
            self._field.put_back(first.typed)

    def on_goods_chosen(self, event: Goods.Chosen) -> None:
        event.stop()
        self.attempt(lambda: self.add(event.code, self._field.take()))

    def by_letter(self, letter: str, typed: str) -> None:
        """Goods, unless the letter turns out to be a card's."""
        if not self._letters.are_goods(Pressed(letter, typed, self.open, self.desk.now)):
            self._field.put_back(typed)
            return
        code = next((one.code for one in self._shown if one.key == letter), None)
        if code is not None:
            self.add(code, typed)
        else:
            self._field.put_back(typed, wrong=True)
            self.tell(Sentence("No category has the letter {letter}.", {"letter": letter.upper()}))

    def add(self, code: str, typed: str) -> None:
        """One more line, with the number that was typed: pieces, a weight, or the price of what has none."""
        try:
            self._add(sale.by_number(self.shift, code, typed))
        except KioskError:
            self._field.put_back(typed, wrong=True)
            raise

    def _add(self, wanted: Wanted) -> None:
        before = self.open.wanted
        last = before[-1] if before else None
        if (
            last is not None
            and wanted == replace(last, pieces=wanted.pieces)
            and not wanted.grams
            and wanted.price is None
        ):
            before, wanted = before[:-1], replace(wanted, pieces=last.pieces + wanted.pieces)
        self._put([*before, wanted], mark=len(before))

    def _put(self, wanted: Sequence[Wanted], mark: int) -> None:
        self.change(sale.with_lines(self.shift, self.open, wanted))
        if self.open.lines:
            self._basket.highlighted = min(mark, len(self.open.lines) - 1)

    def change(self, changed: Sale) -> None:
        """Another state of the sale at hand, on disk before it is painted."""
        if changed.lines or changed.client:
            sale.keep(self.shift, changed)
        elif self.open.lines or self.open.client:
            self.shift.drop_draft(changed.id)
        self._show(changed)

    def _show(self, at_hand: Sale) -> None:
        self.sale, self._paid, self.last_act = at_hand, None, None
        self.tell("")
        self.paint()

    @property
    def _marked(self) -> int:
        return self._basket.highlighted or 0

    def take_line_away(self) -> None:
        """With one key; the last one of a sale that was put aside says why, for nothing is left of it."""
        at_hand, mark = self.open, self._marked
        if len(at_hand.lines) == 1 and at_hand.paid:
            raise NotUnderstood(
                why=Sentence("a part of this is paid: press Enter, then Delete, and give it back first.")
            )
        if len(at_hand.lines) == 1 and aside.was_put_aside(self.shift, at_hand):
            from .which import ask_why_dropped

            ask_why_dropped(self, self._drop)
            return
        self.change(aside.take_away(self.shift, at_hand, mark))
        self._basket.highlighted = max(mark - 1, 0) if self.open.lines else None

    def _drop(self, reason: str) -> None:
        self.shift.drop_aside(self.open.id, reason)
        self._show(sale.begin(self.shift))
        self.tell(Sentence("✓ It is dropped."))

    def other_price(self) -> None:
        if not self._field.value.strip():
            raise NotUnderstood(why=Sentence("type the price first, for instance 1,50."))
        try:
            self._change_marked(replace(self.open.wanted[self._marked], price=read_amount(self._field.value)))
        except KioskError:
            self._field.select_all()
            raise
        self._field.take()

    def discount(self) -> None:
        from .discount import DiscountScreen

        def chosen(said: object) -> None:
            if isinstance(said, Wanted):
                self.attempt(lambda: self._change_marked(said))

        self.app.push_screen(DiscountScreen(self.shift, self.open.lines[self._marked], self._field.take()), chosen)

    def _change_marked(self, wanted: Wanted) -> None:
        lines = list(self.open.wanted)
        lines[self._marked] = wanted
        self._put(lines, mark=self._marked)

    def empty_field(self) -> None:
        self._field.take()
        self.tell("")

    # ---- who it is for ----

    def scanned(self, keys: str) -> None:
        """A client's card, or an article label."""
        found = self.desk.kiosk.resolve(keys)
        label = unscramble(keys) or found.code
        if found.kind == "voucher":
            self.voucher(found.code)
        elif found.kind == "receipt" and found.owner == "kapstok":
            self.take_back(found.code)
        elif found.kind == "card":
            self.take_client(self.shift.scan(keys, terms.TERMS))
        elif label and (known := self._labelled(label, self._field.take())):
            self.add(*known)
            # Two pieces with the same label are two: what is one scan of a card would be a piece that nobody pays.
            self.desk.forget_scan()
        elif (other := self.desk.kiosk.plugins.projects.get(found.owner or "")) is not None and other.name != "kapstok":
            self.turn_away(
                Sentence("This is of another project: {project}. The sale can go on.", {"project": other.title})
            )
        else:
            unknown = Sentence("This label is not in the price list: choose a category.")
            stranger = Sentence("This is no card, label or voucher of ours. The sale can go on.")
            self.turn_away(unknown if label.isdigit() else stranger)

    def _labelled(self, label: str, typed: str) -> tuple[str, str] | None:
        """(label, pieces typed before it). Digits that a stall tore off it stand in the field: then they belong to it."""
        both = ((label, typed), (typed + label, ""))
        sold = {one.code for one in prices.categories(self.shift.house, self.shift.here().day)}
        return next((one for one in both if (prices.labelled(self.shift.house, one[0]) or ("",))[0] in sold), None)

    def voucher(self, code: str) -> None:
        """It pays what lies there already; with nothing there it says what it is worth."""
        known = vouchers.one(self.shift, code)
        if self.open.lines and known.state == "live":
            self.pay(Tendered("voucher", None, code))
        else:
            self.tell(known.says)

    def take_back(self, code: str) -> None:
        """The sale at hand stays as it is meanwhile. Raises NotAllowed: money goes out."""
        from .back import BackScreen

        self.shift.require("give_back")

        def done(said: object) -> None:
            if isinstance(said, Sentence):
                self._paid = None
                self.paint()
                self.tell(said)

        self.app.push_screen(BackScreen(self.shift, code), done)

    # ---- paying ----

    def pay(self, first: Tendered | None = None) -> None:
        from .pay import PayScreen

        sale.offer(self.shift, self.open, Cents(0))
        self.tell("")  # what stood in the way of it is past
        self._field.take()  # a number that stays there would be pieces of the next customer's
        self.app.push_screen(PayScreen(self.shift, self.open, queued=self.translate, first=first), self._after)

    def _after(self, paid: object) -> None:
        match paid:
            case Paid():
                service = paid.sale.verdict.visit.service.code if paid.sale.verdict.visit else ""
                self.sale, self._paid = sale.begin(self.shift), paid
                self.last_act, self.slip_language = (paid.act.id, service, True), ""
                self.paint()
                self.tell(said(paid, self.shift.house))
                # A slip is composed in a thread of this process: what is painted does not wait for it.
                self.call_after_refresh(self.desk.paper.wake)
            case Sale():
                self._show(paid)
                if paid.paid:
                    self.tell(said_paid(paid))
            case KioskError() if aside.forgot_paid(self.shift, self.open.id):
                self.sale = sale.begin(self.shift)
                self.paint()
                self.tell(Sentence("This sale was paid already. Nothing was recorded twice."))
            case KioskError():
                self.attempt(self._look_again)
                self.failed(paid)

    def _look_again(self) -> None:
        """Something changed meanwhile: the sale as it stands now, its terms asked anew."""
        client = self.open.client
        if client is not None:
            self.change(sale.with_client(self.shift, self.open, self.shift.decide(client, terms.TERMS)))
        else:
            self.change(sale.of_today(self.shift, self.open))

    # ---- painting ----

    def show_glances(self, said: str) -> None:
        self._basket.when_empty(said)

    def on_resize(self) -> None:
        if self.sale is not None:
            self.paint()

    def say_anew(self) -> None:
        super().say_anew()
        self.query_one(Goods).refresh()
        if self.sale is not None:
            self.paint()

    def paint(self) -> None:
        free = sale.is_free(self.shift)
        self._shown = prices.categories(self.shift.house, self.shift.here().day)
        self.query_one(Goods).show([replace(one, price=Cents(0)) if free else one for one in self._shown])
        self._basket.show(self.open.lines)
        label, much = self._sum(free)
        self.query_one("#sum-label", Words).put(self.say(label))
        self.query_one(Total).show(self.say(much))
        self.paint_client()
        self.refresh_hints()

    def _sum(self, free: bool) -> tuple[Sentence, Text]:
        """What stands in large digits, and what that is. `free`: pieces instead of prices."""
        if free:
            return Sentence("Pieces"), str((self._paid.sale if self._paid else self.open).pieces)
        if self._paid is not None:
            return Sentence("Give back"), Sentence("{amount}", {"amount": Money(self._paid.change)})
        return Sentence("To pay"), Sentence("{amount}", {"amount": Money(self.open.total)})
