"""What the drawer's own acts say on paper: how an amount was paid, a hand-over to finance, the X and the Z."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from ..domain.ids import Cents
from ..domain.moments import moment_of
from ..domain.money import ALWAYS_ROUNDED, CARD, CASH, OWED, QR
from ..domain.receipts import Line, Part, Rule
from ..domain.texts import Money, Sentence, Text
from ..house import House
from ..journal import Event
from .closing import (
    FLOAT_LINE,
    LESS,
    PAID_NOW,
    SETTLED,
    Closing,
    MeansLine,
    PurposeLine,
    TillClosed,
    TillRead,
    as_printed,
)
from .drawers import BETWEEN, CashCarried, put_in, session_of
from .money import MoneyMoved

PAID: Mapping[str, Sentence] = {
    CASH: Sentence("Paid in cash"), CARD: Sentence("Paid by card"), QR: Sentence("Paid by app"), OWED: Sentence("Still to pay"),
}  # fmt: skip
BACK: Mapping[str, Sentence] = {
    CASH: Sentence("Given back in cash"), CARD: Sentence("Given back by card"), QR: Sentence("Given back by app"),
    OWED: Sentence("Less to pay"),
}  # fmt: skip
"""A plugin says itself what was paid by its own means: it knows what is left of them."""
MEANS: Mapping[str, Sentence] = {
    CASH: Sentence("Cash"), CARD: Sentence("Card"), QR: Sentence("App"), OWED: Sentence("Still to pay"),
}  # fmt: skip
STILL_OWED: Mapping[str, Sentence] = {
    PAID_NOW: Sentence("Owed before, paid now"), LESS: Sentence("Less to pay"),
}  # fmt: skip
NATURES: Mapping[str, Sentence] = {
    "turnover": Sentence("Turnover"), "contribution": Sentence("Contributions"),
    "deposit": Sentence("Deposits (to be given back)"),
}  # fmt: skip
CARRIED: Mapping[str, Sentence] = {
    "in": Sentence("Put in"), "out": Sentence("Taken out"), "change": Sentence("Change bought"),
    "hand_over": Sentence("Handed to finance"),
}  # fmt: skip


def parts(event: Event, house: House, round_all: bool, zone: str) -> tuple[Part, ...]:
    """The lines of one event; none for most. `round_all`: the house rounds whatever the means. `zone`: of the house."""
    match event.kind:
        case MoneyMoved.KIND:
            return tuple(_paid(event.fields, round_all))
        case TillClosed.KIND | TillRead.KIND:
            return tuple(of_closing(as_printed(house, event), house, zone))
        case CashCarried.KIND if event.fields["sort"] == "hand_over":
            return tuple(_handed_over(event, house, zone))
    return ()


def _paid(kept: Mapping[str, object], round_all: bool) -> Iterable[Part]:
    payments: Sequence[tuple[str, Cents]] = kept["payments"]  # type: ignore[assignment]  # as MoneyMoved declares it
    due, rounding, given = Cents(int(str(kept["due"]))), Cents(int(str(kept["rounding"]))), kept.get("given")
    back = Sentence("To give back") if due < 0 else None
    yield Rule()
    if due:
        yield _line(back or Sentence("Total"), abs(due), strong=not rounding)
    if rounding:
        yield _line(Sentence("Rounding"), -rounding if back else rounding)
    if rounding and due:
        yield _line(back or Sentence("To pay"), abs(due + rounding), strong=True)
    for means, cents in payments:
        said = PAID if cents >= 0 else BACK
        if means in said:
            yield _line(said[means], abs(cents))
    cash = sum(cents for means, cents in payments if means == CASH)
    if isinstance(given, int):
        yield _line(Sentence("Received"), Cents(given))
        yield _line(Sentence("Change"), Cents(given - cash))
    if round_all and due:
        yield Line(ALWAYS_ROUNDED, style="small")


def _handed_over(event: Event, house: House, zone: str) -> Iterable[Part]:
    """Room for two people to sign."""
    kept = event.fields
    yield Line(CARRIED["hand_over"], style="strong")
    yield _line(Sentence("Amount"), kept["amount"], strong=True)
    yield Line(Sentence("Bag"), kept["bag"] or "-")
    when = moment_of(event.at).astimezone(ZoneInfo(zone))
    yield Line(Sentence("Counter {name}", {"name": event.counter}), Sentence("{day}", {"day": when}))
    giver, _, receiver = said_of(house, event).partition(BETWEEN)
    for title, name in ((Sentence("Handed over by"), giver), (Sentence("Taken by"), receiver)):
        yield Rule()
        yield Line(title)
        yield Line(name, style="strong")
        yield Line(Sentence("Signed:"))
        yield from (Line("") for _ in range(3))


def said_of(house: House, carried: Event) -> str:
    """What cash was carried for; of a hand-over both names, and once these words are gone who of them is known here."""
    noted = house.one("SELECT note FROM core_till_note WHERE of=?", carried.subject)
    if noted and noted[0]:
        return str(noted[0])
    return ", ".join(names(house, carried.fields["by"])) if carried.fields["sort"] == "hand_over" else ""


# ---- X and Z ----


def of_closing(closing: Closing, house: House, zone: str) -> Iterable[Part]:
    """All of it, from top to bottom, with the times of the house's `zone`."""
    title = Sentence("Z report {z}", {"z": closing.z}) if closing.z else Sentence("X report")
    yield Line(title, style="large", centred=True)
    yield Line(Sentence("Counter {name}", {"name": closing.counter}), Sentence("{day}", {"day": closing.day}))
    read = Sentence("Closed") if closing.z else Sentence("As it stood")
    for what, at in ((Sentence("Opened"), closing.opened), (read, closing.at)):
        if at is not None:
            yield Line(what, Sentence("{day}", {"day": at.astimezone(ZoneInfo(zone))}))
    yield from _money(closing)
    yield from _own_lines(closing)
    yield from _drawer(closing, house)
    yield from _evidence(closing, house)


