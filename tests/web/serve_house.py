"""A process that opens the page at the door of a test's house: `python -m tests.web.serve_house FILE [CODE] [ADDRESS]`.

ADDRESS: off this computer, so with TLS; it listens on this one all the same, whatever network the machine has."""

from __future__ import annotations

import json
import sys
from ipaddress import ip_address
from pathlib import Path

import kiosk_einclusie

from kiosk_core.catalogues import catalogue
from kiosk_core.testing import HouseOnDisk
from kiosk_core.web import serving
from kiosk_core.web.page import Pages


def main(file: str, code: str = "", address: str = "127.0.0.1") -> None:
    house = HouseOnDisk(Path(file), [kiosk_einclusie])
    listen, here = serving._listening, ip_address("127.0.0.1")
    serving._listening = lambda asked, port: listen(here, port)
    words = catalogue("nl", ("kiosk_core", "kiosk_einclusie"))
    shift = house.at("einclusie", "coordinator")
    served = serving.serve(shift, Pages(words, "nl"), ip_address(address), 0, code or None)
    print(json.dumps({"url": served.url, "fingerprint": served.fingerprint}), flush=True)
    served.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
