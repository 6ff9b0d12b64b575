"""What is appended is on disk, or nothing happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import Busy, CannotUndo, DiskFull, NotUnderstood, TooNew
from kiosk_core.domain.ids import Cents, ClientId, HouseholdId, OriginName, PersonId, Word
from kiosk_core.journal import Event, Forgotten, Kind, Merged, Row, Voided, kind, state, subject
from kiosk_core.journal.envelope import hidden
from kiosk_core.store import Error, Store

from . import world
from .world import KINDS, TABLES, Counter, counter

DAY = date(2024, 5, 1)
P1, H1 = PersonId("p1"), HouseholdId("h1")
WRONG = state("wrong", {"size": "int"})


@kind("world.wrongly_typed", keep="house", puts=(WRONG,))
class WronglyTyped(Kind):
    thing: str = subject()

    def rows(self, event: Event) -> Iterator[Row]:
        yield WRONG.row(size=self.thing)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Counter]:
    opened = counter(tmp_path / "a.db", "A1")
    yield opened
    opened.store.close()


def named(name: str = "An") -> world.PersonNamed:
    return world.PersonNamed(person=P1, name=name)


def test_events_of_an_act_are_chained_and_found_again(one: Counter) -> None:
    one.append(named("first"))
    act = one.append(named("An"), world.ParcelCollected(household=H1, collector=P1, size=2))
    one.append(named("last"))
    assert [event.id for event in act] == ["A1-2", "A1-3"]
    assert {event.act for event in act} == {"A1-2"}
    ledger = one.journal.ledger
    assert [event.id for event in ledger.events_of(ledger.key("A1-2"))] == ["A1-2", "A1-3"]
    assert [event.id for event in ledger.events_of(ledger.key("A1-4"))] == ["A1-4"]
    assert act[1].prev == act[0].hash


def test_readings_cannot_be_written_outside_an_append(one: Counter) -> None:
    with pytest.raises(Error, match="readonly"):
        one.journal.db.execute("DELETE FROM event")

    one.append(named())
    for writes in ("UPDATE person SET name='x'", "DELETE FROM event", "CREATE TABLE strange (a)"):

        def ask(writes: str = writes) -> list[object]:
            one.journal.db.execute(writes)
            return [named("Bert")]

        with pytest.raises(Error, match="readonly"):
            one.journal.append(ask, world.here())
        with pytest.raises(Error, match="readonly"), one.journal.batch():
            one.journal.append(ask, world.here())
    assert one.rows("SELECT name FROM person") == [("An",)]
    assert verify(one.journal).clean


def test_what_one_act_cannot_do_it_does_not_half_do(one: Counter) -> None:
    one.append(named())
    with pytest.raises(CannotUndo):
        one.append(named("half"), Voided(event="A1-99", reason=Word("mistake")))
    assert one.rows("SELECT name FROM person") == [("An",)]
    assert [event.id for event in one.append(named("whole"))] == ["A1-2"]


def test_what_one_act_says_of_somebody_keeps_its_order(one: Counter) -> None:
    joined = world.MemberJoined(household=H1, person=PersonId("p1"), share=Word("full"))
    lent = [world.DeviceLent(device="d1", borrower=PersonId(who), due=DAY, deposit=Cents(5)) for who in ("p1", "p2")]
    back, dissolved = world.DeviceBack(device="d1"), world.HouseholdDissolved(household=H1)
    phone = world.PersonNamed(person=PersonId("p9"), phone="1")
    one.append(joined, lent[0], phone, named("An"), dissolved, back, lent[1], named("Anna"), joined, dissolved)
    assert one.rows("SELECT * FROM member") == []
    assert one.rows("SELECT borrower FROM loan") == [("p2",)]
    assert verify(one.journal).clean


def test_in_a_batch_one_act_may_fail_and_the_others_stand(one: Counter) -> None:
    with one.journal.batch():
        one.append(named("first"))
        with pytest.raises(CannotUndo):  # the kind's number was given in what failed
            one.append(world.ParcelCollected(household=H1, size=1), Voided(event="A1-77", reason=Word("mistake")))
        one.append(world.SettingChanged(setting="x", value=1, day=DAY))
        one.append(world.ParcelCollected(household=H1, size=2))
    assert one.rows("SELECT size FROM visit") == [(2,)]
    assert [event.kind for event, _ in one.all()][1:] == ["world.setting_changed", "world.parcel_collected"]
    assert verify(one.journal).clean


def test_in_a_whole_batch_nothing_stands_when_one_act_failed(one: Counter) -> None:
    one.append(named("before"))
    with pytest.raises(RuntimeError), one.journal.batch(whole=True):
        one.append(world.ParcelCollected(household=H1, size=1))
        with pytest.raises(CannotUndo):
            one.append(named("half"), Voided(event="A1-77", reason=Word("mistake")))
    assert one.rows("SELECT size FROM visit") == []
    with one.journal.batch(whole=True):
        one.append(world.ParcelCollected(household=H1, size=2))
        one.append(world.ParcelCollected(household=H1, size=3))
    assert [event.id for event, _ in one.all()] == ["A1-1", "A1-2", "A1-3"]
    assert verify(one.journal).clean


def test_a_batch_that_fails_leaves_nothing_and_the_next_append_is_in_place(one: Counter) -> None:
    one.append(named("before"))
    with pytest.raises(ZeroDivisionError), one.journal.batch():
        one.append(world.ParcelCollected(household=H1, size=1))
        raise ZeroDivisionError
    assert [event.id for event in one.append(world.ParcelCollected(household=H1, size=2))] == ["A1-2"]
    assert one.rows("SELECT size FROM visit") == [(2,)]
    assert verify(one.journal).clean


def test_a_full_disk_in_the_middle_of_an_act_leaves_the_journal_usable(one: Counter) -> None:
    one.append(named("before"))
    (pages,) = one.rows("PRAGMA page_count")[0]
    one.journal.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFull):
        for n in range(1000):
            one.append(world.PersonNamed(person=PersonId(f"p{n}"), name="x" * 900))
    one.journal.db.execute("PRAGMA max_page_count=100000")
    one.append(named("after"))
    assert one.rows("SELECT name FROM person WHERE subject='p1'") == [("after",)]
    assert verify(one.journal).clean


def test_undoing_twice_or_undoing_an_undoing_is_refused(one: Counter) -> None:
    one.append(named())
    undone = one.append(Voided(event="A1-1", reason=Word("mistake")))
    for target in ("A1-1", undone[0].id, "A1-44", "Z9-1", "nonsense", "A1-01", "A1- 1", "A1-99999999999999"):
        with pytest.raises(CannotUndo):
            one.append(Voided(event=target, reason=Word("mistake")))


@pytest.mark.parametrize("name", ["half a letter \ud800", "\udcff"])
def test_text_that_is_no_text_is_refused_in_a_sentence(one: Counter, name: str) -> None:
    with pytest.raises(NotUnderstood):
        one.append(named(name))
    one.append(named("\0 NUL and all, \U0001f600"))
    assert verify(one.journal).clean


def test_a_subject_is_somebody_or_something(one: Counter) -> None:
    for nobody in ("", None, 7):
        with pytest.raises(NotUnderstood):
            one.append(world.PersonNamed(person=nobody, name="An"))  # type: ignore[arg-type]


def test_what_a_table_cannot_hold_is_not_recorded(tmp_path: Path) -> None:
    one = counter(tmp_path / "b.db", "B1", kinds=(*KINDS, WronglyTyped), tables=(*TABLES, WRONG))
    with pytest.raises(NotUnderstood, match="wrongly_typed cannot be recorded"):
        one.append(WronglyTyped(thing="coat"))
    one.store.close()


def test_two_tables_of_one_name_or_a_table_of_nobody_are_refused_at_once(tmp_path: Path) -> None:
    for kinds, tables in (((*KINDS, WronglyTyped), TABLES), (KINDS, (*TABLES, TABLES[0]))):
        with pytest.raises(ValueError, match="declared twice or not at all"):
            counter(tmp_path / f"{len(tables)}.db", "B1", kinds=kinds, tables=tables)


def test_an_origins_name_is_given_once(one: Counter) -> None:
    for name in ("A1", "", "no good", "A1-2"):
        with pytest.raises(NotUnderstood):
            one.journal.begin_origin(OriginName(name))
    one.journal.begin_origin(OriginName("B1"))
    assert one.append(named())[0].id == "B1-1"


def test_the_clock_set_back_does_not_set_the_order_back(one: Counter) -> None:
    one.append(named("first"))
    one.clock.at = one.clock.at.replace(year=2001)
    one.append(named("second"))
    assert one.rows("SELECT name FROM person") == [("second",)]
    assert verify(one.journal).clean


def test_two_processes_append_to_one_chain(tmp_path: Path) -> None:
    one, other = counter(tmp_path / "a.db", "A1"), counter(tmp_path / "a.db", None)
    for n in range(5):
        assert one.append(named(f"one {n}"))[0].seq == 2 * n + 1
        assert other.append(named(f"other {n}"))[0].seq == 2 * n + 2
    assert verify(one.journal).clean and verify(other.journal).clean
    one.store.close()
    other.store.close()


def test_what_another_process_merged_or_forgot_is_noticed(tmp_path: Path) -> None:
    """Who is one with whom, and who is forgotten, is remembered between two appends: for as long as nobody else wrote."""
    one, other = counter(tmp_path / "a.db", "A1"), counter(tmp_path / "a.db", None)
    parcel = world.ParcelCollected(household=H1, collector=PersonId("p2"), size=1)
    one.append(parcel)
    other.append(Merged(one=ClientId("p1"), other=ClientId("p2")))
    one.append(parcel)
    assert one.rows("SELECT collector FROM visit") == [("p1",), ("p1",)]
    other.append(Forgotten(whose=hidden("p2"), why=Word("request")))
    one.append(parcel)
    assert one.rows("SELECT collector FROM visit") == [(None,), (None,), (None,)]
    assert verify(one.journal).clean
    one.store.close()
    other.store.close()


def test_a_merge_that_came_to_nothing_is_not_remembered(one: Counter) -> None:
    parcel = world.ParcelCollected(household=H1, collector=PersonId("p2"), size=1)
    merged = Merged(one=ClientId("p1"), other=ClientId("p2"))
    forgotten = Forgotten(whose=hidden("p2"), why=Word("request"))
    impossible = Voided(event="A1-99", reason=Word("mistake"))
    for broken in (merged, forgotten):
        with pytest.raises(CannotUndo):
            one.append(broken, parcel, impossible)
        one.append(parcel)
        with one.journal.batch():
            with pytest.raises(CannotUndo):
                one.append(broken, parcel, impossible)
            one.append(parcel)
    assert one.rows("SELECT collector FROM visit") == [("p2",)] * 4
    assert verify(one.journal).clean


def test_a_process_of_before_an_update_writes_nothing_into_tables_it_does_not_know(tmp_path: Path) -> None:
    old = counter(tmp_path / "a.db", "A1")
    old.append(named())
    person = state("person", {"name": "text", "born": "day", "phone": "text", "town": "text"})

    @kind("world.person_named", keep="registry", puts=(person,), version=3, upcast=world.PersonNamed.UPCAST | {2: dict})
    class Named(world.PersonNamed):
        def rows(self, event: Event) -> Iterator[Row]:
            yield person.row(name=self.name, town="Gent")

    kinds = (Named, *(each for each in KINDS if each is not world.PersonNamed))
    new = counter(tmp_path / "a.db", None, kinds=kinds, tables=(person, *TABLES[1:]))
    assert new.rows("SELECT name, town FROM person") == [("An", "Gent")]
    for what in (lambda: old.append(named("late")), lambda: old.journal.receive([])):
        with pytest.raises(TooNew):
            what()
    assert verify(new.journal).clean
    for each in (old, new):
        each.store.close()


def test_a_writer_that_is_busy_too_long_is_said_so(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    store = Store(one.store.path, world.KEY, wait=lambda seconds: None)
    other = world.Journal(store, KINDS, TABLES)
    with one.journal.batch():
        one.append(named())
        with pytest.raises(Busy):
            other.append(lambda: [named()], world.here())
    assert other.append(lambda: [named("then")], world.here())[0].id == "A1-2"
    store.close()
    one.store.close()
