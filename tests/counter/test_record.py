"""What a key press does, whole or not at all; and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk_core import CannotUndo, Cents, Changed, DoesNotBalance, NotFound, NotUnderstood, Offer, Payment, Sentence
from kiosk_core.domain.errors import ClockDoubt, NeedsAnother, NoDrawer, NotAllowed
from kiosk_core.domain.moments import Period, month_of
from kiosk_core.registry.served import count_clients
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk

BOWLS = "SELECT count(*) FROM soup_eaten"


def test_a_recorded_offer_is_one_act_on_disk(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2, enrolled=("soup",))
    act = house.at("soup", "volunteer").record(house.at("soup", "volunteer").scan(known.card).offers[0])
    other = house.again()
    assert [e.kind for e in other.kiosk.act(act.id).events] == ["soup.eaten"]
    assert other.kiosk.house.number(BOWLS) == 1
    other.close()


def test_what_another_counter_did_meanwhile_is_seen_under_the_lock(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    offer = house.at("soup").scan(known.card).offers[0]
    other = house.again()
    other.at("soup").record(other.at("soup").scan(known.card).offers[0])
    with pytest.raises(Changed):
        house.at("soup").record(offer)
    assert house.kiosk.house.number(BOWLS) == 1
    other.close()


def test_a_guard_is_asked_under_the_lock(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    offer = house.at("soup").scan(known.card).offers[0]
    with pytest.raises(Changed, match="The pot is empty"):
        house.at("soup").record(replace(offer, guard=lambda read: Sentence("The pot is empty.")))
    assert house.kiosk.house.number(BOWLS) == 0


def test_an_ask_that_was_seen_is_recorded_with_who_confirmed_it(house: HouseOnDisk) -> None:
    house.set("soup.second_bowl", "ask")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    shift.record(shift.scan(known.card).offers[0])
    verdict = shift.scan(known.card)
    assert verdict.outcome == "ask"
    act = shift.record(verdict.offers[0])
    said = act.events[-1]
    assert (said.kind, said.fields["codes"]) == ("core.ask_confirmed", ["soup.second_bowl"])
    assert said.fields["by"] == shift.volunteer.id


def test_an_ask_for_another_volunteer_needs_another_volunteer(house: HouseOnDisk) -> None:
    house.set("soup.second_bowl", "other")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    shift.record(shift.scan(known.card).offers[0])
    offer = shift.scan(known.card).offers[0]
    for confirmed_by in (None, shift.volunteer):
        with pytest.raises(NeedsAnother):
            shift.record(offer, confirmed_by=confirmed_by)
    second = by_name(house.kiosk.house, "coordinator")
    assert second is not None
    assert shift.record(offer, confirmed_by=second).events[-1].fields["by"] == second.id


def test_an_offer_that_answers_no_verdict_cannot_be_recorded(house: HouseOnDisk) -> None:
    with pytest.raises(NotUnderstood):
        house.at("soup").record(Offer(Sentence("Soup"), ()))


def test_undo_takes_the_whole_act_back_once(house: HouseOnDisk) -> None:
    house.set("soup.price", "0.50")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    act = shift.record(shift.scan(known.card).offers[0], [Payment("cash", Cents(50))])
    shift.undo(act.events[-1].id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 0
    assert house.kiosk.house.number("SELECT count(*) FROM core_money") == 0
    assert shift.scan(known.card).outcome == "granted"
    with pytest.raises(CannotUndo):
        shift.undo(act.id, "mistake")
    with pytest.raises(NotFound):
        shift.undo("ZZZZZ-9", "mistake")


def test_an_undo_cannot_be_undone(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    act = shift.record(shift.scan(known.card).offers[0])
    taken_back = shift.undo(act.id, "mistake")
    with pytest.raises(CannotUndo):
        shift.undo(taken_back.id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 0


def test_words_typed_as_a_reason_are_the_clients_and_never_in_the_envelope(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    act = shift.record(shift.scan(known.card).offers[0])
    done = shift.undo(act.id, "Fatima came back for her sister")
    envelope = done.events[0]
    assert envelope.fields["reason"] == "other"
    assert "sister" not in envelope.kept
    (body,) = house.kiosk.house.rows("SELECT body FROM leaf WHERE body LIKE '%sister%'")
    assert "Fatima" in body[0]


def test_who_was_first_this_month_passes_on_when_the_first_visit_is_undone(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    first = shift.record(shift.scan(known.card).offers[0])
    house.later(days=1)
    second = shift.record(shift.scan(known.card).offers[0])
    flags = "SELECT first_month, first_year FROM core_served WHERE of=?"
    assert house.kiosk.house.rows(flags, first.id) == [(1, 1)]
    assert house.kiosk.house.rows(flags, second.id) == [(0, 0)]
    undone = house.at("soup").undo(first.id, "mistake")
    assert [e.fields for e in undone.events if e.kind == "core.first_passed"] == [{"month": True, "year": True}]
    month = month_of(house.today)
    assert count_clients(house.kiosk.house, ["soup.bowl"], month).clients == 1


def test_an_odd_period_has_a_row_of_its_own_for_the_forgotten(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    shift.record(shift.scan(known.card).offers[0])
    odd = Period(house.today - timedelta(days=3), house.today)
    counted = count_clients(house.kiosk.house, ["soup.bowl"], odd)
    assert (counted.clients, counted.torn) == (1, 0)


def test_a_refusal_can_be_overruled_by_the_coordinator_only_and_says_why(house: HouseOnDisk) -> None:
    known = house.with_household()
    volunteer, office = house.at("soup", "volunteer"), house.at("soup", "coordinator")
    with pytest.raises(Exception, match="coordinator"):
        volunteer.overrule(volunteer.scan(known.card), "crisis")
    verdict = office.overrule(office.scan(known.card), "crisis", "roof blown off")
    assert verdict.outcome == "ask"
    with pytest.raises(NotAllowed):  # another stands here now: it would be written down under their name
        volunteer.record(verdict.offers[0])
    act = office.record(verdict.offers[0])
    said = next(e for e in act.events if e.kind == "core.overruled")
    assert said.fields == {"codes": ["core.not_enrolled"], "reason": "crisis"}


def test_words_typed_as_a_reason_to_overrule_are_the_clients_and_never_in_the_envelope(house: HouseOnDisk) -> None:
    known, office = house.with_household(), house.at("soup", "coordinator")
    act = office.record(office.overrule(office.scan(known.card), "Mrs Peeters phoned").offers[0])
    said = next(e for e in act.events if e.kind == "core.overruled")
    assert said.fields["reason"] == "other" and "Peeters" not in said.kept
    assert house.kiosk.house.number("SELECT count(*) FROM leaf WHERE body LIKE '%Peeters phoned%'") == 1
    granted = office.scan(house.with_household(enrolled=("soup",)).card)
    with pytest.raises(NotUnderstood):
        office.overrule(granted, "crisis")


def test_fast_mode_records_only_what_is_granted_free_and_asks_nothing(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    assert shift.fast(shift.scan(known.card)) is None
    assert shift.fast(shift.scan(known.card, "soup.coffee")) is not None
    house.set("core.fast", "soup.bowl=on, soup.coffee=off", counter="balie")
    assert shift.fast(shift.scan(known.card)) is not None
    assert shift.fast(shift.scan(known.card, "soup.coffee")) is None
    house.set("soup.price", "1")
    assert shift.fast(shift.scan(known.card)) is None


def test_what_is_due_and_not_paid_is_owed_under_a_receipt_number(house: HouseOnDisk) -> None:
    house.set("soup.price", "0.50")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    act = shift.record(shift.scan(known.card).offers[0])
    assert act.receipt == "A-2026-000001"
    money = house.kiosk.house.rows("SELECT means, cents, client, purpose FROM core_money")
    assert money == [("owed", 50, known.client.household, "soup.price")]


def test_a_receipt_number_is_never_given_twice_also_after_an_undo(house: HouseOnDisk) -> None:
    house.set("soup.price", "0.50")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    first = shift.record(shift.scan(known.card).offers[0])
    shift.undo(first.id, "mistake")
    second = shift.record(shift.scan(known.card).offers[0])
    assert (first.receipt, second.receipt) == ("A-2026-000001", "A-2026-000002")


def test_cash_is_rounded_by_law_unless_the_setting_of_the_purpose_says_no(house: HouseOnDisk) -> None:
    house.set("soup.price", "0.52")
    shift = house.at("soup", "volunteer")
    act = shift.record(
        shift.scan(house.with_household(enrolled=("soup",)).card).offers[0], [Payment("cash", Cents(100))]
    )
    assert act.change == 50
    house.set("core.rounding", "soup.price=off")
    act = shift.record(
        shift.scan(house.with_household(enrolled=("soup",)).card).offers[0], [Payment("cash", Cents(100))]
    )
    assert act.change == 48
    rows = house.kiosk.house.rows("SELECT means, cents FROM core_money ORDER BY event, n")
    assert rows == [("cash", 50), ("rounding", -2), ("cash", 52)]


def test_too_little_money_changes_nothing_and_uses_no_number(house: HouseOnDisk) -> None:
    house.set("soup.price", "1")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    offer = shift.scan(known.card).offers[0]
    with pytest.raises(DoesNotBalance):
        shift.record(offer, [Payment("cash", Cents(50))])
    assert shift.record(offer, [Payment("cash", Cents(100))]).receipt == "A-2026-000001"


def test_cash_for_a_purpose_that_no_cash_list_counts_is_refused(house: HouseOnDisk) -> None:
    house.set("soup.price", "1")
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    offer = replace(shift.scan(known.card).offers[0], purpose="soup.unheard_of")
    with pytest.raises(NoDrawer):
        shift.record(offer, [Payment("cash", Cents(100))])


@pytest.mark.parametrize(("days", "fits"), [(0, True), (-1, True), (-31, True), (-32, False), (1, False)])
def test_an_act_belongs_to_today_or_at_most_31_days_back(house: HouseOnDisk, days: int, fits: bool) -> None:
    known = house.with_household(enrolled=("soup",))
    house.later(days=40)
    shift = house.at("soup", "volunteer")
    verdict = shift.scan(known.card, at=house.moment + timedelta(days=days))
    assert verdict.visit is not None
    if fits:
        act = shift.record(verdict.offers[0])
        assert act.events[0].day == house.today + timedelta(days=days)
    else:
        with pytest.raises(NotUnderstood):
            shift.record(verdict.offers[0])


def test_a_clock_set_back_a_day_is_asked_about_before_anything_is_recorded(house: HouseOnDisk) -> None:
    shift = house.at("soup", "volunteer")
    house.later(days=-1)
    offer = shift.decide(None, "soup.coffee").offers[0]
    with pytest.raises(ClockDoubt):
        shift.record(offer)
    assert house.kiosk.house.number(BOWLS) == 0
    house.kiosk.confirm_clock()
    assert shift.record(offer).events
    house.moment += timedelta(days=90)
    with pytest.raises(ClockDoubt):
        shift.record(shift.decide(None, "soup.coffee").offers[0])


def test_a_clock_set_back_ten_minutes_is_asked_about_with_the_hour(house: HouseOnDisk) -> None:
    house.later(minutes=-10)
    doubt = house.kiosk.doubt()
    assert "25/11/2026 11:50; the last act here was on 25/11/2026 12:00." in str(doubt)
    house.later(days=-1)
    assert "24/11/2026; the last act here was on 25/11/2026." in str(house.kiosk.doubt())


def test_a_slip_waits_in_the_transaction_of_its_act_when_the_service_wants_one(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    jobs = "SELECT act, service, counter FROM local_spool"
    act = shift.record(shift.scan(known.card).offers[0])
    assert house.kiosk.house.rows(jobs) == [(act.id, "soup.bowl", "balie")]
    shift.record(shift.scan(known.card, "soup.haircut").offers[0])
    assert len(house.kiosk.house.rows(jobs)) == 1
    house.set("core.slips", "soup.haircut=always", counter="balie")
    shift.record(shift.scan(known.card, "soup.haircut").offers[0])
    assert len(house.kiosk.house.rows(jobs)) == 2


def test_the_slip_of_an_act_that_was_undone_does_not_come_out_later(house: HouseOnDisk) -> None:
    known, shift = house.with_household(enrolled=("soup",)), house.at("soup", "volunteer")
    act = shift.record(shift.scan(known.card).offers[0])
    shift.undo(act.id, "mistake")
    assert house.kiosk.house.rows("SELECT act FROM local_spool") == []


def test_a_setting_of_today_holds_between_midnight_and_one_o_clock_too(house: HouseOnDisk) -> None:
    house.moment = house.moment.replace(day=26, hour=23, minute=30)
    house.kiosk.confirm_clock()
    house.set("core.idle_minutes", "7", counter="balie")
    assert house.today.day == 27
    assert house.at("soup", "volunteer").settings().idle_minutes == 7
