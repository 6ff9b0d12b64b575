"""From a household to a parcel and back: client add, enrol, card, scan, undo, journal, report."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tests.days import today

from .conftest import Kiosk

TODAY = today()


def test_a_household_in_every_form_of_a_birth(kiosk: Kiosk) -> None:
    made = kiosk.json(
        "client", "add", "--adults", "2", "--child", "2019-04-01", "--child", "2019-04", "--child", "2019", "--child", "age:6",
        "--child", "unknown", "--name", "Fatima El Amrani", "--phone", "0470 00 00 01", "--address", "Kerkstraat 1",
    )  # fmt: skip
    assert list(made) == ["number", "members", "duplicates"]
    assert made["number"] == "A1001"
    assert [m["number"] for m in made["members"]] == [f"A1001.{n}" for n in range(1, 8)]
    assert made["members"][0] == {"number": "A1001.1", "display": "Fatima"}
    assert made["members"][1]["display"] == "A1001.2"
    shown = kiosk.json("client", "show", "A1001")
    assert [m["born"] for m in shown["members"]] == [
        None, None, "2019-04-01", "2019-04", "2019", f"6-6@{TODAY}", f"0-17@{TODAY}",
    ]  # fmt: skip
    assert shown["address"] == "Kerkstraat 1"


@pytest.mark.parametrize(
    "born", [str(TODAY + timedelta(days=2)), "2999", "2019-13-01", "19/19/2019", "age:200", "fish"]
)
def test_a_birth_that_cannot_be_is_refused(kiosk: Kiosk, born: str) -> None:
    before = kiosk.count()
    answer = kiosk("client", "add", "--child", born, "--json")
    assert answer.code == 1
    assert answer.json["error"]["code"] == "birth"
    assert kiosk.count() == before


def test_an_age_is_shown_as_a_person_reads_it(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add", "--name", "Fatima", "--child", "age:6", "--child", "2019-04")["number"]
    lines = kiosk("client", "show", number).out.splitlines()
    assert f"{number}.2  {number}.2  6 years old on " in lines[2] and "@" not in lines[2]
    assert lines[1].endswith("?") and lines[3].endswith("2019-04")


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (("--name", "Fatima El Amrani"), ("--name", "fatima el-amrani"), True),
        (("--name", "Fatima El Amrani"), ("--name", "Fatma Elamrani"), True),
        (("--name", "Mohamed Bouzid"), ("--name", "Muhammad Bouzid"), True),
        (("--name", "Mohamed Bouzid", "--born", "1960"), ("--name", "Muhammad Bouzid", "--born", "1991-03-04"), False),
        (("--name", "Jan Peeters"), ("--name", "Piet Janssens"), False),
        (("--name", "Jan Peeters", "--phone", "0470/00.00.12"), ("--name", "Els Wouters", "--phone", "+32 470 00 00 12"), True),
        ((), (), False),
    ],
)  # fmt: skip
def test_likely_duplicates_are_listed_and_saved_all_the_same(
    kiosk: Kiosk, first: tuple[str, ...], second: tuple[str, ...], alike: bool
) -> None:
    kiosk.json("client", "add", *first)
    made = kiosk.json("client", "add", *second)
    assert made["number"] == "A1002"
    assert [one["number"] for one in made["duplicates"]] == (["A1001.1"] if alike else [])


def test_search_shows_a_volunteer_less(kiosk: Kiosk) -> None:
    kiosk.json("client", "add", "--name", "Fatima El Amrani", "--born", "1984-02-01")
    assert kiosk.json("client", "search", "vanderbilt") == []
    assert kiosk.json("client", "search", "el am") == [{"number": "A1001.1", "display": "Fatima El Amrani"}]
    assert kiosk.json("client", "search", "el am", who="Lies") == [{"number": "A1001.1", "display": "Fatima A. 1984"}]
    assert kiosk.json("client", "search", "1001")[0]["number"] == "A1001.1"


def test_the_document_of_a_scan(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card("--adults", "2", "--child", "age:3", "--name", "Fatima El Amrani")
    told = kiosk.json("scan", code, "--project", "foodbank", who="Lies")
    assert list(told) == ["outcome", "findings", "client", "offer", "recorded"]
    assert told["outcome"] == "granted"
    assert told["client"] == {"number": "A1001.1", "display": "Fatima", "household_size": 3}
    assert list(told["offer"]) == ["service", "title", "hand_over", "leave_out", "due_cents", "purpose"]
    assert told["offer"]["service"] == "foodbank.parcel"
    assert all(list(one) == ["text", "quantity"] for one in told["offer"]["hand_over"])
    assert told["recorded"] is None


def test_a_parcel_is_one_event_and_a_second_one_that_day_is_not_granted(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card()
    done = kiosk.json("scan", code, "--project", "foodbank", "--record", who="Lies")["recorded"]
    assert list(done) == ["act", "events", "receipt", "says"]
    kinds = {e["id"]: e["kind"] for e in kiosk.json("journal")}
    assert [kinds[id] for id in done["events"]].count("foodbank.parcel_collected") == 1
    again = kiosk("scan", code, "--project", "foodbank", "--record", "--json")
    assert again.json["outcome"] in ("ask", "refused")
    finding = again.json["findings"][0]
    assert list(finding) == ["severity", "code", "text", "next", "by", "confirm"]
    assert finding["code"].startswith("foodbank.")
    assert finding["by"] == "foodbank"


def test_who_is_not_enrolled_is_3_and_a_card_that_serves_nobody_is_4(kiosk: Kiosk) -> None:
    number, code = kiosk.with_card(enrolled=False)
    refused = kiosk("scan", code, "--project", "foodbank", "--record", "--json")
    assert (refused.code, refused.json["outcome"], refused.json["recorded"]) == (3, "refused", None)
    assert refused.json["findings"][0]["by"] == "core"
    never = kiosk("scan", "hello there", "--project", "foodbank", "--record", "--json")
    kiosk.json("card", "lost", code)
    lost = kiosk("scan", code, "--project", "foodbank", "--record", "--json")
    second = kiosk.json("card", "issue", number)["code"]
    kiosk.json("card", "withdraw", number)
    withdrawn = kiosk("scan", second, "--project", "foodbank", "--json")
    badge = kiosk.json("volunteer", "badge", "Lies")["code"]
    assert never.code == lost.code == withdrawn.code == 4
    assert never.json == lost.json == withdrawn.json == kiosk("scan", badge, "--project", "foodbank", "--json").json
    assert never.json["client"] is None
    assert never.json["offer"] is None
    states = {c["code"]: c["state"] for c in kiosk.json("card", "show", number)}
    assert states == {code: "lost", second: "withdrawn"}


@pytest.mark.parametrize(
    "strange", ["", " ", "\x1b[31m", "é" * 40, "B" * 100_000, "[red]x", "'; DROP TABLE event; --", "\n"]
)
def test_strange_codes_are_unknown(kiosk: Kiosk, strange: str) -> None:
    answer = kiosk("scan", "--project", "foodbank", "--json", "--", strange)
    assert (answer.code, answer.json["outcome"]) == (4, "unknown")


def test_at_moves_the_moment_and_only_what_happened_is_recorded(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add")["number"]
    until = TODAY + timedelta(days=10)
    kiosk.json("enrol", number, "foodbank", "--until", str(until))
    code = kiosk.json("card", "issue", number)["code"]
    outcome = lambda day, *more: kiosk("scan", code, "--project", "foodbank", "--at", f"{day}T10:00", *more)  # noqa: E731
    assert outcome(until).code == 0
    grace = kiosk.json("scan", code, "--project", "foodbank", "--at", f"{until + timedelta(days=1)}T10:00")
    assert grace["outcome"] == "ask"
    assert outcome(until + timedelta(days=31)).code == 3
    before = kiosk.count()
    assert outcome(TODAY + timedelta(days=1), "--record").code == 1
    soon = datetime.now(ZoneInfo("Europe/Brussels")) + timedelta(minutes=5)
    assert kiosk("scan", code, "--project", "foodbank", "--at", f"{soon:%Y-%m-%dT%H:%M}", "--record").code == 1
    assert kiosk.count() == before


def test_a_day_from_paper_is_the_act_s_day_and_not_its_place(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add")["number"]
    earlier = TODAY - timedelta(days=5)
    kiosk.json("enrol", number, "foodbank", "--until", "2099-01-01")
    code = kiosk.json("card", "issue", number)["code"]
    kiosk.json("scan", code, "--project", "foodbank", "--at", f"{earlier}T10:00", "--record")
    last = kiosk.json("journal", "--tail", "2")
    assert last[-1]["day"] == str(earlier)
    assert last[-1]["at"] > last[-2]["at"]
    far = TODAY - timedelta(days=40)
    kiosk.json(
        "enrol",
        number,
        "foodbank",
        "--from",
        str(TODAY - timedelta(days=60)),
        "--until",
        str(TODAY - timedelta(days=32)),
    )
    assert kiosk("scan", code, "--project", "foodbank", "--at", f"{far}T10:00", "--record").code == 1


def test_an_amount_due_is_owed_unless_it_is_paid(kiosk: Kiosk) -> None:
    kiosk.json("settings", "set", "foodbank.contribution", "2,00")
    number, code = kiosk.with_card()
    assert kiosk("scan", code, "--project", "foodbank", "--record", "--pay", "cash:1,00", "--json").code == 1
    assert kiosk("scan", code, "--project", "foodbank", "--record", "--pay", "shells:2", "--json").code == 1
    done = kiosk.json("scan", code, "--project", "foodbank", "--record")
    assert done["offer"]["due_cents"] == 200
    assert done["recorded"]["receipt"] == f"A-{TODAY.year}-000001"
    assert kiosk.json("client", "show", number)["owed_cents"] == 200
    _, other = kiosk.with_card()
    paid = kiosk.json("scan", other, "--project", "foodbank", "--record", "--pay", "cash:2,00")
    assert paid["recorded"]["receipt"] == f"A-{TODAY.year}-000002"
    assert kiosk.json("client", "show", "A1002")["owed_cents"] == 0


def test_undo_takes_the_act_back_once(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card()
    done = kiosk.json("scan", code, "--project", "foodbank", "--record", who="Lies")["recorded"]
    undone = kiosk.json("undo", done["events"][0], "--reason", "hij kwam voor een ander", who="Lies")
    assert undone["undone"] == done["act"]
    assert kiosk("undo", done["act"], "--reason", "mistake").code == 1
    assert kiosk("undo", undone["act"], "--reason", "mistake").code == 1
    assert kiosk.json("scan", code, "--project", "foodbank")["outcome"] == "granted"
    assert "hij kwam" not in kiosk("journal", "--json").out


def test_a_line_of_the_journal_says_what_was_entered_late(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card("--adults", "1")
    before = TODAY - timedelta(days=2)
    kiosk("scan", code, "--project", "foodbank", "--record", "--at", f"{before:%Y-%m-%dT10:00}")
    lines = kiosk("journal", KIOSK_LANG="nl").out.splitlines()
    (parcel,) = (line for line in lines if "foodbank.parcel_collected" in line)
    assert parcel.endswith("nagevoerd") and f"{before:%Y-%m-%d}" in parcel
    assert not any("nagevoerd" in line for line in lines if "card_issued" in line)


def test_the_journal_has_the_whole_envelope_and_names_nobody(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add", "--name", "Fatima El Amrani")["number"]
    kiosk.json("client", "add", "--name", "Piet Janssens")
    envelopes = kiosk.json("journal")
    assert all(
        list(e)
        == ["id", "at", "day", "counter", "actor", "act", "kind", "version", "keep", "kept", "digests", "prev", "hash"]
        for e in envelopes
    )
    assert [e["at"] for e in envelopes] == sorted(e["at"] for e in envelopes)
    assert [e["prev"] for e in envelopes] == ["", *(e["hash"] for e in envelopes[:-1])]
    assert kiosk.json("journal", "--tail", "3") == envelopes[-3:]
    mine = kiosk.json("journal", "--client", number)
    assert [e["kind"] for e in mine] == ["core.household_registered", "core.person_registered", "core.member_joined"]
    assert all(one in envelopes for one in mine)
    assert "Fatima" not in kiosk("journal", "--json").out


def test_enrol_checks_project_terms_and_days(kiosk: Kiosk) -> None:
    number = kiosk.json("client", "add")["number"]
    assert kiosk("enrol", number, "nowhere", "--until", "2099-01-01").code == 1
    assert kiosk("enrol", number, "foodbank", "--until", "2099-01-01", "--term", "nothing=1").code == 1
    assert kiosk("enrol", number, "foodbank", "--until", "2099-01-01", "--term", "nothing").code == 2
    assert kiosk("enrol", number, "foodbank", "--until", "2020-01-01", "--from", "2020-02-01").code == 1
    done = kiosk.json("enrol", number, "foodbank", "--until", "2099-01-01", "--term", "leave_out=pork")
    assert done["from"] == str(TODAY - timedelta(days=31)), "so that a visit on paper can still be entered"
    assert kiosk.json("client", "show", number)["enrolments"][0]["terms"] == {"foodbank.leave_out": "pork"}


def test_a_year_from_today_is_no_longer_than_usual_though_it_begins_on_paper_days_ago(kiosk: Kiosk) -> None:
    """As on the screen, where it begins today. Who decided is shown to who may see the page."""
    number, until = kiosk.json("client", "add")["number"], str(TODAY + timedelta(days=365))
    assert kiosk.json("enrol", number, "foodbank", "--until", until, "--decided-by", "Mia Peeters")["findings"] == []
    assert "    Decided by Mia Peeters" in kiosk("client", "show", number).out
    assert kiosk.json("client", "show", number)["enrolments"][0]["decided_by"] == "Mia Peeters"
    long = kiosk("enrol", number, "foodbank", "--until", "2099-01-01", "--from", str(TODAY))
    assert "This decision runs for more than 12 months. Check the last day." in long.out and "?" not in long.out


def test_a_decision_noted_while_another_holds_is_the_one_that_speaks_or_says_that_it_is_not(kiosk: Kiosk) -> None:
    """The days for what was noted on paper lie before the decision of last week, which would go on speaking."""
    number = kiosk.json("client", "add")["number"]
    week_ago = str(TODAY - timedelta(days=7))
    kiosk.json("enrol", number, "foodbank", "--until", "2099-01-01", "--from", week_ago)
    done = kiosk.json("enrol", number, "foodbank", "--until", "2098-01-01", "--term", "leave_out=pork")
    assert done["from"] == str(TODAY) and "core.later_decision_speaks" not in done["findings"]
    late = kiosk("enrol", number, "foodbank", "--until", "2098-01-01", "--from", str(TODAY - timedelta(days=9)))
    assert f"From {TODAY - timedelta(days=7):%d/%m/%Y} on another decision speaks" in late.out


def test_figures_come_in_a_fixed_order_as_json_and_csv(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card()
    kiosk.json("scan", code, "--project", "foodbank", "--record")
    period = ("--from", str(TODAY), "--to", str(TODAY))
    told = kiosk.json("report", *period)
    assert list(told) == ["from", "to", "figures"]
    assert all(list(f) == ["project", "indicator", "breakdown", "unit", "value"] for f in told["figures"])
    parcels = [f for f in told["figures"] if f["indicator"] == "foodbank.parcels" and not f["breakdown"]]
    assert [f["value"] for f in parcels] == [1]
    own = [f for f in told["figures"] if f["project"] == "foodbank"]
    assert kiosk.json("report", *period, "--project", "foodbank")["figures"] == own
    assert [f["project"] for f in told["figures"]] == sorted(f["project"] for f in told["figures"])
    lines = kiosk("report", *period, "--project", "foodbank").out.splitlines()
    assert lines[:2] == ["Food distribution", "Parcels: 1 piece"] and "Households: 1 household" in lines
    spelled = kiosk("report", *period, "--csv").out
    assert spelled.startswith("\ufeffProject;Figure;Of which;How much;Unit\n")
    assert len(spelled.splitlines()) == len(told["figures"]) + 1


def test_the_figures_as_a_spreadsheet_say_what_each_one_counts(kiosk: Kiosk) -> None:
    _, code = kiosk.with_card()
    kiosk.json("scan", code, "--project", "foodbank", "--record")
    out, period = kiosk.folder / "cijfers.xlsx", ("--from", str(TODAY), "--to", str(TODAY), "--project", "foodbank")
    told = kiosk.json("report", *period, "--xlsx", str(out))
    assert kiosk("report", *period, "--xlsx", str(out), KIOSK_LANG="nl").out == "✓ cijfers.xlsx\n"
    book = load_workbook(out, read_only=True)
    figures = list(book["Cijfers"].iter_rows(values_only=True))
    assert figures[0] == ("Project", "Cijfer", "Waarvan", "Hoeveel", "Eenheid")
    assert len(figures) == len(told["figures"]) + 1
    assert ("Voedselbedeling", "Pakketten", None, 1, "stuks") in figures
    meant = [row[2] for row in book["Uitleg"].iter_rows(values_only=True)]
    assert any(text and text.startswith("Vertrouwelijk") for text in meant)
    assert {row[1] for row in figures[1:]} <= {row[1] for row in book["Uitleg"].iter_rows(values_only=True)}
    assert kiosk("report", *period, "--xlsx", str(kiosk.folder / "cijfers.csv")).code == 2
    assert kiosk("report", *period, "--xlsx", str(out), who="Lies").code == 1
