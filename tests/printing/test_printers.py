"""Good and bad printers, each a process of its own, and a real worker against them."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace

import pytest

from kiosk_core.printing.connection import send
from kiosk_core.printing.profile import File, Profile, Tcp, Usb

from .conftest import Counter, FakePrinter, until
from .decoder import decode, text_of


def acts(printer: FakePrinter) -> list[str]:
    """Which slips came out, in the order of the paper."""
    lines = (line for job in printer.printed for line in text_of(decode(job)).splitlines())
    return [line.split()[1] for line in lines if line.startswith("slip ")]


def on(counter: Counter, printer: FakePrinter, **changes) -> None:
    counter.profile = Profile(printer.address, timeout=0.3, **changes)


def run(counter: Counter, steps: int) -> None:
    worker = counter.worker()
    for _ in range(steps):
        worker.step()


@pytest.mark.parametrize("mode", ["ok", "slow", "empty"])
def test_each_slip_comes_out_once_and_in_order(counter, printer, mode):
    printer.becomes(mode)
    on(counter, printer)
    for act in "abcd":
        counter.queue(act)
    run(counter, 4)
    until(lambda: len(printer.printed) == 4)
    assert acts(printer) == ["a", "b", "c", "d"]
    assert counter.summary().says() is None


def test_a_printer_that_never_answers_is_not_asked(counter, printer):
    printer.becomes("silent")
    on(counter, printer, answers="silent")
    counter.queue("a")
    run(counter, 1)
    until(lambda: acts(printer) == ["a"])
    assert counter.summary().waiting == 0


@pytest.mark.parametrize(("mode", "trouble"), [("never", "timeout"), ("paper out", "paper_out")])
def test_while_a_printer_does_not_print_jobs_wait_and_later_each_comes_out_once(counter, printer, mode, trouble):
    printer.becomes(mode)
    on(counter, printer)
    for act in "abc":
        counter.queue(act)
    run(counter, 3)
    assert (counter.summary().waiting, counter.summary().trouble) == (3, trouble)
    assert printer.printed == []
    printer.becomes("ok")
    run(counter, 3)
    until(lambda: len(printer.printed) == 3)
    assert acts(printer) == ["a", "b", "c"]


def test_a_printer_that_is_off_is_noticed_and_the_job_waits(counter, printer):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    counter.profile = Profile(Tcp("127.0.0.1", port), timeout=0.3)
    counter.queue("a")
    run(counter, 2)
    assert str(counter.summary().says()) == "The printer is off. 1 slip is waiting."
    on(counter, printer)
    run(counter, 1)
    until(lambda: acts(printer) == ["a"])


def test_a_host_that_hangs_while_connecting_costs_the_timeout_and_no_more():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        # Its waiting room is filled, so that the next connection gets no answer at all.
        waiting = [socket.socket() for _ in range(4)]
        for wire in waiting:
            wire.setblocking(False)
            wire.connect_ex(full.getsockname())
        began = time.monotonic()
        outcome = send(b"x", Profile(Tcp(*full.getsockname()), timeout=0.3))
        assert (outcome.kind, outcome.begun) == ("timeout", False)
        assert time.monotonic() - began < 20, "python-escpos would wait for a minute"
        for wire in waiting:
            wire.close()


def test_a_printer_that_dies_in_mid_job_is_asked_about_and_a_no_prints_it_again(counter, printer):
    printer.becomes("dies")
    on(counter, printer)
    counter.queue("a")
    counter.queue("b")
    run(counter, 2)
    until(lambda: acts(printer) == ["b"])
    assert str(counter.summary().says()) == "Did this slip print?"
    run(counter, 2)
    assert acts(printer) == ["b"], "not again before a person said so"
    counter.answer(printed=False)
    run(counter, 1)
    until(lambda: acts(printer) == ["b", "a"])
    assert counter.summary().says() is None


def test_a_slip_that_came_out_before_the_line_fell_is_not_printed_twice(counter, printer):
    printer.becomes("dies after")
    on(counter, printer)
    counter.queue("a")
    run(counter, 1)
    assert counter.summary().asked == 1
    counter.answer(printed=True)
    run(counter, 2)
    assert acts(printer) == ["a"]


def test_a_printer_that_is_switched_off_raises_nothing_and_works_when_it_is_back(counter, printer):
    """A closed peer would raise for ever on python-escpos's own object: here each job has a new connection."""
    on(counter, printer)
    for act, mode in (("a", "dies"), ("b", "ok")):
        printer.becomes(mode)
        counter.queue(act)
        run(counter, 1)
    until(lambda: acts(printer) == ["b"])


def test_the_counter_never_waits_for_a_printer(counter, printer):
    printer.becomes("never")
    on(counter, printer)
    counter.profile = replace(counter.profile, timeout=5.0)
    stop, wake, made = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        from kiosk_core.store import Store

        store = Store(counter.store.path, None)
        jobs = Counter(store, counter.profile, counter.now).worker()
        made.set()
        jobs.run(stop, wake)
        store.close()

    counter.queue("a")
    thread = threading.Thread(target=work)
    thread.start()
    made.wait()
    times = []
    try:
        for act in "bcdefghijk":
            began = time.monotonic()
            counter.queue(act)
            wake.set()
            times.append(time.monotonic() - began)
        printer.becomes("ok")
        until(lambda: len(printer.printed) == 11)
    finally:
        stop.set()
        wake.set()
        thread.join()
    assert max(times) < 4, "the printer lets its line wait for five seconds"
    assert acts(printer) == list("abcdefghijk")


def test_a_file_gets_whole_jobs_one_after_the_other(tmp_path):
    paper = Profile(File(tmp_path / "paper.bin"))
    assert send(b"one", paper).sent and send(b"two", paper).sent
    assert (tmp_path / "paper.bin").read_bytes() == b"onetwo"


def test_a_device_that_is_missing_does_not_become_a_regular_file(tmp_path):
    from pathlib import Path

    path = Path("/dev/no-such-printer")
    try:
        assert send(b"x", Profile(File(path))).kind == "off"
        assert not path.exists()
    finally:
        path.unlink(missing_ok=True)
    assert send(b"x", Profile(File(tmp_path / "no" / "folder"))).kind == "failed"


def test_no_printer_and_no_usb_device_are_answers_not_errors():
    assert send(b"x", Profile(None)).kind == "failed"
    assert send(b"x", Profile(Usb(0x1234, 0x5678))).kind == "off"
