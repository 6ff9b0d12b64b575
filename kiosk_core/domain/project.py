"""What a plugin is, said once at start. What is heavy is named by 'module:name' and loaded when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from .answers import Lying
from .moments import Period
from .texts import Sentence, Text
from .visits import Service

Place = Literal["home", "counter", "client", "office"]


@dataclass(frozen=True, slots=True)
class Field:
    """Something a plugin wants to know about a client. A field `of` an enrolment is one of its terms."""

    code: str
    """'toys.likes'"""
    of: Literal["person", "household", "enrolment"]
    title: Sentence
    why: Sentence
    """Every question says why it is asked."""
    type: Literal["text", "number", "date", "choice", "choices", "yesno"] = "text"
    choices: Mapping[str, Sentence] | tuple[str, ...] = ()
    """For choice and choices: what each code is called; or codes that are said as they are."""
    leaves_out: bool = False
    """The answers are what must not be there: where somebody wrote 'no fish', fish is meant."""


@dataclass(frozen=True, slots=True)
class Screen:
    """`path` names a Textual Screen made as `cls(shift)`; in place `client` as `cls(shift, client)`, with the household
    whose page is open. `right`: who may open it."""

    code: str
    title: Sentence
    key: str
    """A letter; when another of the same place has it, the next one that is free."""
    path: str
    place: Place = "home"
    """Where it is listed with its key: the home screen, the counter's further choices, a client's page, the office."""
    right: str = "serve"


@dataclass(frozen=True, slots=True)
class Command:
    """`path` names a click command or group that stands under `kiosk NAME`."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an indicator. `breakdown`: its row, '' for the total, the same in every language. `said`: that row as
    people read it; '' where the core knows it (forgotten, unknown, a means of payment) or it is the house's own word."""

    value: int
    breakdown: str = ""
    said: Text = ""


def whole_and_parts(found: Iterable[tuple[str, int]], said: Callable[[str], Text] | None = None) -> Iterator[Figure]:
    """The total, then each (breakdown, number) of which it is made. `said`: the row as people read it."""
    parts = list(found)
    yield Figure(sum(n for _, n in parts))
    yield from (Figure(n, part, said(part) if said else "") for part, n in parts)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition, one number, for screen, spreadsheet, funder and annual report."""

    code: str
    """'toys.lent'"""
    title: Sentence
    unit: Literal["persons", "households", "visits", "cents", "grams", "pieces", "minutes", "days", "sessions", "sales"]
    definition: Sentence
    source: Text
    """Where the definition comes from: a regulation, a form, the house itself."""
    compute: Callable[[Any, Period], Iterable[Figure]]
    """(House, Period) -> figures, in a fixed order."""


@dataclass(frozen=True, slots=True)
class Tender:
    """A means of payment that a plugin adds for its own money (voucher, credit, on account); cash, card, qr and owed are
    the core's. What it takes off (a voucher's rest) is the plugin's own fact, in the same act and under the offer's guard."""

    code: str
    title: Sentence


@dataclass(frozen=True, slots=True)
class Purpose:
    """What money is for: its line in the closing of the drawer, whichever counter it stands at."""

    code: str
    """'toys.deposit'; an offer names it."""
    title: Sentence
    nature: Literal["turnover", "contribution", "deposit"] = "turnover"
    """A deposit is to be given back: a liability, never turnover (docs/sources.md, 'Money')."""
    rounds: bool = True
    """Whether the legal cash rounding holds for it by default; the house may say otherwise."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What is asked before an act that holds an event of that kind is taken back, by a screen, a command or a script alike.
    An act that holds several is asked for each. Kinds without one are taken back by whoever serves."""

    kind: str
    """'toys.sold', one of its own."""
    right: Callable[[Any, Any, Any], str | None]
    """(House, Event, Here) -> the right that it takes, beside the one to undo; None: no other."""
    guard: Callable[[Any, Any], Sentence | None] = lambda house, event: None
    """(House, Event) -> why it cannot be, asked inside the write transaction: a voucher that was spent meanwhile."""
    whose: Callable[[Any, Any], Iterable[str | None]] = lambda house, event: ()
    """(House, Event) -> clients whom it is of though the event does not name them: whom a voucher was given to. For their own
    household nobody takes it back."""


@dataclass(frozen=True, slots=True)
class Project:
    """The whole of what a plugin declares. Empty is fine: an add-on without a counter has no services."""

    name: str
    """Prefix of its kinds, tables, findings, settings and commands."""
    title: Sentence
    services: tuple[Service, ...] = ()
    """The first is the counter's usual one."""
    counter: str = "kiosk_core.tui:CounterScreen"
    """Its counter screen; the standard one by default."""
    self_service: str = ""
    """A function `(shift, keys) -> Sentence | None` for a tablet at the door (`kiosk serve --self-service`): records what a
    visitor's own scan means and says what the page shows, without a name; None asks the volunteer. '': nobody can."""
    settings: type | None = None
    kinds: tuple[Any, ...] = ()
    tables: tuple[Any, ...] = ()
    """Readings; a changed declaration is rebuilt, never migrated."""
    fields: tuple[Field, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Codes of findings that it would like to say at other counters."""
    tenders: tuple[Tender, ...] = ()
    screens: tuple[Screen, ...] = ()
    commands: tuple[Command, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    undoing: tuple[Undoing, ...] = ()
    """Of its own kinds: who may take them back, and when it cannot be."""
    cash_list: bool = False
    """Its own day counts what was taken in cash where no drawer is open. False: there no cash is taken for it."""
    says: Mapping[str, Sentence | None] = field(default_factory=dict)
    """What its kinds, their fields and the values of these are called, for the copy that a person gets and the register of
    processing: by 'toys.lent', by 'due' (a field of any of its kinds) or 'toys.lent.due', by 'state=late'. None: of the
    program's own and said to nobody. What has no words here is shown under its bare name."""
    still_open: Callable[[Any, Sequence[str], date], Iterable[Sentence]] | None = None
    """(House, ids of persons and households, day) -> what is not settled with them yet (a device at home, a rest on a
    voucher): named before they are forgotten. Money that is owed the core knows itself."""
    unsettled: Callable[[Any, str, date], Iterable[Sentence]] | None = None
    """(House, retention class, day) -> what is still going on, of that class, and would lose whose it is when everything of it
    from before that day goes: the thing and what to do first, never a person. While there is any, a retention run leaves that
    class alone. Raises: counts as unsettled."""
    on_page: Callable[[Any, Any, date], Iterable[Text]] | None = None
    """(House, Client, day) -> what was arranged with a household (its group, its hour), for its page in the office. Where
    a protected one comes is read by who may see where it lives. Raises: left out."""
    lies: Callable[[Any], Lying | None] | None = None
    """(Draft) -> what lies in one of its own, in a list of what was put aside. None, or it raises: the list says when it
    began and where."""
    core: str = ""
    """The oldest kiosk_core it works with, '0.1'; a newer need than this core's sets the plugin aside."""
