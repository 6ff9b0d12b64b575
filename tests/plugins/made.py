"""Plugins made on the spot, as modules, for what no honest plugin does."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from kiosk_core import Finding, Offer, Project, Sentence, Service, Severity, hookimpl


def plugin(name: str, *hooks: Callable[..., Any], **declared: Any) -> ModuleType:
    """A module whose project() declares that, with these functions as its hooks, by their names."""
    module = ModuleType(f"made_{name}")

    def project() -> Project:
        return Project(name, Sentence(name.title()), **declared)

    for hook in (project, *hooks):
        hook.__module__ = module.__name__
        setattr(module, hook.__name__, hookimpl(hook))
    return module


def desk(name: str, **more: Any) -> tuple[Service, ...]:
    """One service for persons that everybody may have."""
    return (Service(f"{name}.help", Sentence("Help"), serves="person", needs_enrolment=False, **more),)


def helping(name: str) -> ModuleType:
    """A plugin with a counter of its own that offers one thing and records nothing."""

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        yield Offer(Sentence("Help"), ())

    return plugin(name, offer, services=desk(name))


def saying(code: str, severity: Severity = Severity.STOP) -> Callable[..., Any]:
    """A check that says that at every counter."""

    def check_eligibility(visit: Any, house: Any) -> Any:
        yield Finding(severity, code, Sentence("Something."), Sentence("Do this."))

    return check_eligibility


def raising(error: BaseException) -> Callable[..., Any]:
    """A check that raises that, after it began to answer."""

    def check_eligibility(visit: Any, house: Any) -> Any:
        yield Finding(Severity.STOP, "guest.first", Sentence("First."), Sentence("Then."))
        raise error

    return check_eligibility
