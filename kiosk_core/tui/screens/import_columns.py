"""Which column of a spreadsheet says what, put right by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.importing.columns import TITLES, Header, child_titles, corrected, letters
from kiosk_core.shift import Shift

from ..asked import Asked
from ..widgets.form import Question
from ..widgets.words import Words

MOST_SHOWN = 16


class ImportColumnsScreen(Asked):
    """Dismissed with the corrections: field -> heading, '' for none. `header`: the guess; None when there was none."""

    CSS_PATH = "import_columns.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Columns of the spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "On top stand the columns of your spreadsheet with their letter. Behind each question stands the heading of the column that "
        "answers it. Change what is wrong: type the letter of the column, or its heading. Empty what should not be read.\n\n"
        "F8 reads the spreadsheet again."
    )

    def __init__(self, shift: Shift, header: Header | None, chosen: Mapping[str, str]) -> None:
        super().__init__(shift)
        self._header, self._chosen = header, chosen
        children = child_titles((header.children if header else 0) + 1)
        self._titles = TITLES | children | {code: term.title for code, term in shift.import_terms().items()}
        fields = header.fields if header else {}
        self._before = {name: header.titles[fields[name]] if header and name in fields else "" for name in self._titles}

    def above(self) -> ComposeResult:
        if header := self._header:
            yield Words(lettered(header), classes="columns")

    def questions(self) -> Iterable[Question]:
        for name, title in self._titles.items():
            yield Question(_asked(name), title, optional=True, value=self._chosen.get(name, self._before[name]))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        said = self.form.answers()
        typed = {name: said[_asked(name)] for name in self._titles}
        changed = {name: title for name, title in typed.items() if title != self._before[name]}
        corrections = {**self._chosen, **changed}
        if self._header:
            corrected(self._header.titles, {}, corrections, self._titles)
        self.dismiss(corrections)


def lettered(header: Header) -> str:
    """Its columns with the letters that a spreadsheet program shows above them, and an example of each."""
    return " · ".join(
        f"{letter} {_short(title)}{f' ({_short(example)})' if example else ''}"
        for letter, title, example in zip(letters(), header.titles, header.examples, strict=False)
    )


def _asked(field: str) -> str:
    """The name of its question: a plugin's code has a point in it."""
    return field.replace(".", "-")


def _short(text: str) -> str:
    """On one line, as much as is needed to know which column it is."""
    words = " ".join(text.split())
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"
