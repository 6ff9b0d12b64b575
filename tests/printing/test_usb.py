"""The USB link over a device as pyusb shows one; no such hardware stands on the test's table."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
import usb.core

from kiosk_core.printing import connection, links
from kiosk_core.printing.profile import Profile, Usb


@dataclass
class Device:
    """What pyusb's device does for us: endpoints of a printer interface, writes in pieces, reads or times out."""

    answers: list[bytes] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)
    breaks_after: int = 10**9
    kind: int = 7
    back: bool = True
    freed: int = 0

    def get_active_configuration(self):
        ends = [SimpleNamespace(bEndpointAddress=0x01)]
        if self.back:
            ends.append(SimpleNamespace(bEndpointAddress=0x82))

        class Interface(list):
            bInterfaceClass = self.kind
            bInterfaceNumber = 0

        return [Interface(ends)]

    def is_kernel_driver_active(self, number):
        raise NotImplementedError

    def write(self, end, data, timeout):
        if len(self.taken) >= self.breaks_after:
            raise usb.core.USBError("gone")
        self.taken += data[:50]
        return min(50, len(data))

    def read(self, end, size, timeout):
        if not self.answers:
            raise usb.core.USBTimeoutError("silent")
        return self.answers.pop(0)


@pytest.fixture
def table(monkeypatch):
    """Puts a device on the bus."""

    def put(device: Device | None) -> Profile:
        monkeypatch.setattr(usb.core, "find", lambda **_: device)
        monkeypatch.setattr(usb.util, "dispose_resources", lambda found: setattr(found, "freed", found.freed + 1))
        return Profile(Usb(0x04B8, 0x0E15), timeout=0.2)

    return put


def test_a_job_reaches_a_usb_printer_whole_and_is_confirmed(table):
    device = Device(answers=[b"\x12", b"", b"\x00"])
    outcome = connection.send(b"x" * 500, table(device))
    assert outcome.sent and device.freed == 1
    assert bytes(device.taken) == b"\x10\x04\x04" + b"x" * 500 + b"\x1dr\x01"


def test_an_empty_answer_is_neither_paper_nor_none():
    assert [connection.reads_paper(said) for said in (b"", None, b"\x12", b"\x72", b"\x1e", b"\xff")] == [
        None, None, True, False, True, None,
    ]  # fmt: skip


def test_a_usb_printer_that_cannot_answer_prints_all_the_same(table):
    device = Device(back=False)
    assert connection.send(b"abc", table(device)).sent
    assert device.taken.endswith(b"abc")


@pytest.mark.parametrize(
    ("device", "kind", "begun"),
    [
        (None, "off", False),
        (Device(kind=3), "off", False),
        (Device(), "timeout", False),
        (Device(answers=[b"\x72"]), "paper_out", False),
        (Device(breaks_after=0), "closed", False),
        (Device(answers=[b"\x12"], breaks_after=50), "closed", True),
    ],
)
def test_trouble_of_a_usb_printer_is_an_answer(table, device, kind, begun):
    outcome = connection.send(b"x" * 500, table(device))
    assert (outcome.kind, outcome.begun) == (kind, begun)


def test_without_libusb_the_sentence_names_the_package(monkeypatch):
    def find(**_):
        raise usb.core.NoBackendError("none")

    monkeypatch.setattr(usb.core, "find", find)
    with pytest.raises(links.Off) as off:
        links.open_usb(1, 2)
    assert "libusb-1.0-0" in str(off.value)


def test_paper_that_runs_out_in_mid_job_is_asked_about(table, monkeypatch):
    monkeypatch.setattr(connection, "PRINTING", 1.0)

    class Runs(Device):
        def read(self, end, size, timeout):
            asked = bytes(self.taken).count(b"\x10\x04\x04")
            if asked == 1 and not self.answers:
                self.answers.append(b"never")
                return b"\x12"
            if asked == 2:
                return b"\x72"
            raise usb.core.USBTimeoutError("silent")

    outcome = connection.send(b"x", table(Runs()))
    assert (outcome.kind, outcome.begun) == ("paper_out", True)
