"""The commands: each reads its arguments, makes one call, and shows the answer.

Data go to standard output, everything else to standard error. Exit status 0 is fine, 1 says that some input or record
failed, 2 that the command was asked for something that makes no sense. What a command does not need it does not
import: questions are answered without the parser.
"""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_type_hints

import typer

from tracker import queries
from tracker.commands import completing
from tracker.commands.help import ASK, DECIDE, HAND_ON, ONE_RECORD, READ, START, App
from tracker.dates import PartialDate, understand
from tracker.errors import TrackerError, UsageError
from tracker.export.lists import ANY_LIST, LISTS, ExportedName
from tracker.queries import Filters, Found, Listing
from tracker.render import columns
from tracker.render.columns import View
from tracker.render.formats import show_checked, show_rows, show_searched, show_sheet, show_stats, show_story
from tracker.render.output import FormatName, Output
from tracker.render.safe import one_line
from tracker.render.story import TOPICS, taken_for
from tracker.store.opening import default_path, open_to_read, show_from

Row = TypeVar("Row")

app = App(
    name="tracker",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news articles into claims, sources, denials and meetings: who says what, who denies it, who met whom.",
)

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


def say(message: str) -> None:
    """Print one line to standard error; text of articles in it cannot break it or reach the terminal as codes."""
    typer.echo(f"tracker: {one_line(message)}", err=True)


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


# ------------------------------------------------------------------ reading articles


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Texts, web pages and their addresses, PDF, feeds, mail, .docx, Markdown, WARC, CSV, JSONL, archives of "
        "these, folders, or - for standard input: told by what they hold.",
    ),
]
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="BYTES", help="Refuse an article with more text than this; the default is what is read in a minute."
    ),
]
MAX_BYTES = 400_000  # as in `reading.options`, which would be imported for every command
Mapping = Annotated[
    str | None,
    typer.Option("--map", metavar="FIELD=COLUMN,...", help="Which column or key holds what: text=body,published=date."),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="The language they are in (en), whatever it is taken for; only English is read."),
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages of a feed's entries that have only a summary.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
]


@app.command(heading=READ)
def ingest(
    inputs: Inputs,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The publication date, for every article of this call.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published them.")] = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Their title.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Their address.")] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    map: Mapping = None,
    language: Language = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what each input is understood as, and store nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False,
    format: Format = None,
    db: Db = None,
) -> None:
    """Read articles into the store. Articles that it knows already are skipped."""
    from tracker.ingesting import report_ingest, report_understood
    from tracker.reading import Options, columns_of

    options = Options(published, outlet, title, url, max_bytes, columns_of(map), language, follow, allow_private)
    if dry_run:
        raise typer.Exit(report_understood(inputs, options, _output(format), say))
    if format is not None:
        raise UsageError("--format is the form of what --dry-run shows: leave it out, or say --dry-run too")
    raise typer.Exit(report_ingest(inputs, options, db or default_path(), say, quiet=quiet))


@app.command(heading=READ)
def watch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Folders, files and addresses of feeds.")],
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How long to wait between two looks: 30s, 15m, 2h, 1d.")
    ] = "15m",
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published them.")] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    map: Mapping = None,
    language: Language = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    db: Db = None,
) -> None:
    """Read what is new in folders and feeds, again and again, until Ctrl-C. What fails is tried again."""
    from tracker.reading import Options, columns_of
    from tracker.watching import report_watch

    columns = columns_of(map) if map is not None else {}
    options = Options(None, outlet, None, None, max_bytes, columns, language, follow, allow_private)
    raise typer.Exit(report_watch(inputs, options, every, db or default_path(), say))


