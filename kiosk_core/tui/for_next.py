"""What is said beforehand of whoever comes next to the counter: another service, or that an act of before was for them. It
stands on the screen and holds for that one only: kept unseen it would take away what is somebody's, or give something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk_core.domain.ids import Cents
from kiosk_core.domain.money import CASH, Payment
from kiosk_core.domain.texts import Text
from kiosk_core.domain.visits import Offer
from kiosk_core.journal import Act
from kiosk_core.printing.jobs import JobId
from kiosk_core.registry.volunteers import Volunteer
from kiosk_core.shift import Shift
from kiosk_core.shift.recent import Served

from . import said
from .slips import Slips


class ForNext(Slips):
    moving: Served | None = None
    """What was for somebody else, until it is said for whom."""

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__(shift)
        self.service = self.usual

    @property
    def usual(self) -> str:
        """What a scan is for here unless F7 said otherwise."""
        return self.shift.service().code if self.signed_in and self.shift.project.services else ""

    @property
    def other_service(self) -> str:
        """Where F7 leads."""
        codes = [service.code for service in self.shift.project.services]
        return codes[(codes.index(self.service) + 1) % len(codes)]

    @property
    def said_before(self) -> bool:
        """Whether whoever comes next comes for something else than usual."""
        return self.moving is not None or self.service != self.usual

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

    def move(
        self, offer: Offer, payments: Sequence[Payment], by: Volunteer | None, queued: Callable[[JobId], None]
    ) -> tuple[Act, Sequence[Text]]:
        """Recorded for whom it was; and what is undone for whom it was not. `by`: who confirms it, of a finding that needs
        another. Raises what `Shift.move` raises."""
        assert self.moving is not None
        back = self.shift.take_back(self.moving.act, self.desk.handed.get(self.moving.act, ()))
        act = self.shift.move(self.moving.act, offer, payments, confirmed_by=by, queued=queued)
        cash = Cents(sum(payment.cents for payment in payments if payment.means == CASH))
        undone = (said.no_longer(self.moving), *said.asked_back_if_here(self.moving, back, cash))
        self.moving = None
        return act, undone

    def as_usual(self) -> Text:
        """For the next but one; what is said of it."""
        self.service = self.usual
        return self.moves_nothing()

    def leave(self) -> None:
        if self.said_before:
            self.clear()
        super().leave()

    def moves_nothing(self) -> Text:
        """What is said when it went to nobody; '' when nothing was being moved."""
        left, self.moving = self.moving, None
        return said.stays(left) if left is not None else ""
