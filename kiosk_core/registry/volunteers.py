"""Volunteers: name, roles, badge, and a PIN that lies in a table of secrets, never in the journal."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from ..domain.cards import read_code
from ..domain.errors import LockedOut, NotSignedIn, NotUnderstood
from ..domain.ids import VolunteerId, Word
from ..domain.texts import Sentence
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, personal, state, subject
from .codes import CODE
from .persons import folded
from .rights import ROLES, VOUCHED

VOLUNTEER = state(
    "core_volunteer",
    {"name": "text", "folded": "text", "roles": "text", "deputy_until": "day", "state": "text"},
    indexes=(("folded",),),
    edition=2,
)
"""subject: the pseudonym that stands in every envelope. `roles`: parted by spaces. `deputy_until`: the last day of that
role. `state`: active | retired."""

LOCAL_TABLES = (
    "CREATE TABLE IF NOT EXISTS secret_pin (volunteer TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS local_failed (name TEXT PRIMARY KEY, times INTEGER NOT NULL, last TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS local_language (volunteer TEXT PRIMARY KEY, lang TEXT NOT NULL) STRICT",
)
"""local_language: in which language each one who chose wants the screens of this PC; nobody else's business, so no event."""
TRIES = 5
PAUSE = timedelta(minutes=5)
"""After that many wrong PINs for a name it waits that long, whoever types."""


@kind("core.volunteer_welcomed", keep="volunteers", puts=(VOLUNTEER,))
class VolunteerWelcomed(Kind):
    """Somebody helps from now on, or with other roles; only what changed is given. `deputy_until`: with the role of
    deputy, its last day."""

    volunteer: VolunteerId = subject(personal=True)
    roles: tuple[Word, ...] | None = None
    deputy_until: date | None = None
    name: str | None = personal("volunteer")

    def rows(self, event: Event) -> Iterable[Row]:
        if not event.torn:
            columns: dict[str, Any] = {"state": "active"}
            if self.roles is not None:
                columns |= {"roles": " ".join(self.roles), "deputy_until": self.deputy_until}
            if self.name is not None:
                columns |= {"name": self.name, "folded": folded(self.name)}
            yield VOLUNTEER.row(**columns)


@kind("core.volunteer_retired", keep="volunteers", puts=(VOLUNTEER,))
class VolunteerRetired(Kind):
    """May no longer sign in."""

    volunteer: VolunteerId = subject(personal=True)

    def rows(self, event: Event) -> Iterable[Row]:
        yield VOLUNTEER.row(state="retired")


VOUCH = fact("core_vouch", {"volunteer": "text", "actor": "text"}, indexes=(("day",),))
"""Who was vouched for, and by whom (`actor`)."""


@kind("core.volunteer_vouched_for", keep="audit", puts=(VOUCH,))
class VouchedFor(Kind):
    """A colleague knows this volunteer, who forgot the PIN; who vouched is the event's actor."""

    volunteer: VolunteerId = subject(personal=True)

    def rows(self, event: Event) -> Iterable[Row]:
        yield VOUCH.row(volunteer=self.volunteer, actor=event.actor)


