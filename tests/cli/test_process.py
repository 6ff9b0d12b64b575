"""What only shows between processes: no terminal, another one that reads, a pipe that closes, a stranger's plugin."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.days import today

from .process import INSTALLED, environment, run, told

NAME = "Zebulon Quackenbush"
READER = """
import sys
from kiosk_core import Kiosk
with Kiosk.open(sys.argv[1]) as kiosk:
    kiosk.store.db.execute("BEGIN")
    kiosk.house.rows("SELECT count(*) FROM event")
    print("reading", flush=True)
    sys.stdin.readline()
    kiosk.store.db.execute("ROLLBACK")
"""
"""Another process in the middle of a long report, until it is told to stop."""


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "house"))


@pytest.mark.slow
def test_a_house_lives_from_init_to_restore_without_a_screen_or_a_keyboard(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "pin").write_text("3333\nnot this line\n")
    made = told(folder, "init", "--name", "Huis", "--admin", "An", "--pin-file", "pin", who=None, KIOSK_AS="nobody")
    assert list(made) == ["house", "counter", "recovery_key", "emergency_code"]
    (folder / "pin").write_text("2222")
    told(folder, "volunteer", "add", "Karim", "--role", "coordinator", "--new-pin-file", "pin", who="An")
    number = told(folder, "client", "add", "--adults", "2", "--child", "2019-04", "--name", NAME)["number"]
    told(folder, "enrol", number, "foodbank", "--until", "2099-12-31")
    code = told(folder, "card", "issue", number)["code"]
    assert told(folder, "card", "print", "--new", "--out", "cards.pdf")["cards"] == 1
    done = told(folder, "scan", code, "--project", "foodbank", "--record")
    assert done["recorded"]["events"]
    refused = run(folder, "scan", code, "--project", "foodbank", "--record", "--json")
    assert (refused.code, refused.json["outcome"], refused.err) == (3, "refused", "")
    told(folder, "undo", done["recorded"]["act"], "--reason", "mistake")
    assert told(folder, "report", "--from", str(today()), "--to", str(today()))["figures"]
    told(folder, "backup", "house.backup")
    told(folder, "client", "forget", number, "--reason", "request")
    (folder / "recovery").write_text(made["recovery_key"])
    (folder / "drill").mkdir()
    restored = told(
        folder, "restore", "house.backup", "--recovery-key-file", "recovery", "--drill", "--letter", "K", "--db",
        "drill/kiosk.db", who=None, KIOSK_AS="nobody",
    )  # fmt: skip
    assert restored["origin"].startswith("K")
    assert told(folder, "verify")["clean"] is True


@pytest.mark.parametrize(
    ("typed", "who", "exit_code"),
    [
        (("journal",), None, 2), (("journal", "--as", "Karim"), None, 2), (("volunteer", "add", "Eva"), "Karim", 2),
        (("unlock",), None, 2), (("restore", "old.backup", "--db", "else/kiosk.db"), None, 1), ((), "Karim", 1),
        (("init", "--name", "X", "--admin", "Y", "--db", "else/kiosk.db"), None, 2),
        (("scan", "X", "--project", "foodbank", "--confirm-as", "Lies"), "Karim", 4),
    ],
    ids=str,
)  # fmt: skip
def test_nothing_waits_for_a_person_who_is_not_there(
    house: Path, typed: tuple[str, ...], who: str | None, exit_code: int
) -> None:
    answer = run(house, *typed, who=who)
    assert answer.code == exit_code
    assert len(answer.err.strip().splitlines()) == (exit_code != 4), answer.err
    assert not (house / "else" / "kiosk.db").exists()


@pytest.mark.slow
def test_who_is_forgotten_while_another_program_reads_is_pending_and_gone_later(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "pin").write_text("3333")
    told(folder, "init", "--name", "Huis", "--admin", "An", "--pin-file", "pin", "--no-encryption", who=None)
    number = told(folder, "client", "add", "--name", NAME, who="An")["number"]
    with subprocess.Popen(
        [sys.executable, "-c", READER, folder / "kiosk.db"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment(folder),
    ) as reader:  # fmt: skip
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        assert told(folder, "client", "forget", number, "--reason", "request", who="An")["bytes"] == "pending"
        assert told(folder, "doctor", who=None)["house"]["erasure_pending"] is True
        assert _files_with(folder, NAME), "the reader still stands on the old pages"
        assert run(folder, "client", "show", number, who="An").code == 1, "nobody finds them any more, though"
        reader.communicate("stop\n")
    assert reader.returncode == 0
    assert _files_with(folder, NAME) == []
    assert told(folder, "doctor", who=None)["house"]["erasure_pending"] is False
    assert told(folder, "verify", who="An")["clean"] is True


def _files_with(folder: Path, name: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and name.encode() in file.read_bytes()]


@pytest.mark.slow
def test_a_finding_for_a_second_volunteer_needs_one_with_a_pin_of_their_own(house: Path, tmp_path: Path) -> None:
    before = os.environ.get("PYTHONPATH", "")
    stranger = {"PYTHONPATH": os.pathsep.join([str(_with_soup(tmp_path / "site")), *filter(None, [before])])}
    told(house, "settings", "set", "soup.second_bowl", "other", **stranger)
    number = told(house, "client", "add", **stranger)["number"]
    told(house, "enrol", number, "soup", "--until", "2099-12-31", **stranger)
    code = told(house, "card", "issue", number, **stranger)["code"]
    scan = ("scan", code, "--project", "soup", "--record")
    told(house, *scan, who="Lies", **stranger)
    asked = told(house, *scan[:-1], who="Lies", **stranger)
    assert (asked["outcome"], asked["findings"][0]["confirm"], asked["findings"][0]["by"]) == ("ask", "other", "soup")
    for more in ((), ("--confirm-as", "Lies", "--confirm-pin-file", "Lies.pin")):
        alone = run(house, *scan, *more, "--json", who="Lies", **stranger)
        assert (alone.code, alone.json["error"]["code"]) == (1, "another")
    (house / "wrong").write_text("9999")
    wrong = run(house, *scan, "--confirm-as", "Karim", "--confirm-pin-file", "wrong", "--json", who="Lies", **stranger)
    assert (wrong.code, wrong.json["error"]["code"]) == (1, "sign_in")
    two = ("--confirm-as", "Karim", "--confirm-pin-file", "Karim.pin")
    done = told(house, *scan, *two, who="Lies", **stranger)["recorded"]
    events = {e["id"]: e for e in told(house, "journal", **stranger)}
    confirmed = events[done["events"][-1]]
    assert (confirmed["kind"], confirmed["kept"]["codes"]) == ("core.ask_confirmed", ["soup.second_bowl"])
    assert confirmed["kept"]["by"] != confirmed["actor"]


def _with_soup(site: Path) -> Path:
    """A folder of sys.path with a project for soup, as pip leaves one."""
    info = site / "kiosk_soup-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kiosk-soup\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kiosk]\nsoup = kiosk_soup\n")
    shutil.copy(Path(__file__).parents[1] / "counter" / "soup.py", site / "kiosk_soup.py")
    return site


def test_a_pipe_that_closes_early_is_no_mistake_of_the_program(house: Path) -> None:
    with subprocess.Popen(
        [INSTALLED, "--help"], env=environment(house), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert not list(house.rglob("faults.log"))


@pytest.mark.parametrize("terminal", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}], ids=str)
def test_a_document_is_utf_8_also_where_the_terminal_is_not(house: Path, terminal: dict[str, str]) -> None:
    answer = run(house, "client", "add", "--name", "Zoë Müller-Ñandú", "--json", **terminal)
    assert answer.code == 0
    assert answer.json["members"][0]["display"] == "Zoë"


@pytest.mark.parametrize(
    ("lang", "said"), [("", "Gebruik:"), ("C", "Gebruik:"), ("fr_BE", "Utilisation :"), ("en", "Usage:")]
)
def test_dutch_when_nothing_is_set_also_where_the_system_speaks_english(house: Path, lang: str, said: str) -> None:
    page = run(house, "scan", "--help", KIOSK_LANG=lang, LANG="en_US.UTF-8", LC_ALL="C").out
    assert page.replace("\u00a0", " ").startswith(said)


@pytest.mark.slow
def test_the_key_of_a_backup_is_the_one_given_else_one_beside_the_new_house_else_typed(house: Path) -> None:
    told(house, "backup", "house.backup")
    for name in ("own", "other"):
        (house / name).mkdir()
    strange = house / "strange.key"
    strange.write_text("0" * 64 + "\n")
    strange.chmod(0o600)
    shutil.copy(house / "kiosk.db.key", house / "own" / "whatever.key")
    shutil.copy(strange, house / "own" / "a.key")
    given = run(
        house, "restore", "house.backup", "--db", "own/kiosk.db", "--key-file", "strange.key", "--json", who=None
    )
    assert (given.code, given.json["error"]["code"]) == (1, "wrong_key"), "the one given goes before one that fits"
    assert run(house, "restore", "house.backup", "--db", "own/kiosk.db", who=None).code == 0
    nowhere = run(house, "restore", "house.backup", "--db", "other/kiosk.db", "--json", who=None)
    assert (nowhere.code, nowhere.json["error"]["code"]) == (1, "no_key")
    assert "--recovery-key-file" in nowhere.json["error"]["text"]
    key = json.loads((house / "init.json").read_text())["recovery_key"]
    (house / "page").write_text(f"Huis\n\n{key}\n")
    assert (
        run(house, "restore", "house.backup", "--db", "other/kiosk.db", "--recovery-key-file", "page", who=None).code
        == 0
    )
    assert told(house, "verify", "--db", "other/kiosk.db")["clean"] is True
