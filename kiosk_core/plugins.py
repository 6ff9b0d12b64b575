"""Welcome, set aside, ask. The only place where a stranger's code is called.

pluggy stops at the first exception and calls the newest plugin first; here each plugin is asked by itself, by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import perf_counter
from types import ModuleType, NoneType
from typing import Any, get_args, get_type_hints

import pluggy

from . import hookspecs
from .declarations import DoesNotFit, check, try_out
from .domain.answers import ClosingLine, Conflict, Glance, ToKnow
from .domain.eligibility import Finding
from .domain.errors import CannotRecord, KioskError, NamesNobody, PluginFails
from .domain.project import Project
from .domain.receipts import Block, Line, Picture, Qr, Rule
from .domain.settings import declared as declared_settings
from .domain.texts import Sentence, Text
from .domain.visits import Offer
from .store import Error as DatabaseError

CORE = "core"
SLOW_S = 0.25
"""Seconds after which whoever stands at a counter sees it wait for a hook. Nobody can stop one; the technician is told."""
UNHURRIED = ("tell_demo",)
"""Nobody waits for these: a day of the example story is lived through in one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A plugin's code that raised, or answered what is no answer. `error`: type and text, for the technician; it may
    hold somebody's data, so it is never shown at a counter."""

    plugin: str
    hook: str
    error: str
    number: str = ""
    """Under which it stands in the log of faults."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A plugin that cannot work here. `why`: the exception's own text, or the sentence that says what does not fit."""

    name: str
    version: str
    why: str


