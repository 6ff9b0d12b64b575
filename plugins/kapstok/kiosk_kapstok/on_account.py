"""On account of the social service: for whom, so that the finance service knows whom it asks for the money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk_core import (
    ClientId,
    Event,
    House,
    Kind,
    KioskError,
    NotUnderstood,
    Row,
    Sentence,
    Word,
    fact,
    kind,
    new_id,
    personal,
    subject,
)

from .sale import Sale

ACCOUNT = "account"
"""The means of payment."""
MOST_LETTERS = 60
AGREED = fact("kapstok_account", {"sale": "text", "client": "id", "reference": "text"}, indexes=(("sale",),))
"""One row per sale of which the social service pays something. `client`: for whom; without one `reference`: what it knows it by."""


class NoReference(KioskError):
    code, says = (
        "no_reference",
        Sentence("For whom does the social service pay? Scan the client's card, or give a reference that it knows."),
    )


@kind("kapstok.account_agreed", keep="money", puts=(AGREED,))
class AccountAgreed(Kind):
    """The social service pays a sale, or a part of it, that happened in the same act. `client`: for whom; where nobody is known an
    id that is nobody's, so that the words of `reference`, which may name somebody, go with the other names of the class."""

    client: ClientId = subject(personal=True)
    sale: Word
    reference: str | None = personal("client")

    def rows(self, event: Event) -> Iterable[Row]:
        yield AGREED.row(sale=self.sale, client=self.client, reference=self.reference)


def agreed(sale: Sale, references: Sequence[str]) -> list[AccountAgreed]:
    """The draft of it: none where nothing is on account. `references`: of each such payment, as typed; of a client none is
    kept, for the client's number says it.

    Raises NoReference (nobody is known, and a payment has none), NotUnderstood (one is too long)."""
    if not references:
        return []
    if (client := for_client(sale)) is not None:
        return [AccountAgreed(sale=Word(sale.id), client=client, reference=None)]
    said = ", ".join(dict.fromkeys(map(read_reference, references)))
    return [AccountAgreed(sale=Word(sale.id), client=ClientId(new_id()), reference=said)]


def for_client(sale: Sale) -> ClientId | None:
    """For whom the social service pays what is on account; None: nobody is known, so a reference says it."""
    household = sale.client.household if sale.client else None
    return ClientId(household) if household else None


def read_reference(typed: str) -> str:
    """Raises NoReference, NotUnderstood: it is too long."""
    reference = " ".join(typed.split())
    if not reference:
        raise NoReference()
    if len(reference) > MOST_LETTERS:
        raise NotUnderstood(why=Sentence("a reference has at most {n} letters.", {"n": MOST_LETTERS}))
    return reference


def whose(house: House, sale: str) -> str:
    """The number of the client for whom a sale is on account, or the reference; '' once either is forgotten. Index
    kapstok_account(sale)."""
    found = house.one(
        "SELECT coalesce(h.number, a.reference) FROM kapstok_account a LEFT JOIN core_household h ON h.subject=a.client "
        "WHERE a.sale=?", sale,
    )  # fmt: skip
    return str(found[0] or "") if found else ""
