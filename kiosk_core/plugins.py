"""Discover, check, set aside, ask. The only place where a stranger's code is called."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, fields
from types import ModuleType
from typing import Any

import pluggy

from . import hookspecs
from .domain.project import Project
from .journal import Table
from .version import API, VERSION

SHARED = ("core_code", "core_served")
"""Readings of the core that a plugin's kinds may put into."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A plugin's code that raised. `error`: its type and text, for the technician."""

    plugin: str
    hook: str
    error: str


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


class DoesNotFit(ValueError):
    """A declaration that cannot work: said once, when the plugin is loaded."""


class Plugins:
    """The plugins that are here. `modules`: (name, version, module) each, the core's own first."""

    def __init__(self, modules: Iterable[tuple[str, str, ModuleType]], aside: Sequence[Aside] = ()) -> None:
        self._manager = pluggy.PluginManager("kiosk")
        self._manager.add_hookspecs(hookspecs)
        self.projects: dict[str, Project] = {}
        self.versions: dict[str, str] = {}
        self.packages: list[str] = []
        """Where their catalogues lie, in the same order."""
        self.aside = list(aside)
        for name, version, module in modules:
            try:
                self._welcome(module, version)
            except Exception as error:  # noqa: BLE001 - the wall: whatever a stranger's module does, the counter opens
                self.aside.append(Aside(name, version, f"{type(error).__name__}: {error}"))
        self._impls = {
            hook: sorted(getattr(self._manager.hook, hook).get_hookimpls(), key=lambda impl: str(impl.plugin_name))
            for hook in HOOKS
        }

    def ask(self, hook: str, only: Container[str] | None = None, **given: Any) -> Answers:
        """Every plugin (or only those), one by one, by name."""
        answers = Answers()
        for impl in self._impls[hook]:
            if only is None or impl.plugin_name in only:
                try:
                    found = list(impl.function(*(given[name] for name in impl.argnames)) or ())
                except Exception as error:  # noqa: BLE001 - the wall
                    answers.failures.append(Failure(impl.plugin_name, hook, f"{type(error).__name__}: {error}"))
                else:
                    answers.values += [(impl.plugin_name, value) for value in found]
        return answers

    def all(self, what: str) -> list[Any]:
        """'kinds', 'tables', 'indicators' ... of all projects."""
        return [one for project in self.projects.values() for one in getattr(project, what)]

    @property
    def elsewhere(self) -> frozenset[str]:
        """Codes that their own plugin declared to be heard at other counters."""
        return frozenset(self.all("elsewhere"))

    def has_hook(self, name: str, hook: str) -> bool:
        """Whether that plugin answers that hook."""
        return any(impl.plugin_name == name for impl in self._impls[hook])

    def _welcome(self, module: ModuleType, version: str) -> None:
        declared = module.project()
        if not isinstance(declared, Project):
            raise DoesNotFit("project() returns no Project")
        check(declared, self.projects)
        self._manager.register(module, declared.name)
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError:
            self._manager.unregister(module)
            raise
        self.projects[declared.name] = declared
        self.versions[declared.name] = version
        self.packages.append(module.__name__.partition(".")[0])


HOOKS = tuple(
    name
    for name, function in vars(hookspecs).items()
    if hasattr(function, "kiosk_spec") and not isinstance(function, type)
)


def check(declared: Project, others: Container[str] = ()) -> None:
    """Raises DoesNotFit with a sentence for a declaration that cannot work."""
    name = declared.name
    if not name.isidentifier() or not name.islower() or name in others:
        raise DoesNotFit(f"the name {name!r} is taken, or not a plain lower-case word")
    if declared.core and tuple(map(int, declared.core.split("."))) > API:
        raise DoesNotFit(f"needs kiosk_core {declared.core}, this is {VERSION}")
    dotted = {
        "kind": [kind.KIND for kind in declared.kinds],
        "service": [service.code for service in declared.services],
        "finding heard elsewhere": list(declared.elsewhere),
        "field": [f.code for f in declared.fields],
        "indicator": [indicator.code for indicator in declared.indicators],
        "purpose": [purpose for purpose, _ in declared.purposes],
    }
    for what, names in dotted.items():
        for one in names:
            if not one.startswith(f"{name}."):
                raise DoesNotFit(f"the {what} {one!r} does not begin with {name!r} and a dot")
        if len(set(names)) < len(names):
            raise DoesNotFit(f"a {what} is declared twice")
    _check_tables(declared)
    if declared.settings is not None and getattr(declared.settings, "PREFIX", "") != name:
        raise DoesNotFit(f"its settings do not have the prefix {name!r}")


def _check_tables(declared: Project) -> None:
    for table in declared.tables:
        if not table.name.startswith(f"{declared.name}_"):
            raise DoesNotFit(f"the table {table.name!r} does not begin with {declared.name}_")
    for kind in declared.kinds:
        for table in kind.PUTS:
            if not _may_put(table, declared):
                raise DoesNotFit(f"{kind.KIND} puts into {table.name}, which is not its own")
        names = {f.name for f in fields(kind)}
        if "first_month" in names and not {"service", "first_year"} <= names:
            raise DoesNotFit(f"{kind.KIND} has first_month and lacks service or first_year")


def _may_put(table: Table, declared: Project) -> bool:
    return table in declared.tables or table.name in SHARED
