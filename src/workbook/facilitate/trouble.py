"""Trouble that a facilitator can do something about: one sentence, no traceback."""

import sys
from typing import IO, Any

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language


class Trouble(click.ClickException):
    """Something that could not be done, said in the reader's language; `key` names the sentence. Exit status 1."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(ui(key, reader_language(), **values))
        self.key, self.values = key, values

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file or sys.stderr)


def because(error: OSError) -> str:
    """Why the operating system refused, in its own words."""
    return error.strerror or type(error).__name__
