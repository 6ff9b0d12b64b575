"""The slip of the act at hand: a translation added to one print, a slip on request, and 'did it print?'."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core.catalogues import catalogue
from kiosk_core.domain.texts import Sentence, counted
from kiosk_core.printing.jobs import JobId
from kiosk_core.printing.layout import TRANSLATION

from .counting import Counting
from .paper_languages import languages_of, next_added
from .widgets.key_bar import Hint


class Slips(Counting):
    """A counter with a printer. The choice of a language is for one print, and is stored nowhere."""

    slip_language = ""
    last_act: tuple[str, str, bool] | None = None
    """(act, service, whether a slip was queued) of what was recorded last; gone when the next one comes."""

    @property
    def has_printer(self) -> bool:
        return self.shift.settings().printer != "none"

    def slip_hints(self, open_offer: bool) -> Iterable[Hint]:
        """Before recording the language of the slip, afterwards the slip itself; then whether it printed."""
        if not self.has_printer:
            return
        if open_offer:
            languages = languages_of(self.desk.kiosk.paper_language, self.slip_language)
            said = Sentence("Slip: {languages}", {"languages": languages})
            yield self.hint("f9", said, self.next_language, seldom=True)
        elif self.last_act is not None:
            again = self.last_act[2]
            yield self.hint("f9", Sentence("Slip again") if again else Sentence("Slip"), self.print_slip)
        queue = self.shift.queue_state()
        if queue.question is not None:
            yield self.hint("f2", Sentence("Slip is printed"), lambda: self.printed(True))
            yield self.hint("f11", Sentence("Print it again"), lambda: self.printed(False))
        elif queue.failed:
            yield self.hint("f11", Sentence("Slips not printed"), self.ask_failed, seldom=True)

    def next_language(self) -> None:
        self.slip_language = next_added(self.desk.kiosk.paper_language, self.slip_language)

    def print_slip(self) -> None:
        assert self.last_act is not None
        act, service, again = self.last_act
        self.shift.print_slip(act, service, again=again, queued=self.translate)
        self.last_act = (act, service, True)
        self.desk.paper.wake()
        self.tell(Sentence("The slip is on its way."))

    def translate(self, job: JobId) -> None:
        """Told of a print job before it can be taken: what was chosen is for this one print."""
        if self.slip_language:
            words = catalogue(self.slip_language, self.desk.kiosk.plugins.packages)
            self.desk.paper.translations[job] = (words, TRANSLATION[self.slip_language])

    def ask_failed(self) -> None:
        """Those of before there was a printer, or that could not be made: nobody wants two-week-old ones unasked."""
        failed = self.shift.queue_state().failed
        question = counted("{n} slip could not be printed.", "{n} slips could not be printed.", failed)
        choices = {"print": Sentence("Print now"), "drop": Sentence("Print nothing: nobody waits for it")}
        self.desk.open("choose:ChooseScreen", self.shift, question, choices, done=self._failed_answered)

    def _failed_answered(self, choice: object) -> None:
        if choice is None:
            return
        wanted = choice == "print"
        n = self.shift.answer_failed(wanted)
        self.desk.paper.wake()
        self.desk.read_state()
        on_its_way = counted("{n} slip is on its way.", "{n} slips are on their way.", n)
        self.tell(on_its_way if wanted else counted("✓ {n} slip is dropped.", "✓ {n} slips are dropped.", n))

    def printed(self, yes: bool) -> None:
        self.shift.answer_printed(yes)
        self.desk.paper.wake()
        self.desk.read_state()
