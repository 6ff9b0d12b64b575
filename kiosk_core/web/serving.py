"""The page at the door, from its address to its end: what `kiosk serve` runs, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from ..domain.errors import KioskError, NotUnderstood
from ..domain.texts import Sentence
from ..shift import Shift
from .certificate import Address, certificate_of, fingerprint, speaking
from .door import Door
from .page import Pages
from .pairing import Pairing
from .wire import Wire

WAITING = 64
"""Connections that the system keeps until they are accepted."""


class NoAddress(KioskError):
    code, says = (
        "no_address",
        Sentence(
            "No page can be opened at {address}, port {port}: another program has it, or it is not this computer's."
        ),
    )


@dataclass(frozen=True, slots=True)
class Served:
    """Listens already, and answers once `run` is called. `fingerprint` None: on this computer only, without TLS."""

    url: str
    fingerprint: str | None
    _listening: socket.socket
    _wire: Wire

    def run(self) -> None:
        """Until Ctrl-C (KeyboardInterrupt)."""
        with self._listening:
            asyncio.run(self._wire.listen(self._listening))


def read_address(typed: str) -> Address:
    """'127.0.0.1' or one address of this computer. Raises NotUnderstood: none, or all of them at once."""
    try:
        address = ip_address("127.0.0.1" if typed == "localhost" else typed)
    except ValueError:
        raise NotUnderstood(why=Sentence("{what} is no address such as 192.168.1.20.", {"what": typed})) from None
    if address.is_unspecified or address.is_multicast:
        raise NotUnderstood(why=Sentence("say one address of this computer, not all of them."))
    return address


def serve(shift: Shift, pages: Pages, address: Address, port: int, pairing_code: str | None = None) -> Served:
    """Listens there; off this computer over TLS. `port` 0: any that is free. `pairing_code`: lets one tablet in.

    Raises NotAllowed, NotUnderstood (nobody signs in alone at this project), NoAddress, and what writing the
    certificate raises."""
    shift.require_self_service()
    listening = _listening(address, port)
    where = f"[{address}]" if address.version == 6 else str(address)
    port = listening.getsockname()[1]
    if address.is_loopback:
        origins = frozenset({f"http://{where}:{port}", f"http://localhost:{port}"})
        door = Door(shift, pages, origins, Pairing(pairing_code))
        return Served(f"http://{where}:{port}/", None, listening, Wire(door.answer))
    file = certificate_of(shift.kiosk.store.path, address, shift.kiosk.clock())
    proof, origin = fingerprint(file), f"https://{where}:{port}"
    door = Door(shift, pages, frozenset({origin}), Pairing(pairing_code), proof)
    return Served(f"{origin}/", proof, listening, Wire(door.answer, speaking(file)))


def _listening(address: Address, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET)
    try:
        if os.name == "posix":  # on Windows it would let a second program take the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((str(address), port))
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        raise NoAddress(address=str(address), port=port) from error
    return listening