@kind("core.badge_given", keep="volunteers", puts=(CODE,))
class BadgeGiven(Kind):
    """A badge signs in instead of name and PIN. `live` False: stopped."""

    volunteer: VolunteerId = subject(personal=True)
    live: bool = True
    code: str | None = personal("volunteer")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.code:
            yield CODE.row(code=self.code, kind="badge", owner="core", state="live" if self.live else "withdrawn")


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Who stands at the counter. `roles`: as given; `roles_on` says which of them hold. `deputy_until`, `vouched`: local
    days; `vouched`: a colleague, `vouched_by`, stood in for the PIN, for that day."""

    id: VolunteerId
    name: str
    roles: tuple[str, ...]
    deputy_until: date | None = None
    vouched: date | None = None
    vouched_by: VolunteerId | None = None

    def roles_on(self, day: date) -> tuple[str, ...]:
        """A deputy is one until the last day, inclusive, and then a volunteer as before. Who was vouched for has no role of
        their own that day, and none at all after it."""
        if self.vouched is not None:
            return (VOUCHED,) if day == self.vouched else ()
        if self.deputy_until is None or day <= self.deputy_until:
            return self.roles
        return tuple(role for role in self.roles if role != "deputy") or ("volunteer",)

    def roles_in(self, house: House, day: date) -> tuple[str, ...]:
        """As `roles_on`, of what the house knows of them by now; none of who left."""
        known = by_id(house, self.id)
        return replace(self, roles=known.roles, deputy_until=known.deputy_until).roles_on(day) if known else ()


def said_roles(who: Volunteer, day: date) -> list[Sentence]:
    """The roles that hold on that day; a deputy's with its last one."""
    held = who.roles_on(day)
    until = {"role": ROLES["deputy"], "day": who.deputy_until}
    said = {role: says for role, says in ROLES.items() if role in held}
    if "deputy" in said and who.deputy_until is not None:
        said["deputy"] = Sentence("{role} until {day}", until)
    return list(said.values())


_READ = "subject, name, roles, deputy_until"


def _volunteer(id: str, name: str | None, roles: str | None, until: str | None) -> Volunteer:
    last = date.fromisoformat(until) if until else None
    return Volunteer(VolunteerId(id), name or "", tuple((roles or "").split()), last)


def by_name(house: House, name: str) -> Volunteer | None:
    """An active volunteer by the name as typed, case and accents forgiven. Index core_volunteer(folded). Somebody who has a
    PIN in this file goes before a namesake whom another counter told of."""
    query = (
        f"SELECT {_READ} FROM core_volunteer WHERE folded=? AND state='active' "
        "ORDER BY subject NOT IN (SELECT volunteer FROM secret_pin), subject LIMIT 1"
    )
    found = house.one(query, folded(name))
    return _volunteer(*found) if found else None


def by_id(house: House, id: str) -> Volunteer | None:
    """An active volunteer."""
    found = house.one(f"SELECT {_READ} FROM core_volunteer WHERE subject=? AND state='active'", id)
    return _volunteer(*found) if found else None


def retired(house: House, name: str) -> list[VolunteerId]:
    """Who had that name and may no longer sign in. Index core_volunteer(folded)."""
    query = "SELECT subject FROM core_volunteer WHERE folded=? AND state='retired' ORDER BY subject"
    return [VolunteerId(id) for (id,) in house.rows(query, folded(name))]


def left(house: House) -> list[str]:
    """Names of who may no longer sign in and is not forgotten."""
    return [
        str(name)
        for (name,) in house.rows("SELECT DISTINCT name FROM core_volunteer WHERE state='retired' ORDER BY name")
    ]


def active(house: House) -> list[Volunteer]:
    """Everybody who may sign in, by name."""
    query = f"SELECT {_READ} FROM core_volunteer WHERE state='active' ORDER BY name"
    return [_volunteer(*found) for found in house.rows(query)]


def check_pin_form(pin: str) -> None:
    """Raises NotUnderstood: a PIN is 4 to 12 digits."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
        raise NotUnderstood(why=Sentence("a PIN is 4 to 12 digits."))


def hashed(pin: str, cost: int) -> str:
    """For `set_pin`, before the lock is taken: it takes long on purpose. `cost`: argon2id's time cost. Raises NotUnderstood."""
    check_pin_form(pin)
    return str(_hasher(cost).hash(pin))


def set_pin(db: Any, volunteer: VolunteerId, hash: str) -> None:
    """Inside a write transaction: replaces the PIN by one that was `hashed`."""
    db.execute("INSERT OR REPLACE INTO secret_pin VALUES (?, ?)", (volunteer, hash))


