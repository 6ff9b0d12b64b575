"""The kiosk on a screen: who stands here, for which project, in which language; wiring between screens and the house."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from textual.screen import Screen

from kiosk_core.catalogues import catalogue, language
from kiosk_core.core import CoreSettings, today
from kiosk_core.domain.errors import StoreError
from kiosk_core.domain.keys import Times
from kiosk_core.domain.project import Project
from kiosk_core.domain.project import Screen as ProjectScreen
from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.domain.visits import Client
from kiosk_core.house import House
from kiosk_core.kiosk import Kiosk
from kiosk_core.paper import Paper
from kiosk_core.plugins import Failure
from kiosk_core.registry.volunteers import Volunteer
from kiosk_core.shift import Shift

from .desk import Desk
from .listed import Entry
from .place import Place
from .state import state_of
from .sweeping import Sweeping
from .widgets.title_line import Title, TitleLine

SCREENS = "kiosk_core.tui.screens"


class KioskApp(Desk):
    """`counter` None: where it stood last, or the only one. `project` None: the one whose counter was opened here last, else the
    first with services. `lang`: of who never chose one, and where nobody is signed in; None: as the house chose."""

    def __init__(
        self, kiosk: Kiosk, counter: str | None = None, project: str | None = None, lang: str | None = None, **more: Any
    ) -> None:
        self.kiosk, self._asked_lang = kiosk, lang
        self.lang = self.usual_language
        super().__init__(catalogue(self.lang, kiosk.plugins.packages), kiosk.store.path, **more)
        self.counter = kiosk.counter(counter or kiosk.usual_counter())
        kiosk.stand_at(self.counter)
        self.projects = [p for p in kiosk.plugins.projects.values() if p.services]
        self.project = self._project(project)
        self._undecided = len(self.projects) > 1 and self.project.name not in (project, kiosk.usual_project())
        """Whether nobody said yet which project's counter this computer is."""
        self.handed: dict[str, list[Text]] = {}
        """What each act since the start handed over, to be asked back when it is undone."""
        self.paper = Paper(kiosk, self.counter)
        self.who: Volunteer | None = None
        self._seen = 0
        self._failing: tuple[Failure, ...] = ()
        self._sweeping = Sweeping()

    def _project(self, asked: str | None) -> Project:
        known = self.kiosk.plugins.projects
        if asked in known:
            return known[asked]
        last = [project for project in self.projects if project.name == self.kiosk.usual_project()]
        return next(iter(last or self.projects), known["core"])

    def on_mount(self) -> None:
        self.push_screen(self.load("sign_in:SignInScreen"))
        self._listen()
        if not self.kiosk.store.drill:
            with suppress(StoreError):  # a disk in trouble is said by whatever is done next
                self.kiosk.drop_old_forms()
        self.set_interval(1, self.tick)
        if not self.is_headless:
            self._sweeping.begin()
        self.call_after_refresh(self.paper.start)

    def on_unmount(self) -> None:
        self.paper.stop()

    # ---- words ----

    def title_of(self, place: Place) -> Title:
        """Project and counter to the left, volunteer and time to the right: at the drawer, a question or a help page too whose it is
        must be seen; only where somebody signs in nobody is named."""
        now = self.kiosk.clock()
        names = [place.HEADING if place.HEADING.template else self.project.title]
        left = " · ".join(self.say(name) for name in names)
        at_the_door = any(isinstance(one, Place) and one.gate in ("sign-in", "change") for one in self.screen_stack)
        who = self.who.name if self.who and not at_the_door else ""
        here = now.astimezone(ZoneInfo(self.kiosk.house.settings(CoreSettings, now.date()).zone))
        right = " · ".join(part for part in (who, f"{here:%d/%m/%Y %H:%M}") if part)
        return Title(left, right, self.say(Sentence("EXAMPLE")) if self.kiosk.example else "")

    # ---- who stands here ----

    def _listen(self) -> None:
        """With the times of this counter's scanner."""
        core = self._core()
        self.capture_with(Times(core.scan_gap_ms / 1000, core.scan_wait_ms / 1000, core.repeat_seconds))

    def _core(self) -> CoreSettings:
        """As they hold at this counter."""
        return House(self.kiosk.store, self.counter).settings(CoreSettings, self._today())

    def _today(self) -> date:
        return today(self.kiosk.house, self.kiosk.clock())

    def shift_for(self, project: str) -> Shift:
        assert self.who is not None
        return self.kiosk.shift(self.who, self.counter, project)

    def enter(self, who: Volunteer) -> None:
        """This volunteer stands here from now on. What is open on other screens stays open."""
        another = self.who is not None and self.who.id != who.id
        self.who = who
        self.speak(self.kiosk.language_of(who) or self.usual_language)
        self.touched = self._clock()
        shift = self.shift_for(self.project.name)
        self._listen()
        self.forget_scan()
        while isinstance(self.screen, Place) and self.screen.gate in ("sign-in", "change"):
            self.pop_screen()
        self._close_what_is_not_theirs(shift, another=another)
        for place in self.places():
            if place.signed_in:
                place.take(self.shift_for(place.shift.project.name), another=another)
        if not any(place.signed_in for place in self.places()):
            self.push_screen(self.load("home:HomeScreen", shift))
        self.read_state()
        self.call_after_refresh(self.top.attempt, self._brief)
        if not self.is_headless:
            self.call_after_refresh(self._sweeping.keep_what_is_loaded)

    def _brief(self) -> None:
        """What whoever signed in has not read yet lies on top, unless something is half done below: then it is said."""
        shift = self.shift_for(self.project.name)
        if all(one.read for one in shift.shift_notes()) or self.top.gate in ("sign-in", "briefing"):
            return
        if self.top.is_free():
            self.open("briefing:BriefingScreen", shift)
        else:
            self.top.tell(Sentence("There is something to read for you: menu, Good to know."))

    def _close_what_is_not_theirs(self, shift: Shift, *, another: bool) -> None:
        """What whoever stands here may not open does not stay open either, with all that lies above it; nor what `another`
        looked up by a right of theirs, or was told: whoever may look it up too leaves a trace of their own, and may see less."""
        for at, screen in enumerate(self.screen_stack):
            needs = screen.needs if isinstance(screen, Place) else ""
            told = isinstance(screen, Place) and screen.told_in_trust
            if (needs and not shift.may(needs)) or (another and (told or needs not in ("", "serve"))):
                while len(self.screen_stack) > at:
                    self.pop_screen()
                return

    def vouch(self, name: str, by: Volunteer) -> None:
        """Whoever gave that name stands here without a PIN, at the counter only, because a colleague vouched. Raises what
        `Shift.vouch` raises."""
        who = self.kiosk.shift(by, self.counter, self.project.name).vouch(name)
        self.enter(who)
        self.to_counter()
        said = {"name": who.name, "other": by.name}
        welcome = Sentence("Welcome, {name}. {other} vouched: the counter is open, until it locks.", said)
        self.call_after_refresh(lambda: self.top.tell(welcome))

    def places(self) -> list[Place]:
        """All screens of the house that are open, those of other projects too."""
        screens = (*self.screen_stack, *self._installed_screens.values())
        return list(dict.fromkeys(screen for screen in screens if isinstance(screen, Place)))

    def lock(self) -> None:
        """Shows nothing of anybody until somebody signs in; what is open stays open below."""
        if not any(isinstance(screen, Place) and screen.gate == "sign-in" for screen in self.screen_stack):
            self.speak(self.usual_language)
            self.push_screen(self.load("sign_in:SignInScreen", locked=True))

    def another(self, name: str = "") -> None:
        """Another volunteer, in place; Esc goes back to the one who stands here. `name`: whose badge was scanned."""
        before = self.lang
        self.speak(self.usual_language)
        self.push_screen(self.load("sign_in:SignInScreen", change=True, badge_of=name), lambda _: self.speak(before))

    @property
    def usual_language(self) -> str:
        """Of who never chose one, and where nobody is signed in."""
        return language(self._asked_lang or self.kiosk.house.settings(CoreSettings, self._today()).language)

    def speak(self, lang: str) -> None:
        """Another screen language from now on; each screen says it anew when it is seen next."""
        if lang != self.lang:
            self.lang, self.words = lang, catalogue(lang, self.kiosk.plugins.packages)
            self.read_state()

    # ---- between screens ----

    def load(self, name: str, *given: Any, **named: Any) -> Screen[Any]:
        """A screen by 'module:Class' of this package, imported when it is first opened."""
        made = cast("Callable[..., Screen[Any]]", self.kiosk.load(f"{SCREENS}.{name}"))
        return made(*given, **named)

    def open(self, name: str, *given: Any, done: Callable[[Any], None] | None = None, needs: str = "") -> None:
        """Puts a screen of this package on top; `done` gets what it was dismissed with. `needs`: the right to stay there."""
        screen = self.load(name, *given)
        if isinstance(screen, Place):
            screen.needs = needs
        self.push_screen(screen, done)

    def open_project_screen(
        self, project: Project, screen: ProjectScreen, *about: Client, done: Callable[[Any], None] | None = None
    ) -> None:
        """A screen that a plugin declared, for that project; in place `client` also about that one. Raises NotAllowed."""
        shift = self.shift_for(project.name)
        shift.require(screen.right)
        made = cast("Callable[..., Screen[Any]]", self.kiosk.load(screen.path))
        opened = made(shift, *about)
        if not isinstance(opened, Place):
            raise TypeError(f"{screen.path} is no Place: nobody would come out of it, and it would never lock")
        opened.needs = screen.right
        self.push_screen(opened, done)

    def project_screens(self, place: str) -> list[tuple[Project, ProjectScreen]]:
        """Those that stand in that place and that whoever stands here may open; who was vouched for has the counter only."""
        assert self.who is not None
        if self.who.vouched is not None:
            return []
        may = self.shift_for(self.project.name).may
        return [
            (project, screen)
            for project in self.kiosk.plugins.projects.values()
            for screen in project.screens
            if screen.place == place and may(screen.right)
        ]

    def project_entries(
        self,
        place: str,
        about: Callable[[], tuple[Client, ...]] = tuple,
        done: Callable[[Any], None] | None = None,
    ) -> list[Entry]:
        """The same as entries of a list. `about`: asked for the client when one is opened; `done`: told of its end."""

        def opener(project: Project, screen: ProjectScreen) -> Callable[[], None]:
            return lambda: self.open_project_screen(project, screen, *about(), done=done)

        return [
            Entry(screen.title, opener(project, screen), screen.key) for project, screen in self.project_screens(place)
        ]

    def to_counter(self, keys: str | None = None, project: Project | None = None) -> None:
        """The counter of a project, as it was left; with `keys`, and a code that was just scanned. Which project's, is asked
        where there are several and none was opened here yet: a scan may write at once."""
        if project is None and self._undecided:
            self._ask_project(keys)
            return
        another = project is not None and project != self.project
        self.project = project or self.project
        name = f"counter-{self.project.name}"
        if not self.project.services:
            return
        if not self.is_screen_installed(name):
            made = cast("Callable[..., Place]", self.kiosk.load(self.project.counter))
            self.install_screen(made(self.shift_for(self.project.name)), name)
        counter = self.get_screen(name)
        if counter in self.screen_stack:
            while counter in self.screen_stack and self.screen is not counter:
                self.pop_screen()
        else:
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self.push_screen(name)
        if another:
            self.call_after_refresh(self.top.attempt, self._brief)
        if keys is not None and isinstance(counter, Place):
            self.call_after_refresh(counter.attempt, lambda: counter.scanned(keys))
        if project is not None:
            self._undecided = False
            self.kiosk.serve(project.name)

    def _ask_project(self, keys: str | None) -> None:
        choices = {project.name: project.title for project in self.projects}

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.to_counter(keys, self.kiosk.plugins.projects[name])

        asked = Sentence("Which counter is this?")
        self.push_screen(self.load("choose:ChooseScreen", self.shift_for(self.project.name), asked, choices), chosen)

    def heard(self, place: Place, keys: str) -> None:
        """As of any code; but a badge changes who stands here, anything else is the screen's."""
        who = self.kiosk.badge(keys)
        if who is None:
            place.scanned(keys)
        elif self._core().badge == "with_pin":
            place.badge_named(who)
        else:
            place.badge_shown(who)

    def hears_keys(self) -> bool:
        return not isinstance(self.screen, Place) or self.screen.hears_keys

    @property
    def at_counter(self) -> bool:
        """Whether the counter of the project lies on top."""
        name = f"counter-{self.project.name}"
        return self.is_screen_installed(name) and self.screen is self.get_screen(name)

    @property
    def top(self) -> Place:
        assert isinstance(self.screen, Place)
        return self.screen

    # ---- once a second ----

    def tick(self) -> None:
        now = self._clock()
        if not (isinstance(self.screen, Place) and self.screen.stands):
            return
        self.top.attempt(partial(self._lock_in_time, now))
        for place in self.places():
            if place.stands:
                place.attempt(partial(place.tick, now))
        if self.top.stands:
            self.top.attempt(self._look)
        if not self.is_headless:
            self._sweeping.look(now, self.touched)

    def _lock_in_time(self, now: float) -> None:
        """Whoever uses keys, a scanner that pastes, or fingers and mouse only, is there."""
        if self.who is None:
            return
        shift = self.shift_for(self.project.name)
        if shift.over or now - self.touched > 60 * shift.settings().idle_minutes:
            self.lock()

    def _look(self) -> None:
        """The time above; whether another process wrote since, or a plugin began or ceased to fail."""
        self.top.query_one(TitleLine).show(self.title_of(self.top))
        failing = self.kiosk.plugins.failing
        if failing != self._failing:
            self._failing = failing
            self.read_state()
        seen = self.kiosk.store.data_version()
        if seen != self._seen:
            self._seen = seen
            if self.who is not None:
                self._close_what_is_not_theirs(self.shift_for(self.project.name), another=False)
            self.read_state()
            self.top.on_data()

    def read_state(self) -> None:
        """Printer, journal and backup, for the last line of each screen."""
        if self.who is not None:
            self.state = "   ".join(self.say(part) for part in state_of(self.shift_for(self.project.name)))
        if isinstance(self.screen, Place) and self.screen.stands:
            self.screen.attempt(self.screen.refresh_place)
