"""Who else may collect for a household, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.errors import NotFound
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift
from kiosk_core.shift.proxies import Collector

from ...form_place import FormPlace
from ...widgets.form import Question
from ...widgets.key_bar import Hint
from ...widgets.rows import Rows
from ...widgets.words import Words
from .done import AboutHousehold, Done


class ProxiesScreen(AboutHousehold):
    CSS_PATH = "family.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who else may collect")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Whoever belongs to the household may always collect. Somebody else (a neighbour, a helper) until a last day, which "
        "is included. The counter reads the first name at the scan.\n\n"
        "F5 names somebody. Enter gives the marked one another last day. Del: no longer, from today."
    )

    def body(self) -> ComposeResult:
        yield Words(id="family-title")
        yield Rows()

    def on_mount(self) -> None:
        self.attempt(self.read)

    def read(self) -> None:
        self._proxies = self.shift.proxies_of(self.client())
        title = Sentence("These may collect too:") if self._proxies else Sentence("Nobody else may collect now.")
        self.query_one("#family-title", Words).put(self.say(title))
        self.query_one(Rows).show([self._line(one) for one in self._proxies])

    def _line(self, one: Collector) -> str:
        until = self.say(Sentence("until {day}", {"day": one.until})) if one.until else ""
        return f"{one.first_name or '-':<28.28} {one.number:<10} {until}"

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f5", Sentence("Name somebody"), self.name_one, main=not self._proxies)
        if self._proxies:
            yield self.hint("enter", Sentence("Another last day"), self.longer, main=True)
            yield self.hint("delete", Sentence("No longer"), self.stop)

    @property
    def marked(self) -> Collector:
        return self._proxies[self.query_one(Rows).highlighted or 0]

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.longer)

    def name_one(self) -> None:
        self.desk.open("family.collect:ProxyScreen", self.shift, self.number, None, done=self._done)

    def longer(self) -> None:
        self.desk.open("family.collect:ProxyScreen", self.shift, self.number, self.marked, done=self._done)

    def stop(self) -> None:
        name = self.marked.first_name
        self.shift.end_proxy(self.client(), self.marked.person)
        self.end(Sentence("✓ {name} no longer collects.", {"name": name}))

    def _done(self, said: object) -> None:
        if isinstance(said, Done):
            self.dismiss(said)

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))


class ProxyScreen(FormPlace, AboutHousehold):
    """Somebody new, or another last day for `one`."""

    HEADING: ClassVar[Sentence] = Sentence("May collect")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A name is enough; for a client of this house type the number, or scan the card. The last day is included."
    )

    def __init__(self, shift: Shift, number: str, one: Collector | None) -> None:
        super().__init__(shift, number)
        self._one = one

    def above(self) -> ComposeResult:
        if self._one is not None:
            yield Words(f"{self._one.first_name} {self._one.number}".strip(), classes="about")

    def questions(self) -> Iterable[Question]:
        until = self._one.until if self._one and self._one.until else _end_of_year(self.shift.here().day)
        if self._one is None:
            yield Question("who", Sentence("Who"), Sentence("A name, or the number of a client."))
            yield Question("phone", Sentence("Phone"), Sentence("To reach this person; may stay empty."), optional=True)
        yield Question("until", Sentence("Last day"), Sentence("Included."), value=f"{until:%d/%m/%Y}")

    def save(self) -> None:
        until, client = self.day("until"), self.client()
        if self._one is not None:
            self.shift.name_proxy(client, until, person=self._one.person)
            name = self._one.first_name
        else:
            name = self._new(self.said["who"], until)
        self.end(Sentence("✓ {name} may collect until {day}.", {"name": name, "day": until}))

    def _new(self, who: str, until: date) -> str:
        if not any(letter.isdigit() for letter in who):
            self.shift.name_proxy(self.client(), until, name=who, phone=self.said["phone"] or None)
            return who
        known = self.numbered(who)
        if known.person is None:
            raise NotFound(what=who)
        self.shift.name_proxy(self.client(), until, person=known.person)
        return known.display

    def scanned(self, keys: str) -> None:
        code = self.desk.kiosk.resolve(keys)
        live = code.kind == "card" and code.state == "live"
        client = self.shift.house.client(code.id, self.shift.here().day) if live else None
        if client is None or self._one is not None:
            super().scanned(keys)
        else:
            self.form.field("who").value = client.number


def _end_of_year(day: date) -> date:
    return date(day.year, 12, 31)
