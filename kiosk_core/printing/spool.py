"""The queue before the printer: rows that an act's own transaction writes and the worker takes.

A row goes `waiting` -> `sending` -> gone (printed). It is `sending` from its first byte on: whoever dies while a printer
that is off is tried leaves no question. When the printer may have got a part of it, it is `asked`: a person looks and says
whether it printed, so that nothing comes out twice in silence. `failed` is what cannot be composed or sent at all. The functions run inside the caller's transaction;
`Spool` is the worker's own door with a store of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

from ..domain.errors import NotFound
from ..domain.moments import Clock
from ..domain.texts import Sentence, counted
from .connection import Outcome
from .jobs import Job, JobId, What

LOCAL_TABLES = (
    """CREATE TABLE IF NOT EXISTS local_spool (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        counter TEXT NOT NULL,
        act TEXT NOT NULL,
        service TEXT NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('slip', 'copy', 'test', 'drawer')),
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'asked', 'failed')),
        trouble TEXT NOT NULL DEFAULT '',
        queued INTEGER NOT NULL,
        begun INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS local_spool_by_state ON local_spool (counter, state, id)",
    "CREATE TABLE IF NOT EXISTS local_slip (act TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
)
"""local_slip: acts whose slip was asked for once; what comes out of them afterwards is a copy.
`queued` and `begun` are milliseconds since 1970, UTC. AUTOINCREMENT: a translation is kept in memory by job id, so an
id is never given again."""

State = Literal["waiting", "sending", "asked", "failed"]

LEASE = timedelta(seconds=60)
"""A job that is being sent for longer than any printer takes was left behind by a process that died."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue, for a list on a screen."""

    job: Job
    state: State
    trouble: str
    """The kind of the last outcome; '' when there was none."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The queue of one counter in numbers, for the status line."""

    waiting: int = 0
    """Those being sent included."""
    asked: int = 0
    failed: int = 0
    trouble: str = ""
    """Why the oldest waiting one did not come out yet; '' when it was not tried."""
    question: JobId | None = None
    """The oldest of which nobody knows whether it printed."""

    def says(self) -> Sentence | None:
        """The most pressing thing, or None when all is printed. What is asked does not hide why nothing comes out."""
        if self.asked:
            asked = counted("Did this slip print?", "Did these {n} slips print?", self.asked)
            trouble = replace(self, asked=0).says() if self.trouble else None
            return Sentence("{what} {count}", {"what": asked, "count": trouble}) if trouble else asked
        if self.trouble:
            return Sentence("{what} {count}", {"what": _TROUBLE[self.trouble], "count": _slips(self.waiting)})
        if self.failed:
            return counted("{n} slip could not be printed.", "{n} slips could not be printed.", self.failed)
        return _slips(self.waiting) if self.waiting else None


_TROUBLE = {
    "off": Sentence("The printer is off."),
    "timeout": Sentence("The printer does not answer."),
    "closed": Sentence("The printer is off."),
    "paper_out": Sentence("The printer has no paper."),
    "failed": Sentence("The printer cannot be used."),
}


def _slips(n: int) -> Sentence:
    return counted("{n} slip is waiting.", "{n} slips are waiting.", n)


def queue(
    db: Any, act: str = "", service: str = "", *, counter: str = "", at: datetime | None = None, what: What = "slip"
) -> JobId:
    """A new job at the end of the queue, in the transaction of the act that it belongs to.

    `counter`: whose printer; '' is any of this file's, right for a house with one. `at`: UTC, None is SQLite's clock.
    An optional translation is the caller's to remember under the id that comes back, before COMMIT.
    """
    added = db.execute(
        "INSERT INTO local_spool (counter, act, service, what, queued)"
        " VALUES (?, ?, ?, ?, coalesce(?, CAST(unixepoch('subsec') * 1000 AS INTEGER)))",
        (counter, act, service, what, None if at is None else _ms(at)),
    )
    if act and what == "slip":
        db.execute("INSERT OR IGNORE INTO local_slip VALUES (?)", (act,))
    return JobId(added.lastrowid)


def had_slip(db: Any, act: str) -> bool:
    """Whether its slip was in the queue before, printed or not."""
    return db.execute("SELECT 1 FROM local_slip WHERE act = ?", (act,)).fetchone() is not None


def waiting(db: Any, counter: str) -> list[Waiting]:
    """All that is in the counter's queue, oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, state, trouble FROM local_spool WHERE counter IN ('', ?) ORDER BY id", (counter,)
    )
    return [Waiting(_job(row), row[5], row[6]) for row in rows]


def summary(db: Any, counter: str) -> Summary:
    """How the counter's queue stands; index local_spool_by_state."""
    numbers = dict.fromkeys(("waiting", "sending", "asked", "failed"), 0)
    first: dict[str, tuple[int, str]] = {}
    rows = db.execute(
        "SELECT state, id, trouble FROM local_spool WHERE counter IN ('', ?) ORDER BY state, id", (counter,)
    )
    for state, id, trouble in rows:
        numbers[state] += 1
        first.setdefault(state, (id, trouble))
    return Summary(
        waiting=numbers["waiting"] + numbers["sending"],
        asked=numbers["asked"],
        failed=numbers["failed"],
        trouble=first["waiting"][1] if "waiting" in first else "",
        question=JobId(first["asked"][0]) if "asked" in first else None,
    )


