"""A printer on a socket, a queue in a real store, and a slip as a house would print it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk_core.domain.receipts import Block, Line, Picture, Qr, Receipt, Rule
from kiosk_core.domain.texts import ENGLISH, Sentence
from kiosk_core.printing import spool
from kiosk_core.printing.jobs import Job
from kiosk_core.printing.profile import Profile, Tcp
from kiosk_core.printing.worker import Worker
from kiosk_core.store import Store

ROOT = Path(__file__).parents[2]
CODE = "BCDEFGHIJKLNPRSTU"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def house_picture():
    from PIL import Image, ImageDraw

    image = Image.new("L", (200, 60), 255)
    ImageDraw.Draw(image).rectangle((10, 10, 189, 49), fill=0)
    return image


def slip(text: str = "Voedselpakket", **changes) -> Receipt:
    head = Block("head", (Line("Sociaal Huis", style="large", centred=True), Line("25/11/2026", "A1042", "small")))
    body = Block("body", (Rule(), Line(text, "€ 3,50", "strong"), Line("Brood, melk, groenten")))
    foot = Block("foot", (Picture("tests.printing.conftest:house_picture", Sentence("A house")), Qr(CODE)))
    return Receipt((foot, head, body), **changes)


@dataclass
class FakePrinter:
    folder: Path
    process: subprocess.Popen

    @property
    def address(self) -> Tcp:
        return Tcp("127.0.0.1", int((self.folder / "port").read_text()))

    def becomes(self, mode: str) -> None:
        beside = self.folder / "mode.set"
        beside.write_text(mode)
        beside.replace(self.folder / "mode")

    @property
    def printed(self) -> list[bytes]:
        paper = self.folder / "printed"
        # The last line may still be on its way.
        return [bytes.fromhex(line) for line in paper.read_text().split("\n")[:-1]] if paper.exists() else []


def until(true, seconds: float = 20) -> None:
    """Waits for something that another process does."""
    for _ in range(int(seconds / 0.01)):
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[FakePrinter]:
    folder = tmp_path / "printer"
    folder.mkdir()
    (folder / "mode").write_text("ok")
    process = subprocess.Popen([sys.executable, "-m", "tests.printing.fake_printer", str(folder)], cwd=ROOT)
    fake = FakePrinter(folder, process)
    until(lambda: (folder / "port").exists())
    yield fake
    process.kill()
    process.wait()


@dataclass
class Counter:
    """A store with its queue, and a worker that prints 'slip ACT' for each act."""

    store: Store
    profile: Profile
    now: datetime = NOON
    translations: dict = field(default_factory=dict)
    composed: list[Job] = field(default_factory=list)
    drawer: bool = False

    def clock(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def queue(self, act: str, what: spool.What = "slip") -> spool.JobId:
        with self.store.writing() as db:
            return spool.queue(db, act, "foodbank.parcel", counter="desk", at=self.now, what=what)

    def compose(self, job: Job) -> Receipt:
        self.composed.append(job)
        return slip(f"slip {job.act}", open_drawer=self.drawer)

    def worker(self, **changes) -> Worker:
        jobs = spool.Spool(self.store, "desk", self.clock)
        given = {"translations": self.translations, "back_off": (0.01,), **changes}
        compose = given.pop("compose", self.compose)
        return Worker(jobs, compose, lambda: self.profile, lambda: ENGLISH, self.clock, **given)

    def summary(self) -> spool.Summary:
        return spool.summary(self.store.db, "desk")

    def answer(self, printed: bool) -> None:
        with self.store.writing() as db:
            assert spool.answer(db, self.summary().question, printed)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = Store(tmp_path / "house.db", None, create=True)
    with store.writing() as db:
        for statement in spool.LOCAL_TABLES:
            db.execute(statement)
    yield Counter(store, Profile())
    store.close()
