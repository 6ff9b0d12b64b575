"""Our own drawings for the page at the door: understood from two metres, without a word."""

from __future__ import annotations

CARD = """\
<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
<rect x="14" y="22" width="92" height="60" rx="9"/><path d="M30 40h22v22H30zM64 42h28M64 54h28M64 66h18"/>
<path d="M60 92v18M46 100l14 12 14-12"/></svg>"""
SMILE = """\
<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
<circle cx="60" cy="60" r="48"/><path d="M43 46v8M77 46v8M36 70c10 20 38 20 48 0"/></svg>"""
ASK = """\
<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
<circle cx="40" cy="46" r="18"/><path d="M10 106c0-42 60-42 60 0"/>
<path d="M76 18h34v32H92l-10 12V50h-6z"/><path d="M86 34h14"/></svg>"""
