"""docs/plugins.md names everything that a plugin author may use, as it is."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

import kiosk_core
from kiosk_core import core, hookspecs, setting
from kiosk_core.domain.project import Project
from kiosk_core.journal.kinds import RETENTION
from kiosk_core.journal.tables import SQL
from kiosk_core.plugins import HOOKS, Plugins
from kiosk_core.testing import HouseOnDisk
from kiosk_core.testing import __all__ as of_testing

from . import page


def words_in_code(text: str) -> set[str]:
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"\w+", code)}


@pytest.mark.parametrize("hook", HOOKS)
def test_the_documented_signature_is_the_one_that_plugins_are_called_with(hook: str) -> None:
    said = page.section(hook)
    live = str(inspect.signature(getattr(hookspecs, hook))).replace("'", "")
    assert f"def {hook}{live}\n" in said
    spec = getattr(Plugins([("core", "", core)])._manager.hook, hook).spec
    assert list(spec.argnames) == list(inspect.signature(getattr(hookspecs, hook)).parameters)
    for part in ("**Called**", "**Return**", "**Raises**", "Since 0."):
        assert part in said
    assert f"```python {hook}\n" in said, "a runnable example"


def test_what_our_own_plugins_use_of_shift_house_kiosk_and_desk_is_explained() -> None:
    """Else a stranger's plugin can do less than ours."""
    said, used = words_in_code(page.TEXT), set[str]()
    for file in page.PAGE.parents[1].glob("plugins/*/kiosk_*/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            if isinstance(node, ast.Attribute):
                of = node.value
                name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
                used |= {node.attr} if name in ("shift", "house", "kiosk", "desk") else set()
    assert used
    assert used - said == set()


def test_no_hook_is_documented_that_is_not_there() -> None:
    documented = re.findall(r"^### (\w+)$", page.TEXT, re.M)
    assert documented == list(HOOKS)


def test_every_exported_name_is_explained_and_every_explained_name_is_exported() -> None:
    said = page.section("Every name")
    named = {word for code in re.findall(r"`(\w+)`", said) for word in [code]} - {"code", "sentence"}
    assert named == set(kiosk_core.__all__)


def test_every_argument_of_a_setting_a_kind_and_a_project_is_explained() -> None:
    assert words_in_code(page.section("Settings")) >= set(inspect.signature(setting).parameters)
    kinds = words_in_code(page.section("Kinds: what is written down"))
    assert kinds >= set(inspect.signature(kiosk_core.kind).parameters) | set(RETENTION)
    tables = words_in_code(page.section("Tables: what is read"))
    assert tables >= set(SQL) | set(inspect.signature(kiosk_core.state).parameters)
    everywhere = words_in_code(page.TEXT) | set(re.findall(r"\w+", " ".join(page.files().values())))
    assert everywhere >= set(Project.__dataclass_fields__) - {"title"}


def test_what_tests_are_given_is_explained() -> None:
    said = words_in_code(page.section("Testing"))
    assert said >= {name for name in vars(HouseOnDisk) if not name.startswith("_")} - {"path", "modules"}
    assert said >= set(of_testing) - {"KEY", "NOON", "PINS", "Known"}


def test_links_within_the_page_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", page.TEXT, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", page.TEXT)) <= headings
