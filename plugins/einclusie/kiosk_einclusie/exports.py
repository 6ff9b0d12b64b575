"""What a coordinator takes along in a spreadsheet: attendance, questions, loans, figures. Numbers of clients, never names,
and never a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kiosk_core import Cell, Column, House, Period, Sentence, Sheet, Shift, moment_of

from . import sessions, sign_in
from .loans import BORROWER, DUE
from .vocabulary import read, read_all

What = Literal["attendance", "questions", "loans", "figures"]
WHATS: tuple[What, ...] = ("attendance", "questions", "loans", "figures")
DAY = Column("day", Sentence("Day"), Sentence("The local day."), "date")
CLIENT = Column(
    "client", Sentence("Number"), Sentence("The client's number; empty: without a name, or forgotten since.")
)
SESSION = Column("session", Sentence("Session"), Sentence("Which help desk, lesson or appointment."))
ATTENDANCE = (
    DAY,
    Column("hour", Sentence("Hour"), Sentence("When the visitor came in.")),
    SESSION,
    Column("counter", Sentence("Counter"), Sentence("Where it was.")),
    CLIENT,
    Column("late", Sentence("Late"), Sentence("1: late for a lesson, as the settings say."), "number"),
    Column("age", Sentence("Age"), Sentence("About how old, of who gave no name; as a volunteer saw it.")),
)
QUESTIONS = (
    DAY,
    Column("theme", Sentence("Theme"), Sentence("What the question was about.")),
    Column("minutes", Sentence("Minutes"), Sentence("How long it took."), "number"),
    Column("outcome", Sentence("Outcome"), Sentence("What came of it.")),
    Column("referral", Sentence("Sent on to"), Sentence("Where somebody was sent on to.")),
    CLIENT,
)
LOANS = (
    Column("device", Sentence("Device"), Sentence("The inventory number.")),
    Column("title", Sentence("Name"), Sentence("What it is.")),
    CLIENT,
    Column("since", Sentence("From"), Sentence("The day on which it was lent."), "date"),
    Column("due", Sentence("Back on"), Sentence("The day until which it may stay out, extensions included."), "date"),
    Column("ended", Sentence("Came back"), Sentence("The day on which the loan ended; empty: it is out."), "date"),
    Column("how", Sentence("How it ended"), Sentence("Back, lost, stolen or broken.")),
    Column("deposit", Sentence("Deposit"), Sentence("What was asked for it, in euros."), "cents"),
    Column("kept", Sentence("Stays here"), Sentence("What the house kept of the deposit, in euros."), "cents"),
    Column("marks", Sentence("Not in order"), Sentence("What was not in order when it came back.")),
)


def write_export(shift: Shift, what: What, period: Period, out: Path, words: Any) -> None:
    """Writes the table to an .xlsx with its definitions, or a .csv. `words`: a catalogue.

    Raises NotAllowed (it is the coordinator's), NotUnderstood (another ending), OSError."""
    shift.require("report")
    shift.require("dossier")
    if what == "figures":
        shift.write_report(shift.report(period, shift.project.name), period, out, words)
        return
    days = Sentence("From {first} to {last}.", {"first": period.first, "last": period.last})
    shift.write_sheets([SHEETS[what](shift, period)], out, words, [days])


def attendance(shift: Shift, period: Period) -> Sheet:
    """Index einclusie_attended(day)."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        found = shift.house.rows(
            "SELECT a.day, a.at, a.session, a.counter, a.person, a.anonymous, a.late, b.band FROM einclusie_attended a "
            "LEFT JOIN einclusie_band b ON b.of=a.of WHERE a.day BETWEEN ? AND ? ORDER BY a.day, a.at", *period.days,
        )  # fmt: skip
        names: dict[str, Sentence] = {}
        for day, at, session, counter, person, anonymous, late, band in found:
            if session not in names:
                names[session] = sessions.one(shift.house, session).name
            local = moment_of(at).astimezone(sign_in.zone(shift.house, date.fromisoformat(day)))
            number = "" if anonymous else _number(shift.house, person, period)
            yield date.fromisoformat(day), f"{local:%H:%M}", names[session], counter, number, late or 0, band or ""

    return Sheet(Sentence("Attendance"), ATTENDANCE, rows())


def questions(shift: Shift, period: Period) -> Sheet:
    """Index einclusie_helped(day)."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        found = shift.house.rows(
            "SELECT day, theme, minutes, outcome, referral, person, anonymous FROM einclusie_helped WHERE day BETWEEN ? AND ? "
            "ORDER BY day, of", *period.days,
        )  # fmt: skip
        for day, theme, minutes, outcome, referral, person, anonymous in found:
            number = "" if anonymous else _number(shift.house, person, period)
            where = read(referral) if referral else ""
            yield date.fromisoformat(day), read(theme), minutes, read(outcome), where, number

    return Sheet(Sentence("Questions"), QUESTIONS, rows())


def loans(shift: Shift, period: Period) -> Sheet:
    """All that were out on a day of the period. Indexes einclusie_ended(loan), einclusie_extended(loan)."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        found = shift.house.rows(
            f"SELECT l.device, coalesce(d.title, l.device), {BORROWER}, l.day, {DUE}, e.day, e.how, l.deposit, e.kept, e.marks "
            "FROM einclusie_lent l LEFT JOIN einclusie_device d ON d.subject=l.device "
            "LEFT JOIN einclusie_ended e ON e.loan=l.loan WHERE l.day<=? AND coalesce(e.day, ?)>=? ORDER BY l.at, l.of",
            str(period.last), str(period.last), str(period.first),
        )  # fmt: skip
        for device, title, borrower, since, due, ended, how, deposit, kept, marks in found:
            number = _number(shift.house, borrower, period)
            days = [date.fromisoformat(day) if day else None for day in (since, due, ended)]
            yield device, title, number, *days, read(how) if how else "", deposit, kept or 0, _list(marks)

    return Sheet(Sentence("Loans"), LOANS, rows())


SHEETS: dict[What, Callable[[Shift, Period], Sheet]] = {
    "attendance": attendance, "questions": questions, "loans": loans,
}  # fmt: skip


def _list(stored: str | None) -> Cell:
    """Several words in one cell."""
    return Sentence("{what}", {"what": tuple(read_all(stored))}) if stored else ""


def _number(house: House, person: str | None, period: Period) -> str:
    """As it was at the end of the period. Primary key of core_person."""
    client = house.client(person, period.last) if person else None
    return client.number if client else ""
