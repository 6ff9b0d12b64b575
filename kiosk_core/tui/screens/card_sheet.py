"""The sheet of cards that were never printed: a PDF to print and cut, with the list of which card is whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence, counted

from ..asked import Asked
from ..paper_files import usual_file, written
from ..widgets.form import Question
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class CardSheetScreen(Asked):
    CSS_PATH = "card_sheet.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Cards to print")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Cards that were never printed come on one sheet: print it on both sides of thick paper, and cut.\n\n"
        "The last page says which card is whose: keep it apart from the cards, and destroy it afterwards.\n"
        "F8 writes the file. Change its name or place first if you wish, for instance to a USB stick.\n"
        "F6 makes a card for every household that may come and has none yet, for instance after a list was read."
    )

    _without = 0
    """Households that may come and have no card."""

    def body(self) -> ComposeResult:
        yield Words(id="how-many")
        yield from super().body()

    def questions(self) -> Iterable[Question]:
        yield Question(
            "file",
            Sentence("File"),
            Sentence("A PDF, to print on a usual printer."),
            value=f"~/{usual_file(self.shift, Sentence('cards')).name}",
        )

    def on_mount(self) -> None:
        super().on_mount()
        self._count()

    def _count(self) -> None:
        waiting = len(self.shift.live_cards_to_print(True))
        self._without = len(self.shift.without_card())
        lines = [counted("{n} card was never printed.", "{n} cards were never printed.", waiting)]
        if self._without:
            lines.append(
                counted(
                    "{n} household may come and has no card yet.",
                    "{n} households may come and have no card yet.",
                    self._without,
                )
            )
        self.query_one("#how-many", Words).put("\n".join(map(self.say, lines)))
        self.refresh_if_shown()

    def hints(self) -> Iterable[Hint]:
        if self._without:
            yield self.hint("f6", Sentence("Make their cards"), self.issue)
        yield from super().hints()

    def issue(self) -> None:
        made = self.shift.issue_missing_cards()
        self._count()
        self.tell(counted("✓ {n} card is made.", "✓ {n} cards are made.", made))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        out = Path(self.form.answers()["file"]).expanduser()
        made = written(out, lambda file: self.shift.print_cards(file, self.desk.kiosk.paper_words(), only_new=True))
        self._count()
        if made:
            said = counted("✓ {n} card: {file}", "✓ {n} cards: {file}", made, file=out)
        else:
            said = Sentence("No card waits to be printed, so no file was made.")
        self.tell(said)
