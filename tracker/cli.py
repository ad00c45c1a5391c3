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
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_type_hints

import typer

from tracker import queries
from tracker.dates import PartialDate, understand
from tracker.errors import TrackerError, UsageError
from tracker.queries import Filters, Found, Listing
from tracker.render import columns
from tracker.render.columns import View
from tracker.render.formats import show_checked, show_rows, show_sheet
from tracker.render.output import FormatName, Output
from tracker.render.safe import one_line
from tracker.store.opening import default_path, open_to_read, show_from

Row = TypeVar("Row")

app = typer.Typer(
    name="tracker",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news articles into claims, sources, denials and meetings: who says what, who denies it, who met whom.",
    epilog="Start with `tracker ingest ARTICLE.txt`, then `tracker timeline` and `tracker disputed`.",
)

Db = Annotated[
    Path | None, typer.Option("--db", help="The store; else TRACKER_DB, else tracker.db in the XDG data folder.")
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
        help="Only what this actor plays a part in, by a name or part of one; repeat for all of several.",
    ),
]
About = Annotated[str | None, typer.Option(help="Only what holds these words.")]
Outlet = Annotated[str | None, typer.Option(help="Only what this outlet reports, by its name or words of it.")]
InArticle = Annotated[
    str | None, typer.Option("--article", help="Only what this article says: its id, or the id it came with.")
]
Since = Annotated[
    str | None, typer.Option(help='Not before: 2022-03, "14 March 2022", "late last year", "3 days ago".')
]
Until = Annotated[str | None, typer.Option(help="Not after: as --since.")]
Possible = Annotated[
    bool,
    typer.Option("--possible", help="Also statements, meetings and links that are not likely enough to show unasked."),
]
MinScore = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Only statements and meetings that are at least so likely right, from 0 to 1."),
]
Wide = Annotated[
    bool, typer.Option("--wide", help="In tables also what is usual: credibility 6, one report of one article.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many rows; says how many were left out.")]


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
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


# ------------------------------------------------------------------ reading articles


Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Texts, web pages and their addresses, PDF, feeds, mail, .docx, Markdown, WARC, CSV, JSONL, archives of "
        "these, folders, or - for standard input: told by what they hold."
    ),
]
MaxBytes = Annotated[
    int, typer.Option(help="Refuse an article with more text than this; the default is what is read in a minute.")
]
MAX_BYTES = 400_000  # as in `reading.options`, which would be imported for every command
Mapping = Annotated[str | None, typer.Option("--map", help="Which column or key holds what: text=body,published=date.")]
Language = Annotated[
    str | None, typer.Option(help="The language they are in (en), whatever it is taken for; only English is read.")
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages of a feed's entries that have only a summary.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
]


