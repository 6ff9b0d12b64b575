"""One request on one connection, and never more than a person would send: who is slow, long or many is closed, others go on.

One thread and one loop. Nobody can hold either: a connection has some seconds for everything, from its handshake to its
last byte, and when all places are taken the one that came first goes. So a hundred that never finish keep nobody out."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ssl import SSLContext

import h11

MOST = 32
"""Connections at a time; a house has one tablet or two."""
HEAD, BODY = 8 * 1024, 4 * 1024
"""bytes: what browsers send is a tenth of it."""
PATIENCE_S = 5.0
"""For one connection, from the first byte of its handshake to the last of the answer."""

STRICT = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
     "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Connection", "close"),
)  # fmt: skip
"""Stand on every answer. 'no-referrer' would take the Origin from our own forms too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is whole and small. `headers`: by lower-case name, the first of each."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers`: beside those that stand on every answer."""

    status: int
    body: bytes = b""
    type: str = "text/plain; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


Answering = Callable[[Asked], Answer]


class Wire:
    """Listens until it is cancelled. `answer` is called in the loop, so it must be quick, and must not raise."""

    def __init__(self, answer: Answering, tls: SSLContext | None = None, patience: float = PATIENCE_S) -> None:
        self._answer, self._tls, self._patience = answer, tls, patience
        self._open: dict[asyncio.Task[None], None] = {}
        """In the order in which they came."""

    async def listen(self, listening: socket.socket) -> None:
        """Accepts and answers, for ever."""
        listening.setblocking(False)
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, _ = await loop.sock_accept(listening)
            except OSError:  # they went away already, or the system has no handle left: others end soon
                await asyncio.sleep(0.1)
                continue
            if len(self._open) >= MOST:
                first = next(iter(self._open))
                del self._open[first]
                first.cancel()
            task = asyncio.create_task(self._meet(accepted))
            self._open[task] = None
            task.add_done_callback(lambda done: self._open.pop(done, None))
            await asyncio.sleep(0)  # accepting need not wait, and must not keep the others waiting

    async def _meet(self, accepted: socket.socket) -> None:
        """One connection, whatever becomes of it."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=HEAD)
        protocol = asyncio.StreamReaderProtocol(reader)
        handshake = self._patience if self._tls else None
        transport: asyncio.Transport | None = None
        try:
            async with asyncio.timeout(self._patience):
                transport, _ = await loop.connect_accepted_socket(
                    lambda: protocol, accepted, ssl=self._tls, ssl_handshake_timeout=handshake
                )
                writer = asyncio.StreamWriter(transport, protocol, reader, loop)
                await self._exchange(reader, writer)
                writer.close()
                await writer.wait_closed()
        except (TimeoutError, OSError):  # too slow, gone, or no TLS: nobody is there to be told
            pass
        finally:
            if transport is None:
                accepted.close()
            else:
                transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD)
        try:
            asked = await _read(wire, reader)
            answer = self._answer(asked) if asked else None
        except h11.RemoteProtocolError as error:
            answer = Answer(error.error_status_hint)
        if answer is None:
            return
        headers = [("Content-Type", answer.type), ("Content-Length", str(len(answer.body))), *STRICT, *answer.headers]
        for part in (
            h11.Response(status_code=answer.status, headers=headers),
            h11.Data(answer.body),
            h11.EndOfMessage(),
        ):
            writer.write(wire.send(part) or b"")
        with contextlib.suppress(OSError):
            await writer.drain()


async def _read(wire: h11.Connection, reader: asyncio.StreamReader) -> Asked | None:
    """The whole request; None: they went away. Raises RemoteProtocolError: no HTTP, or more than fits."""
    head: h11.Request | None = None
    body = b""
    while True:
        event = wire.next_event()
        match event:
            case h11.NEED_DATA:
                wire.receive_data(await reader.read(HEAD))
            case h11.Request():
                head = event
            case h11.Data():
                body += event.data
                if len(body) > BODY:
                    raise h11.RemoteProtocolError("longer than anything that we ask for", error_status_hint=413)
            case h11.EndOfMessage() if head is not None:
                return _asked(head, body)
            case _:
                return None


def _asked(head: h11.Request, body: bytes) -> Asked:
    headers: dict[str, str] = {}
    for name, value in head.headers:
        headers.setdefault(name.decode("ascii"), value.decode("latin-1"))
    return Asked(head.method.decode("ascii"), head.target.decode("ascii"), headers, body)
