"""Every name of the plugin API stays what it is, whichever parts of the core were loaded before."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import kiosk_core


def test_no_public_name_becomes_a_module_when_that_part_of_the_core_is_loaded() -> None:
    parts = {part.name for part in pkgutil.iter_modules(kiosk_core.__path__)}
    assert parts & set(kiosk_core.__all__) == set()
    importlib.import_module("kiosk_core.cli")
    assert [name for name in kiosk_core.__all__ if isinstance(getattr(kiosk_core, name), ModuleType)] == []
