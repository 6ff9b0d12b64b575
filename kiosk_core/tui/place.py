"""The base of every screen: title on top, keys at the bottom, the state of printer, journal and backup last.

A subclass yields its own part in `body` and says in `hints` which keys work now. A key that is not shown does nothing,
and every key can be clicked. An error is one sentence in the message line, and the screen goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from kiosk_core.domain.errors import ClockDoubt, KioskError
from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.registry.volunteers import Volunteer
from kiosk_core.shift import Shift
from kiosk_core.store import Error as DatabaseError
from kiosk_core.store.faults import meant

from .capture import NoCode, Scanned
from .widgets.key_bar import Hint, KeyBar
from .widgets.state_line import StateLine
from .widgets.title_line import TitleLine
from .widgets.words import Said, Words

if TYPE_CHECKING:
    from .app import KioskApp

KEYS = (*(f"f{n}" for n in range(1, 13)), "enter", "escape", "up", "down", "pageup", "pagedown", "delete")
TREMBLE = 0.5
"""seconds after a tap was answered, or a key was pressed, in which another is the same finger's."""
READ = 1.0
"""seconds that a question stands before anybody can have read it: the same key pressed sooner answers nothing."""
NO_CODE = Sentence("This is not a card of ours. Scan again, or search by name.")


