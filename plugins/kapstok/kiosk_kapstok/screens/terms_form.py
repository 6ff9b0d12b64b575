"""What enrolled clients get in the shop, on one page, from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Cents, Sentence, Shift, read_day
from kiosk_core.tui import FormPlace, Hint, Question, Words

from .. import prices
from ..pricelist import amount
from ..settings import ShopSettings

MODES = {"prices": Sentence("A shop with prices"), "free": Sentence("A free shop with a customer card")}
WITHIN = {"month": Sentence("a month"), "season": Sentence("a season"), "year": Sentence("a year")}


class TermsFormScreen(FormPlace):
    """What was changed is kept together, or nothing is. It stays open and says so."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Terms of all clients")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What stands here holds for every enrolled client; what was decided for one household stands on its enrolment and goes "
        "first.\nF4: a shop with prices, or a free shop. F5: whether clients have prices of their own in the price list. "
        "F6: within which time the most pieces are counted.\nF8 keeps it from the day that stands there; what was sold stays."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._now = shift.house.settings(ShopSettings, shift.here().day)
        self._mode, self._own, self._within = self._now.mode, self._now.client_prices, self._now.most_within
        self._stood: dict[str, str] = {}
        """As it holds, before anybody changes it here."""

    def above(self) -> ComposeResult:
        yield Words(self.say(MODES[self._mode]), id="form-title")

    def questions(self) -> Iterable[Question]:
        now = self._now
        yield Question("percent", Sentence("Discount in percent"), value=str(now.percent))
        yield Question("credit_adult", Sentence("Credit per adult"), value=amount(Cents(now.credit_adult)))
        yield Question(
            "credit_child",
            Sentence("Credit per child"),
            Sentence("Each season."),
            value=amount(Cents(now.credit_child)),
        )
        yield Question(
            "most", Sentence("Most pieces each"), Sentence("Of a category, for each person: jas=1, schoenen=2."),
            value=", ".join(map(self._named, now.most)), optional=True,
        )  # fmt: skip
        yield Question("free_visits", Sentence("Free visits a month"), value=str(now.free_visits), digits=True)
        yield Question(
            "free_visits_large", Sentence("of a large household"),
            Sentence("From {n} members. In a free shop only.", {"n": now.large_from}),
            value=str(now.free_visits_large), digits=True,
        )  # fmt: skip
        yield Question("since", Sentence("From which day"), value=f"{self.shift.here().day:%d/%m/%Y}")

    def saving(self) -> Iterable[Hint]:
        yield from super().saving()
        other = MODES["free" if self._mode == "prices" else "prices"]
        yield self.hint("f4", other, self.turn_mode)
        own = Sentence("No client prices") if self._own else Sentence("Client prices too")
        yield self.hint("f5", own, self.turn_own)
        yield self.hint("f6", Sentence("Most in {time}", {"time": WITHIN[self._within]}), self.turn_within)

    def turn_mode(self) -> None:
        self._mode = "free" if self._mode == "prices" else "prices"
        self.tell("")  # 'these terms hold' is true of what was saved only
        self.query_one("#form-title", Words).put(self.say(MODES[self._mode]))

    def turn_own(self) -> None:
        self._own = not self._own
        self.tell("")

    def turn_within(self) -> None:
        names = list(WITHIN)
        self._within = names[(names.index(self._within) + 1) % len(names)]
        self.tell("")

    def on_mount(self) -> None:
        super().on_mount()
        self._stood = self._as_typed

    @property
    def _as_typed(self) -> dict[str, str]:
        """Every setting of this page, by its name."""
        chosen = {"mode": self._mode, "client_prices": "yes" if self._own else "no", "most_within": self._within}
        return {name: typed for name, typed in self.said.items() if name != "since"} | chosen

    def save(self) -> None:
        since, typed = read_day(self.said["since"]), self._as_typed
        changed = {f"kapstok.{name}": said for name, said in typed.items() if said != self._stood[name]}
        if most := changed.get("kapstok.most"):
            changed["kapstok.most"] = ", ".join(self._coded(entry, since) for entry in most.split(",") if entry.strip())
        if changed:
            self.shift.set_settings(changed, since=since)
        self._stood = typed
        self.tell(Sentence("✓ These terms hold from {day}.", {"day": since}))

    def _named(self, entry: str) -> str:
        """'jas=1' as people say it, 'Jas=1'; with its code where the name itself has a sign that stands between two."""
        code, _, most = entry.partition("=")
        name = prices.title(self.shift.house, code, self.shift.here().day)
        return entry if {",", "="} & set(name) else f"{name}={most}"

    def _coded(self, entry: str, since: date) -> str:
        """As the setting has it. Raises NotFound: no category has that name or code."""
        name, between, most = entry.partition("=")
        return f"{prices.called(self.shift.house, name, since).code}{between}{most.strip()}"
