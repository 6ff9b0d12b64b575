"""What a person decided beside the rules: an ask that was confirmed, a refusal that was overruled."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.ids import ClientId, VolunteerId, Word
from ..domain.texts import Sentence
from ..journal import Event, Kind, Row, fact, kind, personal, subject

CONFIRMED = fact("core_confirmed", {"about": "id", "by": "text", "actor": "text", "codes": "text"}, indexes=(("day",),))
"""Asks that were confirmed. `by`: who said yes; `actor`: who stood at the counter. `codes`: parted by spaces."""

OVERRULE_REASONS: dict[str, Sentence] = {
    "decided": Sentence("The social service said yes, by phone or on paper"),
    "crisis": Sentence("They cannot wait: it is urgent"),
    "mistake": Sentence("Something was noted wrong here"),
    "other": Sentence("Another reason"),
}
"""Why a refusal may be overruled; other words are kept as a note with code 'other'."""


@kind("core.ask_confirmed", keep="visits", puts=(CONFIRMED,))
class AskConfirmed(Kind):
    """Whoever confirmed saw these findings and said yes. `by`: the volunteer who stands here, or the second one."""

    about: ClientId = subject(personal=True)
    codes: tuple[Word, ...]
    by: VolunteerId

    def rows(self, event: Event) -> Iterable[Row]:
        yield CONFIRMED.row(about=self.about, by=self.by, actor=event.actor, codes=" ".join(self.codes))


@kind("core.overruled", keep="visits")
class Overruled(Kind):
    """A coordinator let go on what the rules refused, with a reason."""

    about: ClientId = subject(personal=True)
    codes: tuple[Word, ...]
    reason: Word
    note: str | None = personal("about")
