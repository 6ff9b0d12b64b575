"""A volunteer whose own household stands at the counter: a second one confirms, and some things are a colleague's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from kiosk_foodbank import contribution

from kiosk_core import CASH, Cents, NotAllowed, NotUnderstood, Payment, Shift
from kiosk_core.domain.errors import NeedsAnother, OwnHousehold
from kiosk_core.registry.own import SECOND
from kiosk_core.testing import HouseOnDisk, Known, whole_tables_read


@pytest.fixture
def mine(house: HouseOnDisk) -> Known:
    """The volunteer's own household: the volunteer is its second adult. It is the next day, and nobody signed in yet."""
    known = house.with_household(2, enrolled=("foodbank", "soup"), name="Fatima El Amrani")
    house.at("core").link_volunteer("volunteer", known.client.members[1].person)
    house.later(days=1)
    return known


def signed_in(house: HouseOnDisk, name: str, project: str = "foodbank") -> Shift:
    return house.kiosk.sign_in(name, {"volunteer": "1111", "coordinator": "2222", "Mia": "4444"}[name], project=project)


def with_mia(house: HouseOnDisk) -> Shift:
    house.at("core").welcome("Mia", ["volunteer"], "4444", cost=1)
    return signed_in(house, "Mia")


def test_the_card_asks_for_a_second_volunteer_and_never_says_why(house: HouseOnDisk, mine: Known) -> None:
    shift = signed_in(house, "volunteer")
    with whole_tables_read(house) as read:
        verdict = shift.scan(mine.card)
    assert not read
    (finding,) = verdict.findings
    assert (verdict.outcome, finding.code, finding.confirm) == ("ask", SECOND, "other")
    assert str(finding.text) == "A second volunteer confirms this one."
    assert finding.next_step is None
    assert shift.fast(verdict) is None
    assert with_mia(house).scan(mine.card).outcome == "granted", "for a colleague it is a household like any other"


def test_a_colleague_confirms_with_a_pin_and_nobody_else_does(house: HouseOnDisk, mine: Known) -> None:
    mia = with_mia(house)
    shift = signed_in(house, "volunteer")
    offer = shift.scan(mine.card).offers[0]
    for wrong in (None, shift.volunteer):
        with pytest.raises(NeedsAnother):
            shift.record(offer, confirmed_by=wrong)
    act = shift.record(offer, confirmed_by=mia.volunteer)
    confirmed = next(e for e in act.events if e.kind == "core.ask_confirmed")
    assert (confirmed.actor, confirmed.fields["by"]) == (shift.volunteer.id, mia.volunteer.id)
    assert house.at("core").to_know() == []


def test_somebody_of_the_same_household_is_no_second_volunteer(house: HouseOnDisk, mine: Known) -> None:
    mia = with_mia(house)
    house.at("core").link_volunteer("Mia", mine.client.members[0].person)
    shift = signed_in(house, "volunteer")
    with pytest.raises(NeedsAnother):
        shift.record(shift.scan(mine.card).offers[0], confirmed_by=mia.volunteer)


def test_who_is_alone_that_day_goes_on_and_the_coordinator_reads_it(house: HouseOnDisk, mine: Known) -> None:
    shift = signed_in(house, "volunteer")
    shift.record(shift.scan(mine.card).offers[0])
    (note,) = house.at("core").to_know()
    assert (note.code, note.number) == ("core.served_own", "A1001")
    assert str(note.text) == "volunteer was alone and served their own household."
    with pytest.raises(NotAllowed):
        shift.to_know()
    house.later(days=1)
    assert house.at("core").to_know() == []


