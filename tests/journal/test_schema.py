"""A house that an earlier version of the program made opens with this one, and the other way round says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import TooNew
from kiosk_core.domain.ids import HouseholdId
from kiosk_core.journal import fact, state
from kiosk_core.journal.schema import NEWEST

from . import world
from .world import counter


def version_of(path: Path) -> int:
    one = counter(path, None)
    (found,) = one.rows("PRAGMA user_version")[0]
    one.store.close()
    return int(found)


def test_a_house_of_the_first_version_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one = counter(path, "A1")
    one.append(world.ParcelCollected(household=HouseholdId("h1"), collector=None, size=3))
    with one.store.writing() as db:
        db.execute("DROP TABLE local_tried")
        db.execute("DROP INDEX event_day")
        db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm002%'")
        db.execute("PRAGMA user_version=1")
    one.store.close()
    again = counter(path, None)
    assert again.rows("SELECT size FROM visit") == [(3,)]
    assert again.rows("SELECT count(*) FROM local_tried") == [(0,)]
    assert verify(again.journal).clean
    again.store.close()
    assert version_of(path) == NEWEST


def test_a_house_of_a_later_version_stays_shut(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one = counter(path, "A1")
    with one.store.writing() as db:
        db.execute(f"PRAGMA user_version={NEWEST + 1}")
    one.store.close()
    with pytest.raises(TooNew):
        counter(path, None)


def test_a_fact_has_the_indexes_that_it_declares_and_a_state_one_more_for_who_it_names() -> None:
    """Each is a page more that every act reads and writes; facts follow a merge by their event."""
    seen = fact("seen", {"who": "id", "by": "id", "what": "text"}, indexes=(("who", "day"),))
    has = state("has", {"what": "text", "who": "id"}, key=("what",))
    assert seen.index_columns == [("who", "day")]
    assert has.index_columns == [("who",), ("subject",)]
