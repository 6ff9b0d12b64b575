"""What the finance service gets of a period, as tables: the day book, its sums by ledger account, the Zs, what stands open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk_core import Cell, Cents, Column, Money, Period, Sentence, Sheet, Shift, Text

from . import ledger, prices
from .ledger import SORTS, Book, Entry, Standing
from .settings import TREATMENTS, ShopSettings

TABLES = ("day_book", "period", "closings", "open")
"""By word: a CSV holds one of them, an XLSX all."""

DAY = Column("day", Sentence("Day"), Sentence("Local day."), "date")
COUNTER = Column("counter", Sentence("Counter"), Sentence("Whose drawer it is."))
Z = Column(
    "z", Sentence("Z"), Sentence("Number of the closing; empty while the drawer is not closed, or where there is none.")
)
SORT = Column(
    "sort", Sentence("Sort"), Sentence("Goods, other income, payment, rounding, cash in or out, or a difference.")
)
TITLE = Column("title", Sentence("What"), Sentence("Category of the price list, purpose, or means of payment."))
VAT = Column("vat", Sentence("VAT"), Sentence("Treatment of the category when it was sold."))
ACCOUNT = Column(
    "account", Sentence("Account"), Sentence("Of the ledger; empty: the finance service has not said it yet.")
)
PIECES = Column("pieces", Sentence("Pieces"), Sentence("Sold, less those that came back."), "number")
WEIGHT = Column("weight", Sentence("Kilo"), Sentence("Sold by weight, less what came back."), "grams")
REDUCED = Column("reduced", Sentence("Reduced"), Sentence("Discounts and client terms, already taken off."), "cents")
DEBIT = Column("debit", Sentence("Debit"), Sentence("Each receipt has as much debit as credit."), "cents")
CREDIT = Column("credit", Sentence("Credit"), Sentence("Each receipt has as much debit as credit."), "cents")


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to. `without_vat`: categories that are sold and have no VAT treatment yet."""

    book: Book
    standing: Sequence[Standing]
    without_vat: Sequence[str]

    def _named(self, code: str) -> Text:
        """The word that the settings want, and what it stands for."""
        title = self.book.title(code)
        return code if title == code else Sentence("{code} ({what})", {"code": code, "what": title})

    @property
    def missing(self) -> list[Sentence]:
        """What the finance service still has to say, in sentences."""
        found = []
        if codes := self.book.without_account:
            found.append(
                Sentence(
                    "No ledger account yet: {codes}. The price list and kapstok.accounts have them.",
                    {"codes": tuple(self._named(code) for code in codes)},
                )
            )
        if self.without_vat:
            said = {"codes": ", ".join(self.without_vat)}
            found.append(Sentence("No VAT treatment yet: {codes}. The finance service advises.", said))
        return found


def write(shift: Shift, period: Period, out: Path, words: Any, table: str | None = None) -> Written:
    """Into a file that ends in .xlsx (all tables) or .csv (the one named, else the day book).

    Raises NotAllowed, NotUnderstood (another ending), OSError."""
    book = ledger.read(shift, period)
    standing = [*ledger.standing(shift, period.last), *ledger.billed(book)]
    rules = shift.house.settings(ShopSettings, period.last)
    lacking = [
        one.code for one in prices.categories(shift.house, period.last) if not one.vat and rules.vat == "unchosen"
    ]
    said = Written(book, standing, lacking)
    sheets = {
        "day_book": _day_book(book), "period": _period(book), "closings": _closings(book), "open": _open(book, standing),
    }  # fmt: skip
    chosen = [sheets[table or TABLES[0]]] if table or out.suffix.lower() == ".csv" else list(sheets.values())
    days = Sentence("From {first} to {last}.", {"first": period.first, "last": period.last})
    shift.write_sheets(chosen, out, words, [days, *said.missing])
    return said


def _day_book(book: Book) -> Sheet:
    numbers = {z.session: z.z for z in book.zs}
    receipt = Column("receipt", Sentence("Receipt"), Sentence("Empty for cash in or out, and for a difference."))
    slip = Column(
        "reference",
        Sentence("Reference"),
        Sentence(
            "Number on the terminal's slip, of the voucher, or of the bag; on account that of the client, else what was said."
        ),
    )
    note = Column(
        "note",
        Sentence("What for"),
        Sentence(
            "Of cash in or out; who handed it over and who took it; why there is a difference. Words are kept for a year."
        ),
    )
    columns = (DAY, COUNTER, Z, receipt, SORT, TITLE, slip, note, VAT, ACCOUNT, PIECES, WEIGHT, REDUCED, DEBIT, CREDIT)
    rows = [
        (one.day, one.counter, numbers.get(one.session, ""), one.receipt, SORTS[one.sort], book.title(one.code, one.name),
         one.reference, one.note, _treatment(one.vat), one.account, one.pieces, one.grams, one.reduced, *_sides(one.cents))
        for one in book.entries
    ]  # fmt: skip
    return Sheet(Sentence("Day book"), columns, rows)


