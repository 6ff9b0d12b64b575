"""The PC dies at 13:55, in the middle of the distribution. The afternoon goes on with the list on paper; the next morning it
is entered. Nothing is lost, nothing counts twice, and figures, cash list and closing agree."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from kiosk_foodbank import day as days
from kiosk_foodbank import day_list, from_paper

from kiosk_core import Cents, Changed, Shift
from kiosk_core.care.verification import verify
from kiosk_core.testing import HouseOnDisk

from .test_figures import figures

HOUSEHOLDS, SERVED, DUE = 24, 6, 200
DISTRIBUTION = date(2026, 11, 27)
COUNTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import kiosk_foodbank
from kiosk_core import CASH, Cents, Payment
from kiosk_core.testing import HouseOnDisk
house = HouseOnDisk(Path(sys.argv[1]), [kiosk_foodbank])
house.moment = datetime(2026, 11, 27, 12, 55, tzinfo=UTC)
shift = house.at("foodbank", "volunteer")
for card in sys.argv[2:]:
    shift.record(shift.scan(card).offers[0], [Payment(CASH, Cents(200))])
    print(card, flush=True)
"""
"""A counter that serves one after the other, and says so once each is recorded."""


def served_until_it_died(house: HouseOnDisk, cards: list[str]) -> list[str]:
    """The cards whose parcel the counter acknowledged before it was killed, while it served on."""
    counter = subprocess.Popen(
        [sys.executable, "-c", COUNTER, str(house.path), *cards],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert counter.stdout is not None
    acknowledged = [counter.stdout.readline().strip() for _ in range(SERVED)]
    os.kill(counter.pid, signal.SIGKILL)
    acknowledged += counter.stdout.read().split()
    assert counter.wait() == -signal.SIGKILL
    return acknowledged


def entered(shift: Shift, number: str) -> bool:
    """Whether the line counts."""
    return from_paper.enter_or_doubt(shift, from_paper.look(shift, number, DISTRIBUTION), paid=True)[1]


def test_the_pc_dies_the_afternoon_goes_on_on_paper_and_nothing_is_lost(house: HouseOnDisk, tmp_path: Path) -> None:
    house.set("foodbank.contribution", "2")
    house.set("foodbank.weekdays", "fr")
    house.set("foodbank.list_folder", str(tmp_path), counter="balie")
    with house.kiosk.journal.batch():
        known = [house.with_household(enrolled=("foodbank",)) for _ in range(HOUSEHOLDS)]
    numbers = [one.client.number.partition(".")[0] for one in known]
    shift = house.at("foodbank", "volunteer")
    listed = day_list.at_closing(shift)
    assert listed is not None and (listed.day, listed.households) == (DISTRIBUTION, HOUSEHOLDS)

    house.moment = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    days.open_day(shift)
    on_screen = served_until_it_died(house, [one.card for one in known])
    after = len(on_screen)
    with pypdfium2.PdfDocument(listed.file) as document:
        on_paper = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    assert all(number in on_paper for number in numbers), "the list lies in the drawer, whatever the PC does"

    # Of the one who stood there when it died nobody knows whether it was recorded: it is ticked. One is ticked by mistake.
    ticked = [*numbers[after : HOUSEHOLDS - 2], numbers[0]]
    house.moment = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
    recorded = days.totals(house.kiosk.house, "balie", DISTRIBUTION).regular
    assert after <= recorded <= after + 1, "what was acknowledged is there, and at most the one in the middle"
    assert from_paper.usual_day(shift) == DISTRIBUTION
    counts = [entered(shift, number) for number in ticked]
    assert counts.count(False) == 1 + recorded - after, "a doubled parcel is said"
    came = HOUSEHOLDS - 2
    found = days.totals(house.kiosk.house, "balie", DISTRIBUTION)
    assert (found.regular, found.cash, found.owed) == (came, came * DUE, 0)

    days.close_day(shift, Cents(came * DUE), DISTRIBUTION)
    closed = days.show(house.kiosk.house, "balie", DISTRIBUTION)
    assert (closed.served, closed.totals, closed.difference) == (came, found, 0)
    assert days.entered_late(house.kiosk.house, DISTRIBUTION) == counts.count(True)
    figure = figures(house, "parcels")
    assert (figure["regular"], figures(house, "entered_late")[""]) == (came, counts.count(True))
    waiting = from_paper.doubts(house.at("foodbank"))
    assert {one.number for one in waiting} >= {numbers[0]} and len(waiting) == counts.count(False)
    assert verify(house.kiosk.journal).clean
    with pytest.raises(Changed, match="already"):
        entered(shift, numbers[0])
