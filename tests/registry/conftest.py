"""The same house as at the counter."""

from ..counter.conftest import house, soup_house

__all__ = ["house", "soup_house"]
