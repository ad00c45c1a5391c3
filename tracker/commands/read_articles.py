"""The commands that read articles: into the store, again and again, anew, or only to print what they say."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.commands.help import READ, App
from tracker.commands.options import Db, Format, output_in, say
from tracker.errors import UsageError
from tracker.store.opening import default_path

app = App(heading=READ)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Texts, web pages and their addresses, PDF, feeds, mail, .docx, Markdown, WARC, CSV, JSONL, archives of "
        "these, folders, or - for standard input; their kind is read from what they hold.",
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="The publication date, for every article of this call.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published them.")]
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


@app.command()
def ingest(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
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
    from tracker.commands.ingesting import report_ingest, report_understood
    from tracker.reading import Options, columns_of

    options = Options(published, outlet, title, url, max_bytes, columns_of(map), language, follow, allow_private)
    if dry_run:
        raise typer.Exit(report_understood(inputs, options, output_in(format), say))
    if format is not None:
        raise UsageError("--format is the form of what --dry-run shows: leave it out, or say --dry-run too")
    raise typer.Exit(report_ingest(inputs, options, db or default_path(), say, quiet=quiet))


@app.command()
def watch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Folders, files and addresses of feeds.")],
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How long to wait between two looks: 30s, 15m, 2h, 1d.")
    ] = "15m",
    outlet: Outlet = None,
    max_bytes: MaxBytes = MAX_BYTES,
    map: Mapping = None,
    language: Language = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    db: Db = None,
) -> None:
    """Read what is new in folders and feeds, again and again, until Ctrl-C. What fails is tried again."""
    from tracker.commands.watching import report_watch
    from tracker.reading import Options, columns_of

    columns = columns_of(map) if map is not None else {}
    options = Options(None, outlet, None, None, max_bytes, columns, language, follow, allow_private)
    raise typer.Exit(report_watch(inputs, options, every, db or default_path(), say))


@app.command()
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
    from tracker.commands.ingesting import report_reread

    raise typer.Exit(report_reread(ids or (), db or default_path(), say))


@app.command()
def extract(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
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
    from tracker.commands.ingesting import print_extractions
    from tracker.reading import Options, columns_of

    if format != "jsonl":
        raise UsageError(f"extract prints jsonl, not {format!r}: leave --format out")
    options = Options(published, outlet, None, None, max_bytes, columns_of(map), language, follow, allow_private)
    raise typer.Exit(print_extractions(inputs, options, sys.stdout, say))
