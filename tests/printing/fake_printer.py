"""A network printer in a process of its own, as bad as printers are.

    python -m tests.printing.fake_printer FOLDER

It writes its port to FOLDER/port, or takes the one that stands there: switched on again, it has the same address. It
obeys FOLDER/mode, read at every connection and again while it waits:
ok         prints, answers DLE EOT and GS r
slow       the same, reading a few bytes at a time with pauses
never      accepts connections and never reads
dies       takes the first half of a job and drops the line, once; then it is ok
dies after takes the whole job, prints it, and drops the line before it confirms, once; then it is ok
paper out  answers that there is no paper, prints nothing
empty      prints, but closes its own side at once: every status is an empty reply
silent     prints, never answers, never closes
Every job that came out is one line of hexadecimal in FOLDER/printed.
"""

from __future__ import annotations

import re
import socket
import sys
import threading
from pathlib import Path

STATUS = re.compile(rb"\x10\x04[\x01-\x04]|\x1dr[\x01\x02]")
PULSE = re.compile(rb"\x1bp[\x00\x01]..\Z", re.DOTALL)
"""ESC p: all there is to a job that only opens the drawer."""
PAUSE = 0.02


class Printer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pause = threading.Event()

    def mode(self) -> str:
        return (self.folder / "mode").read_text().strip()

    def become(self, mode: str) -> None:
        beside = self.folder / "mode.new"
        beside.write_text(mode)
        beside.replace(self.folder / "mode")

    def serve(self) -> None:
        port = self.folder / "port"
        listener = socket.create_server(("127.0.0.1", int(port.read_text()) if port.exists() else 0))
        beside = self.folder / "port.new"
        beside.write_text(str(listener.getsockname()[1]))
        beside.replace(port)
        while True:
            wire, _ = listener.accept()
            with wire:
                self.take(wire)

    def take(self, wire: socket.socket) -> None:
        while self.mode() == "never":
            self.pause.wait(PAUSE)
        mode = self.mode()
        if mode == "empty":
            wire.shutdown(socket.SHUT_WR)
        job = b""
        try:
            while piece := wire.recv(40 if mode == "slow" else 4096):
                if mode == "slow":
                    self.pause.wait(0.002)
                job = self.answer(wire, job + piece, mode)
                if mode == "dies" and len(job) > 40:
                    self.become("ok")
                    return self.drop(wire)
        except OSError:
            return None
        return self.print(job)

    def answer(self, wire: socket.socket, got: bytes, mode: str) -> bytes:
        """What is left of it when questions are taken out; they are answered on the way."""
        # A picture may hold the same bytes: questions stand before the job begins (ESC @) or after its cut or pulse.
        for found in STATUS.finditer(got):
            before = got[: found.start()]
            if before and not (before.endswith(b"\x1dV\x00") or PULSE.search(before)):
                continue
            if before and mode == "dies after":
                self.become("ok")
                self.print(before)
                self.drop(wire)
                raise ConnectionResetError
            if mode not in ("empty", "silent"):
                paper = 0x72 if mode == "paper out" else 0x12
                wire.sendall(bytes([paper if found[0][0] == 0x10 else 0x00]))
            got = before + got[found.end() :]
            return self.answer(wire, got, mode)
        return got

    def drop(self, wire: socket.socket) -> None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    def print(self, job: bytes) -> None:
        if job:
            with (self.folder / "printed").open("a") as paper:
                paper.write(job.hex() + "\n")


if __name__ == "__main__":
    Printer(Path(sys.argv[1])).serve()
