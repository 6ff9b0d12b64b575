"""A visitor's scan to the painted welcome with a long history of sessions, beside the same house without one.

`python -m benchmarks.sign_in [sessions attendances]`. Both houses know the same visitors; the runs take turns, so that a busy
moment of the machine meets both. As issue 9 asks it: 2,000 sessions and 200,000 attendances.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import kiosk_einclusie
from faker import Faker
from kiosk_einclusie.events.sessions import SessionClosed, SessionOpened, SessionPlanned, SignedIn

from kiosk_core import CounterId, HouseholdId, PersonId, Word
from kiosk_core.store import save_key

from . import build
from .screen import number_of
from .table import Row
from .terminal import at_counter, letters

SESSIONS, ATTENDANCES = 2_000, 200_000
VISITORS, SCANS, RUNS = 300, 40, 3
SHARE = 1.2
"""What was asked of it: at most so many times as long as in an empty database."""


@dataclass(frozen=True, slots=True)
class Made:
    """`sessions`, `attendances`: as read back from the file."""

    path: Path
    cards: list[str]
    sessions: int
    attendances: int
    megabytes: float


def house(sessions: int, attendances: int) -> Made:
    """The house of that size; made when it is not there yet."""
    build.CACHE.mkdir(exist_ok=True)
    path = build.CACHE / f"visitors-{sessions}-{attendances}.db"
    cards = path.with_suffix(".cards")
    if not cards.exists():
        for tail in ("", "-wal", "-shm"):
            Path(f"{path}{tail}").unlink(missing_ok=True)
        codes = _make(path, sessions, attendances)
        cards.write_text("\n".join(codes))
    save_key(path, build.KEY, replace=True, in_vault=False)
    with build.open_house(path, kiosk_einclusie) as kiosk:
        counts = [kiosk.house.number(f"SELECT count(*) FROM einclusie_{table}") for table in ("session", "attended")]
    return Made(path, cards.read_text().split(), counts[0], counts[1], path.stat().st_size / 1e6)


def _make(path: Path, sessions: int, attendances: int) -> list[str]:
    names, codes = Faker("nl_BE"), list[str]()
    names.seed_instance(1)
    ids: list[tuple[HouseholdId, PersonId, int]] = []
    with build.open_house(path, kiosk_einclusie, create=True) as kiosk:
        build.begin(kiosk)
        first = build.LAST_DAY - timedelta(days=2 + sessions // 2)
        known = [(first, drafts) for drafts in build.registrations(VISITORS, Random(1), names, codes, ids)]
        build.append_acts(kiosk, known, "visitors", len(known), "einclusie")
        persons = [person for _, person, _ in ids]
        acts = _term(kiosk.counter(None), persons, sessions, attendances)
        build.append_acts(kiosk, acts, "acts", 2 * sessions + attendances, "einclusie")
    return codes


def _term(
    counter: CounterId, persons: Sequence[PersonId], sessions: int, attendances: int
) -> Iterator[tuple[date, list[SessionPlanned | SessionOpened | SessionClosed | SignedIn]]]:
    """Two help desks a day up to LAST_DAY, each opened, visited and closed."""
    chance = Random(2)
    for n in range(sessions):
        day = build.LAST_DAY - timedelta(days=(sessions - 1 - n) // 2)
        id, start = f"{day}T{9 + 4 * (n % 2):02}:00@{counter}", 540 + 240 * (n % 2)
        came = attendances * (n + 1) // sessions - attendances * n // sessions
        planned = SessionPlanned(
            session=id, sort="help_desk", counter=counter, day=day, start=start, minutes=180, title=None, guest=None
        )  # fmt: skip
        yield day, [planned, SessionOpened(session=id)]
        for person in chance.choices(persons, k=came):
            yield day, [SignedIn(person=person, session=Word(id))]
        yield day, [SessionClosed(session=id, came=came, anonymous=0)]


def paints(made: Made, places: Sequence[int]) -> list[float]:
    """Seconds from Enter to the painted welcome for each."""
    terminal = at_counter(sys.executable, "-m", "benchmarks.kiosk_app", str(made.path), "einclusie", pin=build.PIN)
    took = []
    for place in places:
        terminal.drain(0.3)
        terminal.type(made.cards[place])
        terminal.type("\r", 0)
        took.append(terminal.wait(number_of(place)))
    terminal.close()
    return took


def rows(sessions: int = SESSIONS, attendances: int = ATTENDANCES) -> list[Row]:
    """For the table."""
    empty, full = house(0, 0), house(sessions, attendances)
    places = Random(3).sample(range(VISITORS), SCANS)
    without: list[float] = []
    with_history: list[float] = []
    for run in range(RUNS):
        mine = places[run::RUNS]
        without += paints(empty, mine)
        with_history += paints(full, mine)
    share = statistics.median(with_history) / statistics.median(without)
    what = f"sign-in, Enter to painted welcome: {full.sessions} sessions, {full.attendances} attendances, {full.megabytes:.0f} MB"
    said = f"{letters(with_history)}, {share:.2f}x of an empty database ({letters(without)})"
    return [Row(what, said, f"{SHARE}x of an empty database")]


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:])):
        print(row)
