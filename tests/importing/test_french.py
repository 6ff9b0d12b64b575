"""A list of a French-speaking coordinator, made with another program's habits: headings on two lines, a title above, totals below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk_core import NotUnderstood
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.texts import Sentence
from kiosk_core.importing.comparing import how_many
from kiosk_core.testing import HouseOnDisk

from .conftest import text

UPPER = ("N° dossier", "Bénéficiaire", None, "Date de naiss.", "Adresse", None, "N° de tél. / GSM", "Ménage", None, "Naissance des enfants", "Remarques")  # fmt: skip
LOWER = (None, "NOM", "Prénom", None, "Rue et n°", "CP", None, "Nb d'adultes", "Nb d'enfants", None, None)
ROWS: tuple[Sequence[object], ...] = (
    ("Le Panier : bénéficiaires",), (), UPPER, LOWER,
    ("2026/1", "LEFÈVRE", "Mme Anne-Marie", date(1984, 2, 1), "Rue du Pont 1", 1400, "0470/12.34.56", 1, 2, "2015 et 2018", "chien"),
    ("2026/2", "EL AMRANI", "Youssef", "12/03/1979", None, None, "067 21 22 23 ou 0488 99 88 77", 2, 3, "2010, 2013 et 2019"),
    ("2026/3", "DE BACKER", "Luc", "vers 1960", None, None, "néant", 1, "-", "-"),
    ("2026/4", "N'Diaye", "Fatou", "1er février 1990", None, None, 470123457, "1 adulte", "1 enfant", "5 ans"),
    ("2026/5", "Haddad", "Rania", "00/00/1985", None, None, "voir voisine", 1, 4, "2008/2011/2014/2021"),
    ("2026/6", "Petit", "Éric", "inconnue", None, None, "/", 2, "2 (garde alternée)"),
    (), ("TOTAL GÉNÉRAL", None, None, None, None, None, None, 8, 12), ("Nombre de ménages :", 6),
)  # fmt: skip


@pytest.fixture
def list_(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ROWS:
        page.append(list(row))
    for cells in ("A1:K1", "B3:C3", "E3:F3", "H3:I3", *(f"{letter}3:{letter}4" for letter in "ADGJK")):
        page.merge_cells(cells)
    book.save(file := tmp_path / "liste.xlsx")
    return file


def test_headings_on_two_lines_are_each_found(house: HouseOnDisk, list_: Path) -> None:
    header = house.at("core").look_at_import(list_).header
    assert (header.line, header.unused) == (4, ["Remarques"])
    assert [header.titles[at] for at in header.fields.values()] == [
        "N° dossier", "NOM", "Prénom", "Date de naiss.", "Rue et n°", "CP", "N° de tél. / GSM", "Nb d'adultes", "Nb d'enfants",
        "Naissance des enfants",
    ]  # fmt: skip


def test_a_french_list_is_read_as_she_meant_it(house: HouseOnDisk, list_: Path) -> None:
    office = house.at("core")
    foreseen = office.look_at_import(list_)
    told = [[(m.name, m.born, m.phone) for m in one.members] for one in foreseen.found if one.sort == "new"]
    child = (None, "0-17@2026-11-25", None)
    assert told == [
        [("Anne-Marie LEFÈVRE", "1984-02-01", "0470/12.34.56"), (None, "2015", None), (None, "2018", None)],
        [("Youssef EL AMRANI", "1979-03-12", "067 21 22 23"), *((None, y, None) for y in ("2010", "2013", "2019")), (None, None, None)],
        [("Luc DE BACKER", "1960", None)],
        [("Fatou N'Diaye", "1990-02-01", "0470123457"), (None, "5-5@2026-11-25", None)],
        [("Rania Haddad", "1985", None), *((None, y, None) for y in ("2008", "2011", "2014", "2021"))],
        [("Éric Petit", None, None), (None, None, None), child, child],
    ]  # fmt: skip
    why = {one.lines: [str(said) for said in one.why] for one in foreseen.found if one.why}
    assert why == {
        (9,): ["without a phone number: voir voisine is none."],
        (10,): ["2 (garde alternée): only the number is taken over."],
        (13,): ["without a name: 6 is none."],
    }


def test_a_total_without_a_word_is_no_household(house: HouseOnDisk, tmp_path: Path) -> None:
    lines = ["Nom;Adultes;Enfants", "Ana Silva;1;2", "Jo Maes;2;1", ";3;3", ";1;2"]
    found = house.at("core").look_at_import(text(tmp_path / "liste.csv", lines)).found
    assert [(one.sort, [str(why) for why in one.why]) for one in found] == [
        ("new", []), ("new", []), ("rejected", ["it looks like the total of the lines above."]), ("new", []),
    ]  # fmt: skip


def test_what_cannot_be_a_sex_leaves_nobody_out(house: HouseOnDisk, tmp_path: Path) -> None:
    lines = ["Nom;Civilité", "Ana Silva;Mme", "Bo et Jo Maes;M. et Mme"]
    ana, maes = house.at("core").look_at_import(text(tmp_path / "liste.csv", lines)).found
    assert [ana.members[0].sex, maes.sort, maes.members[0].sex] == ["v", "new", None]
    assert [str(why) for why in maes.why] == [
        "Bo et Jo Maes may be two people: one is taken over.", "without a sex: M. et Mme is none (v, m or x).",
    ]  # fmt: skip


def test_a_childs_columns_have_a_name_and_there_are_twenty(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = (
        house.at("core"),
        text(tmp_path / "liste.csv", ["Nom;Aînée;1er enfant", "Ana Silva;Rui Silva;Bo Silva"]),
    )
    header = office.look_at_import(file, {"child2": "b"}).header
    assert {str(header.said(field)): header.titles[at] for field, at in header.fields.items()} == {
        "Name, or family name": "Nom", "Child 1": "1er enfant", "Child 2": "Aînée",
    }  # fmt: skip
    with pytest.raises(NotUnderstood, match="child1"):
        office.look_at_import(file, {"child21": "b"})


def test_several_are_said_as_several_and_a_line_has_its_article() -> None:
    french = catalogue("fr")
    said = [how_many("new", n).spoken(french).replace("\xa0", " ") for n in (1, 5)]
    assert said == ["1 ménage : nouveau", "5 ménages : nouveaux"]
    like = Sentence("looks like line {line}: {why}", {"line": 4, "why": Sentence("the same phone number")})
    assert like.spoken(french).replace("\xa0", " ") == "ressemble à la ligne 4 : le même numéro de téléphone"
