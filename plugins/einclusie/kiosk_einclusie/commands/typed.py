"""What these commands read and answer alike."""

from __future__ import annotations

from typing import Any

from kiosk_core import Client, KioskError, Payment, Sentence, Shift, Verdict, read_payment

from .. import past_loans, sessions
from ..errors import NotNow


def payments(desk: Any, pays: tuple[str, ...]) -> list[Payment]:
    """As `read_payment` takes them. Raises UsageError."""
    try:
        return [read_payment(pay) for pay in pays]
    except KioskError:
        raise desk.usage(Sentence("--pay looks like cash:3,50 or card:3,50:004217.")) from None


def verdict(shift: Shift, said: str, service: str) -> Verdict:
    """On a client by card code or number. Raises NotFound, WhichMember."""
    if shift.kiosk.resolve(said).kind == "card":
        return shift.scan(said, service)
    return shift.decide(shift.house.by_number(said, shift.here().day), service)


def client(shift: Shift, said: str, service: str) -> Client:
    """One person by card code or number. Raises NotFound, WhichMember, NotNow (a card that serves nobody)."""
    found = verdict(shift, said, service)
    if found.visit is None or found.visit.client is None:
        raise NotNow(why=found.findings[0].text, next=found.findings[0].next_step or "")
    return found.visit.client


def past_document(one: past_loans.Past) -> dict[str, Any]:
    """A loan of a history as JSON."""
    return {
        "device": one.device, "client": one.number or None, "since": one.since.isoformat(),
        "ended": one.ended and one.ended.isoformat(), "how": one.how, "marks": list(one.marks), "missing": list(one.missing),
    }  # fmt: skip


def session_document(desk: Any, one: sessions.Session) -> dict[str, Any]:
    """A session as JSON."""
    return {
        "session": one.id, "sort": one.sort, "title": desk.t(one.name), "counter": one.counter, "day": one.day.isoformat(),
        "start": one.begins, "minutes": one.minutes, "capacity": one.capacity, "state": one.condition, "came": one.came,
        "here": one.here, "course": one.course, "lesson": one.lesson or None,
    }  # fmt: skip


def session_line(desk: Any, one: sessions.Session) -> str:
    return f"{one.day:%d/%m/%Y} {one.begins}  {desk.t(one.name)}  {one.id}"
