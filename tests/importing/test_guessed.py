"""What a column's heading promises and its cells do not keep: nothing is guessed on without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core import NewMember
from kiosk_core.importing.foreseen import Foreseen, of_columns
from kiosk_core.testing import HouseOnDisk

from .conftest import BELONGS, text

STRANGERS = (
    "Nr;Naam;Voornaam;Geb.datum;GSM;Gezin", "1;Peeters;Jan;1/2/1950;0470 11 11 11;alleenstaand",
    "2;El Amrani;Fatima;1/3/1984;0470 22 22 22;alleenstaand", "3;Kaya;Emre;1/4/1979;0470 33 33 33;koppel",
    "4;Nowak;Ola;1/5/1961;0470 44 44 44;alleenstaand", "5;Diallo;Awa;1/6/1990;0470 55 55 55;kinderen: 2",
    "6;Silva;Rui;1/7/1988;0470 66 66 66;kinderen: 2",
)  # fmt: skip


def told(foreseen: Foreseen) -> list[str]:
    return [str(note) for note in of_columns(foreseen)]


def sizes(foreseen: Foreseen) -> list[tuple[int, ...]]:
    return [one.lines for one in foreseen.found]


def test_a_word_that_strangers_share_makes_them_no_household(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = house.at("core"), text(tmp_path / "lijst.csv", STRANGERS)
    foreseen = office.look_at_import(file)
    assert (foreseen.counts["new"], foreseen.header.unused) == (6, ["Gezin"])
    assert told(foreseen) == [
        "Gezin is not taken for the number of a household: alleenstaand stands on lines 2 and 3, which have different names. "
        "Is it one? Say so for that column."
    ]
    chosen = office.look_at_import(file, {"household": "Gezin"})
    assert told(chosen) == ["2 households stand on several lines: 2+3+5, 6+7"], (
        "whoever says so is believed, and sees what comes"
    )


@pytest.mark.parametrize(
    ("values", "joined"),
    [
        (["1", "4", "1", "2"], []), (["2 kinderen", "1 kind", "2 kinderen", "-"], []), (["7", "7", "8", "8"], [(2, 3), (4, 5)]),
        (["2026/1", "2026/2", "2026/1", "2026/2"], [(2, 4), (3, 5)]), (["101", "102", "101", "103"], [(2, 4)]),
        (["Maes", "Maes", "Wit", ""], [(2, 3), (4, 5)]),
    ],
)  # fmt: skip
def test_who_is_taken_together_is_said_and_how_many_they_are_is_no_number(
    house: HouseOnDisk, tmp_path: Path, values: list[str], joined: list[tuple[int, ...]]
) -> None:
    names = ("Bo Maes", "Ana Silva", "Jo Wit", "Emre Kaya")
    lines = ["Ménage;Nom complet", *(f"{value};{name}" for value, name in zip(values, names, strict=True))]
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", lines))
    assert list(foreseen.joined) == joined
    assert bool(foreseen.header.notes) is not bool(joined)


@pytest.mark.parametrize(
    ("cell", "children"),
    [
        ("kinderen: 2", 2), ("2 kinderen", 2), ("enfants : 2", 2), ("3j en 5j", ["3-3", "5-5"]), ("3 en 5 jaar", ["3-3", "5-5"]),
        ("12 ans, 8 et 5", ["12-12", "8-8", "5-5"]), ("12 jaar, 8 en 5", ["12-12", "8-8", "5-5"]),
        ("3 ans, 5 ans et 8 ans", ["3-3", "5-5", "8-8"]), ("5j", ["5-5"]), ("2 + 1", 3), ("7 maanden", ["2026-04"]), ("7 en 9 maanden", ["2026-04", "2026-02"]),
    ],
)  # fmt: skip
def test_how_many_children_or_how_old_is_read_as_people_write_it(
    house: HouseOnDisk, tmp_path: Path, cell: str, children: int | list[str]
) -> None:
    (one,) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", ["Naam;Kinderen", f"Bo Maes;{cell}"])).found
    born = [str(member.born).partition("@")[0] for member in one.members[1:]]
    assert (one.sort, one.why, born) == ("new", (), children if isinstance(children, list) else ["0-17"] * children)


def test_a_size_that_is_none_is_said_with_its_column(house: HouseOnDisk, tmp_path: Path) -> None:
    """A household of a wrong size would get a wrong parcel for as long as nobody looks: it waits."""
    file = text(tmp_path / "lijst.csv", ["Naam;Volw.;Kinderen", "Bo Maes;enkele;", "Jo Wit;1;alleen"])
    bo, jo = house.at("core").look_at_import(file).found
    assert [(one.sort, [str(why) for why in one.why]) for one in (bo, jo)] == [
        ("rejected", ["Volw.: enkele is no number of persons; at most 60."]),
        ("rejected", [f"Kinderen says alleen{BELONGS}"]),
    ]


FAMILY_FIRST = (
    "Naam;Tel",
    "van der Linden Joris;",
    "Peeters Jan;",
    "El Amrani Fatima;",
    "Janssens Marie;",
    "Diallo Awa;",
    "De Smet;",
)


def test_a_column_in_which_most_names_have_the_family_name_first_is_read_so_and_says_it(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    office, file = house.at("core"), text(tmp_path / "lijst.csv", FAMILY_FIRST)
    foreseen = office.look_at_import(file)
    names = ["Joris van der Linden", "Jan Peeters", "Fatima El Amrani", "Marie Janssens", "Awa Diallo", "De Smet"]
    assert [one.members[0].name for one in foreseen.found] == names
    assert dict(foreseen.header.fields) == {"family_first": 0, "phone": 1}
    assert told(foreseen) == [
        "Naam is read with the family name first, as most lines have it: van der Linden Joris is Joris van der Linden. "
        "Is it not so? Then say that this column is the full name."
    ]
    chosen = office.look_at_import(file, {"full_name": "Naam"})
    assert [one.members[0].name for one in chosen.found][1] == "Peeters Jan", "whoever says so is believed"
    office.import_clients(foreseen)
    called = [house.kiosk.house.by_number(f"A100{n}", house.today).members[0].first_name for n in range(1, 7)]
    assert called == ["Joris", "Jan", "Fatima", "Marie", "Awa", "De Smet"]
    assert [one.sort for one in office.look_at_import(file).found] == ["done"] * 6


@pytest.mark.parametrize(
    "names",
    [
        ("Jan Peeters", "Fatima El Amrani", "Marie Janssens"), ("Peeters Jan", "Marie Janssens"), ("Xyz Zyx", "Qwe Ewq"),
        ("JANSSENS Marie", "PEETERS Jan"), ("Peeters, Jan", "Smet, Marie"), ("Peeters", "De Smet"),
    ],
)  # fmt: skip
def test_a_column_in_which_nobody_could_say_keeps_its_order(
    house: HouseOnDisk, tmp_path: Path, names: tuple[str, ...]
) -> None:
    foreseen = house.at("core").look_at_import(
        text(tmp_path / "lijst.csv", ["Naam\tTel", *(f"{name}\t" for name in names)])
    )
    assert (dict(foreseen.header.fields), foreseen.header.notes) == ({"name": 0, "phone": 1}, ())


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("van der Linden Joris", "Joris"),
        ("van der Linden", "van der Linden"),
        ("Joris van der Linden", "Joris"),
        ("El", "El"),
        ("", ""),
    ],
)
def test_no_counter_calls_out_a_particle(house: HouseOnDisk, name: str, first: str) -> None:
    office = house.at("core")
    office.register([NewMember(name=name or None)])
    assert house.kiosk.house.by_number("A1001", house.today).members[0].first_name == first
