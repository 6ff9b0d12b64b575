"""The contract between the core and its plugins. What a plugin IS, it says once; what it KNOWS, it is asked.

Hooks read and answer. They get `house` (reads, query-only) and return values; they never write, print or wait.
What is to be recorded is returned as drafts inside an Offer; only screens and commands hold a Shift and record.
Each plugin is called by itself, in the order of names. One that raises is reported and left out of that answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pluggy

from .cash.drawers import Session
from .demo import Story
from .domain.answers import ClosingLine, Conflict, Glance, ToKnow
from .domain.eligibility import Finding, Verdict
from .domain.project import Project
from .domain.receipts import Block
from .domain.visits import Client, Here, Offer, Visit
from .house import House
from .journal import Act

hookspec = pluggy.HookspecMarker("kiosk")
hookimpl = pluggy.HookimplMarker("kiosk")


@hookspec
def project() -> Project:
    """Who you are: services, settings, kinds, tables, fields, screens, commands, indicators. Since 0.1.

    Called once at start, before any database is open. Raises, hangs or is unusable: the plugin is set aside and named by
    `kiosk plugins`; the counter opens with the others."""
    raise NotImplementedError


@hookspec
def check_registration(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    """Before a client or an enrolment is saved: `answers` by field code, `client` None when new. Of an enrolment also
    `core.project`, and `core.from_day` and `core.until_day` (dates). Since 0.1.

    A stop keeps it from being saved; an ask or note is shown beside. Raises: the form says so; saving stays possible."""
    raise NotImplementedError


@hookspec
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    """On every scan, for every service, yours or not; for your own again under the lock when it is recorded. Since 0.1.

    Gather, then judge. For another's service only codes in your `elsewhere` that the coordinator switched on are heard,
    as notes. Raises: at your own counter the verdict becomes `ask`; at another's it is not touched."""
    raise NotImplementedError


@hookspec
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    """After the verdict on one of your services, when it is granted or ask: what may be handed over, and what that
    records. Since 0.1.

    One granted offer that asks and costs nothing is recorded at once in fast mode. Raises: the verdict becomes `ask`
    and offers nothing."""
    raise NotImplementedError


@hookspec
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    """For every slip, yours or not: your lines for this act. Off the scan path; asked again for a copy, so only from the
    act and your readings. Since 0.1.

    Raises: the slip is printed without your lines."""
    raise NotImplementedError


@hookspec
def closing_lines(session: Session, house: House) -> Iterable[ClosingLine]:
    """For every X, and once more under the lock when a drawer is closed: what you add to it, of this session only. The
    answer is kept with the Z; you are not asked again for a copy. Since 0.1.

    Money of your purposes and means of payment stands there already. Raises: it is closed without your lines, and says so."""
    raise NotImplementedError


@hookspec
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    """For the home and counter screens: today's numbers and what waits. Beside the scan path. Since 0.1.

    Raises: left out."""
    raise NotImplementedError


@hookspec
def to_know(day: date, house: House) -> Iterable[ToKnow]:
    """For the notes of a day, which the coordinator reads afterwards: what was unusual at your counters. Off the scan
    path. Since 0.1.

    Raises: left out, and the status line says so."""
    raise NotImplementedError


@hookspec
def find_conflicts(subjects: Sequence[str], house: House) -> Iterable[Conflict]:
    """After events of another counter arrived: of the subjects they are about, what cannot be right now that both sides
    are here. Since 0.1.

    Both events stay; what you answer is shown to the coordinator. Raises: yours are not looked for this time."""
    raise NotImplementedError


@hookspec
def tell_demo(story: Story) -> None:
    """For `kiosk demo`, once for every day of the story: live through yours with its clients and its chance, as a
    volunteer would. Since 0.1.

    Raises: the story goes on without you."""
    raise NotImplementedError
