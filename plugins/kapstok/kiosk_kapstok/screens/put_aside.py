"""A sale that waits: put aside at the till, and taken up again in place of the one at hand."""

from __future__ import annotations

from abc import abstractmethod

from kiosk_core import Draft, Sentence

from .. import aside, sale
from ..sale import Sale
from .field import TillField
from .for_whom import ForWhom


class PutAside(ForWhom):
    """The part of the till that puts a sale aside."""

    sale: Sale | None

    @property
    @abstractmethod
    def _field(self) -> TillField:
        """Where a number is typed."""

    @abstractmethod
    def _show(self, at_hand: Sale) -> None:
        """It is at hand from now on."""

    @abstractmethod
    def paint(self) -> None:
        """The till as it stands."""

    def park(self) -> None:
        sale.keep(self.shift, self.open, parked=True)
        self._field.take()
        self.sale = sale.begin(self.shift)
        self.paint()
        self.tell(Sentence("✓ Put aside. F4 takes it up again."))

    def resume(self) -> None:
        """One that was put aside; the one at hand goes aside instead."""
        from .which import ask_which

        ask_which(self, self._take_up)

    def _take_up(self, waiting: Draft) -> None:
        before = self.open
        self._show(aside.take_up(self.shift, waiting, before))
        self._field.take()
        if before.lines:
            self.tell(aside.exchanged(before, self.open))
