"""Vouchers: issued, found, redeemed in parts, stopped and given anew. A voucher belongs to whoever holds it.

What is left is a subtraction over facts, so two counters cannot both have it: it is asked under the lock. Where they
could not ask each other, the second one is found afterwards (`overdrawn`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from kiosk_core import (
    Act,
    Cents,
    Client,
    ClientId,
    Conflict,
    EventId,
    House,
    Money,
    NotFound,
    NotUnderstood,
    Sentence,
    Shift,
    Word,
    marks,
    new_code,
    new_id,
)

from .settings import ShopSettings
from .voucher_events import Noted, VoucherIssued, VoucherRedeemed, VoucherStopped

REASONS: dict[str, Sentence] = {
    "social_service": Sentence("decided by the social service"),
    "gift": Sentence("a gift"),
    "returned": Sentence("goods that came back"),
    "replaced": Sentence("in place of a lost one"),
    "other": Sentence("another reason"),
}
MOST_CENTS, MOST_AT_ONCE = 100_000, 200
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Voucher:
    """As it stands on a day. `left`: cents that can still be spent, 0 when it is stopped or its last day has passed."""

    id: str
    number: str
    """'A-V00012'"""
    code: str
    cents: Cents
    left: Cents
    until: date
    state: Literal["live", "used", "expired", "stopped"]
    reason: str

    @property
    def says(self) -> Sentence:
        """How it stands, for whoever holds it."""
        known = {"number": self.number, "left": Money(self.left), "until": self.until}
        match self.state:
            case "live":
                return Sentence("Voucher {number}: {left} left, until {until}.", known)
            case "used":
                return Sentence("Voucher {number} is used up.", known)
            case "expired":
                return Sentence("Voucher {number} was good until {until}.", known)
            case _:
                return Sentence("Voucher {number} was stopped.", known)


NUMBER = re.compile(r"(?:(?:([A-Z])[ -]?)?V[ -]?)?0*([1-9]\d{0,14})", re.ASCII)
"""A voucher's number as it is typed, in capitals: 'A-V00012', 'V12', 'A V 12', '12'."""


# ---- looking ----

_COLUMNS = "v.voucher, v.number, v.code, v.cents, v.until_day, v.reason"
_USED = "coalesce((SELECT sum(cents) FROM kapstok_voucher_used u WHERE u.voucher=v.voucher), 0)"


def find(shift: Shift, typed: str) -> list[Voucher]:
    """By its code, its number ('A-V00012', also typed 'v12', or '12' where only one letter has it), or a client's number, which leaves
    the trace of a look. Newest first.

    Primary key of core_code; indexes kapstok_voucher(voucher), (serial), (client). Raises NotFound, NotAllowed, NotUnderstood: several have
    it."""
    shift.require("find")
    day, said = shift.here().day, typed.strip().upper()
    scanned = shift.kiosk.resolve(said)
    if scanned.kind == "voucher":
        return _read(shift.house, day, "v.voucher=?", scanned.id)
    if numbered := NUMBER.fullmatch(said):
        letter, serial = numbered.groups()
        found = _read(shift.house, day, "v.serial=? AND v.letter=coalesce(?, v.letter)", int(serial), letter)
        if letter is None and len(found) > 1:
            raise NotUnderstood(why=_one_of(found))
    else:
        found = of_client(shift.house, shift.client_by_number(typed.strip()[:40]), day)
    if not found:
        raise NotFound(what=Sentence("Voucher {number}", {"number": typed.strip()[:40]}))
    return found


def one(shift: Shift, typed: str) -> Voucher:
    """The only one that is meant. Raises NotFound, NotUnderstood: a client has several."""
    found = find(shift, typed)
    live = [voucher for voucher in found if voucher.state == "live"] or found
    if len(live) > 1:
        raise NotUnderstood(why=_one_of(live))
    return live[0]


def _one_of(several: Iterable[Voucher]) -> Sentence:
    return Sentence("choose one: {numbers}.", {"numbers": ", ".join(one.number for one in several)})


def of_client(house: House, client: Client, day: date) -> list[Voucher]:
    """Those that were given to a household or one of its members. Index kapstok_voucher(client)."""
    ids = [client.household or "", *(member.person for member in client.members)]
    return _read(house, day, f"v.client IN ({marks(ids)})", *ids)


def still_open(house: House, ids: Sequence[str], day: date) -> Iterable[Sentence]:
    """Vouchers of these with something left on them, before they are forgotten. Index kapstok_voucher(client)."""
    for voucher in _read(house, day, f"v.client IN ({marks(ids)})", *ids):
        if voucher.left:
            yield Sentence("voucher {number} has {left} left", {"number": voucher.number, "left": Money(voucher.left)})


