"""The afternoon on paper: the day-list that is printed before, entered the next day, and nothing of it lost or doubled."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from kiosk_foodbank import changes, day_list, from_paper, groups
from kiosk_foodbank import day as days

from kiosk_core import Act, Cents, Changed, NewMember, NotAllowed, NotFound, NotUnderstood, Shift, Verdict
from kiosk_core.registry.households import HouseholdChanged
from kiosk_core.shift.families import Away
from kiosk_core.testing import HouseOnDisk, Known
from tests.families.told import card_of, family

from .test_figures import figures
from .told import collect, scan

ENROLLED = ("foodbank",)


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def written(house: HouseOnDisk, tmp_path: Path, day: date | None = None) -> str:
    file = tmp_path / "lijst.pdf"
    day_list.write_list(house.at("foodbank", "volunteer"), file, day or house.today)
    return text_of(file)


def entered(house: HouseOnDisk, known: Known, day: date, paid: bool = False) -> tuple[Act, bool]:
    shift = house.at("foodbank", "volunteer")
    verdict = from_paper.look(shift, known.client.number.partition(".")[0], day)
    return from_paper.enter_or_doubt(shift, verdict, paid)


def test_the_list_has_what_the_counter_needs_and_says_that_it_is_to_be_destroyed(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.set("foodbank.contribution", "2")
    house.with_household(2, ("2019-04-01", "2026-08-01"), enrolled=ENROLLED, terms={"leave_out": "pork, nuts"})
    text = written(house, tmp_path)
    assert "Voedselbedeling van woensdag 25/11/2026" in text and "Te vernietigen" in text
    assert "A1001" in text and "Fatima" in text and "El Amrani" not in text
    read = " ".join(text.split())
    assert "2 × Bak met eten" in read and "€ 2,00" in read and "Varkensvlees, Noten" in read and "Luiers maat" in read


def test_a_protected_household_stands_on_it_by_its_number_only_and_without_its_hour(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    assert fatima.client.household is not None
    shift = house.at("foodbank")
    groups.set_group(shift, "A", house.today, start=780, minutes=60, capacity=9)
    groups.join(shift, fatima.client, "A")
    assert "13:00-14:00, groep A" in written(house, tmp_path)
    house.at("core").tell(HouseholdChanged(household=fatima.client.household, address=None, phone=None, protected=True))
    text = written(house, tmp_path)
    assert "A1001" in text and "Fatima" not in text and "13:00" not in text


def test_who_has_no_group_stands_under_a_heading_of_its_own_where_others_have_one(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    shift = house.at("foodbank")
    fatima, omar = (house.with_household(name=name, enrolled=ENROLLED) for name in ("Fatima El Amrani", "Omar Haddad"))
    assert "Zonder groep" not in written(house, tmp_path), "where nobody has one, nobody lacks it"
    groups.set_group(shift, "A", house.today, start=780, minutes=60, capacity=9)
    groups.join(shift, fatima.client, "A")
    read = " ".join(written(house, tmp_path).split())
    assert read.index("groep A") < read.index("A1001") < read.index("Zonder groep") < read.index("A1002")
    groups.join(shift, omar.client, "A")
    assert "Zonder groep" not in written(house, tmp_path)


def test_a_list_is_most_likely_of_the_last_distribution_that_was_not_closed(house: HouseOnDisk) -> None:
    """Tuesdays; on one of them the PC does not start."""
    shift, tuesday = house.at("foodbank", "volunteer"), date(2026, 12, 1)
    house.set("foodbank.weekdays", "tu")
    house.later(days=6)
    days.open_day(shift)
    assert from_paper.usual_day(shift) == tuesday, "it is open"
    days.close_day(shift)
    house.later(days=8)
    assert house.today == date(2026, 12, 9)
    assert from_paper.usual_day(shift) == date(2026, 12, 8)
    asked = str(from_paper.question_of(shift, house.today))
    assert asked == "On Wednesday 09/12/2026 no distribution is planned. Is the list of that day?"
    assert str(from_paper.question_of(shift, date(2026, 12, 8))) == "Is the list of Tuesday 08/12/2026?"
    assert from_paper.question_of(shift, tuesday) is None, "that one was held here"
    house.at("core").undo(days.open_day(shift).id, "mistake")
    changes.move_day(house.at("foodbank"), date(2026, 12, 15), date(2026, 12, 16))
    house.later(days=8)
    assert from_paper.usual_day(shift) == date(2026, 12, 16), "moved from the day before"


def test_a_list_of_a_house_that_plans_no_days_is_of_today_until_somebody_says_another(house: HouseOnDisk) -> None:
    shift = house.at("foodbank", "volunteer")
    assert from_paper.usual_day(shift) == house.today
    assert str(from_paper.question_of(shift, house.today)) == "Is the list of Wednesday 25/11/2026?"
    days.open_day(shift)
    house.later(days=40)
    assert from_paper.usual_day(shift) == house.today, "of a day so far back nothing can be entered"


def test_who_is_excused_or_was_here_does_not_stand_on_it(house: HouseOnDisk, tmp_path: Path) -> None:
    house.set("foodbank.frequency", "distribution")
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    shift = house.at("foodbank", "volunteer")
    days.open_day(shift)
    collect(house, fatima)
    groups.excuse(shift, omar.client, house.today)
    tomorrow = written(house, tmp_path, house.today + timedelta(days=1))
    assert "A1001" in tomorrow and "A1002" in tomorrow, "of the next distribution both are"
    house.set("foodbank.frequency", "week")
    assert not [number for number in ("A1001", "A1002") if number in written(house, tmp_path)]


def test_closing_puts_the_list_of_the_next_distribution_where_the_settings_say(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    house.set("foodbank.weekdays", "fr")
    house.set("foodbank.list_folder", str(tmp_path), counter="balie")
    house.with_household(enrolled=ENROLLED)
    made = day_list.at_closing(house.at("foodbank", "volunteer"))
    assert made is not None
    assert (made.day, made.households, made.file.name) == (date(2026, 11, 27), 1, "voedselbedeling-lijst.pdf")
    assert "vrijdag 27/11/2026" in text_of(made.file)
    day_list.at_closing(house.at("foodbank", "volunteer"))
    assert [file.name for file in tmp_path.glob("*.pdf")] == [made.file.name], "one list at most lies there"


def test_a_long_list_has_its_titles_on_every_page_and_loses_nobody(house: HouseOnDisk, tmp_path: Path) -> None:
    with house.kiosk.journal.batch():
        for _ in range(60):
            house.with_household(enrolled=ENROLLED)
    text = written(house, tmp_path)
    assert text.count("Te vernietigen") == text.count("Mag er niet in") == 3 and "blad 3 van 3" in text
    assert not [number for number in (f"A{1001 + n}" for n in range(60)) if number not in text]


def test_what_was_ticked_counts_on_its_own_day_and_is_marked_as_entered_late(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    wednesday = house.today
    days.open_day(house.at("foodbank", "volunteer"))
    house.later(days=1)
    shift = house.at("foodbank", "volunteer")
    assert from_paper.usual_day(shift) == wednesday
    act, counts = entered(house, fatima, wednesday, paid=True)
    entered(house, omar, wednesday)
    parcel = next(event for event in act.events if event.kind == "foodbank.parcel_collected")
    assert counts and (parcel.day, parcel.fields["late"]) == (wednesday, True)
    assert not shift.print_queue(), "no slip comes out for somebody who was here yesterday"
    days.close_day(shift, Cents(200), wednesday)
    closed = days.show(house.kiosk.house, "balie", wednesday)
    assert (closed.served, closed.totals.regular, closed.totals.cash, closed.totals.owed) == (2, 2, 200, 200)
    assert (closed.difference, days.entered_late(house.kiosk.house, wednesday)) == (0, 2)
    assert figures(house, "entered_late")[""] == 2


FATIMA = NewMember(name="Fatima El Amrani", born="1984-02-01")
YOUSSEF = NewMember(name="Youssef Haddad", born="1980-06-30")
YARA = NewMember(name="Yara Haddad", born="2019-04-01")


def offered(house: HouseOnDisk, day: date, *typed: str) -> set[tuple[str, str]]:
    """(number, what would be counted) of a line, in every way that it may be typed: one answer, if they agree."""
    found = set()
    for line in typed:
        verdict = from_paper.look(house.at("foodbank", "volunteer"), line, day)
        assert verdict.visit and verdict.visit.client, line
        number = verdict.visit.client.number.partition(".")[0]
        found.add((number, str(verdict.offers[0].title) if verdict.offers else verdict.outcome))
    return found


def test_a_line_is_answered_as_the_household_was_on_its_day_however_it_is_typed(house: HouseOnDisk) -> None:
    them, wednesday = family(house, FATIMA, YOUSSEF, YARA), house.today
    card = card_of(house, "A1001.1")
    house.later(days=3)
    house.at("core").leave(them, [them.members[1].person], "moved")
    house.later(days=1)
    assert offered(house, wednesday, card, "A1001", "A1001.1") == {("A1001", "Parcel for 3 persons")}
    assert offered(house, house.today, card, "A1001", "A1001.1") == {("A1001", "Parcel for 2 persons")}


def test_who_was_registered_after_the_day_of_the_list_is_answered_alike_however_it_is_typed(house: HouseOnDisk) -> None:
    tuesday = house.today - timedelta(days=1)
    them = family(house, FATIMA, YARA, enrolled=False)
    house.at("core").enrol(them, "foodbank", house.today, since=tuesday)
    card = card_of(house, "A1001.1")
    assert offered(house, tuesday, card, "A1001", "A1001.1") == {("A1001", "Parcel for 2 persons")}


def test_of_a_day_before_a_split_every_number_and_card_of_both_halves_is_the_household_that_it_was(
    house: HouseOnDisk,
) -> None:
    them, wednesday = family(house, FATIMA, YOUSSEF, YARA), house.today
    card = card_of(house, "A1001.1")
    house.later(days=3)
    parted = house.at("core").split(them, Away([them.members[1].person], [them.members[2].person]))
    typed = (card, "A1001", "A1001.1", "A1002", "A1002.1", "A1003", "A1003.1", *(code for code, _ in parted.cards))
    assert offered(house, wednesday, *typed) == {("A1001", "Parcel for 3 persons")}
    with pytest.raises(NotFound):
        from_paper.look(house.at("foodbank", "volunteer"), card, house.today)


def test_a_card_that_was_lost_by_then_is_not_known_on_a_list_either(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    house.at("core").stop_card(fatima.card, "lost")
    wednesday = house.today
    house.later(days=1)
    with pytest.raises(NotFound):
        from_paper.look(house.at("foodbank", "volunteer"), fatima.card, wednesday)


def test_a_doubled_parcel_is_said_and_kept_for_the_coordinator(house: HouseOnDisk) -> None:
    fatima, omar = (house.with_household(enrolled=ENROLLED) for _ in range(2))
    wednesday = house.today
    collect(house, fatima)
    house.later(days=1)
    assert [entered(house, one, wednesday)[1] for one in (fatima, omar)] == [False, True]
    with pytest.raises(Changed, match="already"):
        entered(house, fatima, wednesday)
    shift = house.at("foodbank")
    (one,) = from_paper.doubts(shift)
    assert (one.number, one.day, one.codes) == ("A1001", wednesday, ("foodbank.already_collected",))
    assert days.totals(house.kiosk.house, "balie", wednesday).regular == 2, "it is not counted meanwhile"
    from_paper.count_after_all(shift, one.event)
    assert days.totals(house.kiosk.house, "balie", wednesday).regular == 3
    assert from_paper.doubts(shift) == []
    entered(house, omar, wednesday)
    from_paper.take_off(shift, from_paper.doubts(shift)[0].event)
    assert (from_paper.doubts(shift), days.totals(house.kiosk.house, "balie", wednesday).regular) == ([], 3)
    with pytest.raises(NotAllowed):
        from_paper.doubts(house.at("foodbank", "volunteer"))


def test_a_line_of_a_household_that_was_forgotten_meanwhile_waits_for_nobody(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    fatima, wednesday = house.with_household(enrolled=ENROLLED), house.today
    collect(house, fatima)
    house.later(days=1)
    entered(house, fatima, wednesday)
    house.at("core").forget("A1001", "request", with_open=True)
    assert from_paper.doubts(house.at("foodbank")) == []


def test_two_coordinators_who_read_the_same_line_count_it_once(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fatima, wednesday = house.with_household(enrolled=ENROLLED), house.today
    collect(house, fatima)
    house.later(days=1)
    entered(house, fatima, wednesday)
    here, other, look = house.at("foodbank"), house.again(), from_paper.look
    (one,) = from_paper.doubts(here)

    def meanwhile(shift: Shift, typed: str, day: date) -> Verdict:
        monkeypatch.setattr(from_paper, "look", look)
        from_paper.count_after_all(other.at("foodbank"), one.event)
        return look(shift, typed, day)

    monkeypatch.setattr(from_paper, "look", meanwhile)
    with pytest.raises(Changed, match="settled this line meanwhile"):
        from_paper.count_after_all(here, one.event)
    assert days.totals(house.kiosk.house, "balie", wednesday).regular == 2
    other.close()


def test_an_emergency_parcel_is_entered_as_it_stands_on_the_list(house: HouseOnDisk) -> None:
    wednesday = house.today
    house.later(days=1)
    shift = house.at("foodbank", "volunteer")
    from_paper.enter(shift, from_paper.look(shift, "2+1+0", wednesday))
    found = days.totals(house.kiosk.house, "balie", wednesday)
    assert (found.emergency, found.persons) == (1, 3)


def test_what_cannot_be_entered_says_why(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    shift, today = house.at("foodbank", "volunteer"), house.today
    with pytest.raises(NotFound):
        from_paper.look(shift, "9999", today)
    house.later(days=40)
    with pytest.raises(NotUnderstood, match="days ago"):
        entered(house, fatima, today)


def test_the_counter_afterwards_knows_what_was_entered(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    wednesday = house.today
    house.later(days=1)
    entered(house, fatima, wednesday)
    verdict = scan(house, fatima)
    assert "25/11/2026" in str(verdict.findings[0].text)