class Place(Screen[object]):
    """`cls(shift)`; made before somebody signed in, `shift` is None until `take`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(key, f"press('{key}')", show=False) for key in KEYS]
    HEADING: ClassVar[Sentence] = Sentence("")
    """What stands in the title line."""
    GUIDE: ClassVar[Sentence] = Sentence("")
    """What F1 says here, in a few plain lines."""
    needs = ""
    """The right that it was opened with: it closes when somebody without it signs in, and for any right but to serve when
    somebody else does. '': everybody's."""
    told_in_trust = False
    """It holds what a client says to whoever stands here: it closes when another volunteer signs in."""
    gate = ""
    """'sign-in', 'change', 'second' or 'briefing': it stands before the others. No id of Textual's: the one before may still
    be leaving."""
    broken: Sentence | None = None
    """Something in it failed where nothing catches it, and this says under which number: it is about to be closed."""

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__()
        self._shift = shift
        self._composed = False
        self.hears_keys = False
        """While it lies on top and a field of it has the focus."""
        self._message = ""
        self._spoken_in: str | None = None
        """The language in which it was painted last."""
        self._asked_last: tuple[object, float] = (None, 0.0)
        """What was asked last that the same key says yes to, and when that key was pressed last: seconds of the app's clock."""
        self._done_last: tuple[object, float] = (None, 0.0)
        """What a finger that trembles must not do twice, as it was done last, and when its key was pressed last."""
        # Kept, not looked for: a scan asks for them many times, and each search walks through all widgets.
        self._message_line, self._key_bar, self._state_line = Words(id="message"), KeyBar(), StateLine()

    @property
    def shift(self) -> Shift:
        assert self._shift is not None
        return self._shift

    @property
    def signed_in(self) -> bool:
        return self._shift is not None

    @property
    def desk(self) -> KioskApp:
        """The app, with what all screens share."""
        return cast("KioskApp", self.app)

    def take(self, shift: Shift, *, another: bool) -> None:
        """Whoever signed in stands here now; what is open stays open, and to `another` volunteer shows what is theirs."""
        self._shift = shift
        if self.stands:
            self.attempt(self.refresh_place)
            if another:
                self.attempt(self.on_data)
            self._keep_up()

    @property
    def stands(self) -> bool:
        """Whether all of it is there: not before it was composed, not while the app closes."""
        return self._composed and self._state_line.is_attached

    # ---- what a screen says of itself ----

    def body(self) -> ComposeResult:
        """Its own widgets, between title and message line."""
        yield from ()

    def guide(self) -> Sequence[Sentence]:
        """What F1 says here, to whoever stands here; a paragraph each."""
        return (self.GUIDE,)

    def hints(self) -> Iterable[Hint]:
        """Its own keys as they work now; F1 and Esc are added."""
        return ()

    def scanned(self, keys: str) -> None:
        """A code that is no badge: by default it goes to the counter."""
        self.desk.to_counter(keys)

    def badge_shown(self, who: Volunteer) -> None:
        """A volunteer's badge: from now on this one stands here."""
        self.desk.enter(who)
        self.desk.top.tell(Sentence("Welcome, {name}.", {"name": who.name}))

    def badge_named(self, who: Volunteer) -> None:
        """The same where a badge needs its PIN: the PIN is asked first."""
        self.desk.another(who.name)

    def is_free(self) -> bool:
        """Whether something may be laid on top: nothing is half done here. So is a project's counter while nothing is typed
        there and no draft lies open."""
        if not (self.stands and self.desk.at_counter):
            return False
        typed = any(field.value for field in self.query(Input))
        return not typed and all(draft.parked for draft in self.shift.drafts())

    def tick(self, now: float) -> None:
        """Once a second. `now`: seconds of the app's clock."""

    def on_data(self) -> None:
        """Another process wrote, or this one did, or another volunteer stands here: read again what is shown."""

    # ---- the frame ----

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield from self.body()
        with Vertical(id="foot"):
            yield self._message_line
            yield self._key_bar
            yield self._state_line

    def on_mount(self) -> None:
        self._composed, self._spoken_in = True, self.desk.lang
        self.attempt(self.refresh_place)

    def on_screen_resume(self) -> None:
        """The look, the language and much else may be another since."""
        self.call_after_refresh(self._hear)
        if self.stands:
            self.attempt(self.refresh_place)
            self._keep_up()

    def _keep_up(self) -> None:
        """With the language that is spoken now."""
        if self._spoken_in != self.desk.lang:
            self.attempt(self.say_anew)

    def say_anew(self) -> None:
        """In the language that is spoken now. A screen that puts several texts into one paints them here itself."""
        self._spoken_in = self.desk.lang
        for words in self.query(Words):
            if isinstance(words.text, Said):
                words.put(self.say(words.text.text))
        for field in self.query(Input):
            if isinstance(field.placeholder, Said):
                field.placeholder = self.say(field.placeholder.text)
        self._message = self._message_line.text
        self.on_data()

    def on_screen_suspend(self) -> None:
        self.hears_keys = False

    def _hear(self) -> None:
        self.hears_keys = True

    def refresh_place(self) -> None:
        """Title, keys and state line as they are now."""
        self.query_one(TitleLine).show(self.desk.title_of(self))
        self._state_line.show(self.desk.state)
        self.refresh_hints()

    def refresh_hints(self) -> None:
        self._key_bar.show(self._all_hints())

    def say(self, text: Text) -> str:
        """In the volunteer's language."""
        return self.desk.say(text)

    def hint(
        self, key: str, text: Text, act: Callable[[], object], *, main: bool = False, seldom: bool = False
    ) -> Hint:
        """`main`: the one that is wanted most. `seldom`: works, and is not shown in the plain look."""
        hidden = seldom and self.app.has_class("-plain")
        return Hint(key, "" if hidden else self.say(text), act, main)

    def tell(self, text: Text) -> None:
        """One sentence in the message line; '' empties it."""
        self._message = self.say(text)
        self._message_line.put(self._message)

    def tell_at_once(self, text: Text) -> None:
        """As `tell`, and painted before this returns: for a screen that leaves in the same moment."""
        self.tell(text)
        self._compositor.update_widgets({self._message_line})
        self._compositor_refresh()

    @property
    def meanwhile(self) -> Text:
        """What is said here while something takes long, whatever is scanned; '' while nothing does."""
        return ""

    @property
    def message(self) -> str:
        return self._message

    def is_answered(self, question: object) -> bool:
        """Whether the key that asked this says yes to it, pressed again. A finger that trembles or stays on the key has read
        nothing: then, as the first time, it is asked. None forgets what was asked."""
        (before, at), now = self._asked_last, self.desk.now
        self._asked_last = (question, now)
        return question is not None and before == question and now - at >= READ

    def trembles(self, done: object) -> bool:
        """Whether the same was done here a moment ago: by a finger that trembles or stays on the key, which means it once."""
        (before, at), now = self._done_last, self.desk.now
        self._done_last = (done, now)
        return before == done and now - at < TREMBLE

    # ---- keys ----

    def _all_hints(self) -> list[Hint]:
        own = list(self.hints())
        taken = {hint.key for hint in own}
        more = [self.hint("f1", Sentence("Help"), self.help)] if self.GUIDE.template else []
        if "escape" not in taken and self.can_leave():
            more.append(self.hint("escape", Sentence("Back"), self.leave))
        return [*own, *more]

    def can_leave(self) -> bool:
        """Whether Esc goes back to the screen below."""
        return len(self.app.screen_stack) > 2

    def leave(self) -> None:
        self.dismiss(None)

    def help(self) -> None:
        from .screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.guide()))

    def action_press(self, key: str) -> None:
        self.press(key)

    def press(self, key: str) -> None:
        """What the key does now, if anything."""

        def act() -> None:
            try:
                hints = self._all_hints()
            except (KioskError, DatabaseError):
                raise
            except Exception:
                if key == "escape" and self.can_leave():
                    self.leave()  # whoever made its keys: nobody is kept on it
                raise
            for hint in hints:
                if hint.key == key:
                    hint.act()
                    return

        self.attempt(act)

    def attempt(self, act: Callable[[], object]) -> None:
        """Does it. What goes wrong is said in one sentence, and the screen goes on."""
        try:
            act()
            self.refresh_if_shown()
        except SkipAction:
            return  # an arrow where all of it is shown already
        except ClockDoubt as doubt:
            self._ask_the_date(doubt, act)
        except KioskError as error:
            self._went_wrong(error)
        except DatabaseError as error:
            reason = meant(error, self.desk.database)
            if reason is None:
                self.desk.fault(error)
            else:
                self._went_wrong(reason)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the wall: Textual would end the kiosk with a traceback
            self.desk.fault(error)

    def _ask_the_date(self, doubt: ClockDoubt, act: Callable[[], object]) -> None:
        """Nothing was written. Whoever says that the date is right goes on with what they did."""

        def answered(yes: object) -> None:
            if yes:
                self.desk.kiosk.confirm_clock()
                self.attempt(act)

        self.tell("")
        self.desk.open("question:QuestionScreen", doubt.sentence, done=answered)

    def _went_wrong(self, error: KioskError) -> None:
        try:
            self.failed(error)
            self.refresh_if_shown()
        except (KioskError, DatabaseError):
            # What the keys are cannot be read either while the disk fails: the sentence stands already.
            return

    def failed(self, error: KioskError) -> None:
        """Shows why nothing happened."""
        self.tell(error.sentence)

    def refresh_if_shown(self) -> None:
        if self.stands and self.is_current:
            self.refresh_hints()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A finger that trembles, or is not answered at once, taps twice: what its first tap opened, on another screen or in
        the same place of this one, is not pressed by the second."""
        event.stop()
        meant, (before, at) = (self, self._key_bar.words_of(event.key)), self.desk.tapped
        if self.is_current and (meant == before or self.desk.now - at >= TREMBLE):
            self.press(event.key)
            self.desk.tapped = (meant, self.desk.now)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.press("enter")

    # ---- scans ----

    def on_scanned(self, event: Scanned) -> None:
        event.stop()
        self.desk.bell()
        self.attempt(lambda: self._hear_scan(event.keys))

    def _hear_scan(self, keys: str) -> None:
        try:
            self.desk.heard(self, keys)
        except KioskError:
            self.desk.forget_scan()
            raise

    def turn_away(self, why: Text) -> None:
        """What was just scanned did nothing here. Scanned again, where it is heard, it is no repetition."""
        self.desk.forget_scan()
        self.tell(why)

    def on_no_code(self, event: NoCode) -> None:
        event.stop()
        self.tell(self.meanwhile or NO_CODE)
