"""`kiosk print test-slip|queue|retry`: this counter's slip printer."""

from __future__ import annotations

from ..domain.errors import KioskError
from ..domain.texts import Sentence
from .frame import Desk, command, option

STATES = {
    "waiting": Sentence("waits"), "sending": Sentence("is being printed"), "asked": Sentence("may have been printed"),
    "failed": Sentence("could not be printed"),
}  # fmt: skip


class NotPrinted(KioskError):
    code, says = "printer", Sentence("{why}")


@command(Sentence("Print a test slip: it shows how the printer must be set up."), name="test-slip")
@option("--drawer", is_flag=True, says=Sentence("Open the drawer too."))
def test_slip(desk: Desk, drawer: bool) -> None:
    outcome = desk.shift().test_slip(desk.words, drawer)
    if not outcome.sent:
        raise NotPrinted(why=outcome.says)
    desk.answer({"outcome": outcome.kind}, outcome.says)


@command(Sentence("List the slips that wait at this counter's printer, oldest first."))
def queue(desk: Desk) -> None:
    waiting = desk.shift().print_queue()
    jobs = [
        {
            "job": one.job.id, "act": one.job.act, "service": one.job.service, "what": one.job.what, "state": one.state,
            "trouble": one.trouble, "queued": one.job.queued.isoformat(timespec="seconds"),
        }
        for one in waiting
    ]  # fmt: skip
    desk.answer(
        jobs, *(Sentence("{act}  {state}", {"act": one.job.act, "state": STATES[one.state]}) for one in waiting)
    )


@command(Sentence("Try again to print what failed, and all that waits, until the printer has trouble."))
def retry(desk: Desk) -> None:
    retried, now = desk.shift().print_again(desk.kiosk.paper_words())
    says = now.says()
    desk.answer(
        {"retried": retried, "waiting": now.waiting, "asked": now.asked, "failed": now.failed, "trouble": now.trouble},
        says or Sentence("Nothing is waiting to be printed."),
    )
