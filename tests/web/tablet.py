"""A tablet as another program would be one: plain requests on a real socket, with nothing of the product's own."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

WELCOME, GOODBYE, ASK, SCAN = "Welkom!", "Tot ziens!", "Vraag even aan de vrijwilliger", "Scan uw kaart"
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Served:
    """A page at the door that runs. `url`: as it was printed."""

    url: str
    fingerprint: str | None
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def origin(self) -> str:
        return self.url.rstrip("/")

    def socket(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def heading(self) -> str:
        """What is read from two metres; the templates behind it are not shown."""
        found = re.search(r"<h1>([^<]*)</h1>", self.text)
        return found[1] if found else ""

    @property
    def ticket(self) -> str:
        found = re.search(r'name="ticket" value="([^"]*)"', self.text)
        return found[1] if found else ""


@dataclass(slots=True)
class Tablet:
    """`token` '': never let in."""

    served: Served
    token: str = ""

    def ask(self, method: str, target: str, form: dict[str, str] | bytes | None = None, **headers: str) -> Said:
        """Headers by name with _ for -; an empty one is left out."""
        usual = {"Host": self.served.host, "Cookie": f"kiosk_tablet={self.token}" if self.token else ""}
        if method == "POST":
            usual |= {"Origin": self.served.origin, "Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
        given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        body = urlencode(form) if isinstance(form, dict) else form
        connection = self._connection()
        try:
            connection.request(method, target, body, {name: value for name, value in given.items() if value})
            answer = connection.getresponse()
            return Said(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        if self.served.fingerprint is None:
            return HTTPConnection("127.0.0.1", self.served.port, timeout=60)
        blind: Any = ssl._create_unverified_context()  # a test compares the fingerprint, as a person does
        return HTTPSConnection("127.0.0.1", self.served.port, timeout=60, context=blind)

    def open(self) -> Said:
        return self.ask("GET", "/")

    def scan(self, code: str, ticket: str | None = None) -> Said:
        """As the form sends it; its ticket is that of a page opened now."""
        return self.send("/", code=code, ticket=ticket)

    def send(self, target: str, ticket: str | None = None, **fields: str) -> Said:
        return self.ask("POST", target, {"ticket": self.open().ticket if ticket is None else ticket, **fields})
