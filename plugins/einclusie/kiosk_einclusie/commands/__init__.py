"""`kiosk einclusie …`: what the screens do, for scripts."""

from __future__ import annotations

import click

from . import course, device, export, loan, session, ticket, visit


@click.group()
def einclusie() -> None:
    """The digital-inclusion counter."""


einclusie.add_command(session.session)
einclusie.add_command(visit.sign_in)
einclusie.add_command(ticket.ticket)
einclusie.add_command(course.course)
einclusie.add_command(device.device)
einclusie.add_command(loan.loan)
einclusie.add_command(export.export)
