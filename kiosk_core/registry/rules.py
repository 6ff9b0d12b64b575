"""What the core itself asks of a visit: somebody known, enrolled, and entitled to collect. Gathered here, judged purely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.eligibility import Finding, Severity
from ..domain.texts import Sentence, counted
from ..domain.visits import Service, Visit
from ..house import Enrolment, House
from .own import CONFIRMS, is_own


@dataclass(frozen=True, slots=True)
class Facts:
    """What the judge needs to know about a visit."""

    known: bool
    has_whose: bool
    """The client is of the sort that the service serves: a household that somebody belongs to, or a person."""
    enrolled: Enrolment | None
    """The decision that speaks on that day."""
    may_collect: bool
    proxies: tuple[str, ...]
    """First names of who else may collect that day."""
    own: bool
    """The volunteer who stands here, or who vouched for that one, belongs to the household."""
    grace_days: int
    notice_days: int


def gather(visit: Visit, house: House, grace_days: int, notice_days: int) -> Facts:
    """Primary keys of core_enrolment(subject, project, from_day), core_proxy(subject, proxy), core_volunteer_link."""
    client = visit.client
    if client is None:
        return Facts(False, True, None, True, (), False, grace_days, notice_days)
    whose = visit.whose
    enrolled = house.enrolment(whose or "", visit.service.owner, visit.day)
    within = visit.collector in (None, client.person, *(m.person for m in client.members))
    named = house.rows(
        "SELECT x.proxy, p.first_name FROM core_proxy x LEFT JOIN core_person p ON p.subject=x.proxy "
        "WHERE x.subject IN (?, ?) AND x.until_day>=? ORDER BY 2",
        client.person or "", client.household or "", str(visit.day),
    )  # fmt: skip
    proxy = within or visit.collector in {person for person, _ in named}
    whom = whose is not None and (visit.service.serves == "person" or bool(client.members))
    mine = any(is_own(house, who, client, visit.collector) for who in visit.here.who)
    names = tuple(name for _, name in named if name)
    return Facts(True, whom, enrolled, proxy, names, mine, grace_days, notice_days)


def judge(visit: Visit, facts: Facts) -> Iterable[Finding]:
    """Source of grace and notice: docs/sources.md, 'Decisions and grace'."""
    if not facts.known:
        if not visit.service.anonymous:
            yield Finding(
                Severity.STOP, "core.who", Sentence("Nobody is chosen."), Sentence("Scan a card, or search by name.")
            )
        return
    if not facts.has_whose:
        yield from _which(visit.service)
    elif visit.service.needs_enrolment:
        yield from _enrolment(visit.day, facts)
    if visit.of_two_homes:
        yield Finding(
            Severity.NOTE,
            "core.two_homes",
            Sentence("Belongs to two households."),
            Sentence("Ask for which one it is."),
        )
    if facts.own:
        yield CONFIRMS
    if not facts.may_collect:
        yield Finding(
            Severity.ASK, "core.no_proxy", Sentence("It is not noted that this person may collect. Was it agreed?")
        )
    if facts.proxies:
        names = ", ".join(facts.proxies)
        yield Finding(Severity.NOTE, "core.proxies", Sentence("May also be collected by {names}.", {"names": names}))


def _which(service: Service) -> Iterable[Finding]:
    """A household where one person is meant, or somebody who is part of none now (nor is anybody of a household that split).
    Whoever needs not be known may come."""
    if service.serves == "person":
        text, step = Sentence("This service is for one person."), Sentence("Choose who of the household it is for.")
    else:
        text = Sentence("This person is not part of a household now.")
        step = Sentence("Search the household by name or number, or ask the coordinator.")
    if not service.anonymous:
        yield Finding(Severity.STOP, "core.which_member", text, step)


def _enrolment(day: date, facts: Facts) -> Iterable[Finding]:
    referral = Sentence("Ask them to make an appointment with the social service.")
    if facts.enrolled is None:
        yield Finding(Severity.STOP, "core.not_enrolled", Sentence("Not enrolled for this."), referral)
        return
    first, last, until = facts.enrolled.from_day, facts.enrolled.until_day, facts.enrolled.helps_until(facts.grace_days)
    left = (last - day).days
    if day < first:
        starts = Sentence("Enrolled from {day}.", {"day": first})
        yield Finding(Severity.STOP, "core.not_yet", starts, Sentence("Welcome from {day}.", {"day": first}))
    elif day > until:
        ended = Sentence("The enrolment ended on {day}.", {"day": last})
        yield Finding(Severity.STOP, "core.ended", ended, referral)
    elif left < 0:
        yield Finding(
            Severity.ASK, "core.grace",
            Sentence("The enrolment ended on {day}. Help goes on until {until}.", {"day": last, "until": until}),
            Sentence("Ask them to make an appointment with the social service."),
        )  # fmt: skip
    elif left < facts.notice_days:
        text = (
            counted(
                "The enrolment ends in {n} day, on {day}.", "The enrolment ends in {n} days, on {day}.", left, day=last
            )
            if left
            else Sentence("Today is the last day of the enrolment.")
        )
        yield Finding(Severity.NOTE, "core.ends_soon", text, Sentence("Ask them to make an appointment."))