@app.command(heading=READ)
def reread(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Articles: their ids, or the ids they came with; else all that an older version read.",
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Read stored articles again with the present extractor, and say what changes. Ids and metadata stay."""
    from tracker.ingesting import report_reread

    raise typer.Exit(report_reread(ids or (), db or default_path(), say))


@app.command(heading=READ)
def extract(
    inputs: Inputs,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The publication date, for every article of this call.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published them.")] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    map: Mapping = None,
    language: Language = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORM", help="jsonl: one object a line, an article each.")
    ] = "jsonl",
) -> None:
    """Print what articles say, one JSON object each, in input order. Stores nothing."""
    from tracker.ingesting import print_extractions
    from tracker.reading import Options, columns_of

    if format != "jsonl":
        raise UsageError(f"extract prints jsonl, not {format!r}: leave --format out")
    options = Options(published, outlet, None, None, max_bytes, columns_of(map), language, follow, allow_private)
    raise typer.Exit(print_extractions(inputs, options, sys.stdout, say))


# ------------------------------------------------------------------ lists


def _listing(
    listing: Listing, *, wide: bool = False, export: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a list command the options that mean the same everywhere; it takes them as `filters`, `db` and `out`.

    Only those that `listing` can be asked for are among them; `wide` says that its table leaves the usual unsaid. An
    `export` has a form already: it is asked for a file to write, which it takes as `out`.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name not in ("filters", "db", "out")]
        hints = get_type_hints(command, include_extras=True)
        own = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in _options_of(listing, wide=wide, export=export).items()
        ]

        @functools.wraps(command)
        def run(**options: Any) -> None:
            asked = {name: options.pop(name, None) for name in _SHARED}
            db = open_to_read(asked.pop("db") or default_path())
            least = asked["min_score"] if asked["min_score"] is not None else 0.0 if asked["possible"] else None
            if least is not None:
                show_from(db, least)
            file, format = asked.pop("output"), asked.pop("format")
            out = file if export else _output(format, wide=bool(asked.pop("wide")))
            with_all = {"all": True} if options.pop("all_", False) else {}
            command(filters=_filters(asked, db, **with_all), db=db, out=out, **options)

        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
        del run.__wrapped__
        return run

    return with_options


_SHARED = (
    "actor", "role", "about", "outlet", "article", "since", "until", "kind", "sort", "top", "limit", "possible",
    "min_score", "wide", "no_pager", "output", "format", "db",
)  # fmt: skip


def _options_of(listing: Listing, *, wide: bool, export: bool) -> dict[str, Any]:
    """The shared options that a list can be asked for, in their order; help names the values that they take."""
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
    return {name: option for name, option in zip(_SHARED, options, strict=True) if option}


def _filters(asked: dict[str, Any], db: sqlite3.Connection, **more: Any) -> Filters:
    since, until = _date("since", asked["since"]), _date("until", asked["until"])
    if since is not None and until is not None and since.first > until.last:
        raise UsageError(f"--since {asked['since']} is after --until {asked['until']}: change them about")
    return Filters(
        actors=tuple(_actor(db, name) for name in asked["actor"] or ()),
        role=asked["role"],
        about=asked["about"],
        outlet=_outlet(db, asked["outlet"]),
        article=asked["article"],
        since=since,
        until=until,
        kinds=tuple(asked["kind"] or ()),
        sort=asked["sort"],
        limit=asked["limit"],
        top=asked["top"],
        possible=asked["possible"],
        **more,
    )


def _actor(db: sqlite3.Connection, typed: str) -> str:
    """The name to ask for an actor by; said aloud where part of it was typed (`--actor “Vilhena”: Teresa Vilhena`)."""
    meant, shown = queries.actor_meant(db, typed)
    if meant != typed:
        say(f"--actor “{typed}”: {shown}")
    return meant


def _outlet(db: sqlite3.Connection, typed: str | None) -> str | None:
    if typed is None:
        return None
    meant = queries.outlet_meant(db, typed)
    if meant != typed:
        say(f"--outlet “{typed}”: {meant}")
    return meant


def _date(name: str, words: str | None) -> PartialDate | None:
    """What a date option means; said aloud where it was not written as a value (since "last week": 7 to 13 March)."""
    if words is None:
        return None
    date = understand(words, dt.date.today())
    if date.value != words.strip().upper():
        say(f'{name} "{words}": {date.in_words}')
    return date


def _output(format: FormatName | None, *, wide: bool = False) -> Output:
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Output(sys.stdout, format or ("table" if terminal else "tsv"), None, colour, wide, pages=terminal)


def _show(found: Found[Row], view: View[Row], out: Output) -> None:
    show_rows(found.rows, view, out)
    _say_left_out(found)


def _say_left_out(found: Found[Any]) -> None:
    if found.left_out:
        say(f"{found.left_out} more left out by --{found.cut}")
    _say_undated(found.undated)


def _say_undated(rows: int) -> None:
    if rows:
        say(f"{rows} without a date left out by --since and --until")


@app.command(heading=ASK)
@_listing(queries.TIMELINE)
def timeline(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    all_: Annotated[bool, typer.Option("--all", help="Each further report too, questions and attitudes.")] = False,
    by: Annotated[
        str,
        typer.Option(metavar="TIME", help="happened: put claims at the date of what they say, not when it was said."),
    ] = "said",
    group: Annotated[str, typer.Option(help="What stands together in a table: day, week, month, story.")] = "day",
    between: Annotated[bool, typer.Option("--between", help="Only what passed between the two --actor named.")] = False,
    graph: Annotated[
        bool,
        typer.Option(
            "--graph",
            help="A lane over time for each of the 12 most active actors, or of --limit; without meetings called off.",
        ),
    ] = False,
) -> None:
    """What was said, denied, confirmed and who met, in order; undated rows stand in a block of their own."""
    if by not in ("said", "happened"):
        raise UsageError(f"--by {by!r} is not known: say or happened")
    if graph:
        _show_lanes(filters, db, out, group, happened=by == "happened", between=between)
        return
    view, by_story = columns.timeline_by(group), group == "story"
    found = queries.timeline(db, filters, happened=by == "happened", between=between, by_story=by_story)
    _show(found, view, out)


_LANES = 12


def _show_lanes(
    filters: Filters, db: sqlite3.Connection, out: Output, unit: str, *, happened: bool, between: bool
) -> None:
    """A drawing takes the days as they are and makes its own columns; what a program reads has a row for each unit."""
    if filters.sort is not None:
        raise UsageError("--graph runs from left to right, the most active actor first: leave out --sort")
    view, drawn = columns.lanes_by(unit), out.format == "table"
    if drawn:
        filters = replace(filters, limit=filters.limit or _LANES)
    found = queries.lanes(db, filters, happened=happened, between=between, unit="day" if drawn else unit)
    _show(found, view, out)


@app.command(heading=ASK)
@_listing(queries.DISPUTED, wide=True)
def disputed(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="As it stood at the end of that day: nothing said or published later."
        ),
    ] = None,
) -> None:
    """Claims that somebody denies: both sides beside each other, refusals to comment beside them."""
    day = _date("as-of", as_of)
    if day is not None and (undated := queries.stand_at(db, day)):
        say(f"{columns.counted(undated, 'report')} without a date left out by --as-of")
    _show(queries.disputed(db, filters, possible=filters.possible), columns.DISPUTED, out)


@app.command(heading=ASK)
@_listing(queries.CLAIMS, wide=True)
def claims(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The claims, with who asserts each and how many deny it."""
    _show(queries.claims(db, filters), columns.CLAIMS, out)


@app.command(heading=ASK)
@_listing(queries.DENIALS, wide=True)
def denials(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    unlinked: Annotated[
        bool, typer.Option("--unlinked", help="Only those whose claim was not found: for a person to look at.")
    ] = False,
) -> None:
    """The denials, each with the claim that it answers."""
    _show(queries.denials(db, filters, unlinked=unlinked, possible=filters.possible), columns.DENIALS, out)


@app.command(heading=ASK)
@_listing(queries.REFUSALS, wide=True)
def refusals(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """Who declined to speak of what: refusals of information, which deny nothing."""
    _show(queries.refusals(db, filters), columns.REFUSALS, out)


@app.command(heading=ASK)
@_listing(queries.MEETINGS, wide=True)
def meetings(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those in this town, building or country.")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS", help="held, planned, cancelled, refused, proposed or habitual; repeat for any of several."
        ),
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(metavar="MODE", help="in_person, phone, video, written or unknown; repeat for any of several."),
    ] = None,
) -> None:
    """The meetings: who, where, when, how, and whether they took place."""
    found = queries.meetings(db, filters, place=place, statuses=status or (), modes=mode or ())
    _show(found, columns.MEETINGS, out)


