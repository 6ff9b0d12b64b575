"""Taking back: a sale that was a mistake is voided, goods that come back are returned against their receipt.

Both are new events. A sale is never changed, and a printed Z neither: after the closing only a return is possible, in the
drawer that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk_core import (
    CASH,
    Act,
    Cents,
    Event,
    Here,
    House,
    HouseholdId,
    Kind,
    NotFound,
    NotUnderstood,
    Offer,
    Payment,
    Row,
    Sentence,
    Shift,
    Text,
    Word,
    fact,
    kind,
    moment_of,
    subject,
)

from . import sale, vouchers, ways
from .events import CREDIT_USED, HELPED, LINE, ClientServed, LineBody, Sold, line_columns
from .lines import share
from .on_account import AccountAgreed
from .settings import ShopSettings
from .voucher_events import VoucherRedeemed
from .ways import Budget, Way

REASONS: dict[str, Sentence] = {
    "mistake": Sentence("a mistake at the till"),
    "not_taken": Sentence("not taken along"),
    "too_small": Sentence("does not fit"),
    "damaged": Sentence("a stain or a hole"),
}
RETURNED = fact(
    "kapstok_returned",
    {"sale": "text", "cents": "cents", "way": "text", "reason": "text", "session": "text"},
    indexes=(("sale",), ("day",), ("session",)),
)
"""What was given back for a return, one row per way."""


@kind("kapstok.returned", keep="money", puts=(LINE, RETURNED))
class Returned(Kind):
    """Goods of a sale came back. `lines`: as they were sold, with the place of each on the receipt; amounts in cents.

    `ways`: cents by way, where one way could not take all of it."""

    sale: str = subject()
    lines: list[LineBody]
    reason: Word
    way: Way
    ways: dict[Word, Cents] | None = None
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        for line in self.lines:
            place = line.get(Word("place"))
            yield LINE.row(sale=self.sale, place=place, back=1, session=self.drawer, **line_columns(line, -1))
        cents = sum(int(line.get(Word("net"), 0)) for line in self.lines)
        for way, part in (self.ways or {Word(self.way): Cents(cents)}).items():
            yield RETURNED.row(sale=self.sale, cents=part, way=way, reason=self.reason, session=self.drawer)


@kind("kapstok.client_returned", keep="visits", puts=(HELPED, CREDIT_USED))
class ClientReturned(Kind):
    """What a household's return gives it back of its terms: pieces by category, and cents of its clothing credit."""

    household: HouseholdId = subject(personal=True)
    sale: Word
    helped: dict[Word, int]
    credit: Cents = Cents(0)

    def rows(self, event: Event) -> Iterable[Row]:
        for category, pieces in self.helped.items():
            yield HELPED.row(household=self.household, category=category, pieces=-pieces, sale=self.sale)
        if self.credit:
            yield CREDIT_USED.row(household=self.household, cents=-self.credit, sale=self.sale)


@dataclass(frozen=True, slots=True)
class Bought:
    """A sale as its receipt says. `back`: pieces that came back already, by place (1, 2, 3 ...)."""

    act: Act
    id: str
    at: datetime
    lines: Sequence[Mapping[str, Any]]
    back: Mapping[int, int]
    given: Mapping[str, int]
    """cents that were given back, by way."""

    @property
    def day(self) -> date:
        """On which it was sold, here."""
        return self.act.events[0].day

    def budget(self, rules: ShopSettings) -> Budget:
        """By which ways what is left of it may go back."""
        whole = sum(int(line["net"]) for line in self.lines)
        return Budget(ways.paid_by(self.act, whole), self.given, rules.voucher_cash)

    def left(self, place: int) -> int:
        """Pieces that can still come back; what was weighed is one."""
        sold = int(self.lines[place - 1]["pieces"])
        return max(sold, 1) - self.back.get(place, 0)

    def worth(self, place: int, pieces: int) -> LineBody:
        """Gross, discount, terms and net of that many more of the line, cents: after the last one exactly all came back."""
        line, before = self.lines[place - 1], self.back.get(place, 0)
        whole = max(line["pieces"], 1)
        gross, discount, terms = (
            share(line[name], before + pieces, whole) - share(line[name], before, whole)
            for name in ("gross", "discount", "terms")
        )
        amounts = {"gross": gross, "discount": discount, "terms": terms, "net": gross - discount - terms}
        return {Word(name): cents for name, cents in amounts.items()}