@dataclass(slots=True)
class Answers:
    """(plugin, answer) in the order of names, and who failed."""

    values: list[tuple[str, Any]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class Plugins:
    """The plugins that are here. `modules`: (name, version, module) each, the core's own first. `tried`: the others went
    through the probe, so that their declarations need not be tried out once more."""

    def __init__(
        self, modules: Iterable[tuple[str, str, ModuleType]], aside: Sequence[Aside] = (), *, tried: bool = False
    ) -> None:
        self._manager = pluggy.PluginManager("kiosk")
        self._manager.add_hookspecs(hookspecs)
        self.projects: dict[str, Project] = {}
        self.versions: dict[str, str] = {}
        self.packages: list[str] = []
        """Where their catalogues lie, in the same order."""
        self.aside = list(aside)
        for name, version, module in modules:
            try:
                self._welcome(module, version, tried or name == CORE)
            except (Exception, SystemExit) as error:
                if name == CORE:
                    raise
                self.aside.append(Aside(name, version, told(error)))
        self._impls = {
            hook: sorted(getattr(self._manager.hook, hook).get_hookimpls(), key=lambda impl: str(impl.plugin_name))
            for hook in HOOKS
        }
        self._failing: dict[tuple[str, str], Failure] = {}
        self.elsewhere: frozenset[str] = frozenset(self.all("elsewhere"))
        """Codes that their own plugin declared to be heard at other counters."""
        self.ticks: Callable[[], float] = perf_counter
        """Seconds, to see how long a hook takes; a test has its own."""

    def ask(self, hook: str, only: Container[str] | None = None, **given: Any) -> Answers:
        """Every plugin (or only those), one by one, by name. Never raises: who fails is left out of the answer."""
        answers = Answers()
        for impl in self._impls[hook]:
            name = impl.plugin_name
            if only is not None and name not in only:
                continue
            try:
                with self.timed(name, hook):
                    found = list(impl.function(*(given[wanted] for wanted in impl.argnames)) or ())
                for value in found:
                    _check_answer(name, hook, value)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - the wall: whatever a stranger's code does
                answers.failures.append(self._fails(name, hook, error))
            else:
                self._failing.pop((name, hook), None)
                answers.values += [(name, value) for value in found]
        return answers

    @contextmanager
    def blamed(self, name: str, what: str) -> Iterator[None]:
        """Around recording what a plugin offered: its guard, its drafts and their fields are its own code too.

        Raises PluginFails for what they raise; errors with a sentence of their own, and the store's, pass."""
        try:
            yield
        except (KioskError, DatabaseError):
            raise
        except (Exception, SystemExit) as error:
            raise PluginFails(number=self._fails(name, what, error).number) from error
        self._failing.pop((name, what), None)

    def open_by(self, what: str, *known: Any) -> Iterator[tuple[Project, list[Sentence] | None]]:
        """What each project that declares that callable (`still_open`, `unsettled`) says is open; None: it cannot say, and that
        counts as open."""
        for name, project in self.projects.items():
            if (asked := getattr(project, what)) is None:
                continue
            found = None
            with suppress(KioskError), self.blamed(name, what):
                found = list(asked(*known))
            yield project, found

    def broken_kind(self, error: CannotRecord) -> PluginFails:
        """To raise: one of a plugin's kinds cannot be written down, and the log of faults says where."""
        from .faults import note

        asked = "names" if isinstance(error.__cause__, NamesNobody) else "rows"
        said = note(error.__cause__ or error, f"{error.kind.partition('.')[0]}: {asked}")
        return PluginFails(number=said.values["number"])

    @contextmanager
    def timed(self, name: str, hook: str) -> Iterator[None]:
        """Around one hook, to its last answer, or around what a plugin is asked under the lock: who makes a counter wait is named
        afterwards."""
        began = self.ticks()
        try:
            yield
        finally:
            took = self.ticks() - began
            if took > SLOW_S and hook not in UNHURRIED:
                from .faults import note_slow

                note_slow(f"{name}: {hook}", took)

    def _fails(self, name: str, what: str, error: BaseException) -> Failure:
        """Until it answers again; the technician finds it in the log of faults."""
        # hashlib and traceback: 5 ms that no day without a fault needs.
        from .faults import note

        number = str(note(error, f"{name}: {what}").values["number"])
        failure = self._failing[name, what] = Failure(name, what, told(error), number)
        return failure

    @property
    def failing(self) -> tuple[Failure, ...]:
        """Who failed when last asked, by name: what a status line shows. A hook that answers again is well again."""
        return tuple(failure for _, failure in sorted(self._failing.items()))

    def all(self, what: str) -> list[Any]:
        """'kinds', 'tables', 'indicators' ... of all projects."""
        return [one for project in self.projects.values() for one in getattr(project, what)]

    def has_hook(self, name: str, hook: str) -> bool:
        """Whether that plugin answers that hook."""
        return any(impl.plugin_name == name for impl in self._impls[hook])

    def _welcome(self, module: ModuleType, version: str, tried: bool) -> None:
        ask_who = getattr(module, "project", None)
        if not callable(ask_who):
            raise DoesNotFit("it has no project()")
        declared = ask_who()
        if not isinstance(declared, Project):
            raise DoesNotFit(f"project() returns {type(declared).__name__}, no Project")
        check(declared, self.projects)
        if not tried:
            try_out(declared)
        _check_marked(module)
        try:
            self._manager.register(module, declared.name)
            self._manager.check_pending()
            for caller in self._manager.get_hookcallers(module) or ():
                for impl in caller.get_hookimpls():
                    _check_impl(caller.name, impl)
        except Exception:
            if self._manager.is_registered(module):  # or what was taken in before it raised would be asked all the same
                self._manager.unregister(module)
            raise
        self.projects[declared.name] = declared
        self.versions[declared.name] = version
        self.packages.append(module.__name__.partition(".")[0])


HOOKS = tuple(name for name, function in vars(hookspecs).items() if hasattr(function, "kiosk_spec"))
"""In the order of hookspecs.py."""


def _wanted(hook: str) -> type:
    """What each value of an answer is; NoneType: nothing is answered."""
    wanted: type = next(iter(get_args(get_type_hints(getattr(hookspecs, hook))["return"])), NoneType)
    return wanted


_WANTED = {hook: _wanted(hook) for hook in HOOKS}


def told(error: BaseException) -> str:
    """The exception's type and own text."""
    return f"{type(error).__name__}: {error}"


ACTIVE, ASIDE = "active", "set_aside"


def describe(plugins: Plugins) -> list[dict[str, Any]]:
    """What `kiosk plugins --json` prints, by name, the core itself left out.

    `state`: active | set_aside. `why`: None, or why it was set aside. `declares`: codes and names by sort, and the hooks
    it answers; {} when set aside."""
    listed: list[dict[str, Any]] = [
        {"name": name, "version": plugins.versions[name], "state": ACTIVE, "why": None, "declares": _declares(plugins, name)}
        for name in plugins.projects
        if name != CORE
    ]  # fmt: skip
    listed += [
        {"name": one.name, "version": one.version, "state": ASIDE, "why": one.why, "declares": {}}
        for one in plugins.aside
    ]
    return sorted(listed, key=lambda one: (one["name"], one["why"] or ""))


def _declares(plugins: Plugins, name: str) -> dict[str, list[str]]:
    project = plugins.projects[name]
    return {
        "services": [service.code for service in project.services],
        "settings": sorted(declared_settings(project.settings)) if project.settings else [],
        "kinds": [kind.KIND for kind in project.kinds],
        "tables": [table.name for table in project.tables],
        "fields": [f.code for f in project.fields],
        "elsewhere": list(project.elsewhere),
        "tenders": [tender.code for tender in project.tenders],
        "screens": [screen.code for screen in project.screens],
        "commands": [command.name for command in project.commands],
        "indicators": [indicator.code for indicator in project.indicators],
        "purposes": [purpose.code for purpose in project.purposes],
        "hooks": [hook for hook in HOOKS if plugins.has_hook(name, hook)],
    }


# ---- what does not fit ----


def _check_marked(module: ModuleType) -> None:
    for hook in HOOKS:
        function = getattr(module, hook, None)
        own = getattr(function, "__module__", None) == module.__name__
        if own and inspect.isfunction(function) and not hasattr(function, "kiosk_impl"):
            raise DoesNotFit(f"{hook}() is not marked with @hookimpl")


def _check_impl(hook: str, impl: pluggy.HookImpl) -> None:
    if impl.wrapper or impl.hookwrapper:
        raise DoesNotFit(f"{hook}() is a wrapper: a plugin answers for itself only")
    if impl.kwargnames:
        raise DoesNotFit(f"{hook}() has arguments with defaults ({', '.join(impl.kwargnames)}), which are never given")
    if inspect.iscoroutinefunction(impl.function) or inspect.isasyncgenfunction(impl.function):
        raise DoesNotFit(f"{hook}() is async: a hook never waits")


def _check_answer(plugin: str, hook: str, value: Any) -> None:
    """Raises TypeError, ValueError, or what its own sentences raise when they are said."""
    wanted = _WANTED[hook]
    if wanted is NoneType or not isinstance(value, wanted):
        raise TypeError(f"{hook}() answers {type(value).__name__}, not {wanted.__name__}")
    if isinstance(value, Finding | ClosingLine | Conflict | ToKnow) and not value.code.startswith(f"{plugin}."):
        raise ValueError(f"the code {value.code!r} does not begin with {plugin!r} and a dot")
    for text in _TEXTS[wanted](value):
        str(text)


def _of_finding(finding: Finding) -> Iterable[Text | None]:
    return (finding.text, finding.next_step)


def _of_offer(offer: Offer) -> Iterable[Text]:
    return (offer.title, offer.heading, offer.handed, *offer.leave_out, *(line.text for line in offer.hand_over))


def _of_block(block: Block) -> Iterable[Text]:
    if block.place not in ("head", "body", "foot"):
        raise ValueError(f"a block stands in head, body or foot, not in {block.place!r}")
    for part in block.parts:
        match part:
            case Line():
                yield from (part.left, part.right)
            case Picture():
                yield part.alt
            case Rule() | Qr():
                pass
            case _:
                raise TypeError(f"a block holds {type(part).__name__}, which is no part of a slip")


def _of_closing_line(line: ClosingLine) -> Iterable[Text]:
    if line.title.values or line.title.many:
        raise ValueError(f"the title of {line.code!r} holds a value, and is kept without")
    return (line.title,)


def _of_conflict(conflict: Conflict) -> Iterable[Text]:
    return (conflict.text,)


def _of_glance(glance: Glance) -> Iterable[Text]:
    return (glance.text,)


def _of_to_know(one: ToKnow) -> Iterable[Text]:
    return (one.text,)


_TEXTS: Mapping[type, Callable[[Any], Iterable[Text | None]]] = {
    Finding: _of_finding, Offer: _of_offer, Block: _of_block, Glance: _of_glance, ClosingLine: _of_closing_line,
    Conflict: _of_conflict, ToKnow: _of_to_know,
}  # fmt: skip