@app.command(heading=ASK)
@_listing(queries.SOURCES, wide=True)
def sources(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help='Only those that are described and not named ("US officials").')
    ] = False,
) -> None:
    """Who speaks, for whom, how often, and how much of it others deny; how large a part is unnamed."""
    _show(queries.sources(db, filters, unnamed=unnamed), columns.SOURCES, out)
    share = queries.unnamed_share(db, filters)
    if share.sources:
        say(columns.unnamed_words(share))


@app.command(heading=ASK)
@_listing(queries.ACTORS, wide=True)
def actors(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    merged: Annotated[
        bool, typer.Option("--merged", help="Only those that others were merged into, by whom and why.")
    ] = False,
) -> None:
    """The countries, organisations and people of the store, with the names to ask for them by."""
    _show(queries.actors(db, filters, merged=merged), columns.ACTORS, out)


@app.command(heading=ASK)
@_listing(queries.ARTICLES, wide=True)
def articles(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The articles, with where each publication date came from."""
    _show(queries.articles(db, filters), columns.ARTICLES, out)


@app.command(heading=ASK)
@_listing(queries.SEARCH)
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help='Words, all of them; "phrases"; AND, OR, NOT; drone*; NEAR(drones request, 5); title:drones.',
        ),
    ],
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    in_: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="KIND",
            autocompletion=completing.one_of(("claims", "statements", "articles")),
            help="Only claims, statements or articles; repeat for two of them.",
        ),
    ] = None,
) -> None:
    """Claims, statements and articles that have the words, the best first: ten of each, or as --limit says."""
    found = queries.search(db, " ".join(words), filters, kinds=in_ or ())
    show_searched({kind: (one.rows, one.left_out) for kind, one in found.items()}, out)
    if more := [f"{one.left_out} more {kind}" for kind, one in found.items() if one.left_out]:
        say(f"{', '.join(more)} left out: ask for more with --limit")
    if undated := sum(one.undated for one in found.values()):
        say(f"{undated} without a date left out by --since and --until")


@app.command(heading=ASK)
@_listing(queries.DISCARDED, wide=True)
def discarded(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """What a person discarded as wrong, by whom and why: no other list shows it."""
    _show(queries.discarded(db, filters), columns.DISCARDED, out)


@app.command(heading=ASK)
@_listing(queries.STATS)
def stats(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """How much there is, when it was said, who is quoted and denied most, and who denies whom."""
    told = queries.stats(db, filters)
    show_stats(told, out)
    _say_undated(told.undated)


# ------------------------------------------------------------------ stories


@app.command(heading=ASK)
@_listing(queries.STORY)
def story(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC",
            autocompletion=completing.ids("c"),
            help="Words that its claims hold, or a claim by its id or the beginning of one.",
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every row with all its words, on more than one screen.")] = False,
) -> None:
    """One topic on one screen: claims, sides, denials, meetings, sources, and what is still open."""
    told = queries.story(db, topic, filters, whole=filters.all or out.format != "table")
    show_story(told, out, whole=filters.all)
    if told.near and out.format not in ("table", "md"):
        say(taken_for(told))
    if not told.scope.articles and not told.meetings:
        say("nothing in this store fits all of that: leave out a filter, or see `tracker stories`")
    if filters.limit:
        say(f"--limit {filters.limit}: no part has more rows than that here")
    if told.undated:
        say(f"{columns.counted(told.undated, 'claim')} without a date left out by --since and --until")


@app.command(heading=ASK)
@_listing(queries.STORIES, wide=True)
def stories(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The topics of the store, with the command that opens each; those that are most denied and reported first."""
    found = queries.stories(db, filters)
    _show(found, TOPICS, out)
    if len(found.rows) == (filters.limit or queries.MOST_STORIES):
        say("there may be more topics: ask for them with --limit, or narrow with --actor, --about or --since")


# ------------------------------------------------------------------ what is handed on


@app.command(heading=HAND_ON)
def report(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write: .html, .md or .docx; - for standard output."
        ),
    ],
    format: Annotated[
        Literal["html", "md", "docx"] | None, typer.Option("--format", "-f", help="Default: by the suffix of the file.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Its title; else one is made of what is asked for.")
    ] = None,
    excerpts: Annotated[
        bool, typer.Option("--excerpts", help="Of articles only the paragraphs that something is cited from.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    actor: Actors = None,
    about: About = None,
    outlet: Outlet = None,
    article: InArticle = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            autocompletion=completing.one_of(queries.TIMELINE.kinds),
            help=f"In the timeline only: {', '.join(queries.TIMELINE.kinds)}; repeatable.",
        ),
    ] = None,
    limit: Limit = None,
    possible: Possible = False,
    min_score: MinScore = None,
    db: Db = None,
) -> None:
    """Write the timeline, what is disputed, meetings, sources and articles into one file to read, print or send."""
    from tracker.report import Asked, Target, write_report

    target = Target.of(output, format, force=force)
    store = open_to_read(db or default_path())
    if min_score is not None or possible:
        show_from(store, min_score or 0.0)
    asked = dict.fromkeys(_SHARED) | {
        "actor": actor, "about": about, "outlet": outlet, "article": article, "since": since, "until": until,
        "kind": kind, "limit": limit, "possible": possible,
    }  # fmt: skip
    write_report(store, Asked(_filters(asked, store), title, excerpts), target, say)


