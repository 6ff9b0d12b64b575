"""Findings -> verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from .texts import Sentence
from .visits import Offer, Visit

Outcome = Literal["granted", "ask", "refused", "unknown"]


class Severity(IntEnum):
    NOTE, ASK, STOP = 0, 1, 2


OUTCOMES: dict[Severity, Outcome] = {Severity.NOTE: "granted", Severity.ASK: "ask", Severity.STOP: "refused"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has to say about a visit. A stop without a next step is a ValueError: nobody is sent away without one."""

    severity: Severity
    code: str
    """'toys.enough', stable; its prefix is the plugin's."""
    text: Sentence
    next_step: Sentence | None = None
    confirm: Literal["volunteer", "other"] = "volunteer"
    """Who says yes to an ask: whoever stands here, or another volunteer."""
    by: str = ""
    """The plugin that raised it; put by `weigh`."""

    def __post_init__(self) -> None:
        if self.severity is Severity.STOP and self.next_step is None:
            raise ValueError(f"{self.code}: a stop needs a next step")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a visit. `visit` None: the code serves nobody here."""

    visit: Visit | None
    outcome: Outcome
    findings: tuple[Finding, ...]
    """Most severe first."""
    offers: tuple[Offer, ...] = ()

    @property
    def objections(self) -> frozenset[str]:
        """Codes of the asks and stops."""
        return frozenset(f.code for f in self.findings if f.severity > Severity.NOTE)

    def bind(self, offer: Offer) -> Offer:
        """The offer as an answer to this verdict: only such a one can be recorded."""
        other = any(f.confirm == "other" and f.severity is Severity.ASK for f in self.findings)
        return replace(offer, visit=self.visit, seen=self.objections, needs_other=other)

    def worse_than(self, seen: frozenset[str]) -> Finding | None:
        """The first ask or stop that the volunteer has not seen."""
        return next((f for f in self.findings if f.code in self.objections - seen), None)


def weigh(visit: Visit, raised: Iterable[tuple[str, Finding]], elsewhere: frozenset[str]) -> Verdict:
    """The verdict of all findings, each with the name of who raised it.

    A guest (a plugin that does not own the service) speaks only with the codes in `elsewhere`, and only as a note: no
    project can close another's counter, or tell its history there.
    """
    hosts = (visit.service.owner, "core")
    heard = [
        replace(finding, by=by, severity=finding.severity if by in hosts else Severity.NOTE)
        for by, finding in raised
        if by in hosts or finding.code in elsewhere
    ]
    heard.sort(key=lambda f: (-f.severity, f.code))
    worst = max((f.severity for f in heard), default=Severity.NOTE)
    return Verdict(visit, OUTCOMES[worst], tuple(heard))
