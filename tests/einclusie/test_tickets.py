"""Help desk tickets: theme, minutes, outcome; a note is somebody's, and a number in it is warned about."""

from __future__ import annotations

import pytest
from kiosk_einclusie import tickets
from kiosk_einclusie.screens.ticket import TicketScreen

from kiosk_core import NotUnderstood
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, comes


def test_a_question_belongs_to_the_session_where_the_visitor_is(house: HouseOnDisk) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT, "volunteer")
    session = comes(house, fatima).session
    act = tickets.note_ticket(shift, fatima.client, "itsme", 20, "referred", referral="library")
    (event,) = act.events
    assert event.fields == {
        "session": session.id, "anonymous": False, "theme": "itsme", "minutes": 20, "outcome": "referred", "referral": "library",
    }  # fmt: skip
    assert event.subject == fatima.client.person


def test_a_question_of_somebody_without_a_name_is_counted(house: HouseOnDisk) -> None:
    tickets.note_ticket(house.at(PROJECT, "volunteer"), None, "printing", 5, "solved")
    assert house.kiosk.house.rows("SELECT theme, minutes, anonymous FROM einclusie_helped") == [("printing", 5, 1)]


def test_a_note_is_the_visitor_s_own_and_goes_when_they_are_forgotten(house: HouseOnDisk) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT)
    act = tickets.note_ticket(shift, fatima.client, "email", 10, "come_back", note="brengt de lader mee")
    assert "lader" not in act.events[0].kept
    house.at("core").forget(fatima.client.number, "request")
    assert house.kiosk.house.rows("SELECT person, note, theme FROM einclusie_helped") == [(None, None, "email")]


@pytest.mark.parametrize("note", ["rekening BE71 0961 2345 6769", "85.07.30-033.28", "kaart 6703 1234 5678 9012"])
def test_a_note_with_a_card_account_or_national_number_is_warned_about(house: HouseOnDisk, note: str) -> None:
    assert tickets.looks_private(house.at(PROJECT), note)


def test_an_ordinary_note_and_a_phone_number_raise_no_warning(house: HouseOnDisk) -> None:
    assert not tickets.looks_private(house.at(PROJECT), "bel terug op 0470 11 22 33")


def test_words_of_no_list_and_impossible_times_are_not_taken(house: HouseOnDisk) -> None:
    shift = house.at(PROJECT)
    for theme, minutes, referral in (
        ("nonsense", 5, None),
        ("itsme", 0, None),
        ("itsme", 481, None),
        ("itsme", 5, "mars"),
    ):
        with pytest.raises(NotUnderstood):
            tickets.note_ticket(shift, None, theme, minutes, "referred", referral=referral)
    with pytest.raises(NotUnderstood):
        tickets.note_ticket(shift, None, "itsme", 5, "solved", note="zijn zus belt")


@pytest.mark.parametrize(("name", "most"), [("themes", 26), ("ticket_minutes", 26), ("referrals", 24)])
def test_a_list_is_no_longer_than_there_are_letters_to_choose_with(house: HouseOnDisk, name: str, most: int) -> None:
    """Two letters of the referrals' step are for what was solved or comes back."""
    typed = [str(n) for n in range(1, most + 2)]
    with pytest.raises(NotUnderstood, match=f"at most {most} in this list"):
        house.set(f"einclusie.{name}", ", ".join(typed))
    house.set(f"einclusie.{name}", ", ".join(typed[:most]))
    themes, minutes, outcomes = TicketScreen(house.at(PROJECT), None)._choices()
    assert len({"themes": themes, "ticket_minutes": minutes, "referrals": outcomes}[name]) == 26


def test_a_house_has_its_own_themes_in_its_own_words(house: HouseOnDisk) -> None:
    house.set("einclusie.themes", "itsme, Mijn Gezondheid")
    shift = house.at(PROJECT)
    assert [(word, str(title)) for word, title in tickets.themes(shift).items()] == [
        ("itsme", "itsme"), ("mijn_gezondheid", "Mijn Gezondheid"),
    ]  # fmt: skip
    tickets.note_ticket(shift, None, "mijn_gezondheid", 5, "solved")