# ------------------------------------------------------------------ forms that other programs read

export_app = App(help="Writes the store in the forms of other programs.", no_args_is_help=True)
app.add_typer(export_app, name="export", rich_help_panel=HAND_ON)

ListName = Annotated[
    ExportedName,
    typer.Option("--list", metavar="LIST", help="Which list; each can be asked for what its own command can."),
]


def _export(found: Found[Any], pieces: Iterable[bytes], out: Path | None) -> None:
    """Write what was found in a form that others read, and say what was left out."""
    from tracker.export.writing import write

    write(pieces, out)
    _say_left_out(found)


@export_app.command("stix")
@_listing(queries.CLAIMS, export=True)
def export_stix(
    filters: Filters,
    db: sqlite3.Connection,
    out: Path | None,
    case: Annotated[
        str | None, typer.Option(metavar="NAME", help="Put all of it under a grouping of this name.")
    ] = None,
) -> None:
    """Claims with who asserts and denies each, and meetings, as a STIX 2.1 bundle: notes, sightings, relationships."""
    from tracker.export.stix import Beside, stix

    found = queries.claims(db, filters)
    unlinked = queries.denials(db, replace(filters, sort=None), unlinked=True)
    met = queries.meetings(db, replace(filters, sort=None)) if filters.role is None else Found(())
    _export(found, stix(db, filters, found.rows, Beside(unlinked.rows, met.rows), case), out)
    for left_out, what in ((unlinked, "denials that no claim was found for"), (met, "meetings")):
        if left_out.left_out:
            say(f"{left_out.left_out} more {what} left out by --{left_out.cut}")


