"""What is signed, posted or kept on paper, in plain words of the language of papers: the loan agreement, the reminder, the
certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from kiosk_core import Block, Client, CoreSettings, Line, Money, NotUnderstood, Rule, Sentence, Shift

from . import attendance, courses, devices, loans
from .loans import Loan
from .settings import DigitalSettings
from .vocabulary import read

Part = Line | Rule
Write = Callable[[Path], object]
SIGNED = "_" * 32


def agreement(shift: Shift, loan: Loan) -> tuple[Block, ...]:
    """For both to sign. Raises NotAllowed: of an earlier day it says who has what, which is the coordinator's."""
    shift.require("print")
    if loan.since != shift.here().day:
        shift.require("dossier")
    who = loans.borrower(shift, loan)
    parts: list[Part] = [
        *_head(shift, Sentence("Loan of a device")),
        Line(Sentence("Device"), f"{loan.title} ({loan.device})"),
        Line(Sentence("Borrowed by"), _name(shift, who)),
        Line(Sentence("From"), Sentence("{day}", {"day": loan.since})),
        Line(Sentence("Back on"), Sentence("{day}", {"day": loan.due}), style="strong"),
    ]
    if loan.accessories:
        parts.append(Line(Sentence("With it"), style="strong"))
        parts += [Line(Sentence("- {what}", {"what": text})) for text in map(read, loan.accessories)]
    if loan.marks:
        parts.append(Line(Sentence("Not in order when it went out"), style="strong"))
        parts += [Line(Sentence("- {what}", {"what": text})) for text in map(read, loan.marks)]
    signed = _signatures(Sentence("Signature of the borrower"), Sentence("Signature of the house"))
    parts += [Rule(), *_promises(loan), Line(""), *signed]
    return (Block("body", tuple(parts), whole=True),)


def _promises(loan: Loan) -> Iterable[Part]:
    if loan.deposit:
        said = {"amount": Money(loan.deposit)}
        yield Line(Sentence("Deposit"), Sentence("{amount}", said), style="strong")
        yield Line(Sentence("You get the deposit back when the device comes back in order."))
    yield Line(Sentence("You bring the device back on {day}.", {"day": loan.due}))
    yield Line(Sentence("Do you need it longer? Tell us before that day."))
    yield Line(Sentence("Is it broken, lost or stolen? Tell us at once. We look for a solution together."))
    yield Line(Sentence("Take your own files and photos off it first. We wipe the device when it is back."))
    yield Line(Sentence("We never ask for your passwords or your PIN."))


def _signatures(*whose: Sentence) -> Iterable[Part]:
    yield Line(Sentence("Date"), SIGNED)
    for one in whose:
        yield Line("")
        yield Line(one, SIGNED)


def reminder(shift: Shift, loan: Loan) -> tuple[Block, ...]:
    """For who is late: friendly, with a day and a phone number. Raises NotAllowed."""
    shift.require("dossier")
    phone = shift.house.settings(CoreSettings, shift.here().day).phone
    parts: list[Part] = [
        *_head(shift, Sentence("Will you bring the device back?")),
        Line(_name(shift, loans.borrower(shift, loan))),
        Line(Sentence("You borrowed: {device} ({number}).", {"device": loan.title, "number": loan.device})),
        Line(Sentence("It should have been back on {day}.", {"day": loan.due}), style="strong"),
        Line(
            Sentence("Do you need it longer, or is something wrong with it? Tell us: we look for a solution together.")
        ),
    ]
    if phone:
        parts.append(Line(Sentence("Call {phone}, or come by.", {"phone": phone}), style="strong"))
    return (Block("body", tuple(parts)),)


def certificate(shift: Shift, course: str, client: Client) -> tuple[Block, ...]:
    """That somebody followed a course, and how much of it: while it runs, of the lessons until today. Raises NotAllowed,
    NotFound, NotUnderstood (came to no lesson)."""
    shift.require("print")
    day = shift.here().day
    wanted = courses.one(shift.house, course, day)
    taught, rows = attendance.of_course(shift, wanted.id)
    mine = next((row for row in rows if row.client.person == client.person), None)
    if mine is None or not mine.came:
        raise NotUnderstood(why=Sentence("this visitor came to no lesson of {title}.", {"title": wanted.title}))
    held = sum(
        one.day < day or one.condition == "closed" or mark in attendance.CAME
        for one, mark in zip(taught, mine.marks, strict=True)
    )
    runs = held < len(taught)
    said = {"came": mine.came, "lessons": held, "last": wanted.last}
    of = (
        Sentence("and came to {came} of the {lessons} lessons until then. The course runs until {last}.", said)
        if runs
        else Sentence("and came to {came} of the {lessons} lessons.", said)
    )
    parts: list[Part] = [
        *_head(shift, Sentence("Certificate of attendance")),
        Line(""),
        Line(_name(shift, client), style="large", centred=True),
        Line(Sentence("followed the course"), centred=True),
        Line(wanted.title, style="strong", centred=True),
        Line(_between(wanted.first, day if runs else wanted.last), centred=True),
        Line(of, centred=True),
        Line(""),
        Rule(),
        *_signatures(Sentence("Signature of the house")),
    ]
    return (Block("body", tuple(parts), whole=True),)


