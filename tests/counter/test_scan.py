"""What a card is answered: who stands here, may they, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk_core import NotAllowed, NotUnderstood, new_code
from kiosk_core.domain.errors import WhichMember
from kiosk_core.domain.visits import Client
from kiosk_core.testing import HouseOnDisk


def test_a_card_of_an_enrolled_household_is_granted_and_offers_for_all_of_them(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2, children=("2019-04-01", "2021"), enrolled=("soup",))
    verdict = house.at("soup", "volunteer").scan(known.card)
    assert verdict.outcome == "granted"
    assert verdict.findings == ()
    assert [(str(h.text), h.quantity) for h in verdict.offers[0].hand_over] == [("bowl", 4)]


def test_a_scan_in_lower_case_with_groups_is_the_same_card(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    card = known.card.lower()
    assert house.at("soup").scan(f" {card[:4]} {card[4:8]}-{card[8:]}\n").outcome == "granted"


def test_a_lost_or_withdrawn_card_answers_exactly_as_one_never_issued(house: HouseOnDisk) -> None:
    office, shift = house.at("core"), house.at("soup", "volunteer")
    never = shift.scan(new_code())
    for why in ("lost", "withdrawn"):
        known = house.with_household(enrolled=("soup",))
        office.stop_card(known.card, why)
        assert shift.scan(known.card) == never
    assert (never.outcome, never.visit, never.offers) == ("unknown", None, ())
    assert never.findings[0].next_step is not None


def test_scanning_writes_nothing(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    before = house.kiosk.journal.ledger.heads()
    for keys in (known.card, new_code(), "x" * 1000, ""):
        house.at("soup").scan(keys)
    assert house.kiosk.journal.ledger.heads() == before


def test_who_is_not_enrolled_is_sent_to_the_social_service(house: HouseOnDisk) -> None:
    verdict = house.at("soup").scan(house.with_household().card)
    assert (verdict.outcome, verdict.findings[0].code, verdict.offers) == ("refused", "core.not_enrolled", ())
    assert verdict.findings[0].next_step is not None


@pytest.mark.parametrize(
    ("days", "outcome", "code"),
    [
        (200, "granted", None),
        (30, "granted", None),
        (29, "granted", "core.ends_soon"),
        (0, "granted", "core.ends_soon"),
        (-1, "ask", "core.grace"),
        (-30, "ask", "core.grace"),
        (-31, "refused", "core.ended"),
    ],
)
def test_the_last_day_is_inclusive_with_a_note_before_and_a_grace_after(
    house: HouseOnDisk, days: int, outcome: str, code: str | None
) -> None:
    known = house.with_household()
    today = house.today
    house.at("core").enrol(known.client, "soup", today + timedelta(days=days), since=today - timedelta(days=300))
    verdict = house.at("soup").scan(known.card)
    assert verdict.outcome == outcome
    assert [f.code for f in verdict.findings] == ([code] if code else [])
    assert bool(verdict.offers) == (outcome != "refused")


def test_an_enrolment_that_begins_later_says_from_when(house: HouseOnDisk) -> None:
    known = house.with_household()
    house.at("core").enrol(known.client, "soup", date(2027, 12, 31), since=date(2026, 12, 1))
    verdict = house.at("soup").scan(known.card)
    assert (verdict.outcome, verdict.findings[0].code) == ("refused", "core.not_yet")
    assert "01/12/2026" in str(verdict.findings[0].text)


def test_a_new_decision_speaks_from_its_own_first_day(house: HouseOnDisk) -> None:
    known, office = house.with_household(), house.at("core")
    office.enrol(known.client, "soup", date(2026, 11, 30), since=date(2026, 6, 1))
    office.enrol(known.client, "soup", date(2027, 5, 31), since=date(2026, 12, 1))
    assert [f.code for f in house.at("soup").scan(known.card).findings] == ["core.ends_soon"]
    house.later(days=10)
    assert house.at("soup").scan(known.card).findings == ()


def test_a_service_for_persons_takes_the_only_adult_of_a_household(house: HouseOnDisk) -> None:
    one = house.with_household(adults=1, children=("2019",))
    two = house.with_household(adults=2)
    shift = house.at("soup")
    whole = house.kiosk.house.household(one.client.household or "", house.today)
    verdict = shift.decide(whole, "soup.haircut")
    assert verdict.visit is not None
    assert verdict.visit.client == one.client
    with pytest.raises(WhichMember) as asked:
        shift.decide(house.kiosk.house.household(two.client.household or "", house.today), "soup.haircut")
    assert [m.number for m in two.client.members] == str(asked.value.sentence.values["members"]).split(", ")


def test_nobody_chosen_is_asked_who_unless_the_service_takes_walk_ins(house: HouseOnDisk) -> None:
    assert house.at("soup").decide(None).findings[0].code == "core.who"
    assert house.at("soup").decide(None, "soup.coffee").outcome == "granted"


def test_a_service_of_another_project_is_a_clear_error(house: HouseOnDisk) -> None:
    with pytest.raises(NotUnderstood):
        house.at("soup").service("shoes.pair")


def test_a_client_is_only_what_a_counter_may_see(house: HouseOnDisk) -> None:
    known = house.with_household(name="Fatima El Amrani", address="Kerkstraat 1", phone="0470 00 00 00")
    seen = repr(known.client)
    assert "Fatima" in seen
    assert "Amrani" not in seen
    assert "Kerkstraat" not in seen
    assert "0470" not in seen


def test_a_number_finds_household_and_member_with_and_without_its_letter(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2)
    read, day = house.kiosk.house, house.today
    assert read.by_number("1001", day).household == known.client.household
    assert read.by_number("a1001", day).person is None
    second = read.by_number("A1001.2", day)
    assert second.person == known.client.members[1].person
    assert read.by_number("1001.1", day).person == known.client.person
    assert isinstance(second, Client)


def test_a_volunteer_may_serve_and_not_register(house: HouseOnDisk) -> None:
    shift = house.at("soup", "volunteer")
    with pytest.raises(NotAllowed) as refused:
        shift.register([])
    assert "coordinator" in str(refused.value)
