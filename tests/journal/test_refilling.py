"""A changed declaration is filled again beside the working counter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import Busy
from kiosk_core.domain.ids import Cents, ClientId, HouseholdId, OriginName, PersonId, Word
from kiosk_core.journal import (
    Event,
    Forgotten,
    Journal,
    Kind,
    Merged,
    Row,
    Table,
    Voided,
    declaring,
    fact,
    kind,
    state,
    subject,
)
from kiosk_core.journal.envelope import hidden
from kiosk_core.store import Store

from . import world
from .world import KEY, TABLES, Counter, Ticking, counter, redeclared

DAY = date(2024, 5, 1)
H1 = HouseholdId("h1")


def lived(one: Counter) -> None:
    with one.journal.batch():
        for n in range(40):
            p = PersonId(f"p{n % 5}")
            one.append(world.PersonNamed(person=p, name=f"Name {n}"))
            one.append(world.ParcelCollected(household=H1, collector=p, size=n))
            one.append(world.DeviceLent(device=f"d{n % 3}", borrower=p, due=DAY, deposit=Cents(n)))
            one.append(world.MemberJoined(household=H1, person=p, share=Word("full")))


def opened_with(path: Path, progress: Callable[[str, int, int], None]) -> Counter:
    store = Store(path, KEY)
    clock = Ticking()
    return Counter(Journal(store, *redeclared(), clock, progress), store, clock)


class Shouted(world.PersonNamed):
    """The same kind in the next release, where a name is written otherwise."""

    def rows(self, event: Event) -> Iterator[Row]:
        for row in super().rows(event):
            yield Row(LOUD, {**(row.values or {}), "name": self.name and self.name.upper()})


LOUD = replace(world.PERSON, edition=2)
Shouted.PUTS = (LOUD,)


def test_rows_that_are_made_otherwise_by_nothing_that_is_declared_are_made_anew_with_an_edition(tmp_path: Path) -> None:
    lived(first := counter(tmp_path / "a.db", "A1"))
    first.store.close()
    kinds = [Shouted if one is world.PersonNamed else one for one in world.KINDS]
    tables = [LOUD if one is world.PERSON else one for one in TABLES]
    store, clock = Store(tmp_path / "a.db", KEY), Ticking()
    new = Counter(Journal(store, kinds, tables, clock), store, clock)
    assert {name for (name,) in new.rows("SELECT name FROM person")} == {f"NAME {n}" for n in range(35, 40)}
    assert verify(new.journal).clean
    store.close()


MEANWHILE = {
    "a visit": lambda one: one.append(world.ParcelCollected(household=H1, collector=PersonId("p1"), size=77)),
    "a state": lambda one: one.append(world.PersonNamed(person=PersonId("p1"), name="Other")),
    "an undoing": lambda one: one.append(*(Voided(event=f"A1-{n}", reason=Word("mistake")) for n in (1, 2, 3, 4))),
    "a merge": lambda one: one.append(Merged(one=ClientId("p1"), other=ClientId("p2"))),
    "a merge undone": lambda one: one.append(
        Voided(event=one.append(Merged(one=ClientId("p1"), other=ClientId("p2")))[0].id, reason=Word("mistake"))
    ),
    "a forgetting": lambda one: one.append(Forgotten(whose=hidden("p1"), why=Word("request"))),
}


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("left", [declaring.LEFT, 0], ids=["at the swap", "in rounds"])
@pytest.mark.parametrize("times", [1, 4], ids=["once", "again and again"])
def test_what_happens_while_tables_are_filled_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, times: int, left: int
) -> None:
    monkeypatch.setattr(declaring, "LEFT", left)
    monkeypatch.setattr(declaring, "BESIDE", 2)
    lived(first := counter(tmp_path / "a.db", "A1"))
    first.store.close()
    store = Store(tmp_path / "a.db", KEY, wait=lambda seconds: None, patience=0.01)
    old = Counter(Journal(store, world.KINDS, TABLES, Ticking()), store, Ticking())
    done: list[str] = []

    def meanwhile(table: str, at: int, of: int) -> None:
        if table == "person" and len(done) < times and not (done and what == "an undoing"):
            try:
                MEANWHILE[what](old)
                done.append(what)
            except Busy:  # it was disturbed too often, and keeps the lock for the rest
                assert len(done) == declaring.BESIDE

    new = opened_with(tmp_path / "a.db", meanwhile)
    assert done
    report = verify(new.journal)
    assert report.clean, report.differing
    if what == "a forgetting":
        for table in TABLES:
            assert "'p1'" not in repr(new.rows(f"SELECT * FROM {table.stored}"))
    left = new.rows("SELECT name FROM sqlite_master WHERE name GLOB 'new_*' OR name GLOB 'old_*'")
    assert left == []
    for each in (old, new):
        each.store.close()


@pytest.mark.parametrize("left", [declaring.LEFT, 0], ids=["at the swap", "in rounds"])
def test_what_comes_from_elsewhere_into_a_hole_while_tables_are_filled_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    monkeypatch.setattr(declaring, "LEFT", left)
    lived(elsewhere := counter(tmp_path / "b.db", "B1"))
    sent = list(elsewhere.journal.sent(OriginName("B1")))
    old = counter(tmp_path / "a.db", "A1")
    lived(old)
    held_back = [sent[0], *sent[20:31:2], sent[97]]
    old.journal.receive([one for one in sent if one not in held_back])

    def meanwhile(table: str, at: int, of: int) -> None:
        if table == "person" and held_back:
            old.journal.receive([held_back.pop()])

    new = opened_with(tmp_path / "a.db", meanwhile)
    new.journal.receive(held_back)
    report = verify(new.journal)
    assert report.clean, report.differing
    for each in (elsewhere, old, new):
        each.store.close()


def test_a_plugin_that_is_new_in_a_house_with_a_history_reads_none_of_it(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    lived(one)
    visits = one.rows("SELECT count(*) FROM visit_all")
    one.store.close()
    toy = fact("toy", {"title": "text"})

    @kind("world.toy_lent", keep="visits", puts=(toy, world.VISIT))
    class ToyLent(Kind):
        toy: Word = subject()

        def rows(self, event: Event) -> Iterator[Row]:
            yield toy.row(title=self.toy)
            yield world.VISIT.row(size=1)

    def opened(*plugin: tuple[type, Table]) -> tuple[Counter, list[str]]:
        said: list[str] = []
        store = Store(tmp_path / "a.db", KEY)
        kinds, tables = [one for one, _ in plugin], [one for _, one in plugin]
        journal = Journal(
            store, (*world.KINDS, *kinds), (*TABLES, *tables), Ticking(), lambda table, *_: said.append(table)
        )
        return Counter(journal, store, Ticking()), said

    with_toys, said = opened((ToyLent, toy))
    assert said == [], "nothing that was put depends on it, in the tables of others neither"
    with_toys.append(ToyLent(toy=Word("bear")))
    assert with_toys.rows("SELECT title FROM toy") == [("bear",)]
    with_toys.store.close()
    again, said = opened((ToyLent, toy))
    assert said == [], "it was declared before its first event came"
    again.store.close()
    without, said = opened()
    assert said != [] and without.rows("SELECT count(*) FROM visit_all") == visits
    assert verify(without.journal).clean
    without.store.close()


def test_two_programs_that_fill_at_once_both_come_up(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    lived(one)
    one.store.close()
    both: list[Counter] = []

    def second(table: str, at: int, of: int) -> None:
        if not both:
            both.append(opened_with(tmp_path / "a.db", lambda table, at, of: None))

    both.append(opened_with(tmp_path / "a.db", second))
    assert len(both) == 2
    for each in both:
        report = verify(each.journal)
        assert report.clean, report.differing
        changed = each.journal.kinds[world.SettingChanged.KIND]
        assert each.append(changed(setting="x", value=1, day=DAY))
        each.store.close()


def test_a_filling_that_was_cut_off_is_begun_again_and_cleaned_up(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    lived(one)
    one.store.close()

    def cut(table: str, at: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened_with(tmp_path / "a.db", cut)
    new = opened_with(tmp_path / "a.db", lambda table, at, of: None)
    assert verify(new.journal).clean
    assert new.rows("SELECT name FROM sqlite_master WHERE name GLOB 'new_*' OR name GLOB 'old_*'") == []
    new.store.close()


def test_what_is_filled_does_not_wait_for_the_disk_and_the_swap_does(tmp_path: Path) -> None:
    """Then all before it is synced with it; what was replaced is cleared away afterwards, and it is said how far that is."""
    one = counter(tmp_path / "a.db", "A1")
    lived(one)
    one.store.close()
    store, said, told = Store(tmp_path / "a.db", KEY), list[str](), list[str]()
    store.db.set_trace_callback(said.append)
    journal = Journal(store, *redeclared(), Ticking(), lambda what, done, of: told.append(what))
    levels = {"filled": set[int](), "swapped": set[int](), "cleared": set[int]()}
    level = 2
    for sql in said:
        if sql.startswith("PRAGMA synchronous="):
            level = int(sql[-1])
        for what, begins in (
            ("filled", "INSERT OR REPLACE INTO new_"),
            ("swapped", "ALTER TABLE new_"),
            ("cleared", "DELETE FROM old_"),
        ):
            if sql.startswith(begins):
                levels[what].add(level)
    assert levels == {"filled": {1}, "swapped": {2}, "cleared": {1}}
    assert level == 2 and told[-1] == declaring.OLD
    assert verify(journal).clean
    store.close()


def test_a_table_may_become_of_the_other_shape(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1", kinds=(), tables=(state("thing", {"a": "int"}), fact("other", {"a": "int"})))
    one.store.close()
    two = counter(tmp_path / "a.db", None, kinds=(), tables=(fact("thing", {"a": "int"}), state("other", {"a": "int"})))
    names = {name for (name,) in two.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert {"thing", "thing_all", "other"} <= names and "other_all" not in names
    two.journal.begin_origin(OriginName("B1"))
    assert verify(two.journal).clean
    two.store.close()
