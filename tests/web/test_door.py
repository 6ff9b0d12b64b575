"""What a visitor and a volunteer notice of the page at the door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kiosk_einclusie import sessions

from kiosk_core.domain.cards import new_code
from kiosk_core.domain.keys import SAFE
from kiosk_core.testing import HouseOnDisk
from kiosk_core.web.pairing import TRIES, Pairing, new_pairing_code

from .conftest import CODE, Serve
from .tablet import ASK, GOODBYE, SCAN, WELCOME, Tablet

Came = Callable[[], list[str]]
IN, OUT = "einclusie.signed_in", "einclusie.signed_out"


def test_one_scan_and_the_visitor_is_signed_in_and_welcome(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    visitor = house.with_household()
    assert tablet.open().heading == SCAN
    said = tablet.scan(visitor.card.lower())
    assert (said.status, said.heading) == (200, WELCOME)
    assert came() == [IN]
    assert house.kiosk.last_events(1)[0].actor == house.at("einclusie", "coordinator").volunteer.id


def test_nobody_can_see_who_came_before(house: HouseOnDisk, tablet: Tablet) -> None:
    visitor = house.with_household(name="Zebedeus Kwakkelstein")
    pages = [tablet.open(), tablet.scan(visitor.card), tablet.open(), Tablet(tablet.served).open()]
    for page in pages:
        assert not any(told in page.text for told in ("Zebedeus", visitor.card, visitor.client.number))
        assert page.headers["cache-control"] == "no-store"
        assert "<a " not in page.text and "http" not in page.text
    assert pages[2].heading == SCAN


def test_whatever_is_no_clear_yes_sends_the_visitor_to_the_volunteer(
    house: HouseOnDisk, tablet: Tablet, came: Came
) -> None:
    lost, second, late = house.with_household(), house.with_household(), house.with_household()
    desk = sessions.plan(house.at("einclusie"), house.today, 12 * 60, 120, capacity=1)
    house.at("core").stop_card(late.client.number, "lost")
    assert tablet.scan(lost.card).heading == WELCOME
    before = came()
    badge = house.at("core", "administrator").give_badge("volunteer")
    for keys in (second.card, late.card, new_code(), badge, "5412345678908", "", "A" * 64, "é\x00<script>"):
        said = tablet.scan(keys)
        assert (said.status, said.heading) == (200, ASK), keys
    assert came() == before
    assert sessions.one(house.kiosk.house, desk.sessions[0]).here == 1


def test_a_second_scan_goes_home_and_the_same_scan_twice_is_one(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    house.set("core.repeat_seconds", "30")
    visitor, other = house.with_household(), house.with_household()
    assert [tablet.scan(visitor.card).heading for _ in range(2)] == [WELCOME, WELCOME]
    assert came() == [IN]
    assert tablet.scan(other.card).heading == WELCOME
    assert tablet.scan(visitor.card).heading == GOODBYE
    assert came() == [IN, IN, OUT]


def test_a_scan_records_only_where_fast_mode_does(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    house.set("core.fast", "einclusie.sign_in=off")
    assert tablet.scan(house.with_household().card).heading == ASK
    assert came() == []


def test_a_form_that_is_sent_again_does_nothing(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    """A reload would sign the visitor out again."""
    house.set("core.repeat_seconds", "0")
    visitor, ticket = house.with_household(), tablet.open().ticket
    assert tablet.scan(visitor.card, ticket).heading == WELCOME
    again = tablet.scan(visitor.card, ticket)
    assert (again.status, again.heading) == (409, "Scan uw kaart nog eens")
    assert came() == [IN]
    assert tablet.scan(visitor.card, again.ticket).heading == GOODBYE


def test_a_screen_that_was_never_let_in_signs_nobody_in(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    stranger, ticket = Tablet(tablet.served), tablet.open().ticket
    assert stranger.open().heading == "Dit scherm is hier nog niet bekend"
    for token in ("", "x" * 43, tablet.token[:-1]):
        assert Tablet(tablet.served, token).scan(house.with_household().card, ticket).status == 403
    assert came() == []


def test_a_code_lets_one_screen_in_once(house: HouseOnDisk, serve: Serve, came: Came) -> None:
    served = serve(CODE)
    first = Tablet(served)
    assert first.send("/pair", code="BCDFGHJX").status == 403
    let_in = first.send("/pair", code=f" {CODE[:4].lower()} {CODE[4:]}")
    assert (let_in.status, let_in.headers["location"]) == (303, "/")
    cookie, *flags = let_in.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(flags)
    first.token = cookie.partition("=")[2]
    assert first.scan(house.with_household().card).heading == WELCOME
    assert Tablet(served).send("/pair", code=CODE).status == 403
    assert len(house.at("core").known_tablets()) == 1
    stored = str(house.kiosk.store.db.execute("SELECT * FROM secret_tablet").fetchall())
    assert first.token not in stored


def test_guessing_a_code_ends_after_five_tries() -> None:
    guessed = Pairing(CODE)
    assert not any(guessed.fits("BCDFGHJX") for _ in range(TRIES))
    assert not guessed.is_open and not guessed.fits(CODE)
    assert set(new_pairing_code()) <= SAFE and new_pairing_code() != new_pairing_code()


def test_a_tablet_that_was_stopped_signs_nobody_in(house: HouseOnDisk, tablet: Tablet, came: Came) -> None:
    ticket = tablet.open().ticket
    (known,) = house.at("core").known_tablets()
    house.at("core").stop_tablet(known.id)
    assert tablet.scan(house.with_household().card, ticket).status == 403
    assert came() == []


def test_stopping_at_the_door_asks_the_pin_of_the_volunteer_who_started_it(
    house: HouseOnDisk, tablet: Tablet, came: Came
) -> None:
    for _ in range(5):
        wrong = tablet.send("/stop", pin="9999")
        assert (wrong.status, wrong.heading) == (403, SCAN)
    assert "wacht 5 minuten" in tablet.send("/stop", pin="2222").text
    assert house.kiosk.check_pin("coordinator", "2222"), "nobody at the counter is locked out by guesses at the door"
    other = Tablet(tablet.served, house.at("einclusie").let_tablet_in())
    assert other.send("/stop", pin="2222").status == 303
    assert other.open().heading == "Zelf aanmelden is hier gestopt"
    assert other.scan(house.with_household().card).status == 303
    assert came() == []
    other.send("/begin")
    assert other.scan(house.with_household().card).heading == WELCOME


def test_when_the_volunteer_who_started_it_is_gone_nothing_is_recorded(
    house: HouseOnDisk, tablet: Tablet, came: Came
) -> None:
    house.at("core", "administrator").retire("coordinator")
    card = house.at("core", "administrator").issue_card(house.at("core", "administrator").register([_nameless()]))
    assert tablet.scan(card).heading == ASK
    assert came() == []


def _nameless() -> object:
    from kiosk_core import NewMember

    return NewMember(born="1984")


def test_only_a_coordinator_lets_a_tablet_in_or_stops_one(house: HouseOnDisk) -> None:
    from kiosk_core import NotAllowed, NotFound, NotUnderstood

    with pytest.raises(NotAllowed):
        house.at("einclusie", "volunteer").let_tablet_in()
    with pytest.raises(NotAllowed):
        house.at("einclusie", "volunteer").stop_tablet(1)
    with pytest.raises(NotFound):
        house.at("einclusie").stop_tablet(1)
    with pytest.raises(NotUnderstood):
        house.at("core").require_self_service()