def _period(book: Book) -> Sheet:
    """One row per sort, code, card or app of the house's list, treatment and account."""
    times = Column("times", Sentence("Times"), Sentence("How many entries of the day book."), "number")
    rows: dict[tuple[str, str, str, str, str], list[Entry]] = {}
    for one in book.entries:
        rows.setdefault((one.sort, one.code, one.name, one.vat, one.account), []).append(one)
    order = list(SORTS)
    listed = sorted(rows.items(), key=lambda row: (order.index(row[1][0].sort), row[0]))
    return Sheet(
        Sentence("Period"),
        (SORT, TITLE, VAT, ACCOUNT, times, PIECES, WEIGHT, REDUCED, DEBIT, CREDIT),
        [(SORTS[of[0].sort], book.title(code, name), _treatment(vat), account, len(of), *_sums(of)) for (_, code, name, vat, account), of in listed],
    )  # fmt: skip


def _sums(entries: Sequence[Entry]) -> tuple[int, int, int, int, int]:
    debit = -sum(one.cents for one in entries if one.cents < 0)
    credit = sum(one.cents for one in entries if one.cents > 0)
    return sum(o.pieces for o in entries), sum(o.grams for o in entries), sum(o.reduced for o in entries), debit, credit


def _closings(book: Book) -> Sheet:
    means = dict.fromkeys(line.means for z in book.zs for line in z.means)
    columns = (
        Z, DAY, COUNTER,
        Column("receipts", Sentence("Receipts"), Sentence("First and last number.")),
        *(Column(nature, title, Sentence("As the Z says it, returns taken off."), "cents") for nature, title in NATURES.items()),
        Column("rounding", Sentence("Rounding"), Sentence("Of the cash, by law."), "cents"),
        *(Column(code, book.title(code), Sentence("Paid by this means."), "cents") for code in means),
        Column("left", Sentence("Left before"), Sentence("What should have lain in the drawer when it was opened."), "cents"),
        Column("float", Sentence("Float"), Sentence("What lay in it then."), "cents"),
        Column("expected", Sentence("Expected"), Sentence("What should have lain in the drawer."), "cents"),
        Column("counted", Sentence("Counted"), Sentence("What lay in it."), "cents"),
        Column("difference", Sentence("Difference"), Sentence("Counted less expected."), "cents"),
        Column("agrees", Sentence("Day book"), Sentence("Whether the entries of the day book come to the same.")),
    )  # fmt: skip
    return Sheet(Sentence("Closings"), columns, [*_closed(book, list(means)), *_not_closed(book, len(columns))])


NATURES: dict[str, Text] = {
    "turnover": Sentence("Turnover"), "contribution": Sentence("Contributions"), "deposit": Sentence("Deposits (to be given back)"),
}  # fmt: skip


def _closed(book: Book, means: Sequence[str]) -> Iterable[tuple[Cell, ...]]:
    for z in book.zs:
        receipts = ", ".join(f"{series}: {first:06} - {last:06}" for series, first, last in z.receipts)
        natures = [sum(p.taken + p.back for p in z.purposes if p.nature == nature) for nature in NATURES]
        paid = [sum(line.cents for line in z.means if line.means == code) for code in means]
        says = Sentence("the same") if book.agrees(z) else Sentence("differs: something came in after the closing")
        yield (
            z.z,
            z.day,
            z.counter,
            receipts,
            *natures,
            z.rounding,
            *paid,
            z.left_there,
            z.float,
            z.expected,
            z.counted,
            z.difference,
            says,
        )


def _not_closed(book: Book, columns: int) -> Iterable[tuple[Cell, ...]]:
    for _, counter, day in book.open:
        empty: list[Cell] = [None] * (columns - 4)
        yield ("", day, counter, *empty, Sentence("not closed yet"))


def _open(book: Book, standing: Sequence[Standing]) -> Sheet:
    columns = (
        SORT,
        Column(
            "what",
            Sentence("What"),
            Sentence("The number of the voucher or of the client, the reference, or the purpose."),
        ),
        ACCOUNT,
        Column("since", Sentence("Since"), Sentence("When the voucher was issued, or first sold on account."), "date"),
        Column("until", Sentence("Until"), Sentence("The last day of the voucher."), "date"),
        Column("worth", Sentence("Value"), Sentence("What it was worth at first."), "cents"),
        Column("left", Sentence("Still open"), Sentence("What still stands open at the end of the period."), "cents"),
    )
    rows = [
        (STANDING[one.sort], book.title(one.code) if one.sort in ("deposit", "owed") else one.code, book.accounts.get(one.sort if one.sort != "deposit" else one.code, ""),
         one.since, one.until, one.worth, one.left)
        for one in standing
    ]  # fmt: skip
    total = sum(one.left for one in standing if one.sort in ("voucher", "deposit"))
    term = (Sentence("Debts together"), Sentence("{amount}", {"amount": Money(Cents(total))}))
    return Sheet(Sentence("Still open"), columns, rows, [term])


STANDING: dict[str, Text] = {
    "voucher": Sentence("Voucher (a debt)"),
    "deposit": Sentence("Deposit (a debt)"),
    "owed": Sentence("Still to come in"),
    "account": Sentence("On account, of this period"),
}


def _treatment(vat: str) -> Text:
    return TREATMENTS.get(vat, vat)


def _sides(cents: Cents) -> tuple[Cell, Cell]:
    """(debit, credit): one of them."""
    return (None, cents) if cents > 0 else (-cents, None) if cents else (None, None)
