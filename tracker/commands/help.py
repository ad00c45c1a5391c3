"""Help as a person reads it: commands under headings, whole sentences at any width, and examples that work.

Typer leaves a description unfinished where the line ends, and has no examples; else its plain help stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

Function = TypeVar("Function", bound=Callable[..., Any])

# The headings of commands, in their order; each command names its own as `rich_help_panel`.
READ = "Read articles"
ASK = "Ask"
ONE_RECORD = "One record"
DECIDE = "Decide"
HAND_ON = "Hand on"
HEADINGS = (READ, ASK, ONE_RECORD, DECIDE, HAND_ON)

START = """\
tracker reads news articles into claims, sources, denials and meetings: who says what, who denies it, who met whom.
  tracker ingest ARTICLE      read a text, a PDF, a web page, a feed or a folder of them
  tracker timeline            what was said, denied and agreed, in order
  tracker disputed            both sides of what somebody denies
  tracker --help              every other command; each says more with --help, and has examples
"""


class Commands(TyperGroup):
    """A group whose help lists its commands under their headings, each with the first sentence on it, whole."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands of each heading in the order in which they were made."""
        shown = [command for name in self.list_commands(ctx) if not (command := self.commands[name]).hidden]
        for heading in (*HEADINGS, None):
            if rows := [
                (str(command.name), first_sentence(command)) for command in shown if _heading(command) == heading
            ]:
                with formatter.section(heading or "Commands"):
                    formatter.write_dl(rows)


class WithExamples(TyperCommand):
    """A command whose help ends with examples."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments, without the types that Python has for them, then the options."""
        records = [(param.param_type_name, param.get_help_record(ctx)) for param in self.get_params(ctx)]
        if arguments := [(row[0].partition(" <")[0], row[1]) for kind, row in records if row and kind == "argument"]:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        with formatter.section("Options"):
            formatter.write_dl([row for kind, row in records if row and kind == "option"])

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write each example as it is typed, and what it does."""
        from tracker.commands.examples import EXAMPLES

        name = ctx.command_path.partition(" ")[2]
        if examples := EXAMPLES.get(name):
            with formatter.section("Examples"):
                for command_line, effect in examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{command_line}\n")
                    with formatter.indentation(), formatter.indentation():
                        formatter.write_text(effect)
        super().format_epilog(ctx, formatter)


class App(typer.Typer):
    """The commands of the program, those under one heading of its help, or those on one kind of record."""

    def __init__(self, *, heading: str | None = None, cls: type[Commands] = Commands, **settings: Any) -> None:
        """Make a group; `settings` are Typer's."""
        super().__init__(cls=cls, rich_markup_mode=None, **settings)
        self._heading = heading

    def command(self, name: str | None = None) -> Callable[[Function], Function]:  # type: ignore[override]
        """Return the decorator that makes a function a command of this group, under its heading."""
        return super().command(name, cls=WithExamples, rich_help_panel=self._heading)


def first_sentence(command: Command) -> str:
    """Return the first sentence of a command's help."""
    return " ".join((command.help or "").split()).partition(". ")[0].removesuffix(".") + "."


def _heading(command: Command) -> str | None:
    heading = getattr(command, "rich_help_panel", None)
    return heading if heading in HEADINGS else None
