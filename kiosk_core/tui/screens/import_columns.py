"""Which column of a spreadsheet says what, put right by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.importing.columns import TITLES, Header, corrected
from kiosk_core.shift import Shift

from ..asked import Asked
from ..widgets.form import Question


class ImportColumnsScreen(Asked):
    """Dismissed with the corrections: field -> heading, '' for none. `header`: the guess; None when there was none."""

    CSS_PATH = "import_columns.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Columns of the spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Behind each question stands the heading of the column that answers it, as it is written in your spreadsheet. "
        "Change what is wrong, empty what should not be read.\n\nF8 reads the spreadsheet again."
    )

    def __init__(self, shift: Shift, header: Header | None, chosen: Mapping[str, str]) -> None:
        super().__init__(shift)
        self._header, self._chosen = header, chosen
        self._titles = TITLES | {code: term.title for code, term in shift.import_terms().items()}
        fields = header.fields if header else {}
        self._before = {name: header.titles[fields[name]] if header and name in fields else "" for name in self._titles}

    def questions(self) -> Iterable[Question]:
        for name, title in self._titles.items():
            yield Question(name, title, optional=True, value=self._chosen.get(name, self._before[name]))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        said = self.form.answers()
        changed = {name: title for name, title in said.items() if title != self._before[name]}
        corrections = {**self._chosen, **changed}
        if self._header:
            corrected(self._header.titles, {}, corrections, self._titles)
        self.dismiss(corrections)
