"""On a disk that is mounted read-only: tries to open the house, to make one, to keep a key; prints what it was told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk_core.domain.errors import StoreError
from kiosk_core.store import open_store, save_key

KEY = bytes(range(32))
house = Path(sys.argv[1])


def told(what: Callable[[], object]) -> str:
    try:
        what()
    except StoreError as error:
        return error.code
    return "done"


answers = {
    "open": told(lambda: open_store(house, KEY)),
    "create": told(lambda: open_store(house.with_name("new.db"), KEY, create=True)),
    "key": told(lambda: save_key(house, KEY)),
}
print(json.dumps(answers))
