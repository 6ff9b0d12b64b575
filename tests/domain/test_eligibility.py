"""Weighing what plugins say about a visit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.eligibility import Finding, Severity, weigh
from kiosk_core.domain.ids import CounterId, VolunteerId
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Here, Offer, Service, Visit

HERE = Here(
    CounterId("desk"), "foodbank", VolunteerId("v1"), datetime(2026, 11, 25, 13, tzinfo=UTC), date(2026, 11, 25)
)
VISIT = Visit(HERE, Service("foodbank.parcel", Sentence("Parcel"), "household"), None)
NOTE, ASK, STOP = Severity.NOTE, Severity.ASK, Severity.STOP


def finding(severity: Severity, code: str) -> Finding:
    return Finding(severity, code, Sentence("Look."), Sentence("Ask the coordinator."))


def test_nothing_said_is_granted() -> None:
    assert weigh(VISIT, [], frozenset()).outcome == "granted"


@pytest.mark.parametrize(("worst", "outcome"), [(NOTE, "granted"), (ASK, "ask"), (STOP, "refused")])
def test_the_most_severe_finding_is_the_outcome_and_stands_first(worst: Severity, outcome: str) -> None:
    raised = [("core", finding(level, f"core.{level.name}")) for level in Severity if level <= worst]
    for order in permutations(raised):
        verdict = weigh(VISIT, order, frozenset())
        assert verdict.outcome == outcome
        assert [f.severity for f in verdict.findings] == sorted((f.severity for _, f in raised), reverse=True)


def test_a_guest_is_heard_with_declared_codes_only_and_as_a_note() -> None:
    raised = [("kapstok", finding(STOP, "kapstok.device_late")), ("kapstok", finding(STOP, "kapstok.debt"))]
    verdict = weigh(VISIT, raised, frozenset({"kapstok.device_late"}))
    assert verdict.outcome == "granted"
    assert [(f.code, f.severity, f.by) for f in verdict.findings] == [("kapstok.device_late", NOTE, "kapstok")]


def test_the_owner_and_the_core_need_no_declaration() -> None:
    raised = [("foodbank", finding(ASK, "foodbank.late")), ("core", finding(STOP, "core.not_enrolled"))]
    verdict = weigh(VISIT, raised, frozenset())
    assert [(f.code, f.by) for f in verdict.findings] == [("core.not_enrolled", "core"), ("foodbank.late", "foodbank")]
    assert verdict.outcome == "refused"


def test_a_guest_cannot_speak_as_the_owner() -> None:
    raised = [("kapstok", replace_by(finding(STOP, "foodbank.already_collected")))]
    assert weigh(VISIT, raised, frozenset()).findings == ()


def replace_by(said: Finding) -> Finding:
    """The same finding with another's name already on it."""
    return Finding(said.severity, said.code, said.text, said.next_step, by="foodbank")


owners = st.sampled_from(["foodbank", "core", "kapstok", "einclusie"])
raised_findings = st.lists(
    st.tuples(owners, st.builds(finding, st.sampled_from(Severity), st.sampled_from(["a.x", "b.y", "c.z"])))
)


@given(raised_findings, st.frozensets(st.sampled_from(["a.x", "b.y"])))
def test_guests_never_change_the_outcome(raised: list[tuple[str, Finding]], elsewhere: frozenset[str]) -> None:
    alone = [(by, said) for by, said in raised if by in ("foodbank", "core")]
    assert weigh(VISIT, raised, elsewhere).outcome == weigh(VISIT, alone, frozenset()).outcome


def test_a_stop_without_a_next_step_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="next step"):
        Finding(STOP, "foodbank.no", Sentence("No."))


def test_an_offer_carries_what_the_volunteer_saw_and_worse_is_noticed() -> None:
    seen = weigh(VISIT, [("core", finding(ASK, "core.a")), ("core", finding(NOTE, "core.n"))], frozenset())
    offer = seen.bind(Offer(Sentence("Parcel"), ()))
    assert (offer.visit, offer.seen) == (VISIT, frozenset({"core.a"}))
    assert seen.worse_than(offer.seen) is None
    later = weigh(VISIT, [("core", finding(ASK, "core.a")), ("core", finding(STOP, "core.s"))], frozenset())
    worse = later.worse_than(offer.seen)
    assert worse is not None
    assert worse.code == "core.s"
