"""Finding people by what they say: name, birth, phone, number; and whatever way the name was written down."""

from __future__ import annotations

import pytest

from kiosk_core import NewMember
from kiosk_core.registry import search
from kiosk_core.registry.persons import folded
from kiosk_core.registry.sounds import sound
from kiosk_core.testing import HouseOnDisk, whole_tables_read

WRITTEN = {
    "Mohammed": "Muhammad Mohamed Mohammad Muhammed Mohamad Mouhamed Mohamet Mehmet Mohmamed Mohamde",
    "Fatima": "Fatma Fatimah Fadma Faitma Ftaima",
    "Youssef": "Yusuf Joesoef Yousef Youssouf Yusef Josef",
    "Abdelkader": "Abdel-Kader Abdulkadir",
    "Abdel Hakim": "Abdelhakim Abdulhakim",
    "Ouafa": "Wafa Wafaa",
    "Warda": "Ouarda",
    "Khadija": "Hadija Khadidja Chadija Kadija",
    "Aïcha": "Aisha Aysha Ayşe Aicha",
    "Zineb": "Zeyneb Zaynab Zainab Zeynep",
    "Rachid": "Rashid Rachied Reşit",
    "Saïd": "Said Sayed Saeed",
    "Amrani": "Elamrani Lamrani Amrany Amrnai",
    "Benali": "Ben-Ali Bennali Benaly",
    "Oumaima": "Umayma Oemaima",
    "Ghizlane": "Rizlane Gizlan",
    "Jamal": "Djamal Cemal Gamal",
    "Hüseyin": "Hussein Hussain Houssein Husein",
    "Şükran": "Sukran Choukran",
    "Çelik": "Celik Tchelik",
    "Yıldız": "Yildiz Jildiz Yildz",
    "Öztürk": "Ozturk Oztruk",
    "Ahmed": "Ahmet Achmed Ahmad",
    "Mustafa": "Moustapha Mostafa Mustapha",
    "Oleksandr": "Aleksandr Alexander Aleksander",
    "Serhii": "Sergei Sergiy Serhiy Sergej",
    "Natalia": "Nataliya Natalja Nathalie",
    "Yuliia": "Julia Yulia Joelia",
    "Łukasz": "Lukas Lukasz Loekas",
    "Krzysztof": "Krystof Kryshtof",
    "Zhanna": "Žana Janna Zanna",
    "Ekaterina": "Yekaterina Katerina Jekaterina",
    "Ivanov": "Iwanow Ivanoff",
    "Kovalchuk": "Kowaltschuk Kovaltsjoek Kovalcuk",
    "Nguyen": "Nguyên Ngyuen",
    "Peeters": "Peters Peetres Pieters",
    "Janssens": "Jansens Janssen Jansesns",
    "Vandenbroucke": "Vandenbroeke Vandenbrouke",
    "Yevhen": "Evgeni Yevgeny Yevgen Jevhen Evhen Євген Евгений",
    "Ihor": "Igor Игорь Ігор",
    "Halyna": "Galina Галина",
    "Yehor": "Egor Єгор Егор",
    "Grigori": "Hryhorii Григорий Григорій",
    "Kateryna": "Катерина",
    "Олена": "Olena Elena Oleena",
    "Сергей": "Sergei Serhii Сергій",
    "Щербак": "Shcherbak Sjtsjerbak Scherbak",
    "Юрій": "Yurii Iurii Joeri Юрий",
    "Đorđe": "Djordje Dorde Đorde Ђорђе",
    "Țuțu": "Tutu Tsutsu",
    "Wójcik": "Wojcik Voytsik",
    "Xhaka": "Djaka",
    "Vefa": "Wafa Ouafa",
}
"""A name as it was registered, and as others wrote or typed it: Moroccan, Turkish, Slavic, Balkan, Flemish names, in Latin letters or
Cyrillic ones; slips of a finger."""
PAIRS = [(name, other) for name, others in WRITTEN.items() for other in others.split()]


@pytest.fixture
def town(house: HouseOnDisk) -> HouseOnDisk:
    """One household for every name of the table."""
    with house.kiosk.journal.batch():
        for name in WRITTEN:
            house.at("core").register([NewMember(name=name, born="1984-02-01")])
    return house


