"""The guides for volunteers and coordinators: what they point to is there, and what they tell somebody to type works."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from kiosk_core.cli import root

ROOT = Path(__file__).parents[2]
USER = ROOT / "docs" / "user"
GUIDES = sorted(USER.glob("*.md"))
PICTURES = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def text(guide: Path) -> str:
    return guide.read_text(encoding="utf8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_is_found_from_the_readme_and_all_that_it_shows_is_there(guide: Path) -> None:
    known = [ROOT / "README.md", *(other for other in GUIDES if other != guide)]
    assert any(guide.name in other.read_text(encoding="utf8") for other in known)
    targets = re.findall(r"\]\(([^)#]+)\)", text(guide))
    assert [target for target in targets if not (USER / target).exists()] == []


def test_every_picture_is_made_by_the_script_and_shown_somewhere() -> None:
    shown = {picture for guide in GUIDES for picture in PICTURES.findall(text(guide))}
    script = (ROOT / "docs" / "shots.py").read_text(encoding="utf8")
    assert [picture for picture in sorted(shown) if f'"{Path(picture).stem}' not in script] == []
    there = {picture.name for picture in (*USER.glob("*.svg"), *USER.glob("*.png"))}
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert sorted(picture for picture in there - shown if f"docs/user/{picture}" not in readme) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_command_that_a_guide_shows_is_there(guide: Path) -> None:
    for line in re.findall(r"`kiosk ([^`]+)`", text(guide)):
        words, command, context = line.removesuffix(" …").split(), root, click.Context(root)
        while words and isinstance(command, click.Group):
            found = command.get_command(context, words.pop(0))
            assert found is not None, line
            command = found
        known = {name for param in command.params for name in param.opts}
        assert [word for word in words if word.startswith("--") and word not in known] == [], line
