"""A plugin that is away misses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import HouseholdId, PersonId, Word
from kiosk_core.journal import Event, Row, Voided

from . import world
from .world import counter, readings

DAY = date(2024, 5, 1)


def test_an_undoing_that_brings_a_row_back_is_not_slept_through(tmp_path: Path) -> None:
    """The row is not there, so nothing seems to go; it comes back with the plugin."""
    one = counter(tmp_path / "a.db", "A1")
    one.append(world.DeviceLent(device="d1", borrower=PersonId("p1"), due=DAY, deposit=5))
    back = one.append(world.DeviceBack(device="d1"))
    one.store.close()
    without = counter(tmp_path / "a.db", None, kinds=world.CORE, tables=world.CORE_TABLES)
    without.append(Voided(event=back[0].id, reason=Word("mistake")))
    without.store.close()
    again = counter(tmp_path / "a.db", None)
    assert again.rows("SELECT borrower FROM loan") == [("p1",)]
    assert verify(again.journal).clean
    again.store.close()


def test_what_arrives_meanwhile_waits_and_is_named_and_comes_with_the_plugin(tmp_path: Path) -> None:
    sender = counter(tmp_path / "a.db", "A1")
    with sender.journal.batch():
        for n in range(450):
            sender.append(world.DeviceLent(device=f"d{n % 7}", borrower=PersonId("p1"), due=DAY, deposit=n))
    without = counter(tmp_path / "b.db", None, kinds=world.CORE, tables=world.CORE_TABLES)
    assert without.journal.receive(sender.all()).refused == ()
    report = verify(without.journal)
    assert report.clean and report.waiting == ("world.device_lent v1",)
    without.store.close()
    here = counter(tmp_path / "b.db", None)
    assert readings(here) == readings(sender)
    assert verify(here.journal).waiting == ()
    here.store.close()
    sender.store.close()


def test_a_broken_kind_is_tried_once_with_its_code_and_again_when_that_is_mended(tmp_path: Path) -> None:
    """Or one broken plugin with a long history would make every start of the counter slow."""
    tried = []

    class Breaks(world.ParcelCollected):
        def rows(self, event: Event) -> Iterator[Row]:
            tried.append(event.id)
            raise KeyError(event.kind)

    broken = tuple(Breaks if kind is world.ParcelCollected else kind for kind in world.KINDS)
    sender = counter(tmp_path / "a.db", "A1")
    parcels = [
        sender.append(world.ParcelCollected(household=HouseholdId(f"h{n}"), collector=None, size=n)) for n in range(30)
    ]
    here = counter(tmp_path / "b.db", None, kinds=broken)
    here.journal.receive(sender.all())
    openings = []
    for _ in range(3):
        here.store.close()
        tried.clear()
        here = counter(tmp_path / "b.db", None, kinds=broken)
        openings.append(len(tried))
    assert openings == [len(parcels), 0, 0]
    assert verify(here.journal).waiting == ("world.parcel_collected v1: KeyError",)
    here.store.close()
    mended = counter(tmp_path / "b.db", None)
    assert readings(mended) == readings(sender)
    mended.store.close()
    sender.store.close()
