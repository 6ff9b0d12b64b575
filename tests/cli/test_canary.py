"""One name that nobody else has, typed wherever a name or words can be typed, then looked for in every file that was written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from kiosk_core.domain.moments import now
from kiosk_core.drafts import Draft, keep
from kiosk_core.opening import open_house

from .conftest import Kiosk

CANARY = "quackenbush"
NAME, STREET = "Zebulon Quackenbush", "Quackenbushlaan 7"
HOLDS_PEOPLE = {"kiosk.db", "kiosk.db-wal", "one.backup"}
"""The house itself and its copies, where they are not encrypted."""


def a_day(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Everything that writes a file, and everything that takes a person's words. (Number, all that was said of it)."""
    paper, cards = kiosk.folder / "paper.bin", kiosk.folder / "cards.pdf"
    said = []
    for key, value in (("printer", f"file:{paper}"), ("slips", "foodbank.parcel=always, foodbank.emergency=always")):
        kiosk.json("settings", "set", f"core.{key}", value, "--for-counter", "balie")
    number, code = kiosk.with_card("--name", NAME, "--address", STREET, "--adults", "2")
    for typed in (
        ("scan", code, "--project", "foodbank", "--record"), ("card", "print", "--out", str(cards)), ("print", "retry"),
        ("undo", kiosk.json("journal", "--tail", "1")[0]["act"], "--reason", CANARY.title()), ("journal",), ("verify",),
        ("scan", code, "--project", "foodbank", "--record"), ("print", "queue"), ("plugins",), ("doctor",),
        ("report", "--from", "2026-01-01", "--to", "2099-12-31"), ("backup", str(kiosk.folder / "one.backup")),
        ("settings", "show"), ("print", "retry"), ("card", "lost", number), ("print", "test-slip"),
    ):  # fmt: skip
        answer = kiosk(*typed, "--json")
        said.append(answer.out + answer.err)
    for typed in (("client", "show", number), ("client", "search", CANARY)):
        assert CANARY in kiosk(*typed).out.lower(), "the office may read it"
    _fault(kiosk, monkeypatch)
    assert paper.stat().st_size > 0
    return number, "\n".join(said)


def _fault(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program in whose words the name stands: it is noted, with a number and without the name."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(NAME)

    with monkeypatch.context() as patched:
        patched.setattr("kiosk_core.shift.families.Families.register", broken)
        assert kiosk("client", "add", "--name", NAME).code == 1
    assert list(kiosk.folder.rglob("faults.log"))


def holding(kiosk: Kiosk) -> set[str]:
    """The names of the files that say it, or are called so; a PDF or a spreadsheet is read as a person reads it."""
    found = set()
    for file in (path for path in kiosk.folder.rglob("*") if path.is_file()):
        if CANARY in file.name.lower() or CANARY.encode() in file.read_bytes().lower() or CANARY in _read(file):
            found.add(file.name)
    return found


def _read(file: Path) -> str:
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as sheets:
            return b"".join(map(sheets.read, sheets.namelist())).decode("utf8", "replace").lower()
    if file.suffix != ".pdf":
        return ""
    with pypdfium2.PdfDocument(file) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document).lower()


