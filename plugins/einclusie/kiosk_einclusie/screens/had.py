"""Which devices somebody had, and has. The coordinator's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from kiosk_core import Client, Sentence, Shift

from .. import past_loans
from ..past_loans import Past
from ..vocabulary import read, read_all
from .listing import ListScreen


class HadScreen(ListScreen[Past]):
    needs = "dossier"
    HEADING: ClassVar[Sentence] = Sentence("What this person had")
    EMPTY: ClassVar[Sentence] = Sentence("Never borrowed a device.")
    GUIDE: ClassVar[Sentence] = Sentence("The newest first. Only a coordinator sees this.")

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client

    def head(self) -> str:
        return f"{self._client.display} · {self._client.number}"

    def found(self) -> Sequence[Past]:
        return past_loans.history(self.shift, person=self._client.person)

    def line(self, one: Past) -> str:
        return past_line(one, f"{one.device} {one.title}", self.say)


def past_line(one: Past, who: str, say: Callable[[Any], str]) -> str:
    """One loan in a list: from when until when, `who` or what, how it ended, and what was not in order."""
    ended = f"{one.ended:%d/%m/%Y}" if one.ended else ""
    marks = ", ".join(say(text) for text in [*read_all(",".join(one.marks)), *read_all(",".join(one.missing))])
    return f"{one.since:%d/%m/%Y} - {ended:<10}  {who:<24.24} {say(read(one.how)):<12.12} {marks:.14}"
