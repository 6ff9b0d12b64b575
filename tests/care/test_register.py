"""The register of processing is what core and plugins declare, and the page that explains it fits one sheet."""

from __future__ import annotations

from pathlib import Path

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pypdfium2
import pytest

from kiosk_core import NotAllowed, core
from kiosk_core.care import notice, register
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.receipts import Line
from kiosk_core.domain.texts import spoken
from kiosk_core.journal.own import OWN
from kiosk_core.testing import HouseOnDisk

from .test_dossier import garden

MODULES = [kiosk_einclusie, kiosk_foodbank, kiosk_kapstok, garden]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> HouseOnDisk:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("registers"), MODULES)
    made.set("core.retention_rules", "visits=2045-12")
    made.set("core.phone", "03 555 12 12")
    made.set("core.privacy_contact", "privacy@huis.be")
    return made


def test_the_register_holds_every_kind_and_field_about_people_that_is_declared(house: HouseOnDisk) -> None:
    found = register.as_json(house.at("core").register_of_processing(), str)
    listed = {kind["kind"]: kind for one in found["processings"] for kind in one["kinds"]}
    for module in (core, *MODULES):
        project = module.project()
        for kind in (*project.kinds, *(OWN if project.name == "core" else ())):
            theirs = {name for name, owner in kind.OWNERS.items() if owner not in (None, kind.SUBJECT.name)}
            if kind.SUBJECT.metadata["personal"] or theirs:
                fields = {field["name"]: field for field in listed[kind.KIND]["fields"]}
                assert fields.keys() == kind.OWNERS.keys(), kind.KIND
                assert all(fields[name]["personal"] for name in theirs), kind.KIND
                assert listed[kind.KIND]["class"] == kind.KEEP
    asked = {question["code"] for one in found["processings"] for question in one["questions"]}
    assert asked == {field.code for module in MODULES for field in module.project().fields}
    assert {"class": "visits", "years": 3, "rule": "2045-12"} in found["kept"]
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").register_of_processing()


def test_the_register_says_it_in_dutch_with_term_rule_and_contact(house: HouseOnDisk) -> None:
    words = catalogue("nl", house.kiosk.plugins.packages)
    made = register.blocks(house.at("core").register_of_processing())
    said = "\n".join(spoken(part.left, words) for block in made for part in block.parts if isinstance(part, Line))
    for line in (
        "Register van de verwerkingen", "privacy@huis.be", "Bezoeken: 3 jaar. Selectieregel: 2045-12.",
        "Waarvoor: Voedselpakket, Noodpakket", "Mag niet in het pakket", "Garden", "A plot in the garden (cliënten)",
    ):  # fmt: skip
        assert line in said, line


@pytest.mark.parametrize("lang", ["nl", "fr"])
def test_the_page_that_explains_fits_one_sheet_and_names_every_project(
    house: HouseOnDisk, tmp_path: Path, lang: str
) -> None:
    words = catalogue(lang, house.kiosk.plugins.packages)
    office, out = house.at("core"), tmp_path / "notice.pdf"
    office.print_privacy(notice.blocks(office.notice()), out, words)
    with pypdfium2.PdfDocument(out) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_bounded()
    for project in (kiosk_einclusie, kiosk_foodbank, kiosk_kapstok):
        assert spoken(project.project().title, words) in said.replace("\r\n", " ")
    assert "privacy@huis.be" in said
    assert "03 555 12 12" in said


def test_the_register_does_not_call_a_plain_file_encrypted(house: HouseOnDisk, tmp_path: Path) -> None:
    with HouseOnDisk.make(tmp_path, [], key=None).kiosk as plain:
        administrator = plain.sign_in("administrator", "3333", project="core")
        assert not administrator.register_of_processing().encrypted
    assert house.at("core").register_of_processing().encrypted
