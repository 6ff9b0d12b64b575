"""X and Z: what a drawer session came to. An X is read from the facts now; a Z is what its closing event kept.

The facts of a session may still change after its closing (an undoing or a late event that comes from another counter, a
forgetting), so a printed Z is never read from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ..domain.answers import ClosingLine
from ..domain.ids import Cents, VolunteerId, Word
from ..domain.moments import moment_of
from ..domain.money import CARD, CASH, KEPT, OWED, QR
from ..domain.project import Project, Purpose
from ..domain.texts import Sentence, Text
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject, words
from ..registry.numbers import NUMBERED, next_number
from .coins import Counted
from .drawers import Session, put_in, session_of
from .money import ROUNDING

CLOSED = fact(
    "core_till_closed",
    {"session": "text", "counter": "text", "z": "text", "expected": "cents", "counted": "cents"},
    indexes=(("session",), ("counter",), ("z",)),
)
"""One row per Z."""
TITLE = fact("core_till_title", {"session": "text", "code": "text", "title": "text"}, indexes=(("session",),))
"""English words of what a Z names, as the plugins said them then."""
ENDED = fact("core_series_ended", {"letter": "text"}, indexes=(("letter",),))
"""Letters of earlier lives of this file that a Z has named."""

VOIDED, FLOAT_LINE, SETTLED = "core.voided", "core.float", "core.settled:"
"""Codes of the core's own lines; the last before a purpose, of which what was owed before is paid now."""
PAID_NOW, LESS = "paid_now", "less"
"""Of what is owed, in the place of a name: paid in an act of its own, and taken off by what was given back."""
Nature = str
_MEANS_FIRST = (CASH, CARD, QR)


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """Money of one purpose, before rounding. `taken`, `back` (what was given back, 0 or less): cents; how often each."""

    project: str
    purpose: str
    nature: Nature
    times: int
    taken: Cents
    times_back: int
    back: Cents


@dataclass(frozen=True, slots=True)
class MeansLine:
    """What came in by one means of payment, what went out taken off. `name`: which card or app, '' when none was said; of what is
    owed PAID_NOW or LESS."""

    means: str
    name: str
    times: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class Closing:
    """A session as X or Z. `z`: its number, '' for an X. All amounts in cents."""

    session: str
    counter: str
    day: date
    float: Cents
    purposes: tuple[PurposeLine, ...]
    means: tuple[MeansLine, ...]
    rounding: Cents
    carried: tuple[tuple[str, int, Cents], ...]
    """(in | out | change | hand_over, how often, amount)"""
    lines: tuple[tuple[str, str, int | None, Cents | None], ...]
    """(plugin, code, how often, cents): what the plugins and the core itself add."""
    receipts: tuple[tuple[str, int, int], ...]
    """(series, first, last number)"""
    worked: tuple[VolunteerId, ...]
    """Everybody who did something with this drawer, the first one first."""
    titles: Mapping[str, str]
    """Code of a project, its purpose, a plugin's means or line -> its English words."""
    silent: tuple[str, ...] = ()
    """Plugins whose lines are missing because they failed."""
    ended: tuple[tuple[str, int], ...] = ()
    """(series of an earlier life of this file, its last known number): later ones may exist on paper."""
    opened: datetime | None = None
    at: datetime | None = None
    """UTC: when the drawer was opened; when this was read, printed or closed."""
    z: str = ""
    counted: Cents | None = None
    coins: Counted = ()
    noted: bool = False
    """Whether somebody wrote something about the difference."""
    left_there: Cents | None = None
    """What should have lain there when it was opened; None when nobody knew."""
    head: str = ""
    """Place and hash of the last event of the journal before the closing."""

    @property
    def expected(self) -> Cents:
        """What should lie in the drawer."""
        return Cents(self.float + self.cash + sum(put_in(sort, amount) for sort, _, amount in self.carried))

    @property
    def cash(self) -> Cents:
        """What was paid in coins and notes, less what was given back so."""
        return Cents(sum(line.cents for line in self.means if line.means == CASH))

    @property
    def difference(self) -> Cents | None:
        """Counted less expected; None for an X."""
        return None if self.counted is None else Cents(self.counted - self.expected)

    @property
    def off_at_opening(self) -> Cents:
        """The float less what should have lain there; 0 when nobody knew."""
        return Cents(0 if self.left_there is None else self.float - self.left_there)

    def title(self, code: str) -> Text:
        """Of a purpose, a plugin's means or line; its code when nobody said one."""
        return Sentence(self.titles[code]) if code in self.titles else code