def listed(shift: Shift) -> list[Voucher]:
    """All on which something is left, and the newest of the others. Raises NotAllowed."""
    shift.require("report")
    day = shift.here().day
    has_left = f"v.until_day>=? AND v.cents>{_USED}"
    newest = f"SELECT voucher FROM kapstok_voucher ORDER BY day DESC, serial DESC LIMIT {MOST_LISTED}"
    return _read(shift.house, day, f"({has_left}) OR v.voucher IN ({newest})", str(day))


def by_id(house: House, voucher: str, day: date) -> Voucher | None:
    """Index kapstok_voucher(voucher)."""
    return next(iter(_read(house, day, "v.voucher=?", voucher)), None)


def _read(house: House, day: date, where: str, *values: object) -> list[Voucher]:
    found = house.rows(
        f"SELECT {_COLUMNS}, {_USED}, "
        "(SELECT max(way<>'redeemed') FROM kapstok_voucher_used u WHERE u.voucher=v.voucher) "
        f"FROM kapstok_voucher v WHERE {where} ORDER BY v.day DESC, v.serial DESC", *values,
    )  # fmt: skip
    return [_voucher(day, *row) for row in found]


def _voucher(
    day: date, id: str, number: str, code: str, cents: int, until: str, reason: str, used: int, stopped: int | None
) -> Voucher:
    left, last = max(cents - used, 0), date.fromisoformat(until)
    state: Literal["live", "used", "expired", "stopped"] = (
        "stopped" if stopped else "used" if not left else "expired" if last < day else "live"
    )
    return Voucher(id, number, code, Cents(cents), Cents(left if state == "live" else 0), last, state, reason)


# ---- doing ----


def issue(
    shift: Shift, cents: Cents, reason: str, *, until: date | None = None, client: Client | None = None, count: int = 1
) -> tuple[Act, list[Voucher]]:
    """New vouchers of that value each. `reason`: one of REASONS; other words are kept as a note for a year.

    Raises NotAllowed, NotUnderstood, OwnHousehold: nobody gives their own one."""
    shift.require("enrol")
    if client is not None:
        shift.bar_own(client.household, client.person)
    if not 1 <= count <= MOST_AT_ONCE:
        raise NotUnderstood(why=Sentence("between 1 and {n} vouchers at once.", {"n": MOST_AT_ONCE}))
    code, note = said(reason, REASONS)
    draft, ids = drafted(shift, cents, code, until=until, client=client, count=count)
    whose = str(client.household or client.person) if client else None
    made, day = shift.tell(draft, *noted(ids[0], "issued", note, whose)), shift.here().day
    return made, [voucher for id in ids if (voucher := by_id(shift.house, id, day))]


def drafted(
    shift: Shift, cents: Cents, reason: str, *, until: date | None = None, client: Client | None = None, count: int = 1
) -> tuple[Callable[[House], Iterable[VoucherIssued]], list[str]]:
    """(the draft of new vouchers, numbered inside the transaction; their ids). Raises NotUnderstood."""
    day, ids = shift.here().day, [new_id() for _ in range(count)]
    last = until or day + timedelta(days=shift.house.settings(ShopSettings, day).voucher_days)
    if not 0 < cents <= MOST_CENTS:
        raise NotUnderstood(
            why=Sentence("a voucher is worth more than 0 and at most {most}.", {"most": Money(Cents(MOST_CENTS))})
        )
    if last < day:
        raise NotUnderstood(why=Sentence("the last day of a voucher lies ahead."))
    whose = (client.household or client.person) if client else None
    return lambda house: _numbered(house, shift.letter, ids, cents, last, reason, whose), ids


def _numbered(
    house: House, letter: str, ids: Sequence[str], cents: Cents, until: date, reason: str, whose: str | None
) -> Iterable[VoucherIssued]:  # fmt: skip
    """Inside the transaction: with the next numbers. Index kapstok_voucher(letter, serial)."""
    last = house.number("SELECT max(serial) FROM kapstok_voucher_all WHERE letter=?", letter)
    for serial, id in enumerate(ids, last + 1):
        yield VoucherIssued(
            voucher=id, code=Word(new_code()), letter=Word(letter), serial=serial, cents=cents, until=until, reason=Word(reason),
            client=ClientId(whose) if whose else None,
        )  # fmt: skip