@export_app.command("timelinejs")
@_listing(queries.TIMELINE, export=True)
def export_timelinejs(
    filters: Filters,
    db: sqlite3.Connection,
    out: Path | None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="What stands over the whole.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Each further report too, questions and attitudes.")] = False,
) -> None:
    """The timeline as TimelineJS shows it in a page; what has no date is left out."""
    from tracker.export.timelinejs import placed, timelinejs

    found = queries.timeline(db, filters)
    rows = [row for row in found.rows if placed(row)]
    _export(found, timelinejs(db, filters, rows, title), out)
    if unplaced := len(found.rows) - len(rows):
        say(f"{columns.counted(unplaced, 'event')} without a date left out: TimelineJS has no place for them")


@export_app.command("ics")
@_listing(queries.MEETINGS, export=True)
def export_ics(filters: Filters, db: sqlite3.Connection, out: Path | None) -> None:
    """The meetings as an iCalendar file; what has no date, and a habit of meeting, is left out."""
    from tracker.export.ics import ics, placed

    found = queries.meetings(db, filters)
    rows = [row for row in found.rows if placed(row)]
    _export(found, ics(db, rows), out)
    if unplaced := len(found.rows) - len(rows):
        say(f"{columns.counted(unplaced, 'meeting')} left out: without a date, or a habit of meeting and no event")


