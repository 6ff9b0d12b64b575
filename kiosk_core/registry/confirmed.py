"""What a person decided beside the rules: an ask that was confirmed, a refusal that was overruled."""

from __future__ import annotations

from ..domain.ids import ClientId, VolunteerId, Word
from ..domain.texts import Sentence
from ..journal import Kind, kind, personal, subject

OVERRULE_REASONS: dict[str, Sentence] = {
    "decided": Sentence("The social service said yes, by phone or on paper"),
    "crisis": Sentence("They cannot wait: it is urgent"),
    "mistake": Sentence("Something was noted wrong here"),
    "other": Sentence("Another reason"),
}
"""Why a refusal may be overruled; other words are kept as a note with code 'other'."""


@kind("core.ask_confirmed", keep="visits")
class AskConfirmed(Kind):
    """Whoever confirmed saw these findings and said yes. `by`: the volunteer who stands here, or the second one."""

    about: ClientId = subject(personal=True)
    codes: tuple[Word, ...]
    by: VolunteerId


@kind("core.overruled", keep="visits")
class Overruled(Kind):
    """A coordinator let go on what the rules refused, with a reason."""

    about: ClientId = subject(personal=True)
    codes: tuple[Word, ...]
    reason: Word
    note: str | None = personal("about")
