"""An import is one thing: broken off it goes on, taken back it is gone, and an export brought back changes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import kiosk_foodbank
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kiosk_core import NewMember, NotAllowed, NotFound
from kiosk_core.catalogues import LANGUAGES, catalogue
from kiosk_core.domain.errors import Busy
from kiosk_core.domain.texts import ENGLISH, spoken
from kiosk_core.importing.columns import find_header
from kiosk_core.importing.foreseen import Enrolling
from kiosk_core.importing.spreadsheet import Line, read_lines
from kiosk_core.reports.clients import PEOPLE
from kiosk_core.shift import pace
from kiosk_core.shift.families import Away
from kiosk_core.shift.pace import LOCK_S
from kiosk_core.store import Store
from kiosk_core.testing import HouseOnDisk

from .conftest import text


class BrokenOff(Exception):
    pass


def many(folder: Path, n: int) -> Path:
    given, family = (
        ("Ana", "Bo", "Cem", "Dina", "Emre", "Farah"),
        ("Silva", "Maes", "Kaya", "Petrov", "Haddad", "Nowak", "Diallo"),
    )
    lines = [f"{given[i % 6]} {family[i % 7]};{1 + i % 28}/{1 + i // 28 % 12}/{1940 + i // 336 % 60}" for i in range(n)]
    return text(folder / "velen.csv", ["Naam;Geboortedatum", *lines])


def test_broken_off_it_goes_on_where_it_was_and_doubles_nothing(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = house.at("core"), many(tmp_path, 60)
    seen: list[int] = []

    def stop(done: int, of: int) -> None:
        seen.append(done)
        if done > 20:
            raise BrokenOff

    foreseen = office.look_at_import(file)
    with pytest.raises(BrokenOff):
        office.import_clients(foreseen, stop, wait=lambda seconds: None)
    again = office.look_at_import(file)
    assert again.id == foreseen.id
    assert (again.counts["done"], again.counts["new"]) == (seen[-1], 60 - seen[-1])
    assert office.import_clients(again, wait=lambda seconds: None) == 60 - seen[-1]
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 60
    assert office.look_at_import(file).counts["done"] == 60


def test_it_is_taken_back_as_a_whole_and_then_may_come_again(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = house.at("core"), many(tmp_path, 40)
    house.with_household(name="Jo Maes")
    foreseen = office.look_at_import(file)
    office.import_clients(foreseen, wait=lambda seconds: None)
    office.undo_import(foreseen.id, wait=lambda seconds: None)
    assert house.kiosk.house.rows("SELECT number FROM core_household") == [("A1001",)]
    with pytest.raises(NotFound):
        office.undo_import(foreseen.id)
    assert office.look_at_import(file).counts["new"] == 40
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").look_at_import(file)
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").undo_import(foreseen.id)


LIST = (
    "Wie;Naam;Tel;Geb", "Ana Silva;Sint-Jan;0470 11 11 11;1/2/1984", "Jo Maes;Sint-Jan;0470 22 22 22;31/02/1979", "Bo Wit;Markt;;1990",
    "Ana Silva;Markt;0470 11 11 11;",
)  # fmt: skip
COLUMNS = {"name": "Wie", "town": "Naam"}


def test_the_same_list_again_is_read_as_it_was_and_sets_nothing_back(house: HouseOnDisk, tmp_path: Path) -> None:
    office, file = house.at("core"), text(tmp_path / "lijst.csv", LIST)
    foreseen = office.look_at_import(file, COLUMNS)
    assert [one.sort for one in foreseen.found] == ["new", "new", "new", "duplicate"]
    office.import_clients(foreseen)
    ana = house.kiosk.house.by_number("A1001", house.today).members[0].person
    office.change_person(ana, phone="0499 99 99 99")
    again = office.look_at_import(file)
    assert (again.id, dict(again.header.fields)) == (foreseen.id, dict(foreseen.header.fields)), (
        "nobody puts columns right twice"
    )
    assert [(one.sort, one.number) for one in again.found] == [
        ("done", "A1001"), ("done", "A1002"), ("done", "A1003"), ("duplicate", ""),
    ]  # fmt: skip
    assert office.import_clients(again) == 0
    assert office.client_page("A1001").members[0].phone == "0499 99 99 99"


def test_with_other_columns_what_is_there_is_left_alone_and_the_rest_may_come(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    office, file = (
        house.at("core"),
        text(tmp_path / "lijst.csv", ["Naam;Kinderen;Lid;Tel", "Ana Silva;veel;2;0470 11 11 11", "Jo Maes;1;0;"]),
    )
    office.import_clients(office.look_at_import(file))
    foreseen = office.look_at_import(file, {"children": "Lid", "phone": ""})
    assert [(one.sort, len(one.members)) for one in foreseen.found] == [("new", 3), ("done", 1)]
    assert [str(note) for note in foreseen.header.notes] == [
        "What is taken over already is not read again with these columns. To read it anew, take the import back first."
    ]
    office.import_clients(foreseen)
    again = office.look_at_import(file)
    assert ([one.sort for one in again.found], "phone" in again.header.fields) == (["done", "done"], False)
    office.undo_import(foreseen.id)
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
    assert "phone" in office.look_at_import(file).header.fields, "what was taken back is forgotten"


def test_the_sheet_that_was_written_is_the_one_that_goes_on(house: HouseOnDisk, tmp_path: Path) -> None:
    book = Workbook()
    for title, name in (("Lijst 2025", "Ana Silva"), ("Lijst 2026", "Jo Maes")):
        page = book.create_sheet(title)
        page.append(["Naam", "Tel"])
        page.append([name, "0470 11 11 11"])
    book.remove(book.worksheets[0])
    book.save(file := tmp_path / "lijst.xlsx")
    office = house.at("core")
    assert office.look_at_import(file).sheet == "Lijst 2025"
    office.import_clients(office.look_at_import(file, sheet="Lijst 2026"))
    again = office.look_at_import(file)
    assert (again.sheet, again.counts["done"]) == ("Lijst 2026", 1)


def test_every_line_says_which_number_it_became(house: HouseOnDisk, tmp_path: Path) -> None:
    office = house.at("core")
    house.with_household(name="Cem Kaya", phone="0470 33 33 33")
    lines = [
        "Dossier;Naam;Tel;Adres",
        "1;Ana Silva;;",
        "2;Bo Maes;;",
        "1;Rui Silva;;",
        "3;Cem Kaya;0470 33 33 33;Markt 1",
        "4;Bo Maes;;",
        "5;;;",
        "6;Di Wit;;",
    ]
    file = text(tmp_path / "lijst.csv", lines)
    foreseen = office.look_at_import(file)
    assert [one.sort for one in foreseen.found] == ["new", "new", "changed", "duplicate", "rejected", "new"]
    office.import_clients(foreseen)
    assert dict(office.numbers_given(foreseen)) == {0: "A1002", 1: "A1003", 2: "A1001", 5: "A1004"}
    again = {one.lines: one.number for one in office.look_at_import(file).found if one.sort == "done"}
    assert again == {(2, 4): "A1002", (3,): "A1003", (5,): "A1001", (8,): "A1004"}


def test_the_counter_never_waits_long_for_it(house: HouseOnDisk, tmp_path: Path) -> None:
    """Each act is small, and the more it takes the smaller is the next; whoever waits for the lock has it behind the act."""
    office = house.at("core")
    foreseen, waited = office.look_at_import(many(tmp_path, 80)), list[float]()
    acts = len({event.act for event in house.kiosk.last_events(10_000)})

    def somebody_waits(done: int, of: int) -> None:
        store = Store(house.path, house.kiosk.store.key, patience=0.002)
        with house.kiosk.store.writing(), pytest.raises(Busy), store.writing():
            pass
        store.close()

    def slow(seconds: float) -> None:
        waited.append(seconds)
        assert not house.kiosk.store.db.in_transaction

    office.import_clients(foreseen, somebody_waits, wait=slow)
    assert len({event.act for event in house.kiosk.last_events(10_000)}) - acts == len(waited) > 2
    assert min(waited) > 0 and LOCK_S < 0.05


def test_new_households_get_the_decision_that_came_with_the_list(house: HouseOnDisk, tmp_path: Path) -> None:
    office, until = house.at("core"), house.today.replace(year=2027)
    foreseen = office.look_at_import(many(tmp_path, 3), enrolling=Enrolling("foodbank", until))
    office.import_clients(foreseen)
    card = office.issue_card(house.kiosk.house.by_number("A1002", house.today))
    assert house.at("foodbank", "volunteer").scan(card).outcome == "granted"
    with pytest.raises(NotFound):
        office.look_at_import(many(tmp_path, 3), enrolling=Enrolling("zoo", until))


def test_headings_of_an_export_are_understood_in_every_language() -> None:
    for lang in LANGUAGES:
        titles = tuple(spoken(column.title, catalogue(lang)) for column in PEOPLE)
        found = find_header([Line(1, titles)], {}).fields
        assert found == {column.code: place for place, column in enumerate(PEOPLE)}, lang


WORD = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    [
        "=1+1",
        "'=x",
        "@a",
        "-3",
        "+32 470 12 34 56",
        "'t Hooft",
        "#N/A",
        "a;b",
        'say "x"',
        "x\ny",
        "_x0041_",
        "Totaal",
        "001",
        "\r",
        "\u2028=1",
        "\xa0@a",
        "\uffff",
    ]
)
BORN = st.sampled_from([None, "1984-02-01", "1984-02", "1984", "6-6@2026-11-25", "14-17@2026-11-25"])
MEMBER = st.builds(
    NewMember, name=st.none() | WORD, born=BORN, sex=st.sampled_from([None, "v", "m", "x"]), phone=st.none() | WORD,
    first_name=st.none() | WORD, share=st.sampled_from(["full", "part"]),
)  # fmt: skip
HOUSEHOLD = st.tuples(
    st.lists(MEMBER, min_size=1, max_size=3), st.none() | WORD, st.none() | WORD, st.booleans(), st.booleans()
)


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(HOUSEHOLD, min_size=1, max_size=4))
@example([([NewMember(name="Peeters, Jan")], None, None, False, False)])
def test_importing_an_export_changes_nothing(
    founded: Path, households: Sequence[tuple[list[NewMember], str | None, str | None, bool, bool]]
) -> None:
    folder = Path(tempfile.mkdtemp())
    house = HouseOnDisk.copy_of(founded, folder, [kiosk_foodbank])
    try:
        office = house.at("core")
        for members, address, phone, collective, protected in households:
            office.register(members, address=address, phone=phone, collective=collective, protected=protected)
        persons = sum(len(members) for members, *_ in households)
        for lang, ending in (("nl", "csv"), ("fr", "xlsx")):
            file = folder / f"clients.{ending}"
            assert office.export_clients(file, catalogue(lang)) == persons
            foreseen = office.look_at_import(file)
            told = [(one.sort, [str(why) for why in one.why]) for one in foreseen.found]
            assert told == [("same", [])] * len(households), list(read_lines(file))
    finally:
        house.close()
        shutil.rmtree(folder)


def test_an_export_fills_an_empty_house_with_the_same_people(house: HouseOnDisk, founded: Path, tmp_path: Path) -> None:
    office, out = house.at("core"), tmp_path / "clients.xlsx"
    known = house.with_household(children=("2019-04",), address="Kerkstraat 1", phone="0470 12 34 56", protected=True)
    office.change_person(known.client.members[0].person, aliases="Fatou", sex="v")
    office.export_clients(out, ENGLISH)
    (tmp_path / "other").mkdir()
    other = HouseOnDisk.copy_of(founded, tmp_path / "other", [kiosk_foodbank])
    other.at("core").import_clients(other.at("core").look_at_import(out))
    told = []
    for each in (house, other):
        page = each.at("core").client_page("A1001")
        aliases = each.kiosk.house.rows("SELECT aliases FROM core_person ORDER BY born")
        told.append((page.address, page.phone, [(m.number, m.display, m.born, m.sex) for m in page.members], aliases))
    other.close()
    assert told[0] == told[1]
    assert told[0][-1] == [("Fatou",), (None,)]


YARA, SMALL = NewMember(name="Yara Haddad", born="2019-04-01"), NewMember(born="2021-05")


def parted(house: HouseOnDisk) -> None:
    """A couple that parted: Yara, and a small one whose name nobody knows, live with both; one home is protected."""
    couple = NewMember(name="Fatima El Amrani", born="1984-02-01"), NewMember(name="Youssef Haddad", born="1980-06-30")
    old = house.at("core").register([*couple, YARA, SMALL], address="Kerkstraat 1")
    _, him, *children = (member.person for member in old.members)
    house.later(days=1)
    house.at("core").split(old, Away([him], children, address="Dam 3", protected=True))


def homes(house: HouseOnDisk) -> list[tuple[str, ...]]:
    """Of each person: the name, and the numbers with their shares."""
    query = (
        "SELECT p.name, group_concat(m.number || ' ' || m.share, ', ' ORDER BY m.number) FROM core_person p "
        "JOIN core_member m ON m.subject=p.subject WHERE m.until_day IS NULL GROUP BY p.subject ORDER BY 2"
    )
    return house.kiosk.house.rows(query)


@pytest.mark.parametrize("broken_off", [False, True])
def test_an_export_fills_an_empty_house_with_children_of_two_homes_who_are_one_person(
    house: HouseOnDisk, founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken_off: bool
) -> None:
    monkeypatch.setattr(pace, "FIRST", 1)
    monkeypatch.setattr(pace.Pace, "alone", False)
    parted(house)
    out = tmp_path / "clients.xlsx"
    assert house.at("core").export_clients(out, catalogue("nl")) == 6
    assert house.at("core").look_at_import(out).counts["same"] == 2
    (tmp_path / "other").mkdir()
    other = HouseOnDisk.copy_of(founded, tmp_path / "other", [kiosk_foodbank])
    office = other.at("core")

    def stop(done: int, of: int) -> None:
        raise BrokenOff

    if broken_off:
        with pytest.raises(BrokenOff):
            office.import_clients(office.look_at_import(out), stop, wait=lambda seconds: None)
        assert office.look_at_import(out).counts["done"] == 1
    foreseen = office.look_at_import(out)
    assert [one.why for one in foreseen.found] == [(), ()]
    office.import_clients(foreseen, wait=lambda seconds: None)
    assert homes(other) == [
        ("Fatima El Amrani", "A1001.1 full"), ("Yara Haddad", "A1001.2 part, A1002.2 part"),
        (None, "A1001.3 part, A1002.3 part"), ("Youssef Haddad", "A1002.1 full"),
    ]  # fmt: skip
    assert (
        office.client_page("A1002").address == "Dam 3"
        and other.kiosk.house.number("SELECT count(*) FROM core_person") == 4
    )
    office.export_clients(tmp_path / "again.csv", catalogue("fr"))
    assert office.look_at_import(tmp_path / "again.csv").counts["same"] == 2
    office.undo_import(foreseen.id, wait=lambda seconds: None)
    assert other.kiosk.house.number("SELECT count(*) FROM core_person") == 0 and office.verify().clean
    other.close()


def test_an_export_says_nothing_of_another_home_to_who_may_not_see_it(house: HouseOnDisk, tmp_path: Path) -> None:
    parted(house)
    house.at("core").welcome("Eva", ["deputy"], "4444", cost=1, deputy_until=house.today)
    out = tmp_path / "clients.csv"
    house.at("core", "Eva").export_clients(out, ENGLISH)
    assert "A1002" in out.read_text("utf-8-sig") and "A1003" not in out.read_text("utf-8-sig")


def test_an_export_is_for_the_office_and_leaves_a_trace(house: HouseOnDisk, tmp_path: Path) -> None:
    house.with_household(name="Ana Silva", protected=True)
    house.with_household(name="Jo Maes")
    house.at("core").welcome("Eva", ["deputy"], "4444", cost=1, deputy_until=house.today)
    out = tmp_path / "clients.csv"
    assert house.at("core", "Eva").export_clients(out, ENGLISH) == 1
    assert "Ana" not in out.read_text("utf-8-sig")
    assert house.at("core").export_clients(out, ENGLISH) == 2
    assert [
        event.fields["persons"] for event in house.kiosk.last_events(100) if event.kind == "core.clients_exported"
    ] == [1, 2]
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").export_clients(out, ENGLISH)


def test_a_file_changes_no_protected_household_for_who_may_not_see_it_and_says_nothing_of_it(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    office, deputy = house.at("core"), house.at("core", "deputy")
    samira = NewMember(name="Samira Ben Ali", born="1990-03-05")
    known = office.register([samira], address="Schuilplaats 3", protected=True)
    said = set()
    for n, (where, hidden) in enumerate((("Schuilplaats 3", "no"), ("Elders 1", "no"), ("Schuilplaats 3", "yes"))):
        line = f"{known.number};Samira Ben Ali;{where};{hidden}"
        file = text(tmp_path / f"{n}.csv", ["Household;Name;Address;Protected", line])
        (one,) = deputy.look_at_import(file).found
        said.add((one.sort, str(one.why), one.changes))
        deputy.import_clients(deputy.look_at_import(file), wait=lambda seconds: None)
    assert len(said) == 1 and said.pop()[0] == "rejected", "one answer, whether the address is the right one or not"
    assert house.kiosk.house.protects(known.household)
    (one,) = office.look_at_import(tmp_path / "0.csv").found
    assert one.sort == "changed", "the coordinator may"
