"""What is asked before an offer is recorded: why it goes on against the rules, a colleague's yes, whether the date is right. An
answer may come so late that the name has left the screen meanwhile: then nothing is done, and that is said."""

from __future__ import annotations

from collections.abc import Callable

from kiosk_core.domain.eligibility import Verdict
from kiosk_core.domain.errors import ClockDoubt, NeedsAnother
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.confirmed import OVERRULE_REASONS
from kiosk_core.registry.volunteers import Volunteer

from .place import Place

OVERRULING = Sentence(
    "F9: the rules say no, and you may decide otherwise. You say why, then F8 goes on. It is written down under your name."
)
"""Help for those who may overrule."""
TOO_LATE = Sentence("That took long: the name has left the screen. Nothing is recorded. Scan the card again.")


class BeforeRecording(Place):
    """`then` is done once it is answered, while what was asked about stands there yet."""

    verdict: Verdict | None = None
    """What stands there."""

    def ask_why(self, then: Callable[[str], object]) -> None:
        """`then` gets one of OVERRULE_REASONS."""
        verdict = self.verdict

        def told(reason: object) -> None:
            if isinstance(reason, str) and self._still_shows(verdict):
                self.attempt(lambda: then(reason))
                why = {"reason": OVERRULE_REASONS[reason]}
                self.tell(Sentence("Why: {reason}. F8 goes on, Esc puts it away.", why))

        asked = Sentence("Why may it go on? Press the digit.")
        self.app.push_screen(
            self.desk.load("choose:ChooseScreen", self.shift, asked, OVERRULE_REASONS, enter=False), told
        )

    def ask_another(self, error: NeedsAnother, then: Callable[[Volunteer], object]) -> None:
        """`then` gets the colleague who said yes."""
        verdict = self.verdict

        def told(who: object) -> None:
            if isinstance(who, Volunteer) and self._still_shows(verdict):
                self.attempt(lambda: then(who))

        self.failed(error)
        self.desk.open("sign_in:SecondScreen", done=told)

    def ask_date(self, doubt: ClockDoubt, then: Callable[[], object]) -> None:
        verdict = self.verdict

        def told(yes: object) -> None:
            if yes:
                self.desk.kiosk.confirm_clock()
                if self._still_shows(verdict):
                    self.attempt(then)

        self.desk.open("question:QuestionScreen", doubt.sentence, done=told)

    def _still_shows(self, verdict: Verdict | None) -> bool:
        if self.verdict is not verdict:
            self.tell(TOO_LATE)
        return self.verdict is verdict
