"""One volunteer at one counter for one project: what a screen, a command and a script hold, by what they do with it."""

from .shift import Shift

__all__ = ["Shift"]
