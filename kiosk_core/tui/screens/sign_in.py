"""Name, then PIN; or a badge. Also the locked screen: it shows nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.widgets import Input

from kiosk_core.core import CoreSettings, today
from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.keys import as_digits
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.volunteers import Volunteer

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.typed_line import TypedLine
from ..widgets.words import Words

CONFIRMS = Sentence("A second volunteer confirms this one.")


class SignInScreen(Place):
    CSS_PATH = "sign_in.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Sign in")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type your name and press Enter. Then type your PIN and press Enter.\n"
        "Or scan your badge.\n\n"
        "PIN forgotten: type your name and press F7. A colleague who leads vouches for you: then the counter is open for you "
        "until it locks, and nothing else. Ask the coordinator for another PIN.\n"
        "Five wrong PINs: that name waits for five minutes. A colleague can sign in meanwhile."
    )

    def __init__(
        self, *, locked: bool = False, change: bool = False, why: Sentence | None = None, badge_of: str = ""
    ) -> None:
        """`change`: Esc goes back. `why`: somebody else says yes to that, and is what this is dismissed with.
        `badge_of`: whose badge was scanned, and whose PIN comes now."""
        super().__init__()
        self.gate = "second" if why else "change" if change else "sign-in"
        self._locked, self._change, self._why, self._badge_of = locked, change or why is not None, why, badge_of

    def body(self) -> ComposeResult:
        with Center(), Vertical(id="door"):
            yield Words(id="door-house")
            yield Words(id="door-why")
            yield Words(self.say(Sentence("Your name")), classes="label")
            yield TypedLine(id="name", select_on_focus=False)
            yield Words(self.say(Sentence("Your PIN")), classes="label")
            yield TypedLine(id="pin", password=True)
            yield Words(id="door-example")

    def on_mount(self) -> None:
        here = self.desk.kiosk
        self.query_one("#door-house", Words).put(
            here.house.settings(CoreSettings, today(here.house, here.clock())).house_name
        )
        usual = Sentence("Locked. Sign in to go on.") if self._locked else Sentence("Welcome.")
        self.query_one("#door-why", Words).put(self.say(self._why or usual))
        if here.example:
            example = Sentence("Example house: volunteer 1111, coordinator 2222, administrator 3333.")
            self.query_one("#door-example", Words).put(self.say(example))
        self.query_one("#name", Input).focus()
        self._ask_pin_of(self._badge_of)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.go_on, main=True)
        if self._why is None:
            yield self.hint("f7", Sentence("PIN forgotten"), self.pin_forgotten)
        if self._change and self._why is None:
            yield self.hint("f8", Sentence("Note for the next shift"), self.leave_note)
        if self._change:
            yield self.hint("escape", Sentence("Back") if self._why else Sentence("Do not change"), self.leave)
        else:
            yield self.hint("escape", Sentence("Another name"), self.start_over)

    def can_leave(self) -> bool:
        return False

    def go_on(self) -> None:
        """From the name to the PIN, from the PIN to the counter."""
        name, pin = self.query_one("#name", Input), self.query_one("#pin", Input)
        self.tell("")
        if not name.value.strip():
            self.set_focus(name)
        elif not pin.value:
            self.set_focus(pin)
        else:
            typed, pin.value = as_digits(pin.value), ""
            self._in(self.desk.kiosk.check_pin(name.value, typed))

    def pin_forgotten(self) -> None:
        """A colleague vouches, with a PIN or badge of their own."""
        name = self.query_one("#name", Input).value.strip()
        if not name:
            self.tell(Sentence("Type your name first, then F7."))
            return

        def vouched(by: object) -> None:
            if isinstance(by, Volunteer):
                self.attempt(lambda: self.desk.vouch(name, by))

        asked = Sentence("{name} forgot the PIN. A colleague who leads here vouches:", {"name": name})
        self.app.push_screen(self.desk.load("sign_in:SecondScreen", asked), vouched)

    def leave_note(self) -> None:
        """Whoever goes tells the next shift something."""
        shift = self.desk.shift_for(self.desk.project.name)
        self.desk.open("shift_note:HandoverScreen", shift, done=lambda said: self.tell(said) if said else None)

    def _ask_pin_of(self, name: str) -> None:
        if name:
            self.query_one("#name", Input).value = name
            self.query_one("#pin", Input).focus()
            self.tell(Sentence("Now your PIN, {name}.", {"name": name}))

    def badge_named(self, who: Volunteer) -> None:
        """Whose PIN comes now."""
        self._ask_pin_of(who.name)

    def start_over(self) -> None:
        """Both fields empty, and the name first: a typing error is not hunted for with arrows."""
        self.tell("")
        self.query_one("#pin", Input).value = ""
        name = self.query_one("#name", Input)
        name.value = ""
        self.set_focus(name)

    def _in(self, who: Volunteer) -> None:
        if self._why:
            self.dismiss(who)
        else:
            self.desk.enter(who)

    def failed(self, error: KioskError) -> None:
        super().failed(error)
        self.set_focus(self.query_one("#pin", Input))

    def scanned(self, keys: str) -> None:
        """A client's card says nothing here; an emergency code that was pasted or typed fast is one."""
        who = self.desk.kiosk.emergency(self.query_one("#name", Input).value, keys)
        if who is None:
            self.turn_away(Sentence("Sign in first."))
        else:
            self._in(who)


class SecondScreen(SignInScreen):
    """For what a colleague says yes to: an ask that another volunteer confirms, or somebody whose PIN is forgotten."""

    def __init__(self, why: Sentence = CONFIRMS) -> None:
        super().__init__(why=why)

    def badge_shown(self, who: Volunteer) -> None:
        """The colleague said yes, and the first one goes on."""
        self.dismiss(who)
