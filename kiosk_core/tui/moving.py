"""The last acts at a counter: taken back, or moved to whom they were for. What is being moved stands on the screen, and goes
to the next who stands here or to nobody: said to be moved and forgotten, it would take what is somebody's away unseen."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_core.domain.money import Payment
from kiosk_core.domain.texts import Text
from kiosk_core.domain.visits import Offer
from kiosk_core.journal import Act
from kiosk_core.shift.recent import Served

from . import said
from .slips import Slips


class Moving(Slips):
    moving: Served | None = None
    """What was for somebody else, until it is said for whom."""

    def clear(self) -> None:
        """Nobody stands here any more."""
        raise NotImplementedError

    def _paint(self) -> None:
        """Shows what is so now."""
        raise NotImplementedError

    def recent(self) -> None:
        """The last acts here: take one back, or say whom it was for."""
        self.clear()
        self.desk.open("recent:RecentScreen", self.shift, done=self._from_recent)

    def _from_recent(self, told: object) -> None:
        match told:
            case ("undone", str(text)):
                self.count()
                self.tell(text)
            case ("move", Served() as served):
                self.moving = served
                self.tell("")
                self._paint()

    def move(self, offer: Offer, payments: Sequence[Payment]) -> tuple[Act, Sequence[Text]]:
        """Recorded for whom it was; and what is undone for whom it was not. Raises what `Shift.move` raises."""
        assert self.moving is not None
        back = self.shift.take_back(self.moving.act, self.desk.handed.get(self.moving.act, ()))
        act = self.shift.move(self.moving.act, offer, payments)
        undone = (said.no_longer(self.moving), *said.asked_back(back))
        self.moving = None
        return act, undone

    def moves_nothing(self) -> Text:
        """What is said when it went to nobody; '' when nothing was being moved."""
        left, self.moving = self.moving, None
        return said.stays(left) if left is not None else ""

    def leave(self) -> None:
        if self.moving is not None:
            self.clear()
        super().leave()
