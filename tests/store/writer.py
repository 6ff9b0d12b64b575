"""A process of its own that writes to a house: writer.py HOUSE count|stop N.

count: adds 1 to a number N times, reading it first, and prints each one when it is on disk. stop: begins an act, says so,
and waits inside it for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core.store import Store

path, what, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = Store(path, bytes(range(32)))
print("open", flush=True)
sys.stdin.readline()
for _ in range(times):
    with store.writing() as db:
        (last,) = db.execute("SELECT coalesce(max(act), 0) FROM event").fetchone()
        db.execute("INSERT INTO event VALUES (?, ?)", (last + 1, "x" * 3000))
        if what == "stop":
            print("inside", flush=True)
            sys.stdin.readline()
    print(last + 1, flush=True)
store.close()
