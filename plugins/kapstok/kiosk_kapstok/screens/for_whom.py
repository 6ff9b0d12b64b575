"""For whom the sale at the till is: whose card was scanned, what their terms ask, and how long their name stands there."""

from __future__ import annotations

from abc import abstractmethod

from kiosk_core import Sentence, Shift, Verdict
from kiosk_core.tui import Slips

from .. import sale
from ..sale import Sale
from .client_band import ClientBand


class ForWhom(Slips):
    """The part of the till that knows its client."""

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__(shift)
        self._shown_at = 0.0
        """When a name came onto the screen: seconds of the desk; 0 for none."""

    @property
    @abstractmethod
    def open(self) -> Sale:
        """The sale at hand."""

    @abstractmethod
    def change(self, changed: Sale) -> None:
        """Another state of the sale at hand, on disk before it is painted."""

    def take_client(self, asked: Verdict) -> None:
        """Their terms hold from here on, for what lies there already too."""
        if asked.visit is None:
            self.tell(Sentence("This card is not known any more. The sale can go on, or search by name (F3)."))
            return
        self._shown_at = self.desk.now
        self.change(sale.with_client(self.shift, self.open, asked))

    def confirm(self) -> None:
        """Yes to what the terms ask; a second volunteer says yes where one has to, when it is paid."""
        assert self.open.asked is not None
        self.change(sale.with_client(self.shift, self.open, self.open.asked, confirmed=True))

    def nobody(self) -> None:
        self.change(sale.without_client(self.shift, self.open))

    def find(self) -> None:
        from .find import FindScreen

        def found(asked: object) -> None:
            if isinstance(asked, Verdict):
                self.attempt(lambda: self.take_client(asked))

        self.app.push_screen(FindScreen(self.shift), found)

    def paint_client(self) -> None:
        band, at_hand = self.query_one(ClientBand), self.open
        refused = None if at_hand.waits else at_hand.refused
        band.show(at_hand.client, at_hand.asked, refused, named=bool(self._shown_at))

    def tick(self, now: float) -> None:
        """The first name leaves the screen after a while; the number stays."""
        if self._shown_at and now - self._shown_at >= self.shift.settings().names_seconds:
            self._shown_at = 0.0
            self.paint_client()