@kind("core.till_read", keep="money", puts=(TITLE,))
class TillRead(Kind):
    """An X was printed: what stands on it, as it stood then. Fields as of TillClosed."""

    session: str = subject()
    cents: Cents
    purposes: tuple[tuple[Word, Word, Word, int, Cents, int, Cents], ...]
    means: tuple[tuple[Word, Word, int, Cents], ...]
    rounding: Cents
    carried: tuple[tuple[Word, int, Cents], ...]
    lines: tuple[tuple[Word, Word, int | None, Cents | None], ...]
    receipts: tuple[tuple[Word, int, int], ...]
    worked: tuple[VolunteerId, ...]
    silent: tuple[Word, ...]
    titles: dict[str, str] | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        for code, title in (self.titles or {}).items():
            yield TITLE.row(session=self.session, code=code, title=title)


@kind("core.till_closed", keep="money", puts=(CLOSED, NUMBERED, TITLE, ENDED))
class TillClosed(Kind):
    """The drawer was counted and closed: the Z, with everything that stands on it as it stood then.

    The tuples are those of Closing, in the order of its fields. `titles`: the words of what the plugins declared."""

    session: str = subject()
    letter: Word
    serial: int
    cents: Cents
    purposes: tuple[tuple[Word, Word, Word, int, Cents, int, Cents], ...]
    means: tuple[tuple[Word, Word, int, Cents], ...]
    rounding: Cents
    carried: tuple[tuple[Word, int, Cents], ...]
    lines: tuple[tuple[Word, Word, int | None, Cents | None], ...]
    receipts: tuple[tuple[Word, int, int], ...]
    worked: tuple[VolunteerId, ...]
    silent: tuple[Word, ...]
    ended: tuple[tuple[Word, int], ...]
    expected: Cents
    counted: Cents
    coins: tuple[tuple[Cents, int], ...]
    noted: bool
    head: Word
    titles: dict[str, str] | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        z = z_number(self.letter, self.serial)
        yield NUMBERED.row(series=z_series(self.letter), number=self.serial)
        yield CLOSED.row(session=self.session, counter=event.counter, z=z, expected=self.expected, counted=self.counted)
        for code, title in (self.titles or {}).items():
            yield TITLE.row(session=self.session, code=code, title=title)
        for series, _ in self.ended:
            yield ENDED.row(letter=series[:1])


def z_series(letter: str) -> str:
    """Z numbers run per letter: a restored house never gives one again."""
    return f"z:{letter}"


def z_number(letter: str, serial: int) -> str:
    """As printed: 'A-Z00012'."""
    return f"{letter}-Z{serial:05}"


def read_session(
    house: House, session: Session, projects: Mapping[str, Project], purposes: Mapping[str, Purpose], tenders: Mapping[str, Sentence],
    lines: Sequence[tuple[str, ClosingLine]], silent: Sequence[str] = (),
) -> Closing:  # fmt: skip
    """The session as it stands now: an X. Indexes on session of core_money and of the drawer's own facts.

    `lines`: what the plugins say of it."""
    of_purposes = _purposes(house, session, purposes)
    of_means = _means(house, session)
    titles = {line.purpose: purposes[line.purpose].title for line in of_purposes if line.purpose in purposes}
    titles |= {line.project: projects[line.project].title for line in of_purposes if line.project in projects}
    titles |= {line.means: tenders[line.means] for line in of_means if line.means in tenders}
    titles |= {line.code: line.title for _, line in lines}
    return Closing(
        session=session.id, counter=session.counter, day=session.day, float=session.float, purposes=of_purposes,
        means=of_means, carried=_carried(house, session),
        rounding=Cents(house.number("SELECT sum(cents) FROM core_money WHERE session=? AND means=?", session.id, ROUNDING)),
        lines=tuple((plugin, line.code, line.times, line.cents) for plugin, line in lines),
        receipts=_receipts(house, session), worked=_worked(house, session), silent=tuple(silent),
        titles={code: title.template for code, title in titles.items()}, left_there=session.left_there,
        opened=_opened(house, session.id),
    )  # fmt: skip


def own_lines(house: House, session: Session) -> Iterable[ClosingLine]:
    """What the core adds as any plugin does: what was undone, how often the drawer was opened without a sale, and a float
    that was put right. Amounts that came in and that went out are undone apart: their sum would say nothing."""
    undone = house.rows(
        "SELECT sum(CASE means WHEN ? THEN -cents ELSE cents END) FROM core_money_all WHERE session=? AND voided=1 GROUP BY event",
        ROUNDING, session.id,
    )  # fmt: skip
    came, went = ([cents for (cents,) in undone if (cents < 0) is out] for out in (False, True))
    yield ClosingLine(VOIDED, Sentence("Receipts undone"), len(came), Cents(sum(came)))
    if went:
        yield ClosingLine("core.voided_back", Sentence("Given back, then undone"), len(went), Cents(sum(went)))
    yield from _settled(house, session)
    times = house.number("SELECT count(*) FROM core_drawer_unsold WHERE session=?", session.id)
    yield ClosingLine("core.unsold", Sentence("Drawer opened without a sale"), times)
    if taken_back := house.rows("SELECT amount FROM core_cash_carried_all WHERE session=? AND voided=1", session.id):
        amount = Cents(sum(amount for (amount,) in taken_back))
        yield ClosingLine("core.uncarried", Sentence("Cash in or out taken back"), len(taken_back), amount)
    dropped, worth = house.rows("SELECT count(*), sum(cents) FROM core_draft_dropped WHERE session=?", session.id)[0]
    if dropped:
        yield ClosingLine("core.dropped", Sentence("Put aside, then dropped"), dropped, worth)
    if corrected := house.number("SELECT count(*) FROM core_float_corrected_all WHERE session=?", session.id):
        first = house.number("SELECT cents FROM core_drawer_opened_all WHERE session=?", session.id)
        yield ClosingLine(FLOAT_LINE, Sentence("Float put right; typed first"), corrected, Cents(first))


