"""Every question on the scan path is answered from an index."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk

from .told import collect, in_need, scan

READS = ("foodbank_", "core_served")


def test_no_question_of_a_scan_reads_a_whole_table(house: HouseOnDisk) -> None:
    house.set("foodbank.frequency", "distribution")
    fatima = house.with_household(2, ("2026-08-01",), enrolled=("foodbank",))
    asked: set[str] = set()
    db = house.kiosk.store.db
    db.set_trace_callback(asked.add)
    collect(house, fatima)
    in_need(house, fatima)
    scan(house, fatima)
    db.set_trace_callback(None)
    own = [sql for sql in asked if sql.startswith("SELECT") and any(f" {name}" in sql for name in READS)]
    assert len(own) >= 6
    for sql in own:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step], (sql, plan)
