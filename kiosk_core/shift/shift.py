"""One volunteer at one counter for one project, from signing in to the lock: all that they may do there, part by part."""

from __future__ import annotations

from .briefing import Briefing
from .importing import Importing
from .office import Office
from .privacy import Privacy
from .proxies import Proxies
from .recent import Recent
from .searching import Searching
from .tablets import Tablets


class Shift(Recent, Proxies, Briefing, Searching, Privacy, Office, Importing, Tablets):
    """Made by Kiosk.sign_in."""