def _money(closing: Closing) -> Iterable[Part]:
    def place(line: PurposeLine) -> tuple[str, int]:
        return line.project, natures.index(line.nature)

    natures = [*NATURES]
    moved = [line for line in closing.purposes if line.times or line.times_back]
    for (project, nature), lines in groupby(sorted(moved, key=place), place):
        yield Rule()
        yield Line(_heading(closing, project, NATURES[natures[nature]]), style="strong")
        for line in lines:
            if line.times:
                yield _line(_times(closing.title(line.purpose), line.times), line.taken)
            if line.times_back:
                back = Sentence("{what}: given back", {"what": closing.title(line.purpose)})
                yield _line(_times(back, line.times_back), line.back)
    yield Rule()
    for paid in closing.means:
        yield _line(_times(_means(closing, paid), paid.times), paid.cents)
    yield _line(Sentence("Rounding"), closing.rounding)


def _means(closing: Closing, paid: MeansLine) -> Text:
    if paid.means == OWED:
        return STILL_OWED.get(paid.name, MEANS[OWED])
    name = MEANS.get(paid.means) or closing.title(paid.means)
    return Sentence("{means} ({name})", {"means": name, "name": paid.name}) if paid.name else name


def _heading(closing: Closing, project: str, nature: Sentence) -> Sentence:
    """A Z that was kept before projects were named on it says what the money is only."""
    if project not in closing.titles:
        return nature
    return Sentence("{project}: {field}", {"project": closing.title(project), "field": nature})


def _own_lines(closing: Closing) -> Iterable[Part]:
    if closing.lines or closing.silent:
        yield Rule()
        yield Line(Sentence("To know (changes no other amount):"), style="small")
    for _, code, times, cents in closing.lines:
        title = closing.title(code)
        if code.startswith(SETTLED):
            title = Sentence("{what}: owed before, paid now", {"what": closing.title(code.removeprefix(SETTLED))})
        if cents is None:
            yield Line(title, str(times or 0))
        else:
            yield _line(title if times is None else _times(title, times), cents)
    for plugin in closing.silent:
        yield Line(
            Sentence("The lines of {name} are missing: that part of the program does not work.", {"name": plugin})
        )