def language_of(db: Any, volunteer: VolunteerId) -> str | None:
    """In which language this one chose to read the screens of this PC; None: never chose."""
    found = db.execute("SELECT lang FROM local_language WHERE volunteer=?", (volunteer,)).fetchone()
    return found[0] if found else None


def set_language(db: Any, volunteer: VolunteerId, lang: str) -> None:
    """Inside a write transaction: from now on, on this PC."""
    db.execute("INSERT OR REPLACE INTO local_language VALUES (?, ?)", (volunteer, lang))


def drop_kept(db: Any, whose: Sequence[VolunteerId]) -> None:
    """Inside a write transaction: what this PC keeps of who is forgotten, the PIN and the language."""
    for table in ("secret_pin", "local_language"):
        db.executemany(f"DELETE FROM {table} WHERE volunteer=?", [(one,) for one in whose])


def pin_is(db: Any, volunteer: VolunteerId | None, pin: str) -> bool:
    """Whether it is this one's PIN. For a name that nobody has (None) it takes as long, at somebody else's hash: else the
    time it takes would tell who works here."""
    from argon2.exceptions import InvalidHashError, VerificationError

    query = "SELECT hash, volunteer=?1 FROM secret_pin WHERE volunteer<>'emergency' ORDER BY volunteer=?1 DESC LIMIT 1"
    found = db.execute(query, (volunteer or "",)).fetchone()
    try:
        return found is not None and bool(_hasher().verify(found[0], pin)) and bool(found[1])
    except (VerificationError, InvalidHashError):
        return False


def locked_until(db: Any, name: str, now: datetime) -> datetime | None:
    """When that name may try again (UTC); None: now."""
    found = db.execute("SELECT times, last FROM local_failed WHERE name=?", (folded(name),)).fetchone()
    if not found or found[0] < TRIES:
        return None
    again = datetime.fromisoformat(found[1]) + PAUSE
    return again if again > now else None


def note_try(db: Any, name: str, now: datetime, right: bool) -> None:
    """Inside a write transaction: counts a wrong PIN, or forgets the wrong ones."""
    if right:
        db.execute("DELETE FROM local_failed WHERE name=?", (folded(name),))
    else:
        sql = "INSERT INTO local_failed VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET times=times+1, last=excluded.last"
        db.execute(sql, (folded(name), now.isoformat()))
        # what somebody typed for a name may be anybody's, and even a PIN
        db.execute("DELETE FROM local_failed WHERE last<?", ((now - timedelta(days=1)).isoformat(),))


def has_failed(db: Any, name: str) -> bool:
    return db.execute("SELECT 1 FROM local_failed WHERE name=?", (folded(name),)).fetchone() is not None


def sign_in_errors(db: Any, name: str, now: datetime) -> LockedOut | NotSignedIn:
    """The error for a wrong name or PIN: the same for both, so that nobody learns who works here."""
    until = locked_until(db, name, now)
    if until is not None:
        return LockedOut(minutes=max(1, round((until - now).total_seconds() / 60)))
    return NotSignedIn()


def _hasher(cost: int = 3) -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=cost, memory_cost=65536 if cost >= 3 else 8192, parallelism=1)


def set_emergency(db: Any, code: str) -> None:
    """Inside a write transaction: the code that stands in for an administrator's forgotten PIN."""
    db.execute("INSERT OR REPLACE INTO secret_pin VALUES ('emergency', ?)", (_code_hash(code),))


def emergency_is(db: Any, who: Volunteer, typed: str) -> bool:
    """Whether the emergency code was typed for an administrator. 68 bits of chance need no slow hash."""
    found = db.execute("SELECT hash FROM secret_pin WHERE volunteer='emergency'").fetchone()
    code = read_code(typed)
    return bool(found and code and "administrator" in who.roles and hmac.compare_digest(found[0], _code_hash(code)))


def _code_hash(code: str) -> str:
    return hashlib.sha256(b"emergency:" + code.encode()).hexdigest()
