"""The commands that hand the store on: reports, forms for other programs, imports of these, its check, the pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tracker.commands import completing
from tracker.commands.help import HAND_ON, App
from tracker.commands.options import (
    SHARED,
    About,
    Actors,
    Db,
    Format,
    InArticle,
    Limit,
    MinScore,
    Outlet,
    Possible,
    Since,
    ToFile,
    Until,
    filters_of,
    listing,
    output_in,
    say,
    say_left_out,
)
from tracker.export.lists import ANY_LIST, LISTS, ExportedName
from tracker.queries import every as queries
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import ARTICLES, CLAIMS, MEETINGS, TIMELINE
from tracker.render.cells import counted
from tracker.render.formats import show_rows
from tracker.render.lists.misquotes import MISQUOTES
from tracker.store.opening import default_path, open_to_read, show_from

app = App(heading=HAND_ON)


ReportFile = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="FILE", help="The file to write: .html, .md or .docx; - for standard output."
    ),
]
ReportForm = Annotated[
    Literal["html", "md", "docx"] | None, typer.Option("--format", "-f", help="Default: by the suffix of the file.")
]
ReportTitle = Annotated[
    str | None, typer.Option(metavar="WORDS", help="Its title; else one is made of what is asked for.")
]
Excerpts = Annotated[
    bool, typer.Option("--excerpts", help="Of articles only the paragraphs that something is cited from.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
TimelineKind = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        autocompletion=completing.one_of(TIMELINE.kinds),
        help=f"In the timeline only: {', '.join(TIMELINE.kinds)}; repeatable.",
    ),
]


@app.command()
def report(
    output: ReportFile,
    format: ReportForm = None,
    title: ReportTitle = None,
    excerpts: Excerpts = False,
    force: Force = False,
    actor: Actors = None,
    about: About = None,
    outlet: Outlet = None,
    article: InArticle = None,
    since: Since = None,
    until: Until = None,
    kind: TimelineKind = None,
    limit: Limit = None,
    possible: Possible = False,
    min_score: MinScore = None,
    db: Db = None,
) -> None:
    """Write the timeline, what is disputed, meetings, sources and articles into one file to read, print or send."""
    from tracker.report.contents import ReportRequest
    from tracker.report.writing import Target, write_report

    target = Target.of(output, format, force=force)
    store = open_to_read(db or default_path())
    if min_score is not None or possible:
        show_from(store, min_score or 0.0)
    asked = dict.fromkeys(SHARED) | {
        "actor": actor, "about": about, "outlet": outlet, "article": article, "since": since, "until": until,
        "kind": kind, "limit": limit, "possible": possible,
    }  # fmt: skip
    write_report(store, ReportRequest(filters_of(asked, store), title, excerpts), target, say)


export_app = App(help="Writes the store in the forms of other programs.", no_args_is_help=True)
app.add_typer(export_app, name="export", rich_help_panel=HAND_ON)

ListName = Annotated[
    ExportedName,
    typer.Option("--list", metavar="LIST", help="Which list; each can be asked for what its own command can."),
]


def _export(found: Found[Any], pieces: Iterable[bytes], out: Path | None) -> None:
    """Write an export to `out` (None: standard output), and say how many rows were left out of it."""
    from tracker.export.writing import write

    write(pieces, out)
    say_left_out(found)


@export_app.command("stix")
@listing(CLAIMS, export=True)
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
    meetings = queries.meetings(db, replace(filters, sort=None)) if filters.role is None else Found(())
    _export(found, stix(db, filters, found.rows, Beside(unlinked.rows, meetings.rows), case), out)
    for others, what in ((unlinked, "denials that no claim was found for"), (meetings, "meetings")):
        if others.left_out:
            say(f"{others.left_out} more {what} left out by --{others.cut}")


@export_app.command("timelinejs")
@listing(TIMELINE, export=True)
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
        say(f"{counted(unplaced, 'event')} without a date left out: TimelineJS has no place for them")


@export_app.command("ics")
@listing(MEETINGS, export=True)
def export_ics(filters: Filters, db: sqlite3.Connection, out: Path | None) -> None:
    """The meetings as an iCalendar file; what has no date, and a habit of meeting, is left out."""
    from tracker.export.ics import ics, placed

    found = queries.meetings(db, filters)
    rows = [row for row in found.rows if placed(row)]
    _export(found, ics(db, rows), out)
    if unplaced := len(found.rows) - len(rows):
        say(f"{counted(unplaced, 'meeting')} left out: without a date, or a habit of meeting and no event")


@export_app.command("claimreview")
@listing(CLAIMS, export=True)
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
        say(f"{counted(unrated, 'claim')} that nobody rated from 1 to 5 left out: see `tracker rate --help`")
    if rated.rows and not url:
        say("the reviews have no address of their own: say where they are published with --url")


@export_app.command("csv")
@listing(ANY_LIST, export=True)
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

    exported = LISTS[list_]
    if columns:
        _export(Found(()), columns_as_csv(exported), out)
        return
    found = exported.ask(db, filters)
    _export(found, csv_file(db, filters, exported, found.rows), out)


@export_app.command("parquet")
@listing(ANY_LIST, export=True)
def export_parquet(filters: Filters, db: sqlite3.Connection, out: Path | None, list_: ListName = "claims") -> None:
    """One list as Parquet, with typed columns: those of `tracker export csv`, with the text exactly as it is."""
    from tracker.export.parquet import parquet
    from tracker.export.writing import refuse_terminal

    refuse_terminal(out, "Parquet")
    found = LISTS[list_].ask(db, filters)
    _export(found, parquet(db, filters, LISTS[list_], found.rows), out)


@export_app.command("bibtex")
@listing(ARTICLES, export=True)
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
        found = queries.articles(store, filters_of(dict.fromkeys(SHARED) | asked, store))
        ids = [row.id for row in found.rows]
        if found.undated:
            say(f"{found.undated} without a date left out by --since and --until")
    write(lines(store, ids), output)


@app.command("import")
def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="What `tracker export jsonl` wrote; - is standard input.")
    ],
    db: Db = None,
) -> None:
    """Read exports of other stores into this one, decisions included. Articles that it knows stay as they are.

    Of decisions that contradict each other the later holds, and the earlier is kept too.
    """
    from tracker.commands.importing import report_import

    raise typer.Exit(report_import(files, db or default_path(), say))


@app.command()
def verify(format: Format = None, db: Db = None) -> None:
    """Check that every stored span still equals its article's text; exit status 1 with the list where one does not."""
    checked, misquotes = queries.misquotes(open_to_read(db or default_path()))
    if misquotes or format not in (None, "table"):  # who asks for JSON is given some
        show_rows(misquotes, MISQUOTES, output_in(format))
    if misquotes:
        say(f"{len(misquotes)} of {checked} spans are not what their article says: ingest the article into a new store")
        raise typer.Exit(1)
    say(f"all {checked} spans are the words of their articles")


@app.command()
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

    out = output_in(None)
    show_pages(out) if page is None else show_page(page, out)
