"""`kiosk client import|export` on the installed command line's own code, and killed in the middle on the installed program."""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import closing

import pytest

from kiosk_core.store import Store, find_key

from ..importing.conftest import UNPREPARED, text, xlsx
from ..importing.test_whole import many
from .conftest import Kiosk
from .process import INSTALLED


def test_the_dry_run_says_what_would_be_done_and_why_not(kiosk: Kiosk) -> None:
    file, before = str(xlsx(kiosk.folder / "lijst.xlsx", UNPREPARED)), kiosk.count()
    told = kiosk.json("client", "import", file)
    assert told["columns"] == {
        "number": "Nr", "name": "Familienaam", "first_name": "Voornaam", "born": "Geb. datum", "address": "Adres", "phone": "GSM",
        "children": "Aantal kinderen",
    }  # fmt: skip
    assert (told["unused"], told["written"]) == (["Opmerking"], None)
    assert told["counts"] == {"new": 4, "changed": 0, "same": 0, "duplicate": 1, "rejected": 1, "done": 0}
    assert kiosk.count() == before
    dutch = kiosk("client", "import", file, KIOSK_LANG="nl")
    assert dutch.code == 0
    assert (
        "Regel 7: niet overgenomen, niet begrepen: in Aantal kinderen staat veel: hier hoort het aantal kinderen, of hun geboortejaren zoals in 2015, 2018, of hun leeftijden zoals in 12 jaar, 8 jaar."
        in dutch.out
    )
    assert (
        "Regel 9: niet overgenomen, wellicht al gekend: lijkt op regel 5: een naam die gelijkaardig klinkt" in dutch.out
    )
    assert dutch.out.endswith("Er is niets geschreven. Geef het nog eens met --yes.\n")
    written = kiosk.json("client", "import", file, "--yes", "--enrol", "foodbank", "--until", "2099-12-31")
    assert (written["written"], written["import"]) == (4, told["import"])
    became = {tuple(one["lines"]): one["number"] for one in written["lines"] if one["sort"] == "new"}
    assert became == {(5,): "A1001", (6,): "A1002", (10,): "A1003", (11,): "A1004"}
    again = kiosk("client", "import", file, "--yes", KIOSK_LANG="nl")
    assert "Regel 10: overgenomen: A1003\n" in again.out and again.out.endswith(
        "Er is niets geschreven: niets daarin is nieuw of gewijzigd.\n"
    ), "what wrote nothing offers nothing to undo"
    assert kiosk.json("client", "show", "A1001")["enrolments"][0]["until"] == "2099-12-31"
    assert kiosk.json("client", "import", file)["counts"]["done"] == 4
    kiosk.json("card", "issue", "A1001")
    asked = kiosk("client", "import", "--undo", told["import"])
    assert asked.code == 1
    assert "1 household: Card given out. With --yes" in asked.err
    undone = kiosk.json("client", "import", "--undo", told["import"], "--yes")
    assert undone == {"import": told["import"], "undone": 1}
    twice, never = (kiosk("client", "import", "--undo", one, KIOSK_LANG="nl") for one in (told["import"], "abc"))
    assert (twice.code, never.code) == (1, 1)
    assert "is al teruggedraaid. Lees het bestand opnieuw" in twice.err and "Geen invoer heeft nummer abc" in never.err
    assert kiosk("client", "show", "A1001").code == 1


def test_bad_usage_and_files_that_are_none_end_in_one_sentence(kiosk: Kiosk) -> None:
    file = str(text(kiosk.folder / "lijst.csv", ["Naam", "Ana"]))
    (kiosk.folder / "foto.png").write_bytes(b"\x89PNG\0\0")
    for code, *typed in (
        (2,), (2, file, "--undo", "x"), (2, file, "--enrol", "foodbank"), (2, file, "--column", "naam"), (1, file, "--column", "naam=x"),
        (1, str(kiosk.folder / "foto.png")), (1, file, "--enrol", "zoo", "--until", "2099-12-31"),
    ):  # fmt: skip
        answer = kiosk("client", "import", *map(str, typed))
        assert (answer.code, answer.out, len(answer.err.splitlines()) >= 1) == (code, "", True), typed
        assert "Traceback" not in answer.err
    assert kiosk("client", "import", file, who="Lies").code == 1
    assert kiosk("client", "export", str(kiosk.folder / "x.csv"), who="Lies").code == 1
    assert kiosk("client", "export", str(kiosk.folder / "x.ods")).code == 2


def test_an_export_imported_again_changes_nothing(kiosk: Kiosk) -> None:
    kiosk.json(
        "client",
        "add",
        "--name",
        "=Fatima El Amrani",
        "--adults",
        "2",
        "--child",
        "2019-04",
        "--phone",
        "+32 470 12 34 56",
    )
    for name in ("uit.xlsx", "uit.csv"):
        file = str(kiosk.folder / name)
        assert kiosk.json("client", "export", file) == {"file": file, "persons": 3}
        counts = kiosk.json("client", "import", file, "--yes")["counts"]
        assert counts == {"new": 0, "changed": 0, "same": 1, "duplicate": 0, "rejected": 0, "done": 0}


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_and_doubles_nothing(kiosk: Kiosk) -> None:
    file = str(many(kiosk.folder, 900))
    environ = {
        "KIOSK_DB": str(kiosk.folder / "kiosk.db"),
        "KIOSK_AS": "Karim",
        "KIOSK_PIN": "2222",
        "HOME": str(kiosk.folder),
    }
    running = subprocess.Popen([INSTALLED, "client", "import", file, "--yes"], env=environ, stdout=subprocess.DEVNULL)
    until, path = time.monotonic() + 120, kiosk.folder / "kiosk.db"
    with closing(Store(path, find_key(path))) as store:  # a look at the file itself: a command would look for seconds
        while store.db.execute("SELECT count(*) FROM core_household").fetchone()[0] < 20 and time.monotonic() < until:
            assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    there = kiosk.json("client", "import", file)["counts"]
    assert 20 <= there["done"] < 900
    assert there["new"] == 900 - there["done"]
    assert kiosk.json("client", "import", file, "--yes")["written"] == there["new"]
    persons = kiosk.json("client", "export", str(kiosk.folder / "uit.csv"))["persons"]
    assert persons == 900
    assert kiosk.json("verify")["clean"]
