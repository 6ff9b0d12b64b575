"""Who means harm gets a short answer or a closed line; the next visitor and the counter notice nothing."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import kiosk_einclusie
import pytest

from kiosk_core.testing import HouseOnDisk
from kiosk_core.web.wire import MOST, PATIENCE_S, Answer, Wire

from .conftest import Serve, starting
from .tablet import WELCOME, Served, Tablet

Came = Callable[[], list[str]]
HALF = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\nticket="
LONG = 20.0
"""Seconds within which an attack is over, on a machine that is busy too."""


@pytest.fixture(scope="module")
def house(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseOnDisk]:
    """One for all that is tried here: whoever comes next must find it as it was."""
    opened = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("hostile"), [kiosk_einclusie])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def served(house: HouseOnDisk) -> Iterator[Served]:
    with starting(house) as start:
        yield start()


def answered(served: Served, sent: bytes) -> bytes:
    """What comes back until the line is closed; nothing when it is closed at once."""
    with served.socket() as line:
        got = b""
        with contextlib.suppress(ConnectionError):
            line.sendall(sent)
            while part := line.recv(65536):
                got += part
        return got


def signs_in(house: HouseOnDisk, tablet: Tablet) -> bool:
    return tablet.scan(house.with_household().card).heading == WELCOME


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"}, {"Host": "evil.example"}, {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Content_Type": "text/plain"},
    ],
    ids=str,
)  # fmt: skip
def test_another_site_writes_nothing(house: HouseOnDisk, tablet: Tablet, came: Came, headers: dict[str, str]) -> None:
    card, form = house.with_household().card, tablet.open().ticket
    said = tablet.ask("POST", "/", {"ticket": form, "code": card}, **headers)
    assert said.status in (403, 415, 421) and said.text == ""
    assert came() == []


def test_no_page_is_given_out_under_another_name_and_none_may_be_framed(tablet: Tablet) -> None:
    assert tablet.ask("GET", "/", Host="kiosk.evil.example").status == 421
    policy = tablet.open().headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy and "unsafe" not in policy


def test_ten_megabytes_are_not_read(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    with contextlib.suppress(ConnectionError):
        assert tablet.ask("POST", "/", b"x" * 10_000_000).status == 413
    assert answered(tablet.served, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n")[:12] in (
        b"", b"HTTP/1.1 431",
    )  # fmt: skip
    assert came() == [] and signs_in(house, tablet)


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//page.css", "/page.css/..", "/page.css%00.html", "/door.py",
        "/..\\..\\kiosk.db", "http://evil.example/", "/pair", "*", "/" + "a" * 5000, "/?code=BCDF", "/stop",
    ],
)  # fmt: skip
def test_a_path_leads_to_no_file(tablet: Tablet, target: str) -> None:
    said = tablet.ask("GET", target)
    assert (said.status, said.text) == (404, "")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64), b"GET /\r\n\r\n", b"\x00" * 9000, b"GET / HTTP/1.1\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", b"PUT / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\nCookie: kiosk_tablet=\"\\\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_request_gets_a_short_answer(tablet: Tablet, house: HouseOnDisk, sent: bytes) -> None:
    got = answered(tablet.served, sent)
    assert re.match(rb"HTTP/1\.1 (4\d\d) ", got), got
    assert got.endswith(b"\r\n\r\n"), "and no word more"
    assert signs_in(house, tablet)


def test_strange_forms_and_cookies_are_nothing(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    for body in (
        b"",
        b"&" * 4000,
        b"code=" + b"%FF" * 900,
        b"\xff\xfe",
        b"ticket=a&ticket=b&code[]=1",
        b"=".join([b"a"] * 999),
    ):
        assert tablet.ask("POST", "/", body).status in (409, 503)
    for cookie in (
        "kiosk_tablet",
        "kiosk_tablet=;;;=",
        "kiosk_tablet=" + "x" * 3000,
        "\x01=2",
        "a=b; kiosk_tablet='; DROP",
    ):
        assert tablet.ask("GET", "/", Cookie=cookie).status == 200
    assert came() == [] and signs_in(house, tablet)


def test_a_hundred_that_never_finish_keep_neither_the_next_visitor_nor_the_counter_waiting(
    house: HouseOnDisk, tablet: Tablet, came: Came
) -> None:
    waiting = [tablet.served.socket() for _ in range(100)]
    for line in waiting:
        line.sendall(HALF)
    start = time.monotonic()
    assert signs_in(house, tablet)
    counter = house.at("einclusie", "volunteer")
    for _ in range(5):
        counter.record(counter.scan(house.with_household().card).offers[0])
    assert signs_in(house, tablet)
    assert time.monotonic() - start < LONG
    assert came() == ["einclusie.signed_in"] * 7
    for line in waiting:
        line.close()


def test_who_sends_a_byte_at_a_time_is_closed_and_so_is_who_says_nothing(served: Served) -> None:
    start = time.monotonic()
    with served.socket() as silent, served.socket() as slow:
        slow.settimeout(0.1)
        sent, closed = iter(HALF * 100), False
        while not closed and time.monotonic() - start < LONG:
            try:
                slow.send(bytes([next(sent)]))
                closed = slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
        assert closed and time.monotonic() - start > PATIENCE_S / 2
        assert silent.recv(1) == b""


async def test_who_takes_every_place_loses_their_own_oldest() -> None:
    """With so much patience that nothing ends by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = asyncio.create_task(Wire(lambda asked: Answer(204), patience=LONG * 9).listen(listening))
        lines = [await asyncio.open_connection(*listening.getsockname()) for _ in range(MOST + 1)]
        assert await asyncio.wait_for(lines[0][0].read(1), LONG) == b""
        lines[-1][1].write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await asyncio.wait_for(lines[-1][0].readline(), LONG)).startswith(b"HTTP/1.1 204")
        for _, line in lines:
            line.close()
        wire.cancel()


def test_a_silent_handshake_keeps_nobody_waiting_either(house: HouseOnDisk, serve: Serve) -> None:
    served = serve(address="192.0.2.10")
    tablet = Tablet(served, house.at("einclusie").let_tablet_in())
    waiting: list[socket.socket] = [served.socket() for _ in range(100)]
    assert signs_in(house, tablet)
    for line in waiting:
        line.close()