def test_a_name_stands_in_no_file_of_an_encrypted_house_and_in_no_answer_that_is_not_about_it(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, said = a_day(kiosk, monkeypatch)
    assert CANARY not in said.lower()
    assert holding(kiosk) == set()
    tails = {"db", "key", "recovery", "plugins", "bin", "pdf", "backup", "log"}
    assert tails <= {file.name.rpartition(".")[2] for file in kiosk.folder.rglob("*")}, (
        "all of these were looked through"
    )


def test_in_an_open_house_it_stands_in_the_house_alone_and_nowhere_once_it_is_forgotten(
    bare: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.json("init", "--name", "Het Huis", "--admin", "An", "--no-encryption", who="An")
    bare.who = "An"
    number, _ = a_day(bare, monkeypatch)
    assert "kiosk.db" in (found := holding(bare)) and found <= HOLDS_PEOPLE
    bare.json("client", "forget", number, "--reason", f"{NAME} asked", "--with-open")
    assert holding(bare) <= {"one.backup"}, "an older copy is thinned out by age, and the answer says until when"


FOR_THE_PERSON = {"copy.pdf", "agreement.pdf", "certificate.pdf"}
"""Papers that were asked for to hand over or sign: whoever makes them destroys the file."""


def an_afternoon(kiosk: Kiosk, number: str) -> str:
    """Every project serves that client and writes down what somebody types; every list and paper is made. All that was said
    where it is not about that client."""
    folder, member = kiosk.folder, f"{number}.1"
    typed_words = f"{NAME} vertelde iets"
    code = kiosk.json("card", "issue", number)["code"]
    for key, value in (("kapstok.vat", "outside_scope"), ("core.phone", "03 555 12 12")):
        kiosk("settings", "set", key, value)
    device = kiosk.json("einclusie", "device", "add", "Een laptop")["number"]
    days = ("--from", "2020-01-01", "--to", "2099-12-31")
    said = []
    for typed in (
        ("kapstok", "voucher", "issue", "5", "--reason", typed_words, "--client", number),
        ("kapstok", "voucher", "print", "--out", str(folder / "vouchers.pdf")),
        ("einclusie", "sign-in", code), ("einclusie", "loan", "out", device, code, "--deposit", "0"), ("kapstok", "sell", "--line", "jas", "--client", code, "--pay", "account"),
        ("einclusie", "device", "label", "--out", str(folder / "labels.pdf")), ("einclusie", "session", "list"),
        ("einclusie", "session", "calendar", "--out", str(folder / "calendar.ics")),
        ("einclusie", "export", "attendance", *days, "--out", str(folder / "attendance.xlsx")),
        ("einclusie", "export", "figures", *days, "--out", str(folder / "figures.csv")),
        ("report", *days), ("report", *days, "--xlsx", str(folder / "report.xlsx")), ("report", *days, "--csv"),
        ("foodbank", "day", "show"), ("client", "search", "xyz"), ("foodbank", "signals"), ("kapstok", "prices", "show"),
        ("privacy", "register", "--out", str(folder / "register.pdf")), ("privacy", "notice", "--out", str(folder / "notice.pdf")),
        ("retention", "preview"), ("journal",), ("verify",), ("doctor",), ("print", "retry"), ("print", "queue"), ("notes",),
    ):  # fmt: skip
        answer = kiosk(*typed, "--json")
        said.append(answer.out + answer.err)
    kiosk("einclusie", "ticket", "email", "--minutes", "10", "--for", code, "--note", typed_words)
    kiosk("einclusie", "loan", "agreement", device, "--out", str(folder / "agreement.pdf"))
    kiosk("proxy", "name", number, "--until", "2099-12-31", "--name", f"Petronella {CANARY.title()}")
    assert kiosk("client", "dossier", member, "--out", str(folder / "copy.pdf")).code == 0
    with open_house(folder / "kiosk.db", None) as opened, opened.store.writing() as db:
        household = opened.house.by_number(number, now().date()).household
        keep(db, "balie", "kapstok", Draft("open-sale", {"lines": [], "note": NAME}, household), opened.clock())
    return "\n".join(said)


def test_through_an_afternoon_of_all_projects_it_stands_in_papers_for_that_person_alone_and_goes_with_them(
    bare: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.json("init", "--name", "Het Huis", "--admin", "An", "--no-encryption", who="An")
    bare.who = "An"
    number, _ = a_day(bare, monkeypatch)
    said = an_afternoon(bare, number)
    assert CANARY not in said.lower()
    found = holding(bare)
    assert "copy.pdf" in found
    assert found <= HOLDS_PEOPLE | FOR_THE_PERSON
    made = {file.name for file in bare.folder.rglob("*")}
    assert made >= {
        "register.pdf",
        "notice.pdf",
        "report.xlsx",
        "attendance.xlsx",
        "calendar.ics",
        "labels.pdf",
        "vouchers.pdf",
    }
    bare.json("client", "forget", number, "--reason", f"{NAME} asked", "--with-open")
    assert holding(bare) <= {"one.backup"} | FOR_THE_PERSON
    assert bare.json("verify")["clean"] is True
