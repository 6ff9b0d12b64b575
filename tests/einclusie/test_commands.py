"""`kiosk einclusie …`: the real command line in a process of its own, with the plugin installed as a stranger's would be."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import kiosk_einclusie

from tests.installed import Installed


def test_sessions_are_planned_and_visitors_signed_in_from_scripts(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    day = date.today() + timedelta(days=20)  # noqa: DTZ011 - the command line has no other clock
    said = kiosk.run(
        "init --name Huis --admin An", "client add --name Fatima", "client add --adults 2",
        "einclusie sign-in A1001", "einclusie session list", "einclusie sign-in --anonymous --age 65+",
        "einclusie sign-in A1001", "einclusie sign-in A1002", "einclusie sign-in A1002.2", "einclusie sign-in",
        "einclusie sign-in BCDEFGHIJKLNPRSTU", "einclusie session plan --day nonsense",
        f"einclusie session plan --day {day} --from 10 --to 12 --capacity 8 --title Café",
        f"einclusie session calendar --out {tmp_path / 'sessies.ics'}",
    )  # fmt: skip
    codes = [code for code, _ in said]
    assert codes == [0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 1, 2, 0, 0]
    _, _, _, came, listed, walked_in, left, several, member, *_, planned, calendar = (document for _, document in said)
    assert (came["outcome"], came["client"], came["seat"]) == ("welcome", "A1001.1", 1)
    assert [(one["sort"], one["state"], one["came"]) for one in listed] == [("help_desk", "open", 1)]
    assert (walked_in["outcome"], walked_in["client"], walked_in["seat"]) == ("welcome", None, 2)
    assert (left["outcome"], left["seat"]) == ("goodbye", 1)
    assert several["error"]["code"] == "which_member" and "A1002.2" in several["error"]["text"]
    assert member["client"] == "A1002.2"
    (one,) = planned["sessions"]
    assert (one["start"], one["minutes"], one["capacity"], one["title"]) == ("10:00", 120, 8, "Café")
    assert calendar["sessions"] == 2


def test_a_closed_session_stays_closed_and_a_planned_one_opens_on_its_day(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    said = kiosk.run("init --name Huis --admin An", "einclusie sign-in --anonymous", "einclusie session list")
    session = said[2][1][0]["session"]
    said = kiosk.run(
        f"einclusie session close {session}", f"einclusie session close {session}", f"einclusie session open {session}",
        "einclusie session open nonsense", f"einclusie session cancel {session}",
    )  # fmt: skip
    assert [code for code, _ in said] == [0, 1, 0, 1, 1]
    assert said[0][1]["state"] == "closed"
    assert said[1][1]["error"]["code"] == "changed"
    assert said[3][1]["error"]["code"] == "not_found"
