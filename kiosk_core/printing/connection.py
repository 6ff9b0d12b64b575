"""Bytes to a printer, and what became of them. Trouble of a printer is an answer here, never an exception.

What is asked of a printer that answers, on the same link as the job:
- before the job DLE EOT 4 (is there paper), which it answers at once, even when it prints or stands still;
- after it GS r 1, which it answers when everything before it was printed.
Source: Epson, ESC/POS command reference, 'DLE EOT n' and 'GS r n'.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..domain.texts import Sentence
from .links import Gone, Link, Off, Silent, open_tcp, open_usb
from .profile import Address, File, Profile, Tcp, Usb

Kind = Literal["sent", "off", "timeout", "paper_out", "closed", "failed"]

ASK_PAPER = b"\x10\x04\x04"
ASK_DONE = b"\x1dr\x01"
PRINTING = 10.0
"""seconds: a long slip with pictures takes this long to come out, so its confirmation may."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job."""

    kind: Kind
    says: Sentence
    begun: bool = False
    """The printer may have got a part of it or all: only a person knows whether it printed."""

    @property
    def sent(self) -> bool:
        return self.kind == "sent"


SENT = Outcome("sent", Sentence("Printed."))
OFF = Outcome("off", Sentence("The printer does not answer. Is it on, and is its cable in?"))
SILENT = Outcome(
    "timeout",
    Sentence("The printer is there but stays silent. Switch it off and on. If it never answers, set printer_answers."),
)
PAPER_OUT = Outcome("paper_out", Sentence("The printer has no paper. Put in a new roll."))
NO_DEVICE = Outcome("off", Sentence("The printer is not found. Is it on, and is its cable in?"))


def send(data: bytes, profile: Profile, begin: Callable[[], None] = lambda: None) -> Outcome:
    """Sends one whole job; returns within the profile's timeout, plus PRINTING seconds for a printer that confirms.

    `begin` is called when the printer is there and has paper, just before the first byte of the job; what it raises goes
    through, and nothing was sent.
    """
    match profile.address:
        case None:
            return Outcome("failed", Sentence("This counter has no printer. Choose one in the settings."))
        case File():
            return _to_file(data, profile.address, begin)
        case Tcp() | Usb():
            return _to_printer(data, profile, profile.address, begin)


def reads_paper(answer: bytes | None) -> bool | None:
    """Whether there is paper, by the answer to DLE EOT 4; None: unknown, because it is empty or no such answer."""
    for byte in answer or b"":
        if byte & 0b1001_0011 == 0b0001_0010:
            return not byte & 0b0110_0000
    return None


def _to_printer(data: bytes, profile: Profile, address: Tcp | Usb, begin: Callable[[], None]) -> Outcome:
    try:
        link = _open(address, profile.timeout)
    except Off as off:
        return Outcome("off", off.says)
    except Silent:
        return Outcome("timeout", OFF.says)
    try:
        return _talk(data, link, profile, begin)
    finally:
        link.close()


def _open(address: Address, timeout: float) -> Link:
    match address:
        case Tcp(host, port):
            return open_tcp(host, port, timeout)
        case Usb(vendor, product):
            return open_usb(vendor, product)
        case File():
            raise AssertionError("a file is no link")


def _talk(data: bytes, link: Link, profile: Profile, begin: Callable[[], None]) -> Outcome:
    answers = profile.answers != "silent"
    paper = None
    if answers:
        try:
            link.write(ASK_PAPER, profile.timeout)
            reply = link.read(profile.timeout)
        except Silent:
            return SILENT
        except Gone:
            return Outcome("closed", OFF.says)
        paper = reads_paper(reply)
        if paper is False:
            return PAPER_OUT
    # Only who told its status can be asked for more: after an empty answer nothing is known, and the job goes out.
    confirms = profile.answers == "confirms" and paper is True
    begin()
    try:
        link.write(data + ASK_DONE * confirms, profile.timeout + len(data) / 10_000)
        if not confirms:
            link.finish(profile.timeout)
            return SENT
        return _confirmed(link, profile.timeout)
    except Silent:
        return Outcome("timeout", Sentence("The printer stopped answering during a slip."), begun=True)
    except Gone:
        return Outcome("closed", Sentence("The printer went off during a slip."), begun=True)


def _confirmed(link: Link, timeout: float) -> Outcome:
    until = time.monotonic() + PRINTING
    asked = False
    while time.monotonic() < until:
        try:
            reply = link.read(timeout)
        except Silent:
            # It is printing, or stands still: without paper it says so at once, unless its buffer is full.
            if not asked:
                link.write(ASK_PAPER, timeout)
                asked = True
            continue
        if not reply:
            raise Gone
        # GS r 1 answers with bits 4 and 7 clear, which tells it from a status (DLE EOT, or one sent unasked).
        if any(byte & 0b1001_0000 == 0 for byte in reply):
            return SENT
        if reads_paper(reply) is False:
            return Outcome("paper_out", PAPER_OUT.says, begun=True)
    raise Silent


def _to_file(data: bytes, address: File, begin: Callable[[], None]) -> Outcome:
    path = address.path
    # A device that is not there must not become a regular file of that name.
    create = 0 if path.is_relative_to("/dev") else os.O_CREAT
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | create, 0o600)
    except OSError:
        return NO_DEVICE if not create else Outcome("failed", Sentence("The printer's file cannot be written."))
    try:
        begin()
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
    except OSError:
        return Outcome("failed", Sentence("The printer's file cannot be written."), begun=True)
    finally:
        os.close(handle)
    return SENT