def test_every_spelling_of_the_table_finds_its_name_among_the_others(town: HouseOnDisk) -> None:
    shift = town.at("soup", "volunteer")
    lost = [
        (name, other)
        for name, other in PAIRS
        if name not in {one.full_name for one in [*shift.find(other), *shift.find_alike(other)]}
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("registered", "typed"),
    [
        ("Юлія Мар'яненко", "yuliia marian"),
        ("Yuliia Marianenko", "Юлія Мар’ян"),
        ("Zghurskyi", "Згурський"),
        ("Alena", "Алёна"),
    ],
)
def test_cyrillic_and_the_letters_of_a_passport_are_one_name_at_once(
    house: HouseOnDisk, registered: str, typed: str
) -> None:
    client = house.at("core").register([NewMember(name=registered)])
    assert [one.full_name for one in house.at("soup", "volunteer").find(typed)] == [registered]
    rows = house.kiosk.house.number("SELECT count(*) FROM core_name WHERE subject=?", client.members[0].person)
    assert rows == len(folded(registered).split()), "no more of them than words"


def test_who_is_registered_once_more_in_other_letters_is_said_to_be_known(house: HouseOnDisk) -> None:
    house.with_household(name="Олена Щербак")
    assert [one.number for one in house.at("core").likely_duplicates([NewMember(name="Olena Shcherbak")])] == [
        "A1001.1"
    ]


def test_a_name_as_it_was_registered_comes_first(town: HouseOnDisk) -> None:
    shift = town.at("soup", "volunteer")
    assert all(shift.find_alike(name)[0].full_name == name for name in WRITTEN if len(sound(folded(name))) > 1)


@pytest.mark.parametrize("typed", ["xqzw", "Bogdanovic", "Willy", "zz", "1", "", "%", "' OR 1=1"])
def test_what_sounds_like_nobody_finds_nobody(town: HouseOnDisk, typed: str) -> None:
    assert town.at("soup", "volunteer").find_alike(typed) == []


def test_both_words_of_a_name_must_sound_alike(house: HouseOnDisk) -> None:
    for name in ("Mohammed Benali", "Mohammed Peeters"):
        house.with_household(name=name)
    found = house.at("soup", "volunteer").find_alike("Muhamad Ben-Ali")
    assert [one.full_name for one in found][:1] == ["Mohammed Benali"]
    assert [one.full_name for one in house.at("soup", "volunteer").find_alike("Mohamet Pieters")] == [
        "Mohammed Peeters"
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1984", ["A1001.1"]), ("fatima 1984", ["A1001.1"]), ("fatima 1985", []), ("1/2/1984", ["A1001.1"]),
        ("1984-02-01 amrani", ["A1001.1"]), ("2/1/1984", []), ("0470 12 34 56", ["A1001.1"]), ("+32 470 12 34 56", ["A1001.1"]),
        ("0470/12.34", ["A1001.1"]), ("0032470123456", ["A1001.1"]), ("0032 (0)470 12", ["A1001.1"]), ("0471123456", ["A1002.1"]), ("0471", []), ("a1002", ["A1002.1"]), ("1002", ["A1002.1"]),
    ],
)  # fmt: skip
def test_people_are_found_by_birth_phone_and_number(house: HouseOnDisk, typed: str, numbers: list[str]) -> None:
    office = house.at("core")
    office.register([NewMember(name="Fatima El Amrani", born="1984-02-01")], phone="0470 12 34 56")
    office.register([NewMember(name="Jan Peeters", born="1950", phone="+32 (0)471 12 34 56")])
    assert [one.number for one in house.at("soup", "volunteer").find(typed)] == numbers


@pytest.mark.parametrize(
    "typed", ["A1001.2", "a1001,2", " A 1001.2", "A-1001.2", "A01001.02", "nr. 1001.2", "#1001 . 2", "1001.2"]
)
def test_a_number_is_found_as_people_type_it(house: HouseOnDisk, typed: str) -> None:
    house.with_household(2)
    assert [one.number for one in house.at("soup", "volunteer").find(typed)] == ["A1001.2"]
    assert house.kiosk.house.by_number(typed.rstrip(" .,02"), house.today).number == "A1001"


@pytest.mark.parametrize(
    "typed", ["V1", "1", "0001", "A1", "A-V01001", "A-2026-001001", "A1001.9", "AA1001", "B1001", "²", "1001-2", ""]
)
def test_what_is_no_clients_number_finds_no_client(house: HouseOnDisk, typed: str) -> None:
    house.with_household(2)
    assert house.at("soup", "volunteer").find(typed) == []


