"""A visitor signs in alone at the tablet by the door: what the counter would record by itself, and nothing else."""

from __future__ import annotations

from kiosk_core import Sentence, Shift

from . import sign_in
from .events.sessions import SIGN_IN

SAYS = {"welcome": Sentence("Welcome!"), "goodbye": Sentence("Goodbye!"), "here_already": Sentence("Welcome!")}


def sign_in_alone(shift: Shift, keys: str) -> Sentence | None:
    """Only a clear yes that fast mode records. No seat, an unknown card, a household's card, a question, or fast mode
    switched off for this service: None, and the volunteer is asked. Raises what `Shift.record` raises."""
    verdict = shift.scan(keys, SIGN_IN)
    here_already = any(finding.code == "einclusie.here_already" for finding in verdict.findings)
    quick = shift.fast(verdict)
    if verdict.visit is None or (quick is None and not here_already):
        return None
    act = shift.record(quick) if quick else None
    return SAYS[sign_in.greeting(shift.house, verdict, verdict.visit.client, act).says]
