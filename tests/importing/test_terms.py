"""What a project asks of an enrolment is a column like any other: in an export, and in a coordinator's own list."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kiosk_core import NotUnderstood
from kiosk_core.catalogues import LANGUAGES, catalogue
from kiosk_core.importing.foreseen import Enrolling, Foreseen
from kiosk_core.testing import HouseOnDisk, Known

from .conftest import text

COLUMN = "Voedselbedeling: Mag niet in het pakket"


def told(foreseen: Foreseen) -> list[tuple[str, list[str]]]:
    return [(one.sort, [str(why) for why in one.why]) for one in foreseen.found]


def leave_out(house: HouseOnDisk, known: Known) -> object:
    assert known.client.household
    decided = house.kiosk.house.enrolment(known.client.household, "foodbank", house.today)
    return decided and decided.terms.get("foodbank.leave_out")


def test_an_export_has_them_in_words_and_comes_back_unchanged(house: HouseOnDisk, tmp_path: Path) -> None:
    house.with_household(2, enrolled=("foodbank",), terms={"leave_out": "pork, nuts"})
    house.with_household(enrolled=("foodbank",))
    office = house.at("core")
    for lang, said in zip(LANGUAGES, ("Varkensvlees, Noten", "Porc, Noix", "Pork, Nuts"), strict=True):
        file = tmp_path / f"{lang}.xlsx"
        office.export_clients(file, catalogue(lang, house.kiosk.plugins.packages))
        table, definitions = load_workbook(file).worksheets
        titles = [cell.value for cell in table[1]]
        assert [row[-1].value for row in table.iter_rows(min_row=2)] == [said, said, None]
        assert titles[-1] in [row[1].value for row in definitions.iter_rows()]
        assert told(office.look_at_import(file)) == [("same", []), ("same", [])], lang


def test_a_list_changes_no_decision_about_the_household_of_who_takes_it_over(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    mine, other = (house.with_household(enrolled=("foodbank",), terms={"leave_out": "pork"}) for _ in range(2))
    house.at("core", "administrator").link_volunteer("coordinator", mine.client.members[0].person)
    file = text(tmp_path / "lijst.csv", [f"Nummer;{COLUMN}", "A1001;noten", "A1002;noten"])
    office = house.at("core")
    foreseen = office.look_at_import(file)
    assert "your own household: a colleague changes its decision, here it stays as it was" in told(foreseen)[0][1][0]
    office.import_clients(foreseen)
    assert (leave_out(house, mine), leave_out(house, other)) == ("pork", "nuts")
    colleague = house.at("core", "administrator")
    colleague.import_clients(colleague.look_at_import(file))
    assert leave_out(house, mine) == "nuts"


def test_a_changed_cell_changes_the_decision_and_nothing_else_of_it(house: HouseOnDisk, tmp_path: Path) -> None:
    known = house.with_household()
    office, until = house.at("core"), house.today + timedelta(days=90)
    office.enrol(known.client, "foodbank", until, terms={"leave_out": "pork"}, basis="leefloon", decided_by="Mia")
    file = text(tmp_path / "lijst.csv", [f"Nummer;{COLUMN}", "A1001;noten / varkens"])
    foreseen = office.look_at_import(file)
    assert told(foreseen) == [("changed", ["A1001: Food distribution: Must not be in the parcel: Pork → Nuts, Pork"])]
    assert leave_out(house, known) == "pork", "nothing is written by looking"
    office.import_clients(foreseen)
    assert leave_out(house, known) == "nuts, pork"
    kept = house.kiosk.house.rows("SELECT from_day, until_day, basis, decided_by FROM core_enrolment")
    assert kept == [(str(house.today), str(until), "leefloon", "Mia")]
    office.undo_import(foreseen.id)
    assert leave_out(house, known) == "pork"
    office.end_enrolment(known.client, "foodbank", until, decided_by="Mia", reason="verhuisd")
    office.import_clients(office.look_at_import(text(tmp_path / "later.csv", [f"Nummer;{COLUMN}", "A1001;vis"])))
    assert house.kiosk.house.rows("SELECT terms, ended FROM core_enrolment") == [('{"foodbank.leave_out": "fish"}', 1)]
    empty = text(tmp_path / "leeg.csv", [f"Nummer;{COLUMN}", "A1001;"])
    assert told(office.look_at_import(empty)) == [("same", [])], "an empty cell says nothing"


def test_a_value_that_is_none_says_what_may_stand_there_and_leaves_nobody_out(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.with_household(enrolled=("foodbank",))
    columns, office = {"foodbank.leave_out": "Interdit dans le colis"}, house.at("core")
    file = text(tmp_path / "lijst.csv", ["Nummer;Interdit dans le colis", "A1001;halal", ";"])
    (sort, why), *_ = told(office.look_at_import(file, columns))
    assert (sort, len(why)) == ("same", 1)
    said = "Interdit dans le colis: without halal, which is not understood. Must not be in the parcel is one of: Meat, Pork"
    assert why[0].startswith(said)
    with pytest.raises(NotUnderstood, match=r"foodbank\.leave_out"):
        office.look_at_import(file, {"foodbank.diet": "Interdit dans le colis"})


@pytest.mark.parametrize(
    ("remark", "kept", "lost"),
    [
        ("geen varkensvlees", "pork", []), ("Geen varken, geen vis", "fish, pork", []), ("zonder noten en zonder melk", "milk, nuts", []),
        ("pas de porc", "pork", []), ("sans lait / sans œufs", "eggs, milk", []), ("no fish", "fish", []), ("geen", None, []),
        ("komt met de bus", None, ["komt met de bus"]), ("geen vis, komt later", "fish", ["komt later"]),
        ("kinderen: 2", None, ["kinderen: 2"]),
    ],
)  # fmt: skip
def test_a_remark_that_says_what_must_not_be_there_is_understood_and_another_is_said(
    house: HouseOnDisk, tmp_path: Path, remark: str, kept: str | None, lost: list[str]
) -> None:
    office = house.at("core")
    file = text(tmp_path / "lijst.csv", ["Naam;Opm", f"Ana Silva;{remark}"])
    foreseen = office.look_at_import(
        file, {"foodbank.leave_out": "Opm"}, enrolling=Enrolling("foodbank", house.today + timedelta(days=90))
    )
    ((sort, why),) = told(foreseen)
    assert sort == "new", "a remark leaves nobody out"
    assert [one.partition(", which")[0] for one in why] == [f"Opm: without {one}" for one in lost]
    office.import_clients(foreseen)
    assert told(office.look_at_import(file, {"foodbank.leave_out": "Opm"})) == [("done", why)], (
        "for who works the list down"
    )
    ((terms,),) = house.kiosk.house.rows("SELECT terms FROM core_enrolment")
    found = json.loads(terms).get("foodbank.leave_out") if terms else None
    assert (sorted(found.split(", ")) if found else found) == (sorted(kept.split(", ")) if kept else kept)


def test_without_a_decision_it_is_said_that_the_column_is_not_kept(house: HouseOnDisk, tmp_path: Path) -> None:
    lines = [f"Naam;Geboortedatum;{COLUMN}", "Ana Silva;1/2/1984;vis"]
    file, office = text(tmp_path / "lijst.csv", lines), house.at("core")
    why = "there is no decision for Food distribution yet: its column is not kept"
    assert told(office.look_at_import(file)) == [("new", [why])]
    foreseen = office.look_at_import(file, enrolling=Enrolling("foodbank", house.today + timedelta(days=90)))
    assert told(foreseen) == [("new", [])]
    office.import_clients(foreseen)
    assert house.kiosk.house.rows("SELECT terms FROM core_enrolment") == [('{"foodbank.leave_out": "fish"}',)]
