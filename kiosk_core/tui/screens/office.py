"""The office: what a coordinator does beside the counter, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence

from ..listed import Entry, Listed
from ..place import Place
from ..widgets.key_bar import Hint

ENTRIES = (
    ("dossier", Sentence("Clients"), "clients:ClientsScreen"),
    ("register", Sentence("Register a household"), "register:RegisterScreen"),
    ("cards", Sentence("Cards to print"), "card_sheet:CardSheetScreen"),
    ("volunteers", Sentence("Volunteers"), "volunteers:VolunteersScreen"),
    ("counters", Sentence("Counters"), "counters:CountersScreen"),
    ("settings", Sentence("Settings"), "settings:SettingsScreen"),
    ("register", Sentence("Clients from a spreadsheet"), "import_file:ImportFileScreen"),
    ("forget", Sentence("How long we keep"), "retention:RetentionScreen"),
    ("know", Sentence("Notes of the day"), "notes:NotesScreen"),
    ("know", Sentence("Who looked"), "looks:LooksScreen"),
)
"""(right, title, screen): who has the right finds it here."""


def office_entries(place: Place) -> list[Entry]:
    """What whoever stands here may do beside serving: the projects' own screens last."""
    desk, shift = place.desk, place.shift
    own = [
        Entry(title, partial(desk.open, path, shift, needs=right)) for right, title, path in ENTRIES if shift.may(right)
    ]
    return [*own, *desk.project_entries("office")]


class OfficeScreen(Listed):
    CSS_PATH = "office.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Office")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the digit or letter of what you want to do.\n\n"
        "Only what you may do is listed. Each screen has its own help under F1."
    )

    def body(self) -> ComposeResult:
        yield OptionList(markup=False, id="menu")

    def on_data(self) -> None:
        """For whoever finds nothing here the menu below is shown: an empty list says nothing."""
        if self.entries():
            super().on_data()
        elif self.is_current:
            self.dismiss(None)

    def entries(self) -> Sequence[Entry]:
        return office_entries(self)

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()