def _settled(house: House, session: Session) -> Iterable[ClosingLine]:
    """What was owed before and was paid in an act of its own, by purpose: money in the drawer that no purpose shows, for it is no
    new income. Index core_money(session)."""
    found = house.rows(
        f"SELECT purpose, count(*), -sum(cents) FROM core_money m WHERE session=?1 AND means=?2 AND {_OWED}=?3 "
        "GROUP BY project, purpose ORDER BY project, purpose", session.id, OWED, PAID_NOW,
    )  # fmt: skip
    for purpose, times, cents in found:
        yield ClosingLine(f"{SETTLED}{purpose}", Sentence("Owed before, paid now"), times, Cents(cents))


_OWED = (
    f"(CASE WHEN m.cents>=0 THEN '' WHEN EXISTS (SELECT 1 FROM core_money o WHERE o.event=m.event AND o.cents>0 "
    f"AND o.means NOT IN ('{OWED}', '{ROUNDING}', '{KEPT}')) THEN '{PAID_NOW}' ELSE '{LESS}' END)"
)
"""Of a row of what is owed: new, PAID_NOW, or LESS. Primary key of core_money(event, n)."""


def _purposes(house: House, session: Session, known: Mapping[str, Purpose]) -> tuple[PurposeLine, ...]:
    found = house.rows(
        "SELECT project, purpose, count(*) FILTER (WHERE due>0), coalesce(sum(due) FILTER (WHERE due>=0), 0), "
        "count(*) FILTER (WHERE due<0), coalesce(sum(due) FILTER (WHERE due<0), 0) FROM "
        "(SELECT project, purpose, sum(CASE means WHEN ? THEN -cents ELSE cents END) AS due FROM core_money WHERE session=? "
        "GROUP BY event, project, purpose) GROUP BY project, purpose ORDER BY project, purpose", ROUNDING, session.id,
    )  # fmt: skip
    return tuple(
        PurposeLine(project, code, known[code].nature if code in known else "turnover", *sums)
        for project, code, *sums in found
    )


def _means(house: House, session: Session) -> tuple[MeansLine, ...]:
    found = house.rows(
        f"SELECT means, CASE means WHEN ?4 THEN {_OWED} ELSE coalesce(name, '') END AS called, count(*), sum(cents) "
        "FROM core_money m WHERE session=?1 AND means NOT IN (?2, ?3) GROUP BY means, called", session.id, ROUNDING, KEPT, OWED,
    )  # fmt: skip
    return tuple(sorted((MeansLine(*row) for row in found), key=_place))


def _place(line: MeansLine) -> tuple[int, str, str]:
    """Cash first, then card and app, then the plugins' means, what is owed last."""
    first = _MEANS_FIRST.index(line.means) if line.means in _MEANS_FIRST else len(_MEANS_FIRST)
    return (first + (line.means == OWED), line.means, line.name)


def _carried(house: House, session: Session) -> tuple[tuple[str, int, Cents], ...]:
    query = "SELECT sort, count(*), sum(amount) FROM core_cash_carried WHERE session=? GROUP BY sort ORDER BY sort"
    return tuple((sort, times, Cents(amount)) for sort, times, amount in house.rows(query, session.id))


def _receipts(house: House, session: Session) -> tuple[tuple[str, int, int], ...]:
    """Voided ones keep their number, so the series has no gaps. Primary key of core_numbered_all."""
    found = house.rows(
        "SELECT n.series, min(n.number), max(n.number) FROM core_money_all m JOIN core_numbered_all n ON n.event=m.event "
        "WHERE m.session=? GROUP BY n.series ORDER BY n.series", session.id,
    )  # fmt: skip
    return tuple((series.partition(":")[2], first, last) for series, first, last in found)