def find(shift: Shift, typed: str) -> Bought:
    """By the number of its receipt, or by its QR. Raises NotFound: no receipt; NotUnderstood: it was voided, is a return, or
    of another project.

    Indexes core_money_all(receipt), kapstok_sale(sale), kapstok_line(sale, place), kapstok_returned(sale)."""
    scanned, act = shift.kiosk.resolve(typed), None
    if scanned.kind == "receipt" and scanned.owner == "kapstok":
        row = shift.house.one("SELECT event FROM kapstok_sale_all WHERE sale=?", scanned.id)
        act = shift.kiosk.act(shift.kiosk.event_id(row[0])) if row else None
    else:
        act = _by_number(shift, typed[:40].strip())
    sold = next((event for event in act.events if event.kind == Sold.KIND), None) if act else None
    if act is not None and any(event.kind == Returned.KIND for event in act.events):
        raise NotUnderstood(why=Sentence("this receipt is of goods that came back, not of a sale."))
    if act is not None and sold is None and (project := _elsewhere(shift, act)):
        raise NotUnderstood(
            why=Sentence(
                "receipt {receipt} is of another project ({project}): it is undone there.",
                {"receipt": act.receipt, "project": project},
            )
        )
    if act is None or sold is None:
        raise NotFound(what=Sentence("Receipt {receipt}", {"receipt": typed.strip()[:40]}))
    if not shift.house.one("SELECT 1 FROM kapstok_sale WHERE sale=?", sold.subject):
        raise NotUnderstood(why=Sentence("this sale was voided."))
    return _read(shift.house, act, sold)


def _by_number(shift: Shift, typed: str) -> Act | None:
    """By its number as the core reads it. Its last digits mean what may still come back here rather than something older, or
    of another project, whose number is just these: then the newest sale that ends so. Index core_money(counter, day)."""
    found, here = None, shift.here()
    with suppress(NotFound):
        found = shift.kiosk.receipt(typed)
    since = here.day - timedelta(days=shift.house.settings(ShopSettings, here.day).return_days)
    meant = found and found.events[0].day >= since and any(event.kind == Sold.KIND for event in found.events)
    if meant or not (typed.isascii() and typed.isdigit()):
        return found
    newest = shift.house.one(
        "SELECT receipt FROM core_money WHERE counter IN (SELECT subject FROM core_counter) AND day>=? AND purpose=? "
        "AND means<>'rounding' AND cents>0 AND receipt LIKE ? ORDER BY day DESC, event DESC LIMIT 1",
        str(since), sale.PURPOSE, f"%{typed}",
    )  # fmt: skip
    return shift.kiosk.receipt(newest[0].partition("-")[2]) if newest else found


def _elsewhere(shift: Shift, act: Act) -> Text | None:
    """What the project is called whose money it is; None: the shop's own."""
    projects = shift.kiosk.plugins.projects
    names = [event.fields["project"] for event in act.events if event.kind == "core.money_moved"]
    other = next((name for name in names if name != "kapstok"), None)
    return projects[other].title if other in projects else other


def _read(house: House, act: Act, sold: Event) -> Bought:
    back = house.rows(
        "SELECT place, sum(CASE WHEN grams<0 THEN 1 ELSE -pieces END) FROM kapstok_line WHERE sale=? AND back=1 GROUP BY place",
        sold.subject,
    )
    given = house.rows("SELECT way, sum(cents) FROM kapstok_returned WHERE sale=? GROUP BY way", sold.subject)
    return Bought(act, sold.subject, moment_of(sold.at), sold.fields["lines"], dict(back), dict(given))