def test_who_vouched_for_a_colleague_is_served_by_that_colleague_no_more_than_by_themselves(
    house: HouseOnDisk, mine: Known
) -> None:
    """Fatima, who leads, signs a colleague in without a PIN: whoever scans her card then may be Fatima herself."""
    house.at("core").set_roles("volunteer", ["shop_lead"])
    house.at("core").welcome("Jan", ["volunteer"], "5555", cost=1)
    mia, lead = with_mia(house), signed_in(house, "volunteer")
    as_jan = house.kiosk.shift(lead.vouch("Jan"), project="foodbank")
    verdict = as_jan.scan(mine.card)
    assert (verdict.outcome, [finding.code for finding in verdict.findings]) == ("ask", [SECOND])
    for wrong in (None, lead.volunteer):
        with pytest.raises(NeedsAnother):
            as_jan.record(verdict.offers[0], confirmed_by=wrong)
    act = as_jan.record(verdict.offers[0], confirmed_by=mia.volunteer)
    with pytest.raises(OwnHousehold):
        as_jan.undo(act.id, "mistake")


def test_who_has_no_pin_today_is_no_second_volunteer(house: HouseOnDisk, mine: Known) -> None:
    house.at("core").set_roles("volunteer", ["shop_lead"])
    house.at("core").welcome("Jan", ["volunteer"], "5555", cost=1)
    with_mia(house)
    lead = signed_in(house, "volunteer")
    with pytest.raises(NeedsAnother):
        lead.record(lead.scan(mine.card).offers[0], confirmed_by=lead.vouch("Jan"))


def test_alone_with_who_was_vouched_for_the_coordinator_reads_both_names(house: HouseOnDisk, mine: Known) -> None:
    house.at("core").set_roles("volunteer", ["shop_lead"])
    house.at("core").welcome("Jan", ["volunteer"], "5555", cost=1)
    as_jan = house.kiosk.shift(signed_in(house, "volunteer").vouch("Jan"), project="foodbank")
    as_jan.record(as_jan.scan(mine.card).offers[0])
    served, vouched = house.at("core").to_know()
    assert (served.code, served.number, vouched.code) == ("core.served_own", "A1001", "core.vouched")
    assert str(served.text) == "Jan was alone and served their own household, or that of volunteer, who vouched."


def test_another_question_for_a_second_volunteer_is_not_answered_by_being_alone(
    house: HouseOnDisk, mine: Known
) -> None:
    house.set("soup.second_bowl", "other")
    shift = signed_in(house, "volunteer", "soup")
    shift.record(shift.scan(mine.card).offers[0])
    with pytest.raises(NeedsAnother):
        shift.record(shift.scan(mine.card).offers[0])


def test_own_dossier_overruling_and_undoing_are_a_colleagues(house: HouseOnDisk, mine: Known) -> None:
    house.at("core").unlink_volunteer("volunteer")
    office = signed_in(house, "coordinator")
    act = office.record(office.scan(mine.card).offers[0])
    house.at("core").link_volunteer("coordinator", mine.client.members[0].person)
    with pytest.raises(OwnHousehold):
        office.client_page("A1001")
    with pytest.raises(OwnHousehold):
        office.undo(act.id, "mistake")
    refused = office.scan(mine.card)
    assert refused.outcome == "refused"
    with pytest.raises(OwnHousehold):
        office.overrule(refused, "crisis")
    house.at("core", "administrator").undo(act.id, "mistake")


@pytest.fixture
def own(house: HouseOnDisk, mine: Known) -> Known:
    """The coordinator's own household."""
    house.at("core").unlink_volunteer("volunteer")
    house.at("core").link_volunteer("coordinator", mine.client.members[0].person)
    return mine


