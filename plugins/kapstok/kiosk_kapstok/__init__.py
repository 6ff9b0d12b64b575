"""The second-hand clothing shop: the hooks, short. What is recorded: events.py, prices.py. A sale: sale.py and paying.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from kiosk_core import (
    Act,
    Block,
    Client,
    ClosingLine,
    Command,
    Conflict,
    Field,
    Finding,
    House,
    Project,
    Purpose,
    Screen,
    Sentence,
    Service,
    Session,
    Severity,
    Story,
    Tender,
    Visit,
    hookimpl,
)

from . import (
    closing,
    donations,
    events,
    held,
    indicators,
    on_account,
    registration,
    returns,
    sale,
    slip,
    terms,
    undoing,
    vouchers,
)
from . import story as lived
from .settings import ShopSettings


@hookimpl
def project() -> Project:
    return Project(
        "kapstok",
        Sentence("Second-hand shop"),
        services=(
            Service(
                sale.SALE, Sentence("Sale"), serves="household", needs_enrolment=False, anonymous=True, slip="always"
            ),
            Service(terms.TERMS, Sentence("Client terms"), serves="household", slip="always"),
        ),
        counter="kiosk_kapstok.screens.till:TillScreen",
        settings=ShopSettings,
        kinds=(
            *events.KINDS, returns.Returned, returns.ClientReturned, donations.Donated, donations.DonorNamed, donations.Sorted,
            on_account.AccountAgreed,
        ),
        tables=(*events.TABLES, returns.RETURNED, donations.DONATED, donations.DONOR, donations.SORTED, on_account.AGREED),
        screens=SCREENS,
        fields=(
            Field(
                terms.PERCENT, "enrolment", Sentence("Discount in the shop (percent)"),
                Sentence("When the social service decided another discount than the usual one."), "number",
            ),
            Field(
                terms.CREDIT, "enrolment", Sentence("Clothing credit per season (amount)"),
                Sentence("When the social service decided another credit than the usual one."),
            ),
        ),
        tenders=(
            Tender("voucher", Sentence("Voucher")),
            Tender("credit", Sentence("Clothing credit")),
            Tender("account", Sentence("On account of the social service")),
        ),
        commands=(Command("kapstok", "kiosk_kapstok.commands:kapstok"),),
        indicators=indicators.ALL,
        undoing=undoing.RULES,
        purposes=(Purpose(sale.PURPOSE, Sentence("Second-hand clothes")),),
        says=held.SAYS,
        still_open=vouchers.still_open,
        lies=sale.lying,
        core="0.1",
    )  # fmt: skip


@hookimpl
def check_registration(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    return registration.check(answers)


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    """A client's terms; and in the free shop everybody needs them."""
    if visit.service.code == terms.TERMS and visit.client is not None:
        return terms.judge(terms.gather(house, visit.client, visit.day))
    if visit.service.code == sale.SALE and house.settings(ShopSettings, visit.day).mode == "free":
        return (CARD_NEEDED,)
    return ()


def _screen(
    code: str, title: Sentence, key: str, path: str, place: Literal["counter", "office"], right: str = "serve"
) -> Screen:
    return Screen(f"kapstok.{code}", title, key, f"kiosk_kapstok.screens.{path}", place, right)


SCREENS = (
    _screen("by_number", Sentence("Receipt or voucher by number"), "n", "by_number:ByNumberScreen", "counter"),
    _screen("donation", Sentence("Goods brought"), "d", "donation:DonationScreen", "counter"),
    _screen("sorting", Sentence("Goods sorted"), "s", "sorting:SortingScreen", "counter"),
    _screen("prices", Sentence("Price list"), "p", "price_list:PriceListScreen", "office", "settings"),
    _screen("terms", Sentence("Terms of all clients"), "t", "terms_form:TermsFormScreen", "office", "settings"),
    _screen("finance", Sentence("For the finance service"), "f", "finance:FinanceScreen", "office", "report"),
    _screen("vouchers", Sentence("Vouchers"), "v", "vouchers:VouchersScreen", "office", "report"),
    _screen("credit", Sentence("Clothing credit"), "k", "credit:CreditScreen", "office", "report"),
)
CARD_NEEDED = Finding(
    Severity.STOP, "kapstok.card_needed", Sentence("This is a shop with a customer card."),
    Sentence("Scan a card that has a visit left this month, or ask the coordinator."),
)  # fmt: skip


@hookimpl
def closing_lines(session: Session, house: House) -> Iterable[ClosingLine]:
    return closing.lines(session, house)


@hookimpl
def find_conflicts(subjects: Sequence[str], house: House) -> Iterable[Conflict]:
    return vouchers.overdrawn(subjects, house)


@hookimpl
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    return slip.blocks(act, house)


@hookimpl
def tell_demo(story: Story) -> None:
    lived.live(story)