def read_places(bought: Bought, typed: Sequence[str]) -> dict[int, int] | None:
    """'2' (all that is left of line 2) or '2:1' (one piece of it) each; nothing typed: None. Raises NotUnderstood."""
    found = {}
    for text in typed:
        place, _, pieces = text.partition(":")
        if (
            not (place.isascii() and place.isdigit() and (pieces or "1").isascii() and (pieces or "1").isdigit())
            or len(text) > 8
        ):
            raise NotUnderstood(why=Sentence("a line of the receipt looks like 2, or 2:1."))
        inside = 1 <= int(place) <= len(bought.lines)
        found[int(place)] = int(pieces) if pieces else bought.left(int(place)) if inside else 1
    return found or None


def void(shift: Shift, typed: str, reason: str) -> Act:
    """The sale was a mistake: it is taken back whole, and its number stays taken.

    Raises NotAllowed (a volunteer after some minutes), NotFound, NotUnderstood (no reason), CannotUndo (goods came back
    already), TooLate: its drawer was counted; then goods can only be returned."""
    code, note = vouchers.said(reason, REASONS)
    bought = find(shift, typed)
    named = _whose(shift.house, bought) or any(event.kind == AccountAgreed.KIND for event in bought.act.events)
    wordless = _served(bought) is None and bool(named)  # the core keeps no words with it
    return shift.undo(
        bought.act.id,
        code if code in ("mistake", "not_taken") else "other",
        note or (None if wordless else code),
    )


def give_back(
    shift: Shift, typed: str, reason: str, way: Way = "cash", wanted: Mapping[int, int] | None = None
) -> tuple[Act, vouchers.Voucher | None]:
    """Goods come back. `wanted`: pieces by place on the receipt; None: all that is left. The act, and the voucher that was
    given for it.

    Raises NotAllowed (a volunteer after some minutes), NotFound, NotUnderstood (too late, nothing left, not paid that way),
    and what Shift.record raises."""
    code, note = vouchers.said(reason, REASONS)
    bought, here = find(shift, typed), shift.here()
    if (right := later(shift.house, bought.at, here)) is not None:
        shift.require(right)
    shift.bar_own(*_whose(shift.house, bought))
    rules = shift.house.settings(ShopSettings, here.day)
    if here.day - bought.day > timedelta(days=rules.return_days):
        raise NotUnderstood(why=Sentence("goods can be returned for {n} days.", {"n": rules.return_days}))
    wanted = wanted or {place: left for place in range(1, len(bought.lines) + 1) if (left := bought.left(place))}
    lines = _lines(bought, wanted)
    due = Cents(-sum(int(line[Word("net")]) for line in lines))
    budget, served = bought.budget(rules), _served(bought)
    parts = ways.split(budget, way, -due)
    payments = _payments(shift, due, parts) if due else []
    out = {payment.means: Cents(-payment.cents) for payment in payments}
    several = {Word(one): cents for one, cents in parts.items()} if len(parts) > 1 else None
    drafts: list[Any] = [Returned(sale=bought.id, lines=lines, reason=Word(code), way=way, ways=several)]
    drafts += _of_client(bought, wanted, out.get("credit", 0))
    made: list[str] = []
    if worth := out.get("voucher"):
        until = _until(shift.house, bought, here.day) if budget.was_voucher(parts["voucher"]) else None
        client = shift.house.household(served.subject, here.day) if served else None
        draft, made = vouchers.drafted(shift, worth, "returned", until=until, client=client)
        drafts.append(draft)
    drafts += vouchers.noted(bought.id, "returned", note, str(served.subject) if served else None)
    offer = Offer(
        Sentence("Return"), tuple(drafts), due=due, purpose=sale.PURPOSE, asks=True, guard=_guard(bought, wanted)
    )
    act = shift.record(shift.decide(None, sale.SALE).bind(offer), payments)
    return act, vouchers.by_id(shift.house, made[0], here.day) if made else None


def _payments(shift: Shift, due: Cents, parts: Mapping[Way, Cents]) -> list[Payment]:
    """What goes out. Coins as the law rounds them; where the house rounds every total, the first part takes the difference."""
    last = CASH if CASH in parts else next(iter(parts))
    others = [Payment(way, Cents(-cents)) for way, cents in parts.items() if way != last]
    asked = shift.still_to_pay(due, sale.PURPOSE, others)
    return [*others, Payment(last, asked.cash if last == CASH else asked.exact)]


