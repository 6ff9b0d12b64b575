"""The queue before the printer, and what the worker makes of it: order, once, asked rather than twice, nothing kept."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from kiosk_core.domain.errors import Busy, NotFound
from kiosk_core.domain.receipts import Receipt
from kiosk_core.domain.texts import Sentence
from kiosk_core.printing import spool
from kiosk_core.printing.connection import PAPER_OUT, SENT, Outcome, send
from kiosk_core.printing.profile import File, Profile

from .conftest import NOON, slip
from .decoder import Pulse, decode, text_of

BROKEN_OFF = Outcome("closed", Sentence("The printer went off during a slip."), begun=True)


@pytest.fixture
def paper(counter, tmp_path):
    """A counter whose printer is a file, and what is on it."""
    counter.profile = Profile(File(tmp_path / "paper.bin"))
    return lambda: decode((tmp_path / "paper.bin").read_bytes())


def answers(*outcomes: Outcome):
    """A `send` that has begun where the outcome says so."""
    coming = iter(outcomes)

    def made(data, profile, begin):
        outcome = next(coming)
        if outcome.begun or outcome.sent:
            begin()
        return outcome

    return made


def rows(counter) -> list[tuple]:
    return [(row.job.act, row.state, row.trouble) for row in spool.waiting(counter.store.db, "desk")]


def test_a_job_is_stored_without_a_word_of_its_text(counter):
    counter.queue("ABKTR-7")
    ((*row,),) = counter.store.db.execute("SELECT * FROM local_spool").fetchall()
    assert row == [1, "desk", "ABKTR-7", "foodbank.parcel", "slip", "waiting", "", int(NOON.timestamp() * 1000), 0]


def test_a_job_whose_act_came_to_nothing_was_never_queued(counter):
    class Changed(Exception):
        pass

    with pytest.raises(Changed), counter.store.writing() as db:
        spool.queue(db, "a", counter="desk", at=NOON)
        raise Changed
    assert rows(counter) == []


def test_another_counters_jobs_stay_where_they_are(counter, paper):
    with counter.store.writing() as db:
        spool.queue(db, "theirs", counter="till", at=NOON)
        spool.queue(db, "anybody's", at=NOON)
    worker = counter.worker()
    worker.step()
    worker.step()
    assert [job.act for job in counter.composed] == ["anybody's"]
    assert [row.job.act for row in spool.waiting(counter.store.db, "till")] == ["theirs"]


def test_a_job_without_a_moment_is_as_old_as_the_clock_of_the_file_says(counter):
    from datetime import UTC, datetime

    with counter.store.writing() as db:
        spool.queue(db, "a", counter="desk")
    (row,) = spool.waiting(counter.store.db, "desk")
    assert abs(datetime.now(UTC) - row.job.queued) < timedelta(minutes=1)


def test_a_worker_that_died_in_mid_job_leaves_a_question_not_a_second_slip(counter, paper):
    first, second = (counter.queue(act) for act in "ab")
    with counter.store.writing() as db:
        assert spool.begin(db, first, "desk", counter.now)
        assert spool.next_waiting(db, "desk") is None and not spool.begin(db, second, "desk", counter.now), (
            "one at a time"
        )
    counter.later(61)
    counter.worker().step()
    assert rows(counter) == [("a", "asked", "closed")]
    assert "slip b" in text_of(paper()) and "slip a" not in text_of(paper())


def test_a_clock_set_back_does_not_block_the_queue(counter):
    job = counter.queue("a")
    with counter.store.writing() as db:
        spool.begin(db, job, "desk", counter.now)
    counter.later(-86_400)
    counter.worker().step()
    assert rows(counter) == [("a", "asked", "closed")]


def test_two_workers_take_each_job_once(counter, paper, tmp_path):
    from kiosk_core.store import Store

    for n in range(20):
        counter.queue(f"act{n}")
    taken = []

    def work() -> None:
        store = Store(counter.store.path, None)
        jobs = spool.Spool(store, "desk", counter.clock)
        while len(taken) < 20:
            if job := jobs.next_job():
                with suppress(NotFound):
                    jobs.begin(job)
                    taken.append(job.act)
                    jobs.done(job)
        store.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [f"act{n}" for n in range(20)]


@pytest.mark.parametrize(
    ("outcome", "row", "says"),
    [
        (PAPER_OUT, ("a", "waiting", "paper_out"), "The printer has no paper. 1 slip is waiting."),
        (BROKEN_OFF, ("a", "asked", "closed"), "Did this slip print?"),
        (Outcome("failed", Sentence("No printer.")), ("a", "failed", "failed"), "1 slip could not be printed."),
        (SENT, None, "None"),
    ],
)
def test_what_became_of_a_job_stands_in_the_status_line(counter, outcome, row, says):
    counter.queue("a")
    counter.worker(send=answers(outcome)).step()
    assert rows(counter) == ([row] if row else [])
    assert str(counter.summary().says()) == says


def test_who_dies_before_a_printer_that_is_off_leaves_no_question(counter, printer):
    class PowerCut(BaseException):
        pass

    def dies(*sent) -> None:
        raise PowerCut

    counter.queue("a")
    printer.process.kill()
    printer.process.wait()
    counter.profile = Profile(printer.address, timeout=0.2)
    worker = counter.worker()
    worker.step()
    worker._jobs = type("Jobs", (), {"next_job": worker._jobs.next_job, "begin": worker._jobs.begin, "failed": dies})()
    with pytest.raises(PowerCut):
        worker.step()
    counter.later(61)
    counter.worker().step()
    assert rows(counter) == [("a", "waiting", "off")]


def test_a_job_that_is_dropped_while_the_printer_is_reached_for_is_not_sent(counter, paper):
    job = counter.queue("a")
    counter.queue("b")

    def reaches(data, profile, begin):
        with counter.store.writing() as db:
            spool.drop(db, job)
        return send(data, profile, begin)

    counter.worker(send=reaches).step()
    assert rows(counter) == [("b", "waiting", "")]
    counter.worker().step()
    assert "slip b" in text_of(paper()) and "slip a" not in text_of(paper())


def test_a_question_about_a_slip_does_not_hide_that_the_printer_is_off(counter):
    for act in "ab":
        counter.queue(act)
    counter.worker(send=answers(BROKEN_OFF)).step()
    counter.worker(send=answers(Outcome("off", Sentence("Off.")))).step()
    assert str(counter.summary().says()) == "Did this slip print? The printer is off. 1 slip is waiting."


def test_a_slip_that_cannot_be_composed_does_not_stop_the_next(counter, paper):
    def compose(job):
        if job.act == "gone":
            raise NotFound(what="gone")
        if job.act == "bug":
            raise ZeroDivisionError
        return slip(f"slip {job.act}")

    for act in ("gone", "bug", "good"):
        counter.queue(act)
    worker = counter.worker(compose=compose)
    assert [worker.step() for _ in range(3)] == [0, 0, 0]
    assert rows(counter) == [("gone", "failed", "failed"), ("bug", "failed", "failed")]
    assert "slip good" in text_of(paper())
    with counter.store.writing() as db:
        assert spool.retry(db, "desk") == 2
    assert [state for _, state, _ in rows(counter)] == ["waiting", "waiting"]


def test_a_store_that_is_busy_is_tried_again(counter, paper):
    class Stubborn:
        times = 0

        def next_job(self):
            self.times += 1
            if self.times == 1:
                raise Busy
            return jobs.next_job()

        def begin(self, job):
            jobs.begin(job)

        def done(self, job):
            jobs.done(job)

        def failed(self, job, outcome):
            jobs.failed(job, outcome)

    counter.queue("a")
    jobs = spool.Spool(counter.store, "desk", counter.clock)
    worker = counter.worker()
    worker._jobs = Stubborn()
    assert worker.step() == 0.01
    assert worker.step() == 0
    assert rows(counter) == []


def test_trouble_is_waited_out_longer_each_time(counter):
    counter.queue("a")
    worker = counter.worker(send=answers(PAPER_OUT, PAPER_OUT, PAPER_OUT, SENT), back_off=(1.0, 2.0))
    assert [worker.step() for _ in range(4)] == [1.0, 2.0, 2.0, 0.0]


def test_a_translation_is_printed_once_under_the_dutch_and_stands_nowhere(counter, paper, tmp_path):
    class French:
        def gettext(self, message):
            return {"Bread": "Pain français"}.get(message, message)

        def ngettext(self, one, many, n):
            return one

    def compose(job):
        from kiosk_core.domain.receipts import Block, Line

        return Receipt((Block("body", (Line(Sentence("Bread"), "2"),)),))

    job = counter.queue("a")
    counter.translations[job] = (French(), "Vertaling - Traduction")
    counter.queue("a", "copy")
    worker = counter.worker(compose=compose)
    worker.step()
    worker.step()
    shown = [line.split() for line in text_of(paper()).splitlines() if line]
    assert shown == [
        ["Bread", "2"], ["-" * 42], ["Vertaling", "-", "Traduction"], ["Pain", "français", "2"],
        ["KOPIE", "-", "COPY"], ["Bread", "2"],
    ]  # fmt: skip
    assert counter.translations == {}
    for path in tmp_path.glob("house.db*"):
        assert b"fran" not in path.read_bytes() and b"Traduction" not in path.read_bytes()


@pytest.mark.parametrize(("after", "opens"), [(1, 1), (31, 0)])
def test_a_drawer_opens_with_a_fresh_slip_and_never_by_itself_later(counter, paper, after, opens):
    counter.drawer = True
    counter.queue("a")
    counter.queue("", "drawer")
    counter.later(after)
    worker = counter.worker()
    worker.step()
    worker.step()
    assert sum(isinstance(item, Pulse) for item in paper()) == 2 * opens
    assert rows(counter) == []


def test_a_test_slip_and_a_copy_go_through_the_same_queue(counter, paper):
    counter.drawer = True
    counter.queue("", "test")
    counter.queue("a", "copy")
    worker = counter.worker()
    worker.step()
    worker.step()
    assert "KOPIE - COPY" in text_of(paper()) and "CP1252" in text_of(paper())
    assert not [item for item in paper() if isinstance(item, Pulse)]


def test_a_changed_setting_holds_at_the_next_slip(counter, paper):
    worker = counter.worker()
    counter.profile = Profile(None)
    counter.queue("a")
    worker.step()
    assert rows(counter) == [("a", "failed", "failed")]


def test_a_forgotten_client_has_no_slip_waiting_and_a_job_can_be_dropped(counter):
    dropped = counter.queue("b")
    counter.queue("a")
    with counter.store.writing() as db:
        spool.forget(db, ["a"])
        assert spool.drop(db, dropped)
        assert not spool.drop(db, dropped) and not spool.answer(db, dropped, printed=True)
    assert rows(counter) == []


def test_an_empty_queue_costs_no_transaction(counter):
    version = counter.store.data_version()
    assert counter.worker().step() > 0
    job = counter.queue("a")
    with counter.store.writing() as db:
        spool.begin(db, job, "desk", counter.now)
        spool.put_back(db, job, BROKEN_OFF)
    changes = counter.store.db.total_changes
    assert counter.worker().step() > 0
    assert (counter.store.db.total_changes, counter.store.data_version()) == (changes, version)
    plan = counter.store.db.execute(
        "EXPLAIN QUERY PLAN SELECT 1 FROM local_spool WHERE counter IN ('', ?) AND state IN ('waiting', 'sending')",
        ("d",),
    ).fetchall()
    assert all("local_spool_by_state" in row[-1] for row in plan)


def test_the_worker_ends_when_it_is_told_and_is_woken_by_a_job(counter, paper, tmp_path):
    from kiosk_core.store import Store

    stop, wake = threading.Event(), threading.Event()

    def work() -> None:
        store = Store(counter.store.path, None)
        from .conftest import Counter

        Counter(store, counter.profile, counter.now).worker().run(stop, wake)
        store.close()

    thread = threading.Thread(target=work)
    thread.start()
    counter.queue("a")
    wake.set()
    from .conftest import until

    until(lambda: (tmp_path / "paper.bin").exists() and not rows(counter))
    stop.set()
    wake.set()
    thread.join(5)
    assert not thread.is_alive()
