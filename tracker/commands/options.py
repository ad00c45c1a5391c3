"""What commands share: the options that mean the same everywhere, what is made of them, and how an answer is shown."""

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
from tracker.dates import PartialDate, understand
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


def _without_pager(asked: bool) -> None:
    if asked:
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
    listing_: Listing, *, wide: bool = False, export: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a list command the shared options; it takes them as `filters`, `db` and `out`.

    Only options that the listing can be asked with are among them, and --wide where its table leaves out what is usual.
    An `export` has no --format: it has --output, and takes that file as `out`.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name not in ("filters", "db", "out")]
        hints = get_type_hints(command, include_extras=True)
        own = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in _options_of(listing_, wide=wide, export=export).items()
        ]

        @functools.wraps(command)
        def run(**options: Any) -> None:
            asked = {name: options.pop(name, None) for name in SHARED}
            db = open_to_read(asked.pop("db") or default_path())
            min_score = asked["min_score"] if asked["min_score"] is not None else 0.0 if asked["possible"] else None
            if min_score is not None:
                show_from(db, min_score)
            file, format = asked.pop("output"), asked.pop("format")
            out = file if export else output_in(format, wide=bool(asked.pop("wide")))
            with_all = {"all": True} if options.pop("all_", False) else {}
            command(filters=filters_of(asked, db, **with_all), db=db, out=out, **options)

        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
        del run.__wrapped__
        return run

    return with_options


# The parameters of the shared options, in the order of `_options_of`.
SHARED = (
    "actor", "role", "about", "outlet", "article", "since", "until", "kind", "sort", "top", "limit", "possible",
    "min_score", "wide", "no_pager", "output", "format", "db",
)  # fmt: skip


def _options_of(listing: Listing, *, wide: bool, export: bool) -> dict[str, Any]:
    """Return the shared options that a list can be asked with, by name, in order; their help names the values."""
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


def filters_of(options: dict[str, Any], db: sqlite3.Connection, **further: Any) -> Filters:
    """Return the filters that the shared options ask for, with `further` fields.

    UsageError where they contradict each other, UnknownName for a name that the store does not have.
    """
    since, until = date_of("since", options["since"]), date_of("until", options["until"])
    if since is not None and until is not None and since.first > until.last:
        raise UsageError(f"--since {options['since']} is after --until {options['until']}: change them about")
    return Filters(
        actors=tuple(_actor(db, name) for name in options["actor"] or ()),
        role=options["role"],
        about=options["about"],
        outlet=_outlet(db, options["outlet"]),
        article=options["article"],
        since=since,
        until=until,
        kinds=tuple(options["kind"] or ()),
        sort=options["sort"],
        limit=options["limit"],
        top=options["top"],
        possible=options["possible"],
        **further,
    )


def _actor(db: sqlite3.Connection, typed: str) -> str:
    """Return the name to filter by; says which actor it is where only part of it was typed (--actor “Vilhena”: …)."""
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
    """Return the date of an option; says how it was understood where it is no date value (since "last week": …)."""
    if words is None:
        return None
    date = understand(words, dt.date.today())
    if date.value != words.strip().upper():
        say(f'{name} "{words}": {date.in_words}')
    return date


def output_in(format: FormatName | None, *, wide: bool = False) -> Output:
    """Return standard output with its format: by default tables on a terminal and tab-separated lines elsewhere."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Output(sys.stdout, format or ("table" if terminal else "tsv"), None, colour, wide, uses_pager=terminal)


def show_found(found: Found[Row], view: View[Row], out: Output) -> None:
    """Show the rows of a list, and say what was left out of it."""
    show_rows(found.rows, view, out)
    say_left_out(found)


def say_left_out(found: Found[Any]) -> None:
    """Say how many rows the limit left out, and how many without a date --since and --until did, if any."""
    if found.left_out:
        say(f"{found.left_out} more left out by --{found.cut}")
    say_undated(found.undated)


def say_undated(rows: int) -> None:
    """Say how many rows without a date --since and --until left out, if any."""
    if rows:
        say(f"{rows} without a date left out by --since and --until")
