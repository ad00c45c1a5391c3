"""What commands share: options that mean the same everywhere, filters and outputs made of them, and shown answers."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from tracker.commands import completing
from tracker.dates import PartialDate, typed_date
from tracker.errors import UsageError
from tracker.queries.filters import Filters, Found, Listing
from tracker.queries.names import matching_actor, matching_outlet
from tracker.render.column import View
from tracker.render.formats import show_rows
from tracker.render.output import FormatName, Output
from tracker.render.safe import one_line
from tracker.store.opening import default_path, open_to_read, show_from

Row = TypeVar("Row")

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="FILE", help="The store; else TRACKER_DB, else tracker.db in the XDG data folder."),
]
Format = Annotated[
    FormatName | None,
    typer.Option("--format", "-f", help="Default: a table on a terminal, tab-separated lines elsewhere."),
]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        "-a",
        metavar="NAME",
        autocompletion=completing.actor,
        help="Only what this actor plays a part in, by a name or part of one; repeat for all of several.",
    ),
]
About = Annotated[str | None, typer.Option(metavar="WORDS", help="Only what holds these words.")]
Outlet = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=completing.outlet,
        help="Only what this outlet reports, by its name or words of it.",
    ),
]
InArticle = Annotated[
    str | None,
    typer.Option(
        "--article",
        metavar="ARTICLE",
        autocompletion=completing.ids("a"),
        help="Only what this article says: its id, or the id it came with.",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help='Not before: 2022-03, "14 March 2022", "late last year", "3 days ago".'),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Not after: as --since.")]
Possible = Annotated[
    bool,
    typer.Option("--possible", help="Also statements, meetings and links that are not likely enough to show unasked."),
]
MinScore = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        metavar="SCORE",
        help="Only statements and meetings that are at least so likely right, from 0 to 1.",
    ),
]
Wide = Annotated[
    bool, typer.Option("--wide", help="In tables every word, and also what is usual: credibility 6, one report.")
]


def _without_pager(no_pager: bool) -> None:
    if no_pager:
        os.environ["PAGER"] = "cat"  # which means none


NoPager = Annotated[
    bool, typer.Option("--no-pager", callback=_without_pager, help="Do not stop at each screen of a long answer.")
]
Limit = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="At most so many rows; says how many were left out.")
]
Top = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Only so many of the most salient rows (`tracker show` says why); says how many are not.",
    ),
]
ToFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="The file to write; else standard output."),
]
Why = Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason, which is kept with the decision.")]


def say(message: str) -> None:
    """Print one line to standard error; text of articles in it cannot break it or reach the terminal as codes."""
    typer.echo(f"tracker: {one_line(message)}", err=True)


def listing(
    of: Listing, *, wide: bool = False, export: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a list command the options that mean the same in all of them.

    The command takes `filters`, `db` and `out` in their place. Only filters that the listing knows are among the
    options; `wide` adds --wide, for a table that leaves the usual unsaid. An `export` has a form already: it takes
    --output, the file to write, as `out`. The signature that typer reads is made of the command's own parameters and
    the shared ones.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name not in ("filters", "db", "out")]
        hints = get_type_hints(command, include_extras=True)
        own = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in _options_of(of, wide=wide, export=export).items()
        ]

        @functools.wraps(command)
        def run(**options: Any) -> None:
            given = {name: options.pop(name, None) for name in SHARED}
            db = open_to_read(given.pop("db") or default_path())
            least = given["min_score"] if given["min_score"] is not None else 0.0 if given["possible"] else None
            if least is not None:
                show_from(db, least)
            file, format = given.pop("output"), given.pop("format")
            out = file if export else output_in(format, wide=bool(given.pop("wide")))
            with_all = {"all": True} if options.pop("all_", False) else {}
            command(filters=filters_of(given, db, **with_all), db=db, out=out, **options)

        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
        del run.__wrapped__
        return run

    return with_options


# The names of all shared options, in the order of `_options_of`.
SHARED = (
    "actor", "role", "about", "outlet", "article", "since", "until", "kind", "sort", "top", "limit", "possible",
    "min_score", "wide", "no_pager", "output", "format", "db",
)  # fmt: skip


def _options_of(listing: Listing, *, wide: bool, export: bool) -> dict[str, Any]:
    """The shared options that a list takes, by name and in their order; their help has the values of this list."""
    roles, kinds, orders = (", ".join(values) for values in (listing.roles, listing.kinds, listing.orders))
    role = Annotated[
        str | None,
        typer.Option(
            metavar="ROLE",
            autocompletion=completing.one_of(listing.roles),
            help=f"The part that --actor plays: {roles}.",
        ),
    ]
    kind = Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            autocompletion=completing.one_of(listing.kinds),
            help=f"Only rows of this kind: {kinds}; repeat for several.",
        ),
    ]
    sort = Annotated[
        str | None,
        typer.Option(
            metavar="ORDER",
            autocompletion=completing.one_of(tuple(listing.orders)),
            help=f"The order of the rows: {orders}.",
        ),
    ]
    options = (
        Actors, listing.roles and role, About, Outlet, InArticle, listing.dated and Since, listing.dated and Until,
        listing.kinds and kind, len(listing.orders) > 1 and sort, "salience" in listing.orders and Top,
        listing.orders and Limit, Possible, MinScore, wide and Wide, not export and NoPager, export and ToFile,
        not export and Format, Db,
    )  # fmt: skip
    return {name: option for name, option in zip(SHARED, options, strict=True) if option}


def filters_of(given: dict[str, Any], db: sqlite3.Connection, **more: Any) -> Filters:
    """Return the filters that the shared options ask for (by name, None where not given), and `more` fields of them.

    UsageError where they contradict each other, UnknownName for an actor or outlet that the store does not know.
    """
    since, until = date_of("since", given["since"]), date_of("until", given["until"])
    if since is not None and until is not None and since.first > until.last:
        raise UsageError(f"--since {given['since']} is after --until {given['until']}: change them about")
    return Filters(
        actors=tuple(_actor(db, name) for name in given["actor"] or ()),
        role=given["role"],
        about=given["about"],
        outlet=_outlet(db, given["outlet"]),
        article=given["article"],
        since=since,
        until=until,
        kinds=tuple(given["kind"] or ()),
        sort=given["sort"],
        limit=given["limit"],
        top=given["top"],
        possible=given["possible"],
        **more,
    )


def _actor(db: sqlite3.Connection, typed: str) -> str:
    """The name to ask for an actor by; where part of it was typed, the whole is said on standard error.

    `tracker: --actor “Vilhena”: Teresa Vilhena`
    """
    matching, shown = matching_actor(db, typed)
    if matching != typed:
        say(f"--actor “{typed}”: {shown}")
    return matching


def _outlet(db: sqlite3.Connection, typed: str | None) -> str | None:
    if typed is None:
        return None
    matching = matching_outlet(db, typed)
    if matching != typed:
        say(f"--outlet “{typed}”: {matching}")
    return matching


def date_of(name: str, words: str | None) -> PartialDate | None:
    """Return the date that an option asks for; in words like "last week" it is said on standard error what they mean.

    None where it is not given; UsageError for what is no date.
    """
    if words is None:
        return None
    date = typed_date(words, dt.date.today())
    if date.value != words.strip().upper():
        say(f'{name} "{words}": {date.in_words}')
    return date


def output_in(format: FormatName | None, *, wide: bool = False) -> Output:
    """Return standard output in a format; by default a table on a terminal and tab-separated lines elsewhere."""
    is_terminal = sys.stdout.isatty()
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Output(sys.stdout, format or ("table" if is_terminal else "tsv"), None, colour, wide, uses_pager=is_terminal)


def show_found(found: Found[Row], view: View[Row], out: Output) -> None:
    """Show the rows of a list, and say on standard error how many were left out of it."""
    show_rows(found.rows, view, out)
    say_left_out(found)


def say_left_out(found: Found[Any]) -> None:
    """Say how many rows a limit, and how many undated ones a window of dates, left out; nothing where none."""
    if found.left_out:
        say(f"{found.left_out} more left out by --{found.cut}")
    say_undated(found.undated)


def say_undated(rows: int) -> None:
    """Say how many rows without a date a window of dates left out; nothing where none."""
    if rows:
        say(f"{rows} without a date left out by --since and --until")
