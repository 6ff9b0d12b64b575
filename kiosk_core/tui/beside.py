"""What takes long is done in a worker, on a connection of its own: the screen says so, and the house goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.worker import Worker

from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.shift import Shift

from .place import Place

Made = TypeVar("Made")


class Beside(Place):
    """While `busy` nothing else is done on this screen; what came of it is taken up when the screen is on top."""

    LEAVES: ClassVar[bool] = False
    """Whether it may be left meanwhile: what only reads."""

    _worker: Worker[Any] | None = None
    _then: Callable[[Any], object]
    _meanwhile = Sentence("")

    @property
    def busy(self) -> bool:
        return self._worker is not None

    @property
    def meanwhile(self) -> Text:
        return self._meanwhile if self.busy else ""

    def beside(self, work: Callable[[Shift], Made], then: Callable[[Made], object], meanwhile: Sentence) -> None:
        """`work` in a thread; `then` with what it gave, on the screen. What it raises is said as of any key."""
        shift = self.shift

        def run() -> Made:
            with shift.beside() as own:
                return work(own)

        self._then, self._meanwhile = then, meanwhile
        self._worker = self.run_worker(run, thread=True, exit_on_error=False)
        self.tell(meanwhile)
        self.refresh_hints()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker is self._worker:
            self._take_up()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._take_up()

    def _take_up(self) -> None:
        worker = self._worker
        if worker is None or not worker.is_finished or self.app.screen is not self:
            return
        self._worker = None
        if self.message == self.say(self._meanwhile):
            self.tell("")
        self.attempt(lambda: self._came(worker))

    def _came(self, worker: Worker[Any]) -> None:
        if isinstance(worker.error, Exception):
            raise worker.error
        self._then(worker.result)

    def can_leave(self) -> bool:
        return (self.LEAVES or not self.busy) and super().can_leave()

    def scanned(self, keys: str) -> None:
        if self.busy:
            self.turn_away(self._meanwhile)
        else:
            super().scanned(keys)