@app.command()
def ingest(
    inputs: Inputs,
    published: Annotated[str | None, typer.Option(help="The publication date, for every article of this call.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet that published them.")] = None,
    title: Annotated[str | None, typer.Option(help="Their title.")] = None,
    url: Annotated[str | None, typer.Option(help="Their address.")] = None,
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


@app.command()
def watch(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files and addresses of feeds.")],
    every: Annotated[str, typer.Option(help="How long to wait between two looks: 30s, 15m, 2h, 1d.")] = "15m",
    outlet: Annotated[str | None, typer.Option(help="The outlet that published them.")] = None,
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


@app.command()
def reread(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Articles: their ids, or the ids they came with; else all that an older version read."),
    ] = None,
    db: Db = None,
) -> None:
    """Read stored articles again with the present extractor, and say what changes. Ids and metadata stay."""
    from tracker.ingesting import report_reread

    raise typer.Exit(report_reread(ids or (), db or default_path(), say))


@app.command()
def extract(
    inputs: Inputs,
    published: Annotated[str | None, typer.Option(help="The publication date, for every article of this call.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet that published them.")] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    map: Mapping = None,
    language: Language = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl: one object a line, an article each.")] = "jsonl",
) -> None:
    """Print what articles say, one JSON object each, in input order. Stores nothing."""
    from tracker.ingesting import print_extractions
    from tracker.reading import Options, columns_of

    if format != "jsonl":
        raise UsageError(f"extract prints jsonl, not {format!r}: leave --format out")
    options = Options(published, outlet, None, None, max_bytes, columns_of(map), language, follow, allow_private)
    raise typer.Exit(print_extractions(inputs, options, sys.stdout, say))


# ------------------------------------------------------------------ lists


def _listing(listing: Listing, *, wide: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a list command the options that mean the same everywhere; it takes them as `filters`, `db` and `out`.

    Only those that `listing` can be asked for are among them; `wide` says that its table leaves the usual unsaid.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name not in ("filters", "db", "out")]
        hints = get_type_hints(command, include_extras=True)
        own = [p.replace(annotation=hints[p.name], kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in _options_of(listing, wide=wide).items()
        ]

        @functools.wraps(command)
        def run(**options: Any) -> None:
            asked = {name: options.pop(name, None) for name in _SHARED}
            db = open_to_read(asked.pop("db") or default_path())
            least = asked["min_score"] if asked["min_score"] is not None else 0.0 if asked["possible"] else None
            if least is not None:
                show_from(db, least)
            out = _output(asked.pop("format"), wide=bool(asked.pop("wide")))
            with_all = {"all": True} if options.pop("all_", False) else {}
            command(filters=_filters(asked, db, **with_all), db=db, out=out, **options)

        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
        del run.__wrapped__
        return run

    return with_options


_SHARED = (
    "actor", "role", "about", "outlet", "article", "since", "until", "kind", "sort", "limit", "possible", "min_score",
    "wide", "format", "db",
)  # fmt: skip


def _options_of(listing: Listing, *, wide: bool) -> dict[str, Any]:
    """The shared options that a list can be asked for, in their order; help names the values that they take."""
    roles, kinds, orders = (", ".join(values) for values in (listing.roles, listing.kinds, listing.orders))
    role = Annotated[str | None, typer.Option(help=f"The part that --actor plays: {roles}.")]
    kind = Annotated[
        list[str] | None, typer.Option("--kind", "-k", help=f"Only rows of this kind: {kinds}; repeat for several.")
    ]
    sort = Annotated[str | None, typer.Option(help=f"The order of the rows: {orders}.")]
    options = (
        Actors, listing.roles and role, About, Outlet, InArticle, listing.dated and Since, listing.dated and Until,
        listing.kinds and kind, sort, Limit, Possible, MinScore, wide and Wide, Format, Db,
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
    """What a date option means; said aloud where it was not written as a date (`since "last week": 2022-W10 (…)`)."""
    if words is None:
        return None
    date = understand(words, dt.date.today())
    if date.value != words.strip().upper():
        say(f'{name} "{words}": {date.value}' + (f" ({date.in_words})" if date.in_words != date.value else ""))
    return date


def _output(format: FormatName | None, *, wide: bool = False) -> Output:
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Output(sys.stdout, format or ("table" if terminal else "tsv"), None, colour, wide)


def _show(found: Found[Row], view: View[Row], out: Output) -> None:
    show_rows(found.rows, view, out)
    if found.left_out:
        say(f"{found.left_out} more left out by --limit")
    if found.undated:
        say(f"{found.undated} without a date left out by --since and --until")


@app.command()
@_listing(queries.TIMELINE)
def timeline(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    all_: Annotated[bool, typer.Option("--all", help="Each further report too, questions and attitudes.")] = False,
    by: Annotated[
        str, typer.Option(help="happened: put claims at the date of what they say, not when it was said.")
    ] = "said",
) -> None:
    """What was said, denied, confirmed and who met, in order; undated rows stand in a block of their own."""
    if by not in ("said", "happened"):
        raise UsageError(f"--by {by!r} is not known: say or happened")
    _show(queries.timeline(db, filters, happened=by == "happened"), columns.TIMELINE, out)


@app.command()
@_listing(queries.DISPUTED)
def disputed(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As it stood at the end of that day: nothing said or published later.")
    ] = None,
) -> None:
    """Claims that somebody denies: both sides beside each other, refusals to comment beside them."""
    day = _date("as-of", as_of)
    if day is not None and (undated := queries.stand_at(db, day)):
        say(f"{columns.counted(undated, 'report')} without a date left out by --as-of")
    _show(queries.disputed(db, filters, possible=filters.possible), columns.DISPUTED, out)


@app.command()
@_listing(queries.CLAIMS, wide=True)
def claims(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The claims, with who asserts each and how many deny it."""
    _show(queries.claims(db, filters), columns.CLAIMS, out)


@app.command()
@_listing(queries.DENIALS)
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


@app.command()
@_listing(queries.REFUSALS)
def refusals(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """Who declined to speak of what: refusals of information, which deny nothing."""
    _show(queries.refusals(db, filters), columns.REFUSALS, out)


@app.command()
@_listing(queries.MEETINGS, wide=True)
def meetings(
    filters: Filters,
    db: sqlite3.Connection,
    out: Output,
    place: Annotated[str | None, typer.Option(help="Only those in this town, building or country.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(help="held, planned, cancelled, refused, proposed or habitual; repeat for any of several."),
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(help="in_person, phone, video, written or unknown; repeat for any of several."),
    ] = None,
) -> None:
    """The meetings: who, where, when, how, and whether they took place."""
    found = queries.meetings(db, filters, place=place, statuses=status or (), modes=mode or ())
    _show(found, columns.MEETINGS, out)


@app.command()
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


@app.command()
@_listing(queries.ACTORS)
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


@app.command()
@_listing(queries.ARTICLES)
def articles(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """The articles, with where each publication date came from."""
    _show(queries.articles(db, filters), columns.ARTICLES, out)


@app.command()
@_listing(queries.DISCARDED)
def discarded(filters: Filters, db: sqlite3.Connection, out: Output) -> None:
    """What a person discarded as wrong, by whom and why: no other list shows it."""
    _show(queries.discarded(db, filters), columns.DISCARDED, out)


# ------------------------------------------------------------------ what is handed over


@app.command()
def report(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write: .html, .md or .docx; - for standard output.")
    ],
    format: Annotated[
        Literal["html", "md", "docx"] | None, typer.Option("--format", "-f", help="Default: by the suffix of the file.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else one is made of what is asked for.")] = None,
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
        typer.Option("--kind", "-k", help=f"In the timeline only: {', '.join(queries.TIMELINE.kinds)}; repeatable."),
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
    asked = {
        "actor": actor, "role": None, "about": about, "outlet": outlet, "article": article, "since": since,
        "until": until, "kind": kind, "sort": None, "limit": limit, "possible": possible,
    }  # fmt: skip
    write_report(store, Asked(_filters(asked, store), title, excerpts), target, say)


# ------------------------------------------------------------------ what a person decides

article_app = typer.Typer(help="Acts on one article.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(article_app, name="article")

Why = Annotated[str | None, typer.Option("--why", help="The reason, which is kept with the decision.")]


AnArticle = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="The article: its id, the beginning of it, or the id it came with.")
]


@article_app.command("show")
def article_show(article: AnArticle, format: Format = None, db: Db = None) -> None:
    """What is known of one article: how it came, what it was understood as, when and by what it was read."""
    show_sheet(queries.show_article(open_to_read(db or default_path()), article), _output(format))


@article_app.command("text")
def article_text(
    article: AnArticle,
    plain: Annotated[bool, typer.Option("--plain", help="Without the lines under its statements.")] = False,
    db: Db = None,
) -> None:
    """The text of one article as it is stored; on a terminal its statements are underlined."""
    from tracker.render.article import show_text

    show_text(queries.article_text(open_to_read(db or default_path()), article), _output(None), plain=plain)


@article_app.command("diff")
def article_diff(article: AnArticle, format: Format = None, db: Db = None) -> None:
    """What differs from the version before (of the first: from the second): words, and rows read from it."""
    before, after, rows = queries.article_diff(open_to_read(db or default_path()), article)
    show_rows(rows, columns.DIFF, _output(format))
    say(f"from {before} to {after}: {columns.counted(len(rows), 'difference')}")


@article_app.command("set")
def article_set(
    id: Annotated[str, typer.Argument(help="The article: its id, the beginning of it, or the id it came with.")],
    settings: Annotated[
        list[str],
        typer.Argument(help="published=, outlet=, title=, author= or url= with a value; without one it is unknown."),
    ],
    why: Why = None,
    db: Db = None,
) -> None:
    """Correct what was read about an article. Your word wins from then on, and its dates are read anew with it."""
    from tracker.deciding import report_set

    raise typer.Exit(report_set(id, settings, why, db or default_path(), say))


@article_app.command("forget")
def article_forget(
    id: Annotated[str, typer.Argument(help="The article: its id, the beginning of it, or the id it came with.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take an article out of the store for good, with all that came from it. A decision says so, without its words."""
    from tracker.forgetting import report_forget

    ask = None if yes else lambda question: typer.confirm(one_line(question), err=True)
    raise typer.Exit(report_forget(id, why, db or default_path(), say, ask))


actor_app = typer.Typer(help="Acts on one actor.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(actor_app, name="actor")

AnActor = Annotated[str, typer.Argument(metavar="ACTOR", help="The actor, by any of its names or its key.")]


@actor_app.command("show")
def actor_show(actor: AnActor, format: Format = None, db: Db = None) -> None:
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
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor, by its own name or key.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Set an actor apart from all that it was merged with, by a person or by the program."""
    from tracker.deciding import report_split

    raise typer.Exit(report_split(actor, why, db or default_path(), say))


claim_app = typer.Typer(help="Acts on one claim.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(claim_app, name="claim")

AClaim = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, by its id or that of a report of it.")]
ADenial = Annotated[str, typer.Argument(metavar="DENIAL", help="The denial, by the id of its statement.")]


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


@app.command()
def link(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial denies a claim, though the program did not find it."""
    from tracker.deciding_claims import report_link

    raise typer.Exit(report_link(denial, claim, why, db or default_path(), say))


@app.command()
def unlink(denial: ADenial, claim: AClaim, why: Why = None, db: Db = None) -> None:
    """Say that a denial does not answer a claim, so that it is never linked to it again."""
    from tracker.deciding_claims import report_unlink

    raise typer.Exit(report_unlink(denial, claim, why, db or default_path(), say))


@app.command()
def discard(
    id: Annotated[str, typer.Argument(help="A statement, a claim with all its reports, or a report of a meeting.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Hide a wrong row from every list; `tracker discarded` and `tracker show` still have it."""
    from tracker.deciding_claims import report_discard

    raise typer.Exit(report_discard(id, why, db or default_path(), say))


@app.command()
def rate(
    id: Annotated[str, typer.Argument(help="A source (a person also by name), or a claim.")],
    mark: Annotated[str, typer.Argument(help="Reliability of a source, A to F; credibility of a claim, 1 to 6.")],
    why: Why = None,
    db: Db = None,
) -> None:
    """Rate a source or a claim on the Admiralty scales. Nobody else's judgement is put in; F and 6 judge nothing."""
    from tracker.deciding_claims import report_rate

    raise typer.Exit(report_rate(id, mark, why, db or default_path(), say))


@app.command()
def undo(
    id: Annotated[str | None, typer.Argument(help="The decision to take back; else the last one that stands.")] = None,
    why: Why = None,
    db: Db = None,
) -> None:
    """Take back what a person decided. That is kept as a decision too, and can be undone by its id."""
    from tracker.deciding import report_undo

    raise typer.Exit(report_undo(id, why, db or default_path(), say))


# ------------------------------------------------------------------ one record, and the store itself


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="An id as any list prints it, the beginning of one, or an actor's name.")],
    format: Format = None,
    db: Db = None,
) -> None:
    """One record whole: its words in their sentence, its place, dates, source and links, with the reason of each."""
    show_sheet(queries.show(open_to_read(db or default_path()), id), _output(format))


@app.command()
def check(
    sentence: Annotated[str, typer.Argument(help='What somebody says, in quotation marks: "Russia asked for drones".')],
    format: Format = None,
    db: Db = None,
) -> None:
    """What the stored articles say about a sentence you type: who asserts it, who denies it, and the nearest claims."""
    checked = queries.check(open_to_read(db or default_path()), sentence)
    show_checked(checked, _output(format))
    if not checked.reports:
        say("no stored article says anything about it: try its main words with `tracker claims --about`")
    if checked.left_out:
        say(f"{checked.left_out} more articles hold much of it and were not read closely: type a longer sentence")


@app.command()
def verify(format: Format = None, db: Db = None) -> None:
    """Check that every stored span still equals its article's text; exit status 1 with the list where one does not."""
    checked, misquotes = queries.misquotes(open_to_read(db or default_path()))
    if misquotes:
        show_rows(misquotes, columns.MISQUOTES, _output(format))
        say(f"{len(misquotes)} of {checked} spans are not what their article says: ingest the article into a new store")
        raise typer.Exit(1)
    say(f"all {checked} spans are the words of their articles")
