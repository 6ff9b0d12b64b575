"""Off this computer the page speaks TLS only, with a certificate of its own whose fingerprint a person compares."""

from __future__ import annotations

import hashlib
import ssl
from datetime import timedelta
from ipaddress import ip_address

import pytest

from kiosk_core import NotUnderstood
from kiosk_core.testing import NOON, HouseOnDisk
from kiosk_core.web.certificate import DAYS, certificate_of, fingerprint
from kiosk_core.web.serving import read_address

from .conftest import CODE, Serve
from .tablet import WELCOME, Tablet

AWAY = "192.0.2.10"


def test_off_this_computer_it_is_encrypted_and_says_with_which_certificate(house: HouseOnDisk, serve: Serve) -> None:
    served = serve(CODE, AWAY)
    assert served.url.startswith(f"https://{AWAY}:")
    shown = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", served.port)))
    assert served.fingerprint == hashlib.sha256(shown).digest().hex(":").upper()
    stranger = Tablet(served)
    assert served.fingerprint in stranger.open().text
    let_in = stranger.send("/pair", code=CODE).headers["set-cookie"]
    assert "; Secure" in let_in
    stranger.token = let_in.partition("=")[2].partition(";")[0]
    assert stranger.scan(house.with_household().card).heading == WELCOME
    with served.socket() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"HTTP" not in line.recv(100), "without encryption it says nothing"


def test_the_certificate_stays_the_same_until_its_time_or_for_another_address(house: HouseOnDisk) -> None:
    def made(address: str = AWAY, days: int = 0) -> str:
        return fingerprint(certificate_of(house.path, ip_address(address), NOON + timedelta(days=days)))

    first = made()
    file = certificate_of(house.path, ip_address(AWAY), NOON)
    assert file.stat().st_mode & 0o077 == 0, "its key is its owner's only"
    assert made(days=DAYS - 40) == first
    assert made(days=DAYS - 10) != first
    assert made("192.0.2.11") not in (first, made())
    file.write_bytes(b"half a fi")
    assert made() != first


@pytest.mark.parametrize("typed", ["0.0.0.0", "::", "224.0.0.1", "kiosk.example", "", "192.168.1.300"])
def test_an_address_is_one_of_this_computer(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_address(typed)
    assert read_address("localhost").is_loopback and not read_address("192.168.1.20").is_loopback
