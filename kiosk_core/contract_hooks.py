"""What is demanded of a plugin's hooks in a house with people in it: they answer, read their own tables and the core's, and neither
write nor print."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from random import Random
from typing import Any

from .cash.drawers import Session
from .demo import Story
from .domain.eligibility import Verdict
from .domain.ids import Cents
from .domain.visits import Client
from .kiosk import Kiosk
from .plugins import HOOKS
from .shift import Shift

READ, WRITES, PRAGMA = 20, {2, 4, 6, 8, 9, 10, 11, 12, 14, 16, 18, 22, 23, 24, 26, 27, 28}, 19
"""Action codes of SQLite's authorizer: SQLITE_READ, every one that changes something or begins to, and SQLITE_PRAGMA."""


def ask_all(kiosk: Kiosk, name: str, shifts: Mapping[str, Shift], clients: Sequence[Client]) -> set[str]:
    """Asks every hook of that plugin about these clients, and about nobody, at each of these shifts, by project; and under no lock
    the guards and drafts of what it offers. Returns which hooks were asked. Raises AssertionError with what does not hold."""
    asked = set()
    for given in _questions(kiosk, name, shifts, clients):
        for hook in HOOKS[1:]:
            if not kiosk.plugins.has_hook(name, hook) or (hook == "offer" and given["visit"].service.owner != name):
                continue
            with _held_to_it(kiosk, name, hook):
                answers = kiosk.plugins.ask(hook, only={name}, **given)
                for offer in (offer for _, offer in answers.values if hook == "offer"):
                    for function in filter(callable, (offer.guard, *offer.drafts)):
                        function(kiosk.house)
            assert not answers.failures, f"{name}: {hook}() fails: {answers.failures[0].error}"
            asked.add(hook)
    return asked


@contextmanager
def _held_to_it(kiosk: Kiosk, name: str, hook: str) -> Iterator[None]:
    printed = io.StringIO()
    with watched(kiosk) as (read, wrote), redirect_stdout(printed), redirect_stderr(printed):
        yield
    strange = sorted(t for t in read if not t.startswith(("core_", f"{name}_")) and t != "sqlite_master")
    assert not strange, f"{name}: {hook}() reads {', '.join(strange)}"
    assert not wrote, f"{name}: {hook}() writes: {wrote[0]}"
    assert not printed.getvalue(), f"{name}: {hook}() prints"


@contextmanager
def watched(kiosk: Kiosk) -> Iterator[tuple[set[str], list[Any]]]:
    """(tables read, writes tried) inside."""
    read: set[str] = set()
    wrote: list[Any] = []

    def allow(action: int, one: str | None, two: str | None, database: str | None, trigger: str | None) -> int:
        if action == READ and one:
            read.add(one)
        elif action in WRITES or (action == PRAGMA and two is not None):
            wrote.append((action, one, two))
        return 0

    db: Any = kiosk.store.db
    db.set_authorizer(allow)
    try:
        yield read, wrote
    finally:
        db.set_authorizer(None)


def _questions(
    kiosk: Kiosk, name: str, shifts: Mapping[str, Shift], clients: Sequence[Client]
) -> Iterator[dict[str, Any]]:
    """What each hook is given, for every service and client. The act is the newest of that plugin's, else of the house."""
    events = kiosk.last_events(1000)
    own = [event for event in events if event.kind.startswith(f"{name}.")]
    for shift in shifts.values():
        for service in shift.project.services:
            for client in (*clients, None):
                verdict = shift.decide(client, service.code)
                assert verdict.visit is not None
                here = verdict.visit.here
                yield {
                    "visit": verdict.visit, "verdict": verdict, "client": verdict.visit.client, "here": here,
                    "answers": {
                        "core.project": name, "core.from_day": here.day, "core.until_day": here.day, "x": "850730 033 28",
                    },
                    "act": kiosk.act((own or events)[-1].id), "house": kiosk.house, "story": _story(kiosk, here.day, clients),
                    "session": Session("s", shift.counter, here.day, Cents(0)), "day": here.day,
                    "subjects": [one for client in clients for one in (client.person, client.household) if one],
                }  # fmt: skip


def _story(kiosk: Kiosk, day: Any, clients: Sequence[Client]) -> Story:
    """In which nobody can be served and nobody is there for more: so nothing is written down by it."""
    return Story(
        day=day, chance=Random(1), clients=clients, house=kiosk.house, decide=lambda *asked: Verdict(None, "unknown", ()),
        record=lambda *done: None, tell=lambda *drafts: None, set_clock=lambda *at: None, set_setting=lambda *said: None,
    )  # fmt: skip
