"""A spreadsheet as a coordinator has it becomes clients, and says beforehand what of it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk_core import NotUnderstood
from kiosk_core.importing.cells import read_born
from kiosk_core.importing.foreseen import Foreseen
from kiosk_core.testing import HouseOnDisk

from .conftest import BELONGS, UNPREPARED, text, xlsx


def said(foreseen: Foreseen, sort: str) -> list[tuple[tuple[int, ...], list[str]]]:
    return [(one.lines, [str(why) for why in one.why]) for one in foreseen.found if one.sort == sort]


@pytest.mark.parametrize(
    "heading",
    [
        "Leeftijd kinderen", "Leeftijden van de kinderen", "Âge des enfants", "Ages of the children", "Leeftijd kind(eren)", "Lft. kinderen",
        "Kinderen (leeftijd)", "Leeftijd v/d kinderen", "leeft. kdn", "Âge(s) enfant(s)", "Âge de l'enfant", "Children's ages", "Leeftijd kids",
    ],
)  # fmt: skip
def test_ages_below_a_heading_that_says_so_are_each_a_child(house: HouseOnDisk, tmp_path: Path, heading: str) -> None:
    rows = [
        f"Naam\tVolwassenen\t{heading}", "Bo Maes\t1\t12, 8 en 5", "Jo Wit\t2\t3 md", "Ana Silva\t1\t12/8", "Li Maes\t1\t0",
        "Mia Wit\t1\t15 jaar, 9", "Tom Wit\t1\t2015, 2018", "Eva Wit\t2\t-",
    ]  # fmt: skip
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows))
    children = [[m.born for m in one.members if m.born] for one in foreseen.found]
    day = "@2026-11-25"
    assert children == [
        [f"12-12{day}", f"8-8{day}", f"5-5{day}"], ["2026-08"], [f"12-12{day}", f"8-8{day}"], [f"0-0{day}"],
        [f"15-15{day}", f"9-9{day}"], ["2015", "2018"], [],
    ]  # fmt: skip
    assert [len(one.members) for one in foreseen.found] == [4, 3, 3, 2, 3, 3, 2]
    assert {one.why for one in foreseen.found} == {()} and foreseen.header.unused == []


def test_ages_that_may_mean_something_else_are_said_and_a_child_that_stands_there_already_is_no_second_one(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    vague = ["9-11", "1,5", "3 en 7 md", "3 jaar en 7 md", "klein"]
    rows = ["Naam\tLeeftijd kinderen\tGeboortejaar kinderen", *(f"Jan N{n}\t{one}\t" for n, one in enumerate(vague))]
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", [*rows, "Bo Maes\t11, 8\t2015, 2018"]))
    *left, bo = foreseen.found
    said = "without the children of {}: these are no ages as in 12, 8, 5."
    assert [[str(why) for why in one.why] for one in left] == [[said.format(one)] for one in vague]
    assert [m.born for m in bo.members] == [None, "2015", "2018"] and bo.why == ()


def test_a_child_who_is_grown_by_now_is_none_of_the_adults_counted_and_where_that_is_assumed_it_is_said(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    """Of Mohamed's line nothing is assumed: he is the one adult. Sara's two may be she and a partner, or she and Kind 1."""
    rows = [
        "Naam\tAantal volw.\tKind 1\tKind 2\tKind 3", "Sara Lambert\t2\t22/10/2008\t\t", "Mohamed Benali\t1\t2008-03\t2012\t2015",
    ]  # fmt: skip
    office = house.at("core")
    sara, mohamed = office.look_at_import(file := text(tmp_path / "lijst.csv", rows)).found
    assert [len(one.members) for one in (sara, mohamed)] == [3, 4]
    (why,) = map(str, sara.why)
    assert why.startswith("1 child is 18 or older by now. It is not taken for one of the adults counted (2)")
    assert mohamed.why == ()
    office.import_clients(office.look_at_import(file))
    assert [one.why for one in office.look_at_import(file).found] == [sara.why, ()], "still to be looked at"


@pytest.mark.parametrize(
    ("heading", "counts", "size"),
    [("Aantal volw.\tAantal kinderen", "2\t0", 2), ("Aantal volw.\tAantal kinderen", "2\t1", 3), ("Aantal volw.\tAantal personen", "2\t2", 2),
     ("Aantal volw.\tAantal personen", "2\t3", 3), ("Aantal personen\tGSM", "3\t", 3)],
)  # fmt: skip
def test_how_many_there_are_says_what_a_grown_child_is(
    house: HouseOnDisk, tmp_path: Path, heading: str, counts: str, size: int
) -> None:
    file = text(tmp_path / "lijst.csv", [f"Naam\t{heading}\tKind 1", f"Sara Lambert\t{counts}\t22/10/2008"])
    (one,) = house.at("core").look_at_import(file).found
    assert (len(one.members), one.why) == (size, ())


def displays(house: HouseOnDisk) -> list[tuple[str, str | None, str | None]]:
    return house.kiosk.house.rows(
        "SELECT m.number, p.name, p.born FROM core_member m JOIN core_person p ON p.subject=m.subject ORDER BY m.number"
    )


def test_titles_days_gaps_and_totals_are_understood(house: HouseOnDisk, tmp_path: Path) -> None:
    office, before = house.at("core"), len(house.kiosk.last_events(1000))
    file = xlsx(tmp_path / "lijst.xlsx", UNPREPARED, merged="A1:D1")
    foreseen = office.look_at_import(file)
    assert foreseen.header.line == 4
    assert foreseen.header.unused == ["Opmerking"]
    assert foreseen.counts == {"new": 4, "changed": 0, "same": 0, "duplicate": 1, "rejected": 1, "done": 0}
    assert said(foreseen, "rejected") == [((7,), [f"Aantal kinderen says veel{BELONGS}"])]
    assert said(foreseen, "duplicate") == [((9,), ["looks like line 5: a name that sounds alike"])]
    assert len(house.kiosk.last_events(1000)) == before
    assert office.import_clients(foreseen) == 4
    assert displays(house) == [
        ("A1001.1", "Fatima El Amrani", "1984-02-01"),
        ("A1001.2", None, "0-17@2026-11-25"),
        ("A1001.3", None, "0-17@2026-11-25"),
        ("A1002.1", "Jan De Smet", "1950-03-01"),
        ("A1003.1", None, "0-17@2026-11-25"),
        ("A1003.2", None, "0-17@2026-11-25"),
        ("A1003.3", None, "0-17@2026-11-25"),
        ("A1004.1", "Piet 't Hooft", "1961"),
    ]
    assert office.client_page("A1001").address == "Kerkstraat 1"
    assert [one.number for one in office.find("0470 12 34 56")] == ["A1001.1"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_of_any_program_says_the_same(house: HouseOnDisk, tmp_path: Path, encoding: str, separator: str) -> None:
    lines = ["Naam;Geboortedatum;Geslacht;Gemeente;Postcode;Straat", 'José Maes;01.02.84;M;Gent;9000;"Kerkstraat; 1"']
    spelled = [line.replace(";", separator) if '"' not in line else line for line in lines]
    spelled[1] = separator.join(["José Maes", "01.02.84", "M", "Gent", "9000", f'"Kerkstraat{separator} 1"'])
    (one,) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", spelled, encoding)).found
    (member,) = one.members
    assert (member.name, member.born, member.sex) == ("José Maes", "1984-02-01", "m")
    street = f"Kerkstraat{separator} 1" if separator != "\t" else "Kerkstraat 1"
    assert dict(one.new) == {"address": f"{street}, 9000 Gent"}


@pytest.mark.parametrize(
    "lines",
    [
        ["Dossier;Naam;Geboren", "7;Ana Silva;1/2/1984", ";Rui Silva;2010", "8;Jo Maes;1950"],
        ["Ménage;Nom complet;Date de naissance", "7;Ana Silva;1/2/1984", "7;Rui Silva;2010", "8;Jo Maes;1950"],
        ["Full name;Date of birth;Child 1;Child 1 birth date", "Ana Silva;1/2/1984;Rui Silva;2010", "Jo Maes;1950;;"],
        [
            "Voornaam en naam;Geboortedatum;Geboortedatum kind 1;Kind 1",
            "Ana Silva;1/2/1984;2010;Rui Silva",
            "Jo Maes;1950",
        ],
    ],
)
def test_children_stand_in_rows_or_in_columns(house: HouseOnDisk, tmp_path: Path, lines: list[str]) -> None:
    found = house.at("core").look_at_import(text(tmp_path / "lijst.csv", lines)).found
    told = [[(m.name, m.born) for m in one.members] for one in found]
    assert told == [[("Ana Silva", "1984-02-01"), ("Rui Silva", "2010")], [("Jo Maes", "1950")]]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("1/2/1984", "1984-02-01"), ("01-02-84", "1984-02-01"), ("1 februari 1984", "1984-02-01"), ("1er mai 2001", "2001-05-01"),
        ("1984-02-01 00:00:00", "1984-02-01"), ("30713", "1984-02-01"), ("02/1984", "1984-02"), ("1/2/19", "2019-02-01"),
        ("6 jaar", "6-6@2026-11-25"), ("0-17 jaar", "0-17@2026-11-25"), ("14 - 17 ans", "14-17@2026-11-25"), ("onbekend", ""), ("?", ""),
    ],
)  # fmt: skip
def test_a_birth_date_is_understood_as_people_write_it(written: str, stored: str) -> None:
    assert read_born(written, date(2026, 11, 25)) == stored


@pytest.mark.parametrize("written", ["31/02/1970", "13/13/1990", "1/1/2030", "gisteren", "1/2/3/4", "0"])
def test_what_is_no_birth_date_is_never_guessed_at(written: str) -> None:
    with pytest.raises(NotUnderstood):
        read_born(written, date(2026, 11, 25))


def test_a_line_has_the_number_that_the_spreadsheet_program_shows(house: HouseOnDisk, tmp_path: Path) -> None:
    rows = ["sep=,", "Naam,Geboren", '"Ana', 'Silva",1984', "Bo,31/02/1970"]
    (ana, bo) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows)).found
    assert (ana.lines, [m.name for m in ana.members]) == ((2,), ["Ana Silva"])
    assert (bo.lines, [str(why) for why in bo.why]) == ((3,), ["without a birth date: 31/02/1970 is none."])


def test_a_birth_date_that_cannot_be_leaves_nobody_out(house: HouseOnDisk, tmp_path: Path) -> None:
    lines = ["Naam;Geboren;Kind 1;Kind 1 geboortedatum", "Bo Maes;31/02/1970;Jo Maes;30/2/2015", ";31/02/1971;;"]
    office = house.at("core")
    bo, nobody = (foreseen := office.look_at_import(text(tmp_path / "lijst.csv", lines))).found
    assert [(m.name, m.born) for m in bo.members] == [("Bo Maes", None), ("Jo Maes", "0-17@2026-11-25")]
    lost = ["without a birth date: 31/02/1970 is none.", "without a birth date: 30/2/2015 is none."]
    assert (bo.sort, [str(why) for why in bo.why]) == ("new", lost)
    assert nobody.sort == "rejected", "nothing else says who this is"
    office.import_clients(foreseen)
    known = text(tmp_path / "lijst2.csv", ["Nr;Naam;Geboren;GSM", "A1001.1;Bo Maes;1/13/1970;0470 12 34 56"])
    (again,) = office.look_at_import(known).found
    assert (again.sort, len(again.changes), len(again.why)) == ("changed", 1, 2)


def test_two_phone_numbers_in_a_cell_are_both_kept_or_it_is_said(house: HouseOnDisk, tmp_path: Path) -> None:
    lines = [
        "Dossier;Naam;Tel",
        "1;Bo Maes;0470 12 34 56 / 09 123 45 67", "2;Ana Silva;0475/123456", "3;Jo Wit;0471223344 0472334455",
        "3;Li Wit;0473 11 22 33 of 0474 11 22 33",
    ]  # fmt: skip
    office = house.at("core")
    bo, ana, wit = (foreseen := office.look_at_import(text(tmp_path / "lijst.csv", lines))).found
    assert ([m.phone for m in bo.members], dict(bo.new)["phone"]) == (["0470 12 34 56"], "09 123 45 67")
    assert ([m.phone for m in ana.members], dict(ana.new)) == (["0475/123456"], {})
    assert ([m.phone for m in wit.members], dict(wit.new)["phone"]) == (["0471223344", "0473 11 22 33"], "0472334455")
    said = ["line 5: not every phone number of 0473 11 22 33 of 0474 11 22 33 is taken over."]
    assert ([str(why) for why in wit.why], bo.why, ana.why) == (said, (), ())
    office.import_clients(foreseen)
    assert [one.number for one in office.find("09 123 45 67")] == ["A1001.1"]
    assert {one.sort for one in office.look_at_import(tmp_path / "lijst.csv").found} == {"done"}


def test_a_wrong_guess_is_put_right(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    file = text(tmp_path / "lijst.csv", ["Wie;Naam;Tel", "Ana Silva;Sint-Jan;0470123456"])
    (guessed,) = office.look_at_import(file).found
    assert [m.name for m in guessed.members] == ["Sint-Jan"]
    (right,) = office.look_at_import(file, {"name": "wie", "phone": ""}).found
    assert [(m.name, m.phone) for m in right.members] == [("Ana Silva", None)]
    for wrong in ({"name": "Wat"}, {"nom": "Wie"}):
        with pytest.raises(NotUnderstood):
            office.look_at_import(file, wrong)
    with pytest.raises(NotUnderstood):
        office.look_at_import(text(tmp_path / "leeg.csv", ["a;b", "1;2"]))


def test_what_changed_is_changed_and_an_empty_cell_says_nothing(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    house.with_household(children=("2019-04-01",), address="Kerkstraat 1", phone="0470 12 34 56")
    rows = ["Naam;Geboortedatum;Adres;Tel gezin;Kind 1", "el amrani FATIMA;1984-02-01;Markt 3;;1/4/2019"]
    foreseen = office.look_at_import(text(tmp_path / "lijst.csv", rows))
    assert foreseen.counts["changed"] == 1
    assert said(foreseen, "changed") == [((2,), ["A1001: address: Kerkstraat 1 → Markt 3"])]
    office.import_clients(foreseen)
    page = office.client_page("A1001")
    assert (page.address, page.phone, page.size) == ("Markt 3", "0470 12 34 56", 2)
    more = office.look_at_import(text(tmp_path / "meer.csv", ["Nr;Naam;Kinderen", "A1001;Fatima El Amrani;3"]))
    assert said(more, "changed") == [((2,), ["A1001: 2 more in the household"])]
    office.import_clients(more)
    assert office.client_page("A1001").size == 4


AMELIE = "DUPONT Amelie;0470 99 99 99;{};Rue de la Paix 12"


@pytest.mark.parametrize("children", ["2015, 2018", "2018 / 2015"])
def test_a_list_that_knows_a_family_less_well_says_nothing_new(
    house: HouseOnDisk, tmp_path: Path, children: str
) -> None:
    """Capitals, no accents, the street alone, and of the children only the years."""
    office = house.at("core")
    house.with_household(
        2, ("2015-03-12", "2018-09-30"), name="Amélie Dupont", address="Rue de la Paix 12, 1080 Molenbeek", phone="0470999999",
    )  # fmt: skip
    rows = ["Nom et prénom;Tél.;Enfants;Adresse", AMELIE.format(children)]
    foreseen = office.look_at_import(text(tmp_path / "liste.csv", rows))
    assert [(one.sort, one.why) for one in foreseen.found] == [("same", ())]


def test_of_all_that_changes_is_read_what_was_there_and_what_comes(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    known = house.with_household(2, ("2015", "2018-09-30"), address="Rue de la Paix 12, 1080 Molenbeek")
    office.change_person(known.client.members[0].person, phone="0470 12 34 56")
    rows = [
        "Nr;Nom et prénom;Date de naissance;Tél.;Adresse;Enfant 1", "A1001.1;Fatiha El Amrani;2/2/1984;0470 99 99 99;Rue de la Paix 1;2015-03-12"
    ]  # fmt: skip
    foreseen = office.look_at_import(text(tmp_path / "liste.csv", rows))
    assert said(foreseen, "changed") == [
        (
            (2,),
            [
                "A1001: address: Rue de la Paix 12, 1080 Molenbeek → Rue de la Paix 1",
                "A1001.1: name: Fatima El Amrani → Fatiha El Amrani, birth date: 01/02/1984 → 02/02/1984, "
                "phone: 0470 12 34 56 → 0470 99 99 99",
                "A1001.3: birth date: 2015 → 12/03/2015",
            ],
        )
    ]
    office.import_clients(foreseen)
    assert office.client_page("A1001").size == 4


@pytest.mark.parametrize("said_of_child", ["2015", "11 jaar"])
def test_a_child_told_by_a_year_or_an_age_is_the_known_child_and_another_is_one_more(
    house: HouseOnDisk, tmp_path: Path, said_of_child: str
) -> None:
    office = house.at("core")
    house.with_household(2, ("2015-03-12",))
    rows = ["Nr;Naam;Kind 1;Kind 2", f"A1001;Fatima El Amrani;{said_of_child};2020"]
    foreseen = office.look_at_import(text(tmp_path / "lijst.csv", rows))
    assert said(foreseen, "changed") == [((2,), ["A1001: 1 more in the household"])]
    office.import_clients(foreseen)
    born = house.kiosk.house.rows("SELECT born FROM core_person ORDER BY born")
    assert [one for (one,) in born] == ["1984-02-01", "1984-02-01", "2015-03-12", "2020"]


def test_another_lists_number_never_changes_somebody_else(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    house.with_household()
    foreseen = office.look_at_import(text(tmp_path / "lijst.csv", ["Nr;Naam", "A1001;Boris Petrov", "A9;Ivan Petrov"]))
    assert [one.sort for one in foreseen.found] == ["rejected", "new"]
    assert "another name" in said(foreseen, "rejected")[0][1][0]


def test_who_looks_like_somebody_known_waits_for_a_person(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    house.with_household(phone="0470 12 34 56")
    house.with_household(name="Ana Silva", protected=True)
    rows = [
        "Naam;Geboortedatum;Telefoon",
        "Fatma el-Amrani;;",
        "Jo Maes;1950;0470123456",
        "Ana Silva;1984-02-01;",
        "Ana Silva;1990;",
    ]
    file = text(tmp_path / "lijst.csv", rows)
    found = office.look_at_import(file).found
    assert [one.sort for one in found] == ["duplicate", "duplicate", "same", "new"]
    assert [[str(why) for why in one.why] for one in found][:2] == [
        ["looks like A1001.1: a name that sounds alike"], ["looks like A1001.1: the same phone number"],
    ], "a coordinator decides, so she reads what it is about"  # fmt: skip
    assert [one.sort for one in office.look_at_import(file, add_alike=True).found] == ["new", "new", "same", "new"]


@pytest.mark.parametrize(
    ("written", "known"), [("Abdelkader Bensaid", "Abdel Kader Bensaid"), ("BENSAID Abdel Kader", "Abdelkader Bensaid")]
)
def test_a_name_written_as_one_word_or_as_two_is_alike_when_born_about_then(
    house: HouseOnDisk, tmp_path: Path, written: str, known: str
) -> None:
    house.with_household(name=known)
    births = ("1984-02-01", "1985-02-01", "1984", "02/1984", "")
    rows = ["Naam;Geboortedatum", *(f"{written};{born}" for born in births), "Dina Abbas Elkader;1984"]
    found = list(house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows)).found)
    assert [one.sort for one in found] == ["duplicate", "new", "duplicate", "duplicate", "duplicate", "new"]
    assert str(found[0].why[0]) == str(found[2].why[0]) == "looks like A1001.1: a name that sounds alike"


@pytest.mark.parametrize(
    ("heading", "written", "kept"),
    [
        ("Naam + voornaam", "Peeters Jan", "Jan Peeters"), ("Nom et prénom", "Ben Ali Samira", "Samira Ben Ali"),
        ("Naam en voornaam", "JANSSENS Marie Claire", "Marie Claire JANSSENS"), ("Volledige naam", "Peeters, Jan", "Jan Peeters"),
        ("Voornaam en naam", "Samira Ben Ali", "Samira Ben Ali"), ("Volledige naam", "Samira Ben Ali", "Samira Ben Ali"),
        ("Naam en voornaam", "Mevr. Peeters Rita", "Rita Peeters"), ("Naam en voornaam", "Fatima", "Fatima"),
        ("Naam en voornaam", "Mevr. De Smet Els", "Els De Smet"), ("Naam en voornaam", "Mevr. Els De Smet", "Els De Smet"),
        ("Naam en voornaam", "De heer Peeters Jan", "Jan Peeters"), ("Naam en voornaam", "De heer Peeters, Jan", "Jan Peeters"),
    ],
)  # fmt: skip
def test_a_heading_that_says_the_family_name_first_is_believed(
    house: HouseOnDisk, tmp_path: Path, heading: str, written: str, kept: str
) -> None:
    (one,) = house.at("core").look_at_import(text(tmp_path / "x.csv", [f"{heading};Gsm", f"{written};"])).found
    assert one.members[0].name == kept


@pytest.mark.parametrize("heading", ["Kinderen", "Kinderen (geb.jaar)", "Kind 1", "Enfants"])
@pytest.mark.parametrize("cell", ["2015, 2018", "2015 / 2018", "2015/2018", "2015; 2018", "2015 en 2018", "2015 2018"])
def test_birth_years_of_several_children_in_one_cell_are_each_a_child(
    house: HouseOnDisk, tmp_path: Path, heading: str, cell: str
) -> None:
    rows = [f"Naam\tVolwassenen\t{heading}", f"Bo Maes\t2\t{cell}"]
    (bo,) = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows)).found
    assert [(m.name, m.born) for m in bo.members] == [
        ("Bo Maes", None), (None, "2015"), (None, "2018"), (None, None),
    ]  # fmt: skip
    assert (bo.sort, bo.why) == ("new", ())


def test_a_cell_that_stands_over_several_columns_says_which_child_they_are_of(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    rows = [
        "Lijst 2026", "Ouder\t\tKind 1\t\tKind 2\t\tContact", "Naam\tGeboren\tNaam\tGeb.datum\tNaam\tGeb.datum\tTel",
        "Bo Maes\t1980\tJo Maes\t1/4/2019\tLi Maes\t2021\t0470 11 11 11",
    ]  # fmt: skip
    foreseen = house.at("core").look_at_import(text(tmp_path / "lijst.csv", rows))
    (bo,) = foreseen.found
    assert [(m.name, m.born) for m in bo.members] == [
        ("Bo Maes", "1980"),
        ("Jo Maes", "2019-04-01"),
        ("Li Maes", "2021"),
    ]
    assert foreseen.header.titles[2:4] == ("Kind 1 Naam", "Kind 1 Geb.datum") and foreseen.header.unused == []


def test_of_children_in_one_cell_nothing_is_guessed_and_what_is_lost_is_said(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    rows = [
        "Dossier\tNaam\tGeboortejaren kinderen\tAantal kinderen",
        "1\tBo Maes\t2015-2018\t2", "2\tJo Wit\t15, 18\t", "3\tAna Silva\t1/4/2015 en 2/5/2018\t3", "4\tLi Maes\t-\tgeen",
        "5\tMia Wit\t2015, 2018\t2", "5\tTom Wit\t2015, 2018\t2",
    ]  # fmt: skip
    office = house.at("core")
    foreseen = office.look_at_import(text(tmp_path / "lijst.csv", rows))
    bo, jo, ana, li, wit = foreseen.found
    said = "without the children of {}: these are no birth years as in 2015, 2018."
    assert [[str(why) for why in one.why] for one in (bo, jo)] == [[said.format("2015-2018")], [said.format("15, 18")]]
    assert [len(one.members) for one in (bo, jo, ana, li, wit)] == [3, 1, 4, 1, 4]
    assert [m.born for m in ana.members] == [None, "2015-04-01", "2018-05-02", "0-17@2026-11-25"]
    assert ana.why == li.why == wit.why == ()
    office.import_clients(foreseen)
    again = office.look_at_import(text(tmp_path / "lijst.csv", rows)).found
    assert ({one.sort for one in again}, next(iter(again)).why) == ({"done"}, bo.why), "what was lost is still said"
    assert [[m.name for m in one.members if m.name] for one in again][-1] == ["Mia Wit", "Tom Wit"], "who it was"
