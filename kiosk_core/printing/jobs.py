"""What is waiting to be printed, as worker and queue both speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, Protocol

from .connection import Outcome

JobId = NewType("JobId", int)
What = Literal["slip", "copy", "test", "drawer"]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to print. It never holds the text: a slip is composed again from its act."""

    id: JobId
    act: str
    """'' for a test slip or a drawer that somebody opens."""
    service: str
    what: What
    queued: datetime
    """UTC moment."""


class Jobs(Protocol):
    """Where the worker finds its work. Every method may raise StoreError: nothing happened then, it asks again later."""

    def next_job(self) -> Job | None:
        """The oldest that waits; None while another one is being sent."""

    def begin(self, job: Job) -> None:
        """Marked as being sent: its first byte is the next thing that happens. Raises NotFound when it waits no more, or
        another one is being sent."""

    def done(self, job: Job) -> None:
        """It was printed."""

    def failed(self, job: Job, outcome: Outcome) -> None:
        """It was not, or nobody knows (`outcome.begun`)."""