@export_app.command("claimreview")
@_listing(queries.CLAIMS, export=True)
def export_claimreview(
    filters: Filters,
    db: sqlite3.Connection,
    out: Path | None,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="The organisation that publishes them; else who rated.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Where each is published, {id} for the claim: https://example.org/checks/{id}"
        ),
    ] = None,
) -> None:
    """The claims that a person rated from 1 to 5, as ClaimReview (JSON-LD of schema.org)."""
    from tracker.export.claimreview import Publisher, claimreview, rated_among

    publisher = Publisher(author or "", url or "")
    found = queries.claims(db, replace(filters, limit=None))
    rated = rated_among(found, filters.limit)
    _export(rated, claimreview(db, rated.rows, publisher), out)
    if unrated := len(found.rows) - len(rated.rows) - rated.left_out:
        say(f"{columns.counted(unrated, 'claim')} that nobody rated from 1 to 5 left out: see `tracker rate --help`")
    if rated.rows and not url:
        say("the reviews have no address of their own: say where they are published with --url")


@export_app.command("csv")
@_listing(ANY_LIST, export=True)
def export_csv(
    filters: Filters,
    db: sqlite3.Connection,
    out: Path | None,
    list_: ListName = "claims",
    columns: Annotated[
        bool, typer.Option("--columns", help="Print what each column of the list holds, and no rows.")
    ] = False,
) -> None:
    """One list as CSV: a row a record, with the words it was read from and their place. No cell is a formula."""
    from tracker.export.csv_file import columns_as_csv, csv_file

    which = LISTS[list_]
    if columns:
        _export(Found(()), columns_as_csv(which), out)
        return
    found = which.ask(db, filters)
    _export(found, csv_file(db, filters, which, found.rows), out)


@export_app.command("parquet")
@_listing(ANY_LIST, export=True)
def export_parquet(filters: Filters, db: sqlite3.Connection, out: Path | None, list_: ListName = "claims") -> None:
    """One list as Parquet, with typed columns: those of `tracker export csv`, with the text exactly as it is."""
    from tracker.export.parquet import parquet
    from tracker.export.writing import refuse_terminal

    refuse_terminal(out, "Parquet")
    found = LISTS[list_].ask(db, filters)
    _export(found, parquet(db, filters, LISTS[list_], found.rows), out)


@export_app.command("bibtex")
@_listing(queries.ARTICLES, export=True)
def export_bibtex(filters: Filters, db: sqlite3.Connection, out: Path | None) -> None:
    """The articles as biblatex entries; the key of each is its id."""
    from tracker.export.bibtex import bibtex

    found = queries.articles(db, filters)
    _export(found, bibtex(db, found.rows), out)


@export_app.command("jsonl")
def export_jsonl(
    actor: Actors = None,
    about: About = None,
    outlet: Outlet = None,
    article: InArticle = None,
    since: Since = None,
    until: Until = None,
    output: ToFile = None,
    db: Db = None,
) -> None:
    """The store as lines of JSON that `tracker import` reads back: articles as they were read, and all decisions.

    Claims, answers and meetings are not in it: import finds them again. Nor is when an article came into the store.
    With options only the articles that they fit, by their date, each whole, with the decisions that stand on them.
    """
    from tracker.export.jsonl import lines
    from tracker.export.writing import write

    store = open_to_read(db or default_path())
    asked = {"actor": actor, "about": about, "outlet": outlet, "article": article, "since": since, "until": until}
    ids = None
    if any(asked.values()):
        found = queries.articles(store, _filters(dict.fromkeys(_SHARED) | asked, store))
        ids = [row.id for row in found.rows]
        if found.undated:
            say(f"{found.undated} without a date left out by --since and --until")
    write(lines(store, ids), output)


@app.command("import", heading=HAND_ON)
def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="What `tracker export jsonl` wrote; - is standard input.")
    ],
    db: Db = None,
) -> None:
    """Read exports of other stores into this one, decisions included. Articles that it knows stay as they are.

    Of decisions that contradict each other the later holds, and the earlier is kept too.
    """
    from tracker.importing import report_import

    raise typer.Exit(report_import(files, db or default_path(), say))


# ------------------------------------------------------------------ what a person decides

article_app = App(
    help="Acts on one article: shows it, its text and versions, corrects it, forgets it.", no_args_is_help=True
)
app.add_typer(article_app, name="article", rich_help_panel=ONE_RECORD)

Why = Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason, which is kept with the decision.")]


AnArticle = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        autocompletion=completing.ids("a"),
        help="The article: its id, the beginning of it, or the id it came with.",
    ),
]


