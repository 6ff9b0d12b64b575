"""The plugin API. Screens import kiosk_core.tui, commands kiosk_core.cli.days, tests kiosk_core.testing; nothing else is promised.

Importing this loads no user interface.
"""

from .almanac.holidays import Holiday, holiday_on, read_holidays
from .almanac.icalendar_file import CalendarEntry, write_calendar
from .cash.closing import Closing
from .cash.drawers import Session
from .core import CoreSettings
from .demo import Story
from .domain.answers import ClosingLine, Conflict, Glance, Lying, ToKnow
from .domain.births import Birth, band_of, count_bands, read_birth, some_child
from .domain.cards import Scanned, new_code
from .domain.eligibility import Finding, Severity, Verdict
from .domain.errors import (
    CannotUndo,
    Changed,
    ClockDoubt,
    DoesNotBalance,
    KioskError,
    NeedsAnother,
    NoDrawer,
    NotAllowed,
    NotFound,
    NotUnderstood,
    TillNotClosed,
    TillNotOpen,
    TooLate,
)  # fmt: skip
from .domain.ids import Cents, ClientId, CounterId, EventId, Grams, HouseholdId, PersonId, VolunteerId, Word, new_id
from .domain.keys import as_digits, unscramble
from .domain.letters import plain_letters
from .domain.moments import Period, moment_of, month_of, week_of
from .domain.money import CARD, CASH, KEPT, OWED, QR, Asked, Payment, read_amount, read_payment
from .domain.project import (
    Command,
    Field,
    Figure,
    Indicator,
    Project,
    Purpose,
    Screen,
    Tender,
    Undoing,
    whole_and_parts,
)
from .domain.receipts import Block, Line, Picture, Qr, Receipt, Rule
from .domain.settings import setting, settings
from .domain.texts import Money, Sentence, Text, counted, weight
from .domain.tick_lists import TickColumn, TickList, TickSection
from .domain.typed_times import DAY_MINUTES, hour_text, read_day, read_hour
from .domain.visits import Client, HandOver, Here, Member, Offer, Service, Stays, Visit
from .drafts import Draft
from .hookspecs import hookimpl
from .house import Enrolment, House, speaks
from .importing.spreadsheet import Line as SheetLine
from .importing.spreadsheet import NoSpreadsheet
from .importing.spreadsheet import read_lines as read_spreadsheet
from .journal import Act, Event, Kind, Row, Table, fact, kind, personal, state, subject, words
from .kiosk import Kiosk
from .registry.codes import CODE
from .registry.households import NewMember
from .registry.served import SERVED, Counted, count_clients, served
from .reports.sheets import Cell, Column, Measured, Sheet
from .shift import Shift
from .store import marks
from .version import VERSION

__version__ = VERSION

__all__ = [
    "CARD", "CASH", "CODE", "DAY_MINUTES", "KEPT", "OWED", "QR", "SERVED", "Act", "Asked", "Birth", "Block", "CalendarEntry",
    "CannotUndo", "Cell", "Cents", "Changed", "Client", "ClientId", "ClockDoubt", "Closing", "ClosingLine", "Column", "Command",
    "Conflict", "CoreSettings", "Counted", "CounterId", "DoesNotBalance", "Draft", "Enrolment", "Event", "EventId",
    "Field", "Figure", "Finding", "Glance", "Grams", "HandOver", "Here", "Holiday", "House", "HouseholdId", "Indicator",
    "Kind", "Kiosk", "KioskError", "Line", "Lying", "Measured", "Member", "Money", "NeedsAnother", "NewMember", "NoDrawer", "NoSpreadsheet",
    "NotAllowed", "NotFound", "NotUnderstood", "Offer", "Payment", "Period", "PersonId", "Picture", "Project", "Purpose",
    "Qr", "Receipt", "Row", "Rule", "Scanned", "Screen", "Sentence", "Service", "Session", "Severity", "Sheet", "SheetLine", "Shift",
    "Stays", "Story", "Table", "Tender", "Text", "TickColumn", "TickList", "TickSection", "TillNotClosed", "TillNotOpen",
    "ToKnow", "TooLate", "Undoing", "Verdict", "Visit", "VolunteerId", "Word", "__version__", "as_digits", "band_of", "count_bands",
    "count_clients", "counted", "fact", "holiday_on", "hookimpl", "hour_text", "kind", "marks", "moment_of", "month_of",
    "new_code", "new_id", "personal", "plain_letters", "read_amount", "read_birth", "read_day", "read_holidays", "read_hour",
    "read_payment", "read_spreadsheet", "served", "setting", "settings", "some_child", "speaks", "state", "subject", "unscramble", "week_of", "weight", "whole_and_parts",
    "words", "write_calendar",
]  # fmt: skip
