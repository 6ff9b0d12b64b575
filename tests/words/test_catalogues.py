"""Every sentence is there in Dutch and French, with the same places to fill in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_core import translating
from kiosk_core.catalogues import catalogue

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "kiosk_core", *sorted(ROOT.glob("plugins/*/kiosk_*")))
LANGUAGES = ("nl", "fr")
PLACE = re.compile(r"\{[a-z_]*(?:![rs])?(?::[^}]*)?\}|%\([a-z_]+\)s")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_no_sentence_of_the_code_is_missing_fuzzy_or_left_over(package: Path, lang: str) -> None:
    said = {str(m.id) for m in translating.extracted(package) if m.id}
    stored = translating.translated(package, lang)
    assert said ^ {str(m.id) for m in stored if m.id} == set()
    assert translating.missing(stored) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_translation_fills_in_what_its_sentence_does(package: Path, lang: str) -> None:
    for message in translating.translated(package, lang):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = set(PLACE.findall(ids[-1]))
        for string in strings:
            assert set(PLACE.findall(string)) in (wanted, set(PLACE.findall(ids[0]))), (message.id, string)
            assert "\\" not in string, "a new line that was written twice over stands on the screen as '\\n'"


def test_dutch_speaks_when_nothing_is_set_and_french_when_asked() -> None:
    dutch, french = catalogue(None), catalogue("fr")
    assert dutch.gettext("Sign in") != "Sign in" != french.gettext("Sign in") != dutch.gettext("Sign in")
    assert catalogue("C").gettext("Sign in") == dutch.gettext("Sign in")
    assert catalogue("en").gettext("Sign in") == "Sign in"


@pytest.mark.slow
def test_the_catalogues_are_in_the_wheels(tmp_path: Path) -> None:
    """Built from a tree in which nobody compiled anything yet, as a fresh clone is."""
    import shutil
    import zipfile

    ignored = shutil.ignore_patterns(
        "*.mo", ".venv", ".git", "dist", "tests", "docs", "benchmarks", "plugins", "*.egg-info"
    )
    projects = [ROOT, *(package.parent for package in PACKAGES[1:])]
    clones = [shutil.copytree(project, tmp_path / "clones" / project.name, ignore=ignored) for project in projects]
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
    ]
    subprocess.run([*command, *map(str, clones)], check=True, capture_output=True)
    for wheel in tmp_path.glob("*.whl"):
        names = zipfile.ZipFile(wheel).namelist()
        assert [n for n in names if n.endswith("/nl/LC_MESSAGES/kiosk.mo")], wheel.name
        assert [n for n in names if n.endswith("/fr/LC_MESSAGES/kiosk.mo")], wheel.name
    assert len(list(tmp_path.glob("*.whl"))) == len(PACKAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_of_several_packages_is_said_in_one_way(lang: str) -> None:
    """Catalogues stand one behind the other: of two translations only one would ever be read."""
    said: dict[str, set[str]] = {}
    for package in PACKAGES:
        for message in translating.translated(package, lang):
            if message.id:
                said.setdefault(str(message.id), set()).add(str(message.string))
    assert {sentence: found for sentence, found in said.items() if len(found) > 1} == {}
