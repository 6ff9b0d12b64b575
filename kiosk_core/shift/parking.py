"""Drafts of this counter's project: kept while they are worked on, put aside, taken up again. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import drafts
from ..domain.project import Project
from ..drafts import Draft
from ..running import Running


class Parking:
    kiosk: Running
    counter: Any
    project: Project
    require: Callable[[str], None]

    def keep_draft(self, draft: Draft) -> None:
        """On disk when this returns, in place of what was kept under its id. Raises NotAllowed, StoreError."""
        self.require("serve")
        with self.kiosk.store.writing() as db:
            drafts.keep(db, self.counter, self.project.name, draft, self.kiosk.clock())

    def drafts(self) -> list[Draft]:
        """What lies open or was put aside here, oldest first."""
        return drafts.kept(self.kiosk.store.db, self.counter, self.project.name)

    def drop_draft(self, id: str) -> None:
        """It comes to nothing. What is recorded takes its draft along by itself (`record(…, draft=…)`)."""
        self.require("serve")
        with self.kiosk.store.writing() as db:
            drafts.drop(db, id)
