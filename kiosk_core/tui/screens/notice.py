"""The page that explains to whoever is enrolled what the house keeps, as a file to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from kiosk_core.care.notice import blocks
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..asked import Asked
from ..paper_files import usual_file, written
from ..paper_languages import NAMES
from ..widgets.form import Question
from ..widgets.key_bar import Hint


class NoticeScreen(Asked):
    """Dismissed with what was done, in the volunteer's language. F6 changes the language of this one paper."""

    CSS_PATH = "notice.tcss"
    HEADING: ClassVar[Sentence] = Sentence("A page that explains what we keep (PDF)")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Print it once, copy it, and give it to everybody who is enrolled. Nobody's name is on it.\n"
        "F6 changes its language for this one print. Which one somebody took is never written down."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._lang = shift.kiosk.paper_language

    def questions(self) -> Iterable[Question]:
        value = f"~/{usual_file(self.shift, Sentence('privacy')).name}"
        yield Question("file", Sentence("File"), Sentence("A PDF, to print on a usual printer."), value=value)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f6", Sentence("In {languages}", {"languages": NAMES[self._lang]}), self.turn)
        yield from super().hints()

    def turn(self) -> None:
        self._lang = "fr" if self._lang == "nl" else "nl"

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        out = Path(self.form.answers()["file"]).expanduser()
        words = catalogue(self._lang, self.desk.kiosk.plugins.packages)
        made = blocks(self.shift.notice())
        written(out, lambda file: self.shift.print_privacy(made, file, words))
        self.dismiss(self.say(Sentence("✓ {file}", {"file": out})))
