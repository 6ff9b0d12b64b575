"""The printer's own loop, beside the screen: takes jobs in order, sends each once, and waits out trouble."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from ..domain.errors import KioskError
from ..domain.moments import Clock
from ..domain.receipts import Receipt
from ..domain.texts import Catalogue, Sentence, Text
from . import connection
from .connection import Outcome
from .jobs import Job, JobId, Jobs
from .layout import with_translation
from .profile import Profile

Compose = Callable[[Job], Receipt]
"""A slip or copy, composed again from its act. Raises NotFound when that is gone."""
Send = Callable[[bytes, Profile, Callable[[], None]], Outcome]
Translation = tuple[Catalogue, Text]
"""The words of the language, and the line above them that says it is a translation."""

FRESH = timedelta(seconds=30)
"""A drawer opens only with a fresh job: one that jumps open minutes later, when the printer is mended, invites theft."""
POLL = 0.25
"""seconds between two looks at an empty queue; other processes add to it too."""
BACK_OFF = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""seconds to wait after so many troubles in a row; the last one from then on."""

_log = logging.getLogger(__name__)


class Worker:
    """One printer, one connection at a time. Make it and run it in the same thread or process."""

    def __init__(
        self,
        jobs: Jobs,
        compose: Compose,
        profile: Callable[[], Profile],
        words: Callable[[], Catalogue],
        clock: Clock,
        *,
        translations: MutableMapping[JobId, Translation] | None = None,
        send: Send = connection.send,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        """`profile` and `words` are asked before every job, so that a changed setting holds at once.

        `translations`: what a volunteer added to one print; only here, in memory, and gone when that has come out; a copy begins without.
        """
        self._jobs, self._compose, self._profile, self._words, self._clock = jobs, compose, profile, words, clock
        self._translations: MutableMapping[JobId, Translation] = {} if translations is None else translations
        self._send, self._back_off = send, back_off
        self._troubles = 0

    def run(self, stop: threading.Event, wake: threading.Event) -> None:
        """Until `stop`. `wake` is set by whoever queued a job, or mended the printer: it is looked at without delay."""
        while not stop.is_set():
            wake.wait(self.step())
            wake.clear()

    def step(self) -> float:
        """At most one job; answers how many seconds to wait before the next step."""
        try:
            job = self._jobs.next_job()
            if job is None:
                return POLL
            outcome = self._print(job)
            if outcome.sent:
                self._jobs.done(job)
                self._translations.pop(job.id, None)
            else:
                self._jobs.failed(job, outcome)
        except KioskError as error:
            # The store is busy or full, or the job was taken out of the queue before its first byte. What was being sent
            # stays marked, and is asked about when its lease is over.
            _log.warning("print queue: %s", error.code)
            return self._wait_longer()
        if outcome.sent or (outcome.kind == "failed" and not outcome.begun):
            self._troubles = 0
            return 0.0
        return self._wait_longer()

    def _wait_longer(self) -> float:
        self._troubles += 1
        return self._back_off[min(self._troubles, len(self._back_off)) - 1]

    def _print(self, job: Job) -> Outcome:
        try:
            profile = self._profile()
            data = self._bytes(job, profile)
        except KioskError as error:
            return Outcome("failed", error.sentence)
        except Exception as error:  # noqa: BLE001  composing runs strangers' code: it must not stop the slips behind it
            _log.warning("slip %s cannot be composed: %s", job.id, type(error).__name__)
            return Outcome("failed", Sentence("This slip cannot be made."))
        return self._send(data, profile, partial(self._jobs.begin, job)) if data else connection.SENT

    def _bytes(self, job: Job, profile: Profile) -> bytes:
        """The job's bytes; none when there is nothing left to do."""
        # Imported at the first slip: python-escpos takes half a second.
        from .escpos import open_drawer, render
        from .testslip import make_test_slip

        late = abs(self._clock() - job.queued) > FRESH
        match job.what:
            case "drawer":
                return b"" if late else open_drawer(profile)
            case "test":
                return make_test_slip(profile, self._words())
            case "copy":
                receipt = replace(self._compose(job), copy=True)
            case "slip":
                receipt = self._compose(job)
        if late:
            receipt = replace(receipt, open_drawer=False)
        added = self._translations.get(job.id)
        return render(with_translation(receipt, *added) if added else receipt, profile, self._words())
