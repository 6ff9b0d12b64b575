"""Which commands there are, in the order of the help page, and the module of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..domain.texts import Sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """`place`: 'module:name' of a click command, relative to this package; or the commands of a group."""

    place: str | Mapping[str, Entry]
    says: Sentence


Table = Mapping[str, Entry]

CLIENT: Table = {
    "add": Entry(".client_add:add", Sentence("Register a household.")),
    "show": Entry(".client:show", Sentence("Show what is known of a client.")),
    "dossier": Entry(".client_dossier:dossier", Sentence("Copy of everything held about a client.")),
    "search": Entry(".client:search", Sentence("Find clients by name or number.")),
    "join": Entry(".client_family:join", Sentence("Somebody more belongs to a household.")),
    "leave": Entry(".client_family:leave", Sentence("Somebody no longer belongs to a household.")),
    "split": Entry(".client_family:split", Sentence("One household becomes two.")),
    "merge": Entry(".client_family:merge", Sentence("Two that were registered twice are one.")),
    "change": Entry(".client_family:change", Sentence("Change what is known of a client.")),
    "import": Entry(".client_sheets:import_", Sentence("Register clients from a spreadsheet.")),
    "export": Entry(".client_sheets:export", Sentence("Write all clients into a spreadsheet.")),
    "forget": Entry(".client_forget:forget", Sentence("Forget a client.")),
}
PROXY: Table = {
    "name": Entry(".proxy:name", Sentence("Note who may collect for a client.")),
    "end": Entry(".proxy:end", Sentence("Somebody may no longer collect.")),
    "show": Entry(".proxy:show", Sentence("List who may collect for a client.")),
}
CARD: Table = {
    "issue": Entry(".card:issue", Sentence("Give out a card.")),
    "lost": Entry(".card:lost", Sentence("Stop cards that were lost.")),
    "withdraw": Entry(".card:withdraw", Sentence("Withdraw cards.")),
    "show": Entry(".card:show", Sentence("List a client's cards.")),
    "print": Entry(".card:print_", Sentence("Make a PDF of cards to print and cut.")),
}
VOLUNTEER: Table = {
    "add": Entry(".volunteer:add", Sentence("Welcome a volunteer.")),
    "show": Entry(".volunteer:show", Sentence("List who may sign in.")),
    "roles": Entry(".volunteer:roles", Sentence("Give a volunteer other roles.")),
    "pin": Entry(".volunteer:pin", Sentence("Give a volunteer another PIN.")),
    "badge": Entry(".volunteer:badge", Sentence("Give a volunteer a badge.")),
    "badge-stop": Entry(".volunteer:badge_stop", Sentence("Stop a volunteer's badge.")),
    "link": Entry(".volunteer:link", Sentence("Note that a volunteer is a client too.")),
    "unlink": Entry(".volunteer:unlink", Sentence("Note it no more.")),
    "retire": Entry(".volunteer:retire", Sentence("Let a volunteer go: no more signing in.")),
    "forget": Entry(".volunteer:forget", Sentence("Forget a volunteer who left.")),
    "emergency": Entry(".volunteer:emergency", Sentence("Make a new emergency code; the old one is void.")),
}
COUNTER: Table = {
    "add": Entry(".counter:add", Sentence("Set up a counter.")),
    "show": Entry(".counter:show", Sentence("List the counters.")),
    "set": Entry(".counter:set_", Sentence("Change a counter.")),
}
RETENTION: Table = {
    "preview": Entry(".retention:preview", Sentence("Show what would be taken.")),
    "run": Entry(".retention:run", Sentence("Take what need not be kept.")),
}
PRIVACY: Table = {
    "register": Entry(".privacy:register", Sentence("The register of processing (GDPR article 30).")),
    "notice": Entry(".privacy:notice", Sentence("A page that explains what the house keeps.")),
}
SETTINGS: Table = {
    "show": Entry(".settings:show", Sentence("List the settings as they hold.")),
    "set": Entry(".settings:set_", Sentence("Change a setting from a day on.")),
    "explain": Entry(".settings:explain", Sentence("Say what a setting is for.")),
}
PRINT: Table = {
    "test-slip": Entry(".printing:test_slip", Sentence("Print a test slip, to set up the printer.")),
    "queue": Entry(".printing:queue", Sentence("List the slips that wait.")),
    "retry": Entry(".printing:retry", Sentence("Try again to print what waits.")),
}
TILL: Table = {
    "open": Entry(".till:open_", Sentence("Open the till.")),
    "float": Entry(".till:float_", Sentence("Put right a float that was typed wrongly.")),
    "x": Entry(".till:x", Sentence("Show how the till stands.")),
    "close": Entry(".till:close", Sentence("Close the till.")),
    "aside": Entry(".till:aside", Sentence("Show what was put aside and is not paid.")),
    "drop": Entry(".till:drop", Sentence("Drop what was put aside.")),
    "z": Entry(".till:z", Sentence("Show a Z report again.")),
    "cash-in": Entry(".till:cash_in", Sentence("Put cash into the drawer.")),
    "cash-out": Entry(".till:cash_out", Sentence("Take cash out of the drawer.")),
    "change": Entry(".till:change", Sentence("Exchange notes for coins.")),
    "hand-over": Entry(".till:hand_over", Sentence("Hand cash over to the finance service.")),
    "open-drawer": Entry(".till:open_drawer", Sentence("Open the drawer without a sale.")),
}
TABLET: Table = {
    "list": Entry(".serve:list_", Sentence("List those that were let in.")),
    "stop": Entry(".serve:stop", Sentence("Stop one.")),
}
BRIEFING: Table = {
    "write": Entry(".briefing:write_", Sentence("Write a briefing.")),
    "show": Entry(".briefing:show", Sentence("Show what holds today.")),
    "read": Entry(".briefing:read", Sentence("Note that you have read it.")),
    "take-back": Entry(".briefing:take_back", Sentence("Show it to nobody any more.")),
}
COMMANDS: Table = {
    "open": Entry(".screen:open_", Sentence("Open the counter's screen.")),
    "init": Entry(".start:init", Sentence("Start a new house.")),
    "demo": Entry(".start:demo", Sentence("Make a house full of example data.")),
    "client": Entry(CLIENT, Sentence("Clients: register, show, find, who lives with whom, forget.")),
    "enrol": Entry(".enrol:enrol", Sentence("Note the decision that a client may come to a project, or that it ends.")),
    "proxy": Entry(PROXY, Sentence("Who may collect for a client: name, end, show.")),
    "card": Entry(CARD, Sentence("Cards: issue, stop, show, print.")),
    "scan": Entry(".scan:scan", Sentence("Scan a card: may this client have this service now?")),
    "settle": Entry(".settle:settle", Sentence("A client pays what was still owed.")),
    "serve": Entry(".serve:serve", Sentence("Open the page at the door, where visitors sign in alone.")),
    "tablet": Entry(TABLET, Sentence("Tablets at the door: list, stop.")),
    "till": Entry(TILL, Sentence("The till: open, cash in and out, closing.")),
    "notes": Entry(".notes:notes", Sentence("What the coordinator should know of a day.")),
    "briefing": Entry(BRIEFING, Sentence("What a shift should know: write, show, read, take back.")),
    "handover": Entry(".briefing:handover", Sentence("Leave a note to the next shift.")),
    "looks": Entry(".looks:looks", Sentence("Who looked at which client.")),
    "undo": Entry(".undo:undo", Sentence("Take an act back.")),
    "date-is-right": Entry(".clock:date_is_right", Sentence("Say that the date of this PC is right.")),
    "journal": Entry(".journal:journal", Sentence("List what happened.")),
    "verify": Entry(".keeping:verify", Sentence("Check the whole house.")),
    "report": Entry(".report:report", Sentence("The figures of a period.")),
    "plugins": Entry(".plugins:plugins", Sentence("List the plugins, also those set aside.")),
    "settings": Entry(SETTINGS, Sentence("Settings: show, set, explain.")),
    "print": Entry(PRINT, Sentence("The slip printer: test slip, queue, retry.")),
    "volunteer": Entry(VOLUNTEER, Sentence("Volunteers: add, roles, PIN, badge, retire, emergency code.")),
    "counter": Entry(COUNTER, Sentence("Counters: add, show, set.")),
    "retention": Entry(RETENTION, Sentence("What need not be kept any more: preview, run.")),
    "privacy": Entry(PRIVACY, Sentence("Papers about personal data: register, notice.")),
    "backup": Entry(".keeping:backup", Sentence("Make a backup: the whole house in one file.")),
    "restore": Entry(".keeping:restore", Sentence("Make a house from a backup.")),
    "unlock": Entry(".keeping:unlock", Sentence("Put the key back with the recovery key.")),
    "doctor": Entry(".doctor:doctor", Sentence("Facts for whoever looks after the PC.")),
}
