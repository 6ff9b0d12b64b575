"""What an outside author is told by `check_contract`, before anybody stands at a counter."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from kiosk_core.testing import check_contract

WELL = """
    from typing import Literal
    import click
    import kiosk_core as k
    from kiosk_core.tui import Place

    DUG = k.fact("garden_dug", {"whose": "id"})

    @k.kind("garden.dug", keep="visits", puts=(DUG,))
    class Dug(k.Kind):
        whose: k.PersonId = k.subject(personal=True)
        how: Literal["deep", "flat"] = "deep"

        def rows(self, event):
            yield DUG.row(whose=self.whose)

    class Plots(Place):
        def hints(self):
            if self.out:
                yield self.hint("f8", k.Sentence("Dig"), self.dig)
            else:
                yield self.hint("f8", k.Sentence("Rest"), self.rest)

        def dig(self):
            self.shift.require("lead")

    @click.command()
    @click.pass_obj
    def garden(desk):
        house = desk.shift("garden").house
        query = "WITH my_own AS (SELECT whose FROM garden_dug JOIN core_person ON 1) SELECT * FROM my_own"
        click.echo(house.rows(query))

    SAYS = {"garden.dug": k.Sentence("A plot"), "how": k.Sentence("How"), "how=deep": k.Sentence("deep"), "how=flat": k.Sentence("flat")}

    @k.hookimpl
    def project():
        return k.Project(
            "garden", k.Sentence("Garden"), kinds=(Dug,), tables=(DUG,), says=SAYS,
            screens=(k.Screen("garden.plots", k.Sentence("Plots"), "p", "kiosk_garden:Plots"),),
            commands=(k.Command("garden", "kiosk_garden:garden"),),
        )
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("kiosk_garden", None)


def written(site: Path, old: str, new: str) -> ModuleType:
    assert WELL.count(old) == 1
    (site / "kiosk_garden.py").write_text(dedent(WELL.replace(old, new)), encoding="utf8")
    importlib.invalidate_caches()
    return importlib.import_module("kiosk_garden")


def test_a_plugin_that_keeps_it_hears_nothing(site: Path) -> None:
    check_contract(written(site, "whose=self.whose", "whose=self.whose"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"garden.dug": k.Sentence("A plot"), ', "", "no words for garden.dug"),
        ('"how": k.Sentence("How"), ', "", "no words for garden.dug.how"),
        (', "how=flat": k.Sentence("flat")', "", "no words for how=flat"),
        ('require("lead")', 'require("leed")', "the right 'leed' is nobody's"),
        (
            'yield self.hint("f8", k.Sentence("Dig"), self.dig)',
            'yield self.hint("f8", k.Sentence("Dig"), self.dig); yield self.hint("f8", k.Sentence("Sow"), self.sow)',
            "the key 'f8' stands twice",
        ),
        ("JOIN core_person", "JOIN foodbank_collected", "foodbank_collected is no table of garden"),
        ("JOIN core_person", "JOIN local_spool", "local_spool is no table of garden"),
        (
            "JOIN core_person",
            "JOIN event",
            "event is a table of the journal, which may change: let rows() put what you need",
        ),
        ("JOIN core_person", "JOIN leaf", "leaf is a table of the journal"),
        ('desk.shift("garden").house', "desk.kiosk.house", "garden() reads desk.kiosk.house for nobody"),
    ],
)
def test_each_thing_that_breaks_the_contract_is_said_to_its_author(site: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(AssertionError) as refused:
        check_contract(written(site, old, new))
    assert said in str(refused.value)