@article_app.command("show")
def article_show(article: AnArticle, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """What is known of one article: how it came, what it was understood as, when and by what it was read."""
    show_sheet(queries.show_article(open_to_read(db or default_path()), article), _output(format))


@article_app.command("text")
def article_text(
    article: AnArticle,
    plain: Annotated[bool, typer.Option("--plain", help="Without the lines under its statements.")] = False,
    no_pager: NoPager = False,
    db: Db = None,
) -> None:
    """The text of one article as it is stored; on a terminal its statements are underlined."""
    from tracker.render.article import show_text

    show_text(queries.article_text(open_to_read(db or default_path()), article), _output(None), plain=plain)


@article_app.command("diff")
def article_diff(article: AnArticle, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """What differs from the version before (of the first: from the second): words, and rows read from it."""
    before, after, rows = queries.article_diff(open_to_read(db or default_path()), article)
    show_rows(rows, columns.DIFF, _output(format))
    say(f"from {before} to {after}: {columns.counted(len(rows), 'difference')}")


@article_app.command("set")
def article_set(
    id: AnArticle,
    settings: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help="published=, outlet=, title=, author= or url= with a value; without one it is unknown.",
        ),
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Correct what was read about an article. Your word wins from then on, and its dates are read anew with it."""
    from tracker.deciding import report_set

    raise typer.Exit(report_set(id, settings, why, db or default_path(), say))


@article_app.command("forget")
def article_forget(
    id: AnArticle,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take an article out of the store for good, with all that came from it. A decision says so, without its words."""
    from tracker.forgetting import report_forget

    ask = None if yes else lambda question: typer.confirm(one_line(question), err=True)
    raise typer.Exit(report_forget(id, why, db or default_path(), say, ask))


actor_app = App(
    help="Acts on one actor: shows it, gives it names, makes two one, sets them apart.", no_args_is_help=True
)
app.add_typer(actor_app, name="actor", rich_help_panel=ONE_RECORD)

AnActor = Annotated[
    str,
    typer.Argument(metavar="ACTOR", autocompletion=completing.actor, help="The actor, by any of its names or its key."),
]


@actor_app.command("show")
def actor_show(actor: AnActor, no_pager: NoPager = False, format: Format = None, db: Db = None) -> None:
    """One actor whole: its names, whom it acts for and when, what was merged into it and why, how often it is named."""
    show_sheet(queries.show_actor(open_to_read(db or default_path()), actor), _output(format))


@actor_app.command("alias")
def actor_alias(
    actor: AnActor,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The further name.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Give an actor a further name that finds it."""
    from tracker.deciding import report_alias

    raise typer.Exit(report_alias(actor, name, why, db or default_path(), say))


@actor_app.command("merge")
def actor_merge(
    actor: AnActor,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The one that is the same, and is known by the first one's name.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Say that two actors are one: every list and filter takes OTHER for ACTOR from then on."""
    from tracker.deciding import report_merge

    raise typer.Exit(report_merge(actor, other, why, db or default_path(), say))


@actor_app.command("split")
def actor_split(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", autocompletion=completing.actor, help="The actor, by its own name or key.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Set an actor apart from all that it was merged with, by a person or by the program."""
    from tracker.deciding import report_split

    raise typer.Exit(report_split(actor, why, db or default_path(), say))


claim_app = App(help="Acts on one claim: makes two one, keeps reports apart.", no_args_is_help=True)
app.add_typer(claim_app, name="claim", rich_help_panel=DECIDE)

AClaim = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM", autocompletion=completing.ids("c"), help="The claim, by its id or that of a report of it."
    ),
]
ADenial = Annotated[
    str,
    typer.Argument(
        metavar="DENIAL", autocompletion=completing.ids("s"), help="The denial, by the id of its statement."
    ),
]


@claim_app.command("merge")
def claim_merge(
    claim: AClaim,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The claim that says the same.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Say that two claims are one, with the reports of both."""
    from tracker.deciding_claims import report_claim_merge

    raise typer.Exit(report_claim_merge(claim, other, why, db or default_path(), say))


@claim_app.command("split")
def claim_split(
    claim: AClaim,
    reports: Annotated[
        list[str], typer.Argument(metavar="STATEMENT", help="The reports of it that are another claim.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Keep reports of a claim apart from its others for good: they are one claim of their own."""
    from tracker.deciding_claims import report_claim_split

    raise typer.Exit(report_claim_split(claim, reports, why, db or default_path(), say))


@app.command(heading=DECIDE)
def link(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial denies a claim, though the program did not find it."""
    from tracker.deciding_claims import report_link

    raise typer.Exit(report_link(denial, claim, why, db or default_path(), say))


@app.command(heading=DECIDE)
def unlink(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial does not answer a claim, so that it is never linked to it again."""
    from tracker.deciding_claims import report_unlink

    raise typer.Exit(report_unlink(denial, claim, why, db or default_path(), say))


@app.command(heading=DECIDE)
def discard(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completing.ids("scm"),
            help="A statement, a claim with all its reports, or a report of a meeting.",
        ),
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Hide a wrong row from every list; `tracker discarded` and `tracker show` still have it."""
    from tracker.deciding_claims import report_discard

    raise typer.Exit(report_discard(id, why, db or default_path(), say))


@app.command(heading=DECIDE)
def rate(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=completing.ids("wc"), help="A source (a person also by name), or a claim."
        ),
    ],
    mark: Annotated[
        str, typer.Argument(metavar="MARK", help="Reliability of a source, A to F; credibility of a claim, 1 to 6.")
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Rate a source or a claim on the Admiralty scales. Nobody else's judgement is put in; F and 6 judge nothing."""
    from tracker.deciding_claims import report_rate

    raise typer.Exit(report_rate(id, mark, why, db or default_path(), say))


@app.command(heading=DECIDE)
def undo(
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="DECISION",
            autocompletion=completing.ids("d"),
            help="The decision to take back; else the last one that stands.",
        ),
    ] = None,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take back what a person decided. That is kept as a decision too, and can be undone by its id."""
    from tracker.deciding import report_undo

    raise typer.Exit(report_undo(id, why, db or default_path(), say))


# ------------------------------------------------------------------ one record, and the store itself


@app.command(heading=ONE_RECORD)
def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completing.ids("acsmwd"),
            help="An id as any list prints it, the beginning of one, or an actor's name.",
        ),
    ],
    no_pager: NoPager = False,
    format: Format = None,
    db: Db = None,
) -> None:
    """One record whole: its words in their sentence, its place, dates, source and links, with the reason of each."""
    show_sheet(queries.show(open_to_read(db or default_path()), id), _output(format))


@app.command(heading=ASK)
def check(
    sentence: Annotated[
        str,
        typer.Argument(metavar="SENTENCE", help='What somebody says, in quotation marks: "Russia asked for drones".'),
    ],
    no_pager: NoPager = False,
    format: Format = None,
    db: Db = None,
) -> None:
    """What the stored articles say about a sentence you type: who asserts it, who denies it, and the nearest claims."""
    from tracker import checking

    checked = checking.check(open_to_read(db or default_path()), sentence)
    show_checked(checked, _output(format))
    if not checked.reports:
        say("no stored article says anything about it: try its main words with `tracker claims --about`")
    if checked.left_out:
        say(f"{checked.left_out} more articles hold much of it and were not read closely: type a longer sentence")


@app.command(heading=HAND_ON)
def verify(format: Format = None, db: Db = None) -> None:
    """Check that every stored span still equals its article's text; exit status 1 with the list where one does not."""
    checked, misquotes = queries.misquotes(open_to_read(db or default_path()))
    if misquotes:
        show_rows(misquotes, columns.MISQUOTES, _output(format))
        say(f"{len(misquotes)} of {checked} spans are not what their article says: ingest the article into a new store")
        raise typer.Exit(1)
    say(f"all {checked} spans are the words of their articles")


@app.command(heading=HAND_ON)
def docs(
    page: Annotated[
        str | None,
        typer.Argument(
            metavar="PAGE", autocompletion=completing.page, help="The page to show; else their names and titles."
        ),
    ] = None,
) -> None:
    """The pages of the documentation, which come with the program."""
    from tracker.commands.pages import show_page, show_pages

    out = _output(None)
    show_pages(out) if page is None else show_page(page, out)