def _worked(house: House, session: Session) -> tuple[VolunteerId, ...]:
    found = house.rows(
        "WITH did AS (SELECT event FROM core_money_all WHERE session=?1 UNION "
        "SELECT event FROM core_cash_carried_all WHERE session=?1 UNION SELECT event FROM core_drawer_opened_all "
        "WHERE session=?1 UNION SELECT event FROM core_drawer_unsold_all WHERE session=?1 UNION "
        "SELECT event FROM core_float_corrected_all WHERE session=?1) SELECT actor FROM event "
        "WHERE id IN (SELECT event FROM did UNION SELECT v.by FROM voided v JOIN did d ON d.event=v.event) "
        "GROUP BY actor ORDER BY min(id)", session.id,
    )  # fmt: skip
    return tuple(VolunteerId(actor) for (actor,) in found)


def _opened(house: House, session: str) -> datetime | None:
    """Index core_drawer_opened_all(session)."""
    query = "SELECT e.at FROM core_drawer_opened_all o JOIN event e ON e.id=o.event WHERE o.session=?"
    found = house.one(query, session)
    return moment_of(found[0]) if found else None


# ---- closing ----


def ended_series(house: House, letter: str, year: int) -> tuple[tuple[str, int], ...]:
    """Receipt series of earlier lives of this file that no Z has named yet, with the last number known here."""
    lives = house.rows(
        "SELECT DISTINCT substr(name, 1, 1) FROM origin WHERE own=1 AND substr(name, 1, 1)<>? ORDER BY 1", letter
    )
    found = []
    for (old,) in lives:
        if house.one("SELECT 1 FROM core_series_ended_all WHERE letter=?", old) is None:
            last = house.one(
                "SELECT series, max(number) FROM core_numbered_all WHERE series>=? AND series<? GROUP BY series "
                "ORDER BY series DESC LIMIT 1", f"receipt:{old}-", f"receipt:{old}.",
            )  # fmt: skip
            found.append((last[0].partition(":")[2], last[1]) if last else (f"{old}-{year}", 0))
    return tuple(found)


def close(x: Closing, letter: str, serial: int, counted: Cents, coins: Counted, noted: bool, head: str) -> TillClosed:
    """The Z of an X: what is written down when it was counted."""
    return TillClosed(
        letter=Word(letter), serial=serial, expected=x.expected, counted=counted, coins=coins, noted=noted, head=Word(head),
        ended=tuple((Word(series), last) for series, last in x.ended), **_kept(x),
    )  # fmt: skip


def read(x: Closing) -> TillRead:
    """What is written down when an X is printed."""
    return TillRead(**_kept(x))


def _kept(x: Closing) -> dict[str, Any]:
    """What both keep."""
    return {
        "session": x.session, "cents": x.float, "rounding": x.rounding,
        "purposes": tuple(
            (Word(p.project), Word(p.purpose), Word(p.nature), p.times, p.taken, p.times_back, p.back) for p in x.purposes
        ),
        "means": tuple((Word(m.means), Word(m.name), m.times, m.cents) for m in x.means),
        "carried": tuple((Word(sort), times, amount) for sort, times, amount in x.carried),
        "lines": tuple((Word(plugin), Word(code), times, cents) for plugin, code, times, cents in x.lines),
        "receipts": tuple((Word(series), first, last) for series, first, last in x.receipts),
        "worked": x.worked, "silent": tuple(map(Word, x.silent)), "titles": dict(x.titles),
    }  # fmt: skip


def next_z(house: House, letter: str) -> int:
    """Call it inside the write transaction."""
    return next_number(house, z_series(letter))


def as_printed(house: House, told: Event) -> Closing:
    """The Z or X that an event kept; the same for ever. Index core_till_title_all(session)."""
    kept = told.fields
    titles = house.rows("SELECT code, title FROM core_till_title_all WHERE session=?", told.subject)
    as_x = Closing(
        session=told.subject, counter=told.counter, day=told.day, float=kept["cents"],
        purposes=tuple(PurposeLine(*line) for line in kept["purposes"]),
        means=tuple(MeansLine(*line) for line in kept["means"]), rounding=kept["rounding"],
        carried=tuple(map(tuple, kept["carried"])), lines=tuple(map(tuple, kept["lines"])),
        receipts=tuple(map(tuple, kept["receipts"])), worked=tuple(kept["worked"]), titles=dict(titles),
        silent=tuple(kept["silent"]), opened=_opened(house, told.subject), at=moment_of(told.at),
        left_there=session_of(house, told.subject).left_there,
    )  # fmt: skip
    if told.kind == TillRead.KIND:
        return as_x
    return replace(
        as_x, ended=tuple(map(tuple, kept["ended"])), z=z_number(kept["letter"], kept["serial"]),
        counted=kept["counted"], coins=tuple(map(tuple, kept["coins"])), noted=kept["noted"], head=kept["head"],
    )  # fmt: skip