def test_nobody_notes_or_ends_a_decision_about_their_own_household_alone(house: HouseOnDisk, own: Known) -> None:
    """There is one coordinator only: any colleague with a PIN who is of another household says yes to it."""
    office, mia = signed_in(house, "coordinator"), with_mia(house).volunteer
    house.at("core").welcome("Jan", ["volunteer"], "5555", cost=1)
    house.at("core").link_volunteer("Jan", own.client.members[1].person)
    jan, until = house.kiosk.check_pin("Jan", "5555"), house.today + timedelta(days=700)
    for wrong in (None, office.volunteer, jan, replace(mia, vouched=house.today)):
        with pytest.raises(NeedsAnother, match="A second volunteer confirms"):
            office.enrol(own.client, "foodbank", until, confirmed_by=wrong)
        with pytest.raises(NeedsAnother):
            office.end_enrolment(
                own.client, "foodbank", house.today, decided_by="Ann", reason="moved", confirmed_by=wrong
            )
    act = office.enrol(own.client, "foodbank", until, confirmed_by=mia)
    confirmed = next(e for e in act.events if e.kind == "core.ask_confirmed")
    assert (confirmed.fields["codes"], confirmed.fields["by"]) == (["core.own_decision"], mia.id)
    (note,) = house.at("core", "administrator").to_know()
    assert (note.code, note.number) == ("core.decided_own", "A1001")
    assert str(note.text) == "coordinator noted a decision about their own household, and Mia confirmed it."
    other = house.with_household(name="Jan Peeters", enrolled=("foodbank",))
    assert len(office.enrol(other.client, "foodbank", until).events) == 1, "a household like any other"


def test_where_there_is_another_coordinator_or_deputy_that_one_says_yes(house: HouseOnDisk, own: Known) -> None:
    office, mia = signed_in(house, "coordinator"), with_mia(house).volunteer
    until = house.today + timedelta(days=700)
    house.at("core").welcome("Ann", ["deputy"], "6666", cost=1, deputy_until=house.today + timedelta(days=9))
    with pytest.raises(NeedsAnother, match="Another coordinator or deputy confirms"):
        office.enrol(own.client, "foodbank", until, confirmed_by=mia)
    office.enrol(own.client, "foodbank", until, confirmed_by=house.kiosk.check_pin("Ann", "6666"))
    house.later(days=10)
    office.enrol(own.client, "foodbank", until, confirmed_by=mia)  # no deputy is there any more


def test_what_was_paid_for_the_own_household_is_taken_back_by_a_colleague(house: HouseOnDisk, mine: Known) -> None:
    """A payment is of its receipt: that it was one's own household's, the volunteer would give money back to themselves."""
    house.set("foodbank.contribution", "3")
    house.set("foodbank.goods_free", "no")
    office = house.at("foodbank")
    office.record(office.scan(mine.card).offers[0])
    paid = contribution.pay(office, mine.client, [Payment(CASH, Cents(300))])
    with pytest.raises(OwnHousehold):
        signed_in(house, "volunteer").undo(paid.id, "mistake")
    assert contribution.owed(house.kiosk.house, mine.client.household or "") == 0
    with_mia(house).undo(paid.id, "mistake")
    assert contribution.owed(house.kiosk.house, mine.client.household or "") == 300


def test_nobody_lifts_what_is_barred_for_themselves(house: HouseOnDisk, mine: Known) -> None:
    office, admin = signed_in(house, "coordinator"), house.at("core", "administrator")
    person = mine.client.members[0].person
    linked = office.link_volunteer("coordinator", person)
    with pytest.raises(NotUnderstood, match="another coordinator or an administrator"):
        office.unlink_volunteer("coordinator")
    other = house.with_household(name="Jan Peeters").client.members[0].person
    with pytest.raises(NotUnderstood):
        office.link_volunteer("coordinator", other)
    with pytest.raises(OwnHousehold):
        office.undo(linked.id, "mistake")
    assert [finding.code for finding in office.scan(mine.card).findings] == [SECOND]
    admin.unlink_volunteer("coordinator")
    assert office.scan(mine.card).outcome == "granted"


def test_the_link_is_the_coordinators_and_goes_with_the_person(house: HouseOnDisk, mine: Known) -> None:
    shift = signed_in(house, "volunteer")
    with pytest.raises(NotAllowed):
        shift.link_volunteer("volunteer", mine.client.members[0].person)
    with pytest.raises(NotAllowed):
        shift.unlink_volunteer("volunteer")
    office = house.at("core")
    office.unlink_volunteer("volunteer")
    assert shift.scan(mine.card).outcome == "granted"
    office.link_volunteer("volunteer", mine.client.members[1].person)
    office.forget("A1001.2", "request")
    assert house.kiosk.house.rows("SELECT * FROM core_volunteer_link") == []
    assert shift.scan(mine.card).outcome == "granted"
