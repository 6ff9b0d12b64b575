"""What is kept about people is called by words that they understand: every kind, field and word of a list."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest

from kiosk_core import core
from kiosk_core.domain.project import Project
from kiosk_core.journal.own import OWN

PROJECTS = [core, kiosk_foodbank, kiosk_kapstok, kiosk_einclusie]


def of_people(project: Project) -> list[Any]:
    """Kinds that say something of somebody."""
    kinds = (*project.kinds, *(OWN if project.name == "core" else ()))
    return [k for k in kinds if k.SUBJECT.metadata["personal"] or set(k.OWNERS.values()) - {None, k.SUBJECT.name}]


@pytest.mark.parametrize("module", PROJECTS, ids=lambda m: m.__name__)
def test_everything_kept_about_people_has_words(module: ModuleType) -> None:
    project = module.project()
    lacking = []
    for kind in of_people(project):
        lacking += [] if project.says.get(kind.KIND) else [kind.KIND]
        for name in kind.OWNERS:
            if f"{kind.KIND}.{name}" not in project.says and name not in project.says:
                lacking.append(f"{kind.KIND}.{name}")
    assert lacking == [], "give them words in held.py (docs/plugins.md), or None where they tell a person nothing"


@pytest.mark.parametrize("module", PROJECTS, ids=lambda m: m.__name__)
def test_every_word_of_a_fixed_list_is_said(module: ModuleType) -> None:
    project = module.project()
    lacking = []
    for kind in of_people(project):
        for name, hint in get_type_hints(kind).items():
            said = project.says.get(f"{kind.KIND}.{name}", project.says.get(name))
            if said is not None and get_origin(hint) is Literal:
                lacking += [f"{name}={word}" for word in get_args(hint) if f"{name}={word}" not in project.says]
    assert lacking == []
