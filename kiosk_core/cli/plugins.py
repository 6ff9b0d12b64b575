"""`kiosk plugins`: what is installed, what each declares, and why one was set aside."""

from __future__ import annotations

from typing import Any

from ..domain.project import Project
from ..domain.settings import declared
from ..domain.texts import Sentence
from ..plugins import HOOKS, Plugins
from .frame import Desk, command
from .mounted import installed

ACTIVE, ASIDE = "active", "set_aside"


@command(Sentence("List the plugins: version, what each declares, and why one was set aside."))
def plugins(desk: Desk) -> None:
    here = installed()
    listed = [
        {
            "name": name,
            "version": here.versions[name],
            "state": ACTIVE,
            "why": None,
            "declares": _declares(here, project),
        }
        for name, project in here.projects.items()
        if name != "core"
    ]
    listed += [
        {"name": one.name, "version": one.version, "state": ASIDE, "why": one.why, "declares": {}} for one in here.aside
    ]
    listed.sort(key=lambda one: str(one["name"]))
    desk.answer(listed, *(_line(one) for one in listed))


def _declares(here: Plugins, project: Project) -> dict[str, Any]:
    return {
        "services": [s.code for s in project.services], "kinds": [k.KIND for k in project.kinds],
        "tables": [t.name for t in project.tables], "fields": [f.code for f in project.fields],
        "settings": list(declared(project.settings)) if project.settings else [],
        "elsewhere": list(project.elsewhere), "tenders": [t.code for t in project.tenders],
        "screens": [s.code for s in project.screens], "commands": [c.name for c in project.commands],
        "indicators": [i.code for i in project.indicators],
        "hooks": [hook for hook in HOOKS if here.has_hook(project.name, hook)],
    }  # fmt: skip


def _line(one: dict[str, Any]) -> Sentence:
    if one["state"] == ACTIVE:
        return Sentence("{name} {version}", one)
    return Sentence("{name} {version}: set aside. {why}", one)
