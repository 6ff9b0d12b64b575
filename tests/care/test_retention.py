"""What a house need not keep any more goes by class and year, in short acts, and no figure changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import kiosk_foodbank
import pytest

from kiosk_core import Kind, Period, Sentence, Word, kind, personal, subject
from kiosk_core.care import forgetting, retention
from kiosk_core.domain.errors import ClockDoubt, NotAllowed
from kiosk_core.domain.ids import HouseholdId
from kiosk_core.testing import HouseOnDisk, Known

from ..plugins.made import desk, plugin

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    made.set("foodbank.frequency", "distribution")
    yield made
    made.close()


def collect(house: HouseOnDisk, known: Known) -> None:
    shift = house.at("foodbank")
    shift.record(shift.scan(known.card).offers[0])


def years_later(house: HouseOnDisk, years: int) -> None:
    house.later(days=366 * years)
    house.kiosk.confirm_clock()


def named(house: HouseOnDisk) -> int:
    return house.kiosk.house.number("SELECT count(*) FROM foodbank_collected WHERE household IS NOT NULL")


def test_a_run_takes_what_is_older_and_no_figure_changes(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",), until=date(2031, 1, 1))
    for _ in range(4):
        collect(house, fatima)
        house.later(days=1)
    office = house.at("core")
    before = office.report(YEAR)
    years_later(house, 3)
    collect(house, fatima)
    assert [(one.keep, one.events) for one in office.retention()] == [("visits", 4), ("notes", 0), ("money", 0)]
    done = office.retain(wait=lambda seconds: None)
    assert (named(house), done.gone) == (1, True)
    assert office.report(YEAR) == before
    assert [one.events for one in office.retention()] == [0, 0, 0]
    again = office.retain(wait=lambda seconds: None)
    assert (again.acts, again.backups_until) == (0, None)
    assert office.verify().clean


def test_a_run_is_many_short_acts_with_a_pause_so_that_no_scan_waits(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "STEP", 3)
    known = [house.with_household(1, enrolled=("foodbank",), name=f"Naam {n}") for n in range(2)]
    for _ in range(6):
        for one in known:
            collect(house, one)
        house.later(days=1)
    years_later(house, 3)
    pauses: list[float] = []
    done = house.at("core").retain(wait=pauses.append)
    heads = house.kiosk.house.rows("SELECT before FROM forgotten WHERE keep='visits' ORDER BY event")
    assert done.acts == len(pauses) == len(heads) == 6, "two parcels a day, at most three an act"
    assert heads == sorted(heads) and named(house) == 0
    listed = forgetting.read(forgetting.list_of(house.path))
    assert listed is not None and len(listed) == 1, "the furthest day is enough for a restore"


def spade(house: Any, keep: str, before: date) -> Iterable[Sentence]:
    if keep == "visits":
        yield Sentence("a spade is out")


def raises(house: Any, keep: str, before: date) -> Iterable[Sentence]:
    if keep == "visits":
        raise RuntimeError("broken")
    return ()


@pytest.mark.parametrize(("says", "said"), [(spade, "Garden: a spade is out"), (raises, "Garden: not known now")])
def test_a_class_in_which_something_is_open_is_left_alone_and_the_others_are_taken(
    tmp_path: Path, says: Callable[..., Any], said: str
) -> None:
    """A project that cannot say counts as one in which something is."""
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, plugin("garden", services=desk("garden"), unsettled=says)])
    collect(house, house.with_household(1, enrolled=("foodbank",)))
    house.at("core", "volunteer").leave_note("Fatima belde voor haar pakket.")
    years_later(house, 3)
    due = {one.keep: one for one in house.at("core").retention()}
    assert [str(one) for one in due["visits"].open] == [said]
    assert due["notes"].open == due["money"].open == ()
    done = house.at("core").retain(wait=lambda seconds: None)
    assert (named(house), done.acts) == (1, 1)
    assert {one.keep: one.events for one in house.at("core").retention()} == {"visits": 1, "notes": 0, "money": 0}
    assert house.kiosk.house.rows("SELECT keep FROM forgotten") == [("notes",)]
    house.close()


@kind("garden.dug", keep="visits")
class Dug(Kind):
    plot: Word = subject()
    by: HouseholdId | None = personal("by")


def test_a_class_in_which_a_project_wrote_that_is_not_installed_now_is_left_alone(tmp_path: Path) -> None:
    """Whether the spade is still out only the plugin can tell: it says so when it is back, and the run goes on."""
    garden = plugin("garden", services=desk("garden"), kinds=(Dug,))
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, garden])
    collect(house, house.with_household(1, enrolled=("foodbank",)))
    digs, undoes = house.with_household(), house.with_household(name="Karim")
    for one in (digs, undoes):
        dug = house.at("garden").tell(Dug(plot=Word("north"), by=HouseholdId(str(one.client.household))))
    house.at("garden").undo(dug.id, "mistake")
    house.close()

    without = HouseOnDisk(house.path, [kiosk_foodbank])
    without.moment = house.moment
    without.at("core", "volunteer").leave_note("Fatima belde voor haar pakket.")
    years_later(without, 3)
    due = {one.keep: one for one in without.at("core").retention()}
    said = (
        "garden: its part of the program is not here, so nobody can tell what is open (garden.dug): "
        "have it installed again first"
    )
    assert [str(one) for one in due["visits"].open] == [said]
    assert due["notes"].open == due["money"].open == (), "it wrote nothing of these"
    assert (without.at("core").retain(wait=lambda seconds: None).acts, named(without)) == (1, 1)
    without.close()

    again = HouseOnDisk(house.path, [kiosk_foodbank, garden])
    again.moment = without.moment
    assert (again.at("core").retain(wait=lambda seconds: None).acts, named(again)) == (1, 0)
    again.close()
    without = HouseOnDisk(house.path, [kiosk_foodbank])
    without.moment = again.moment
    years_later(without, 3)
    assert all(one.open == () for one in without.at("core").retention()), "nobody stands in what it wrote any more"
    without.close()


def test_what_arrives_late_for_days_that_are_gone_comes_without_names(house: HouseOnDisk, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = HouseOnDisk.make(folder, [kiosk_foodbank])
    collect(other, other.with_household(2, enrolled=("foodbank",)))
    collect(house, house.with_household(1, enrolled=("foodbank",)))
    years_later(house, 3)
    house.at("core").retain(wait=lambda seconds: None)
    origin = other.kiosk.journal.origin
    assert origin is not None
    assert house.kiosk.journal.receive(other.kiosk.journal.sent(origin)).refused == ()
    other.close()
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_collected") == 2
    assert named(house) == 0
    assert house.at("core").verify().clean


def test_a_clock_that_is_years_ahead_takes_nothing(house: HouseOnDisk) -> None:
    collect(house, house.with_household(1, enrolled=("foodbank",)))
    house.later(days=3000)
    with pytest.raises(ClockDoubt):
        house.at("core").retain()
    assert named(house) == 1


def test_a_volunteer_takes_nothing(house: HouseOnDisk) -> None:
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").retain()


@pytest.mark.parametrize(
    ("key", "typed", "keep", "said"),
    [
        ("core.visits_years", "2", "visits", (2, "", 1)),
        ("core.visits_years", "0", "visits", (0, "", 0)),
        ("core.notes_years", "4", "notes", (4, "", 0)),
        ("core.money_years", "7", "money", (7, "", 0)),
        ("core.retention_rules", "visits=SR-12", "visits", (3, "SR-12", 0)),
    ],
)
def test_each_setting_alone_changes_what_is_due(
    house: HouseOnDisk, key: str, typed: str, keep: str, said: tuple[int, str, int]
) -> None:
    collect(house, house.with_household(1, enrolled=("foodbank",)))
    house.set(key, typed)
    years_later(house, 2)
    found = {one.keep: one for one in house.at("core").retention()}[keep]
    assert (found.years, found.rule, found.events) == said
