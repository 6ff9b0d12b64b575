"""verify, backup, restore, unlock, forget, doctor, cards on paper: what keeps a house sound."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from .conftest import Kiosk

NAME = "Zebulon Quackenbush"


def _backup(kiosk: Kiosk) -> Path:
    file = kiosk.folder.parent / "copies" / "one.backup"
    file.parent.mkdir()
    kiosk.json("backup", str(file))
    return file


def test_verify_tells_its_whole_report_also_when_it_is_not_clean(kiosk: Kiosk) -> None:
    report = kiosk.json("verify")
    assert list(report) == ["clean", "integrity", "chain", "digests", "differing", "waiting", "asleep"]
    assert report["clean"] is True


def test_a_damaged_file_is_a_sentence_and_1(kiosk: Kiosk) -> None:
    kiosk.json("client", "add", "--name", NAME)
    file = kiosk.folder / "kiosk.db"
    body = bytearray(file.read_bytes())
    for place in range(len(body) // 2, len(body), 4096):
        body[place] ^= 0xFF
    file.write_bytes(body)
    answer = kiosk("verify", "--json")
    assert answer.code == 1
    assert answer.json.get("clean") is False or answer.json["error"]["code"] == "damaged"
    assert answer.err or answer.json.get("clean") is False


def test_a_page_that_cannot_be_read_is_said_in_one_document_before_anything_else(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.json("client", "add", "--adults", "8", "--name", NAME)
    file, seen = kiosk.folder / "kiosk.db", set()
    body = file.read_bytes()
    for place in range(2 * 4096 + 100, len(body), 5 * 4096):
        file.write_bytes(body[:place] + bytes([body[place] ^ 0xFF]) + body[place + 1 :])
        answer = kiosk("journal", "--json")
        told = answer.json
        assert isinstance(told, list) or told["error"]["code"] == "damaged", told
        seen.add(answer.code)
    assert seen == {0, 1}


def test_a_long_journal_is_read_twice_and_tells_the_same(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosk.json("client", "add", "--adults", "8")
    once = kiosk.json("journal")
    monkeypatch.setattr("kiosk_core.cli.journal.HELD", 3)
    assert kiosk.json("journal") == once


def test_a_restored_house_goes_on_under_the_next_letter(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card("--name", NAME)
    file = _backup(kiosk)
    assert kiosk("backup", str(file)).code == 1
    other = kiosk.elsewhere(kiosk.folder.parent / "other")
    shutil.copy(kiosk.folder / "kiosk.db.key", other.folder / "some.key")
    done = other.json("restore", str(file), who=None)
    assert done["origin"].startswith("B")
    assert done["forgettings"] is None
    assert other.json("client", "add")["number"] == "B1001"
    assert other.json("scan", code, "--project", "foodbank")["client"]["number"] == "A1001.1"
    assert other.json("verify")["clean"] is True
    assert other("restore", str(file)).code == 1


def test_the_recovery_key_alone_opens_a_backup(kiosk: Kiosk) -> None:
    file = _backup(kiosk)
    key = json.loads((kiosk.folder / "init.json").read_text())["recovery_key"]
    other = kiosk.elsewhere(kiosk.folder.parent / "other")
    without = other("restore", str(file), "--json", who=None)
    assert without.json["error"]["code"] == "no_key"
    (other.folder / "page.txt").write_text(f"Het Huis\n\nHerstelsleutel:\n{key.lower()}\n")
    assert other("restore", str(file), "--recovery-key-file", str(other.folder / "page.txt"), "--letter", "A").code == 1
    assert not (other.folder / "kiosk.db").exists()
    done = other.json("restore", str(file), "--recovery-key-file", str(other.folder / "page.txt"), "--letter", "K")
    assert done["origin"].startswith("K")
    assert other.json("client", "add")["number"] == "K1001"


def test_a_restored_house_says_when_it_was_so_by_its_own_clock(kiosk: Kiosk) -> None:
    """Nobody knows the hour of UTC."""
    zone = "Pacific/Kiritimati"  # 14 hours ahead, summer and winter
    kiosk.json("settings", "set", "core.zone", zone)
    file = _backup(kiosk)
    one, other = (kiosk.elsewhere(kiosk.folder.parent / name) for name in ("one", "other"))
    for there in (one, other):
        shutil.copy(kiosk.folder / "kiosk.db.key", there.folder / "some.key")
    made = datetime.fromisoformat(one.json("restore", str(file), who=None)["made"])
    assert f"{made.astimezone(ZoneInfo(zone)):%d/%m/%Y %H:%M}" in other("restore", str(file), who=None).out


def test_a_drill_is_looked_at_and_never_written(kiosk: Kiosk) -> None:
    kiosk.json("client", "add", "--name", NAME)
    file = _backup(kiosk)
    drill = kiosk.elsewhere(kiosk.folder.parent / "drill")
    key = str(kiosk.folder / "kiosk.db.key")
    assert drill.json("restore", str(file), "--key-file", key, "--drill")["drill"] is True
    assert drill.json("client", "search", "zeb") == [{"number": "A1001.1", "display": NAME}]
    assert drill.json("client", "show", "A1001")["display"]
    assert drill.json("verify")["clean"] is True
    for typed in (("client", "add"), ("settings", "set", "core.late_days", "3"), ("volunteer", "emergency")):
        assert drill(*typed, "--json").json["error"]["code"] == "drill"
    assert drill("journal", "--json", pin="0000").json["error"]["code"] == "sign_in"


def test_the_forgotten_do_not_come_back_with_an_older_backup(kiosk: Kiosk) -> None:
    number, code = kiosk.with_card("--name", NAME)
    file = _backup(kiosk)
    done = kiosk.json("client", "forget", number, "--reason", f"{NAME} vroeg het")
    assert (done["persons"], done["households"], done["bytes"]) == (1, 1, "gone")
    assert kiosk("client", "show", number).code == 1
    assert kiosk("scan", code, "--project", "foodbank").code == 4
    assert kiosk.json("client", "search", "zebulon") == []
    assert kiosk.json("verify")["clean"] is True
    shutil.copy(kiosk.folder / "kiosk.db.forgotten", file.parent)
    other = kiosk.elsewhere(kiosk.folder.parent / "other")
    back = other.json("restore", str(file), "--key-file", str(kiosk.folder / "kiosk.db.key"))
    assert back["forgettings"] > 0
    assert other("client", "show", number).code == 1
    assert other.json("client", "search", "zebulon") == []
    assert other.json("verify")["clean"] is True


def test_a_copy_of_everything_held_is_read_saved_and_noted(kiosk: Kiosk) -> None:
    number, code = kiosk.with_card("--name", NAME, "--address", "Kerkstraat 1")
    kiosk.json("scan", code, "--project", "foodbank", "--record")
    said = kiosk("client", "dossier", number, KIOSK_LANG="nl")
    assert said.code == 0, said.err
    assert "Wat Het Huis over u bewaart" in said.out
    assert NAME in said.out
    before = kiosk.count()
    file = kiosk.folder / "copy.pdf"
    found = kiosk.json("client", "dossier", f"{number}.1", "--out", str(file))
    assert (found["number"], found["file"], found["typed"]) == (f"{number}.1", str(file), 0)
    assert {entry["kind"] for entry in found["entries"]} >= {"core.person_registered", "foodbank.parcel_collected"}
    assert {look["who"] for look in found["looks"]} == {"Karim"}
    with pypdfium2.PdfDocument(file) as document:
        page = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Kerkstraat 1" in page
    assert kiosk.count() == before + 1
    assert kiosk("client", "dossier", number, who="Lies").code == 1


def test_the_register_and_the_page_that_explains_are_printed_and_name_nobody(kiosk: Kiosk) -> None:
    kiosk.with_card("--name", NAME)
    before = kiosk.count()
    found = kiosk.json("privacy", "register", "--out", str(kiosk.folder / "register.txt"))
    assert {one["project"] for one in found["processings"]} >= {"core", "foodbank"}
    assert "Food distribution" in (kiosk.folder / "register.txt").read_text("utf8")
    assert NAME not in json.dumps(found)
    assert kiosk("privacy", "notice", "--out", str(kiosk.folder / "notice.pdf"), KIOSK_LANG="nl").code == 0
    with pypdfium2.PdfDocument(kiosk.folder / "notice.pdf") as document:
        assert "Wat Het Huis over u bewaart" in document[0].get_textpage().get_text_bounded()
    assert kiosk.count() == before, "both only read"
    assert kiosk("privacy", "register", who="Lies").code == 1


def test_no_byte_of_a_forgotten_name_is_left(bare: Kiosk) -> None:
    bare.json("init", "--name", "Het Huis", "--admin", "An", "--no-encryption", who="An")
    bare.who = "An"
    number, _ = bare.with_card("--name", NAME)
    bare.json("client", "search", "zeb")
    assert any(b"Quackenbush" in file.read_bytes() for file in bare.folder.rglob("*") if file.is_file())
    bare.json("client", "forget", number, "--reason", "request")
    left = [file for file in bare.folder.rglob("*") if file.is_file() and b"uackenbush" in file.read_bytes().lower()]
    assert left == []


def test_what_is_still_open_is_named_before_anybody_is_forgotten(kiosk: Kiosk) -> None:
    kiosk.json("settings", "set", "foodbank.contribution", "2,00")
    number, code = kiosk.with_card()
    kiosk.json("scan", code, "--project", "foodbank", "--record")
    before = kiosk.count()
    answer = kiosk("client", "forget", number, "--reason", "request", "--json")
    assert answer.code == 1
    assert answer.json["error"]["code"] == "still_open"
    assert "2" in answer.json["error"]["text"]
    assert kiosk.count() == before
    figures = kiosk.json("report", "--from", "2026-01-01", "--to", "2099-12-31")
    kiosk.json("client", "forget", number, "--reason", "request", "--with-open")
    assert kiosk.json("report", "--from", "2026-01-01", "--to", "2099-12-31")["from"] == figures["from"]


def test_what_stays_without_a_name_is_said_with_why(kiosk: Kiosk) -> None:
    number = kiosk.with_card("--name", NAME)[0]
    said = kiosk("client", "forget", number, "--reason", "request", "--with-open").out
    assert "What stays without a name:" in said and "Registration, cards and decisions (" in said
    assert "Lists and copies that were saved or printed still name them: destroy those too.\n" in said
    kiosk.json("settings", "set", "foodbank.list_folder", "/tmp/lijsten")
    third = kiosk.with_card("--name", NAME)[0]
    said = kiosk("client", "forget", third, "--reason", "request", "--with-open").out
    assert "destroy those too, also in /tmp/lijsten." in said
    other = kiosk.with_card("--name", NAME)[0]
    stays = kiosk.json("client", "forget", other, "--reason", "request", "--with-open")["stays"]
    assert {"registry"} <= {one["class"] for one in stays} and all(one["events"] for one in stays)


def test_a_member_is_forgotten_alone(kiosk: Kiosk) -> None:
    kiosk.json("client", "add", "--adults", "2", "--name", NAME)
    assert kiosk.json("client", "forget", "A1001.1", "--reason", "request")["households"] == 0
    assert [m["number"] for m in kiosk.json("client", "show", "A1001")["members"]] == ["A1001.2"]


def test_a_house_whose_key_is_gone_is_unlocked(kiosk: Kiosk) -> None:
    key = json.loads((kiosk.folder / "init.json").read_text())["recovery_key"]
    (kiosk.folder / "rec").write_text(key)
    held = (kiosk.folder / "kiosk.db.key").read_bytes()
    (kiosk.folder / "kiosk.db.key").unlink()
    assert kiosk("journal", "--json").json["error"]["code"] == "no_key"
    assert kiosk.json("doctor")["house"]["state"] == "no_key"
    assert kiosk("unlock", "--json", who=None).code == 2
    wrong = key.replace(key[0], "B" if key[0] != "B" else "C", 1)
    (kiosk.folder / "wrong").write_text(wrong)
    assert kiosk("unlock", "--recovery-key-file", str(kiosk.folder / "wrong"), who=None).code == 1
    kiosk.json("unlock", "--recovery-key-file", str(kiosk.folder / "rec"), who=None)
    assert (kiosk.folder / "kiosk.db.key").read_bytes() == held
    assert kiosk("journal").code == 0
    (kiosk.folder / "kiosk.db.key").write_text("of another house")
    (kiosk.folder / "kiosk.db.key.2").write_text("an older one")
    kiosk.json("unlock", "--recovery-key-file", str(kiosk.folder / "rec"), who=None)
    kiosk_key = kiosk.folder / "kiosk.db.key"
    kept = {n: kiosk_key.with_name(f"kiosk.db.key.{n}").read_text() for n in (1, 2)}
    assert kept == {1: "of another house", 2: "an older one"}, "no key that lay there is lost"


def test_the_doctor_tells_facts_and_no_names(kiosk: Kiosk) -> None:
    kiosk.json("client", "add", "--name", NAME)
    kiosk.json("settings", "set", "core.backup_folder", str(kiosk.folder), who="An")
    kiosk.json("backup", str(kiosk.folder / "b.backup"))
    answer = kiosk("doctor", "--json", who=None, KIOSK_AS="nobody")
    facts = answer.json
    for name in ("version", "data_folder", "disk", "key", "last_backup", "printer", "scanner", "clock", "house"):
        assert facts[name] is not None, name
    assert NAME not in answer.out
    assert "Karim" not in answer.out


def test_the_doctor_of_no_house(bare: Kiosk) -> None:
    facts = bare.json("doctor", who=None)
    assert facts["house"] == {"state": "no_house"}


def test_cards_are_printed_once_with_new(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.with_card()
    out = kiosk.folder / "cards.pdf"
    assert kiosk.json("card", "print", "--new", "--out", str(out)) == {"cards": 3, "file": str(out)}
    assert out.read_bytes().startswith(b"%PDF")
    assert kiosk.json("card", "print", "--new", "--out", str(out))["cards"] == 0
    kiosk.with_card()
    kiosk.json("card", "lost", "A1001")
    assert kiosk.json("card", "print", "--new", "--out", str(out))["cards"] == 1
    assert kiosk.json("card", "print", "--out", str(out))["cards"] == 3
    assert kiosk("card", "print", "--out", str(kiosk.folder / "no" / "x.pdf"), "--json").json["error"]["code"] == "file"


def test_slips_reach_the_printer(kiosk: Kiosk) -> None:
    paper = kiosk.folder / "paper.bin"
    paper.write_bytes(b"")
    kiosk.json("settings", "set", "core.slips", "foodbank.parcel=always")
    _, code = kiosk.with_card()
    act = kiosk.json("scan", code, "--project", "foodbank", "--record")["recorded"]["act"]
    assert [(job["act"], job["state"]) for job in kiosk.json("print", "queue")] == [(act, "waiting")]
    assert kiosk.json("print", "retry")["waiting"] + kiosk.json("print", "retry")["failed"] >= 0
    kiosk.json("settings", "set", "core.printer", f"file:{paper}", "--for-counter", "balie")
    assert kiosk.json("print", "retry")["waiting"] == 0
    assert paper.stat().st_size > 0
    assert kiosk.json("print", "queue") == []
    assert kiosk.json("print", "test-slip") == {"outcome": "sent"}


@pytest.mark.parametrize("key", ["foodbank.contribution", "core.late_days", "core.printer"])
def test_settings_are_listed_and_explained(kiosk: Kiosk, key: str) -> None:
    assert key in [one["key"] for one in kiosk.json("settings", "show")]
    assert kiosk.json("settings", "explain", key)["key"] == key
    assert [one["key"] for one in kiosk.json("settings", "show", key)] == [key]


def test_a_setting_for_one_counter_holds_there_only(kiosk: Kiosk) -> None:
    kiosk.json("counter", "add", "loket")
    here = {"KIOSK_COUNTER": "loket"}
    kiosk.json("settings", "set", "core.idle_minutes", "9", "--for-counter", "loket", **here)
    assert kiosk.json("settings", "show", "core.idle_minutes", **here)[0]["value"] == 9
    assert kiosk.json("settings", "show", "core.idle_minutes", KIOSK_COUNTER="balie")[0]["value"] == 5
    assert kiosk("settings", "set", "core.late_days", "3", "--for-counter", "loket", **here).code == 1
    assert kiosk("settings", "set", "core.idle_minutes", "soon", **here).code == 1


def test_volunteers_come_change_and_go(kiosk: Kiosk) -> None:
    (kiosk.folder / "eva").write_text("4444")
    kiosk.json("volunteer", "add", "Eva", "--new-pin-file", str(kiosk.folder / "eva"))
    assert kiosk("volunteer", "add", "eva", "--new-pin-file", str(kiosk.folder / "eva")).code == 1
    assert kiosk("volunteer", "add", "Tom").code == 2
    signed = {"KIOSK_AS": "Eva", "KIOSK_PIN": "4444"}
    assert kiosk("print", "queue", who=None, **signed).code == 0
    (kiosk.folder / "eva").write_text("5555")
    kiosk.json("volunteer", "pin", "Eva", "--new-pin-file", str(kiosk.folder / "eva"), who=None, **signed)
    assert kiosk("print", "queue", who=None, **signed).code == 1
    badge = kiosk.folder / "badge.pdf"
    assert len(kiosk.json("volunteer", "badge", "Eva", "--out", str(badge))["code"]) == 17
    (front, _back, _hand_out) = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(badge))
    assert "Eva" not in front
    assert kiosk.json("volunteer", "badge-stop", "Eva") == {"name": "Eva", "stopped": 1}
    until = "2099-12-31"
    kiosk.json("volunteer", "roles", "Eva", "--role", "shop_lead", "--role", "deputy", "--until", until)
    eva = next(one for one in kiosk.json("volunteer", "show") if one["name"] == "Eva")
    assert eva == {"name": "Eva", "roles": ["shop_lead", "deputy"], "deputy_until": until}
    assert kiosk("volunteer", "roles", "Eva", "--role", "deputy").code == 1
    kiosk.json("volunteer", "retire", "Eva")
    assert kiosk("print", "queue", who=None, KIOSK_AS="Eva", KIOSK_PIN="5555").code == 1
    code = kiosk.json("volunteer", "emergency")["emergency_code"]
    assert kiosk("journal", who="An", pin=code).code == 0


def test_what_a_shift_should_know_and_who_looked(kiosk: Kiosk) -> None:
    kiosk.json("briefing", "write", "The freezer is new.", "--project", "foodbank", "--until", "2099-12-31")
    number = ("handover", "Call 85.07.30-033.28", "--project", "foodbank")
    assert kiosk(*number, "--json", who="Lies").json["error"]["code"] == "core.looks_like_number"
    kiosk.json(*number, "--yes", who="Lies")
    assert kiosk("briefing", "write", "Mine.", who="Lies").code == 1
    of = ("--project", "foodbank")
    briefing, note = kiosk.json("briefing", "show", *of, who="Lies")
    assert (briefing["text"], briefing["by"], briefing["read"]) == ("The freezer is new.", "Karim", False)
    assert (note["sort"], note["read"]) == ("handover", True), "one's own need not be read"
    assert kiosk.json("briefing", "read", *of, who="Lies") == {"read": [briefing["id"]]}
    assert [one["text"] for one in kiosk.json("briefing", "show", "--all")] == [note["text"], briefing["text"]]
    assert kiosk("briefing", "show", "--all", who="Lies").code == 1
    kiosk.json("briefing", "take-back", note["id"], *of)
    assert [one["readers"] for one in kiosk.json("briefing", "show", *of)] == [["Lies"]]
    kiosk.json("client", "add", "--name", NAME)
    kiosk.json("client", "show", "A1001")
    (look,) = kiosk.json("looks", "--client", "A1001")
    assert (look["volunteer"], look["client"], look["part"]) == ("Karim", "A1001.1", "dossier")
    assert kiosk.json("looks", "--volunteer", "Lies") == []
    assert kiosk.json("looks", "--to", "2020-01-31") == []
    assert kiosk("looks", who="Lies").code == 1
