"""What stands on the slip of a parcel, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk_foodbank import pictograms
from kiosk_foodbank.slip import PICTURES

from kiosk_core import CASH, Cents, Payment, Picture
from kiosk_core.printing.layout import drawn
from kiosk_core.testing import HouseOnDisk

from .told import collect, receipt, slip


def test_the_slip_says_what_is_in_it_what_is_not_and_when_to_come_again(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    fatima = house.with_household(
        2, ("2026-08-01",), enrolled=("foodbank",), until=date(2026, 12, 20), terms={"leave_out": "pork,alcohol"}
    )
    said = slip(house, collect(house, fatima, [Payment(CASH, Cents(200))]))
    for part in (
        "Food parcel for 3 persons", "Your number A1001", "Crate with food 2 x", "Baby milk 1 (from birth) 1 x",
        "Not in your parcel: Pork Alcohol", "Contribution €2.00", "Paid in cash €2.00", "Next parcel: from Monday 30/11/2026.",
        "Make an appointment with the social service before 20/12/2026.", "Bring along: proof of your income",
    ):  # fmt: skip
        assert part in said


def test_the_slip_names_nobody(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",), phone="0470112233", address="Dorpsstraat 7")
    said = slip(house, collect(house, fatima))
    assert not [word for word in ("Fatima", "Amrani", "Dorpsstraat", "0470112233", "volunteer") if word in said]


def test_the_papers_are_asked_for_only_when_the_end_is_near(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",), until=date(2027, 6, 1))
    assert "appointment" not in slip(house, collect(house, fatima))


def test_in_the_grace_the_appointment_is_asked_before_its_end_and_never_before_a_day_that_is_past(
    house: HouseOnDisk,
) -> None:
    before = "Make an appointment with the social service before"
    fatima = house.with_household(enrolled=("foodbank",), until=date(2026, 11, 26))
    assert f"{before} 26/11/2026." in slip(house, collect(house, fatima))
    house.later(days=15)
    assert f"{before} 26/12/2026." in slip(house, collect(house, fatima)), "30 days of grace"
    house.moment = datetime(2026, 12, 26, 11, tzinfo=UTC)
    assert f"{before} 27/12/2026." in slip(house, collect(house, fatima)), "today is the last day for it"


def test_a_house_may_leave_the_client_number_off_its_slips(house: HouseOnDisk) -> None:
    house.set("foodbank.slip_number", "no")
    assert "A1001" not in slip(house, collect(house, house.with_household(enrolled=("foodbank",))))


def test_a_copy_says_the_same_when_everything_has_changed_since(house: HouseOnDisk) -> None:
    fatima = house.with_household(2, enrolled=("foodbank",), terms={"leave_out": "pork"})
    act = collect(house, fatima)
    before = slip(house, act)
    house.later(days=1)
    house.set("foodbank.frequency", "month")
    house.set("foodbank.medium_from", "1")
    house.at("core").enrol(fatima.client, "foodbank", date(2027, 6, 1), terms={"leave_out": "fish"})
    assert slip(house, act) == before


def test_a_parcel_of_a_forgotten_household_is_printed_without_what_was_its_own(house: HouseOnDisk) -> None:
    from .test_figures import forget

    fatima = house.with_household(2, enrolled=("foodbank",), terms={"leave_out": "pork"})
    act = collect(house, fatima)
    forget(house, fatima)
    said = slip(house, act)
    assert "Food parcel for 2 persons" in said
    assert "Pork" not in said
    assert "A1001" not in said


def test_every_picture_on_a_slip_can_be_drawn(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("foodbank",), until=date(2026, 12, 1), terms={"leave_out": "pork"})
    parts = [part for block in receipt(house, collect(house, fatima)).blocks for part in block.parts]
    pictures = [part for part in parts if isinstance(part, Picture)]
    assert len(pictures) == 4
    assert all(drawn(picture) is not None for picture in pictures)


def test_each_drawing_is_black_on_white_small_and_unlike_the_others() -> None:
    seen = set()
    for name in PICTURES:
        image = getattr(pictograms, name)()
        assert (image.mode, image.size) == ("1", (pictograms.SIZE, pictograms.SIZE))
        black = sum(pixel == 0 for pixel in image.getdata()) / pictograms.SIZE**2
        assert 0.08 < black < 0.5, f"{name}: {black:.0%} ink"
        seen.add(image.tobytes())
    assert len(seen) == len(PICTURES)
