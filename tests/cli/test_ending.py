"""How every command ends: exit codes, one JSON document, who may."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.days import today

from .conftest import PINS, Answer, Kiosk

BAD_USAGE = (
    ("nonsense",), ("scan",), ("scan", "X"), ("scan", "X", "--project", "foodbank", "--at", "yesterday"),
    ("client",), ("client", "add", "--adults", "-1"), ("client", "add", "--adults", "0"), ("client", "add", "--sex", "q"),
    ("enrol", "A1001", "foodbank"), ("undo", "A-1"), ("undo", "A-1", "--reason", " "), ("client", "forget", "A1001"),
    ("report", "--from", "2026-01-01"), ("report", "--from", "2026-02-01", "--to", "2026-01-01"),
    ("journal", "--no-such-option"), ("scan", "X", "--project", "foodbank", "--pay", "3,50"), ("card", "print"),
)  # fmt: skip


@pytest.mark.parametrize("typed", BAD_USAGE, ids=" ".join)
def test_bad_usage_is_2_and_one_document(kiosk: Kiosk, typed: tuple[str, ...]) -> None:
    answer = kiosk(*typed, "--json")
    assert answer.code == 2
    assert list(answer.json) == ["error"]
    assert list(answer.json["error"]) == ["code", "text"]
    assert answer.json["error"]["code"] == "usage"
    assert answer.err.strip()
    without = kiosk(*typed)
    assert without.code == 2
    assert without.out == ""


@pytest.mark.parametrize(
    "typed",
    [
        ("client", "show", "A9999"), ("enrol", "A9999", "foodbank", "--until", "2099-01-01"), ("card", "issue", "A9999"),
        ("card", "lost", "BBBBCCCCDDDDEEEEF"), ("undo", "nothing", "--reason", "mistake"), ("journal", "--client", "A9"),
        ("scan", "X", "--project", "nowhere"), ("settings", "explain", "core.nothing"), ("settings", "set", "x", "1"),
        ("report", "--from", "2026-01-01", "--to", "2026-01-02", "--project", "nowhere"), ("volunteer", "retire", "Nobody"),
        ("counter", "set", "nowhere", "--title", "x"), ("print", "test-slip"), ("client", "forget", "A9999", "--reason", "x"),
        ("client", "add", "--child", "2999-01-01"), ("backup", "/nowhere/at/all"), ("restore", "/nowhere/at/all"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_done_is_1_with_one_sentence_and_appends_nothing(kiosk: Kiosk, typed: tuple[str, ...]) -> None:
    before = kiosk.count()
    answer = kiosk(*typed, "--json")
    assert answer.code == 1
    assert list(answer.json) == ["error"]
    assert len(answer.err.strip().splitlines()) == 1
    assert kiosk.count() == before


def test_what_was_typed_wrongly_is_said_in_words_that_show_how(kiosk: Kiosk) -> None:
    for typed, shown in (
        (("enrol", "A1001", "foodbank", "--until", "31/13/2026"), "2026-12-31"),
        (("scan", "X", "--project", "foodbank", "--at", "2026-12-31"), "2026-12-31T14:30"),
        (("scan", "X", "--project", "foodbank", "--pay", "3,50"), "cash:3,50"),
        (("client", "--db", "x", "show"), "add, show, dossier"),
    ):
        answer = kiosk(*typed, "--json")
        assert (answer.code, answer.json["error"]["code"]) == (2, "usage")
        assert shown in answer.json["error"]["text"]
        assert "%" not in answer.json["error"]["text"]


def test_a_group_without_a_command_shows_a_person_its_page(kiosk: Kiosk) -> None:
    answer = kiosk("client")
    assert answer.code == 2
    assert "  forget   Forget a client." in answer.err.splitlines()
    assert kiosk("--version").out.startswith("kiosk ")


def test_who_may_is_said_in_the_reader_s_language(kiosk: Kiosk) -> None:
    assert "beheerder" in kiosk("verify", "--lang", "nl", who="Lies").err
    assert "administrateur" in kiosk("verify", "--lang", "fr", who="Lies").err


def test_stopping_a_card_that_was_stopped_says_so(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card(enrolled=False)
    kiosk.json("card", "lost", "A1001")
    for typed in ("A1001", code):
        answer = kiosk("card", "withdraw", typed, "--json")
        assert (answer.code, answer.json["error"]["code"]) == (1, "no_live_card")
    assert kiosk("card", "withdraw", "A9999", "--json").json["error"]["code"] == "not_found"


def test_an_amount_keeps_its_space(kiosk: Kiosk) -> None:
    assert "€\u00a00,00 … €\u00a020,00" in kiosk("settings", "explain", "foodbank.contribution", "--lang", "nl").out


def test_a_choice_of_a_setting_is_said_and_taken_in_the_readers_words_and_its_code_too(kiosk: Kiosk) -> None:
    kiosk.json("settings", "set", "foodbank.weekdays", "di, fr", "--lang", "nl")
    assert kiosk.json("settings", "show", "foodbank.weekdays")[0]["value"] == ["tu", "fr"]
    assert "dinsdag, vrijdag" in kiosk("settings", "show", "foodbank.weekdays", "--lang", "nl").out
    assert "woensdag, donderdag" in kiosk("settings", "explain", "foodbank.weekdays", "--lang", "nl").out
    wrong = kiosk("settings", "set", "foodbank.weekdays", "someday", "--lang", "nl")
    assert "vrijdag" in wrong.err and "Frans" not in wrong.err


def test_a_wrong_name_or_pin_is_1_and_told_alike(kiosk: Kiosk) -> None:
    name = kiosk("journal", "--json", who=None, KIOSK_AS="Nobody", KIOSK_PIN="1111")
    pin = kiosk("journal", "--json", who="Lies", pin="9999")
    assert name.code == pin.code == 1
    assert name.json == pin.json
    assert pin.json["error"]["code"] == "sign_in"


def test_without_a_name_or_a_terminal_it_is_bad_usage(kiosk: Kiosk) -> None:
    assert kiosk("journal", who=None).code == 2
    assert kiosk("journal", who=None, KIOSK_AS="Karim").code == 2


def test_the_first_line_of_a_pin_file_counts_and_goes_before_the_environment(kiosk: Kiosk) -> None:
    file = kiosk.folder / "Karim.pin"
    assert kiosk("journal", "--pin-file", str(file), pin="0000").code == 0
    assert kiosk("journal", "--pin-file", str(kiosk.folder / "none"), "--json").json["error"]["code"] == "file"


def test_options_do_what_the_environment_does(kiosk: Kiosk) -> None:
    kiosk.json("counter", "add", "loket")
    key = (kiosk.folder / "kiosk.db.key").rename(kiosk.folder / "elsewhere.key")
    asked = {
        "db": str(kiosk.folder / "kiosk.db"), "lang": "fr", "as": "Karim", "counter": "balie", "key-file": str(key),
    }  # fmt: skip
    scan = ("scan", "hello there", "--project", "foodbank", "--json")
    options = (word for name, value in asked.items() for word in (f"--{name}", value))
    pin_file = ("--pin-file", str(kiosk.folder / "Karim.pin"))
    by_option = kiosk(*scan, *options, *pin_file, who=None, KIOSK_DB="/nowhere/kiosk.db")
    environ = {f"KIOSK_{name.upper().replace('-', '_')}": value for name, value in asked.items()}
    by_environment = kiosk(*scan, who=None, pin=PINS["Karim"], **environ)
    assert by_option.code == by_environment.code == 4
    assert by_option.json == by_environment.json


def test_with_several_counters_one_must_be_named(kiosk: Kiosk) -> None:
    kiosk.json("counter", "add", "loket-2")
    answer = kiosk("client", "add", "--json")
    assert answer.code == 2
    assert "loket-2" in answer.json["error"]["text"]
    assert kiosk("client", "add", "--counter", "loket-2").code == 0
    assert kiosk("client", "add", KIOSK_COUNTER="balie").code == 0
    assert kiosk("client", "add", "--counter", "nowhere").code == 1
    envelopes = kiosk.json("journal", KIOSK_COUNTER="balie")
    assert {e["counter"] for e in envelopes if e["kind"] == "core.household_registered"} == {"balie", "loket-2"}


@pytest.mark.parametrize(
    "typed", [("client", "add"), ("client", "show", "A1001"), ("journal",), ("verify",), ("settings", "set", "core.late_days", "3"),
              ("volunteer", "add", "Eva"), ("client", "forget", "A1001", "--reason", "x"), ("backup", "b")], ids=" ".join,
)  # fmt: skip
def test_what_a_volunteer_may_not_is_refused_and_appends_nothing(kiosk: Kiosk, typed: tuple[str, ...]) -> None:
    kiosk.json("client", "add")
    before = kiosk.count()
    answer = kiosk(*typed, "--json", who="Lies")
    assert answer.code == 1
    assert answer.json["error"]["code"] == "not_allowed"
    assert kiosk.count() == before


def test_what_only_reads_appends_nothing(kiosk: Kiosk) -> None:
    number, code = kiosk.with_card()
    before = kiosk.count()
    for typed in (
        ("scan", code, "--project", "foodbank"), ("journal",), ("verify",), ("settings", "show"), ("card", "show", number),
        ("report", "--from", "2026-01-01", "--to", "2026-12-31"), ("counter", "show"), ("print", "queue"), ("plugins",),
        ("doctor",), ("settings", "explain", "core.late_days"), ("backup", str(kiosk.folder / "b")),
        ("client", "search", "nobody at all"),
    ):  # fmt: skip
        assert kiosk(*typed).code == 0, typed
    assert kiosk.count() == before


def test_looking_at_a_client_leaves_a_trace(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add", "--name", "Fatima El Amrani")["number"]
    before = kiosk.count()
    kiosk.json("client", "show", number)
    kiosk.json("client", "search", "fati", who="Lies")
    kinds = [e["kind"] for e in kiosk.json("journal", "--tail", "2")]
    assert kinds == ["core.client_looked_at"] * 2
    assert kiosk.count() == before + 2
    look = kiosk.json("journal", "--tail", "1")[0]
    assert kiosk("undo", look["act"], "--reason", "mistake").code == 1


def test_a_volunteer_does_not_get_around_the_rights_by_undoing(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add")["number"]
    registered = kiosk.json("journal", "--client", number)[0]["act"]
    kiosk.json("volunteer", "retire", "An")
    retired = kiosk.json("journal", "--tail", "1")[0]["act"]
    for act in (registered, retired):
        answer = kiosk("undo", act, "--reason", "mistake", "--json", who="Lies")
        assert answer.json["error"]["code"] == "not_allowed"
    assert kiosk("undo", retired, "--reason", "mistake").code == 0
    assert kiosk("journal", who="An").code == 0


def test_secrets_are_no_arguments_and_in_no_error(kiosk: Kiosk) -> None:
    for typed in (("journal", "--pin", "2222"), ("unlock", "--recovery-key", "BCDE")):
        assert kiosk(*typed).code == 2
    answer = kiosk("journal", "--json", pin="987654")
    assert "987654" not in answer.out + answer.err


def test_an_error_that_is_its_own_cause_is_a_number_too(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        error = RuntimeError("Fatima El Amrani")
        raise error from error

    monkeypatch.setattr("kiosk_core.shift.families.Families.register", broken)
    assert kiosk("client", "add", "--json").json["error"]["code"] == "fault"


def test_a_mistake_of_the_program_is_a_number_and_notes_nobody(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Fatima El Amrani")

    monkeypatch.setattr("kiosk_core.shift.families.Families.register", broken)
    answer = kiosk("client", "add", "--name", "Fatima El Amrani", "--json")
    assert answer.code == 1
    assert answer.json["error"]["code"] == "fault"
    log = next(kiosk.folder.rglob("faults.log")).read_text()
    assert "RuntimeError" in log
    assert "Fatima" not in log + answer.out + answer.err


def test_a_simple_command_loads_nothing_heavy(kiosk: Kiosk, foodbank_installed: Path) -> None:
    heavy = ["textual", "escpos", "fpdf", "faker", "sqlite_utils", "PIL", "qrcode", "cryptography", "psycopg"]
    code = (
        "import sys\nfrom kiosk_core.cli import main\n"
        "try:\n main()\nexcept SystemExit as end:\n"
        f" print(end.code, [m for m in {heavy} if m in sys.modules])"
    )
    here = Path(__file__).parents[2]
    env = {
        "PYTHONPATH": f"{here}:{here / 'plugins/foodbank'}:{foodbank_installed}", "KIOSK_DB": str(kiosk.folder / "kiosk.db"),
        "KIOSK_AS": "Lies", "KIOSK_PIN": PINS["Lies"], "HOME": str(kiosk.folder), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    kiosk("plugins")
    run = [sys.executable, "-c", code, "scan", "hello", "--project", "foodbank"]
    subprocess.run(run, env=env, capture_output=True, check=True)
    second = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
    assert second.stdout.splitlines()[-1] == "4 []", second


@pytest.mark.parametrize(
    "typed",
    [("enrol", "A1001", "foodbank", "--until", "DAY"), ("foodbank", "expected", "--day", "DAY")],
)
def test_a_day_after_any_option_is_written_as_people_write_it_and_what_is_none_is_said_alike(
    kiosk: Kiosk, typed: tuple[str, ...]
) -> None:
    kiosk.with_card("--adults", "1")
    day = today() + timedelta(days=30)

    def with_day(said: str) -> Answer:
        return kiosk(*(said if word == "DAY" else word for word in typed))

    for said in (f"{day:%d/%m/%Y}", f"{day}"):
        assert with_day(said).code == 0, with_day(said).err
    refused = with_day("31/02/2027")
    assert (refused.code, "31/02/2027 is no day: write it as 2026-12-31 or 31/12/2026." in refused.err) == (2, True)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "1899-12-31T23:59", "2100-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_of_no_living_memory_is_no_moment(kiosk: Kiosk, typed: str) -> None:
    """A slip of the finger in the year, as after every other option."""
    refused = kiosk("scan", "HELLO", "--project", "foodbank", "--at", typed)
    assert (refused.code, f"{typed} is no moment: write it as 2026-12-31T14:30." in refused.err) == (2, True)


@pytest.mark.parametrize(("typed", "exit_code"), [("1900-01-01T00:00", 3), ("2099-12-31T23:59", 0)])
def test_the_first_and_the_last_moment_that_can_be_typed_are_answered(kiosk: Kiosk, typed: str, exit_code: int) -> None:
    _, card = kiosk.with_card("--adults", "1")
    assert kiosk("scan", card, "--project", "foodbank", "--at", typed).code == exit_code
