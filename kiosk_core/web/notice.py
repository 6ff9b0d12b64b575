"""What the page at the door says: to visitors, who read it from two metres, and below it to a volunteer."""

from __future__ import annotations

from ..domain.texts import Sentence

TITLE = Sentence("Sign in yourself")
SCAN = Sentence("Scan your card")
AGAIN = Sentence("Scan your card once more")
ASK = Sentence("Please ask the volunteer")
"""Whatever it was: a card that is not known, no seat, a question, a fault. The page never says which."""
CARD = Sentence("Card")

FOR_VOLUNTEER = Sentence("For the volunteer")
PIN = Sentence("PIN")
STOP = Sentence("Stop signing in here")
WRONG_PIN = Sentence("This PIN is not right.")
STOPPED = Sentence("Signing in here has stopped")
BEGIN = Sentence("Begin again")

NOT_YET = Sentence("This screen is not known here yet")
START_FIRST = Sentence("Start the page with `kiosk serve --pair` and type the code that it shows.")
CODE = Sentence("Code")
LET_IN = Sentence("Use this screen")
WRONG_CODE = Sentence("This code does not fit. Look at it once more.")
FINGERPRINT = Sentence("Fingerprint of the certificate. Is it the same on the computer?")
