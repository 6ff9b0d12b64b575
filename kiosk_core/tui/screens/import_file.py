"""Which spreadsheet becomes clients."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from kiosk_core.domain.texts import Sentence

from ..file_place import FilePlace


class ImportFileScreen(FilePlace):
    HEADING: ClassVar[Sentence] = Sentence("Clients from a spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Choose your own list of clients: an Excel file (.xlsx) or a CSV. Type where it is, or go there with the arrows and Enter.\n\n"
        "Nothing is written yet. The next screen shows what would happen with each line."
    )

    def chosen(self, path: Path) -> None:
        self.desk.open("import_look:ImportLookScreen", self.shift, path)
