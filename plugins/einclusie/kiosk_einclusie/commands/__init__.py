"""`kiosk einclusie …`: what the screens do, for scripts."""

from __future__ import annotations

import click

from . import session, visit


@click.group()
def einclusie() -> None:
    """The digital-inclusion counter."""


einclusie.add_command(session.session)
einclusie.add_command(visit.sign_in)
