"""Everybody who may sign in: welcome somebody, another PIN, other roles, a badge, goodbye."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.cards import grouped
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.registry.volunteers import Volunteer, said_roles
from kiosk_core.shift import Shift
from kiosk_core.shift.keeping import Forgetting

from ..paper_files import usual_file, written
from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words


class VolunteersScreen(Place):
    CSS_PATH = "volunteers.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Volunteers")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Choose somebody with the arrows.\n\n"
        "F5 welcomes somebody new. F6 gives another PIN, when it is forgotten. F9 gives and ends roles.\n"
        "F7 makes a badge to print: it signs in instead of name and PIN. F2 stops all badges of this volunteer: one was lost.\n"
        "F4: this volunteer stops and may no longer sign in. The same key takes that back right afterwards.\n"
        "F3 forgets somebody who stopped: the name goes."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._retired: str | None = None
        """The act of the last goodbye, while it may be taken back."""
        self._left: list[str] = []

    def body(self) -> ComposeResult:
        yield Words(self.say(Sentence("Who may sign in here")), id="volunteers-title")
        yield Rows(id="volunteers")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f5", Sentence("Welcome somebody"), self.welcome, main=True)
        yield self.hint("f6", Sentence("New PIN"), self.new_pin)
        yield self.hint("f9", Sentence("Roles"), self.roles)
        yield self.hint("f7", Sentence("Badge"), self.badge)
        yield self.hint("f2", Sentence("Badges lost"), self.badges_lost)
        if self._retired:
            yield self.hint("f4", Sentence("Take it back"), self.back)
        else:
            yield self.hint("f4", Sentence("Stops"), self.retire)
        if self._left:
            yield self.hint("f3", Sentence("Forget who stopped"), self.forget)

    def read(self) -> None:
        """Shows who is there now."""
        self._known, self._left = self.shift.known_volunteers(), self.shift.volunteers_who_left()
        self.query_one(Rows).show([self._line(one) for one in self._known])

    def _line(self, one: Volunteer) -> str:
        roles = ", ".join(self.say(says) for says in said_roles(one, self.shift.here().day))
        return f"{one.name:<30} {roles}"

    @property
    def marked(self) -> Volunteer:
        return self._known[self.query_one(Rows).highlighted or 0]

    def _again(self, said: object) -> None:
        self._retired = None
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)

    def _welcomed(self, name: object) -> None:
        """The mark stands on who was added: the next key is about them."""
        if isinstance(name, str):
            self._again(self.say(Sentence("✓ {name} is welcome.", {"name": name})))
            at = next((n for n, one in enumerate(self._known) if one.name == name), 0)
            self.query_one(Rows).highlighted = at

    # ---- doing ----

    def welcome(self) -> None:
        self.desk.open("welcome:WelcomeScreen", self.shift, done=self._welcomed)

    def new_pin(self) -> None:
        self.desk.open("new_pin:NewPinScreen", self.shift, self.marked.name, done=self._again)

    def roles(self) -> None:
        """Each given and ended on a list of its own."""
        self.tell("")
        self.desk.open("roles:RolesScreen", self.shift, self.marked.name, done=self._again)

    def badge(self) -> None:
        """Its code in groups, and a card to print where it can be written."""
        name = self.marked.name
        code = self.shift.give_badge(name)
        out = usual_file(self.shift, Sentence("badge"))
        said = {"name": name, "code": grouped(code), "file": out}
        try:
            written(out, lambda file: self.shift.print_badge(name, code, file, self.desk.kiosk.paper_words()))
        except NotUnderstood:
            self.tell(Sentence("✓ Badge of {name}: {code}", said))
        else:
            self.tell(Sentence("✓ Badge of {name}: {code}. To print: {file}", said))

    def badges_lost(self) -> None:
        stopped = self.shift.stop_badges(self.marked.name)
        self.tell(counted("✓ {n} badge is stopped.", "✓ {n} badges are stopped.", stopped))

    def retire(self) -> None:
        """Done at once; the same key takes it back."""
        name = self.marked.name
        act = self.shift.retire(name)
        self._again(self.say(Sentence("✓ {name} may no longer sign in. F4 takes it back.", {"name": name})))
        self._retired = act.id

    def back(self) -> None:
        assert self._retired is not None
        self.shift.undo(self._retired, "mistake")
        self._again(self.say(Sentence("✓ Taken back.")))

    def forget(self) -> None:
        """Of who stopped one is chosen; the screen that opens says what goes, and asks for the name."""
        question = Sentence("Who stopped, and is to be forgotten?")
        names: dict[str, Text] = {name: name for name in self._left}
        self.desk.open("choose:ChooseScreen", self.shift, question, names, done=self._forget)

    def _forget(self, name: str | None) -> None:
        if name is not None:
            self.desk.open("forget_volunteer:ForgetVolunteerScreen", self.shift, name, done=self._forgotten)

    def _forgotten(self, done: Forgetting | None) -> None:
        if done is not None:
            self._again(self.say(done.says))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))
