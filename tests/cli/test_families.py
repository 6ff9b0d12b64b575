"""`kiosk client join|leave|split`: who lives with whom."""

from __future__ import annotations

from datetime import timedelta

from kiosk_core.domain.moments import years_before
from tests.days import today

from .conftest import Kiosk


def test_a_couple_splits_and_both_halves_come_with_their_own_cards(kiosk: Kiosk) -> None:
    number, card = kiosk.with_card("--adults", "2", "--child", "2019", "--name", "Fatima El Amrani")
    made = kiosk.json(
        "client", "split", number, "--away", f"{number}.2", "--both", f"{number}.3", "--address", "Plein 9"
    )
    assert list(made) == ["act", "households", "owed_cents", "no_longer"]
    assert made["no_longer"] == []
    assert [one["number"] for one in made["households"]] == ["A1002", "A1003"]
    assert [[m["share"] for m in one["members"]] for one in made["households"]] == [["full", "part"], ["full", "part"]]
    assert kiosk("scan", card, "--project", "foodbank").code == 4
    for one in made["households"]:
        (new,) = one["cards"]
        scanned = kiosk.json("scan", new["code"], "--project", "foodbank")
        assert (scanned["outcome"], scanned["client"]["household_size"]) == ("granted", 2)
    assert kiosk.json("client", "show", "A1003")["address"] == "Plein 9"
    assert kiosk.json("client", "show", number)["household_size"] == 0
    assert kiosk("undo", made["act"], "--reason", "mistake").code == 0
    assert kiosk("scan", card, "--project", "foodbank").code == 0


def test_what_was_arranged_with_a_household_that_splits_is_said(kiosk: Kiosk) -> None:
    number, _ = kiosk.with_card("--adults", "2")
    hours = ("--from", "13:00", "--to", "15:00", "--capacity", "9")
    assert kiosk("foodbank", "group", "set", "A", "--first", str(today()), *hours).code == 0
    assert kiosk("foodbank", "group", "join", "A", number).code == 0
    (said,) = kiosk.json("client", "split", number, "--away", f"{number}.2")["no_longer"]
    assert said.startswith("Food distribution: group A, 13:00-15:00")
    assert said.endswith(f"arranged with {number}: arrange it anew with each.")


def test_who_might_collect_for_a_household_that_splits_is_said(kiosk: Kiosk) -> None:
    number, _ = kiosk.with_card("--adults", "2")
    assert kiosk("proxy", "name", number, "--until", "2027-01-31", "--name", "Rosa Claes").code == 0
    (said,) = kiosk.json("client", "split", number, "--away", f"{number}.2")["no_longer"]
    assert said == "Note anew for each who may collect: Rosa may no longer."
    assert kiosk.json("proxy", "show", "A1002") == kiosk.json("proxy", "show", "A1003") == []


def test_somebody_is_born_somebody_moves_in_and_somebody_dies(kiosk: Kiosk) -> None:
    number, card = kiosk.with_card("--adults", "2")
    born = kiosk.json("client", "join", number, "--name", "Yara Haddad", "--born", "2026-11-20", "--sex", "v")
    assert born["members"][-1] == {"number": "A1001.3", "display": "Yara", "share": "full"}
    other = kiosk.json("client", "add", "--name", "Jan Peeters")["number"]
    both = kiosk.json("client", "join", other, "--member", "A1001.3", "--part")
    assert [m["share"] for m in both["members"]] == ["full", "part"]
    left = kiosk.json("client", "leave", f"{number}.1", "--reason", "deceased")
    assert [m["number"] for m in left["members"]] == ["A1001.2", "A1001.3"]
    assert kiosk("scan", card, "--project", "foodbank").code == 4
    assert left["next_step"] is None
    orphan = kiosk.json("client", "leave", f"{number}.2", "--reason", "deceased")
    assert orphan["next_step"].startswith("Only children live in this household now.")
    assert orphan["next_step"] in kiosk("client", "show", number).out
    gone = kiosk.json("client", "leave", other, "--reason", "moved")
    assert (gone["members"], gone["next_step"][:12]) == ([], "Nobody lives")


