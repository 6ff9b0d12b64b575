"""What an enrolled client gets in the shop: a percentage, client prices, clothing credit, and for how many pieces.

gather reads, judge says it at the till, and `apply` puts it on the lines; both are pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kiosk_core import (
    Cents,
    Client,
    Finding,
    House,
    Money,
    NotUnderstood,
    Period,
    Sentence,
    Severity,
    counted,
    month_of,
    read_amount,
)

from .lines import Line, share
from .settings import ShopSettings

TERMS = "kapstok.terms"
"""The service whose verdict says whether they hold for a client."""
PERCENT, CREDIT = "kapstok.percent", "kapstok.credit"
"""Terms of an enrolment: its own percentage, its own credit per season."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Of one household on one day."""

    free: bool
    """The free shop: pieces instead of prices."""
    percent: int
    client_prices: bool
    credit: Cents
    """cents granted this season, 0 for none."""
    used: Cents
    season: Period
    most: Mapping[str, int]
    """Category -> pieces for which the terms still hold."""
    visits: int
    """Free shop: visits that are left this month."""
    until: date
    """The last day of that month."""

    @property
    def credit_left(self) -> Cents:
        return Cents(max(self.credit - self.used, 0))


def gather(house: House, client: Client, day: date) -> Terms:
    """What came back counts in the season or period of its sale.

    Indexes kapstok_credit(household, day), kapstok_helped(household, category, day), core_served(client, service,
    day), core_enrolment."""
    rules, household = house.settings(ShopSettings, day), client.household or ""
    enrolled = house.enrolment(household, "kapstok", day)
    own = enrolled.terms if enrolled else {}
    when, month = season(rules, day), month_of(day)
    used = house.number(
        "SELECT sum(cents) FROM kapstok_credit WHERE household=?1 AND sale IN (SELECT sale FROM kapstok_credit "
        "WHERE household=?1 AND day BETWEEN ?2 AND ?3 AND cents>0)", household, *when.days,
    )  # fmt: skip
    here = house.number(
        "SELECT count(*) FROM core_served WHERE service=? AND client=? AND day BETWEEN ? AND ?",
        TERMS,
        household,
        *month.days,
    )
    visits = rules.free_visits_large if client.size >= rules.large_from else rules.free_visits
    return Terms(
        rules.mode == "free", _number(own.get(PERCENT), rules.percent), rules.client_prices, _granted(rules, client, day, own),
        Cents(used), when, _left(house, rules, client, day), max(visits - here, 0), month.last,
    )  # fmt: skip


def _granted(rules: ShopSettings, client: Client, day: date, own: Mapping[str, object]) -> Cents:
    try:
        return read_amount(str(own[CREDIT]))
    except (KeyError, NotUnderstood):
        young = sum(m.birth is not None and m.birth.age(day) < rules.child_until for m in client.members)
        return Cents(rules.credit_child * young + rules.credit_adult * (client.size - young))


def _number(typed: object, usual: int) -> int:
    said = str(typed or "")
    return min(int(said), 100) if said.isascii() and said.isdigit() else usual


def _left(house: House, rules: ShopSettings, client: Client, day: date) -> dict[str, int]:
    within = {"month": month_of(day), "season": season(rules, day)}.get(rules.most_within)
    within = within or Period(date(day.year, 1, 1), date(day.year, 12, 31))
    query = (
        "SELECT sum(pieces) FROM kapstok_helped WHERE household=?1 AND category=?2 AND sale IN (SELECT sale "
        "FROM kapstok_helped WHERE household=?1 AND category=?2 AND day BETWEEN ?3 AND ?4 AND pieces>0)"
    )
    found = {}
    for entry in rules.most:
        code, _, most = entry.partition("=")
        if most.isascii() and most.isdigit():
            taken = house.number(query, client.household or "", code, *within.days)
            found[code] = max(int(most) * client.size - taken, 0)
    return found


