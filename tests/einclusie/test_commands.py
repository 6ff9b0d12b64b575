"""`kiosk einclusie …`: the real command line in a process of its own, with the plugin installed as a stranger's would be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import kiosk_einclusie

from tests.days import today
from tests.installed import Installed


def test_sessions_are_planned_and_visitors_signed_in_from_scripts(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    day = today() + timedelta(days=20)
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
    assert said[1][1]["error"]["code"] == "not_possible"
    assert said[3][1]["error"]["code"] == "not_found"


def test_a_laptop_is_lent_and_taken_back_from_scripts(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    kiosk.run("init --name Huis --admin An")
    said = kiosk.run(
        "till open --float 100", "einclusie device list", "client add --name Fatima", "client add --name Omar", "einclusie device add ThinkPad",
        "einclusie device list", "einclusie loan out A-001 A1001 --deposit 20 --pay cash:20 --with charger",
        "einclusie loan out A-001 A1002", "einclusie device list", f"einclusie loan agreement A-001 --out {tmp_path / 'a.pdf'}",
        "einclusie loan list", "einclusie loan extend A-001", "einclusie loan list --overdue", "einclusie loan back A-001",
        "einclusie loan back A-001", "einclusie device wiped A-001", "einclusie device wiped A-001",
        "einclusie device reserve A-001 A1002", "einclusie loan out A-001 A1001", "einclusie device unreserve A-001",
        "einclusie device repair A-001", "einclusie device recovered A-001", "einclusie device history A-001",
        f"einclusie device label --out {tmp_path / 'labels.pdf'}", "einclusie loan lost A-001 --reason stolen",
        "einclusie loan out A-999 A1001", "einclusie loan out A-001 A1001 --pay nonsense", "verify",
    )[1:]  # fmt: skip
    assert [code for code, _ in said] == [
        0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 0,
    ]  # fmt: skip
    answers = [document for _, document in said]
    assert answers[4] == [{**answers[3], "state": "in"}]
    assert (answers[5]["state"], answers[5]["receipt"][0]) == ("out", "A")
    assert answers[6]["error"]["code"] == "changed"
    assert [one["state"] for one in answers[7]] == ["out"]
    assert [(one["device"], one["client"], one["deposit_cents"], one["overdue"]) for one in answers[9]] == [
        ("A-001", "A1001.1", 2000, False)
    ]  # fmt: skip
    assert answers[12]["state"] == "to_wipe" and answers[14]["state"] == "in" and answers[16]["state"] == "reserved"
    assert [(one["client"], one["how"]) for one in answers[21]] == [("A1001.1", "back")]
    assert (tmp_path / "a.pdf").read_bytes()[:5] == (tmp_path / "labels.pdf").read_bytes()[:5] == b"%PDF-"
    assert answers[-1]["clean"]


def test_a_course_fills_up_and_a_question_is_noted_from_scripts(tmp_path: Path) -> None:
    kiosk = Installed(tmp_path, kiosk_einclusie)
    day = today()
    course = f"einclusie course plan Mailen --day {day} --from 00:00 --to 23:59 --lessons 2 --capacity 1"
    said = kiosk.run(
        "init --name Huis --admin An", "client add --name Fatima", "client add --name Omar", course,
        "einclusie course enrol Mailen A1001", "einclusie course enrol mailen A1002", "einclusie course enrol Mailen A1002",
        "einclusie course list", "einclusie sign-in A1001", "einclusie course attendance Mailen",
        "einclusie course assess Mailen A1001 safety=2 --moment start", "einclusie course assess Mailen A1001 safety=3 --moment end",
        "einclusie course assess Mailen A1001 safety=9 --moment end",
        f"einclusie course certificate Mailen A1001 --out {tmp_path / 'c.pdf'}", "einclusie course cancel Mailen A1001",
        "einclusie ticket itsme --minutes 15 --outcome referred --referral library --for A1002 --note 123456789012",
        "einclusie ticket nonsense --minutes 15", "einclusie course cancel Mailen",
    )  # fmt: skip
    assert [code for code, _ in said] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0]
    answers = [document for _, document in said]
    assert (answers[4]["seat"], answers[5]["seat"], answers[5]["waiting"]) == (True, False, 1)
    assert (answers[7][0]["seats_taken"], answers[7][0]["waiting"]) == (1, 1)
    assert answers[8]["session"]["sort"] == "lesson"
    assert [(one["client"], one["came"]) for one in answers[9]["people"]] == [("A1001.1", 1)]
    assert answers[11]["change"] == {"safety": 1}
    assert answers[14]["call"] == "A1002.1"
    assert len(answers[15]["warnings"]) == 1
    assert (tmp_path / "c.pdf").read_bytes()[:5] == b"%PDF-"