def test_what_cannot_be_is_said_and_changes_nothing(kiosk: Kiosk) -> None:
    number, _ = kiosk.with_card("--adults", "2")
    before = kiosk.count()
    for code, *typed in (
        (2, "client", "leave", number),
        (2, "client", "leave", number, "--reason", "bored"),
        (2, "client", "split", number),
        (2, "client", "join", number, "--member", "A1001.2", "--name", "Jan"),
        (1, "client", "join", number, "--member", "A1001.2"),
        (1, "client", "join", number, "--member", number),
        (1, "client", "split", number, "--away", "A1001.1", "--away", "A1001.2"),
        (1, "client", "split", number, "--away", "A9999.1"),
        (1, "client", "leave", "A9999", "--reason", "left"),
    ):
        assert kiosk(*typed).code == code, typed
    assert kiosk("client", "leave", number, "--reason", "left", who="Lies").code == 1
    assert kiosk.count() == before


def test_at_the_card_of_their_own_household_a_second_volunteer_confirms(kiosk: Kiosk) -> None:
    number, card = kiosk.with_card("--adults", "2")
    assert kiosk("volunteer", "link", "Lies", number).code == 1, "which of the two?"
    assert kiosk.json("volunteer", "link", "Lies", f"{number}.2") == {"name": "Lies", "linked": True}
    scan = ("scan", card, "--project", "foodbank", "--record")
    assert kiosk(*scan, who="Lies").code == 1
    confirmed = ("--confirm-as", "Karim", "--confirm-pin-file", str(kiosk.folder / "Karim.pin"))
    done = kiosk.json(*scan, *confirmed, who="Lies")
    assert [(f["code"], f["confirm"], f["next"]) for f in done["findings"]] == [
        ("core.second_volunteer", "other", None)
    ]
    assert kiosk("client", "show", number, who="Karim").code == 0
    assert kiosk("undo", done["recorded"]["act"], "--reason", "mistake", who="Lies").code == 1
    assert kiosk.json("volunteer", "unlink", "Lies") == {"name": "Lies", "linked": False}
    assert kiosk("volunteer", "link", "Karim", f"{number}.1", who="Lies").code == 1


def test_a_decision_about_their_own_household_is_confirmed_by_a_colleague(kiosk: Kiosk) -> None:
    number, _ = kiosk.with_card()
    assert kiosk("volunteer", "link", "Karim", f"{number}.1").code == 0
    enrol = ("enrol", number, "foodbank", "--until", "2099-12-31")
    end = ("enrol", number, "foodbank", "--until", str(today()), "--end", "--decided-by", "Mia", "--reason", "works")
    confirmed = ("--confirm-as", "Lies", "--confirm-pin-file", str(kiosk.folder / "Lies.pin"))
    for typed in (enrol, end):
        assert kiosk(*typed).err == "A second volunteer confirms this one.\n"
        assert kiosk.json(*typed, *confirmed)["client"] == number
    assert [note["code"] for note in kiosk.json("notes", who="An")] == ["core.decided_own"] * 2


def test_the_notes_of_a_day_are_the_coordinators(kiosk: Kiosk) -> None:
    day = today()
    kiosk.json("client", "add", "--name", "Yara Haddad", "--born", str(years_before(day, 18)))
    assert kiosk.json("notes") == [{"code": "core.turned_18", "client": "A1001.1", "text": "Yara turned 18."}]
    assert kiosk.json("notes", "--day", str(day - timedelta(days=40))) == []
    kiosk.json("client", "add", "--born", str(years_before(day, 18)))
    assert kiosk.json("notes")[1] == {"code": "core.turned_18", "client": "A1002.1", "text": "Turned 18."}
    assert kiosk("notes", who="Lies").code == 1


def test_a_proxy_collects_until_the_last_day(kiosk: Kiosk) -> None:
    number, card = kiosk.with_card("--name", "Fatima El Amrani")
    named = kiosk.json("proxy", "name", number, "--until", "2099-01-01", "--name", "Mia Janssens")
    assert named == {"display": "Mia", "number": None, "until": "2099-01-01"}
    scan = ("scan", card, "--project", "foodbank")
    assert [(f["code"], f["text"]) for f in kiosk.json(*scan, who="Lies")["findings"]] == [
        ("core.proxies", "May also be collected by Mia.")
    ]
    assert kiosk(*scan, "--collector", "mia").code == 0
    assert kiosk(*scan, "--collector", "Jan").code == 1
    assert kiosk.json("proxy", "show", number) == [named]
    assert kiosk("proxy", "name", number, "--until", "2099-01-01").code == 2
    assert kiosk("proxy", "name", number, "--until", "2001-01-01", "--name", "Jan").code == 1
    assert kiosk("proxy", "name", number, "--until", "2099-01-01", "--name", "Jan", who="Lies").code == 1
    assert kiosk("proxy", "end", number, "Mia").code == 0
    assert kiosk.json(*scan)["findings"] == kiosk.json("proxy", "show", number) == []


