"""One small tree. Each error has a stable code and a sentence for a person; when it is raised, nothing happened."""

from __future__ import annotations

from dataclasses import replace

from .texts import Sentence


class KioskError(Exception):
    """`KioskError(n=3)`: the details fill the class's sentence."""

    code = "kiosk"
    says = Sentence("Something went wrong.")

    def __init__(self, **details: object) -> None:
        self.sentence = replace(self.says, values=details)
        super().__init__(str(self.sentence))


class Changed(KioskError):
    code, says = "changed", Sentence("Something changed meanwhile: {why} Please look again.")


class NotPossible(Changed):
    """It could not be done from the start: nothing changed meanwhile, so only why is said."""

    code, says = "not_possible", Sentence("{why}", capital=True)


class WasForgotten(Changed):
    code, says = "was_forgotten", Sentence("This client has just been forgotten.")


class NotAllowed(KioskError):
    code, says = "not_allowed", Sentence("Only for: {roles}. Ask them to sign in.")


class NeedsOwnPin(NotAllowed):
    code, says = (
        "needs_own_pin",
        Sentence("Somebody vouched for you, for the counter only. A colleague with a PIN does this one."),
    )


class NotFound(KioskError):
    code, says = "not_found", Sentence("{what} is not known here.")


class NoFolder(NotFound):
    code, says = (
        "no_folder",
        Sentence("The folder {what} is not there. Is the stick plugged in? If there is none, make the folder first."),
    )


class StillOpen(KioskError):
    code, says = (
        "still_open",
        Sentence("Something is still open: {what}. Settle it first, or forget it too (--with-open)."),
    )


class NoLiveCard(NotFound):
    code, says = "no_live_card", Sentence("There is no card that still works for {what}.")


class NoDecision(NotFound):
    code, says = "no_decision", Sentence("For {client} no decision holds now: {project}.")


class NotUnderstood(KioskError):
    code, says = "not_understood", Sentence("This does not fit: {why}")


class CannotRecord(NotUnderstood):
    """What a kind's rows() answers cannot be put. Its cause: what was raised."""

    code, says = "cannot_record", Sentence("{kind} cannot be recorded.")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind=kind)


class CannotUndo(KioskError):
    code, says = "cannot_undo", Sentence("This cannot be undone: {why}")


class TooLate(KioskError):
    code, says = "too_late", Sentence("The till is already closed: take it back instead of undoing it.")


class DoesNotBalance(KioskError):
    code, says = "balance", Sentence("Paid is {paid}, due is {due}.")


class NoDrawer(KioskError):
    code, says = (
        "no_drawer",
        Sentence(
            "This counter has no drawer, and nobody counts cash for this here: do not take cash. A coordinator gives it one: "
            "Office, Counters."
        ),
    )


class TillNotOpen(KioskError):
    code, says = (
        "till_not_open",
        Sentence("The till is not open at this counter. Open it first: in the menu (F10), Till."),
    )


class TillNotClosed(KioskError):
    code, says = "till_not_closed", Sentence("The till of {day} was not closed. Close it first.")


class WhichMember(KioskError):
    code, says = "which_member", Sentence("This household has several members: choose {members}.")


class ClockDoubt(KioskError):
    code, says = "clock", Sentence("The clock says {now}; the last act here was on {last}. Are date and hour right?")


class NeedsAnother(KioskError):
    code, says = "another", Sentence("A second volunteer confirms this one.")


class NeedsCoordinator(NeedsAnother):
    """A decision about one's own household, where somebody else decides here too."""

    code, says = "another_coordinator", Sentence("Another coordinator or deputy confirms this one.")


class OwnHousehold(KioskError):
    code, says = "own_household", Sentence("A colleague does this one: ask the coordinator.")


class PluginFails(KioskError):
    """A project's own code raised while something was recorded. `number`: under which the log of faults says where."""

    code, says = (
        "plugin_fails",
        Sentence(
            "A part of the program does not work now: nothing was recorded. Write it on paper, it can be entered later. "
            "For the technician: number {number}."
        ),
    )


class Undeclared(ValueError):
    """`names`: of declarations only (a kind, a table, a column), so the log of faults may say them; never a value."""

    def __init__(self, names: str) -> None:
        self.names = names
        super().__init__(names)


class NamesNobody(Undeclared):
    """`names`: of the field in which stands who was never known here."""


class NotSignedIn(KioskError):
    code, says = "sign_in", Sentence("This name or PIN is not right.")


class LockedOut(KioskError):
    code, says = (
        "locked_out",
        Sentence("Too many wrong PINs for this name: wait {minutes} minutes, or ask a colleague."),
    )


class StoreError(KioskError):
    """The file under the house; each of these is something for the person who looks after the PC."""

    code, says = "store", Sentence("The data of this house cannot be used now.")


class Busy(StoreError):
    code, says = "busy", Sentence("Another program is writing for a long time. Try again in a moment.")


class DiskFull(StoreError):
    code, says = "disk_full", Sentence("The disk is full: nothing was recorded. Make room, then do it again.")


class DiskReadOnly(StoreError):
    code, says = (
        "disk_read_only",
        Sentence("Nothing can be written to the disk: nothing was recorded. Call the technician."),
    )


class DiskFails(StoreError):
    code, says = "disk_fails", Sentence("The disk gives an error: nothing was recorded. Call the technician.")


class NoKey(StoreError):
    code, says = (
        "no_key",
        Sentence("The key to this house's data is not here. Use `kiosk unlock` with the recovery key."),
    )


class WrongKey(StoreError):
    code, says = "wrong_key", Sentence("This key does not open this house's data.")


class NoCipher(StoreError):
    code, says = (
        "no_cipher",
        Sentence("The part that encrypts the data (sqlcipher3) is missing here. Install the program again."),
    )


class Unsettled(StoreError):
    """The one error after which something may have happened: the disk failed at the very end, and failed again."""

    code, says = (
        "unsettled",
        Sentence("The disk gives an error, and whether this was recorded is not sure. Look first, then do it again."),
    )


class UnsafeKey(StoreError):
    code, says = (
        "unsafe_key",
        Sentence("Others can read the key file {file}. Make it readable for its owner only (chmod 600)."),
    )


class BadBackup(StoreError):
    code, says = "bad_backup", Sentence("This backup cannot be used: {why} Take another one.")


class HouseExists(StoreError):
    code, says = "house_exists", Sentence("There is already a file there: nothing was changed. Choose another place.")


class NoHouse(StoreError):
    code, says = "no_house", Sentence("There is no house here yet. Start one with `kiosk init` or `kiosk demo`.")


class Damaged(StoreError):
    code, says = "damaged", Sentence("The file with the data of this house is damaged. Restore the last backup.")


class DrillOnly(StoreError):
    code, says = "drill", Sentence("This house was restored for a drill: it can be looked at, nothing can be recorded.")


class TooNew(StoreError):
    code, says = "too_new", Sentence("This house was opened by a newer version of the program. Update this one.")
