"""What a house no longer keeps of anybody: by class, before a day. Done in short acts, so that no scan waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from kiosk_core.domain.moments import years_before
from kiosk_core.domain.project import Project
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.house import House
from kiosk_core.journal import Event, Journal
from kiosk_core.plugins import Plugins

STEP = 200
"""Events that one act of a run takes at most, if they lie on more than one day: about 30 ms under the lock."""

TITLES: dict[str, Sentence] = {
    "registry": Sentence("Registration, cards and decisions"),
    "visits": Sentence("Visits"),
    "money": Sentence("Evidence of money"),
    "audit": Sentence("Traces of who looked"),
    "volunteers": Sentence("Volunteers"),
    "notes": Sentence("Notes and signals"),
    "house": Sentence("What belongs to the house itself"),
}
"""What the office calls a retention class."""


@dataclass(frozen=True, slots=True)
class Due:
    """`keep`: the retention class. `years`: 0 keeps for ever. `rule`: the number of the published selection rule that
    the house follows, '' when none is written down. `before`: days before it go. `events`: from which something goes.
    `open`: what is still going on of it, and would lose whose it is: while there is any, nothing of the class is taken."""

    keep: str
    years: int
    rule: str
    before: date | None
    events: int
    open: tuple[Sentence, ...] = ()

    @property
    def goes(self) -> bool:
        """Whether a run takes something of it."""
        return self.events > 0 and not self.open


def due(journal: Journal, keep: str, years: int, rule: str, today: date) -> Due:
    """What a run would take of that class today. Index event_day; reads only what no earlier run took."""
    if not years:
        return Due(keep, 0, rule, None, 0)
    before = years_before(today, years)
    query = (
        "SELECT count(*) FROM event e WHERE e.keep=? AND e.day>=? AND e.day<? "
        "AND EXISTS (SELECT 1 FROM leaf l WHERE l.event=e.id AND l.whose IS NOT NULL)"
    )
    (events,) = journal.db.execute(query, (keep, journal.ledger.retained_from(keep), before.isoformat())).fetchone()
    return Due(keep, years, rule, before, events)


def with_open(plugins: Plugins, house: House, journal: Journal, due: Due) -> Due:
    """The same, with what its projects say is still going on of what a run would take. One that is not installed now cannot
    say so, and a run takes a class whole: what such a one wrote holds it up too."""
    if due.before is None or not due.events:
        return due
    found: list[Sentence] = []
    for project, its_own in plugins.open_by("unsettled", house, due.keep, due.before):
        said = [Sentence("{project}: {what}", {"project": project.title, "what": one}) for one in its_own or ()]
        found += [not_known(project)] if its_own is None else said
    for one in not_here(journal.fold.asleep.kinds_in(due.keep, due.before.isoformat())):
        found.append(Sentence("{what}: have it installed again first", {"what": one}))
    return replace(due, open=tuple(found))


def not_known(project: Project) -> Sentence:
    """Of one that cannot say what is open."""
    return Sentence("{project}: not known now", {"project": project.title})


def not_here(kinds: Iterable[str]) -> Iterator[Sentence]:
    """Of each project that is not installed now and wrote these kinds, in their order."""
    for name, its in groupby(kinds, lambda kind: kind.partition(".")[0]):
        yield Sentence(
            "{project}: its part of the program is not here, so nobody can tell what is open ({kinds})",
            {"project": name, "kinds": ", ".join(its)},
        )


def as_said(found: Iterable[Due]) -> Iterator[Sentence]:
    """A line for every class of data about people, also of those that have no term; below it what holds it up."""
    known = {one.keep: one for one in found}
    for keep, title in TITLES.items():
        if keep != "house":
            yield _line(title, known.get(keep))
            if keep in known and known[keep].open:
                yield Sentence("{what}: no name is taken before this is settled:", {"what": title})
                yield from (Sentence("- {what}", {"what": one}) for one in known[keep].open)


def _line(title: Text, due: Due | None) -> Sentence:
    if due is None or due.before is None:
        return Sentence("{what}: kept, until somebody asks to be forgotten", {"what": title})
    years = counted("{n} year", "{n} years", due.years)
    known = {"what": title, "years": years, "rule": due.rule, "n": due.events, "day": due.before}
    if due.rule:
        return Sentence("{what}: {years}, rule {rule}. {n} from before {day}", known)
    return Sentence("{what}: {years}. {n} from before {day}", known)


def steps(journal: Journal, what: Due) -> Iterator[date]:
    """Rising days before which everything of that class goes, the last being its own; each takes STEP events at most
    or one day. None when there is nothing to take, or something of it is open."""
    if what.before is None or not what.goes:
        return
    query = "SELECT day, count(*) FROM event WHERE keep=? AND day>=? AND day<? GROUP BY day ORDER BY day"
    since = journal.ledger.retained_from(what.keep)
    taken = 0
    for day, n in journal.db.execute(query, (what.keep, since, what.before.isoformat())).fetchall():
        if taken and taken + n > STEP:
            yield date.fromisoformat(day)
            taken = 0
        taken += n
    yield what.before


def last_of(events: list[Event]) -> list[Event]:
    """Of several acts of a run, per class the one that reaches furthest: the list beside the database needs no other."""
    return list({event.fields["of"]: event for event in events}.values())
