"""What to hand over, beside it what must not be in it, below it what is to be paid."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from kiosk_core.domain.texts import Sentence

from .words import Words


class OfferPanel(Vertical):
    DEFAULT_CSS = """
    OfferPanel { height: 1fr; display: none; }
    OfferPanel.-some { display: block; }
    OfferPanel #lists { height: 1fr; }
    OfferPanel VerticalScroll { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
    OfferPanel #not-in-it { border-left: outer $secondary; padding-left: 1; display: none; }
    OfferPanel #not-in-it.-some { display: block; }
    OfferPanel .heading { text-style: bold; width: 1fr; }
    OfferPanel .list { width: 1fr; height: auto; }
    OfferPanel #due { text-style: bold; height: auto; width: 1fr; }
    OfferPanel #due.-empty { display: none; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with VerticalScroll(can_focus=False):
                yield Words(id="offer-title", classes="heading")
                yield Words(id="hand-over", classes="list")
            with VerticalScroll(id="not-in-it", can_focus=False):
                yield Words(id="leave-title", classes="heading")
                yield Words(id="leave-out", classes="list")
        yield Words(id="due")

    def show(self, title: str, hand_over: Sequence[tuple[str, int]], leave_out: Sequence[str], due: str) -> None:
        """`hand_over`: (text, how many). All in the volunteer's language; an empty title shows nothing."""
        say = self.app.say  # type: ignore[attr-defined]
        self.set_class(bool(title), "-some")
        self.query_one("#offer-title", Words).put(say(Sentence("Hand over: {what}", {"what": title})) if title else "")
        self.query_one("#hand-over", Words).put("\n".join(_counted(text, n) for text, n in hand_over))
        self.query_one("#not-in-it").set_class(bool(leave_out), "-some")
        self.query_one("#leave-title", Words).put(say(Sentence("NOT in it")))
        self.query_one("#leave-out", Words).put("\n".join(f"✗ {text}" for text in leave_out))
        self.query_one("#due", Words).put(due)
        self.query_one("#due").set_class(not due, "-empty")


def _counted(text: str, quantity: int) -> str:
    return f"{quantity} × {text}" if quantity != 1 else f"• {text}"