def season(rules: ShopSettings, day: date) -> Period:
    """The season that a day lies in; without any day set, the year."""
    starts = sorted(_starts(rules, day))
    before, after = [s for s in starts if s <= day], [s for s in starts if s > day]
    if not before or not after:
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(before[-1], after[0] - timedelta(days=1))


def _starts(rules: ShopSettings, day: date) -> Iterable[date]:
    for typed in rules.seasons:
        for year in (day.year - 1, day.year, day.year + 1):
            try:
                yield date.fromisoformat(f"{year}-{typed}")
            except ValueError:
                continue


def judge(terms: Terms) -> Iterable[Finding]:
    """What the volunteer reads when a card is scanned."""
    if terms.free and not terms.visits:
        yield Finding(
            Severity.STOP, "kapstok.no_visit_left", Sentence("The visits of this month are used."),
            Sentence("Welcome again from {day}.", {"day": terms.until + timedelta(days=1)}),
        )  # fmt: skip
    elif terms.free:
        yield _note(
            "kapstok.visits_left",
            counted("Free shop: {n} visit left this month.", "Free shop: {n} visits left this month.", terms.visits),
        )
        return
    if terms.percent:
        yield _note("kapstok.percent", Sentence("{n} % discount.", {"n": terms.percent}))
    if terms.client_prices:
        yield _note("kapstok.client_prices", Sentence("Client prices."))
    if terms.credit:
        left = {"left": Money(terms.credit_left), "until": terms.season.last}
        yield _note("kapstok.credit_left", Sentence("Clothing credit left: {left}, until {until}.", left))


def _note(code: str, text: Sentence) -> Finding:
    return Finding(Severity.NOTE, code, text)


def apply(terms: Terms, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines with the client's terms, each saying why."""
    left = dict(terms.most)
    done = []
    for line in lines:
        pieces = 0 if line.category.unit == "kilo" else line.wanted.pieces
        code = line.category.code
        helped = min(pieces, left.get(code, pieces))
        if code in left:
            left[code] -= helped
        done.append(_applied(terms, line, helped, pieces))
    return tuple(done)


def _applied(terms: Terms, line: Line, helped: int, pieces: int) -> Line:
    cost = Cents(line.gross - line.discount)
    base = share(cost, helped, pieces) if pieces else cost
    off, why = _off(terms, line, base, helped)
    said = [*line.why, *why]
    if helped < pieces:
        said.append(
            counted("{n} piece above the most: usual price", "{n} pieces above the most: usual price", pieces - helped)
        )
    return replace(
        line, terms=off, helped=helped if off or terms.free else 0, within=helped, creditable=Cents(base - off), why=tuple(said)
    )  # fmt: skip


def payable(terms: Terms, lines: Iterable[Line]) -> Cents:
    """What clothing credit may pay of lines with these terms: what is left of it, and nothing for pieces above the most."""
    asked = [(line.net, line.creditable) for line in lines]
    if all(net <= creditable for net, creditable in asked):
        return terms.credit_left
    return Cents(min(terms.credit_left, sum(creditable for _, creditable in asked)))


def _off(terms: Terms, line: Line, base: Cents, helped: int) -> tuple[Cents, list[Sentence]]:
    """What is taken off that part of a line, cents, and why."""
    if terms.free:
        return base, [Sentence("free with the customer card")]
    off, why, category = Cents(0), [], line.category
    if terms.client_prices and category.client is not None and not line.own_price:
        size, step = (line.wanted.grams, 1000) if category.unit == "kilo" else (helped, 1)
        cheaper = Cents(base - share(category.client, size, step))
        if cheaper > 0:
            off, why = cheaper, [Sentence("client price")]
    if terms.percent and base > off:
        off = Cents(off + share(base - off, terms.percent, 100))
        why.append(Sentence("{n} % for clients", {"n": terms.percent}))
    return off, why