def _until(house: House, bought: Bought, day: date) -> date:
    """The last day of the vouchers that paid for it, today at least: who brings goods back gains no time."""
    paid = [event.subject for event in bought.act.events if event.kind == VoucherRedeemed.KIND]
    return max([day, *(one.until for id in paid if (one := vouchers.by_id(house, id, day)))])


def _whose(house: House, bought: Bought) -> list[str]:
    """Households and persons that the sale names, as the client of its terms or of its money. Index core_money(receipt)."""
    served = _served(bought)
    money = house.rows("SELECT client FROM core_money WHERE receipt=? AND client IS NOT NULL", bought.act.receipt)
    return [*([str(served.subject)] if served else []), *(client for (client,) in money)]


def price_of(act: Act) -> Cents:
    """What the goods cost that came back in it."""
    lines = (line for event in act.events if event.kind == Returned.KIND for line in event.fields["lines"])
    return Cents(sum(int(line["net"]) for line in lines))


def went_several_ways(act: Act) -> bool:
    """Whether one way could not take all that was given back in it."""
    return any(event.fields.get("ways") for event in act.events if event.kind == Returned.KIND)


def later(house: House, at: datetime, here: Here) -> str | None:
    """The right that it takes to take back what was sold or returned at that UTC moment; None: in the first minutes
    whoever serves."""
    alone = timedelta(minutes=house.settings(ShopSettings, here.day).alone_minutes)
    return "lead" if here.at - at > alone else None


def _guard(bought: Bought, wanted: Mapping[int, int]) -> Callable[[House], Sentence | None]:
    """Under the lock: nothing of this sale went back since it was read, for what goes out was computed from that."""

    def guard(house: House) -> Sentence | None:
        sold = next(event for event in bought.act.events if event.kind == Sold.KIND)
        now = _read(house, bought.act, sold)
        gone = not house.one("SELECT 1 FROM kapstok_sale WHERE sale=?", bought.id)
        if gone or any(now.left(place) < pieces for place, pieces in wanted.items()):
            return Sentence("this came back already.")
        if now.back != bought.back or now.given != bought.given:
            return Sentence("something else of this sale came back.")
        return None

    return guard


def _lines(bought: Bought, wanted: Mapping[int, int]) -> list[LineBody]:
    """What comes back, each amount in proportion, so that in the end exactly the whole line came back."""
    if not wanted or not any(wanted.values()):
        raise NotUnderstood(why=Sentence("everything of this sale came back already."))
    found = []
    for place, pieces in sorted(wanted.items()):
        if not 1 <= place <= len(bought.lines) or not 0 < pieces <= bought.left(place):
            raise NotUnderstood(why=Sentence("that many pieces do not stand on line {n} of the receipt.", {"n": place}))
        line, part = bought.lines[place - 1], bought.worth(place, pieces)
        part |= {Word("pieces"): pieces if line["pieces"] else 0, Word("grams"): line["grams"], Word("place"): place}
        part |= {Word(name): Word(line[name]) for name in ("category", "vat", "account")}
        found.append(part)
    return found


def _served(bought: Bought) -> Event | None:
    """That a client's terms held in it; None: nobody's, or somebody's who was forgotten."""
    served = next((event for event in bought.act.events if event.kind == ClientServed.KIND), None)
    return None if served is None or served.torn else served


def _of_client(bought: Bought, wanted: Mapping[int, int], credit: int) -> list[ClientReturned]:
    """Pieces above the most come back first; then those for which the terms held."""
    served = _served(bought)
    if served is None:
        return []
    helped: dict[Word, int] = {}
    for category, pieces in served.fields["helped"].items():
        places = [n for n, line in enumerate(bought.lines, 1) if line["category"] == category]
        usual = sum(bought.lines[n - 1]["pieces"] for n in places) - pieces
        before = sum(bought.back.get(n, 0) for n in places)
        after = before + sum(wanted.get(n, 0) for n in places)
        if back := max(after - usual, 0) - max(before - usual, 0):
            helped[Word(category)] = back
    if not helped and not credit:
        return []
    return [
        ClientReturned(household=HouseholdId(served.subject), sale=Word(bought.id), helped=helped, credit=Cents(credit))
    ]
