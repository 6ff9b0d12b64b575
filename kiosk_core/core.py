"""The core as its own first plugin: same hooks as a stranger's, so that they are known to suffice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .almanac import holidays
from .cash import aside, closing, drawers, money, slips
from .cash.closing import own_lines
from .cash.drawers import Session
from .domain.answers import ClosingLine, Glance, ToKnow
from .domain.eligibility import Finding, Severity
from .domain.ids import Cents
from .domain.moments import local_day
from .domain.money import CARD, QR
from .domain.project import Project
from .domain.receipts import Block, Line, Rule
from .domain.settings import as_set, paired, pairs, setting, settings
from .domain.texts import Money, Sentence, counted
from .domain.visits import Client, Here, Visit
from .held import SAYS
from .hookspecs import hookimpl
from .house import House
from .journal import Act
from .printing.profile import PrinterSettings
from .registry import (
    cards,
    codes,
    confirmed,
    counters,
    enrolments,
    for_coordinator,
    households,
    imports,
    left_behind,
    numbers,
    own,
    persons,
    rules,
    served,
    shift_notes,
    undone,
    volunteers,
)  # fmt: skip
from .registry import settings as stored

HOLIDAYS = Sentence("school holidays of the Flemish Government: look at them again every year")
PROPOSED = Sentence("a proposal: your house decides")
ADVISED = Sentence("a proposal: your house decides, after the advice of its data protection officer")


@settings("core")
class CoreSettings(PrinterSettings):
    """What holds for the house, and for one counter where the scope says so."""

    house_name: str = setting("Welzijnshuis", why=Sentence("Stands above every slip."))
    phone: str = setting("", why=Sentence("The social service's number, on slips that send somebody there."))
    address: str = setting("", why=Sentence("Where the social service is, on slips that send somebody there."))
    privacy_contact: str = setting(
        "",
        why=Sentence(
            "Whom a person asks about their data (the data protection officer): on the notice and in the register."
        ),
    )
    announcement: str = setting("", why=Sentence("A line under every slip, until you empty it."))
    language: str = setting(
        "nl", why=Sentence("Language of the screens, when a volunteer chose none."), choices=("nl", "fr", "en")
    )
    paper_language: str = setting(
        "nl", choices=("nl", "fr"), source=Sentence("in Flanders papers for clients are in Dutch (circular BB 2010/03)"),
        why=Sentence("Language of what is printed for clients and for the house, and of the price list that a shop begins with."),
    )  # fmt: skip
    zone: str = setting(
        "Europe/Brussels", check=ZoneInfo, why=Sentence("Time zone of the counter: decides when a day begins.")
    )  # fmt: skip
    grace_days: int = setting(
        30, low=0, high=365, source=PROPOSED,
        why=Sentence("Days after the last day of a decision during which help goes on, with a question."),
    )  # fmt: skip
    notice_days: int = setting(
        30,
        low=0,
        high=365,
        source=PROPOSED,
        why=Sentence("Days before the last day of a decision with a note about it."),
    )
    late_days: int = setting(
        31,
        low=0,
        high=31,
        why=Sentence("How many days back an act may be entered from paper, and taken back by who leads."),
    )
    ahead_days: int = setting(
        60,
        low=1,
        high=3650,
        why=Sentence("Days without any act after which the date is asked, in case the clock is wrong."),
    )
    fast: tuple[str, ...] = setting(
        (), scope="counter",
        why=Sentence("Services recorded by the scan itself, or not: 'SERVICE=on, SERVICE=off'."), check=paired("on", "off"),
    )  # fmt: skip
    slips: tuple[str, ...] = setting(
        (),
        scope="counter",
        why=Sentence("When a slip is printed: 'SERVICE=always', 'request' or 'never'."),
        check=paired("always", "request", "never"),
    )
    rounding: tuple[str, ...] = setting(
        (), why=Sentence("Purposes whose cash is rounded to 5 cents, or not: 'PURPOSE=on'."), check=paired("on", "off"),
        source=Sentence("art. VI.7/1 Code of economic law"),
    )  # fmt: skip
    round_all: bool = setting(
        False,
        why=Sentence("Whether the whole total is rounded to 5 cents however it is paid; the receipt then says so."),
        source=Sentence("art. VI.7/1 Code of economic law: it has to be said that the total is always rounded"),
    )
    payments: tuple[str, ...] = setting(
        ("bancontact=card", "wero=qr"),
        why=Sentence("Cards and apps that are taken, each as 'NAME=card' or 'NAME=qr'."),
        check=paired(CARD, QR),
        source=Sentence("since 1 July 2022 an electronic means of payment is offered"),
    )
    school_holidays: tuple[str, ...] = setting(
        holidays.SCHOOL, source=HOLIDAYS,
        why=Sentence("School holidays that a plan of weeks leaves out: first and last day, 2026-11-02/2026-11-08."),
    )  # fmt: skip
    elsewhere: tuple[str, ...] = setting(
        (), why=Sentence("What a project may say, as a note, at another project's counter.")
    )
    idle_minutes: int = setting(
        5, low=1, high=120, scope="counter", why=Sentence("Minutes without a key after which the screen locks.")
    )
    badge: str = setting(
        "alone", choices=("alone", "with_pin"), scope="counter",
        why=Sentence("What a badge opens: it signs in alone, or the PIN of whose it is comes after it."),
    )  # fmt: skip
    names_seconds: int = setting(
        60, low=5, high=600, scope="counter", why=Sentence("Seconds after which a name leaves the screen.")
    )
    repeat_seconds: int = setting(
        3, low=0, high=30, scope="counter", why=Sentence("The same card again within this time is one scan.")
    )
    scan_gap_ms: int = setting(
        25, low=5, high=100, scope="counter", why=Sentence("Longest pause between two keys of the scanner.")
    )
    scan_wait_ms: int = setting(
        30, low=5, high=100, scope="counter", why=Sentence("How long a single key is held back.")
    )
    backup_folder: str = setting(
        "", scope="counter", folder=True, why=Sentence("Where closing the day puts a backup; a USB stick or a share.")
    )
    backup_keep_days: int = setting(
        35, low=1, high=400, why=Sentence("Days after which a backup in that folder is deleted.")
    )
    on_cards: tuple[str, ...] = setting(
        (), choices=("first_name", "number", "house"),
        why=Sentence("What a client's card says beside its code: nothing, so that a lost card tells nobody anything."),
    )  # fmt: skip
    visits_years: int = setting(
        3, low=0, high=50, source=ADVISED,
        why=Sentence("After how many years visits name nobody any more (`kiosk retention run`); 0: never."),
    )  # fmt: skip
    notes_years: int = setting(
        1, low=0, high=50, source=ADVISED,
        why=Sentence("After how many years notes and signals (a remark at the till, a slip for the social service, who did not come) lose words and names (`kiosk retention run`); 0: never."),
    )  # fmt: skip
    money_years: int = setting(
        10, low=0, high=50, source=ADVISED,
        why=Sentence("After how many years evidence of money names nobody any more (`kiosk retention run`); 0: never."),
    )  # fmt: skip
    retention_rules: tuple[str, ...] = setting(
        (), why=Sentence("Number of the published selection rule that is followed: 'visits=NUMBER, money=NUMBER'."),
        check=paired(),
    )  # fmt: skip

    def kept_years(self) -> dict[str, int]:
        """By retention class, the years after which it names nobody; 0: no term."""
        return {"visits": self.visits_years, "notes": self.notes_years, "money": self.money_years}

    def rule_numbers(self) -> dict[str, str]:
        """By retention class, the number of the published selection rule."""
        return pairs(self.retention_rules)


DEFAULTS: CoreSettings = as_set(CoreSettings, {})
"""Before a house has any of its own."""


def today(house: House, at: datetime) -> date:
    """The house's local day at that UTC moment: settings hold by local days, so between midnight and one o'clock too."""
    return local_day(at, house.settings(CoreSettings, at.date()).zone)


def paper_language(house: House, at: datetime) -> str:
    """In which what is printed is said at that UTC moment, whatever language the screen has (docs/sources.md, 'Language of
    the house')."""
    return house.settings(CoreSettings, today(house, at)).paper_language


def chosen(entries: Iterable[str], name: str) -> str | None:
    """What a list of 'name=word' says for a name; None: nothing."""
    return pairs(entries).get(name)


@hookimpl
def project() -> Project:
    return Project(
        "core",
        Sentence("Reception"),
        settings=CoreSettings,
        kinds=(
            persons.PersonRegistered, persons.PersonChanged, persons.ClientLookedAt, cards.CardIssued, cards.CardPrinted, cards.CardStopped,
            households.HouseholdRegistered, households.HouseholdChanged, households.MemberJoined, households.MemberLeft,
            enrolments.Enrolled, enrolments.EnrolmentEnded, enrolments.ProxyNamed, enrolments.Answered,
            counters.CounterSetUp, counters.HouseStarted, volunteers.VolunteerWelcomed, volunteers.VolunteerRetired,
            volunteers.BadgeGiven, volunteers.VouchedFor, stored.SettingChanged, served.FirstPassed, confirmed.AskConfirmed, confirmed.Overruled,
            money.MoneyMoved, drawers.SessionOpened, drawers.CashCarried, drawers.OpenedUnsold, drawers.FloatCorrected, drawers.TillNoted,
            closing.TillRead, closing.TillClosed, aside.DraftDropped, own.VolunteerLinked, imports.ClientsImported, imports.ClientsExported,
            shift_notes.ShiftNoteWritten, shift_notes.ShiftNoteRead, undone.UndoNoted, left_behind.ChildrenLeft,
        ),
        tables=(
            codes.CODE, numbers.NUMBERED, persons.PERSON, persons.NAME, persons.PAIR, persons.PHONE, persons.LOOK, cards.CARD, households.HOUSEHOLD,
            households.NUMBER, households.MEMBER, enrolments.ENROLMENT, enrolments.PROXY, enrolments.ANSWER,
            counters.COUNTER, counters.HOUSE, volunteers.VOLUNTEER, volunteers.VOUCH, stored.SETTING, served.SERVED, served.PASSED, money.MONEY,
            drawers.OPENED, drawers.CARRIED, drawers.UNSOLD, drawers.FLOAT, drawers.NOTE, closing.CLOSED, closing.TITLE, closing.ENDED, aside.DROPPED,
            confirmed.CONFIRMED, own.LINK, shift_notes.NOTE, shift_notes.READ, imports.IMPORTED, imports.EXPORTED, left_behind.LEFT,
        ),
        says=SAYS,
    )  # fmt: skip


def like_a_number(text: str) -> bool:
    """Whether words that somebody typed hold as many digits as a national, card or bank number."""
    return sum(c.isdigit() for c in text) >= 11


@hookimpl
def check_registration(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    """Free text that looks like a national, card or bank number is better not kept."""
    for field, value in answers.items():
        if isinstance(value, str) and like_a_number(value):
            yield Finding(
                Severity.ASK, "core.looks_like_number",
                Sentence("{field}: this looks like a national, bank or card number. Is it really needed?", {"field": field}),
            )  # fmt: skip


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    limits = house.settings(CoreSettings, visit.day)
    return rules.judge(visit, rules.gather(visit, house, limits.grace_days, limits.notice_days))


@hookimpl
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    day = act.events[0].day
    words = house.settings(CoreSettings, day)
    yield Block(
        "head",
        (
            Line(words.house_name, style="strong", centred=True),
            Line(Sentence("{day}", {"day": day}), act.receipt or ""),
        ),
    )
    for event in act.events:
        if parts := slips.parts(event, house, words.round_all, words.zone):
            yield Block("foot" if event.kind == money.MoneyMoved.KIND else "body", parts)
    if words.announcement:
        yield Block("foot", (Rule(), Line(words.announcement)))


@hookimpl
def closing_lines(session: Session, house: House) -> Iterable[ClosingLine]:
    return own_lines(house, session)


_VISITS = (
    "WITH RECURSIVE known(service) AS (SELECT min(service) FROM core_served_all UNION ALL SELECT (SELECT min(s.service) "
    "FROM core_served_all s WHERE s.service>known.service) FROM known WHERE known.service IS NOT NULL) "
    "SELECT count(*) FROM core_served WHERE service IN (SELECT service FROM known WHERE service LIKE ?) AND day=?"
)
"""By each service that there is, since the index core_served(service, day) begins with it: a day of years without reading them."""


@hookimpl
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    open_amount = house.number(
        "SELECT coalesce(sum(cents), 0) FROM core_money WHERE counter=? AND day=? AND means='cash'",
        here.counter,
        str(here.day),
    )
    if open_amount:
        yield Glance(Sentence("{amount} in cash today", {"amount": Money(Cents(open_amount))}))
    own = "%" if here.project == "core" else f"{here.project}.%"
    moved = house.number(_VISITS, own, str(here.day))
    yield Glance(counted("{n} visit today", "{n} visits today", moved))


@hookimpl
def to_know(day: date, house: House) -> Iterable[ToKnow]:
    return for_coordinator.to_know(house, day)
