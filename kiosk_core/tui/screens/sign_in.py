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


class SignInScreen(Place):
    CSS_PATH = "sign_in.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Sign in")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type your name and press Enter. Then type your PIN and press Enter.\n"
        "Or scan your badge.\n\n"
        "Five wrong PINs: that name waits for five minutes. A colleague can sign in meanwhile."
    )
    PERSONAL = False

    def __init__(self, *, locked: bool = False, change: bool = False, second: bool = False) -> None:
        """`change`: Esc goes back. `second`: somebody else confirms, and is what this is dismissed with."""
        super().__init__()
        self.id = "second" if second else "sign-in"
        self._locked, self._change, self._second = locked, change or second, second

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
        why = Sentence("Locked. Sign in to go on.") if self._locked else Sentence("Welcome.")
        if self._second:
            why = Sentence("A second volunteer confirms this one.")
        self.query_one("#door-why", Words).put(self.say(why))
        if here.example:
            example = Sentence("Example house: volunteer 1111, coordinator 2222, administrator 3333.")
            self.query_one("#door-example", Words).put(self.say(example))
        self.query_one("#name", Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.go_on, main=True)
        if self._change:
            yield self.hint("escape", Sentence("Do not change"), self.leave)
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

    def start_over(self) -> None:
        """Both fields empty, and the name first: a typing error is not hunted for with arrows."""
        self.tell("")
        self.query_one("#pin", Input).value = ""
        name = self.query_one("#name", Input)
        name.value = ""
        self.set_focus(name)

    def _in(self, who: Volunteer) -> None:
        if self._second:
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
            self.tell(Sentence("Sign in first."))
        else:
            self._in(who)


class SecondScreen(SignInScreen):
    """For an ask that another volunteer confirms."""

    def __init__(self) -> None:
        super().__init__(second=True)

    def badge_shown(self, who: Volunteer) -> None:
        """The second one confirms, and the first goes on."""
        self.dismiss(who)
