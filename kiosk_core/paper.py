"""The printer beside an open house: a thread with a store of its own, so that no scan ever waits for paper."""

from __future__ import annotations

import logging
import threading
from collections.abc import MutableMapping
from contextlib import closing

from .catalogues import catalogue
from .core import paper_language, today
from .domain.errors import KioskError, NotFound
from .domain.ids import CounterId
from .domain.receipts import Receipt
from .domain.texts import Catalogue
from .house import House
from .journal.ledger import Ledger
from .printing.compose import compose
from .printing.jobs import Job, JobId
from .printing.profile import PrinterSettings, Profile, profile_of
from .printing.spool import Spool
from .printing.worker import Translation, Worker
from .running import Running, as_act
from .store import Error as DatabaseError
from .store import Store

AGAIN_S = 5.0
"""seconds until the house is opened again beside the screen, when it could not be read."""

_log = logging.getLogger(__name__)


class Paper:
    """Of one counter. `start` when the kiosk opens, `stop` when it closes, `wake` when a slip was queued."""

    def __init__(self, kiosk: Running, counter: CounterId) -> None:
        self._kiosk, self._counter = kiosk, counter
        self.translations: MutableMapping[JobId, Translation] = {}
        """What a volunteer added to one print; nowhere else, and gone when that has come out."""
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """What was not printed stays in the queue. Waits for a job that is being sent, five seconds at most."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        """A disk that fails for a while keeps the slips waiting, and no longer than it fails."""
        while not self._stop.is_set():
            try:
                self._print()
            except (KioskError, DatabaseError) as error:
                _log.warning("printer: %s", type(error).__name__)
                self._stop.wait(AGAIN_S)

    def _print(self) -> None:
        kiosk = self._kiosk
        with closing(Store(kiosk.store.path, kiosk.store.key)) as store:
            house = House(store, self._counter)

            def profile() -> Profile:
                return profile_of(house.settings(PrinterSettings, today(house, kiosk.clock())))

            def slip(job: Job) -> Receipt:
                ledger = Ledger(store)
                key = ledger.known_key(job.act)
                first = ledger.key_of_act(key) if key is not None else None
                if first is None:
                    raise NotFound(what=job.act)
                example = house.one("SELECT example FROM core_house")
                act = as_act(ledger.events_of(first))
                return compose(kiosk.plugins, house, act, example=bool(example and example[0]))

            def words() -> Catalogue:
                return catalogue(paper_language(house, kiosk.clock()), kiosk.plugins.packages)

            spool = Spool(store, self._counter, kiosk.clock)
            Worker(spool, slip, profile, words, kiosk.clock, translations=self.translations).run(self._stop, self._wake)