def _drawer(closing: Closing, house: House) -> Iterable[Part]:
    """A column that adds up: what does not change what lies there stands beside its name."""
    yield Rule()
    yield _line(Sentence("Float"), closing.float)
    yield from map(Line, _why_put_right(closing, house))
    yield from _at_opening(closing, house)
    yield _line(MEANS[CASH], closing.cash)
    for sort, times, amount in closing.carried:
        what, changed = CARRIED[sort], put_in(sort, amount)
        if not changed:
            what = Sentence("{what}: {amount}", {"what": what, "amount": Money(amount)})
        yield _line(_times(what, times), changed)
    yield _line(Sentence("Should lie in the drawer"), closing.expected, strong=True)
    if closing.counted is None or closing.difference is None:
        return
    for cents, pieces in closing.coins:
        each = Sentence("{n} × {amount}", {"n": pieces, "amount": Money(cents)})
        yield _line(each, Cents(cents * pieces))
    yield _line(Sentence("Counted"), closing.counted, strong=True)
    yield _line(Sentence("Difference"), closing.difference, strong=True)
    if closing.difference and not closing.noted:
        yield Line(Sentence("Closed without a note about the difference."), style="strong")
    note = house.one("SELECT note FROM core_till_note WHERE of=?", closing.session)
    if closing.noted and note and note[0]:
        yield Line(note[0])


def _at_opening(closing: Closing, house: House) -> Iterable[Line]:
    """That the float was not what should have lain there, and what was said about it. Index core_drawer_opened_all(session)."""
    if closing.left_there is None or not closing.off_at_opening:
        return
    yield Line(Sentence("Should have lain there: {amount}", {"amount": Money(closing.left_there)}))
    yield Line(Sentence("Difference at opening: {amount}", {"amount": Money(closing.off_at_opening)}), style="strong")
    why = session_of(house, closing.session).why
    if why is None:
        yield Line(Sentence("Opened without a note about the difference."), style="strong")
    elif (note := house.one("SELECT note FROM core_till_note WHERE of=?", why)) and note[0]:
        yield Line(note[0])


def _why_put_right(closing: Closing, house: House) -> Iterable[str]:
    """What was said when the float was put right, up to this closing. Index core_float_corrected_all(session)."""
    times = next((times for _, code, times, _ in closing.lines if code == FLOAT_LINE), 0)
    said = house.rows(
        "SELECT n.note FROM core_float_corrected_all f JOIN core_till_note n ON n.of=f.correction WHERE f.session=? "
        "AND n.note IS NOT NULL ORDER BY f.event LIMIT ?", closing.session, times,
    )  # fmt: skip
    return (note for (note,) in said)


def _evidence(closing: Closing, house: House) -> Iterable[Part]:
    yield Rule()
    for series, first, last in closing.receipts:
        yield Line(Sentence("Receipts {series}", {"series": series}), f"{first:06} - {last:06}")
    for series, last in closing.ended:
        yield Line(
            Sentence(
                "The house was put back from a backup. Series {series} ends at {last} as far as is known; later receipts "
                "may exist on paper.", {"series": series, "last": f"{last:06}"},
            )
        )  # fmt: skip
    if closing.worked:
        yield Line(Sentence("At this drawer: {names}", {"names": ", ".join(names(house, closing.worked))}))
    if closing.head:
        yield Line(Sentence("Journal: {head}", {"head": closing.head}), style="small")


def names(house: House, volunteers: Iterable[str]) -> list[str]:
    """Their names; whoever is forgotten stands there by pseudonym."""
    found = ((one, house.one("SELECT name FROM core_volunteer WHERE subject=?", one)) for one in volunteers)
    return [(known and known[0]) or one for one, known in found]


def _times(title: Text, times: int) -> Sentence:
    return Sentence("{n} × {what}", {"n": times, "what": title})


def _line(title: Text, cents: int, strong: bool = False) -> Line:
    return Line(title, Sentence("{amount}", {"amount": Money(Cents(cents))}), style="strong" if strong else "plain")