def _between(first: date | None, last: date | None) -> Sentence:
    return Sentence("from {first} to {last}", {"first": first, "last": last})


def _head(shift: Shift, title: Sentence) -> Iterable[Part]:
    yield Line(shift.house.settings(CoreSettings, shift.here().day).house_name, style="strong")
    yield Line(title, style="large")
    yield Rule()


def _name(shift: Shift, client: Client | None) -> str:
    """In full, as on any paper that is signed; the number when there is no name. Primary key of core_person."""
    if client is None:
        return ""
    found = shift.house.one("SELECT name FROM core_person WHERE subject=?", client.person)
    return str(found[0]) if found and found[0] else client.number


def late_list(shift: Shift) -> tuple[Block, ...]:
    """Who should have brought a device back, longest first, with numbers to call. Raises NotAllowed."""
    late = loans.late(shift)
    parts: list[Part] = [*_head(shift, Sentence("Who is late")), Line(Sentence("{day}", {"day": shift.here().day}))]
    for one in late:
        device = Sentence("{device} ({number})", {"device": one.loan.title, "number": one.loan.device})
        parts += [
            Rule(),
            Line(_name(shift, loans.borrower(shift, one.loan)), one.phone, style="strong"),
            Line(device, Sentence("{day}", {"day": one.loan.due})),
        ]
    if not late:
        parts.append(Line(Sentence("Nobody is late.")))
    return (Block("body", tuple(parts), whole=True),)


def called(shift: Shift, client: Client | None) -> str:
    """First name and number on a list that every volunteer reads; of who is protected the number only."""
    if client is None:
        return "-"
    return client.number if shift.withholds(client) else f"{client.display} {client.number}"


def who(client: Client | None) -> Sentence:
    """A visitor on a list of the coordinator's."""
    if client is None:
        return Sentence("Visitor without a name")
    return Sentence("{name} {number}", {"name": client.display, "number": client.number})


def who_came(shift: Shift, session: str) -> tuple[Block, ...]:
    """The attendance list of a session, in full names. Raises NotAllowed, NotFound."""
    asked, lines = attendance.of_session(shift, session)
    head = {"name": asked.name, "day": asked.day, "hour": asked.begins}
    parts: list[Part] = [*_head(shift, Sentence("Attendance")), Line(Sentence("{name}, {day} at {hour}", head)), Rule()]
    for one in lines:
        name = _name(shift, one.client) if one.client else who(None)
        parts.append(Line(name, Sentence("{mark} {hour}", {"mark": read(one.mark), "hour": one.hour})))
    return (Block("body", tuple(parts)),)


def course_list(shift: Shift, course: str) -> tuple[Block, ...]:
    """Who has a seat, and came to how many of the lessons that are over. Raises NotAllowed, NotFound."""
    shift.require("dossier")
    wanted = courses.one(shift.house, course, shift.here().day)
    _, rows = attendance.of_course(shift, wanted.id)
    parts: list[Part] = [*_head(shift, Sentence("Attendance")), Line(wanted.title, style="strong"), Rule()]
    for row in rows:
        over = [mark for mark in row.marks if mark]
        parts.append(
            Line(_name(shift, row.client), Sentence("{came} of {lessons}", {"came": row.came, "lessons": len(over)}))
        )
        if over:
            parts.append(Line(Sentence("{what}", {"what": tuple(read(mark) for mark in over)}), style="small"))
    return (Block("body", tuple(parts)),)


def save(shift: Shift, blocks: Sequence[Block], what: Sentence, device: str = "", also: str = "") -> Path:
    """Writes a page where the settings say, as a PDF whose name may hold the device's number and never a person's. `also`: a
    language in which it stands there once more, for this one print. Raises NotAllowed, NotUnderstood (nothing can be written
    there)."""
    return put(shift, what, lambda file: shift.print_page(blocks, file, also=also), device)


def save_labels(shift: Shift, chosen: Iterable[str] = ()) -> Path:
    """The sheet of labels of these devices, or of all that are not lost, where the settings say; in the language of papers.

    Raises NotAllowed, NotFound, NotUnderstood."""
    words = shift.kiosk.paper_words()
    return put(shift, Sentence("labels"), lambda file: devices.print_labels(shift, file, words, chosen))


def put(shift: Shift, what: Sentence, write: Write, device: str = "", ending: str = ".pdf") -> Path:
    """Lets `write` fill a new file where the settings say: with the second in its name it takes no other's place. Raises what
    it raises, NotUnderstood (nothing can be written there)."""
    rules = shift.house.settings(DigitalSettings, shift.here().day)
    file = Path(rules.papers_folder or Path.home()) / shift.file_name(what, ending, thing=device)
    try:
        write(file)
    except OSError:
        raise NotUnderstood(why=Sentence("nothing can be written in {folder}.", {"folder": str(file.parent)})) from None
    return file
