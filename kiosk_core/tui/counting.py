"""Today's numbers on a screen: read in a worker, so that the counter never waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from kiosk_core.domain.answers import Glance
from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.visits import Here
from kiosk_core.shift import Shift
from kiosk_core.store import Error as DatabaseError

from .place import Place
from .widgets.words import Words


class Glances(Message):
    """A worker has read them."""

    def __init__(self, glances: Sequence[Glance]) -> None:
        super().__init__()
        self.glances = glances


class NoGlances(Message):
    """A worker could not read them."""

    def __init__(self, error: KioskError | DatabaseError) -> None:
        super().__init__()
        self.error = error


class Counting(Place):
    """A screen with today's numbers, in the widget `#glances` where it has one."""

    _reading = False
    _again = False

    @property
    def counted_for(self) -> Shift:
        """Whose numbers: of the project that stands here."""
        return self.shift

    def on_screen_resume(self) -> None:
        self.attempt(self.count)

    def on_data(self) -> None:
        self.count()

    def count(self) -> None:
        """Reads them anew; once more afterwards when something changed meanwhile."""
        self._again = self._reading
        if not self._reading:
            self._reading = True
            shift = self.counted_for
            here = shift.here()
            self.run_worker(lambda: self._read_glances(shift, here), thread=True)

    def _read_glances(self, shift: Shift, here: Here) -> None:
        try:
            found: Message = Glances(shift.at_a_glance(here))
        except (KioskError, DatabaseError) as error:
            found = NoGlances(error)
        self.post_message(found)

    def on_glances(self, event: Glances) -> None:
        if not self.stands:
            return
        self.show_glances("\n".join(self.say(glance.text) for glance in event.glances))
        self._read()

    def show_glances(self, said: str) -> None:
        """A line each."""
        self.query_one("#glances", Words).put(said)

    def on_no_glances(self, event: NoGlances) -> None:
        def fails() -> None:
            raise event.error

        self.attempt(fails)
        self._read()

    def _read(self) -> None:
        self._reading = False
        if self._again:
            self.count()
