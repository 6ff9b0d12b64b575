"""The copy that a person asked for, as a file to print: everything held about them, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence, counted
from kiosk_core.shift import Shift

from ..asked import Asked
from ..paper_files import usual_file, written
from ..widgets.form import Question


class DossierScreen(Asked):
    """Dismissed with what was done, in the volunteer's language."""

    CSS_PATH = "dossier.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Copy of all we keep about them (PDF)")
    GUIDE: ClassVar[Sentence] = Sentence(
        "F8 writes the file, in the language of the house's papers and in plain words. It says who looked.\n"
        "What belongs to others is not in it. Read it before you give it: somebody may have typed something about another.\n"
        "Print it, hand it over, and destroy the file."
    )

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def questions(self) -> Iterable[Question]:
        yield Question(
            "file",
            Sentence("File"),
            Sentence("A PDF, to print on a usual printer."),
            value=f"~/{usual_file(self.shift, Sentence('dossier')).name}",
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.tell(Sentence("For {name}", {"name": self.number}))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        out = Path(self.form.answers()["file"]).expanduser()
        found = self.shift.dossier(self.number)
        words = self.desk.kiosk.paper_words()
        written(out, lambda file: self.shift.print_dossier(found, file, words))
        typed = counted(
            "Read it first: somebody typed words in {n} field.",
            "Read it first: somebody typed words in {n} fields.",
            found.typed,
        )
        said = Sentence("✓ {file}", {"file": out})
        self.dismiss(f"{self.say(said)} {self.say(typed) if found.typed else ''}".strip())
