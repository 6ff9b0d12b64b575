"""One definition, one number. Visitors are counted so that no month or year changes when somebody is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk_core import Figure, House, Indicator, Period, Sentence, count_clients, whole_and_parts

from .events.sessions import SIGN_IN
from .loans import DEPOSIT
from .settings import DigitalSettings
from .vocabulary import DIGCOMP, read

HOUSE = Sentence("the house itself")
_BETWEEN = "day BETWEEN ? AND ?"


def held(house: House, period: Period) -> Iterable[Figure]:
    """Indexes einclusie_session(day), einclusie_attended(day)."""
    query = (
        f"SELECT session FROM einclusie_attended WHERE {_BETWEEN} UNION "
        f"SELECT subject FROM einclusie_session WHERE {_BETWEEN} AND opened=1"
    )
    yield Figure(len(house.rows(query, *period.days, *period.days)))


def visits(house: House, period: Period) -> Iterable[Figure]:
    query = f"SELECT count(*), coalesce(sum(anonymous), 0) FROM einclusie_attended WHERE {_BETWEEN}"
    came, anonymous = house.rows(query, *period.days)[0]
    yield Figure(came)
    yield Figure(anonymous, "anonymous", Sentence("without a name"))


def visitors(house: House, period: Period) -> Iterable[Figure]:
    """Each without a name is one in the core's count, and taken off again."""
    counted = count_clients(house, [SIGN_IN], period)
    alive = "" if not counted.torn else " AND person IS NOT NULL"
    query = f"SELECT count(*) FROM einclusie_attended WHERE {_BETWEEN} AND anonymous=1{alive}"
    yield Figure(counted.clients - house.number(query, *period.days))
    if counted.torn:
        yield Figure(counted.torn, "forgotten")


def first_time(house: House, period: Period) -> Iterable[Figure]:
    """Indexes core_served(service, day), einclusie_attended(of)."""
    query = (
        "SELECT count(*) FROM core_served s JOIN einclusie_attended a ON a.of=s.of WHERE s.service=? AND s.day BETWEEN ? AND ? "
        "AND a.anonymous=0 AND (s.first_year=1 OR EXISTS (SELECT 1 FROM core_first_passed p WHERE p.of=s.of AND p.year=1))"
    )
    yield Figure(house.number(query, SIGN_IN, *period.days))


def questions(column: str) -> Callable[[House, Period], Iterable[Figure]]:
    """By theme or by outcome. Index einclusie_helped(day)."""

    def compute(house: House, period: Period) -> Iterable[Figure]:
        query = f"SELECT {column}, count(*) FROM einclusie_helped WHERE {_BETWEEN} GROUP BY {column} ORDER BY {column}"
        return whole_and_parts(house.rows(query, *period.days), read)

    return compute


def helped(house: House, period: Period) -> Iterable[Figure]:
    query = f"SELECT coalesce(sum(minutes), 0) FROM einclusie_helped WHERE {_BETWEEN}"
    yield Figure(house.number(query, *period.days))


def lessons(house: House, period: Period) -> Iterable[Figure]:
    """Index einclusie_attended(day), primary key of einclusie_session."""
    query = (
        "SELECT count(*), coalesce(sum(a.late), 0) FROM einclusie_attended a JOIN einclusie_session s ON s.subject=a.session "
        "WHERE a.day BETWEEN ? AND ? AND s.sort='lesson'"
    )
    came, late = house.rows(query, *period.days)[0]
    yield Figure(came)
    yield Figure(late, "late", read("late"))


