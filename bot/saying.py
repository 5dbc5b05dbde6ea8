"""What the command line says to whoever runs it."""

import sys
from collections.abc import Iterable
from typing import NoReturn

import click


def say(line: str) -> None:
    """One line, at once even into a pipe."""
    click.echo(line)
    sys.stdout.flush()


def fail(lines: Iterable[str], code: int) -> NoReturn:
    """One line a fault, and the exit code."""
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(code)
