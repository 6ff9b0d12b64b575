"""The very first start: there is no house yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk_core.catalogues import catalogue

from .desk import Desk

MakeExample = Callable[[Path], object]
"""Makes a house with example data in that file and closes it."""


class FirstApp(Desk):
    """Ends with `made` True when a house is there now. `example` None: only a real house can be set up."""

    made = False

    def __init__(self, database: Path, lang: str | None, example: MakeExample | None, **more: Any) -> None:
        super().__init__(catalogue(lang), database, **more)
        self.example, self.lang = example, lang

    async def action_quit(self) -> None:
        """Ctrl+Q; not while the keys stand there, which are shown this once."""
        from .screens.keep_keys import KeepKeysScreen

        if isinstance(self.screen, KeepKeysScreen):
            self.screen.not_yet()
        else:
            await super().action_quit()

    def on_mount(self) -> None:
        from .screens.first_start import FirstStartScreen

        self.push_screen(FirstStartScreen())