def completed(house: House, period: Period) -> Iterable[Figure]:
    """Of the courses whose last lesson lies in the period. Indexes einclusie_session(course), einclusie_attended(session),
    einclusie_seat(course, at, of), einclusie_given_up(of). By a count that each sign-in keeps, and by requests that hold:
    nobody who is forgotten falls out."""
    percent = house.settings(DigitalSettings, period.last).completed_percent
    first_day, last_day = period.days
    followed = seats = 0
    for course, capacity in house.rows("SELECT subject, capacity FROM einclusie_course WHERE capacity IS NOT NULL"):
        lessons, last = house.rows(
            "SELECT count(*), max(day) FROM einclusie_session WHERE course=? AND coalesce(cancelled, 0)=0", course
        )[0]
        if not lessons or not first_day <= last <= last_day:
            continue
        followed += house.number(
            "SELECT count(*) FROM einclusie_session s JOIN einclusie_attended a ON a.session=s.subject "
            "WHERE s.course=? AND a.nth=?", course, -(-lessons * percent // 100),
        )  # fmt: skip
        seats += min(capacity, house.number(
            "SELECT count(*) FROM einclusie_seat s WHERE s.course=? "
            "AND NOT EXISTS (SELECT 1 FROM einclusie_given_up g WHERE g.of=s.of)", course,
        ))  # fmt: skip
    yield Figure(followed)
    yield Figure(seats, "seats", Sentence("seats taken"))


def out(house: House, period: Period) -> Iterable[Figure]:
    """Index einclusie_ended(loan)."""
    query = (
        "SELECT count(*), coalesce(sum(coalesce((SELECT x.due FROM einclusie_extended x WHERE x.loan=l.loan AND x.day<=?1 "
        "ORDER BY x.at DESC, x.of DESC LIMIT 1), l.due)<?1), 0) FROM einclusie_lent l WHERE l.day<=?1 "
        "AND NOT EXISTS (SELECT 1 FROM einclusie_ended e WHERE e.loan=l.loan AND e.day<=?1)"
    )
    lent, overdue = house.rows(query, str(period.last))[0]
    yield Figure(lent)
    yield Figure(overdue, "overdue", read("late"))


def loan_days(house: House, period: Period) -> Iterable[Figure]:
    """Indexes einclusie_ended(day), einclusie_lent(loan)."""
    query = (
        "SELECT round(avg(julianday(e.day)-julianday(l.day))) FROM einclusie_ended e JOIN einclusie_lent l ON l.loan=e.loan "
        "WHERE e.day BETWEEN ? AND ? AND e.how='back'"
    )
    yield Figure(house.number(query, *period.days))


def deposits(house: House, period: Period) -> Iterable[Figure]:
    query = "SELECT sum(cents) FROM core_money WHERE purpose=? AND day<=? AND means NOT IN ('owed', 'rounding')"
    yield Figure(house.number(query, DEPOSIT, str(period.last)))


def progress(house: House, period: Period) -> Iterable[Figure]:
    """Index einclusie_assessed(day)."""
    query = f"SELECT area, sum(change) FROM einclusie_assessed WHERE {_BETWEEN} AND change IS NOT NULL GROUP BY area ORDER BY area"
    return whole_and_parts(house.rows(query, *period.days), lambda area: DIGCOMP.get(area, area))


ALL = (
    Indicator(
        "einclusie.sessions", Sentence("Sessions"), "sessions",
        Sentence("Help desks, lessons and appointments that took place."), HOUSE, held,
    ),
    Indicator(
        "einclusie.visits", Sentence("Visits"), "visits",
        Sentence("Each time somebody came; those without a name are a row of their own."), HOUSE, visits,
    ),
    Indicator(
        "einclusie.visitors", Sentence("Visitors"), "persons",
        Sentence("Different persons who came. Who gave no name cannot be told apart and is not in it."), HOUSE, visitors,
    ),
    Indicator(
        "einclusie.first_time", Sentence("First time this year"), "persons",
        Sentence("Persons with a name who came for the first time in the calendar year."), HOUSE, first_time,
    ),
    Indicator(
        "einclusie.questions", Sentence("Questions by theme"), "pieces",
        Sentence("Questions that somebody was helped with, by theme."), HOUSE, questions("theme"),
    ),
    Indicator(
        "einclusie.outcomes", Sentence("Questions by outcome"), "pieces",
        Sentence("The same questions, by what came of them."), HOUSE, questions("outcome"),
    ),
    Indicator(
        "einclusie.minutes", Sentence("Hours of help"), "minutes",
        Sentence("As noted in minutes with each question, all together."), HOUSE, helped,
    ),
    Indicator(
        "einclusie.lesson_visits", Sentence("Visits to lessons"), "visits",
        Sentence("Each time somebody came to a lesson of a course; those who were late are a row."), HOUSE, lessons,
    ),
    Indicator(
        "einclusie.completed", Sentence("Courses followed"), "persons",
        Sentence(
            "Of the courses that ended in the period: who came to as many lessons as the settings ask. The seats that were taken "
            "in them are a row."
        ), HOUSE, completed,
    ),
    Indicator(
        "einclusie.devices_out", Sentence("Devices out on the last day"), "pieces",
        Sentence("Loans that had not ended on the last day of the period; those that were late are a row."), HOUSE, out,
    ),
    Indicator(
        "einclusie.loan_days", Sentence("Average loan"), "days",
        Sentence("Days from lending to coming back, of the loans that ended in the period."), HOUSE, loan_days,
    ),
    Indicator(
        "einclusie.deposits", Sentence("Deposits to give back"), "cents",
        Sentence("Paid deposits that were not given back by the last day of the period."), HOUSE, deposits,
    ),
    Indicator(
        "einclusie.progress", Sentence("Change in self-assessment"), "pieces",
        Sentence("The steps that people went up between the start and the end of a course, by area of DigComp, all together."),
        Sentence("DigComp, European Commission"), progress,
    ),
)  # fmt: skip
