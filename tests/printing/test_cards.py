"""The card PDF as a printer and a pair of scissors get it: rasterised, cut into cards, read by a scanner."""

from __future__ import annotations

import time

import pypdfium2
import pytest
from pyzbar.pyzbar import decode as read_qr

from kiosk_core.domain.cards import grouped, new_code
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.cards import CardFace, CardLook, print_cards
from kiosk_core.printing.drawing import matrix

DPI = 150
NAMES = ("Fatma Çelik", "Łukasz", "Олена", "Jean-François Œuvre", "محمد")


def faces(n: int) -> list[CardFace]:
    return [CardFace(new_code(), f"A{1000 + i}.1", NAMES[i % len(NAMES)]) for i in range(n)]


def printed(tmp_path, cards, **look) -> pypdfium2.PdfDocument:
    print_cards(cards, tmp_path / "cards.pdf", CardLook(**look), ENGLISH)
    return pypdfium2.PdfDocument(tmp_path / "cards.pdf")


def cut_up(page: pypdfium2.PdfPage) -> list:
    """The ten cards of a sheet: 85.6 × 54 mm, two across, in the middle of the A4 sheet."""
    sheet = page.render(scale=DPI / 72).to_pil()
    mm = DPI / 25.4
    left, top = (210 - 2 * 85.6) / 2, (297 - 5 * 54) / 2
    corners = [(left + column * 85.6, top + row * 54) for row in range(5) for column in range(2)]
    return [sheet.crop((int(x * mm), int(y * mm), int((x + 85.6) * mm), int((y + 54) * mm))) for x, y in corners]


def words_of(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_bounded()


def test_the_cards_read_are_the_cards_given(tmp_path):
    cards = faces(200)
    document = printed(tmp_path, cards)
    read = []
    for sheet in range(0, 40, 2):
        for card in cut_up(document[sheet]):
            read += [found.data.decode() for found in read_qr(card)]
        for back in cut_up(document[sheet + 1]):
            assert read_qr(back) == []
    assert read == [card.code for card in cards]


def test_a_qr_code_is_version_one_and_holds_the_letters_alone():
    code = new_code()
    modules = matrix(code)
    assert [len(row) for row in modules] == [21] * 21
    # Level M is '00' in the format information, masked by '10' of 10101 (ISO/IEC 18004, 7.9): dark, light.
    assert (modules[8][0], modules[8][1]) == (True, False)


def test_a_card_is_neutral_by_default(tmp_path):
    cards = faces(3)
    document = printed(tmp_path, cards, phone="056 12 34 56")
    front, back = words_of(document[0]), words_of(document[1])
    for card in cards:
        assert grouped(card.code[:8]) in front and grouped(card.code[8:]) in front
        assert card.number not in front + back and card.display not in front + back
    assert back.count("056 12 34 56") == 3
    assert "VOORBEELD" not in front + back
    assert "@" not in str(document.get_metadata_dict())


@pytest.mark.parametrize(
    ("look", "shown"),
    [
        ({"first_name": True}, "Fatma Çelik"),
        ({"number": True}, "A1000.1"),
        ({"house": "Sociaal Huis"}, "Sociaal Huis"),
        ({"example": True}, "VOORBEELD"),
    ],
)
def test_a_house_may_choose_what_else_is_on_its_cards(tmp_path, look, shown):
    cards = faces(1)
    assert shown not in words_of(printed(tmp_path, cards)[0])
    assert shown in words_of(printed(tmp_path, cards, **look)[0])


def test_a_name_in_any_letters_is_on_its_card(tmp_path):
    front = words_of(printed(tmp_path, faces(5), first_name=True)[0])
    for name in ("Fatma Çelik", "Łukasz", "Олена", "Jean-François Œuvre", "mhmd"):
        assert name in front


def test_backs_lie_behind_their_fronts_when_the_sheet_is_turned(tmp_path):
    """One card: its front is at the left, its back at the right, which is behind it after a turn on the long edge."""
    document = printed(tmp_path, faces(1), phone="056")
    used = [
        [len(set(card.convert("L").crop((20, 20, 480, 300)).tobytes())) > 1 for card in cut_up(document[n])]
        for n in (0, 1)
    ]
    assert used == [[True] + [False] * 9, [False, True] + [False] * 8]


def test_the_hand_out_list_says_which_card_is_whose_and_shows_no_whole_code(tmp_path):
    cards = faces(40)
    document = printed(tmp_path, cards)
    pages = [words_of(document[n]) for n in range(len(document))]
    lists = "".join(page for page in pages if "Hand-out list" in page)
    assert len(pages) == 8 + 2
    for card in cards:
        assert f"{card.number}" in lists and card.code[:4] in lists
        assert card.code[:8] not in lists.replace(" ", "")


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path):
    (tmp_path / "no.pdf").mkdir()
    with pytest.raises(OSError):
        print_cards(faces(1), tmp_path / "no.pdf", CardLook(), ENGLISH)
    assert [path.name for path in tmp_path.iterdir()] == ["no.pdf"]


def test_the_sheets_cost_no_more_than_the_qr_codes_on_them(tmp_path):
    """All of it at most twice the time of the QR codes alone; the median of three, in processor time."""
    cards = faces(300)
    print_cards(cards[:1], tmp_path / "warm.pdf", CardLook(), ENGLISH)
    ratios = []
    for _ in range(3):
        began = time.process_time()
        for card in cards:
            matrix(card.code)
        between = time.process_time()
        print_cards(cards, tmp_path / "cards.pdf", CardLook(phone="056 12 34 56"), ENGLISH)
        ratios.append((time.process_time() - between) / (between - began))
    assert sorted(ratios)[1] <= 2
