"""Three looks: calm, high contrast, and plain (fewer, drawn, larger words; its size is the class `-plain` of the app)."""

from __future__ import annotations

from textual.theme import Theme

CALM = Theme(
    "calm", primary="#2a6f77", secondary="#5b6b8c", accent="#8fc1b5", foreground="#e8ecec", background="#14191d",
    surface="#1b2227", panel="#26313a", success="#2a6f77", warning="#46557a", error="#46557a", dark=True,
    variables={"yes": "#1d6a6f", "yes-text": "#f4fbfa", "read": "#46557a", "read-text": "#f5f6fb", "quiet": "#26313a", "accent-text": "#10201c"},
)  # fmt: skip
CONTRAST = Theme(
    "contrast", primary="#ffffff", secondary="#ffffff", accent="#ffff66", foreground="#ffffff", background="#000000",
    surface="#000000", panel="#1c1c1c", success="#ffffff", warning="#ffffff", error="#ffffff", dark=True,
    variables={"yes": "#ffffff", "yes-text": "#000000", "read": "#ffff66", "read-text": "#000000", "quiet": "#000000", "accent-text": "#000000"},
)  # fmt: skip
PLAIN = Theme(
    "plain", primary="#1d6a6f", secondary="#46557a", accent="#1d6a6f", foreground="#101418", background="#f7f6f1",
    surface="#ffffff", panel="#e4e2d8", success="#1d6a6f", warning="#46557a", error="#46557a", dark=False,
    variables={"yes": "#1d6a6f", "yes-text": "#ffffff", "read": "#46557a", "read-text": "#ffffff", "quiet": "#e4e2d8", "accent-text": "#ffffff"},
)  # fmt: skip
THEMES = (CALM, CONTRAST, PLAIN)
