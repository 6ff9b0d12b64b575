"""Home: where to go, each with its key, and how today stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from kiosk_core.catalogues import LANGUAGES
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..counting import Counting
from ..listed import Entry, Listed
from ..themes import THEMES
from ..widgets.key_bar import Hint
from ..widgets.words import Words
from .office import office_entries

NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


class HomeScreen(Listed, Counting):
    CSS_PATH = "home.tcss"
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the digit or letter of where you want to go, or scan a card: the counter opens by itself.\n\n"
        "F5 changes the colours and the size of the words. F6 changes the language of the screen.\n"
        "F11 locks the screen when you walk away. F12 is for the next volunteer."
    )

    def body(self) -> ComposeResult:
        with Horizontal(id="home"):
            yield OptionList(markup=False, id="menu")
            with Vertical(id="today"):
                yield Words(self.say(Sentence("Today")), id="today-title")
                yield Words(id="glances")

    @property
    def counted_for(self) -> Shift:
        """All projects, whichever counter was open last."""
        return self.desk.shift_for("core")

    def on_screen_suspend(self) -> None:
        """What was said here is over when another place opens, or somebody else signs in."""
        self.tell("")

    def entries(self) -> Sequence[Entry]:
        """The counters, what projects show here, and the office behind one entry: a short list for who only serves."""
        desk = self.desk
        found = [
            Entry(Sentence("Counter: {project}", {"project": project.title}), partial(desk.to_counter, project=project))
            for project in desk.projects
        ]  # fmt: skip
        if self.shift.has_drawer and self.shift.may("till"):
            found.append(Entry(Sentence("Till"), lambda: desk.open("till:TillScreen", self.shift, needs="till")))
        found += desk.project_entries("home")
        found.append(
            Entry(
                Sentence("Good to know"),
                lambda: desk.open("briefing:BriefingScreen", desk.shift_for(desk.project.name)),
            )
        )
        if office_entries(self):
            found.append(Entry(Sentence("Office"), lambda: desk.open("office:OfficeScreen", self.shift)))
        return [*found, Entry(Sentence("Close the kiosk"), desk.exit, "0")]

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()
        yield self.hint("f5", Sentence("Colours and size"), self.next_look)
        yield self.hint("f6", Sentence("Language: {name}", {"name": NAMES[self.desk.lang]}), self.next_language)
        yield self.hint("f11", Sentence("Lock"), self.desk.lock)
        yield self.hint("f12", Sentence("Other volunteer"), self.desk.another)

    def is_free(self) -> bool:
        return True

    def next_look(self) -> None:
        names = [theme.name for theme in THEMES]
        self.desk.wear(names[(names.index(self.app.theme) + 1) % len(names)])

    def next_language(self) -> None:
        """Another one for whoever stands here, at their next sign-in too."""
        lang = LANGUAGES[(LANGUAGES.index(self.desk.lang) + 1) % len(LANGUAGES)]
        self.desk.kiosk.choose_language(self.shift.volunteer, lang)
        self.desk.speak(lang)
        self.tell("")
        self.refresh_place()
        self.say_anew()
