"""A tablet at the door, where visitors sign themselves in: letting one in, stopping it, and what a scan there does.

Part of Shift: a tablet works for the volunteer who started the page, with that volunteer's rights, and not without."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import cast

from ..domain.errors import LockedOut, NotFound, NotUnderstood
from ..domain.texts import Sentence
from ..registry import tablets, volunteers
from ..registry.tablets import Tablet
from .standing import Standing


class Tablets(Standing):
    def let_tablet_in(self) -> str:
        """A new tablet for this project at this counter. Returns its token, known this one time. Raises NotAllowed."""
        self.require("counters")
        token = secrets.token_urlsafe(32)
        with self.kiosk.store.writing() as db:
            tablets.let_in(db, token, self.project.name, self.counter, self.kiosk.clock())
        return token

    def known_tablets(self) -> list[Tablet]:
        """All of the house. Raises NotAllowed."""
        self.require("serve")
        return tablets.known(self.kiosk.store.db)

    def stop_tablet(self, id: int) -> None:
        """It signs nobody in any more: lost, stolen or replaced. Raises NotAllowed, NotFound."""
        self.require("counters")
        with self.kiosk.store.writing() as db:
            if not tablets.stop(db, id):
                raise NotFound(what=str(id))

    def tablet(self, token: str) -> Tablet | None:
        """The tablet that holds this token, if it stands at this counter for this project."""
        found = tablets.holder(self.kiosk.store.db, token)
        return found if found and (found.project, found.counter) == (self.project.name, self.counter) else None

    def require_self_service(self) -> None:
        """Raises NotAllowed, NotUnderstood: nobody signs in alone at this project."""
        self.require("serve")
        if not self.project.self_service:
            raise NotUnderstood(
                why=Sentence("nobody can sign in alone for {project}.", {"project": self.project.title})
            )

    def sign_in_alone(self, keys: str) -> Sentence | None:
        """What the project did with a scan at the door, and says to the visitor; None: ask the volunteer.

        The volunteer who started the page may have left the house since: then nothing is recorded in their name.
        Raises what the project's own function raises."""
        self.require_self_service()
        if volunteers.by_id(self.house, self.volunteer.id) is None:
            return None
        signs_in = cast(Callable[[Tablets, str], Sentence | None], self.kiosk.load(self.project.self_service))
        return signs_in(self, keys)

    def is_volunteer_s_pin(self, tablet: Tablet, pin: str) -> bool:
        """Whether somebody at a tablet typed the PIN of the volunteer who started the page. Wrong ones are counted for
        the tablet: whoever guesses at the door locks nobody out at the counter. Raises LockedOut."""
        place, at = f"tablet {tablet.id}", self.kiosk.clock()
        if volunteers.locked_until(self.kiosk.store.db, place, at) is not None:
            raise LockedOut(minutes=int(volunteers.PAUSE.total_seconds() // 60))
        right = volunteers.pin_is(self.kiosk.store.db, self.volunteer.id, pin)
        if not right or volunteers.has_failed(self.kiosk.store.db, place):
            with self.kiosk.store.writing() as db:
                volunteers.note_try(db, place, at, right)
        return right
