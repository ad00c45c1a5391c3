"""The commands, joined: each reads its arguments, makes one call, and shows the answer (`tracker.commands`).

Data go to standard output, everything else to standard error. Exit status 0 is fine, 1 says that some input or record
failed, 2 that the command was asked for something that makes no sense. What a command does not need it does not
import: questions are answered without the parser.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import typer
from typer._click.core import Command
from typer.core import TyperGroup

from tracker.commands.help import START, App, Commands
from tracker.commands.options import Db, NoPager, say
from tracker.errors import TrackerError

# The commands of each file in tracker/commands/, in the order of the help.
FILES = {
    "read_articles": "ingest watch reread extract",
    "ask": "timeline disputed claims denials refusals meetings sources actors articles search discarded stats story "
    "stories check",
    "one_record": "show article actor",
    "decide": "link unlink discard rate undo claim",
    "hand_on": "report import verify docs export",
}
_FILE_OF = {name: file for file, names in FILES.items() for name in names.split()}


class CommandsByName(Mapping[str, Command]):
    """The commands by name, made when first asked for: all those of a file in tracker/commands/ at once.

    So a command that is typed imports its own file alone; making all of them takes longer than many an answer.
    """

    def __init__(self) -> None:
        """Begin with none made."""
        self._made: dict[str, Mapping[str, Command]] = {}  # by file

    def __getitem__(self, name: str) -> Command:
        """Return a command; KeyError where there is none of that name."""
        file = _FILE_OF[name]
        if file not in self._made:
            group = typer.main.get_command(import_module(f"tracker.commands.{file}").app)
            self._made[file] = cast(TyperGroup, group).commands
        return self._made[file][name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names, in the order of the help."""
        return iter(_FILE_OF)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(_FILE_OF)


class _AllCommands(Commands):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(MutableMapping[str, Command], CommandsByName())  # typer only reads it


app = App(
    name="tracker",
    cls=_AllCommands,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news articles into claims, sources, denials and meetings: who says what, who denies it, who met whom.",
)


def main() -> NoReturn:
    """Run the command line; any failure that a person can mend is one line on standard error."""
    _open_closed_streams()
    try:
        try:
            app(prog_name="tracker")
        finally:
            sys.stdout.flush()  # here, where a failure can still be said in a line
    except TrackerError as error:
        say(str(error))
        sys.exit(error.exit_status)
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
            raise  # a defect of the program, not of the file
        say(f"the store could not be read ({error}): try again, or name another with --db")
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output, `head` for one, has seen enough
        _discard_output()
    except OSError as error:
        _discard_output()
        say(f"the answer could not be written ({error.strerror}): free some space or write elsewhere")
        sys.exit(1)
    sys.exit(0)


def _open_closed_streams() -> None:
    """A stream that the caller has closed (`>&-`) is None in Python, which neither we nor Typer could write to."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _discard_output() -> None:
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
    db: Db = None,
) -> None:
    if db is not None:
        os.environ["TRACKER_DB"] = str(db)  # the store of commands that are given no --db
    if context.invoked_subcommand is None:
        typer.echo(START, nl=False)
