"""All settings: what each is now, what it changes, and changing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kiosk_core.domain.ids import Cents
from kiosk_core.domain.settings import Setting
from kiosk_core.domain.texts import Money, Sentence
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
        "Choose with the arrows; below stands what a setting changes. Enter changes it.\n"
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
        yield OptionList(*self._options(), markup=False, id="settings")
        with Vertical(id="about"):
            yield Words(id="why")
            yield Words(id="limits")
            with Horizontal(id="change"):
                yield Words(self.say(Sentence("New value")), id="change-label")
                yield Input(id="value", select_on_focus=True)

    def _options(self) -> Iterable[Option]:
        """By whose they are, each below its title."""
        titles = {"core": Sentence("House and counter")} | {
            name: project.title for name, project in self.desk.kiosk.plugins.projects.items() if name != "core"
        }
        for name, keys in groupby(self._known, lambda key: key.partition(".")[0]):
            yield Option(plain(f" {self.say(titles.get(name, name))}"), disabled=True)
            yield from (Option("", id=key) for key in keys)

    def on_resize(self) -> None:
        for key in self._known:
            self._list(key)

    def on_mount(self) -> None:
        self.query_one("#change").display = False
        listed = self.query_one("#settings", OptionList)
        listed.highlighted = next(place for place, one in enumerate(listed.options) if not one.disabled)
        listed.focus()
        self.about()

    def hints(self) -> Iterable[Hint]:
        if self._changing:
            yield self.hint("enter", Sentence("Save"), self.save, main=True)
            if self._known[self.marked].scope == "counter":
                scope = Sentence("This counter only") if self._counter else Sentence("The whole house")
                yield self.hint("f6", scope, self.turn)
            yield self.hint("escape", Sentence("Leave it as it was"), self.stop)
        else:
            yield self.hint("enter", Sentence("Change it"), self.change, main=True)

    @property
    def marked(self) -> str:
        option = self.query_one("#settings", OptionList).highlighted_option
        assert option is not None and option.id is not None  # one always is, and headings never are
        return option.id

    def _list(self, key: str) -> None:
        """What it changes, and beside it what it is now; on as many lines as these need."""
        setting = self._known[key]
        columns = (
            (self.say(setting.why), self.app.size.width - NOW - EDGES),
            (self._said(setting, self._now[key]), NOW),
        )
        why, now = (wrap(text, width, break_on_hyphens=False) for text, width in columns)
        lines = (f"   {one:<{columns[0][1]}}  {other}" for one, other in zip_longest(why, now, fillvalue=""))
        self.query_one("#settings", OptionList).replace_option_prompt(key, plain("\n".join(lines)))

    def _said(self, setting: Setting, value: Any) -> str:
        if setting.cents:
            return self.say(Sentence("{amount}", {"amount": Money(Cents(value))}))
        match value:
            case bool():
                return self.say(Sentence("yes") if value else Sentence("no"))
            case tuple():
                return ", ".join(value) or "-"
            case "":
                return "-"
            case _:
                return str(value)

    @on(OptionList.OptionHighlighted)
    def about(self) -> None:
        """What the marked one changes, and its limits."""
        setting = self._known[self.marked]
        self.query_one("#why", Words).put(self.say(setting.why))
        limits = " · ".join((*self._limits(setting), setting.key))
        self.query_one("#limits", Words).put(limits)

    def _limits(self, setting: Setting) -> Iterable[str]:
        if setting.choices:
            yield self.say(Sentence("One of: {choices}", {"choices": ", ".join(self._meant(setting.choices))}))
        if setting.low is not None and setting.high is not None:
            low, high = (self._said(setting, limit) for limit in (setting.low, setting.high))
            yield self.say(Sentence("From {low} to {high}", {"low": low, "high": high}))
        usual = self._said(setting, setting.default)
        yield self.say(Sentence("Usually {value}", {"value": usual}))
        if setting.source:
            yield setting.source

    def _meant(self, codes: Sequence[str]) -> Iterable[str]:
        """Choices as they are typed, with what they mean in the volunteer's language where each has a meaning."""
        meanings = [self.say(Sentence(code)) for code in codes]
        clear = all(code != meaning for code, meaning in zip(codes, meanings, strict=True))
        return (f"{code} ({meaning})" if clear else code for code, meaning in zip(codes, meanings, strict=True))

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.change)

    def change(self) -> None:
        self._changing, self._counter = True, self._known[self.marked].scope == "counter"
        setting, value = self._known[self.marked], self._now[self.marked]
        field = self.query_one("#value", Input)
        field.value = f"{value / 100:.2f}" if setting.cents else "" if value == "" else self._said(setting, value)
        if field.value == "-":
            field.value = ""
        self.query_one("#change").display = True
        field.focus()
        self.tell("")

    def turn(self) -> None:
        self._counter = not self._counter

    def stop(self) -> None:
        self._changing = False
        self.query_one("#change").display = False
        self.query_one("#settings", OptionList).focus()

    def save(self) -> None:
        key = self.marked
        self.shift.set_setting(
            key, self.query_one("#value", Input).value, counter=self.shift.counter if self._counter else ""
        )
        self._now = self.shift.settings_now()
        self._list(key)
        self.stop()
        self.tell(Sentence("✓ {key} is changed, from today.", {"key": key}))

    def scanned(self, keys: str) -> None:
        self.tell(Sentence("Leave the settings first (Esc)."))