def test_what_is_known_of_a_client_is_changed_and_two_that_are_one_are_merged(kiosk: Kiosk) -> None:
    for name in ("Aicha Ben Ali", "Aïsha Benali"):
        kiosk.json("client", "add", "--name", name, "--born", "1984-02-01")
    assert kiosk.json("client", "change", "A1001.1", "--aliases", "Chouchou", "--phone", "0470 12 34 56") == {
        "number": "A1001.1"
    }
    for typed in ("chouchou", "0470123456", "aicha 1984"):
        assert kiosk.json("client", "search", typed)[0]["number"] == "A1001.1"
    assert [one["number"] for one in kiosk.json("client", "search", "Ayse Ben-Ali")] == ["A1001.1", "A1002.1"]
    assert kiosk("client", "change", "A1001", "--address", "Plein 9", "--protected").code == 0
    assert kiosk.json("client", "search", "chouchou") == []
    found, *_ = kiosk.json("client", "search", "aicha ben ali 1/2/1984", who="Lies")
    assert found["number"] == "A1001.1"
    assert [one["code"] for one in kiosk.json("notes")] == ["core.protected_seen", "core.protected_seen"]
    assert kiosk("client", "change", "A1001", "--not-protected").code == 0
    merged = kiosk.json("client", "merge", "A1001", "A1002")
    assert merged["changes"][0].startswith(
        "A1001 and A1002 are one household of 2 persons from now on: Aicha (A1001.1), "
    )
    assert kiosk.json("client", "show", "A1001")["household_size"] == 2
    assert kiosk("undo", merged["act"], "--reason", "mistake").code == 0
    assert kiosk.json("client", "show", "A1001")["household_size"] == 1
    for code, *typed in (
        (2, "client", "merge", "A1001", "A1002.1"),
        (1, "client", "merge", "A1001", "A1001"),
        (2, "client", "change", "A1001", "--name", "Jan"),
        (2, "client", "change", "A1001.1", "--address", "Plein 9"),
        (1, "client", "change", "A1001.1"),
        (1, "client", "change", "A1001.1", "--born", "2999"),
    ):
        assert kiosk(*typed).code == code, typed
    assert kiosk("client", "merge", "A1001", "A1002", who="Lies").code == 1


def test_a_decision_ends_earlier_when_somebody_says_who_and_why(kiosk: Kiosk) -> None:
    number, _ = kiosk.with_card("--adults", "1")
    day = kiosk.json("client", "show", number)["enrolments"][0]["from"]
    end = ("enrol", number, "foodbank", "--end", "--until", day, "--decided-by", "Mia Peeters")
    assert kiosk(*end).code == kiosk(*end, "--reason", "moved", "--review", day).code == 2
    assert kiosk.json(*end, "--reason", "moved")["until"] == day
    (shown,) = kiosk.json("client", "show", number)["enrolments"]
    assert (shown["until"], shown["ended"]) == (day, True)
    assert "ended by a decision" in kiosk("client", "show", number).out
    again = kiosk(*end, "--reason", "moved")
    assert (again.code, "no decision holds now" in again.err) == (1, True)


def test_of_who_belongs_to_two_households_it_is_said_for_which_one(kiosk: Kiosk) -> None:
    one, _ = kiosk.with_card("--adults", "1", "--child", "2010")
    two, _ = kiosk.with_card("--adults", "2")
    kiosk.json("client", "join", two, "--member", f"{one}.2", "--part")
    code = kiosk.json("card", "issue", f"{one}.2")["code"]
    scan = ("scan", code, "--project", "foodbank")
    found = kiosk.json(*scan)
    assert (found["client"]["household_size"], [f["code"] for f in found["findings"]]) == (2, ["core.two_homes"])
    assert kiosk.json(*scan, "--home", two)["client"]["household_size"] == 3
    assert kiosk(*scan, "--home", "A9999").code == 1
