"""Who may sign in, who may do what, and settings that hold from a day on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk_core import Cents, NotAllowed, NotFound, NotUnderstood, Shift
from kiosk_core.contract import reads
from kiosk_core.core import CoreSettings
from kiosk_core.domain.errors import CannotUndo, LockedOut, NotSignedIn
from kiosk_core.house import House
from kiosk_core.registry import volunteers
from kiosk_core.registry.rights import RIGHTS, ROLES, VOUCHED, allowed
from kiosk_core.store import Store
from kiosk_core.testing import PINS, HouseOnDisk

from ..counter import soup


def test_a_name_and_a_pin_sign_in_whatever_the_case_and_accents(house: HouseOnDisk) -> None:
    house.at("core").welcome("José", ["volunteer"], "4444", cost=1)
    assert house.kiosk.sign_in("JOSE", "4444").volunteer.name == "José"


def test_namesakes_of_two_counters_each_sign_in_at_their_own(house: HouseOnDisk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    both = (house, HouseOnDisk.make(tmp_path / "other", [soup]))
    for one, pin in zip(both, ("4444", "5555"), strict=True):
        one.at("core").welcome("Marie", ["volunteer"], pin, cost=1)
    ours, theirs = (one.kiosk.journal for one in both)
    assert ours.origin and theirs.origin
    told = [list(journal.sent(journal.origin)) for journal in (ours, theirs)]
    for journal, events in zip((theirs, ours), told, strict=True):
        assert not journal.receive(events).refused
    for one, pin in zip(both, ("4444", "5555"), strict=True):
        assert one.kiosk.sign_in("Marie", pin).volunteer.name == "Marie"


def test_a_wrong_name_and_a_wrong_pin_answer_the_same(house: HouseOnDisk) -> None:
    said = []
    for name, pin in (("volunteer", "9999"), ("nobody", "1111")):
        with pytest.raises(NotSignedIn) as error:
            house.kiosk.sign_in(name, pin)
        said.append(str(error.value))
    assert said[0] == said[1]


def test_five_wrong_pins_lock_the_name_for_five_minutes_and_nobody_else(house: HouseOnDisk) -> None:
    for _ in range(5):
        with pytest.raises((NotSignedIn, LockedOut)):
            house.kiosk.sign_in("volunteer", "0000")
    with pytest.raises(LockedOut):
        house.kiosk.sign_in("volunteer", "1111")
    assert house.kiosk.sign_in("coordinator", "2222")
    house.later(minutes=6)
    assert house.kiosk.sign_in("volunteer", "1111")
    with pytest.raises(NotSignedIn):
        house.kiosk.sign_in("volunteer", "0000")


def test_a_pin_is_stored_as_argon2id_and_stands_in_no_event(house: HouseOnDisk) -> None:
    hashes = [h for (h,) in house.kiosk.house.rows("SELECT hash FROM secret_pin WHERE volunteer<>'emergency'")]
    assert hashes
    assert all(h.startswith("$argon2id$") for h in hashes)
    assert house.kiosk.house.number("SELECT count(*) FROM leaf WHERE body LIKE '%argon2%'") == 0


def test_a_badge_signs_in_until_its_volunteer_is_retired(house: HouseOnDisk) -> None:
    office = house.at("core")
    badge = office.give_badge("volunteer")
    assert house.kiosk.badge(badge).name == "volunteer"  # type: ignore[union-attr]
    assert house.at("soup").scan(badge).outcome == "unknown"
    office.retire("volunteer")
    assert house.kiosk.badge(badge) is None
    with pytest.raises(NotSignedIn):
        house.kiosk.sign_in("volunteer", "1111")


def test_the_emergency_code_stands_in_for_an_administrators_pin_only(house: HouseOnDisk) -> None:
    code = house.at("core").new_emergency_code()
    assert house.kiosk.sign_in("administrator", code)
    with pytest.raises(NotSignedIn):
        house.kiosk.sign_in("coordinator", code)


def test_an_envelope_names_nobody(house: HouseOnDisk) -> None:
    house.with_household(name="Fatima El Amrani", enrolled=("soup",))
    for event in house.kiosk.last_events(100):
        text = repr(event.as_json())
        assert "Fatima" not in text
        assert "volunteer'" not in text.replace("core.volunteer_", "").replace("'volunteers'", "").replace(
            "['volunteer']", ""
        )


def test_every_right_names_known_roles_and_a_volunteer_has_few(house: HouseOnDisk) -> None:
    for right, roles in RIGHTS.items():
        assert roles <= {*ROLES, VOUCHED}, right
    assert {right for right in RIGHTS if allowed(["volunteer"], right)} == {
        "serve", "find", "undo", "print", "close_day", "see_counts", "till", "give_back",
    }  # fmt: skip
    assert {right for right in RIGHTS if allowed([VOUCHED], right)} == {"serve", "find", "undo", "print"}


@pytest.mark.parametrize(
    "act",
    [
        lambda s: s.register([]),
        lambda s: s.enrol(None, "soup", date(2027, 1, 1)),
        lambda s: s.issue_card(None),
        lambda s: s.stop_card("A1001", "lost"),
        lambda s: s.set_setting("core.phone", "1"),
        lambda s: s.welcome("x", ["volunteer"], "1234"),
        lambda s: s.retire("coordinator"),
        lambda s: s.change_pin("coordinator", "9999"),
        lambda s: s.merge("a", "b"),
        lambda s: s.new_emergency_code(),
        lambda s: s.look("a", "page"),
        lambda s: s.set_up_counter("x"),
    ],
)
def test_a_volunteer_may_not_do_the_offices_work(house: HouseOnDisk, act: object) -> None:
    before = house.kiosk.journal.ledger.heads()
    with pytest.raises(NotAllowed):
        act(house.at("soup", "volunteer"))  # type: ignore[operator]
    assert house.kiosk.journal.ledger.heads() == before


def test_a_deputy_is_one_until_the_last_day_and_then_a_volunteer_as_before(house: HouseOnDisk) -> None:
    with pytest.raises(NotUnderstood):
        house.at("core").set_roles("volunteer", ["deputy"])
    with pytest.raises(NotUnderstood):
        house.at("core").set_roles("volunteer", ["deputy"], house.today - timedelta(days=1))
    house.at("core").set_roles("volunteer", ["deputy"], house.today + timedelta(days=1))
    shift = house.kiosk.sign_in("volunteer", "1111", project="core")
    house.later(days=1)
    assert shift.client_page(house.with_household().client.number)
    house.later(days=1)
    for one in (shift, house.kiosk.sign_in("volunteer", "1111", project="core")):
        with pytest.raises(NotAllowed):
            one.client_page("A1001")
        assert one.may("serve")


def test_who_left_or_lost_a_role_may_no_more_than_that_where_a_screen_stands_open(house: HouseOnDisk) -> None:
    """Another process takes the role away, and lets somebody go: the screen was signed in to before."""
    samira = house.with_household(enrolled=("soup",), protected=True)
    screen = house.kiosk.sign_in("coordinator", "2222", project="soup")
    assert screen.client_page("A1001")
    elsewhere = house.again()
    with closing(elsewhere.kiosk):
        elsewhere.at("core", "administrator").set_roles("coordinator", ["volunteer"])
        for barred in (
            lambda: screen.client_page("A1001"),
            lambda: screen.change_household(samira.client, protected=False),
        ):
            with pytest.raises(NotAllowed):
                barred()
        assert screen.scan(samira.card).outcome == "granted" and not screen.over
        elsewhere.at("core", "administrator").retire("coordinator")
        with pytest.raises(NotAllowed):
            screen.scan(samira.card)
        assert screen.over
    with pytest.raises(NotAllowed):
        screen.find_alike_beside("Samira", screen.here())


def test_while_nobody_s_roles_change_no_scan_asks_for_them(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("soup",)).card
    screen = house.kiosk.sign_in("volunteer", "1111", project="soup")
    screen.scan(card)
    with reads(house.kiosk) as said:
        screen.scan(card)
    assert said and not [one for one in said if "core_volunteer " in one]


def test_a_new_badge_takes_the_place_of_the_one_before_and_a_stopped_one_opens_nothing(house: HouseOnDisk) -> None:
    office = house.at("core")
    old, new = office.give_badge("volunteer"), office.give_badge("volunteer")
    assert (house.kiosk.badge(old), house.kiosk.badge(new)) == (None, house.at("soup", "volunteer").volunteer)
    assert office.stop_badges("volunteer") == 1
    assert house.kiosk.badge(new) is None


def vouched_for(house: HouseOnDisk) -> Shift:
    """The volunteer, who forgot the PIN, at the counter because the coordinator vouched."""
    return house.kiosk.shift(house.at("core").vouch("volunteer"), project="soup")


def test_who_was_vouched_for_serves_at_the_counter_and_does_nothing_else(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    house.at("core").set_roles("volunteer", ["coordinator"])
    shift = vouched_for(house)
    act = shift.record(shift.scan(known.card).offers[0])
    assert shift.find("Fatima")
    shift.undo(act.id, "mistake")
    for barred in (
        lambda: shift.client_page("A1001"),
        lambda: shift.set_setting("core.phone", "1"),
        lambda: shift.change_pin("volunteer", "9999", cost=1),
        lambda: shift.cash_out(Cents(100), "other"),
        lambda: shift.vouch("administrator"),
        lambda: shift.record(replace(shift.scan(known.card).offers[0], due=Cents(-100))),
        shift.to_know,
        shift.known_volunteers,
    ):
        with pytest.raises(NotAllowed):
            barred()


def test_whose_role_has_a_last_day_is_found_names_that_sound_alike_beside_the_screen(house: HouseOnDisk) -> None:
    house.with_household(name="Mohammed Benali", enrolled=("soup",))
    office = house.at("core", "administrator")
    office.welcome("Deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    for shift in (vouched_for(house), house.at("soup", "Deputy")):
        here = shift.here()
        with ThreadPoolExecutor(1) as thread:
            (one,) = thread.submit(shift.find_alike_beside, "Muhamad", here).result()
        assert one.number == "A1001.1"


def test_undoing_what_was_paid_is_a_colleagues_who_has_a_pin(house: HouseOnDisk) -> None:
    house.set("soup.price", "2")
    shift = vouched_for(house)
    act = shift.record(shift.scan(house.with_household(enrolled=("soup",)).card).offers[0])
    with pytest.raises(NotAllowed):
        shift.undo(act.id, "mistake")
    house.at("soup", "volunteer").undo(act.id, "mistake")


def test_a_vouch_ends_with_its_day_and_the_coordinator_reads_both_names(house: HouseOnDisk) -> None:
    shift = vouched_for(house)
    (note,) = house.at("core").to_know()
    assert (note.code, str(note.text)) == ("core.vouched", "coordinator vouched for volunteer, who had no PIN.")
    event = house.kiosk.last_events(1)[0]
    assert (event.kind, event.actor, event.subject) == (
        "core.volunteer_vouched_for", house.at("core").volunteer.id, shift.volunteer.id,
    )  # fmt: skip
    with pytest.raises(CannotUndo):
        house.at("core").undo(event.act, "mistake")
    house.later(days=1)
    with pytest.raises(NotAllowed):
        shift.find("Fatima")


def test_only_who_leads_vouches_and_nobody_for_themselves(house: HouseOnDisk) -> None:
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").vouch("coordinator")
    with pytest.raises(NotUnderstood):
        house.at("core").vouch("coordinator")
    with pytest.raises(NotFound):
        house.at("core").vouch("nobody")


def test_a_role_is_ended_and_a_deputys_end_goes_with_it(house: HouseOnDisk) -> None:
    office = house.at("core")
    office.set_roles("volunteer", ["shop_lead", "deputy"], house.today)
    office.set_roles("volunteer", ["shop_lead"])
    house.later(days=3)
    (held,) = [one.roles_on(house.today) for one in office.known_volunteers() if one.name == "volunteer"]
    assert held == ("shop_lead",)


def test_everybody_may_change_their_own_pin(house: HouseOnDisk) -> None:
    house.at("soup", "volunteer").change_pin("volunteer", "5555", cost=1)
    assert house.kiosk.sign_in("volunteer", "5555")
    with pytest.raises(NotUnderstood):
        house.at("soup", "volunteer").change_pin("volunteer", "12")


def test_a_setting_holds_from_its_day_on_and_a_counters_own_before_the_houses(house: HouseOnDisk) -> None:
    office, today = house.at("core"), house.today
    tomorrow = today + timedelta(days=1)
    office.set_setting("core.grace_days", "7", since=tomorrow)
    office.set_setting("core.idle_minutes", "9")
    office.set_setting("core.idle_minutes", "2", counter="balie")
    office.set_setting("core.idle_minutes", "8", since=tomorrow)
    read = house.at("soup").house
    assert read.settings(CoreSettings, today).grace_days == 30
    assert read.settings(CoreSettings, tomorrow).grace_days == 7
    assert read.settings(CoreSettings, today).idle_minutes == 2
    assert read.settings(CoreSettings, tomorrow).idle_minutes == 2, "also when the house's is the later one"
    assert house.kiosk.house.settings(CoreSettings, today).idle_minutes == 9


def test_a_setting_is_read_again_once_somebody_changed_it_or_did_not_after_all(house: HouseOnDisk) -> None:
    store, office = house.kiosk.store, house.at("core")
    with closing(Store(store.path, store.key)) as of_another_process:
        readers = [House(of_another_process), House(store)]

        def grace_days() -> list[int]:
            return [reader.settings(CoreSettings, house.today).grace_days for reader in readers]

        assert grace_days() == [30, 30]
        office.set_setting("core.grace_days", "7")
        assert grace_days() == [7, 7]
        with house.kiosk.journal.batch(), suppress(ZeroDivisionError), store.part():
            office.set_setting("core.grace_days", "9")
            assert grace_days() == [7, 9]
            raise ZeroDivisionError
        assert grace_days() == [7, 7]


@pytest.mark.parametrize(
    ("key", "typed", "counter", "error"),
    [
        ("core.nothing", "1", "", NotFound),
        ("core.grace_days", "many", "", NotUnderstood),
        ("core.grace_days", "400", "", NotUnderstood),
        ("core.language", "de", "", NotUnderstood),
        ("core.grace_days", "7", "balie", NotUnderstood),
        ("core.idle_minutes", "7", "attic", NotFound),
    ],
)
def test_a_setting_that_does_not_fit_is_said_and_not_stored(
    house: HouseOnDisk, key: str, typed: str, counter: str, error: type[Exception]
) -> None:
    before = house.kiosk.journal.ledger.heads()
    with pytest.raises(error):
        house.at("core").set_setting(key, typed, counter=counter)
    assert house.kiosk.journal.ledger.heads() == before


def test_a_second_counter_must_be_named(house: HouseOnDisk) -> None:
    house.at("core").set_up_counter("achterdeur", "Achterdeur")
    with pytest.raises(NotUnderstood):
        house.kiosk.counter(None)
    assert house.kiosk.counter("achterdeur") == "achterdeur"
    with pytest.raises(NotFound):
        house.kiosk.counter("zolder")


def test_why_something_of_nobodys_was_taken_back_is_kept_as_it_was_typed(house: HouseOnDisk) -> None:
    lead = house.at("core", "administrator")
    act = lead.set_setting("core.phone", "016 12 34 56")
    undone = lead.undo(act.id, "dat was het oude nummer")
    ledger = house.kiosk.journal.ledger
    noted = next(event for event in undone.events if event.kind == "core.undo_noted")
    assert (noted.subject, noted.keep) == (act.id, "notes")
    assert "oude nummer" in "".join(leaf.body for leaf in ledger.leaves(ledger.key(noted.id)))
    assert [event.kind for event in lead.undo(lead.set_setting("core.phone", "1").id, "mistake").events] == [
        "core.voided"
    ]


def test_words_about_somebody_who_is_forgotten_are_refused(house: HouseOnDisk) -> None:
    known, lead = house.with_household(adults=1), house.at("core", "administrator")
    lead.issue_card(known.client)
    issued = lead.done.id if lead.done else ""
    lead.forget(known.client.number, "request")
    with pytest.raises(NotUnderstood, match="cannot be kept"):
        lead.undo(issued, "Peeters vroeg erom")


def test_a_name_that_nobody_has_is_refused_after_the_same_work_as_a_wrong_pin(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, verify = list[str](), PasswordHasher.verify

    def watched(hasher: PasswordHasher, hash: str, pin: str) -> bool:
        work.append(hash)
        return bool(verify(hasher, hash, pin))

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    for name in ("volunteer", "Nobody Here"):
        work.clear()
        with pytest.raises(NotSignedIn):
            house.kiosk.sign_in(name, "9999")
        assert len(work) == 1, name
    for pin in PINS.values():
        with pytest.raises(NotSignedIn):
            house.kiosk.sign_in("Nobody Here", pin)


def test_who_has_no_pin_in_this_file_comes_in_with_nobody_else_s(house: HouseOnDisk) -> None:
    """As a volunteer of whom another counter told."""
    office = house.at("core")
    told = office.welcome("Els", ["administrator"], "7777", cost=1)
    with house.kiosk.store.writing() as db:
        volunteers.drop_kept(db, [told])
    for pin in (*PINS.values(), "7777"):
        with pytest.raises(NotSignedIn):
            house.kiosk.sign_in("Els", pin)