def stop(
    shift: Shift, typed: str, why: Literal["lost", "withdrawn"], *, anew: bool = False
) -> tuple[Act, Voucher | None]:
    """It is worth nothing any more; with `anew`, which who may issue one does, another voucher has what was left, until the
    same day.

    Raises NotAllowed, NotFound, NotUnderstood (it is not live), OwnHousehold."""
    shift.require("enrol" if anew else "lead")
    old = one(shift, typed)
    if old.state != "live":
        raise NotUnderstood(why=Sentence("{says} It cannot be stopped.", {"says": old.says}))
    given = shift.house.one("SELECT client FROM kapstok_voucher WHERE voucher=?", old.id)
    shift.bar_own(*(given or ()))
    fresh = new_id() if anew else ""

    def drafts(house: House) -> Iterable[object]:
        now = by_id(house, old.id, shift.here().day)
        if now is None or now.state != "live":
            raise NotUnderstood(why=Sentence("{says} It cannot be stopped.", {"says": (now or old).says}))
        yield VoucherStopped(
            voucher=old.id, code=Word(old.code), why=why, cents=now.left, replaced_by=Word(fresh) if anew else None
        )
        if anew:
            whose = given[0] if given else None
            yield from _numbered(house, shift.letter, [fresh], now.left, old.until, "replaced", whose)

    done = shift.tell(drafts)
    return done, by_id(shift.house, fresh, shift.here().day) if anew else None


def print_sheet(shift: Shift, chosen: Sequence[Voucher], out: Path, words: Any) -> int:
    """A sheet to print and cut, each with its QR, number, what is left on it and its last day. How many; with none no file
    is made.

    Raises NotAllowed, NotUnderstood (there is none), OSError."""
    shift.require("enrol")
    if not chosen:
        raise NotUnderstood(why=Sentence("there is no voucher to print."))
    numbers = [Sentence("Voucher {number}", {"number": one.number}).spoken(words) for one in chosen]
    left = [Sentence("{left}, good until {day}", {"left": Money(one.left), "day": one.until}) for one in chosen]
    faces = [(one.code, n, what.spoken(words)) for one, n, what in zip(chosen, numbers, left, strict=True)]
    shift.print_labels(faces, out, words)
    return len(chosen)


def redeeming(voucher: Voucher, cents: Cents, sale: str, day: date) -> Callable[[House], Iterable[VoucherRedeemed]]:
    """The draft of a redemption, with what stays on it as it is inside the transaction."""

    def draft(house: House) -> Iterable[VoucherRedeemed]:
        now = by_id(house, voucher.id, day)
        left = Cents((now.left if now else 0) - cents)
        yield VoucherRedeemed(voucher=voucher.id, cents=cents, left=left, sale=Word(sale))

    return draft


def lacks(house: House, voucher: Voucher, cents: Cents, day: date) -> Sentence | None:
    """Under the lock: why that much cannot be taken off it; None when it can."""
    now = by_id(house, voucher.id, day)
    return None if now is not None and now.left >= cents else (now or voucher).says


def overdrawn(subjects: Sequence[str], house: House) -> Iterable[Conflict]:
    """Vouchers of which more went off than they are worth: two counters that could not ask each other both took it.

    Indexes kapstok_voucher(voucher), kapstok_voucher_used(voucher)."""
    for voucher in subjects:
        worth = house.one("SELECT cents, number FROM kapstok_voucher WHERE voucher=?", voucher)
        used = (
            house.rows("SELECT of, cents FROM kapstok_voucher_used WHERE voucher=? ORDER BY day, event", voucher)
            if worth
            else []
        )
        over = sum(cents for _, cents in used) - worth[0] if worth else 0
        if worth and over > 0:
            said = {"number": worth[1], "over": Money(Cents(over))}
            text = Sentence("Voucher {number} was used at two counters: {over} too much.", said)
            yield Conflict("kapstok.voucher_twice", tuple(EventId(of) for of, _ in used), text)


# ---- reasons ----


def said(reason: str, known: dict[str, Sentence]) -> tuple[str, str | None]:
    """(code, words): a code of that list stands for itself, other words become 'other' with a note. Raises NotUnderstood."""
    typed = reason.strip()
    if not typed:
        raise NotUnderstood(why=Sentence("say why."))
    return (typed, None) if typed in known else ("other", typed[:500])


def noted(about: str, of: str, note: str | None, client: str | None = None) -> list[Noted]:
    """The draft of a note, if there is one. `client`: whom the act concerns; then the words go when that one is forgotten."""
    if not note:
        return []
    whose = ClientId(client) if client else None
    return [Noted(about=about, of=Word(of), note=None if whose else note, client=whose, told=note if whose else None)]
