"""A declaration that cannot work is said once, at load, in a sentence that names what is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kiosk_core as k
from kiosk_core.plugins import Plugins
from kiosk_core.registry.persons import PERSON
from kiosk_core.testing import HouseOnDisk

from .made import plugin

SAID = k.Sentence("Something")
OWN = k.fact("bad_own", {"what": "text", "who": "id"})
OTHER = k.fact("bad_other", {"what": "text"})


def kind_that(puts: tuple[k.Table, ...], row: k.Row | None = None, error: Exception | None = None) -> Any:
    @k.kind("bad.happened", keep="visits", puts=puts)
    class Happened(k.Kind):
        thing: str = k.subject()
        size: int
        who: k.PersonId | None = k.personal("who")

        def rows(self, event: k.Event) -> Iterable[k.Row]:
            if error:
                raise error
            if row:
                yield row

    return Happened


@k.kind("bad.needs_a_name", keep="registry", puts=(OWN,))
class NeedsAName(k.Kind):
    whose: k.PersonId = k.subject(personal=True)
    name: str | None = k.personal("whose")

    def rows(self, event: k.Event) -> Iterable[k.Row]:
        yield OWN.row(what=self.name.upper(), who=self.whose)  # type: ignore[union-attr]


@k.kind("bad.half_served", keep="visits", puts=(OWN,))
class HalfServed(k.Kind):
    whose: k.PersonId = k.subject(personal=True)
    service: k.Word
    first_month: bool = False
    first_year: bool = False


@k.settings("bad")
class Outside:
    days: int = k.setting(40, low=0, high=30, why=SAID)


@k.settings("bad")
class Floating:
    share: float = k.setting(0.5, why=SAID)


@k.settings("bad")
class Bare:
    days: int = 3


@k.settings("other")
class Elses:
    days: int = k.setting(3, why=SAID)


def indicator(code: str) -> k.Indicator:
    return k.Indicator(code, SAID, "pieces", SAID, "house", lambda house, period: ())


CANNOT: dict[str, tuple[dict[str, Any], str]] = {
    "a kind that puts into a table of the core": ({"kinds": (kind_that((PERSON,)),)}, "which is not its own"),
    "a kind that puts into a table nobody declared": ({"kinds": (kind_that((OTHER,)),)}, "which is not its own"),
    "rows into a table that its kind does not name": (
        {"kinds": (kind_that((OWN,), OTHER.row(what="x")),), "tables": (OWN, OTHER)}, "puts what it does not declare",
    ),
    "rows into a column that is not there": (
        {"kinds": (kind_that((OWN,), OWN.row(colour="x")),), "tables": (OWN,)}, "puts what it does not declare",
    ),
    "rows that raise": (
        {"kinds": (kind_that((OWN,), error=KeyError("price")),), "tables": (OWN,)}, "cannot stand a forgotten event",
    ),
    "rows that need a name": ({"kinds": (NeedsAName,), "tables": (OWN,)}, "cannot stand a forgotten event"),
    "a service done that is not counted": ({"kinds": (HalfServed,), "tables": (OWN,)}, "does not put SERVED"),
    "an undoing of another's kind": (
        {"undoing": (k.Undoing("foodbank.parcel_collected", lambda house, event, here: None),)},
        "undoing names 'foodbank.parcel_collected', which is no kind of its own",
    ),
    "a kind that is no kind": ({"kinds": (str,)}, "is no Kind marked with @kind"),
    "another one's table": ({"tables": (k.fact("core_thing", {}),)}, "does not begin with bad_"),
    "a table twice": ({"tables": (OWN, OWN)}, "cannot be made: table bad_own_all already exists"),
    "a state with the name of a fact's store": (
        {"tables": (OWN, k.state("bad_own_all", {"what": "text"}))}, "cannot be made: table bad_own_all already exists",
    ),
    "a column named like a word of SQL": ({"tables": (k.fact("bad_x", {"order": "int"}, indexes=(("order",),)),)}, "cannot be made"),
    "a setting outside its limits": ({"settings": Outside}, "outside its own type, limits or choices: 40"),
    "a setting of a type that cannot be typed": ({"settings": Floating}, "is not an int, a bool, a str or a tuple of str"),
    "a setting without setting()": ({"settings": Bare}, "bad.days is not declared with setting()"),
    "another one's settings": ({"settings": Elses}, "do not have the prefix 'bad'"),
    "another one's service": ({"services": (k.Service("good.help", SAID, serves="person"),)}, "'good.help' does not begin with"),
    "a service that is a word": ({"services": ("bad.help",)}, "which is no Service"),
    "a title that is no sentence": ({"services": (k.Service("bad.help", "Help", serves="person"),)}, "is no Sentence"),  # type: ignore[arg-type]
    "a title that lacks a value": (
        {"services": (k.Service("bad.help", k.Sentence("{n}"), serves="person"),)}, "lacks a value: '{n}'",
    ),
    "an indicator twice": ({"indicators": (indicator("bad.n"), indicator("bad.n"))}, "'bad.n' is declared twice"),
    "a code heard elsewhere that is another's": ({"elsewhere": ("good.secret",)}, "'good.secret' does not begin"),
    "a command of the core": ({"commands": (k.Command("scan", "bad:scan"),)}, "the command 'scan'"),
    "a screen without a path": ({"screens": (k.Screen("bad.x", SAID, "x", "bad.screens.X"),)}, "not of the form 'module:name'"),
    "a purpose of a nature that is none": (
        {"purposes": (k.Purpose("bad.x", SAID, nature="gift"),)}, "the nature of the purpose 'bad.x' is 'gift', none of turnover",  # type: ignore[arg-type]
    ),
    "an indicator in a unit that is none": (
        {"indicators": (dataclasses.replace(indicator("bad.n"), unit="euros"),)}, "the unit of the indicator 'bad.n' is 'euros'",  # type: ignore[arg-type]
    ),
    "a choice of nothing": ({"fields": (k.Field("bad.x", "person", SAID, SAID, type="choice"),)}, "a choice without choices"),
    "a screen in a place that is none": ({"screens": (k.Screen("bad.x", SAID, "x", "bad:X", "attic"),)}, "the place of the screen 'bad.x' is 'attic', none of home"),  # type: ignore[arg-type]
    "a screen for a right that nobody has": ({"screens": (k.Screen("bad.x", SAID, "x", "bad:X", right="fly"),)}, "the right 'fly'"),
    "a screen whose key is no letter": ({"screens": (k.Screen("bad.x", SAID, "f5", "bad:X"),)}, "is not one letter"),
    "a version that is none": ({"core": "soon"}, "is no version"),
    "a newer core": ({"core": "0.99"}, "needs kiosk_core 0.99"),
}  # fmt: skip


@pytest.mark.parametrize("what", CANNOT)
def test_it_is_set_aside_with_a_sentence(what: str) -> None:
    declared, says = CANNOT[what]
    (aside,) = Plugins([("bad", "1", plugin("bad", **declared))]).aside
    assert aside.why.startswith("DoesNotFit: ") and says in aside.why, aside.why


@pytest.mark.parametrize("name", ["core", "local", "sqlite", "new", "Bad", "bäd", "b-d", "1st", ""])
def test_a_name_that_would_clash_is_refused(name: str) -> None:
    from kiosk_core import core

    plugins = Plugins([("core", "", core), ("x", "", plugin(name))])
    assert list(plugins.projects) == ["core"] and "name" in plugins.aside[0].why


def test_what_somebody_can_type_is_refused_as_a_kept_field_when_the_module_is_read() -> None:
    with pytest.raises(ValueError, match="never free text"):

        @k.kind("bad.noted", keep="visits")
        class Noted(k.Kind):
            thing: str = k.subject()
            remark: str

    with pytest.raises(ValueError, match="a client's id is the subject"):

        @k.kind("bad.pointed", keep="visits")
        class Pointed(k.Kind):
            thing: str = k.subject()
            child: k.PersonId


NO_TABLES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "a column named like one of the fold's": ({"voided": "int"}, {}),
    "a column that ends the statement": ({'a" INTEGER); --': "int"}, {}),
    "a column of no type": ({"share": "float"}, {}),
    "an index on a column that is not there": ({"toy": "text"}, {"indexes": (("child",),)}),
    "an index that lacks its comma": ({"toy": "text"}, {"indexes": ("toy",)}),
}


@pytest.mark.parametrize("what", NO_TABLES)
def test_a_table_that_cannot_work_is_refused_when_the_module_is_read(what: str) -> None:
    columns, more = NO_TABLES[what]
    with pytest.raises(ValueError, match="cannot stand there"):
        k.fact("bad_x", columns, **more)


def test_two_plugins_cannot_have_one_name_or_one_table(tmp_path: Path) -> None:
    longer: ModuleType = plugin("toys_two", tables=(k.fact("toys_two_moved", {"toy": "text"}),))
    greedy = plugin("toys", tables=(k.fact("toys_two_moved", {"other": "text"}),))
    house = HouseOnDisk.make(tmp_path, [longer, greedy, plugin("toys_two")])
    assert list(house.kiosk.plugins.projects) == ["core", "toys_two"]
    assert [one.why for one in house.kiosk.plugins.aside] == [
        "DoesNotFit: the table 'toys_two_moved' is declared by another plugin too",
        "DoesNotFit: the name 'toys_two' is taken by another plugin",
    ]


def tell_demo(story: Any, weather: Any) -> None:
    """Asks for what it is never given."""


def tell_demmo(story: Any) -> None:
    """A hook that is not there."""


async def offer(visit: Any) -> Any:
    """Waits."""


@pytest.mark.parametrize("bad", [tell_demo, tell_demmo, offer], ids=lambda hook: str(hook.__name__))
def test_a_plugin_that_is_set_aside_is_not_asked_for_the_half_that_was_right(bad: Any) -> None:
    asked: list[str] = []

    def at_a_glance(here: Any, house: Any) -> Any:
        asked.append("glance")
        return ()

    plugins = Plugins([("half", "1", plugin("half", at_a_glance, bad)), ("well", "1", plugin("well", at_a_glance))])
    assert [one.name for one in plugins.aside] == ["half"]
    plugins.ask("at_a_glance", here=None, house=None)
    assert asked == ["glance"], "once, by the other plugin"
