"""A social worker's decision about a project: noted, ended, and what a form about a client may say. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ..domain.eligibility import Finding, Severity
from ..domain.errors import NoDecision, NotFound, NotUnderstood, WhichMember
from ..domain.fields import kept_answers
from ..domain.ids import ClientId, PersonId, Word
from ..domain.texts import Sentence, Text
from ..domain.visits import Client
from ..house import Enrolment
from ..journal import Act
from ..registry import enrolments
from ..registry.volunteers import Volunteer
from .looking import Looking

FORM_CHECK_FAILED = Finding(
    Severity.NOTE, "core.form_check_failed", Sentence("One check of this form does not work now."), by="core"
)


def later_speaks(day: date) -> Finding:
    """Of two decisions the one that began last speaks."""
    says = Sentence(
        "From {day} on another decision speaks, which begins then. This one holds until the day before.", {"day": day}
    )
    return Finding(Severity.ASK, "core.later_decision_speaks", says, by="core")


class Enrolments(Looking):
    def enrol(
        self, client: Client, project: str, until: date, *, since: date | None = None, terms: Mapping[str, object] | None = None,
        basis: str | None = None, decided_by: str | None = None, review: date | None = None,
        confirmed_by: Volunteer | None = None,
    ) -> Act:  # fmt: skip
        """Notes a social worker's decision. The household where the project serves households, else the person.

        `terms`: by field code; checked against the plugin's fields. `confirmed_by`: who else says yes, of one's own household.
        Raises NotAllowed, NotFound (project), NotUnderstood (a check stops it too; who died), WhichMember, NeedsAnother."""
        self.look_at_enrolment(client, project, until, since=since, terms=terms)
        whose = self._whose(client, project)
        return self.tell(
            enrolments.Enrolled(
                whose=whose, project=Word(project), from_day=since or self.here().day, until_day=until, review_day=review,
                basis=basis, decided_by=decided_by, terms=self._terms(project, terms or {}) or None,
            ),
            lambda house: self.by_two(client, whose, confirmed_by),
        )  # fmt: skip

    def look_at_enrolment(
        self, client: Client, project: str, until: date, *, since: date | None = None,
        terms: Mapping[str, object] | None = None,
    ) -> list[Finding]:  # fmt: skip
        """What the plugins say before a decision is noted. Raises what `enrol` raises."""
        self.require("enrol")
        whose, first = self._whose(client, project), since or self.here().day
        if until < first:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))
        self.bar_deceased(client)
        decision = {"core.project": project, "core.from_day": first, "core.until_day": until}
        found = self.check_answers({**self._terms(project, terms or {}), **decision}, client)
        begun = (one.from_day for one in self.house.enrolments(whose) if one.project == project)
        later = min((day for day in begun if first < day <= until), default=None)
        return [*found, *([later_speaks(later)] if later else [])]

    def first_day(self, client: Client, project: str) -> date:
        """Of a decision of which nobody said when it begins: so long ago that what was noted on paper can be entered; but today
        where another one has begun since, which would speak instead. Raises NotFound (project), WhichMember."""
        today = self.here().day
        paper = today - timedelta(days=self.settings().late_days)
        found = self.house.enrolment(self._whose(client, project), project, today)
        return today if found and paper <= found.from_day <= today else paper

    def end_enrolment(
        self, client: Client, project: str, last: date, *, decided_by: str, reason: str, confirmed_by: Volunteer | None = None
    ) -> Act:  # fmt: skip
        """The decision that speaks now ends earlier than it said: `last` is its last day. Who decided and why is written
        down. Raises NotAllowed, NotFound (the project, or no decision), NotUnderstood (nobody, no reason, or no such day),
        NeedsAnother (as `enrol`)."""
        found = self.running_enrolment(client, project)
        if not decided_by.strip() or not reason.strip():
            raise NotUnderstood(why=Sentence("say who decided this, and why."))
        if not found.from_day <= last <= found.until_day:
            days = {"first": found.from_day, "last": found.until_day}
            raise NotUnderstood(
                why=Sentence("the decision holds from {first} until {last}: it ends on a day between them.", days)
            )
        whose = self._whose(client, project)
        return self.tell(
            enrolments.EnrolmentEnded(
                whose=whose, project=Word(project), from_day=found.from_day, until_day=last,
                decided_by=decided_by.strip(), reason=reason.strip(),
            ),
            lambda house: self.by_two(client, whose, confirmed_by),
        )  # fmt: skip

    def projects_with_decision(self, client: Client) -> dict[str, Text]:
        """Project -> title, of which a decision about this client holds now. Raises NotAllowed."""
        found: dict[str, Text] = {}
        for name, project in self.kiosk.plugins.projects.items():
            with suppress(NotFound, WhichMember):
                self.running_enrolment(client, name)
                found[name] = project.title
        return found

    def running_enrolment(self, client: Client, project: str) -> Enrolment:
        """The decision that may be ended: the one that speaks today, which is not over. Raises NotAllowed, NotFound."""
        self.require("enrol")
        day = self.here().day
        found = self.house.enrolment(self._whose(client, project), project, day)
        if found is None or found.until_day < day:
            raise NoDecision(client=client.number, project=self.kiosk.plugins.projects[project].title)
        return found

    def terms_of(self, client: Client, project: str) -> dict[str, Any]:
        """What the decision that speaks about a client says in answer to the project's questions, by field code: whoever notes
        a new one begins with it. Raises NotAllowed."""
        self.require("enrol")
        found = self.house.enrolment(self._whose(client, project), project, self.here().day)
        return found.terms if found else {}

    def _whose(self, client: Client, project: str) -> ClientId:
        if project not in self.kiosk.plugins.projects:
            raise NotFound(what=project)
        services = self.kiosk.plugins.projects[project].services
        if services and services[0].serves == "household" and client.household:
            return ClientId(client.household)
        return ClientId(self.first_adult(client))

    def first_adult(self, client: Client) -> PersonId:
        """The member meant, or a household's first adult (one of unknown age counts). Raises WhichMember: there is none."""
        if client.person is not None:
            return client.person
        day = self.here().day
        adults = [m for m in client.members if not m.is_minor(day)]
        if not adults:
            raise WhichMember(members=", ".join(m.number for m in client.members))
        return adults[0].person

    def bar_deceased(self, client: Client) -> None:
        """Nothing begins for who died, nor for a household in which nobody lives any more. Raises NotUnderstood."""
        said = {"number": client.number}
        query = "SELECT 1 FROM core_member WHERE subject=? AND ending='deceased'"
        if client.person and self.house.one(query, client.person):
            raise NotUnderstood(why=Sentence("{number} has died.", said))
        if not client.person and not client.members:
            raise NotUnderstood(why=Sentence("nobody lives in {number} any more.", said))

    def _terms(self, project: str, given: Mapping[str, object]) -> dict[str, object]:
        fields = self.kiosk.plugins.projects[project].fields
        return kept_answers((f for f in fields if f.of == "enrolment"), given, project)

    def check_answers(self, answers: Mapping[str, Any], client: Client | None) -> list[Finding]:
        """What the plugins say of a form before it is saved, most severe first: asks and notes to show beside it.

        `answers`: by field code; of an enrolment also core.project, core.from_day and core.until_day. `client` None: new.
        A check that fails is a note. Raises NotUnderstood: a check stops it."""
        heard = self.kiosk.plugins.ask("check_registration", answers=answers, client=client, house=self.house)
        found = [replace(finding, by=by) for by, finding in heard.values]
        for finding in found:
            if finding.severity is Severity.STOP:
                raise NotUnderstood(why=finding.text)
        found += [FORM_CHECK_FAILED] * bool(heard.failures)
        return sorted(found, key=lambda finding: (-finding.severity, finding.code))
