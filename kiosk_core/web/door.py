"""What each request at the door is answered: who may ask, and what a scan does. Knows no socket."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from ..domain.cards import read_code
from ..domain.errors import KioskError, LockedOut
from ..domain.ids import new_id
from ..domain.keys import Repeats
from ..domain.texts import Sentence
from ..faults import note
from ..registry.tablets import Tablet
from ..shift import Shift
from . import notice, page, pictograms
from .pairing import Pairing
from .wire import Answer, Asked

COOKIE = "kiosk_tablet"
COOKIE_S = 400 * 24 * 3600
"""seconds: the longest that browsers keep one. Then the tablet is let in again."""
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Standing:
    """How it stands at one tablet. `ticket`: lets one form be sent, once."""

    repeats: Repeats
    ticket: str = ""
    stopped: bool = False
    said: Sentence | None = field(default=None)
    """What the last scan was told."""


class Door:
    """`origins`: under which addresses this page may be asked for, 'http://127.0.0.1:8631'."""

    def __init__(
        self, shift: Shift, pages: page.Pages, origins: frozenset[str], pairing: Pairing, fingerprint: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._shift, self._pages, self._origins = shift, pages, origins
        self._pairing, self._fingerprint, self._clock = pairing, fingerprint, clock
        self._standing: dict[int, Standing] = {}

    def answer(self, asked: Asked) -> Answer:
        """Never raises: what is wrong inside is noted for a technician, and the visitor is sent to the volunteer."""
        try:
            return self._answered(asked)
        except Exception as error:  # noqa: BLE001 - the last wall of this process, as the command line has one
            if not isinstance(error, KioskError):
                note(error)
            return Answer(503)

    def _answered(self, asked: Asked) -> Answer:
        if asked.method not in ("GET", "POST"):
            return Answer(405, headers=(("Allow", "GET, POST"),))
        refusal = self._foreign(asked)
        if refusal is not None:
            return refusal
        if asked.method == "GET" and asked.target in page.FILES:
            return Answer(200, *page.file(asked.target))
        tablet = self._who(asked)
        match asked.method, asked.target:
            case "GET", "/":
                return self._open(tablet) if tablet else self._stranger(200)
            case "POST", "/pair":
                return self._let_in(asked)
            case "POST", ("/" | "/stop" | "/begin") as target:
                return self._done(tablet, target, _form(asked)) if tablet else self._stranger(403)
        return Answer(404)

    def _foreign(self, asked: Asked) -> Answer | None:
        """Only this page's own forms write here: not another site's, and not a name that was bent to this address."""
        schemes = {origin.partition("//")[2]: origin for origin in self._origins}
        here = schemes.get(asked.headers.get("host", ""))
        if here is None:
            return Answer(421)
        if asked.method == "POST":
            kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
            if (
                asked.headers.get("origin") != here
                or asked.headers.get("sec-fetch-site", "same-origin") != "same-origin"
            ):
                return Answer(403)
            if kind != "application/x-www-form-urlencoded":
                return Answer(415)
        return None

    def _who(self, asked: Asked) -> Tablet | None:
        try:
            found = SimpleCookie(asked.headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return None
        return self._shift.tablet(found.value) if found else None

    # ---- pages ----

    def _open(self, tablet: Tablet, status: int = 200, **said: object) -> Answer:
        at = self._at(tablet)
        at.ticket = new_id()
        if at.stopped:
            return Answer(status, self._pages.stopped(at.ticket), HTML)
        return Answer(status, self._pages.scan(at.ticket, **said), HTML)  # type: ignore[arg-type] # names of `scan`

    def _stranger(self, status: int, trouble: Sentence | str = "") -> Answer:
        return Answer(status, self._pages.stranger(self._pairing.is_open, self._fingerprint, trouble), HTML)

    def _at(self, tablet: Tablet) -> Standing:
        repeat = self._shift.settings().repeat_seconds
        return self._standing.setdefault(tablet.id, Standing(Repeats(repeat)))

    # ---- doing ----

    def _let_in(self, asked: Asked) -> Answer:
        if not self._pairing.fits(_form(asked).get("code", "")):
            return self._stranger(403, notice.WRONG_CODE)
        token = self._shift.let_tablet_in()
        secure = "; Secure" if self._fingerprint else ""
        cookie = f"{COOKIE}={token}; Path=/; Max-Age={COOKIE_S}; HttpOnly; SameSite=Strict{secure}"
        return Answer(303, headers=(("Location", "/"), ("Set-Cookie", cookie)))

    def _done(self, tablet: Tablet, target: str, form: dict[str, str]) -> Answer:
        at = self._at(tablet)
        ticket, at.ticket = at.ticket, ""
        if not (ticket and hmac.compare_digest(ticket.encode(), form.get("ticket", "").encode())):
            return self._open(tablet, 409, said=notice.AGAIN)
        if target == "/begin":
            at.stopped = False
        elif target == "/stop":
            return self._stop(tablet, form.get("pin", ""))
        elif not at.stopped:
            return self._scan(tablet, form.get("code", ""))
        return Answer(303, headers=(("Location", "/"),))

    def _stop(self, tablet: Tablet, pin: str) -> Answer:
        try:
            right = self._shift.is_volunteer_s_pin(tablet, pin)
        except LockedOut as error:
            return self._open(tablet, 403, trouble=error.sentence)
        if not right:
            return self._open(tablet, 403, trouble=notice.WRONG_PIN)
        self._at(tablet).stopped = True
        return Answer(303, headers=(("Location", "/"),))

    def _scan(self, tablet: Tablet, keys: str) -> Answer:
        at = self._at(tablet)
        if not at.repeats.again(read_code(keys) or keys, self._clock()):
            at.said = self._signed_in(keys)
        if at.said is None:
            return self._open(tablet, said=notice.ASK, picture=pictograms.ASK)
        return self._open(tablet, said=at.said, picture=pictograms.SMILE)

    def _signed_in(self, keys: str) -> Sentence | None:
        """None: ask the volunteer, whatever it was."""
        try:
            return self._shift.sign_in_alone(keys)
        except KioskError:
            return None
        except Exception as error:  # noqa: BLE001 - a plugin's own code: the door says the same as ever
            note(error)
            return None


def _form(asked: Asked) -> dict[str, str]:
    """Each field's first value; an empty form when it is none."""
    try:
        fields = parse_qs(asked.body.decode("ascii"), max_num_fields=8, errors="replace")
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
