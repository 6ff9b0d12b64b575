"""Enrolments: client x project, from, until, terms. Proxies: who may collect for whom. Answers to plugins' fields."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from ..domain.ids import ClientId, PersonId, Word
from ..house import House, speaks
from ..journal import Event, Kind, Row, kind, personal, state, subject

ENROLMENT = state(
    "core_enrolment",
    {"project": "text", "from_day": "day", "until_day": "day", "review_day": "day", "basis": "text", "decided_by": "text",
     "terms": "text", "ended": "int"},
    key=("project", "from_day"),
    by_subject=True,
)  # fmt: skip
"""Decisions about a client (subject). `until_day`: the last day, inclusive. `ended`: somebody decided that this is the end, so
there is no grace behind it. `basis`: never shown at a counter."""
PROXY = state("core_proxy", {"proxy": "id", "until_day": "day"}, key=("proxy",), by_subject=True)
"""Who may collect for a client (subject), until that day, inclusive."""
ANSWER = state("core_answer", {"field": "text", "value": "text"}, key=("field",), by_subject=True)
"""What was answered to a plugin's field about a person or household (subject)."""


@kind("core.enrolled", keep="registry", puts=(ENROLMENT,))
class Enrolled(Kind):
    """A social worker's decision. The same first day again replaces it. `terms`: the plugin's fields of an enrolment.
    `ended`: of one that is noted anew and was ended before, so it stays ended."""

    whose: ClientId = subject(personal=True)
    project: Word
    from_day: date
    until_day: date
    ended: bool = False
    review_day: date | None = None
    basis: str | None = personal("whose")
    decided_by: str | None = personal("whose")
    terms: dict[str, object] | None = personal("whose")

    def rows(self, event: Event) -> Iterable[Row]:
        yield ENROLMENT.row(
            project=self.project, from_day=self.from_day, until_day=self.until_day, review_day=self.review_day,
            basis=self.basis, decided_by=self.decided_by, terms=json.dumps(self.terms or {}, ensure_ascii=False, sort_keys=True),
            ended=self.ended,
        )  # fmt: skip


def decisions(house: House, whose: str, day: date) -> list[Enrolled]:
    """The decisions about a client that last until that day or longer, each as it would be noted again, by project and first
    day. Primary key of core_enrolment(subject, project, from_day)."""
    return _noted(house, whose, "e.until_day>=?2", str(day))


def helping(house: House, whose: str, day: date, grace: int) -> list[Enrolled]:
    """Those of them that help: of each project the one that speaks on that day, until the last day of its help
    (Enrolment.helps_until), and those yet to begin."""
    speaks_still = f"e.until_day>=iif(e.ended, ?2, ?3) AND {speaks('?2', 'e')}"
    return _noted(house, whose, f"(e.from_day>?2 OR {speaks_still})", str(day), str(day - timedelta(days=grace)))


def _noted(house: House, whose: str, which: str, *values: str) -> list[Enrolled]:
    query = (
        "SELECT project, from_day, until_day, ended, review_day, basis, decided_by, terms FROM core_enrolment e "
        f"WHERE e.subject=?1 AND {which} ORDER BY project, from_day"
    )
    return [
        Enrolled(
            whose=ClientId(whose), project=Word(project), from_day=date.fromisoformat(since),
            until_day=date.fromisoformat(until), ended=bool(ended), review_day=date.fromisoformat(review) if review else None,
            basis=basis, decided_by=decided_by, terms=json.loads(terms or "{}") or None,
        )
        for project, since, until, ended, review, basis, decided_by, terms in house.rows(query, whose, *values)
    ]  # fmt: skip


@kind("core.enrolment_ended", keep="registry", puts=(ENROLMENT,))
class EnrolmentEnded(Kind):
    """The decision that began on `from_day` ends earlier, and without a grace; by whom and why is written down."""

    whose: ClientId = subject(personal=True)
    project: Word
    from_day: date
    until_day: date
    decided_by: str | None = personal("whose")
    reason: str | None = personal("whose")

    def rows(self, event: Event) -> Iterable[Row]:
        yield ENROLMENT.row(project=self.project, from_day=self.from_day, until_day=self.until_day, ended=1)


@kind("core.proxy_named", keep="registry", puts=(PROXY,))
class ProxyNamed(Kind):
    """`proxy` may collect for `whose` until that day, inclusive; named again with an earlier day, it ends."""

    whose: ClientId = subject(personal=True)
    until_day: date
    proxy: PersonId | None = personal("proxy")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.proxy:
            yield PROXY.row(proxy=self.proxy, until_day=self.until_day)


@kind("core.answered", keep="registry", puts=(ANSWER,))
class Answered(Kind):
    """What was answered to a plugin's field about a person or a household."""

    whose: ClientId = subject(personal=True)
    of: Literal["person", "household"]
    field: Word
    value: str | None = personal("whose")

    def rows(self, event: Event) -> Iterable[Row]:
        yield ANSWER.row(field=self.field, value=self.value)
