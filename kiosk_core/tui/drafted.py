"""A form that is looked at before it is saved, and kept on this PC while it is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from .asked import Asked
from .kept import Kept


class Drafted(Kept, Asked):
    """Opened again, what was typed stands there; saved, it is a draft no more."""

    @property
    def said(self) -> dict[str, str]:
        return self.form.answers()

    def fill(self, answers: Mapping[str, str]) -> None:
        for name, value in answers.items():
            if name in self._blank:
                self.form.field(name).value = value
