"""`kiosk foodbank paper|sheet|enter|doubted`: the lists of a day, one entered afterwards, and what the rules did not let through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kiosk_core import KioskError, Sentence

from .. import day_list, day_sheets, from_paper
from ..words import doubt_line
from . import typed


@click.command("paper")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The PDF to write.")
@click.option("--day", "on", metavar="YYYY-MM-DD", help="Of which day; else of the next distribution.")
@click.pass_obj
def paper(desk: Any, out: Path, on: str | None) -> None:
    """Write the list on paper of a distribution, for when the PC stops. It is to be destroyed afterwards."""
    if out.suffix.lower() != ".pdf":
        raise desk.usage(
            Sentence(
                "This list is a PDF: the file ends in .pdf. For a spreadsheet: kiosk foodbank sheet paper --out F."
            )
        )
    when = typed.day_or_none(desk, on)
    _answer(desk, day_list.write_list(desk.shift("foodbank"), out, when))


@click.command("sheet")
@click.argument("what", metavar="LIST", type=click.Choice(day_sheets.WHATS))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The .xlsx or .csv to write."
)
@click.option(
    "--day", "on", metavar="YYYY-MM-DD", help="Of which day; else of the next distribution (paper), or of today."
)
@click.pass_obj
def sheet(desk: Any, what: day_sheets.What, out: Path, on: str | None) -> None:
    """Write a list of a day for a spreadsheet program. LIST is paper (to tick), expected (who is still to come) or came (who
    was here, was excused, did not come: the coordinator's). It is to be destroyed afterwards."""
    when = typed.day_or_none(desk, on)
    _answer(desk, day_sheets.write_sheet(desk.shift("foodbank"), what, out, desk.paper_words(), when))


def _answer(desk: Any, made: day_list.Listed) -> None:
    document = {"day": made.day.isoformat(), "households": made.households, "file": str(made.file)}
    desk.answer(document, made.said)


@click.command("enter")
@click.argument("lines", nargs=-1, required=True)
@click.option("--day", "on", required=True, metavar="YYYY-MM-DD", help="The day on which the list was ticked.")
@click.option("--paid", is_flag=True, help="What was due was paid in cash; else it is noted as still to pay.")
@click.pass_obj
def enter(desk: Any, lines: tuple[str, ...], on: str, paid: bool) -> None:
    """Enter lines of a paper list: numbers, cards, or 2+1+0 for an emergency parcel."""
    when = typed.day(desk, on)
    shift = desk.shift("foodbank")
    answers = [_entered(desk, shift, line, when, paid) for line in lines]
    desk.answer(answers, *(f"{one['line']}  {one['state']}  {', '.join(one['findings'])}" for one in answers))


def _entered(desk: Any, shift: Any, line: str, when: Any, paid: bool) -> dict[str, Any]:
    """A line that cannot be read stops no other."""
    try:
        verdict = from_paper.look(shift, line, when)
        act, counted = from_paper.enter_or_doubt(shift, verdict, paid)
    except KioskError as error:
        return {"line": line, "state": "not_entered", "act": None, "findings": [desk.t(error.sentence)]}
    said = [desk.t(finding.text) for finding in verdict.findings]
    return {"line": line, "state": "counted" if counted else "doubted", "act": act.id, "findings": said}


@click.command("doubted")
@click.option("--count", metavar="EVENT", help="This parcel was handed over: it counts.")
@click.option("--drop", metavar="EVENT", help="This line was a mistake: nothing is counted.")
@click.option("--paid", is_flag=True, help="What was due was paid in cash; else it is noted as still to pay.")
@click.pass_obj
def doubted(desk: Any, count: str | None, drop: str | None, paid: bool) -> None:
    """List the lines of paper lists that were not counted, for the coordinator."""
    shift = desk.shift("foodbank")
    if count:
        from_paper.count_after_all(shift, count, paid)
    if drop:
        from_paper.take_off(shift, drop)
    found = from_paper.doubts(shift)
    document = [
        {"event": one.event, "day": one.day.isoformat(), "number": one.number, "codes": list(one.codes)}
        for one in found
    ]
    desk.answer(
        document, *(Sentence("{event}  {line}", {"event": one.event, "line": doubt_line(one)}) for one in found)
    )
