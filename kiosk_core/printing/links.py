"""The wires: a network socket and a USB printer behind the same four verbs, with time limits on each."""

from __future__ import annotations

import errno
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from ..domain.texts import Sentence


class Off(Exception):
    """Nothing there; `says` tells a person what to do."""

    def __init__(self, says: Sentence) -> None:
        self.says = says
        super().__init__(str(says))


class Silent(Exception):
    """It took nothing, or said nothing, within the time limit."""


class Gone(Exception):
    """It was there and went away."""


class Link(Protocol):
    def write(self, data: bytes, timeout: float) -> None:
        """All of it, within so many seconds. Raises Silent, Gone."""

    def read(self, timeout: float) -> bytes:
        """What comes next, up to 16 bytes; empty: it answers, with nothing. Raises Silent, Gone."""

    def finish(self, timeout: float) -> None:
        """Nothing more will be written: waits until the other side took it, where that can be known. Raises Silent, Gone."""

    def close(self) -> None: ...


NOT_FOUND = Sentence("The printer is not found. Is it on, and is its cable in?")


def open_tcp(host: str, port: int, timeout: float) -> Link:
    """Raises Off when nobody listens there, Silent when nobody answers."""
    try:
        return _Socket(socket.create_connection((host, port), timeout))
    except TimeoutError:
        raise Silent from None
    except OSError:
        raise Off(NOT_FOUND) from None


@dataclass(slots=True)
class _Socket:
    wire: socket.socket

    def write(self, data: bytes, timeout: float) -> None:
        until = time.monotonic() + timeout
        rest = memoryview(data)
        try:
            while rest:
                # A limit for the whole, not for each piece: one that reads a byte a second is hanging too.
                self.wire.settimeout(max(0.001, until - time.monotonic()))
                rest = rest[self.wire.send(rest) :]
        except TimeoutError:
            raise Silent from None
        except OSError:
            raise Gone from None

    def read(self, timeout: float) -> bytes:
        self.wire.settimeout(timeout)
        try:
            return self.wire.recv(16)
        except TimeoutError:
            raise Silent from None
        except OSError:
            raise Gone from None

    def finish(self, timeout: float) -> None:
        """A reset in answer to the end means that it was not read. Staying open says nothing: many printers do."""
        try:
            self.wire.shutdown(socket.SHUT_WR)
            self.wire.settimeout(timeout)
            while self.wire.recv(16):
                pass
        except TimeoutError:
            return
        except OSError as error:
            if error.errno == errno.ENOTCONN:
                return
            raise Gone from None

    def close(self) -> None:
        self.wire.close()


def open_usb(vendor: int, product: int) -> Link:
    """The first bulk endpoints of the device's printer interface (class 7). Raises Off."""
    import usb.core
    import usb.util

    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError:
        raise Off(Sentence("USB printing needs libusb: install libusb-1.0-0, or use file:/dev/usb/lp0.")) from None
    if device is None:
        raise Off(NOT_FOUND)
    try:
        return claimed(device)
    except usb.core.USBError:
        usb.util.dispose_resources(device)
        raise Off(Sentence("The printer is in use by another program, or this PC may not use it.")) from None


def claimed(device: Any) -> Link:
    """The link over a USB device of pyusb, taken from the kernel's own driver. Raises usb.core.USBError, Off."""
    import usb.util

    for interface in device.get_active_configuration():
        if interface.bInterfaceClass == 7:
            break
    else:
        raise Off(Sentence("The device with this USB number is not a printer."))
    # Windows has no kernel driver to take it from, and says so like this.
    with suppress(NotImplementedError):
        if device.is_kernel_driver_active(interface.bInterfaceNumber):
            device.detach_kernel_driver(interface.bInterfaceNumber)
    ends = {usb.util.endpoint_direction(end.bEndpointAddress): end.bEndpointAddress for end in interface}
    return _Usb(device, ends[usb.util.ENDPOINT_OUT], ends.get(usb.util.ENDPOINT_IN))


@dataclass(slots=True)
class _Usb:
    device: Any
    out: int
    back: int | None
    """None: a printer that cannot answer."""

    def write(self, data: bytes, timeout: float) -> None:
        import usb.core

        rest, until = memoryview(data), time.monotonic() + timeout
        try:
            while rest:
                left = max(1, int((until - time.monotonic()) * 1000))
                rest = rest[self.device.write(self.out, bytes(rest[:4096]), left) :]
        except usb.core.USBTimeoutError:
            raise Silent from None
        except usb.core.USBError:
            raise Gone from None

    def read(self, timeout: float) -> bytes:
        import usb.core

        if self.back is None:
            return b""
        until = time.monotonic() + timeout
        try:
            # An empty packet comes at once, over and over, while it has nothing to say.
            while time.monotonic() < until:
                said = bytes(self.device.read(self.back, 64, max(1, int((until - time.monotonic()) * 1000))))
                if said:
                    return said[:16]
            return b""
        except usb.core.USBTimeoutError:
            raise Silent from None
        except usb.core.USBError:
            raise Gone from None

    def finish(self, timeout: float) -> None:
        """Nothing to do: a bulk transfer that returned was taken."""

    def close(self) -> None:
        import usb.util

        usb.util.dispose_resources(self.device)
