"""Home: where to go, each with its digit, and how today stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.words import LANGUAGES

from ..counting import Counting
from ..themes import THEMES
from ..widgets.key_bar import Hint
from ..widgets.words import Words, plain

ROOMY = 7
NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


class HomeScreen(Counting):
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding(str(n), f"press('{n}')", show=False) for n in range(1, 10)]
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the digit of where you want to go, or scan a card: the counter opens by itself.\n\n"
        "F5 changes the colours and the size of the words. F6 changes the language of the screen.\n"
        "F11 locks the screen when you walk away. F12 is for the next volunteer."
    )

    def body(self) -> ComposeResult:
        with Horizontal(id="home"):
            yield OptionList(markup=False, id="menu")
            with Vertical(id="today"):
                yield Words(self.say(Sentence("Today")), id="today-title")
                yield Words(id="glances")

    def on_mount(self) -> None:
        self.query_one("#menu", OptionList).focus()

    def refresh_place(self) -> None:
        super().refresh_place()
        menu = self.query_one("#menu", OptionList)
        at = menu.highlighted or 0
        entries = self._entries()
        menu.clear_options()
        # Two rows each while they fit: a finger is wider than a line.
        room = "\n" if len(entries) <= ROOMY else ""
        menu.add_options([Option(plain(f" {n}  {self.say(text)}{room}")) for n, (text, _) in enumerate(entries, 1)])
        menu.highlighted = min(at, len(entries) - 1)
        self.query_one("#today-title", Words).put(self.say(Sentence("Today")))

    def _entries(self) -> list[tuple[Text, Callable[[], object]]]:
        """What this volunteer may open, the counters first."""
        desk = self.desk
        found: list[tuple[Text, Callable[[], object]]] = [
            (Sentence("Counter: {project}", {"project": project.title}), lambda p=project: desk.to_counter(project=p))  # type: ignore[misc]
            for project in desk.projects
        ]
        found += [
            (screen.title, lambda p=project, s=screen: desk.open_project_screen(p, s))  # type: ignore[misc]
            for project, screen in desk.project_screens("home")
        ]
        if self.shift.may("dossier"):
            found.append((Sentence("Clients"), lambda: desk.open("clients:ClientsScreen", self.shift)))
        if self.shift.may("register"):
            found.append((Sentence("Register a household"), lambda: desk.open("register:RegisterScreen", self.shift)))
        if self.shift.may("settings"):
            found.append((Sentence("Settings"), lambda: desk.open("settings:SettingsScreen", self.shift)))
        found.append((Sentence("Close the kiosk"), desk.exit))
        return found[:9]

    def hints(self) -> Iterable[Hint]:
        for n, (_, act) in enumerate(self._entries(), 1):
            yield Hint(str(n), "", act)
        yield self.hint("f5", Sentence("Colours and size"), self.next_look)
        yield self.hint("f6", Sentence("Language: {name}", {"name": NAMES[self.desk.lang]}), self.next_language)
        yield self.hint("f11", Sentence("Lock"), self.desk.lock)
        yield self.hint("f12", Sentence("Other volunteer"), self.desk.another)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self._entries()[event.option_index][1])

    def next_look(self) -> None:
        names = [theme.name for theme in THEMES]
        self.desk.wear(names[(names.index(self.app.theme) + 1) % len(names)])

    def next_language(self) -> None:
        self.desk.speak(LANGUAGES[(LANGUAGES.index(self.desk.lang) + 1) % len(LANGUAGES)])
        self.refresh_place()
        self.count()
