"""What a scanner, a joker or another house's card can send: never a verdict on anybody, never a row, never an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import kiosk_foodbank
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk_core.domain.cards import LETTERS, new_code
from kiosk_core.domain.errors import KioskError
from kiosk_core.testing import HouseOnDisk, Known

LOOK_ALIKE = str.maketrans("BCEHIJKNPSTXV", "ВСЕНІЈКΝРЅТХⅤ")
"""Cyrillic, Greek and number signs that look like card letters."""
WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in LETTERS})

FIXED = [
    "", "\x00", "\x1b[2J\x1b[31m", "\x1b]0;owned\x07", "\x1b]52;c;aGVsbG8=\x07", "\x1b[201~", "\x90q\x9c", "\r\n\r\n",
    "'; DROP TABLE event; --", '" OR 1=1 --', "%", "_" * 17, "[red]x[/red]", "[@click=app.quit]x[/]", "[link=file:///]x",
    "{0.__class__}", "%s%n", "${jndi:ldap://x}", "../../etc/passwd", "=cmd|'/c calc'!A1", "https://example.org/?q=1",
    "WIFI:S:x;T:WPA;P:y;;", "BEGIN:VCARD\nN:x\nEND:VCARD", "]C100123456789012345675", "\ud800", "ſ" * 17, "ﬁ" * 9,
    "B" * 17, "0" * 17, "1" * 400, "²", "٣" * 17, "\u202e" + "B" * 16, "x" * 1_000_000, "\x1b[" * 500_000,
    "B" * 1_000_000, "\n" * 1_000_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HouseOnDisk, Known]]:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("hostile"), [kiosk_foodbank])
    yield made, made.with_household(enrolled=("foodbank",))
    made.close()


def near_misses(card: str) -> st.SearchStrategy[str]:
    """A living card, almost: other alphabets, a letter changed, cut short, doubled, with something around it."""
    place = st.integers(0, len(card) - 1)
    return st.one_of(
        st.just(card.translate(LOOK_ALIKE)),
        st.just(card.translate(WIDE)),
        st.just("".join(c + "\u0301" for c in card)),
        st.just(card + card),
        st.builds(lambda n: card[:n], place),
        st.builds(lambda n: card[:n] + card[n].translate(LOOK_ALIKE).lower() * 2 + card[n + 1 :], place),
        st.builds(
            lambda n, c: card[:n] + c + card[n:],
            place,
            st.characters(exclude_characters=" -\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"),
        ),
        st.builds(lambda n, c: card[:n] + c + card[n + 1 :], place, st.characters(exclude_characters=card)),
    )


KEYS = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]), max_size=40),
    st.text(LETTERS, min_size=15, max_size=19),
    st.builds(new_code),
    st.sampled_from(FIXED),
    st.builds(lambda a, b: a + b, st.sampled_from(FIXED[:20]), st.text(max_size=20)),
)


def is_that_card(keys: str, card: str) -> bool:
    """In other words than the program's own: plain letters, of any size, with spaces and dashes in between."""
    return keys.isascii() and "".join(keys.split()).replace("-", "").upper() == card


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_hostile_scan_is_an_unknown_card(house: tuple[HouseOnDisk, Known], data: st.DataObject) -> None:
    here, known = house
    # A card may happen to hold no letter that has a look-alike, or be typed small: then it is the card itself.
    hostile = st.one_of(KEYS, near_misses(known.card)).filter(lambda keys: not is_that_card(keys, known.card))
    check(here, known, data.draw(hostile))


@pytest.mark.parametrize("keys", FIXED, ids=lambda keys: ascii(keys[:20]))
def test_each_of_these_is_an_unknown_card(house: tuple[HouseOnDisk, Known], keys: str) -> None:
    check(*house, keys)


def check(here: HouseOnDisk, known: Known, keys: str) -> None:
    shift, db = here.at("foodbank", "volunteer"), here.kiosk.store.db
    before = here.kiosk.journal.ledger.heads(), db.total_changes
    verdict = shift.scan(keys)
    assert (verdict.outcome, verdict.visit, verdict.offers) == ("unknown", None, ()), keys
    assert here.kiosk.badge(keys) is None
    assert (here.kiosk.journal.ledger.heads(), db.total_changes) == before
    assert shift.scan(known.card).outcome == "granted"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=KEYS)
@example("²").via("digits that are no number")
@example("9" * 30).via("a number too large for the table")
def test_what_is_typed_into_a_search_finds_somebody_or_nobody(house: tuple[HouseOnDisk, Known], typed: str) -> None:
    here, _ = house
    shift, db = here.at("foodbank", "volunteer"), here.kiosk.store.db
    before = db.total_changes
    assert all(found.number for found in shift.find(typed))
    for ask in (lambda: here.kiosk.house.by_number(typed, here.today), lambda: here.kiosk.act(typed)):
        with pytest.raises(KioskError):
            ask()
    with pytest.raises(KioskError):
        shift.undo(typed, "mistake")
    assert db.total_changes == before


def test_the_look_alikes_look_alike_and_are_others() -> None:
    assert all(not c.isascii() and unicodedata.category(c)[0] in "LN" for c in "B".translate(LOOK_ALIKE))
