"""The README's own lines are run, and what it points to is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import kiosk_foodbank

from kiosk_core.cli import root
from kiosk_core.store import save_key
from kiosk_core.testing import KEY, HouseOnDisk

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")


def test_the_ten_lines_of_the_library_do_what_they_say(tmp_path: Path) -> None:
    made = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    made.close()
    save_key(made.path, KEY, in_vault=False)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "example.py").write_text("from kiosk_core import Kiosk\n" + _with_clock(code), encoding="utf8")
    done = subprocess.run([sys.executable, "example.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("granted 1\n", "")


def _with_clock(code: str) -> str:
    """The house was made on a day of its own; a person would be asked whether the date is right."""
    return code.replace("as kiosk:\n", "as kiosk:\n    kiosk.confirm_clock()\n", 1)


def test_every_file_that_the_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_document_that_code_or_a_page_names_is_there() -> None:
    """Whoever follows a source finds it: by its path, beside the page, or by its name alone in docs/."""
    texts = [
        file
        for folder in ("kiosk_core", "plugins", "benchmarks", "docs", "tests")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".md", ".toml") and file.name != "faults.toml"
    ]
    missing = {
        (str(file.relative_to(ROOT)), named)
        for file in texts
        for named in re.findall(r"[\w./-]+\.md\b", file.read_text(encoding="utf8"))
        if not any((folder / named).exists() for folder in (ROOT, file.parent, ROOT / "docs"))
    }
    assert texts
    assert missing == set()


def test_every_make_target_is_explained_in_contributing() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    explained = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
    assert [name for name in phony[1].split() if f"`make {name}`" not in explained] == []


def test_every_command_that_the_readme_shows_is_there() -> None:
    shown = re.findall(r"^\$ \S*/kiosk((?: [^\n]+)?)$", README, re.MULTILINE)
    assert shown
    for line in shown:
        words = line.split()
        command: click.Command = root
        context = click.Context(root)
        while words and isinstance(command, click.Group):
            found = command.get_command(context, words.pop(0))
            assert found is not None, line
            command = found
        known = {name for param in command.params for name in param.opts}
        assert [word for word in words if word.startswith("--") and word not in known] == []