@pytest.mark.parametrize(
    ("noted", "typed"),
    [
        ("0032 470 12 34 56", "0470123456"), ("0032470123456", "+32 470 12 34 56"), ("32470123456", "0470 12 34 56"),
        ("0031 6 12345678", "+31612345678"), ("+31 6 12345678", "0031 612345678"), ("03 212 34 56", "+32 3 212 34 56"),
    ],
)  # fmt: skip
def test_a_phone_number_is_found_however_its_country_was_written(house: HouseOnDisk, noted: str, typed: str) -> None:
    house.at("core").register([NewMember(name="Fatima")], phone=noted)
    assert [one.number for one in house.at("soup", "volunteer").find(typed)] == ["A1001.1"]
    assert house.at("core").likely_duplicates([NewMember(name="Omar")], phone=typed), (
        "nor is it taken for another number"
    )


def test_a_number_that_changed_or_was_forgotten_finds_nobody(house: HouseOnDisk) -> None:
    client = house.at("core").register([NewMember(name="Fatima")], phone="0470 12 34 56")
    house.at("core").change_household(client, phone="0499 99 99 99")
    find = house.at("soup", "volunteer").find
    assert (find("0470123456"), len(find("0499999999"))) == ([], 1)
    house.at("core").forget("A1001", "request")
    assert find("0499999999") == []
    assert house.kiosk.house.rows("SELECT * FROM core_phone") == []


@pytest.mark.parametrize("typed", ["fatima", "fatima 1984", "1984", "1/2/1984", "0470123456"])
def test_no_search_reads_a_whole_table(house: HouseOnDisk, typed: str) -> None:
    house.with_household(phone="0470 12 34 56")
    shift = house.at("soup", "volunteer")
    with whole_tables_read(house) as read:
        assert len(shift.find(typed)) == 1
        shift.find_alike(typed)
    assert read == []


def test_somebody_is_found_among_very_many_of_the_same_first_name(house: HouseOnDisk) -> None:
    with house.kiosk.journal.batch():
        for n in range(search.MANY + 10):
            name = "Fatima El Amrani" if n == search.MANY else f"Fatima Benali{n}"
            house.at("core").register([NewMember(name=name, born="1984")])
    names = [found.full_name for found in search.find(house.kiosk.house, "fatima amr", "2026-11-25")]
    assert names == ["Fatima El Amrani"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jan smet", ["Jan De Smet"]), ("smet jan", ["Jan De Smet"]), ("sme ja", ["Jan De Smet"]), ("de smet", ["Jan De Smet"]),
        ("jan de smet", ["Jan De Smet"]), ("de jan", ["Jan De Smet"]), ("jan de p", []), ("jan", ["Jan De Smet", "Jana Janssens"]),
        ("jan janssens", ["Jana Janssens"]), ("janssens jan", ["Jana Janssens"]), ("jan jana", ["Jana Janssens"]),
        ("jantje smet", ["Jan De Smet"]), ("jan smet 1950", ["Jan De Smet"]), ("jan smet 1951", []), ("li yu", ["Yu Li"]),
    ],
)  # fmt: skip
def test_two_words_in_any_order_find_who_has_both(house: HouseOnDisk, typed: str, names: list[str]) -> None:
    office = house.at("core")
    office.register([NewMember(name="Jan De Smet", born="1950", aliases="Jantje"), NewMember(name="Jana Janssens")])
    office.register([NewMember(name="Yu Li")])
    assert [one.full_name for one in search.find(house.kiosk.house, typed, "2026-11-25")] == names


def test_of_many_who_have_both_words_the_first_by_name_are_shown(house: HouseOnDisk) -> None:
    with house.kiosk.journal.batch():
        for n in reversed(range(search.MANY)):
            house.at("core").register([NewMember(name=f"Fatima Benali {n:03}", born="1984" if n % 2 else None)])
    names = [found.full_name for found in search.find(house.kiosk.house, "fatima ben", "2026-11-25")]
    assert names == [f"Fatima Benali {n:03}" for n in range(5)]
    born = [found.full_name for found in search.find(house.kiosk.house, "fatima ben 1984", "2026-11-25")]
    assert born == [f"Fatima Benali {n:03}" for n in range(1, 10, 2)]
