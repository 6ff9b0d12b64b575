"""The door for plugins' screens. Importing it loads Textual; importing kiosk_core does not."""

from .place import Place
from .screens.counter import CounterScreen
from .widgets.key_bar import Hint
from .widgets.verdict_band import VerdictBand
from .widgets.words import Words

__all__ = ["CounterScreen", "Hint", "Place", "VerdictBand", "Words"]
