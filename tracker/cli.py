"""The commands, joined: each reads its arguments, makes one call, and shows the answer (`tracker.commands`).

Data go to standard output, everything else to standard error. Exit status 0 is fine, 1 says that some input or record
failed, 2 that the command was asked for something that makes no sense. What a command does not need it does not
import: questions are answered without the parser.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import Annotated, NoReturn

import typer

from tracker.commands import ask, decide, hand_on, one_record, read_articles
from tracker.commands.help import START, App
from tracker.commands.options import NoPager, say
from tracker.errors import TrackerError

app = App(
    name="tracker",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news articles into claims, sources, denials and meetings: who says what, who denies it, who met whom.",
)
for _commands in (read_articles, ask, one_record, decide, hand_on):  # the headings of the help, in their order
    app.add_typer(_commands.app)


def main() -> NoReturn:
    """Run the command line; any failure that a person can mend is one line on standard error."""
    try:
        try:
            app(prog_name="tracker")
        finally:
            sys.stdout.flush()  # here, where its failure can still be told in a line
    except TrackerError as error:
        say(str(error))
        sys.exit(error.exit_status)
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
            raise  # a defect of the program, not of the file
        say(f"the store could not be read ({error}): try again, or name another with --db")
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output, `head` for one, has seen enough
        _write_no_more()
    except OSError as error:
        _write_no_more()
        say(f"the answer could not be written ({error.strerror}): free some space or write elsewhere")
        sys.exit(1)
    sys.exit(0)


def _write_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"tracker {version('tracker')}")
        raise typer.Exit


@app.callback()
def _tracker(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    no_pager: NoPager = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(START, nl=False)
