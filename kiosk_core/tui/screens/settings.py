"""All settings: what each is now, what it changes, and changing it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kiosk_core.domain.ids import Cents
from kiosk_core.domain.settings import Setting, said_choices
from kiosk_core.domain.texts import Money, Sentence
from kiosk_core.registry.persons import folded
from kiosk_core.registry.search import all_begin
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words, plain

NOW, EDGES = 24, 10
"""Columns of a line for what a setting is now, and for the edges."""


class SettingsScreen(Place):
    CSS_PATH = "settings.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Settings")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type a word of what you want to change, or choose with the arrows. Enter changes it.\n"
        "A change holds from today and is written down. Nothing of before changes.\n"
        "F6: for the whole house, or for this counter only."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._known: dict[str, Setting] = shift.all_settings()
        self._now: dict[str, Any] = shift.settings_now()
        self._counter = False
        self._changing = False

    def body(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Words(self.say(Sentence("Search")), id="search-label")
            yield Input(id="search", placeholder=self.say(Sentence("a word of what it changes")))
        yield OptionList(markup=False, id="settings")
        with Vertical(id="about"):
            yield Words(id="limits")
            with Horizontal(id="change"):
                yield Words(self.say(Sentence("New value")), id="change-label")
                yield Input(id="value", select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one("#change").display = False
        self.query_one("#search", Input).focus()

    def on_resize(self) -> None:
        self._show(self.marked)

    @on(Input.Changed, "#search")
    def typed(self) -> None:
        self._show(self.marked)
        self.tell("" if self.marked else Sentence("No setting is explained with these words. Try another one."))

    def _show(self, marked: str | None = None) -> None:
        """Those of which what was typed speaks, by whose they are, each below its title. `marked`: stays so if it is there."""
        listed = self.query_one("#settings", OptionList)
        titles = {"core": Sentence("House and counter")} | {
            name: project.title for name, project in self.desk.kiosk.plugins.projects.items() if name != "core"
        }
        words = folded(self.query_one("#search", Input).value).split()
        found = [
            setting
            for setting in self._known.values()
            if all_begin(words, folded(f"{self.say(setting.why)} {setting.key}").split())
        ]
        listed.clear_options()
        for name, settings in groupby(found, lambda setting: setting.key.partition(".")[0]):
            listed.add_option(Option(plain(f" {self.say(titles.get(name, name))}"), disabled=True))
            listed.add_options(Option(plain(self._line(setting)), id=setting.key) for setting in settings)
        if found:
            key = marked if marked in {setting.key for setting in found} else found[0].key
            listed.highlighted = listed.get_option_index(key)
        self.about()

    def hints(self) -> Iterable[Hint]:
        marked = self.marked
        if self._changing and marked:
            yield self.hint("enter", Sentence("Save"), self.save, main=True)
            if self._known[marked].scope == "counter":
                other = Sentence("Rather the whole house") if self._counter else Sentence("Rather this counter only")
                yield self.hint("f6", other, self.turn)
            yield self.hint("escape", Sentence("Leave it as it was"), self.stop)
        elif marked:
            listed = self.query_one("#settings", OptionList)
            yield self.hint("enter", Sentence("Change it"), self.change, main=True)
            yield Hint("down", "", listed.action_cursor_down)
            yield Hint("up", "", listed.action_cursor_up)
            yield Hint("pagedown", "", listed.action_page_down)
            yield Hint("pageup", "", listed.action_page_up)

    @property
    def marked(self) -> str | None:
        """None: nothing is found."""
        option = self.query_one("#settings", OptionList).highlighted_option
        return option.id if option else None

    def _line(self, setting: Setting) -> str:
        """What it changes, and beside it what it is now; on as many lines as these need."""
        columns = (
            (self.say(setting.why), self.app.size.width - NOW - EDGES),
            (self._said(setting, self._now[setting.key]), NOW),
        )
        why, now = (wrap(text, width, break_on_hyphens=False) for text, width in columns)
        lines = (f"   {one:<{columns[0][1]}}  {other}" for one, other in zip_longest(why, now, fillvalue=""))
        return "\n".join(lines)

    def _said(self, setting: Setting, value: Any) -> str:
        if setting.cents:
            return self.say(Sentence("{amount}", {"amount": Money(Cents(value))}))
        match value:
            case bool():
                return self.say(Sentence("yes") if value else Sentence("no"))
            case tuple():
                return ", ".join(self._called(setting).get(str(part), str(part)) for part in value) or "-"
            case "":
                return "-"
            case _:
                return self._called(setting).get(value, str(value))

    @on(OptionList.OptionHighlighted)
    def about(self) -> None:
        """The limits of the marked one, and its name for whoever writes a command."""
        setting = self._known.get(self.marked or "")
        self.query_one("#limits", Words).put(" · ".join((*self._limits(setting), setting.key)) if setting else "")
        self.refresh_hints()

    def _limits(self, setting: Setting) -> Iterable[str]:
        if setting.choices:
            yield self.say(Sentence("One of: {choices}", {"choices": ", ".join(self._called(setting).values())}))
        if setting.low is not None and setting.high is not None:
            low, high = (self._said(setting, limit) for limit in (setting.low, setting.high))
            yield self.say(Sentence("From {low} to {high}", {"low": low, "high": high}))
        usual = self._said(setting, setting.default)
        yield self.say(Sentence("Usually {value}", {"value": usual}))
        if setting.source:
            yield self.say(setting.source)

    def _called(self, setting: Setting) -> dict[str, str]:
        """What each choice is called in the volunteer's language, where all of them are; else they stay as they are typed."""
        called = {code: self.say(text) for code, text in said_choices(setting).items()}
        return called if all(code != text for code, text in called.items()) else {code: code for code in called}

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.change)

    def change(self) -> None:
        setting = self._marked_one
        self._changing, self._counter = True, setting.scope == "counter"
        value, field = self._now[setting.key], self.query_one("#value", Input)
        field.value = f"{value / 100:.2f}" if setting.cents else "" if value == "" else self._said(setting, value)
        if field.value == "-":
            field.value = ""
        self.query_one("#search", Input).disabled = True
        self.query_one("#change").display = True
        field.focus()
        self._say_where()

    def turn(self) -> None:
        self._counter = not self._counter
        self._say_where()

    def _say_where(self) -> None:
        """Where the new value will hold, when there is a choice; the key beside it says the other."""
        now = (
            Sentence("It will hold at this counter only.")
            if self._counter
            else Sentence("It will hold for the whole house.")
        )
        self.tell(now if self._marked_one.scope == "counter" else "")

    def stop(self) -> None:
        self._changing = False
        self.query_one("#change").display = False
        search = self.query_one("#search", Input)
        search.disabled = False
        search.focus()

    def save(self) -> None:
        setting, typed = self._marked_one, self.query_one("#value", Input).value
        self.shift.set_setting(
            setting.key, typed, counter=self.shift.counter if self._counter else "",
            said_in=self.say,
        )  # fmt: skip
        self._now = self.shift.settings_now()
        self._show(setting.key)
        self.stop()
        now = Sentence("✓ Now {value}, from today.", {"value": self._said(setting, self._now[setting.key])})
        missing = self.shift.missing_folder(setting.key, typed)
        self.tell(f"{self.say(now)} {self.say(missing)}" if missing else now)

    @property
    def _marked_one(self) -> Setting:
        assert self.marked is not None  # no key changes anything while nothing is found
        return self._known[self.marked]

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave the settings first (Esc)."))
