"""Of many people a list knows only the year in which they were born: they are recognised when it comes again, and never by that alone."""

from __future__ import annotations

from pathlib import Path

from kiosk_core.testing import HouseOnDisk

from .conftest import text

HEAD = "Gezinsnummer;Naam;Geboortedatum;Adres;GSM"
LIST = (
    HEAD,
    "1;Fatima El Amrani;1984;Kerkstraat 1;0470 12 34 56",
    "2;Piet Maes;1961;;",
    "3;Sara Lambert;31/02/1990;Markt 3;0470 33 33 33",
    "4;Jan Peeters;1950;Dorp 4;",
    "4;Mia Claes;1952;Dorp 4;",
)


def sorts(house: HouseOnDisk, file: Path) -> list[tuple[str, str]]:
    return [(one.sort, one.number) for one in house.at("core").look_at_import(file).found]


def imported(house: HouseOnDisk, folder: Path, lines: tuple[str, ...], *, add_alike: bool = False) -> None:
    office = house.at("core")
    office.import_clients(office.look_at_import(text(folder / "lijst.csv", lines), add_alike=add_alike))


def test_a_list_that_comes_again_knows_who_has_only_a_year(house: HouseOnDisk, tmp_path: Path) -> None:
    imported(house, tmp_path, LIST)
    again = text(tmp_path / "lijst2.csv", (*LIST, "5;Ana Silva;1970;Markt 9;"))
    assert sorts(house, again) == [
        ("same", "A1001"), ("same", "A1002"), ("same", "A1003"), ("same", "A1004"), ("new", ""),
    ]  # fmt: skip


def test_what_changed_of_who_has_only_a_year_is_taken_over(house: HouseOnDisk, tmp_path: Path) -> None:
    imported(house, tmp_path, LIST)
    later = (
        HEAD,
        "1;Fatima El Amrani;1984;Kerkstraat 1;0499 99 99 99",
        "4;Jan Peeters;1950;Nieuwstraat 8;",
        "4;Mia Claes;1952;Nieuwstraat 8;",
    )
    office = house.at("core")
    found = office.look_at_import(text(tmp_path / "later.csv", later))
    assert [(one.sort, one.number) for one in found.found] == [("changed", "A1001"), ("changed", "A1004")]
    office.import_clients(found)
    assert office.client_page("A1004").address == "Nieuwstraat 8"


def test_two_people_of_one_name_and_one_year_stay_two(house: HouseOnDisk, tmp_path: Path) -> None:
    imported(house, tmp_path, LIST)
    others = (
        HEAD,
        "1;Fatima El Amrani;1984;Stationsstraat 7;0488 88 88 88",
        "2;Piet Maes;1961;Veld 2;",
        "4;Jan Peeters;1950;Beek 5;",
        "5;Sara Lambert;;;",
    )
    assert [sort for sort, _ in sorts(house, text(tmp_path / "anderen.csv", others))] == ["duplicate"] * 4


def test_of_two_namesakes_of_one_year_each_is_found_by_where_they_live(house: HouseOnDisk, tmp_path: Path) -> None:
    two = (HEAD, "1;Jan Peeters;1950;Dorp 4;", "2;Jan Peeters;1950;Markt 1;")
    imported(house, tmp_path, two, add_alike=True)
    turned = (HEAD, two[2], two[1], "3;Jan Peeters;1950;;")
    assert sorts(house, text(tmp_path / "weer.csv", turned)) == [
        ("same", "A1002"),
        ("same", "A1001"),
        ("duplicate", ""),
    ]