def answer(db: Any, job: JobId, printed: bool) -> bool:
    """A person says whether an asked one printed. No: it waits again, which is a new decision to send it.

    False: nothing was asked about this job any more.
    """
    if printed:
        return bool(db.execute("DELETE FROM local_spool WHERE id = ? AND state = 'asked'", (job,)).rowcount)
    changed = db.execute(
        "UPDATE local_spool SET state = 'waiting', trouble = '' WHERE id = ? AND state = 'asked'", (job,)
    )
    return bool(changed.rowcount)


def retry(db: Any, counter: str) -> int:
    """All that failed wait again; how many. Those asked about are answered, not retried."""
    changed = db.execute(
        "UPDATE local_spool SET state = 'waiting', trouble = '' WHERE counter IN ('', ?) AND state = 'failed'",
        (counter,),
    )
    return int(changed.rowcount)


def drop_failed(db: Any, counter: str) -> int:
    """Nobody waits for these any more; how many."""
    gone = db.execute("DELETE FROM local_spool WHERE counter IN ('', ?) AND state = 'failed'", (counter,))
    return int(gone.rowcount)


def drop(db: Any, job: JobId) -> bool:
    """Takes a job out of the queue; False when it is being sent or already gone."""
    return bool(db.execute("DELETE FROM local_spool WHERE id = ? AND state <> 'sending'", (job,)).rowcount)


def forget(db: Any, acts: Sequence[str]) -> None:
    """Nothing of these acts is printed any more: they were undone, or their client is forgotten."""
    db.executemany("DELETE FROM local_spool WHERE act = ?", [(act,) for act in acts])


def ask_about_interrupted(db: Any, counter: str, at: datetime) -> None:
    """One that has been sent for longer than LEASE (or since a moment yet to come: the clock was set back) is asked about."""
    db.execute(
        "UPDATE local_spool SET state = 'asked', trouble = 'closed' WHERE counter IN ('', ?) AND state = 'sending'"
        " AND begun NOT BETWEEN ? AND ?",
        (counter, _ms(at - LEASE), _ms(at)),
    )


def next_waiting(db: Any, counter: str) -> Job | None:
    """The oldest waiting job; None when there is none or one of this counter is being sent."""
    row = db.execute(f"SELECT {_COLUMNS} FROM local_spool WHERE {_NEXT}", {"counter": counter}).fetchone()
    return _job(row) if row else None


def begin(db: Any, job: JobId, counter: str, at: datetime) -> bool:
    """Marks the job as being sent; False when it is not the next one any more."""
    begun = db.execute(
        f"UPDATE local_spool SET state = 'sending', begun = :at WHERE id = :job AND {_NEXT}",
        {"at": _ms(at), "job": job, "counter": counter},
    )
    return bool(begun.rowcount)


def put_back(db: Any, job: JobId, outcome: Outcome) -> None:
    """After trouble: asked about when it had begun, failed when trying again changes nothing, else waiting as before."""
    was: State = "sending" if outcome.begun else "waiting"
    state: State = "asked" if outcome.begun else "failed" if outcome.kind == "failed" else "waiting"
    db.execute(
        "UPDATE local_spool SET state = ?, trouble = ? WHERE id = ? AND state = ?", (state, outcome.kind, job, was)
    )


class Place(Protocol):
    """A store, as the spool uses one."""

    @property
    def db(self) -> Any: ...
    def writing(self) -> AbstractContextManager[Any]: ...
    def translated(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Spool:
    """The worker's side of the queue: a `Jobs`. `store` is opened in the worker's own thread."""

    store: Place
    counter: str
    clock: Clock

    def next_job(self) -> Job | None:
        # Only looked at, mostly: a transaction each time would stand in the way of the counter while there is nothing to do.
        being_sent = "SELECT 1 FROM local_spool WHERE counter IN ('', ?) AND state = 'sending'"
        with self.store.translated():
            if not self.store.db.execute(being_sent, (self.counter,)).fetchone():
                return next_waiting(self.store.db, self.counter)
        with self.store.writing() as db:
            ask_about_interrupted(db, self.counter, self.clock())
            return next_waiting(db, self.counter)

    def begin(self, job: Job) -> None:
        with self.store.writing() as db:
            if not begin(db, job.id, self.counter, self.clock()):
                raise NotFound(what=job.act)

    def done(self, job: Job) -> None:
        with self.store.writing() as db:
            db.execute("DELETE FROM local_spool WHERE id = ?", (job.id,))

    def failed(self, job: Job, outcome: Outcome) -> None:
        with self.store.writing() as db:
            put_back(db, job.id, outcome)


_COLUMNS = "id, act, service, what, queued"
_NEXT = (
    "id = (SELECT min(id) FROM local_spool WHERE counter IN ('', :counter) AND state = 'waiting')"
    " AND NOT EXISTS (SELECT 1 FROM local_spool WHERE counter IN ('', :counter) AND state = 'sending')"
)


def _job(row: Sequence[Any]) -> Job:
    id, act, service, what, queued = row[:5]
    return Job(JobId(id), act, service, what, datetime.fromtimestamp(queued / 1000, UTC))


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
