"""The copy that a person gets: everything that is held, in words, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import kiosk_foodbank
import pytest

from kiosk_core import (
    ClientId,
    Kind,
    NewMember,
    NotAllowed,
    NotFound,
    PersonId,
    Sentence,
    Word,
    kind,
    new_id,
    personal,
    subject,
)
from kiosk_core.care.copy import Dossier, blocks
from kiosk_core.domain.errors import OwnHousehold
from kiosk_core.domain.receipts import Line
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.registry.persons import PersonChanged
from kiosk_core.shift.families import Away
from kiosk_core.testing import HouseOnDisk

from ..plugins.made import desk, plugin

CANARY = "Quackenbush"
OTHER = NewMember(name=f"Zebulon {CANARY}", born="1979-03-03", sex="m", phone="0470 99 88 77")
FATIMA = NewMember(name="Fatima El Amrani", born="1984-02-01", sex="v", phone="0470 11 22 33")
YARA = NewMember(name=f"Yara {CANARY}", born="2019-04-01")


@kind("garden.plot_given", keep="visits")
class PlotGiven(Kind):
    """A made-up plugin's: a plot of the garden is somebody's, seen by somebody else."""

    plot: str = subject()
    size: int
    crop: Word
    gardener: PersonId | None = personal("gardener")
    wish: str | None = personal("gardener")
    neighbour: PersonId | None = personal("neighbour")
    complaint: str | None = personal("neighbour")


@kind("garden.harvested", keep="visits")
class Harvested(Kind):
    """What came of that plot."""

    plot: str = subject()
    kilos: int


GARDEN: dict[str, Sentence | None] = {
    "garden.plot_given": Sentence("A plot in the garden"), "size": Sentence("Square metres"), "crop": Sentence("Grows"),
    "crop=bean": Sentence("beans"), "wish": Sentence("Wish"), "gardener": None, "plot": None,
}  # fmt: skip
garden = plugin("garden", kinds=(PlotGiven, Harvested), services=desk("garden"), says=GARDEN)
bare = plugin("garden", kinds=(PlotGiven, Harvested), services=desk("garden"))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("copies"), [kiosk_foodbank])
    made.close()
    return made.path


@pytest.fixture
def opened(founded: Path, tmp_path: Path) -> Iterator[Any]:
    houses: list[HouseOnDisk] = []

    def open_with(*modules: Any) -> HouseOnDisk:
        houses.append(HouseOnDisk.copy_of(founded, tmp_path, [kiosk_foodbank, *modules]))
        return houses[-1]

    yield open_with
    for house in houses:
        house.close()


@pytest.fixture
def house(opened: Any) -> HouseOnDisk:
    found: HouseOnDisk = opened(garden)
    return found


def read(dossier: Dossier) -> str:
    """As the page says it."""
    parts = [part for block in blocks(dossier) for part in block.parts if isinstance(part, Line)]
    return "\n".join(f"{part.left}  {part.right}" for part in parts)


def a_plot(house: HouseOnDisk, gardener: PersonId, neighbour: PersonId) -> None:
    plot = new_id()
    house.at("garden").tell(
        PlotGiven(
            plot=plot, size=12, crop=Word("bean"), gardener=gardener, wish="aan de muur", neighbour=neighbour,
            complaint=f"{CANARY} klaagt",
        )
    )  # fmt: skip
    house.at("garden").tell(Harvested(plot=plot, kilos=7))


def test_what_a_new_plugin_holds_is_in_the_copy_under_its_own_words(house: HouseOnDisk) -> None:
    fatima, other = house.with_household(), house.with_household(name=f"Zebulon {CANARY}")
    a_plot(house, PersonId(str(fatima.client.person)), PersonId(str(other.client.person)))
    found = house.at("core").dossier("A1001.1")
    said = read(found)
    assert "A plot in the garden" in said
    for line in ("Square metres: 12", "Grows: beans", "Wish: aan de muur"):
        assert line in said
    assert CANARY not in said, "what the neighbour said is the neighbour's"
    (entry,) = [one for one in found.entries if one.kind == "garden.plot_given"]
    assert {d.name: d.value for d in entry.details if d.name in ("size", "crop", "wish")} == {
        "size": 12, "crop": "bean", "wish": "aan de muur",
    }  # fmt: skip
    assert f"{CANARY} klaagt" in read(house.at("core").dossier("A1002.1"))


def test_a_plugin_without_words_hides_nothing(opened: Any) -> None:
    house = opened(bare)
    fatima, other = house.with_household(), house.with_household(name="Karim")
    a_plot(house, PersonId(str(fatima.client.person)), PersonId(str(other.client.person)))
    said = read(house.at("core").dossier("A1001.1"))
    for line in ("garden.plot_given", "size: 12", "crop: bean", "wish: aan de muur"):
        assert line in said
    assert CANARY not in said


def test_what_an_absent_plugin_wrote_is_in_the_copy_too(opened: Any) -> None:
    house = opened(garden)
    fatima, other = house.with_household(), house.with_household(name="Omar")
    a_plot(house, PersonId(str(fatima.client.person)), PersonId(str(other.client.person)))
    house.close()
    without = HouseOnDisk(house.path, [kiosk_foodbank])
    try:
        said = read(without.at("core").dossier("A1001.1"))
    finally:
        without.close()
    assert "garden.plot_given" in said
    assert "wish: aan de muur" in said
    assert CANARY not in said


def test_everything_of_an_afternoon_is_there_and_who_looked(house: HouseOnDisk) -> None:
    fatima = house.with_household(
        children=["2019-04-01"], enrolled=["foodbank"], address="Kerkstraat 1", phone="0470 12 34 56"
    )
    house.set("foodbank.contribution", "2,00")
    shift = house.at("foodbank", "volunteer")
    shift.record(shift.scan(fatima.card).offers[0])
    house.at("core", "administrator").client_page("A1001")
    found = house.at("core").dossier("A1001")
    said = read(found)
    for words in (
        "Fatima El Amrani",
        "Kerkstraat 1",
        "0470 12 34 56",
        "A1001.2",
        "€2.00",
        "Decision: may come to a project",
    ):
        assert words in said, words
    kinds = {entry.kind for entry in found.entries}
    assert {"foodbank.parcel_collected", "core.money_moved", "core.enrolled", "core.card_issued"} <= kinds
    assert [(look.who, look.part) for look in found.looks] == [
        *[("administrator", "dossier")] * 2, *[("coordinator", "copy")] * 2,
    ]  # fmt: skip
    assert "3 years" in said


def test_a_list_of_everybody_and_a_sheet_of_cards_stand_in_the_copy_of_each_who_was_in_it(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.with_household(name="Fatima El Amrani", children=("2019-04-01",))
    old = house.at("core").register([NewMember(name="Samira Ben Ali"), NewMember(name=f"Jo {CANARY}")], protected=True)
    house.at("core").welcome("Eva", ["deputy"], "4444", cost=1, deputy_until=house.today)
    house.at("core", "Eva").export_clients(tmp_path / "some.xlsx", ENGLISH)
    house.at("core").change_household(old, protected=False)
    house.later(days=1)
    before = len(house.kiosk.last_events(1000))
    house.at("core").export_clients(tmp_path / "all.csv", ENGLISH)
    assert len(house.kiosk.last_events(1000)) - before == 1, "one event for everybody"
    house.at("core").print_cards(tmp_path / "cards.pdf", ENGLISH)
    house.later(days=1)
    house.with_household(name="Jan Peeters")

    def looks(number: str) -> list[tuple[str, str]]:
        return [(one.who, one.part) for one in house.at("core").dossier(number).looks if one.part != "copy"]

    assert looks("A1001") == [("Eva", "clients"), ("coordinator", "clients"), ("coordinator", "cards")]
    assert looks("A1002.1") == [("coordinator", "clients")], "the deputy's list did not have who was hidden then"
    assert looks("A1003") == []
    said = read(house.at("core").dossier("A1001.1"))
    assert "Eva: a list of everybody, with you in it" in said
    assert CANARY not in said


def test_the_other_half_of_a_split_is_never_in_it(house: HouseOnDisk) -> None:
    old = house.at("core").register([FATIMA, OTHER, YARA], address="Kerkstraat 1", phone="0470 11 11 11")
    him, yara = old.members[1].person, old.members[2].person
    house.at("core").split(old, Away([him], [yara], address="Stationsplein 9", phone="0470 22 22 22"))
    house.at("core").name_proxy(house.kiosk.house.by_number("A1003", house.today), house.today, name="Petronella Kwik")
    hers = [read(house.at("core").dossier(number)) for number in ("A1002", "A1002.1", "A1002.2")]
    for said in hers:
        for strange in ("Zebulon", "Stationsplein", "22 22 22", "99 88 77", "A1003", "Petronella"):
            assert strange not in said, strange
    his = [read(house.at("core").dossier(number)) for number in ("A1003", "A1003.1", "A1003.2")]
    for said in his:
        for strange in ("Fatima", "11 11 11", "11 22 33", "A1002"):
            assert strange not in said, strange
    assert "Yara" in hers[0]
    assert "Yara" in his[1], "a parent may know who of the children lives there"
    assert "Zebulon" not in read(house.at("core").dossier("A1001.1")), "nor under the old number"


def test_words_that_somebody_typed_do_not_name_who_lived_or_collected_there(house: HouseOnDisk) -> None:
    client = house.at("core").register([FATIMA, OTHER])
    house.at("core").name_proxy(client, house.today, name="Petronella Kwik")
    house.at("core").enrol(client, "foodbank", house.today + timedelta(days=9))
    house.at("core").end_enrolment(
        client,
        "foodbank",
        house.today,
        decided_by="mevrouw Peeters",
        reason=f"zebulon {CANARY.upper()} en Petronella zegden het af, Fatima niet",
    )
    found = house.at("core").dossier("A1001.1")
    said = read(found)
    assert "… … en … zegden het af, Fatima niet" in said
    assert found.typed >= 1, "so the coordinator reads it first"


def test_nor_do_they_name_who_was_forgotten_since_and_whose_name_nobody_knows_any_more(house: HouseOnDisk) -> None:
    office = house.at("core")
    client = office.register([FATIMA, OTHER], address="Kerkstraat 1")
    office.enrol(client, "foodbank", house.today + timedelta(days=9))
    said = f"{CANARY} is vertrokken, Fatima blijft"
    office.end_enrolment(client, "foodbank", house.today, decided_by="mevrouw Peeters", reason=said)
    for _ in range(2):
        copy = read(office.dossier("A1001.1"))
        assert "… is vertrokken, Fatima blijft" in copy
        assert CANARY not in copy and "Kerkstraat 1" in copy and "mevrouw Peeters" in copy
        if office.client_page("A1001").members[1:]:
            office.forget("A1001.2", "request")


def test_a_mistaken_merge_taken_apart_leaves_nothing_of_the_other(house: HouseOnDisk) -> None:
    fatima = house.at("core").register([FATIMA]).members[0].person
    other = house.at("core").register([OTHER]).members[0].person
    act = house.at("core").merge(
        ClientId(fatima), ClientId(other), PersonChanged(person=fatima, name=OTHER.name, aliases="")
    )
    assert "Zebulon" in read(house.at("core").dossier("A1001.1")), "they are one"
    house.at("core").undo(str(act.id), "mistake")
    assert fatima != other
    assert "Zebulon" not in read(house.at("core").dossier("A1001.1"))
    assert "Fatima" not in read(house.at("core").dossier("A1002.1"))


def test_a_household_with_two_adults_has_a_copy_and_each_adult_another(house: HouseOnDisk) -> None:
    house.at("core").register([FATIMA, OTHER, YARA])
    together, hers = house.at("core").dossier("A1001"), house.at("core").dossier("A1001.1")
    assert [one.display for one in together.members] == ["Fatima", "Zebulon", "Yara"]
    assert {entry.about for entry in together.entries} == {"A1001", "A1001.3"}
    assert [one.display for one in hers.members] == ["Fatima", "", "Yara"]
    assert {entry.about for entry in hers.entries} == {"A1001", "A1001.1"}


def test_who_may_make_a_copy(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    house.with_household(protected=True)
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").dossier("A1001")
    with pytest.raises(NotFound):
        house.at("core").dossier("A1009")
    before = len(house.kiosk.last_events(10_000))
    house.at("core").dossier("A1001")
    assert len(house.kiosk.last_events(10_000)) == before + 1, "the look leaves a trace"
    house.at("core", "administrator").welcome("deputy", ["deputy"], "4444", cost=1, deputy_until=house.today)
    with pytest.raises(NotAllowed):
        house.at("core", "deputy").dossier("A1002")
    house.at("core", "administrator").link_volunteer("coordinator", PersonId(str(fatima.client.person)))
    with pytest.raises(OwnHousehold):
        house.at("core").dossier("A1001.1")
    assert "Volunteer" in read(house.at("core", "administrator").dossier(fatima.client.number))


def test_the_copy_says_what_for_who_sees_it_and_whom_to_ask(house: HouseOnDisk) -> None:
    house.set("core.privacy_contact", "privacy@huis.be")
    client = house.at("core").register([FATIMA])
    said = read(house.at("core").dossier(client.number))
    for words in (
        "Helping is our public task.",
        "everybody who looks leaves a trace",
        "privacy@huis.be",
        "We say what must stay",
    ):
        assert words in said, words
    assert said.count("You can complain to the data protection authority.") == 1
