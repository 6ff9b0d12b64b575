"""The shop of the campaigns: some clients with half price and clothing credit, some vouchers, an open drawer; and what a
till's book must find in it. A sale whose "paid" was shown is there once; one whose was not is sold once, or still lies there
as it lay, open or put aside; never half paid.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import kiosk_kapstok
from kiosk_kapstok import vouchers

from kiosk_core import Cents
from kiosk_core.care.verification import verify
from kiosk_core.cash.drawers import lies_in
from kiosk_core.drafts import Draft
from kiosk_core.kiosk import Kiosk
from kiosk_core.opening import create_house, open_house
from kiosk_core.registry.households import NewMember
from kiosk_core.registry.volunteers import by_name
from kiosk_core.shift import Shift

from .house import MORNING, PIN, Line, Watch, acts, lost_acts, slips, undone_twice, uninvited

MODULES = (kiosk_kapstok,)
FLOAT, VOUCHERS, WORTH, CLIENTS = Cents(15000), 20, Cents(100000), 10
SETTINGS = {"vat": "outside_scope", "percent": "50", "credit_adult": "1000"}
STEP = timedelta(minutes=20)
"""From one process to the next: a house is killed at most 25 times, within one day of its drawer."""


def moment(n: int) -> datetime:
    """When the n-th process works."""
    return MORNING + n * STEP


def make_house(path: Path) -> None:
    watch = Watch(MORNING - STEP)
    founded = create_house(path, "Campaign", "administrator", PIN, modules=MODULES, clock=watch, pin_cost=1)
    with founded.kiosk as kiosk:
        office = till(kiosk)
        for key, value in SETTINGS.items():
            office.set_setting(f"kapstok.{key}", value)
        for n in range(CLIENTS):
            client = office.register([NewMember(name=f"Client {n}", born="1980-01-01")])
            office.enrol(client, "kapstok", MORNING.date() + timedelta(days=7300))
            office.issue_card(client)
        vouchers.issue(office, WORTH, "gift", count=VOUCHERS)
        office.open_till(FLOAT)


@contextmanager
def opened(path: Path, watch: Watch) -> Iterator[Kiosk]:
    with open_house(path, modules=MODULES, clock=watch) as kiosk:
        yield kiosk


def till(kiosk: Kiosk) -> Shift:
    """The administrator at the only till."""
    who = by_name(kiosk.house, "administrator")
    assert who is not None
    return kiosk.shift(who, project="kapstok")


def wrong(kiosk: Kiosk, book: Sequence[Line], *, acts_before: frozenset[str] = frozenset()) -> list[str]:
    """What is not as the book says, in sentences; nothing when all is well."""
    found = [
        *lost_acts(book, acts(kiosk)), *undone_twice(kiosk), *slips(kiosk, book, "sell"),
        *uninvited(kiosk, book, acts_before, False), *_sales(kiosk, book), *_half_paid(kiosk), *_drawer(kiosk),
    ]  # fmt: skip
    report = verify(kiosk.journal)
    if not report.clean:
        found.append(f"verify: {json.dumps(report.as_json())}")
    return found


@dataclass(slots=True)
class _Sale:
    """What the book says of one sale. `lay`: lines that were seen, and the most that were begun."""

    lay: int = 0
    begun: int = 0
    parked: bool | None = False
    """None: the process died while it was put aside or taken up."""
    paying: bool = False
    paid: Line | None = None
    void: bool | None = False


def _read(book: Sequence[Line]) -> dict[str, _Sale]:
    found: dict[str, _Sale] = {}
    for line in book:
        is_done, said = "done" in line, line.get("done") or line["intent"]
        if "sale" not in said:
            continue
        sale = found.setdefault(said["sale"], _Sale())
        match said["does"]:
            case "lay":
                sale.begun = said["lines"]
                sale.lay = said["lines"] if is_done else sale.lay
            case "park" | "take_up":
                sale.parked = said["does"] == "park" if is_done else None
            case "sell":
                sale.paying, sale.paid = True, said if is_done else None
            case "void":
                sale.void = True if is_done else None
    return found


def _sales(kiosk: Kiosk, book: Sequence[Line]) -> Iterator[str]:
    drafts = {draft.id: draft for draft in till(kiosk).drafts()}
    told = _read(book)
    for id, sale in told.items():
        (times,) = kiosk.house.rows("SELECT count(*) FROM kapstok_sale_all WHERE sale=?", id)[0]
        if times > 1 or (times and id in drafts):
            yield f"{id} was sold {times} times, and lies there: {id in drafts}"
        elif sale.paid is not None:
            yield from _paid(kiosk, id, sale, sale.paid)
        elif times and not sale.paying:
            yield f"{id} was sold, and nobody asked for it"
        elif not times and sale.lay:
            yield from _lies(id, sale, drafts.get(id))
    yield from (f"{id} lies there, and nobody laid it" for id in drafts if id not in told)


def _paid(kiosk: Kiosk, id: str, sale: _Sale, said: Line) -> Iterator[str]:
    """'Paid' was shown: it is there as it was shown, or taken back whole."""
    stands = kiosk.house.number("SELECT count(*) FROM kapstok_sale WHERE sale=?", id)
    moved = {
        means: cents
        for means, cents in kiosk.house.rows(
            "SELECT means, sum(cents) FROM core_money_all WHERE receipt=? AND means<>'rounding' GROUP BY 1",
            said["receipt"],
        )
        if cents
    }
    if moved != said["paid"]:
        yield f"{id}: {said['paid']} was shown as paid, {moved} is there"
    if sale.void is not None and stands != (not sale.void):
        yield f"{id} stands {stands} times; taken back: {sale.void}"


def _lies(id: str, sale: _Sale, draft: Draft | None) -> Iterator[str]:
    if draft is None:
        yield f"{id} was laid, and is gone"
    elif len(draft.body["lines"]) not in (sale.lay, sale.begun):
        yield f"{id} had {sale.lay} lines, {len(draft.body['lines'])} lie there"
    elif sale.parked is not None and draft.parked != sale.parked:
        yield f"{id} lies there put aside: {draft.parked}"


def _half_paid(kiosk: Kiosk) -> Iterator[str]:
    """Goods without their money, money without its goods, a voucher or a credit that differs from what was paid with it."""
    house = kiosk.house
    goods = "SELECT e.act, sum(l.net) FROM kapstok_line_all l JOIN event e ON e.id=l.event GROUP BY 1"
    money = (
        "SELECT e.act, sum(CASE means WHEN 'rounding' THEN -cents ELSE cents END) FROM core_money_all m "
        "JOIN event e ON e.id=m.event GROUP BY 1"
    )
    sold, moved = ({act: cents for act, cents in house.rows(query) if cents} for query in (goods, money))
    yield from (f"half paid: {act}" for act in sold.keys() | moved.keys() if sold.get(act) != moved.get(act))
    for means, query in (("voucher", "kapstok_voucher_used"), ("credit", "kapstok_credit")):
        paid = house.number("SELECT sum(cents) FROM core_money WHERE means=?", means)
        if paid != (used := house.number(f"SELECT sum(cents) FROM {query}")):
            yield f"{paid} was paid with {means}, {used} went off"


def _drawer(kiosk: Kiosk) -> Iterator[str]:
    """Receipt numbers without a gap, none twice; the drawer holds the float and what came in."""
    numbers = [n for (n,) in kiosk.house.rows("SELECT number FROM core_numbered_all WHERE series LIKE 'receipt:%'")]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield f"receipt numbers: {sorted(numbers)}"
    session = till(kiosk).drawer()
    cash = kiosk.house.number("SELECT sum(cents) FROM core_money WHERE means='cash'")
    if session is None or lies_in(kiosk.house, session) != FLOAT + cash:
        yield "the drawer does not hold what came in"
