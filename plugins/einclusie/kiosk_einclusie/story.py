"""E-inclusion in the example house: a help desk on Wednesdays, a course with a waiting list, ten devices, two of them late.
Few events: the story of two years is told in seconds."""

from __future__ import annotations

from datetime import timedelta

from kiosk_core import Client, CounterId, PersonId, Sentence, Story, Word, hour_text, new_code, new_id

from . import courses, devices, loans, seats, sessions
from .events.help import Helped
from .events.loans import BroughtBack, DeviceAdded, DeviceWiped
from .events.sessions import SIGN_IN, SessionPlanned

MONDAY, WEDNESDAY = 0, 2
TERM, COURSE = 12, 8
"""Weeks for which sessions are planned ahead; lessons of a course, so that one is always running."""
SEATS, WANTED = 6, 8
VISITORS, PUPILS = 3, 3
"""Who come to a help desk, and to a lesson."""
THEMES = ("itsme", "email", "smartphone", "bank_app", "printing")
MODELS = ("ThinkPad 14 inch", "Latitude 13 inch", "iPad 10", "4G-router")
CYCLE, DUE = 56, 27
"""Days from one loan of a slow device to its next, and until it is due: two of four are late on every day."""
SLOW = 4


def live(story: Story) -> None:
    """One Wednesday of it, and the lessons on Mondays."""
    if story.day.weekday() == MONDAY:
        _teach(story)
    if story.day.weekday() != WEDNESDAY:
        return
    counter, adults = CounterId(story.house.counter), _adults(story)
    if len(adults) < WANTED:
        return
    week = story.day.toordinal() // 7
    story.set_clock(13, 0)
    if not devices.all_devices(story.house, story.day):
        _begin(story)
        return
    if week % TERM == 0:
        _plan_term(story, counter)
    if week % COURSE == 0:
        _plan_course(story, counter, adults)
    _lend(story, adults)
    if week % 4 == 0:
        _help(story, adults)


def _adults(story: Story) -> list[Client]:
    """Persons of whom a birth date says so, each once."""
    found = {}
    for client in story.clients:
        birth = next((m.birth for m in client.members if m.person == client.person), None)
        if client.person and birth is not None and birth.age(story.day) >= 18:
            found[client.person] = client
    return list(found.values())


def _begin(story: Story) -> None:
    sorts = ("laptop", "laptop", "tablet", "router")
    story.tell(*(
        DeviceAdded(device=f"WELZ-{n:02}", sort=sorts[n % 4], code=Word(new_code()), title=MODELS[n % 4])  # type: ignore[arg-type]
        for n in range(1, 11)
    ))  # fmt: skip


def _plan_term(story: Story, counter: CounterId) -> None:
    """The help desks of the next weeks."""
    days = [story.day + timedelta(weeks=n) for n in range(TERM)]
    story.tell(*(
        SessionPlanned(
            session=f"{day}T{hour_text(780)}@{counter}", sort="help_desk", counter=counter, day=day, start=780, minutes=180,
            capacity=12, title=None, guest=None,
        )
        for day in days
    ))  # fmt: skip


def _plan_course(story: Story, counter: CounterId, adults: list[Client]) -> None:
    """More want to follow it than there are seats."""
    days = [story.day + timedelta(days=5 + 7 * n) for n in range(COURSE)]
    id = new_id()
    title = story.say(Sentence("Smartphone for beginners"))
    story.tell(*courses.planning(id, title, SEATS, counter, 600, 120, days))
    for client in story.chance.sample(adults, WANTED):
        verdict = story.decide(client, seats.COURSE, {})
        mine = [offer for offer in verdict.offers if verdict.outcome == "granted"]
        if mine:
            story.record(mine[-1], [])


def _teach(story: Story) -> None:
    """Half of those with a seat come."""
    story.set_clock(10, 2)
    for session in sessions.between(story.house, story.day, story.day, story.house.counter):
        seated = [place.person for place in courses.places(story.house, session.course or "", story.day) if place.seat]
        for person in seated[:PUPILS]:
            client = story.house.client(person, story.day)
            for offer in story.decide(client, SIGN_IN, {}).offers[:1] if client else ():
                story.record(offer, [])


def _lend(story: Story, adults: list[Client]) -> None:
    """Four devices come back twice as late as agreed, two by two; the others stand ready."""
    held = {loan.device: loan for loan in loans.all_loans(story.house)}
    for place in range(SLOW):
        device = devices.one(story.house, f"WELZ-{place + 1:02}", story.day)
        if (story.day.toordinal() + CYCLE // 2 * (place % 2)) % CYCLE >= 7:
            continue
        if loan := held.get(device.number):
            story.tell(BroughtBack(device=device.number, loan=Word(loan.id)))
            story.tell(DeviceWiped(device=device.number, ticked=devices.wiping(story.house, story.day)))
        borrower = story.chance.choice(adults)
        verdict = story.decide(borrower, loans.LOAN, {})
        if verdict.offers and borrower.person:
            due = story.day + timedelta(days=DUE)
            story.record(verdict.bind(loans.offer_of(device, borrower.person, story.day, due, loans.NOTHING)), [])


def _help(story: Story, adults: list[Client]) -> None:
    """Some visitors with a question, and one without a name."""
    for n, client in enumerate([*story.chance.sample(adults, VISITORS), None]):
        story.set_clock(13, 10 + 12 * n)
        verdict = story.decide(client, SIGN_IN, {})
        for offer in verdict.offers[:1]:
            story.record(offer, [])
            story.tell(
                Helped(
                    person=client.person if client and client.person else PersonId(new_id()), anonymous=client is None,
                    theme=Word(story.chance.choice(THEMES)), minutes=story.chance.choice((5, 10, 20, 30)),
                    outcome=story.chance.choice(("solved", "solved", "come_back")), note=None,
                )
            )  # fmt: skip
