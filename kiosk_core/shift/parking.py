"""Drafts of this counter's project: kept while they are worked on, put aside, taken up again. Mixed into Shift."""

from __future__ import annotations

from contextlib import suppress

from .. import drafts
from ..cash.aside import REASONS, Aside, DraftDropped
from ..domain.answers import Lying
from ..domain.errors import NotFound, NotUnderstood, PluginFails
from ..domain.ids import Word
from ..domain.texts import Sentence
from ..drafts import Draft
from ..journal import Act
from .standing import Standing


class Parking(Standing):
    def keep_draft(self, draft: Draft) -> None:
        """On disk when this returns, in place of what was kept under its id. Raises NotAllowed, StoreError."""
        self.require("serve")
        with self.kiosk.store.writing() as db:
            drafts.keep(db, self.counter, self.project.name, draft, self.kiosk.clock())

    def drafts(self) -> list[Draft]:
        """What lies open or was put aside here, oldest first."""
        return drafts.kept(self.kiosk.store.db, self.counter, self.project.name)

    def drop_draft(self, id: str) -> None:
        """It comes to nothing. What is recorded takes its draft along by itself (`record(…, draft=…)`).

        Raises NotAllowed, NotUnderstood: it is or was put aside, and comes to nothing with a reason only (`drop_aside`)."""
        self.require("serve")
        with self.kiosk.store.writing() as db:
            if drafts.was_aside(db, id):
                raise NotUnderstood(why=Sentence("this was put aside: say why it comes to nothing."))
            drafts.drop(db, id)

    # ---- when the till is closed ----

    def aside(self) -> list[Aside]:
        """What lies open or was put aside at this counter, whatever its project, oldest first; no form that is half filled
        in: that is nothing that somebody pays."""
        day, projects = self.here().day, self.kiosk.plugins.projects
        found = []
        for name, draft in drafts.at_counter(self.kiosk.store.db, self.counter):
            if name == "core":
                continue
            client = self.house.household(draft.client, day) if draft.client else None
            title = projects[name].title if name in projects else Sentence("{name}", {"name": name})
            number = client.number if client else ""
            found.append(Aside(draft.id, name, title, number, draft.at, draft.parked, self._lies(name, draft)))
        return found

    def _lies(self, name: str, draft: Draft) -> Lying | None:
        """As the project says it; None when it does not, or cannot."""
        project = self.kiosk.plugins.projects.get(name)
        if project is None or project.lies is None:
            return None
        with suppress(PluginFails), self.kiosk.plugins.blamed(name, "lies"):
            return project.lies(draft)
        return None

    def drop_aside(self, id: str, reason: str) -> Act:
        """One of them comes to nothing, and why stays written down. `reason`: one of `REASONS`; other words are 'other'.

        Raises NotAllowed, NotUnderstood (no reason), NotFound."""
        self.require("till")
        said = reason.strip()
        if not said:
            raise NotUnderstood(why=Sentence("say why."))
        chosen = next((one for one in self.aside() if one.id == id), None)
        if chosen is None:
            raise NotFound(what=id[:40])
        code = said if said in REASONS else "other"
        worth = chosen.lies.cents if chosen.lies else None
        draft = DraftDropped(draft=id, project=Word(chosen.project), reason=Word(code), cents=worth)
        session = self.drawer()
        day = session.day if session else None
        return self._write(draft, day=day, beside=lambda act, at: drafts.drop(self.kiosk.store.db, id))
